#pragma once

#include "core/Job.h"
#include "http/Client.h"
#include "oidc/ClientCredentials.h"
#include "oidc/Error.h"
#include "oidc/ProviderMetadata.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace oidc {

/// The three answers of a probe. A probe is advice; only the browser's sign-in is proof.
enum class Answer { Yes, No, CannotTell };

/// One question that a probe answered.
struct Finding
{
    Answer answer = Answer::CannotTell;
    std::optional<Error> evidence = {}; ///< with No, why; with CannotTell, what got in the way
};

/// What can be known about an application before a browser opens (facts/okta.md section 3, facts/oidc.md 0.1).
struct ClientProbe
{
    struct Redirect
    {
        QString uri = {};
        Finding registered;
    };

    Finding clientKnown;
    Finding secretAccepted;
    Finding refreshGrant;
    Finding withoutDpop; ///< No: the application requires DPoP
    QList<Redirect> redirects; ///< in the order asked
    Finding withoutPkce; ///< No: the application requires PKCE; asked only when ClientProbeRequest says so
    /// How the secret was sent when it was judged: as asked, or in the body where only that was accepted.
    ClientAuthentication clientAuthentication = ClientAuthentication::Basic;
};

struct ClientProbeRequest
{
    ProviderMetadata metadata;
    ClientCredentials credentials;
    QStringList redirectUris = {}; ///< loopback ones and Pomerium's own
    QStringList scopes = {};
    bool askWithoutPkce = false;
};

/// Asks each question once: discovery with ?client_id=, one refresh with a junk token, the authorization endpoint with
/// prompt=none for each redirect URI, not followed. All at the same time; never looped, because wrong secrets are
/// logged by the provider. The junk token is shown a second time, with the secret in the body, where the first refusal
/// may be about the way the secret was sent: Pomerium tries both ways, too.
class ClientProbeJob final : public JobOf<ClientProbe, Error>
{
    Q_OBJECT

public:
    ClientProbeJob(ClientProbeRequest request, http::Client &http);
    ~ClientProbeJob() override;

private:
    void run() override;

    class Private;
    const std::unique_ptr<Private> m_private;
};

} // namespace oidc

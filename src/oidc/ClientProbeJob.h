#pragma once

#include "checks/List.h"
#include "core/Job.h"
#include "http/Client.h"
#include "oidc/CheckIds.h"
#include "oidc/ClientCredentials.h"
#include "oidc/Error.h"
#include "oidc/ProviderMetadata.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace oidc {

/// What can be known about an app before a browser opens. It is advice; only the browser's sign-in is proof.
struct ClientProbe
{
    /// The checks of ProbeId: passed; failed, seen to be wrong; skipped, could not be checked. A problem is an Error.
    checks::List findings;
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

#pragma once

#include "checks/List.h"
#include "core/Job.h"
#include "http/Client.h"
#include "oidc/CheckIds.h"
#include "oidc/ClientCredentials.h"
#include "oidc/Error.h"
#include "oidc/ProviderMetadata.h"
#include "oidc/RelyingParty.h"

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
    QStringList redirectUris = {}; ///< the loopback ones and the relying party's own
    QStringList scopes = {};
    RelyingParty relyingParty = {}; ///< whether PKCE is asked about, and what it means when the app requires it
    http::FormFields moreParameters = {}; ///< what the relying party adds to its authorization requests
};

/// Asks each question once: discovery with ?client_id=, one refresh with a junk token, the authorization endpoint with
/// prompt=none for each redirect URI, not followed. All at the same time; never looped, because wrong secrets are
/// logged by the provider. Where the client is refused and not because it is unknown, the junk token is shown a second
/// time with the secret sent in the other way (header or body), as relying parties do that try both.
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

#pragma once

#include "core/Job.h"
#include "http/Client.h"
#include "okta/ApiError.h"
#include "okta/OrgUrl.h"

#include <QString>

#include <memory>
#include <optional>

namespace okta {

/// What an organisation says of itself without being asked for a password.
struct Organization
{
    enum class Engine { Identity, Classic, Unknown };

    QString id; ///< 00o…; safe to show
    Engine engine = Engine::Unknown; ///< `pipeline`: idx or v1
    QString organizationUrl; ///< `_links.organization.href`
    QString customDomainUrl; ///< `_links.alternate.href`; empty: none
    std::optional<qint64> clockOffset; ///< seconds that the server's clock is ahead of ours
};

/// Whether another server than Okta's was asked, perhaps on purpose: an emulator, which answers a plain 404. A page for
/// people is how names answer that no org has, and on Okta's own domains nothing else than an org is meant: those get
/// no token.
[[nodiscard]] bool isPerhapsAnEmulator(const ApiError &error, const OrgUrl &org);

/// Asks /.well-known/okta-organization: whether there is an Okta organisation at all. A name that does not exist still
/// resolves and has a valid certificate, and answers with a web page.
class OrganizationJob final : public JobOf<Organization, ApiError>
{
    Q_OBJECT

public:
    OrganizationJob(const OrgUrl &org, http::Client &http);

private:
    void run() override;
    void answered();

    const std::unique_ptr<http::RequestJob> m_request;
};

} // namespace okta

#pragma once

#include "demo/ApiReply.h"
#include "demo/AppsApi.h"
#include "demo/DirectoryApi.h"
#include "demo/HttpResponse.h"
#include "demo/RateLimit.h"
#include "demo/ReportsApi.h"

#include <optional>

namespace demo {

struct ApiToken;
struct HttpRequest;
enum class Role;
class Tenant;
class TokenStore;

/// /api/v1: who asks, how often, whether their role allows it; then the part that knows.
class ManagementApi final
{
public:
    ManagementApi(Tenant &tenant, TokenStore &tokens);

    [[nodiscard]] HttpResponse answer(const HttpRequest &request);

    /// Scenario::RateLimitUsedUp: the next call of the groups API finds its minute used up.
    void exhaustGroups() { m_groupsLimit.exhaustNextWindow(); }

    /// All windows begin anew.
    void forgetLimits();

private:
    [[nodiscard]] HttpResponse route(const HttpRequest &request, const QByteArrayList &parts, const ApiToken &token);
    [[nodiscard]] bool mayAsk(const HttpRequest &request, const QByteArrayList &parts, Role role) const;
    [[nodiscard]] RateLimit &limitOf(const QByteArrayList &parts);
    void log(const HttpRequest &request, const ApiToken &token, const HttpResponse &response);

    Tenant &m_tenant;
    const Pager m_pager;
    const DirectoryApi m_directory;
    AppsApi m_apps;
    ReportsApi m_reports;
    RateLimit m_groupsLimit; ///< groups and members share one
    RateLimit m_appsLimit; ///< the list and all that is below an application share one
    RateLimit m_appLimit; ///< an application itself
    RateLimit m_otherLimit;
};

} // namespace demo

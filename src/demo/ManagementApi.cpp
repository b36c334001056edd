#include "demo/ManagementApi.h"

#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/Tenant.h"

namespace demo {

ManagementApi::ManagementApi(Tenant &tenant, TokenStore &tokens)
    : m_tenant(tenant)
    , m_directory(tenant, m_pager)
    , m_apps(tenant, tokens, m_pager, m_directory)
    , m_reports(tenant, m_pager)
    , m_groupsLimit(tenant.settings.rateLimit / 2, tenant.settings.rateLimitWindow)
    , m_appsLimit(tenant.settings.appsRateLimit / 2, tenant.settings.rateLimitWindow)
    , m_appLimit(tenant.settings.rateLimit / 2, tenant.settings.rateLimitWindow)
    , m_otherLimit(tenant.settings.rateLimit / 2, tenant.settings.rateLimitWindow)
{
}

void ManagementApi::forgetLimits()
{
    for (auto *const limit : {&m_groupsLimit, &m_appsLimit, &m_appLimit, &m_otherLimit})
        limit->forget();
}

HttpResponse ManagementApi::answer(const HttpRequest &request)
{
    const auto header = request.header("authorization");
    if (header.left(5).toUpper() != "SSWS ")
        return managementError(403, QStringLiteral("E0000005"), QStringLiteral("Invalid session"));
    const auto value = QString::fromUtf8(header.mid(5).trimmed());
    if (!m_tenant.store.tokenOfValue(value))
        return managementError(401, QStringLiteral("E0000011"), QStringLiteral("Invalid token provided"));
    for (auto &token : m_tenant.store.apiTokens) {
        if (token.value == value)
            token.lastUsed = m_tenant.store.timeText();
    }
    const auto token = *m_tenant.store.tokenOfValue(value); // a copy: it may be revoked meanwhile

    auto parts = request.path.mid(1).split('/').mid(2); // api v1 …
    const auto count = limitOf(parts).count(m_tenant.now());
    auto response = count.isExceeded
        ? managementError(429, QStringLiteral("E0000047"),
                          QStringLiteral("API call exceeded rate limit due to too many requests."))
        : route(request, parts, token);
    log(request, token, response);
    response.add("X-Rate-Limit-Limit", QByteArray::number(count.limit));
    response.add("X-Rate-Limit-Remaining", QByteArray::number(count.remaining));
    response.add("X-Rate-Limit-Reset", QByteArray::number(count.reset));
    if (!response.hasHeader("Cache-Control"))
        response.add("Cache-Control", "no-cache, no-store");
    response.add("Pragma", "no-cache");
    response.add("Expires", "0");
    return response;
}

RateLimit &ManagementApi::limitOf(const QByteArrayList &parts)
{
    if (parts.value(0) == "groups")
        return m_groupsLimit;
    if (parts.value(0) == "apps")
        return parts.size() == 2 ? m_appLimit : m_appsLimit;
    return m_otherLimit;
}

bool ManagementApi::mayAsk(const HttpRequest &request, const QByteArrayList &parts, Role role) const
{
    const auto area = parts.value(0);
    const bool isRead = request.method == "GET" || request.method == "HEAD";
    if (area == "users" || (area == "api-tokens" && parts.value(1) == "current"))
        return true; // everybody with a token may look at people, and end the token
    switch (role) {
    case Role::SuperAdmin:
        return true;
    case Role::ReadOnly:
        return isRead;
    case Role::ApplicationAdmin:
        return isRead || area == "apps";
    case Role::HelpDesk:
    case Role::None:
        return false;
    }
    Q_UNREACHABLE();
}

HttpResponse ManagementApi::route(const HttpRequest &request, const QByteArrayList &parts, const ApiToken &token)
{
    const auto area = parts.value(0);
    const auto rest = parts.mid(1);
    const bool isKnown = area == "groups" || area == "users" || area == "apps" || area == "logs" || area == "policies"
        || area == "api-tokens";
    if (area == "authorizationServers") // this org has API Access Management not; nobody may ask
        return managementError(401, QStringLiteral("E0000015"),
                               QStringLiteral("You do not have permission to access the feature you are requesting"));
    if (!isKnown)
        return pathNotFound();
    if (!mayAsk(request, parts, m_tenant.store.roles.value(token.ownerId, Role::None)))
        return accessDenied();
    if (area == "groups")
        return m_directory.groups(request, rest);
    if (area == "users")
        return m_directory.users(request, rest, token.ownerId);
    if (area == "apps")
        return m_apps.answer(request, rest);
    if (area == "logs")
        return rest.isEmpty() ? m_reports.logs(request) : pathNotFound();
    if (area == "policies")
        return m_reports.policies(request, rest);
    return m_reports.apiTokens(request, rest, token.id);
}

void ManagementApi::log(const HttpRequest &request, const ApiToken &token, const HttpResponse &response)
{
    Event event;
    if (response.status == 429)
        event.type = QStringLiteral("system.org.rate_limit.violation");
    const auto method = QString::fromLatin1(request.method);
    event.message = method + QLatin1Char(' ') + QString::fromLatin1(request.path);
    event.isSuccess = response.status < 400;
    if (!event.isSuccess)
        event.reason = QString::number(response.status) + QLatin1Char(' ')
            + QString::fromLatin1(HttpResponse::reasonPhrase(response.status));
    event.targetId = token.id;
    event.targetName = token.name;
    event.targetType = QStringLiteral("Token");
    event.actorId = token.ownerId;
    const auto owner = m_tenant.store.directory.personIndex(token.ownerId);
    const auto person = m_tenant.store.directory.person(owner.value_or(0));
    event.actorName = person.firstName + QLatin1Char(' ') + person.lastName;
    m_tenant.log(std::move(event));
}

} // namespace demo

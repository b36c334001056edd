#include "demo/Routes.h"

#include "demo/ApiReply.h"
#include "demo/FormFields.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/Pages.h"
#include "demo/RandomText.h"
#include "demo/Tenant.h"

#include <QDateTime>
#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace demo {

namespace {

constexpr int OauthRateLimit = 2000;

/// RFC 9110 section 5.6.7.
QByteArray httpDate(qint64 seconds)
{
    const auto time = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    return QLocale::c().toString(time, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
}

} // namespace

Routes::Routes(Tenant &tenant, std::function<void()> startOver)
    : m_tenant(tenant)
    , m_discovery(tenant)
    , m_authorizeEndpoint(tenant, m_tokens)
    , m_tokenEndpoint(tenant, m_tokens)
    , m_managementApi(tenant, m_tokens)
    , m_console(tenant, m_tokens, std::move(startOver))
    , m_oauthLimit(OauthRateLimit, tenant.settings.rateLimitWindow)
{
}

HttpResponse Routes::answer(const HttpRequest &request)
{
    auto response = isForUs(request) ? route(request) : HttpResponse::empty(421);
    response.headers.prepend({"X-Okta-Request-Id", randomText(27).toLatin1()});
    response.headers.prepend({"Date", httpDate(m_tenant.now())});
    if (!response.hasHeader("X-Content-Type-Options"))
        response.add("X-Content-Type-Options", "nosniff");
    return response;
}

HttpResponse Routes::route(const HttpRequest &request)
{
    const auto &path = request.path;
    if (path.startsWith("/.well-known/")) {
        const bool isGet = request.method == "GET" || request.method == "HEAD";
        if (path == "/.well-known/okta-organization")
            return isGet ? m_discovery.organization() : methodNotAllowed();
        if (path == "/.well-known/openid-configuration")
            return isGet ? m_discovery.openIdConfiguration(request) : methodNotAllowed();
        if (path == "/.well-known/oauth-authorization-server")
            return isGet ? m_discovery.authorizationServer(request) : methodNotAllowed();
        return pathNotFound();
    }
    if (path.startsWith("/oauth2/"))
        return routeOAuth(request);
    if (path.startsWith("/api/"))
        return path.startsWith("/api/v1/") ? m_managementApi.answer(request) : pathNotFound();
    if (path == "/")
        return HttpResponse::redirect("/admin/dashboard", 302);
    if (path == "/admin" || path.startsWith("/admin/"))
        return m_console.answer(request);
    return pages::notFound();
}

HttpResponse Routes::routeOAuth(const HttpRequest &request)
{
    const auto &path = request.path;
    if (path == "/oauth2/v1/keys")
        return request.method == "GET" || request.method == "HEAD" ? m_discovery.keys(request) : methodNotAllowed();

    const auto count = m_oauthLimit.count(m_tenant.now());
    HttpResponse response;
    if (count.isExceeded) {
        response = managementError(429, QStringLiteral("E0000047"),
                                   QStringLiteral("API call exceeded rate limit due to too many requests."));
    } else if (path == "/oauth2/v1/authorize") {
        response = m_authorizeEndpoint.authorize(request);
    } else if (path == "/oauth2/v1/token") {
        response = m_tokenEndpoint.token(request);
    } else if (path == "/oauth2/v1/introspect") {
        response = m_tokenEndpoint.introspect(request);
    } else if (path == "/oauth2/v1/revoke") {
        response = m_tokenEndpoint.revoke(request);
    } else if (path == "/oauth2/v1/userinfo") {
        response = m_tokenEndpoint.userInfo(request);
    } else if (path == "/oauth2/v1/logout") {
        response = logout(FormFields::parse(request.query));
    } else if (path == "/oauth2/v1/clients") {
        response = managementError(403, QStringLiteral("E0000005"), QStringLiteral("Invalid session"));
    } else {
        const auto parts = path.mid(1).split('/'); // oauth2 SERVER …
        // An organization without API Access Management has no custom authorization server.
        if (parts.size() > 2 && parts.at(1) != "v1") {
            return managementError(404, QStringLiteral("E0000007"),
                                   QStringLiteral("Not found: Resource not found: %1 (AuthorizationServer)")
                                       .arg(QString::fromLatin1(parts.at(1))));
        }
        return pathNotFound();
    }
    response.add("X-Rate-Limit-Limit", QByteArray::number(count.limit));
    response.add("X-Rate-Limit-Remaining", QByteArray::number(count.remaining));
    response.add("X-Rate-Limit-Reset", QByteArray::number(count.reset));
    return response;
}

void Routes::forget()
{
    m_tokens.clear();
    m_console.forget();
    m_managementApi.forgetLimits();
    m_oauthLimit.forget();
}

HttpResponse Routes::logout(const FormFields &fields) const
{
    const auto target = fields.value(QLatin1String("post_logout_redirect_uri"));
    if (target.isEmpty())
        return pages::signedOut();
    // Okta knows the application by id_token_hint or by client_id. There is no session here, so any application will
    // do.
    const auto &apps = m_tenant.store.apps;
    if (std::any_of(apps.cbegin(), apps.cend(), [&target](const App &app) { return app.signOutUris.contains(target); }))
        return HttpResponse::redirect(target.toUtf8(), 302);
    return pages::badRequest(QStringLiteral("invalid_request"),
                             QStringLiteral("The 'post_logout_redirect_uri' parameter must be a Logout redirect URI "
                                            "in the client app settings."));
}

bool Routes::isForUs(const HttpRequest &request) const
{
    // A page of the web that has its name point to 127.0.0.1 gets nothing here.
    if (!request.hasHeader("host"))
        return true; // HTTP/1.0
    const auto port = ':' + QByteArray::number(QUrl(m_tenant.issuer).port());
    const auto host = request.header("host").toLower();
    return host == "127.0.0.1" + port || host == "localhost" + port;
}

} // namespace demo

#include "demo/AuthorizeEndpoint.h"

#include "demo/FormFields.h"
#include "demo/GroupsClaim.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/Pages.h"
#include "demo/RandomText.h"
#include "demo/Tenant.h"

#include <QRegularExpression>

namespace demo {

namespace {

const QStringList &knownScopes()
{
    static const QStringList scopes = {QStringLiteral("openid"), QStringLiteral("profile"),
                                       QStringLiteral("email"),  QStringLiteral("address"),
                                       QStringLiteral("phone"),  QStringLiteral("offline_access"),
                                       QStringLiteral("groups"), QStringLiteral("device_sso")};
    return scopes;
}

bool matches(const QString &text, const char *pattern)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern))).match(text).hasMatch();
}

constexpr int StatusOfRedirect = 302;
constexpr int StatusAfterForm = 303; // so that the browser asks the application with GET, and without the form
constexpr qsizetype ManyGroups = 100;

} // namespace

AuthorizeEndpoint::AuthorizeEndpoint(Tenant &tenant, TokenStore &tokens)
    : m_tenant(tenant)
    , m_tokens(tokens)
{
}

HttpResponse AuthorizeEndpoint::authorize(const HttpRequest &request)
{
    if (request.method == "GET" || request.method == "HEAD")
        return start(FormFields::parse(request.query));
    if (request.method != "POST")
        return methodNotAllowed();
    // An authorization request may be posted, too (OpenID Connect Core section 3.1.2.1).
    const auto fields = FormFields::parse(request.body);
    return fields.contains(QLatin1String("request")) ? decide(fields) : start(fields);
}

HttpResponse AuthorizeEndpoint::start(const FormFields &fields)
{
    const auto value = [&fields](const char *name) { return fields.value(QLatin1String(name)); };

    // Okta sends these back to nobody. An application that is not there and one that is inactive look the same.
    const auto *const app = m_tenant.store.appOfClient(value("client_id"));
    if (!app || !app->isActive) {
        if (app)
            logInactive(m_tenant, *app);
        return show(nullptr, "invalid_client", QStringLiteral("Invalid value for 'client_id' parameter."),
                    "invalid_client_id");
    }
    if (!app->redirectUris.contains(value("redirect_uri"))) {
        return show(
            app, "invalid_request",
            QStringLiteral("The 'redirect_uri' parameter must be a Login redirect URI in the client app settings."),
            "illegal_redirect_uri");
    }
    if (fields.hasDuplicates()) {
        return show(app, "invalid_request",
                    QStringLiteral("The request contained multiple parameters with the same name."),
                    "duplicate_parameter");
    }
    if (app->isPkceRequired && !fields.contains(QLatin1String("code_challenge"))) {
        return show(app, "invalid_request", QStringLiteral("PKCE code challenge is required by the application."),
                    "pkce_missing_challenge");
    }

    // From here on the application hears about it.
    Waiting waiting;
    waiting.since = m_tenant.now();
    waiting.responseMode = QStringLiteral("query");
    waiting.signIn.appId = app->id;
    waiting.signIn.clientId = app->clientId;
    waiting.signIn.redirectUri = value("redirect_uri");
    waiting.signIn.scopes = value("scope").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    waiting.signIn.nonce = value("nonce");
    waiting.signIn.codeChallenge = value("code_challenge");
    const auto refused = [this, &waiting](const char *error, const QString &description) {
        return refuse(waiting, error, description, StatusOfRedirect);
    };

    // Pomerium's is base64, which may end in "=".
    if (!matches(value("state"), "[A-Za-z0-9,._-]{1,2048}={0,2}"))
        return refused("invalid_request",
                       QStringLiteral("The authentication request has an invalid 'state' parameter."));
    waiting.state = value("state");

    const auto responseMode = value("response_mode");
    if (!responseMode.isEmpty()) {
        if (responseMode == QLatin1String("okta_post_message")) {
            return refused(
                "unsupported_response_mode",
                QStringLiteral("'okta_post_message' response mode cannot be used with the 'code' response type."));
        }
        if (!matches(responseMode, "query|fragment|form_post")) {
            return refused("unsupported_response_mode",
                           QStringLiteral("The response mode is not supported by the authorization server. Valid "
                                          "response modes: [query, fragment, form_post, okta_post_message]."));
        }
        waiting.responseMode = responseMode;
    }
    const bool mayAskForCode = app->responseTypes.contains(QLatin1String("code"))
        && app->grantTypes.contains(QLatin1String("authorization_code"));
    if (value("response_type") != QLatin1String("code") || !mayAskForCode) {
        return refused("unsupported_response_type",
                       QStringLiteral("The response type is not supported by the authorization server. Configured "
                                      "response types: [%1].")
                           .arg(mayAskForCode ? QStringLiteral("code") : QString()));
    }

    const auto &scopes = waiting.signIn.scopes;
    if (scopes.isEmpty())
        return refused("invalid_scope", QStringLiteral("No scopes were requested."));
    for (const auto &scope : scopes) {
        if (!knownScopes().contains(scope))
            return refused("invalid_scope", QStringLiteral("Custom scopes are not allowed for this request."));
    }
    if (!scopes.contains(QLatin1String("openid"))) {
        return refused("access_denied",
                       QStringLiteral("Requests for ID tokens or access tokens with OpenID scopes require the 'openid' "
                                      "scope."));
    }

    if (fields.contains(QLatin1String("code_challenge")) || fields.contains(QLatin1String("code_challenge_method"))) {
        if (value("code_challenge_method") != QLatin1String("S256")) {
            return refused("invalid_request",
                           QStringLiteral("PKCE code challenge method is not supported. Valid values: [S256]"));
        }
        if (!matches(waiting.signIn.codeChallenge, "[A-Za-z0-9_-]{43}"))
            return refused("invalid_request", QStringLiteral("PKCE code challenge contains illegal characters."));
    }

    const auto prompts = value("prompt").split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const auto &prompt : prompts) {
        if (!matches(prompt, "none|login|consent") || (prompt == QLatin1String("none") && prompts.size() > 1)) {
            return refused("invalid_request",
                           QStringLiteral("Invalid value for 'prompt' parameter. Supported values: [none, login, "
                                          "consent]"));
        }
    }
    if (prompts.contains(QLatin1String("none"))) {
        return refused("login_required",
                       QStringLiteral("The client specified not to prompt, but the user is not logged in."));
    }

    while (m_order.size() >= MaximumWaiting)
        m_waiting.remove(m_order.dequeue());
    const auto name = randomText(32);
    m_waiting.insert(name, waiting);
    m_order.enqueue(name);
    const auto user = m_tenant.user();
    return pages::signIn(user.firstName + QLatin1Char(' ') + user.lastName, user.login, name);
}

HttpResponse AuthorizeEndpoint::decide(const FormFields &fields)
{
    const auto name = fields.value(QLatin1String("request"));
    m_order.removeOne(name);
    const auto found = m_waiting.find(name);
    if (found == m_waiting.end() || m_tenant.now() > found->since + WaitLimit) {
        return pages::badRequest(QStringLiteral("login_required"),
                                 QStringLiteral("Request expired, please start over and try again."));
    }
    const auto waiting = *found;
    m_waiting.erase(found);

    if (fields.value(QLatin1String("decision")) != QLatin1String("sign-in")) {
        return refuse(waiting, "access_denied",
                      QStringLiteral("The resource owner or authorization server denied the request."),
                      StatusAfterForm);
    }
    const auto *const app = m_tenant.store.app(waiting.signIn.appId);
    if (!app || !app->isActive) {
        return show(app, "invalid_client", QStringLiteral("Invalid value for 'client_id' parameter."),
                    "invalid_client_id");
    }
    m_tenant.log(eventOf("user.session.start", QStringLiteral("User login to Okta")));
    if (!m_tenant.store.isAssigned(*app, 0)) {
        logRefusal(app, QStringLiteral("user_not_assigned"));
        return pages::notAssigned();
    }
    if (waiting.signIn.scopes.contains(QLatin1String("groups"))
        && groupsClaimOf(m_tenant.store, *app).size() > ManyGroups) {
        return refuse(waiting, "server_error",
                      QStringLiteral("The groups claim matched too many groups and must be configured to match fewer "
                                     "groups."),
                      StatusAfterForm);
    }

    const auto signIn = std::make_shared<SignIn>(waiting.signIn);
    signIn->time = m_tenant.now();
    m_tenant.log(appEvent("user.authentication.sso", QStringLiteral("User single sign on to app"), *app));
    m_tenant.log(appEvent("app.oauth2.authorize.code", QStringLiteral("OIDC authorization code request"), *app));
    return respond(waiting, {{QStringLiteral("code"), m_tokens.addCode(signIn, m_tenant.now())}}, StatusAfterForm);
}

HttpResponse AuthorizeEndpoint::refuse(const Waiting &waiting, const char *error, const QString &description,
                                       int status) const
{
    logRefusal(m_tenant.store.app(waiting.signIn.appId), QString::fromLatin1(error));
    return respond(
        waiting,
        {{QStringLiteral("error"), QString::fromLatin1(error)}, {QStringLiteral("error_description"), description}},
        status);
}

HttpResponse AuthorizeEndpoint::show(const App *app, const char *error, const QString &description,
                                     const char *reason) const
{
    if (app) // Okta writes nothing about a client that it does not know
        logRefusal(app, QString::fromLatin1(reason));
    return pages::badRequest(QString::fromLatin1(error), description);
}

void AuthorizeEndpoint::logRefusal(const App *app, const QString &reason) const
{
    auto event = app ? appEvent("app.oauth2.authorize", QStringLiteral("OIDC authorization request"), *app)
                     : eventOf("app.oauth2.authorize", QStringLiteral("OIDC authorization request"));
    event.isSuccess = false;
    event.reason = reason;
    m_tenant.log(std::move(event));
}

HttpResponse AuthorizeEndpoint::respond(const Waiting &waiting, Fields fields, int status) const
{
    if (!waiting.state.isEmpty())
        fields.prepend({QStringLiteral("state"), waiting.state});
    if (waiting.responseMode == QLatin1String("form_post"))
        return pages::formPost(waiting.signIn.redirectUri, fields);

    QByteArray encoded;
    for (const auto &[name, value] : fields) {
        if (!encoded.isEmpty())
            encoded += '&';
        encoded += encodeFormValue(name) + '=' + encodeFormValue(value);
    }
    // The redirect URI itself stays as it was registered, byte for byte.
    auto location = waiting.signIn.redirectUri.toUtf8();
    if (waiting.responseMode == QLatin1String("fragment"))
        location += '#';
    else
        location += location.contains('?') ? '&' : '?';
    auto response = HttpResponse::redirect(location + encoded, status);
    response.add("Cache-Control", "no-cache, no-store");
    response.add("Referrer-Policy", "no-referrer");
    return response;
}

} // namespace demo

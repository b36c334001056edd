#include "demo/TokenEndpoint.h"

#include "demo/ClientAuthentication.h"
#include "demo/FormFields.h"
#include "demo/GroupsClaim.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/RandomText.h"
#include "demo/Tenant.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace demo {

namespace {

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// "[a, b]", as Okta lists things in its texts.
QString bracketed(const QStringList &words)
{
    return QLatin1Char('[') + words.join(QLatin1String(", ")) + QLatin1Char(']');
}

HttpResponse invalidRequest(const QString &description)
{
    return oauthError(400, QStringLiteral("invalid_request"), description);
}

HttpResponse invalidGrant(const QString &description)
{
    return oauthError(400, QStringLiteral("invalid_grant"), description);
}

QString otherClient()
{
    return QStringLiteral(
        "The grant was issued to another client. Please make sure the 'client_id' matches the one used "
        "at the authorize request.");
}

HttpResponse missing(const char *parameter)
{
    return invalidRequest(QStringLiteral("The required parameter '%1' is missing.").arg(QLatin1String(parameter)));
}

/// Something in the request that is no form at all.
std::optional<HttpResponse> refuseForm(const HttpRequest &request, const FormFields &fields)
{
    if (request.method != "POST")
        return methodNotAllowed();
    const auto type = request.header("content-type").toLower();
    if (!request.body.isEmpty() && type != "application/x-www-form-urlencoded"
        && !type.startsWith("application/x-www-form-urlencoded;")) {
        return managementError(400, QStringLiteral("E0000021"),
                               QStringLiteral("Bad request. Accept and/or Content-Type headers likely do not match "
                                              "supported values."));
    }
    if (fields.hasDuplicates())
        return invalidRequest(QStringLiteral("The request contained multiple parameters with the same name."));
    return std::nullopt;
}

} // namespace

TokenEndpoint::TokenEndpoint(Tenant &tenant, TokenStore &tokens)
    : m_tenant(tenant)
    , m_tokens(tokens)
{
}

HttpResponse TokenEndpoint::token(const HttpRequest &request)
{
    const auto fields = FormFields::parse(request.body);
    if (auto refusal = refuseForm(request, fields))
        return *refusal;
    const auto caller = authenticateClient(m_tenant, request, fields);
    if (!caller.app)
        return caller.refusal;

    // A copy: what is logged and answered is about the application as it was when the request came.
    const App app = *caller.app;
    auto response = grant(app, request, fields);
    if (response.status != 200)
        logRefusal(app, response);
    return response;
}

HttpResponse TokenEndpoint::grant(const App &app, const HttpRequest &request, const FormFields &fields)
{
    if (request.hasHeader("origin")) {
        const auto scopes = fields.value(QLatin1String("scope")).split(QLatin1Char(' '));
        if (scopes.contains(QLatin1String("offline_access"))) {
            return oauthError(400, QStringLiteral("invalid_scope"),
                              QStringLiteral("Browser requests to the token endpoint may not include the "
                                             "offline_access scope."));
        }
    }

    const auto grantType = fields.value(QLatin1String("grant_type"));
    const QStringList allGrantTypes = {QStringLiteral("authorization_code"), QStringLiteral("refresh_token")};
    if (grantType.isEmpty()) {
        return invalidRequest(QStringLiteral("The token request must specify a 'grant_type'. Valid values: %1")
                                  .arg(bracketed(allGrantTypes)));
    }
    if (grantType == QLatin1String("client_credentials")) {
        return oauthError(401, QStringLiteral("invalid_client"),
                          QStringLiteral("Client Credentials requests to the Org Authorization Server must use the "
                                         "private_key_jwt token_endpoint_auth_method."));
    }
    if (!app.grantTypes.contains(grantType)) {
        const bool isKnown = allGrantTypes.contains(grantType) || grantType == QLatin1String("password")
            || grantType == QLatin1String("implicit")
            || grantType == QLatin1String("urn:ietf:params:oauth:grant-type:device_code");
        if (!isKnown) {
            return oauthError(400, QStringLiteral("unsupported_grant_type"),
                              QStringLiteral("The authorization grant type is not supported by the authorization "
                                             "server. Configured grant types: %1.")
                                  .arg(bracketed(allGrantTypes)));
        }
        return oauthError(400, QStringLiteral("unauthorized_client"),
                          QStringLiteral("The client is not authorized to use the provided grant type. Configured "
                                         "grant types: %1.")
                              .arg(bracketed(app.grantTypes)));
    }

    if (app.isDpopRequired) {
        if (!request.hasHeader("dpop")) {
            return oauthError(400, QStringLiteral("invalid_dpop_proof"),
                              QStringLiteral("The DPoP proof JWT header is missing."));
        }
        return oauthError(400, QStringLiteral("use_dpop_nonce"),
                          QStringLiteral("Authorization server requires nonce in DPoP proof."));
    }
    return grantType == QLatin1String("refresh_token") ? refresh(app, fields) : redeemCode(app, fields);
}

HttpResponse TokenEndpoint::redeemCode(const App &app, const FormFields &fields)
{
    if (!fields.contains(QLatin1String("code")))
        return missing("code");
    const auto verifier = fields.value(QLatin1String("code_verifier"));

    // Whatever is wrong from here on, the code is spent.
    const auto signIn = m_tokens.takeCode(fields.value(QLatin1String("code")), m_tenant.now());
    if (!signIn)
        return invalidGrant(QStringLiteral("The authorization code is invalid or has expired."));
    if (signIn->clientId != app.clientId)
        return invalidGrant(otherClient());
    if (fields.value(QLatin1String("redirect_uri")) != signIn->redirectUri) {
        return invalidGrant(
            QStringLiteral("The 'redirect_uri' does not match the redirection URI used in the authorization request."));
    }
    if (signIn->codeChallenge.isEmpty() && !verifier.isEmpty()) {
        return invalidRequest(
            QStringLiteral("PKCE code challenge should be specified in the authorize request for code verification."));
    }
    if (!signIn->codeChallenge.isEmpty()) {
        if (verifier.isEmpty())
            return invalidRequest(QStringLiteral("PKCE code verifier is required by the application."));
        const auto hash = QCryptographicHash::hash(verifier.toUtf8(), QCryptographicHash::Sha256);
        if (verifier.size() < 43 || base64Url(hash) != signIn->codeChallenge.toUtf8())
            return invalidGrant(QStringLiteral("PKCE verification failed."));
    }

    // The grant off, or offline_access not asked for: the rest arrives, and nobody says a word.
    QString refreshToken;
    if (app.grantTypes.contains(QLatin1String("refresh_token"))
        && signIn->scopes.contains(QLatin1String("offline_access")))
        refreshToken = m_tokens.addRefreshToken(signIn, m_tenant.now());
    return tokens(app, signIn, signIn->scopes, refreshToken, Occasion::SignIn);
}

HttpResponse TokenEndpoint::refresh(const App &app, const FormFields &fields)
{
    if (!fields.contains(QLatin1String("refresh_token")))
        return missing("refresh_token");
    const auto old = fields.value(QLatin1String("refresh_token"));
    const auto signIn = m_tokens.useRefreshToken(old, m_tenant.now());
    if (!signIn || !m_tenant.store.isAssigned(app, 0))
        return invalidGrant(QStringLiteral("The refresh token is invalid or expired."));
    if (signIn->clientId != app.clientId)
        return invalidGrant(otherClient());

    auto scopes = signIn->scopes;
    const auto asked = fields.value(QLatin1String("scope")).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (!asked.isEmpty()) {
        QStringList denied;
        for (const auto &scope : asked) {
            if (!signIn->scopes.contains(scope))
                denied.append(scope);
        }
        if (!denied.isEmpty()) {
            return oauthError(400, QStringLiteral("access_denied"),
                              QStringLiteral("Some of the scopes requested for the refresh request were not granted in "
                                             "the original authorize request. Denied scopes: %1.")
                                  .arg(denied.join(QLatin1String(", "))));
        }
        scopes = asked;
    }

    const auto refreshToken =
        app.rotationType == QLatin1String("ROTATE") ? m_tokens.rotate(old, m_tenant.now(), app.rotationLeeway) : old;
    return tokens(app, signIn, scopes, refreshToken, Occasion::Refresh);
}

void TokenEndpoint::logRefusal(const App &app, const HttpResponse &refusal)
{
    auto event = appEvent("app.oauth2.token.grant", QStringLiteral("OAuth 2.0 token request"), app);
    event.isSuccess = false;
    event.reason = QJsonDocument::fromJson(refusal.body).object().value(QLatin1String("error")).toString();
    event.actorId = app.clientId;
    event.actorName = app.label;
    m_tenant.log(std::move(event));
}

HttpResponse TokenEndpoint::tokens(const App &app, const TokenStore::SignInPointer &signIn, const QStringList &scopes,
                                   const QString &refreshToken, Occasion occasion)
{
    TokenStore::AccessToken details;
    details.signIn = signIn;
    details.jwtId = QStringLiteral("AT.") + randomText(43);
    details.scopes = scopes;
    details.issued = m_tenant.now();
    details.expires = m_tenant.now() + TokenStore::AccessTokenLifetime;
    const auto access = accessToken(*signIn, scopes, details.jwtId);
    m_tokens.addAccessToken(QString::fromLatin1(access), details, m_tenant.now());

    const auto granted = [this, &app](const char *type, const char *message) {
        m_tenant.log(appEvent(type, QString::fromLatin1(message), app));
    };
    granted("app.oauth2.token.grant.access_token", "OAuth 2.0 access token is granted");

    JsonObject text;
    text.add("token_type", QStringLiteral("Bearer"));
    text.add("expires_in", TokenStore::AccessTokenLifetime);
    text.add("access_token", QString::fromLatin1(access));
    text.add("scope", scopes.join(QLatin1Char(' ')));
    if (!refreshToken.isEmpty()) {
        text.add("refresh_token", refreshToken);
        granted("app.oauth2.token.grant.refresh_token",
                occasion == Occasion::Refresh ? "OAuth 2.0 refresh token is granted, for a refresh token"
                                              : "OAuth 2.0 refresh token is granted");
    }
    const bool withIdToken = occasion == Occasion::SignIn || m_tenant.settings.idTokenOnRefresh;
    if (withIdToken && scopes.contains(QLatin1String("openid"))) {
        granted("app.oauth2.token.grant.id_token", "OAuth 2.0 ID token is granted");
        text.add("id_token", QString::fromLatin1(idToken(app, *signIn, scopes, access, occasion)));
    }

    auto response = HttpResponse::json(text.text());
    response.add("Cache-Control", "no-cache, no-store");
    response.add("Pragma", "no-cache");
    response.add("Expires", "0");
    return response;
}

QByteArray TokenEndpoint::accessToken(const SignIn &signIn, const QStringList &scopes, const QString &jwtId) const
{
    const auto user = m_tenant.user();
    const auto claims = JsonObject()
                            .add("ver", 1)
                            .add("jti", jwtId)
                            .add("iss", m_tenant.issuer)
                            .add("aud", m_tenant.issuer)
                            .add("sub", user.login) // in an access token it is the login, in an ID token the id
                            .add("iat", m_tenant.now())
                            .add("exp", m_tenant.now() + TokenStore::AccessTokenLifetime)
                            .add("cid", signIn.clientId)
                            .add("uid", user.id)
                            .add("scp", scopes)
                            .add("auth_time", signIn.time)
                            .text();
    // Its keys are not published: for everybody but the organization it is an opaque string that looks like a JWT.
    const QByteArray header = R"({"kid":")" + randomText(43).toLatin1() + R"(","alg":"RS256"})";
    return base64Url(header) + '.' + base64Url(claims) + '.' + base64Url(randomText(256).toLatin1());
}

QByteArray TokenEndpoint::idToken(const App &app, const SignIn &signIn, const QStringList &scopes,
                                  const QByteArray &accessToken, Occasion occasion) const
{
    const auto user = m_tenant.user();
    const auto has = [&scopes](const char *scope) { return scopes.contains(QLatin1String(scope)); };

    JsonObject claims;
    claims.add("sub", user.id);
    if (has("profile"))
        claims.add("name", QString(user.firstName + QLatin1Char(' ') + user.lastName));
    if (has("email"))
        claims.add("email", user.login);
    claims.add("ver", 1);
    claims.add("iss", m_tenant.issuer);
    claims.add("aud", signIn.clientId);
    claims.add("iat", m_tenant.now());
    claims.add("exp", m_tenant.now() + TokenStore::AccessTokenLifetime);
    claims.add("jti", QString(QStringLiteral("ID.") + randomText(43)));
    claims.add("amr", QStringList{QStringLiteral("pwd")});
    claims.add("idp", m_tenant.store.organizationId());
    if (!signIn.nonce.isEmpty() && occasion == Occasion::SignIn)
        claims.add("nonce", signIn.nonce); // not in refreshed ones: OpenID Connect Core section 12.2
    if (has("profile"))
        claims.add("preferred_username", user.login);
    claims.add("auth_time", signIn.time);
    // OpenID Connect Core section 3.1.3.6: the left half of the hash.
    const auto hash = QCryptographicHash::hash(accessToken, QCryptographicHash::Sha256);
    claims.add("at_hash", QString::fromLatin1(base64Url(hash.left(hash.size() / 2))));
    const bool hasFilter = has("groups") && app.groupsClaim;
    if (hasFilter)
        claims.add(app.groupsClaim->name.toUtf8().constData(), groupsClaimOf(m_tenant.store, app));
    for (const auto &claim : app.federatedClaims) {
        const auto groups = federatedGroupsOf(m_tenant.store, claim);
        if (!groups.isEmpty() && !(hasFilter && claim.name == app.groupsClaim->name))
            claims.add(claim.name.toUtf8().constData(), groups);
    }
    return m_tenant.signingKey->sign(claims.text());
}

HttpResponse TokenEndpoint::introspect(const HttpRequest &request)
{
    const auto fields = FormFields::parse(request.body);
    if (auto refusal = refuseForm(request, fields))
        return *refusal;
    const auto caller = authenticateClient(m_tenant, request, fields);
    if (!caller.app)
        return caller.refusal;
    if (!fields.contains(QLatin1String("token")))
        return invalidRequest(QStringLiteral("The 'token' parameter is required."));

    const auto token = fields.value(QLatin1String("token"));
    const auto user = m_tenant.user();
    JsonObject text;
    const auto isTheirs = [&caller](const auto &entry) { return entry->signIn->clientId == caller.app->clientId; };
    const auto access = m_tokens.accessToken(token, m_tenant.now());
    const auto refreshToken = m_tokens.refreshToken(token, m_tenant.now());
    if (access && isTheirs(access)) {
        text.add("active", true)
            .add("scope", access->scopes.join(QLatin1Char(' ')))
            .add("username", user.login)
            .add("exp", access->expires)
            .add("iat", access->issued)
            .add("sub", user.login)
            .add("aud", m_tenant.issuer)
            .add("iss", m_tenant.issuer)
            .add("jti", access->jwtId)
            .add("token_type", QStringLiteral("Bearer"))
            .add("client_id", caller.app->clientId)
            .add("uid", user.id);
    } else if (refreshToken && isTheirs(refreshToken)) {
        text.add("active", true)
            .add("scope", refreshToken->signIn->scopes.join(QLatin1Char(' ')))
            .add("username", user.login)
            .add("exp", refreshToken->expires)
            .add("sub", user.login)
            .add("client_id", caller.app->clientId)
            .add("uid", user.id);
    } else {
        text.add("active", false);
    }
    auto response = HttpResponse::json(text.text());
    response.add("Cache-Control", "no-cache, no-store");
    return response;
}

HttpResponse TokenEndpoint::revoke(const HttpRequest &request)
{
    const auto fields = FormFields::parse(request.body);
    if (auto refusal = refuseForm(request, fields))
        return *refusal;
    const auto caller = authenticateClient(m_tenant, request, fields);
    if (!caller.app)
        return caller.refusal;
    if (!fields.contains(QLatin1String("token")))
        return invalidRequest(QStringLiteral("The 'token' parameter is required."));
    m_tokens.revoke(fields.value(QLatin1String("token")));
    m_tenant.log(appEvent("app.oauth2.token.revoke", QStringLiteral("OAuth 2.0 token is revoked"), *caller.app));
    auto response = HttpResponse::empty(200);
    response.add("Cache-Control", "no-cache, no-store");
    return response;
}

HttpResponse TokenEndpoint::userInfo(const HttpRequest &request) const
{
    if (request.method != "GET" && request.method != "HEAD" && request.method != "POST")
        return methodNotAllowed();

    const auto refuse = [this](const char *error, const char *description) {
        auto response = HttpResponse::empty(401);
        response.add("WWW-Authenticate",
                     "Bearer authorization_uri=\"" + m_tenant.issuer.toLatin1() + "/oauth2/v1/authorize\", realm=\""
                         + m_tenant.issuer.toLatin1() + "\", scope=\"openid\", error=\"" + error
                         + "\", error_description=\"" + description + "\", resource=\"/oauth2/v1/userinfo\"");
        response.add("Cache-Control", "no-cache, no-store");
        return response;
    };

    if (FormFields::parse(request.query).contains(QLatin1String("access_token"))) {
        return oauthError(400, QStringLiteral("invalid_request"),
                          QStringLiteral("The access token cannot be presented in a query string."));
    }
    const auto header = request.header("authorization");
    if (header.isEmpty())
        return refuse("invalid_request", "The access token is missing.");
    const auto token = m_tokens.accessToken(
        header.left(7).toLower() == "bearer " ? QString::fromLatin1(header.mid(7).trimmed()) : QString(),
        m_tenant.now());
    if (!token)
        return refuse("invalid_token", "The access token is invalid.");

    const auto user = m_tenant.user();
    JsonObject text;
    text.add("sub", user.id);
    if (token->scopes.contains(QLatin1String("profile"))) {
        text.add("name", QString(user.firstName + QLatin1Char(' ') + user.lastName));
        text.add("locale", QStringLiteral("en_US"));
    }
    if (token->scopes.contains(QLatin1String("email")))
        text.add("email", user.login);
    if (token->scopes.contains(QLatin1String("profile"))) {
        text.add("preferred_username", user.login);
        text.add("given_name", user.firstName);
        text.add("family_name", user.lastName);
        text.add("zoneinfo", QStringLiteral("Europe/Zurich"));
        text.add("updated_at", qint64(1'767'225'600));
    }
    if (token->scopes.contains(QLatin1String("email")))
        text.add("email_verified", true);
    auto response = HttpResponse::json(text.text());
    response.add("Cache-Control", "no-cache, no-store");
    return response;
}

} // namespace demo

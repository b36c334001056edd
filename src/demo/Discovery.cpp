#include "demo/Discovery.h"

#include "demo/FormFields.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/Tenant.h"

#include <algorithm>

namespace demo {

namespace {

QStringList list(std::initializer_list<const char *> words)
{
    QStringList strings;
    for (const auto *const word : words)
        strings.append(QString::fromLatin1(word));
    return strings;
}

} // namespace

Discovery::Discovery(const Tenant &tenant)
    : m_tenant(tenant)
{
}

HttpResponse Discovery::organization() const
{
    const auto text = JsonObject()
                          .add("id", m_tenant.store.organizationId())
                          .add("cell", QStringLiteral("demo"))
                          .add("_links", JsonObject().add("organization", JsonObject().add("href", m_tenant.issuer)))
                          .add("pipeline", QStringLiteral("idx"))
                          .add("settings",
                               JsonObject()
                                   .add("analyticsCollectionEnabled", false)
                                   .add("bugReportingEnabled", false)
                                   .add("omEnabled", false)
                                   .add("pssoEnabled", false)
                                   .add("desktopMFAEnabled", false)
                                   .add("itpEnabled", false))
                          .text();
    auto response = HttpResponse::json(text);
    response.add("Access-Control-Allow-Origin", "*");
    response.add("Cache-Control", "max-age=3600");
    return response;
}

HttpResponse Discovery::openIdConfiguration(const HttpRequest &request) const
{
    return metadata(request, Document::OpenIdConfiguration);
}

HttpResponse Discovery::authorizationServer(const HttpRequest &request) const
{
    return metadata(request, Document::AuthorizationServer);
}

HttpResponse Discovery::keys(const HttpRequest &request) const
{
    if (asksForUnknownClient(request))
        return unknownClient(400);
    auto response = HttpResponse::json("{\"keys\":[" + m_tenant.signingKey->publicJwk() + "]}");
    response.add("Cache-Control", "max-age=3600, must-revalidate");
    return response;
}

HttpResponse Discovery::metadata(const HttpRequest &request, Document document) const
{
    if (asksForUnknownClient(request))
        return unknownClient(400);

    const auto &issuer = m_tenant.issuer;
    const auto endpoint = [&issuer](const char *name) {
        return issuer + QStringLiteral("/oauth2/v1/") + QString::fromLatin1(name);
    };
    const auto authMethods =
        list({"client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"});

    // What the server can do, not what the application may: refresh_token is here even when the grant is off.
    JsonObject text;
    text.add("issuer", issuer).add("authorization_endpoint", endpoint("authorize"));
    text.add("token_endpoint", endpoint("token"));
    if (document == Document::OpenIdConfiguration)
        text.add("userinfo_endpoint", endpoint("userinfo"));
    text.add("registration_endpoint", endpoint("clients"));
    text.add("jwks_uri", endpoint("keys"));
    text.add("response_types_supported", list({"code"}));
    text.add("response_modes_supported", list({"query", "fragment", "form_post"}));
    text.add("grant_types_supported", list({"authorization_code", "refresh_token"}));
    text.add("subject_types_supported", list({"public"}));
    if (document == Document::OpenIdConfiguration)
        text.add("id_token_signing_alg_values_supported", list({"RS256"}));
    text.add("scopes_supported", list({"openid", "email", "profile", "address", "phone", "offline_access", "groups"}));
    text.add("token_endpoint_auth_methods_supported", authMethods);
    text.add("claims_supported",
             list({"iss",
                   "ver",
                   "sub",
                   "aud",
                   "iat",
                   "exp",
                   "jti",
                   "auth_time",
                   "amr",
                   "idp",
                   "nonce",
                   "name",
                   "preferred_username",
                   "email",
                   "email_verified",
                   "given_name",
                   "family_name",
                   "locale",
                   "zoneinfo",
                   "updated_at",
                   "at_hash"}));
    text.add("code_challenge_methods_supported", list({"S256"}));
    text.add("introspection_endpoint", endpoint("introspect"));
    text.add("introspection_endpoint_auth_methods_supported", authMethods);
    text.add("revocation_endpoint", endpoint("revoke"));
    text.add("revocation_endpoint_auth_methods_supported", authMethods);
    text.add("end_session_endpoint", endpoint("logout"));
    text.add("request_parameter_supported", false);
    const auto &apps = m_tenant.store.apps;
    if (std::any_of(apps.cbegin(), apps.cend(), [](const App &app) { return app.isDpopRequired; }))
        text.add("dpop_signing_alg_values_supported", list({"RS256", "ES256"}));

    auto response = HttpResponse::json(text.text());
    response.add("Cache-Control", "max-age=86400, must-revalidate");
    return response;
}

bool Discovery::asksForUnknownClient(const HttpRequest &request) const
{
    const auto fields = FormFields::parse(request.query);
    return fields.contains(QLatin1String("client_id"))
        && !m_tenant.store.appOfClient(fields.value(QLatin1String("client_id")));
}

} // namespace demo

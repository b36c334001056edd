#include "demo/AppJson.h"

#include "demo/Store.h"

#include <QCryptographicHash>

namespace demo {

namespace {

QString str(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

JsonText orNull(const QString &text)
{
    return text.isEmpty() ? JsonText::null() : JsonText(text);
}

JsonText raw(const QJsonObject &object)
{
    return JsonText::of(object);
}

JsonObject href(const QString &target)
{
    return JsonObject().add("href", target);
}

/// A link with the methods that may be used on it.
JsonObject hinted(const QString &target, const char *method)
{
    return href(target).add("hints", JsonObject().add("allow", QStringList{str(method)}));
}

QByteArray shortHash(const QString &text, qsizetype length)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .left(length);
}

JsonObject oauthClientText(const App &app)
{
    JsonObject text;
    text.add("client_uri", JsonText::null()).add("logo_uri", JsonText::null());
    text.add("redirect_uris", app.redirectUris);
    if (!app.signOutUris.isEmpty())
        text.add("post_logout_redirect_uris", app.signOutUris);
    text.add("response_types", app.responseTypes).add("grant_types", app.grantTypes);
    if (!app.initiateLoginUri.isEmpty())
        text.add("initiate_login_uri", app.initiateLoginUri);
    text.add("application_type", app.applicationType).add("consent_method", app.consentMethod);
    text.add("issuer_mode", app.issuerMode);
    if (app.grantTypes.contains(QLatin1String("refresh_token"))) {
        JsonObject refresh;
        refresh.add("rotation_type", app.rotationType);
        if (app.rotationType == QLatin1String("ROTATE"))
            refresh.add("leeway", app.rotationLeeway);
        text.add("refresh_token", refresh);
    }
    text.add("idp_initiated_login", JsonObject().add("mode", app.loginMode).add("default_scope", app.loginScopes));
    text.add("wildcard_redirect", app.wildcardRedirect);
    text.add("dpop_bound_access_tokens", app.isDpopRequired);
    if (app.network)
        text.add("network", raw(*app.network));
    return text;
}

} // namespace

QByteArray appText(const App &app, const Store &store, const QString &issuer, SecretShown shown)
{
    const QString self = issuer + str("/api/v1/apps/") + app.id;

    JsonObject credentials;
    credentials.add("autoKeyRotation", app.rotatesKeys).add("client_id", app.clientId);
    if (shown == SecretShown::Yes && app.hasSecretMethod()) {
        if (const auto *const secret = app.firstActiveSecret())
            credentials.add("client_secret", secret->value);
    }
    credentials.add("token_endpoint_auth_method", app.authMethod).add("pkce_required", app.isPkceRequired);

    JsonObject links;
    links.add("accessPolicy", href(issuer + str("/api/v1/policies/") + store.policyId()));
    links.add("policies", hinted(self + str("/policies"), "PUT"));
    links.add("groups", href(self + str("/groups"))).add("users", href(self + str("/users")));
    if (app.hasSecretMethod()) {
        links.add(
            "clientCredentials",
            QList<JsonText>{JsonObject().add("name", str("secrets")).add("href", self + str("/credentials/secrets"))});
    }
    links.add(app.isActive ? "deactivate" : "activate",
              href(self + (app.isActive ? str("/lifecycle/deactivate") : str("/lifecycle/activate"))));

    JsonObject text;
    text.add("id", app.id);
    text.add("orn", QString(str("orn:okta:idp:") + store.organizationId() + str(":apps:oidc_client:") + app.id));
    text.add("name", str("oidc_client")).add("label", app.label);
    text.add("status", app.isActive ? str("ACTIVE") : str("INACTIVE"));
    text.add("created", app.created).add("lastUpdated", app.lastUpdated);
    text.add("features", QStringList()).add("signOnMode", str("OPENID_CONNECT"));
    text.add("accessibility",
             JsonObject()
                 .add("selfService", app.isSelfService)
                 .add("errorRedirectUrl", JsonText::null())
                 .add("loginRedirectUrl", JsonText::null()));
    text.add("visibility",
             JsonObject()
                 .add("autoLaunch", app.launchesItself)
                 .add("autoSubmitToolbar", app.submitsToolbar)
                 .add("hide", JsonObject().add("iOS", app.isHiddenOnMobile).add("web", app.isHiddenOnWeb))
                 .add("appLinks", JsonObject().add("oidc_client_link", true)));
    if (app.profile)
        text.add("profile", raw(*app.profile));
    text.add(
        "credentials",
        JsonObject()
            .add("userNameTemplate", JsonObject().add("template", str("${source.login}")).add("type", str("BUILT_IN")))
            .add("signing", JsonObject().add("kid", QString::fromLatin1(shortHash(app.id, 43))))
            .add("oauthClient", credentials));
    text.add("universalLogout",
             JsonObject()
                 .add("status", str("DISABLED"))
                 .add("supportType", str("FULL"))
                 .add("identityStack", str("NOT_SHARED"))
                 .add("protocol", str("GLOBAL_TOKEN_REVOCATION")));
    text.add("settings",
             JsonObject()
                 .add("app", JsonObject())
                 .add("notifications",
                      JsonObject().add("vpn",
                                       JsonObject()
                                           .add("network", JsonObject().add("connection", str("DISABLED")))
                                           .add("message", JsonText::null())
                                           .add("helpUrl", JsonText::null())))
                 .add("manualProvisioning", false)
                 .add("implicitAssignment", app.isFederationBroker)
                 .add("emOptInStatus", str("NONE"))
                 .add("notes", JsonObject().add("admin", orNull(app.adminNote)).add("enduser", orNull(app.userNote)))
                 .add("oauthClient", oauthClientText(app)));
    text.add("_links", links);
    return text.text();
}

QByteArray secretText(const App &app, const ClientSecret &secret, const QString &issuer)
{
    const QString self = issuer + str("/api/v1/apps/") + app.id + str("/credentials/secrets/") + secret.id;
    JsonObject links;
    if (secret.isActive) {
        links.add("deactivate", hinted(self + str("/lifecycle/deactivate"), "POST"));
    } else {
        links.add("activate", hinted(self + str("/lifecycle/activate"), "POST"));
        links.add("delete", hinted(self, "DELETE"));
    }
    return JsonObject()
        .add("id", secret.id)
        .add("status", secret.isActive ? str("ACTIVE") : str("INACTIVE"))
        .add("client_secret", secret.value)
        .add("secret_hash", QString::fromLatin1(shortHash(secret.value, 22)))
        .add("created", secret.created)
        .add("lastUpdated", secret.lastUpdated)
        .add("_links", links)
        .text();
}

} // namespace demo

#include "demo/ApiReply.h"
#include "demo/AppJson.h"
#include "demo/OktaError.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrl>

#include <algorithm>

namespace demo {

namespace {

QString str(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

/// Members of one object of the body. A member of another type makes the whole body not well-formed.
class Members
{
public:
    Members(const QJsonObject &object, bool &isSound)
        : m_object(object)
        , m_isSound(isSound)
    {
    }

    [[nodiscard]] bool has(const char *name) const { return !value(name).isNull() && !value(name).isUndefined(); }

    [[nodiscard]] Members object(const char *name)
    {
        if (has(name) && !value(name).isObject())
            m_isSound = false;
        return {value(name).toObject(), m_isSound};
    }

    void read(const char *name, QString &target)
    {
        if (has(name) && !value(name).isString())
            m_isSound = false;
        else if (has(name))
            target = value(name).toString();
    }

    void read(const char *name, bool &target)
    {
        if (has(name) && !value(name).isBool())
            m_isSound = false;
        else if (has(name))
            target = value(name).toBool();
    }

    void read(const char *name, int &target)
    {
        if (has(name) && !value(name).isDouble())
            m_isSound = false;
        else if (has(name))
            target = value(name).toInt(-1);
    }

    void read(const char *name, QStringList &target)
    {
        if (!has(name))
            return;
        if (!value(name).isArray())
            m_isSound = false;
        target.clear();
        const auto array = value(name).toArray();
        for (const auto &each : array) {
            if (!each.isString())
                m_isSound = false;
            target.append(each.toString());
        }
    }

    void read(const char *name, std::optional<QJsonObject> &target)
    {
        if (has(name) && !value(name).isObject())
            m_isSound = false;
        else if (has(name))
            target = value(name).toObject();
    }

    /// One of the words, or the body is not well-formed.
    void readWord(const char *name, QString &target, std::initializer_list<const char *> words)
    {
        read(name, target);
        if (has(name) && !isOneOf(target, words))
            m_isSound = false;
    }

    static bool isOneOf(const QString &text, std::initializer_list<const char *> words)
    {
        return std::any_of(words.begin(), words.end(),
                           [&text](const char *word) { return text == QLatin1String(word); });
    }

private:
    [[nodiscard]] QJsonValue value(const char *name) const { return m_object.value(QLatin1String(name)); }

    const QJsonObject m_object;
    bool &m_isSound;
};

HttpResponse mediated()
{
    return managementError(400, str("E0000001"), str("Api validation failed: mediated"),
                           {str("Invalid signOnMode"),
                            str("The settings.signOn object doesn't match the type indicated by signOnMode value or is "
                                "ill defined"),
                            str("Missing visibility"), str("visibility: The field cannot be left blank")});
}

/// What an own client secret must be. Empty when it is.
QString secretFault(const QString &secret, const QString &authMethod)
{
    if (authMethod == QLatin1String("private_key_jwt")) {
        return str("'client_secret' can't be used when 'token_endpoint_auth_method' is 'private_key_jwt'.");
    }
    if (secret.size() > 100)
        return str("'client_secret' can't be more than '100' characters long.");
    if (secret.size() < 14)
        return str("'client_secret' must be at least '14' characters long.");
    const bool isPrintable = std::all_of(secret.cbegin(), secret.cend(),
                                         [](QChar each) { return each.unicode() >= 0x20 && each.unicode() <= 0x7e; });
    return isPrintable ? QString() : str("''client_secret'' must only contain printable ASCII: [x20-x7E]+");
}

/// What a PUT does not keep goes back to its default. Kept: id, label, login, status, secrets, assignments.
App emptied(const App &old)
{
    App app;
    app.id = old.id;
    app.clientId = old.clientId;
    app.isActive = old.isActive;
    app.created = old.created;
    app.applicationType = old.applicationType;
    app.loginMode = old.loginMode;
    app.loginScopes = old.loginScopes;
    app.rotationType = old.rotationType;
    app.rotationLeeway = old.rotationLeeway;
    app.isFederationBroker = old.isFederationBroker;
    app.groupsClaim = old.groupsClaim;
    app.secrets = old.secrets;
    app.groups = old.groups;
    app.users = old.users;
    return app;
}

constexpr auto GrantWords = {"authorization_code",
                             "client_credentials",
                             "implicit",
                             "interaction_code",
                             "password",
                             "refresh_token",
                             "urn:ietf:params:oauth:grant-type:device_code",
                             "urn:ietf:params:oauth:grant-type:jwt-bearer",
                             "urn:ietf:params:oauth:grant-type:saml2-bearer",
                             "urn:ietf:params:oauth:grant-type:token-exchange",
                             "urn:openid:params:grant-type:ciba"};

} // namespace

std::optional<HttpResponse> readApp(const QByteArray &body, AppBody purpose, App &app, QString &clientSecret)
{
    const auto document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return notWellFormed();
    bool isSound = true;
    Members top(document.object(), isSound);
    if (purpose == AppBody::Replace)
        app = emptied(app);

    QString name;
    QString signOnMode;
    top.read("name", name);
    top.read("signOnMode", signOnMode);
    const bool isOther = purpose == AppBody::Create && name != QLatin1String("oidc_client");
    if (isOther || signOnMode != QLatin1String("OPENID_CONNECT"))
        return isSound ? mediated() : notWellFormed();
    app.label.clear();
    top.read("label", app.label);
    top.read("profile", app.profile);
    auto accessibility = top.object("accessibility");
    accessibility.read("selfService", app.isSelfService);
    auto visibility = top.object("visibility");
    visibility.read("autoLaunch", app.launchesItself);
    visibility.read("autoSubmitToolbar", app.submitsToolbar);
    auto hide = visibility.object("hide");
    hide.read("iOS", app.isHiddenOnMobile);
    hide.read("web", app.isHiddenOnWeb);

    auto settings = top.object("settings");
    settings.read("implicitAssignment", app.isFederationBroker);
    auto notes = settings.object("notes");
    notes.read("admin", app.adminNote);
    notes.read("enduser", app.userNote);
    auto client = settings.object("oauthClient");
    const bool hasGrantTypes = client.has("grant_types");
    client.readWord("application_type", app.applicationType, {"web", "browser", "native", "service"});
    client.read("grant_types", app.grantTypes);
    client.read("response_types", app.responseTypes);
    client.read("redirect_uris", app.redirectUris);
    client.read("post_logout_redirect_uris", app.signOutUris);
    client.read("initiate_login_uri", app.initiateLoginUri);
    client.readWord("consent_method", app.consentMethod, {"TRUSTED", "REQUIRED"});
    client.readWord("issuer_mode", app.issuerMode, {"ORG_URL", "CUSTOM_URL", "DYNAMIC"});
    client.readWord("wildcard_redirect", app.wildcardRedirect, {"DISABLED", "SUBDOMAIN"});
    client.read("dpop_bound_access_tokens", app.isDpopRequired);
    client.read("network", app.network);
    const bool hasRefreshToken = client.has("refresh_token");
    auto refresh = client.object("refresh_token");
    const bool hasRotation = refresh.has("rotation_type");
    refresh.read("rotation_type", app.rotationType);
    refresh.read("leeway", app.rotationLeeway);
    auto login = client.object("idp_initiated_login");
    login.readWord("mode", app.loginMode, {"DISABLED", "SPEC", "OKTA"});
    login.read("default_scope", app.loginScopes);

    auto oauth = top.object("credentials").object("oauthClient");
    const bool isPublic =
        app.applicationType == QLatin1String("browser") || app.applicationType == QLatin1String("native");
    app.authMethod = isPublic ? str("none") : str("client_secret_basic");
    app.isPkceRequired = isPublic;
    oauth.read("token_endpoint_auth_method", app.authMethod);
    oauth.read("autoKeyRotation", app.rotatesKeys);
    oauth.read("pkce_required", app.isPkceRequired);
    oauth.read("client_secret", clientSecret);
    if (purpose == AppBody::Create)
        oauth.read("client_id", app.clientId);

    for (const auto &grant : std::as_const(app.grantTypes))
        isSound = isSound && Members::isOneOf(grant, GrantWords);
    if (!isSound)
        return notWellFormed();
    if (!hasGrantTypes)
        return validationFailed(str("grant_types"), str("The field cannot be left blank"));
    if (hasRefreshToken && !hasRotation)
        return validationFailed(str("rotation_type"), str("''rotation_type'' is required."));
    if (!Members::isOneOf(app.rotationType, {"STATIC", "ROTATE"}))
        return validationFailed(str("rotationType"), str("The field has an invalid value"));
    if (!app.clientId.isEmpty() && (app.clientId.size() < 6 || app.clientId.size() > 100))
        return validationFailed(str("client_id"), str("The field has an invalid value"));
    if (const auto fault = faultOf(app))
        return validationFailed(str(fault->field), fault->cause);
    if (!clientSecret.isEmpty()) {
        if (const auto cause = secretFault(clientSecret, app.authMethod); !cause.isEmpty())
            return validationFailed(str("client_secret"), cause);
    }
    return std::nullopt;
}

std::optional<AppFault> faultOf(const App &app)
{
    const auto blank = str("The field cannot be left blank");
    if (app.label.trimmed().isEmpty())
        return AppFault{"label", blank};
    if (app.label.size() > 100)
        return AppFault{"label", str("The field is too long")};
    const bool isWeb = app.applicationType == QLatin1String("web");
    const bool usesRedirects = app.grantTypes.contains(QLatin1String("authorization_code"))
        || app.grantTypes.contains(QLatin1String("implicit"));
    if (app.grantTypes.isEmpty())
        return AppFault{"grant_types", blank};
    if (isWeb && !app.grantTypes.contains(QLatin1String("authorization_code")))
        return AppFault{"grant_types", str("The field has an invalid value")};
    if (usesRedirects && app.redirectUris.isEmpty())
        return AppFault{"redirect_uris", blank};
    if (usesRedirects && app.responseTypes.isEmpty())
        return AppFault{"response_types", blank};
    const auto addressFault = [](const QString &uri, const char *field) -> std::optional<AppFault> {
        if (uri.contains(QLatin1Char('#'))) {
            return AppFault{field,
                            QStringLiteral("''%1'' must not contain a fragment identifier.").arg(QLatin1String(field))};
        }
        const QUrl url(uri, QUrl::StrictMode);
        if (!url.isValid() || url.scheme().isEmpty() || uri.contains(QLatin1Char(' ')))
            return AppFault{field, str("The field has an invalid value")};
        return std::nullopt;
    };
    for (const auto &uri : app.redirectUris) {
        if (auto fault = addressFault(uri, "redirect_uris"))
            return fault;
    }
    for (const auto &uri : app.signOutUris) {
        if (auto fault = addressFault(uri, "post_logout_redirect_uris"))
            return fault;
    }
    if (isWeb
        && !Members::isOneOf(app.authMethod,
                             {"client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt"})) {
        return AppFault{"token_endpoint_auth_method",
                        str("'token_endpoint_auth_method' is invalid. Valid values: [client_secret_basic, "
                            "client_secret_post, client_secret_jwt, private_key_jwt].")};
    }
    if (app.issuerMode == QLatin1String("CUSTOM_URL")) {
        return AppFault{"issuerMode",
                        str("'issuerMode' can not be set to CUSTOM_URL without a custom domain configured.")};
    }
    if (app.rotationLeeway < 0 || app.rotationLeeway > 60)
        return AppFault{"leeway", str("The field has an invalid value")};
    return std::nullopt;
}

} // namespace demo

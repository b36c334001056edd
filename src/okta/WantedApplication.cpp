#include "okta/WantedApplication.h"

#include "core/Random.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

namespace okta {

QString issuerModeName(IssuerMode mode)
{
    return mode == IssuerMode::OrgUrl ? QStringLiteral("ORG_URL") : QStringLiteral("CUSTOM_URL");
}

IssuerMode issuerModeFor(const QString &issuer, const OrgUrl &org, const std::optional<Organization> &organization)
{
    const QUrl provider(issuer);
    const auto isHostOf = [&provider](const QString &url) {
        return !url.isEmpty() && QUrl(url).host() == provider.host() && QUrl(url).port() == provider.port();
    };
    if (organization && isHostOf(organization->organizationUrl))
        return IssuerMode::OrgUrl;
    if (organization && isHostOf(organization->customDomainUrl))
        return IssuerMode::CustomUrl;
    if (organization && !organization->organizationUrl.isEmpty())
        return IssuerMode::CustomUrl;
    return org.isOktaDomain() || !isHostOf(org.toString()) ? IssuerMode::OrgUrl : IssuerMode::CustomUrl;
}

QStringList WantedApplication::allRedirectUris() const
{
    QStringList uris;
    if (!redirectUri.isEmpty())
        uris.append(redirectUri);
    return uris + testRedirectUris;
}

QJsonObject WantedApplication::body() const
{
    const auto text = [](const char16_t *value) { return QJsonValue(QString::fromUtf16(value)); };
    const QJsonObject oauthClient{
        {QStringLiteral("application_type"), text(u"web")},
        {QStringLiteral("grant_types"), QJsonArray{text(u"authorization_code"), text(u"refresh_token")}},
        {QStringLiteral("response_types"), QJsonArray{text(u"code")}},
        {QStringLiteral("redirect_uris"), QJsonArray::fromStringList(allRedirectUris())},
        {QStringLiteral("post_logout_redirect_uris"), QJsonArray::fromStringList(signOutRedirectUris)},
        {QStringLiteral("refresh_token"), QJsonObject{{QStringLiteral("rotation_type"), text(u"STATIC")}}},
        {QStringLiteral("consent_method"), text(u"TRUSTED")},
        {QStringLiteral("issuer_mode"), issuerModeName(issuerMode)},
        {QStringLiteral("wildcard_redirect"), text(u"DISABLED")},
        {QStringLiteral("idp_initiated_login"),
         QJsonObject{{QStringLiteral("mode"), text(u"DISABLED")}, {QStringLiteral("default_scope"), QJsonArray()}}},
        {QStringLiteral("dpop_bound_access_tokens"), false}};
    const QJsonObject credentials{{QStringLiteral("token_endpoint_auth_method"), text(u"client_secret_basic")},
                                  {QStringLiteral("autoKeyRotation"), true},
                                  {QStringLiteral("pkce_required"), requiresPkce}};
    return {{QStringLiteral("name"), text(u"oidc_client")},
            {QStringLiteral("label"), label},
            {QStringLiteral("signOnMode"), text(u"OPENID_CONNECT")},
            {QStringLiteral("visibility"),
             QJsonObject{
                 {QStringLiteral("hide"), QJsonObject{{QStringLiteral("iOS"), true}, {QStringLiteral("web"), true}}}}},
            {QStringLiteral("credentials"), QJsonObject{{QStringLiteral("oauthClient"), credentials}}},
            {QStringLiteral("settings"),
             QJsonObject{{QStringLiteral("implicitAssignment"), false},
                         {QStringLiteral("notes"), QJsonObject{{QStringLiteral("admin"), marker}}},
                         {QStringLiteral("oauthClient"), oauthClient}}}};
}

QString WantedApplication::newMarker(const QDate &today)
{
    return QStringLiteral("Made by Okta Setup for Pomerium %1 (%2)")
        .arg(today.toString(Qt::ISODate), QString::fromLatin1(randomToken(6)));
}

bool WantedApplication::isMarker(QStringView note)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\AMade by Okta Setup for Pomerium [0-9]{4}-[0-9]{2}-[0-9]{2} \\([A-Za-z0-9_-]{8}\\)\\z"));
    return pattern.match(note.toString()).hasMatch();
}

} // namespace okta

#include "demo/Tenant.h"

#include "demo/RandomText.h"

#include <QDateTime>
#include <QUrl>

namespace demo {

namespace {

QString orElse(const QString &given, const QString &made)
{
    return given.isEmpty() ? made : given;
}

bool isLoopback(const QString &uri)
{
    const auto host = QUrl(uri).host();
    return host == QLatin1String("127.0.0.1") || host == QLatin1String("::1") || host == QLatin1String("localhost");
}

} // namespace

Tenant::Tenant(Settings given)
    : settings(std::move(given))
    , organisationId(QStringLiteral("00o") + randomText(17))
    , clientId(orElse(settings.clientId, QStringLiteral("0oa") + randomText(17)))
    , clientSecret(orElse(settings.clientSecret, randomText(64)))
    , apiToken(orElse(settings.apiToken, QStringLiteral("00") + randomText(40)))
    , directory(settings)
    , signingKey(SigningKey::ofThisProcess())
{
}

qint64 Tenant::now() const
{
    return QDateTime::currentSecsSinceEpoch() + settings.clockOffset;
}

QStringList Tenant::grantTypes() const
{
    if (settings.mood == Mood::RefreshGrantOff)
        return {QStringLiteral("authorization_code")};
    return {QStringLiteral("authorization_code"), QStringLiteral("refresh_token")};
}

bool Tenant::isRedirectUriRegistered(const QString &uri) const
{
    if (settings.mood == Mood::RedirectUriMissing && isLoopback(uri))
        return false;
    return settings.redirectUris.contains(uri);
}

bool Tenant::isClientSecret(const QString &secret) const
{
    return settings.mood != Mood::WrongSecret && secret == clientSecret;
}

bool Tenant::isUserAssigned() const
{
    return settings.userAssigned && settings.mood != Mood::UserNotAssigned;
}

} // namespace demo

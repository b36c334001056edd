#pragma once

#include "pomerium/Export.h"

#include <QByteArray>
#include <QList>
#include <QString>

/// Settings that tests and golden files share: tests/data/pomerium/NAME/FORMAT.
namespace examples {

/// Of Okta's form: 00 and 40 more characters.
inline QByteArray token()
{
    return QByteArrayLiteral("00ABCdefGHIjklMNOpqrSTUvwxYZ0123456789_-ab");
}

/// 64 characters that begin and end with what shells and option parsers take for something else.
inline QByteArray clientSecret()
{
    return QByteArrayLiteral("-Zx9_kQ2mV7tR4wY8pL1nB6cD3fG5hJ0sA-uE_iOqWzXyKvMbNaTrPgHdFlCj5S-");
}

/// Every printable ASCII character.
inline QByteArray everyPrintable()
{
    QByteArray bytes;
    for (char c = ' '; c <= '~'; ++c)
        bytes += c;
    return bytes;
}

inline pomerium::IdentityProviderSettings page()
{
    pomerium::IdentityProviderSettings settings;
    settings.providerUrl = QStringLiteral("https://acme.okta.com");
    settings.clientId = QStringLiteral("0oa1b2c3d4e5f6g7h8i9");
    settings.clientSecret = Secret(clientSecret());
    settings.apiToken = Secret(token());
    settings.authenticateUrl = *pomerium::AuthenticateUrl::parse(u"https://authenticate.acme.com:8443");
    settings.release = pomerium::Release::legacy(); // which the documented page is about
    return settings;
}

inline pomerium::IdentityProviderSettings forRelease(QStringView release)
{
    auto settings = page();
    settings.release = *pomerium::Release::parse(release);
    return settings;
}

inline pomerium::IdentityProviderSettings byName(const QString &name)
{
    if (name == QLatin1String("page"))
        return page();
    if (name == QLatin1String("release-0.9"))
        return forRelease(u"0.9.6");
    if (name == QLatin1String("release-0.15")) {
        auto settings = forRelease(u"0.15.8");
        settings.forecast = pomerium::SyncForecast::from(1000, std::nullopt, 500, 50);
        settings.cookieSecret = Secret(QByteArrayLiteral("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
        settings.sharedSecret = Secret(QByteArrayLiteral("ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="));
        return settings;
    }
    if (name == QLatin1String("release-0.18-secret-file")) {
        auto settings = forRelease(u"0.18");
        settings.clientSecretPath = QStringLiteral("/etc/pomerium/client-secret");
        return settings;
    }
    if (name == QLatin1String("release-0.19")) {
        auto settings = forRelease(u"0.19 or older");
        settings.forecast = pomerium::SyncForecast::from(3, 100, 500, 50); // fits the defaults
        return settings;
    }
    if (name == QLatin1String("release-0.20-or-newer")) {
        auto settings = forRelease(u"0.20 or newer");
        settings.groupsFromClaim = true;
        settings.forecast = pomerium::SyncForecast::from(1000, std::nullopt, 500, 50);
        return settings;
    }
    if (name == QLatin1String("release-0.33-custom-server")) {
        auto settings = forRelease(u"v0.33.1");
        settings.providerUrl = QStringLiteral("https://acme.okta.com/oauth2/default");
        settings.groupsFromClaim = true;
        return settings;
    }
    Q_ASSERT(name == QLatin1String("every-printable"));
    auto settings = forRelease(u"0.20 or newer");
    settings.apiToken.reset();
    settings.clientSecret = Secret(everyPrintable());
    return settings;
}

inline QStringList names()
{
    return {QStringLiteral("page"),
            QStringLiteral("release-0.9"),
            QStringLiteral("release-0.15"),
            QStringLiteral("release-0.18-secret-file"),
            QStringLiteral("release-0.19"),
            QStringLiteral("release-0.20-or-newer"),
            QStringLiteral("release-0.33-custom-server"),
            QStringLiteral("every-printable")};
}

} // namespace examples

#include "core/OktaHost.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace {

/// Domains under which Okta gives names to orgs: its cells for customers, previews, governments and its own tests.
constexpr std::array OktaDomains{QLatin1String("okta.com"),          QLatin1String("oktapreview.com"),
                                 QLatin1String("okta-emea.com"),     QLatin1String("okta-gov.com"),
                                 QLatin1String("okta.mil"),          QLatin1String("okta-miltest.com"),
                                 QLatin1String("trex-govcloud.com"), QLatin1String("trexcloud.com")};

} // namespace

bool isOktaHost(const QString &host)
{
    return std::any_of(OktaDomains.begin(), OktaDomains.end(), [&host](QLatin1String domain) {
        return host.endsWith(domain) && host.size() > domain.size() + 1
            && host.at(host.size() - domain.size() - 1) == QLatin1Char('.');
    });
}

QString hostWithoutAdmin(const QString &host)
{
    static const QRegularExpression Admin(QStringLiteral("^([^.]+)-admin\\."));
    const auto match = Admin.match(host);
    if (!match.hasMatch() || !isOktaHost(host))
        return host;
    return match.captured(1) + host.mid(match.capturedEnd() - 1);
}

QString hostWithAdmin(const QString &host)
{
    if (!isOktaHost(host) || hostWithoutAdmin(host) != host)
        return {};
    const qsizetype dot = host.indexOf(QLatin1Char('.'));
    return host.left(dot) + QStringLiteral("-admin") + host.mid(dot);
}

#include "http/Proxy.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>
#include <QStringList>

namespace http {

namespace {

constexpr quint16 UsualHttpPort = 1080; // what curl takes where none is named, for both kinds

/// The first of several variables that has a value.
std::pair<QString, QString> firstSet(std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        if (const QString value = qEnvironmentVariable(name).trimmed(); !value.isEmpty())
            return {QString::fromLatin1(name), value};
    }
    return {};
}

QString withoutCredentials(const QString &setting)
{
    const qsizetype at = setting.lastIndexOf(QLatin1Char('@'));
    return at < 0 ? setting : QStringLiteral("…") + setting.mid(at);
}

} // namespace

QString Proxy::name() const
{
    return QStringLiteral("%1:%2").arg(host).arg(port);
}

bool isLoopbackHost(const QString &host)
{
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

Expected<Proxy, QString> proxyFromSetting(const QString &value)
{
    const QUrl url(value.contains(QLatin1String("://")) ? value : QStringLiteral("http://") + value);
    Proxy proxy;
    const QString scheme = url.scheme();
    if (scheme == QLatin1String("socks5") || scheme == QLatin1String("socks5h") || scheme == QLatin1String("socks"))
        proxy.kind = Proxy::Kind::Socks5;
    else if (scheme != QLatin1String("http"))
        return Unexpected(
            QStringLiteral("%1 is no kind of proxy that is spoken here").arg(scheme + QStringLiteral("://")));
    if (!url.isValid() || url.host().isEmpty())
        return Unexpected(QStringLiteral("no host"));
    proxy.host = url.host();
    proxy.port = static_cast<quint16>(url.port(UsualHttpPort));
    proxy.user = url.userName(QUrl::FullyDecoded);
    proxy.password = Secret::fromText(url.password(QUrl::FullyDecoded));
    return proxy;
}

bool isExempt(const QString &host, quint16 port, const QString &noProxy)
{
    const QHostAddress address(host);
    const QStringList entries = noProxy.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (QString entry : entries) {
        entry = entry.trimmed().toLower();
        if (entry == QLatin1String("*"))
            return true;
        if (!address.isNull()) {
            const auto [subnet, bits] = QHostAddress::parseSubnet(entry);
            if (entry.contains(QLatin1Char('/')) ? bits >= 0 && address.isInSubnet(subnet, bits)
                                                 : QHostAddress(entry) == address)
                return true;
        }
        if (const qsizetype colon = entry.lastIndexOf(QLatin1Char(':'));
            colon > 0 && entry.count(QLatin1Char(':')) == 1) {
            if (entry.mid(colon + 1).toUShort() != port)
                continue;
            entry.truncate(colon);
        }
        if (entry.startsWith(QLatin1Char('*')))
            entry.remove(0, 1);
        if (entry.startsWith(QLatin1Char('.')))
            entry.remove(0, 1);
        const QString name = host.toLower();
        if (!entry.isEmpty() && (name == entry || name.endsWith(QLatin1Char('.') + entry)))
            return true;
    }
    return false;
}

Expected<std::optional<Proxy>, QString> proxyFor(const QUrl &url)
{
    const QString host = url.host();
    if (isLoopbackHost(host))
        return std::optional<Proxy>();
    const auto [variable, value] =
        firstSet({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "http_proxy", "HTTP_PROXY"});
    if (!variable.isEmpty()) {
        if (isExempt(host, static_cast<quint16>(url.port(443)), firstSet({"no_proxy", "NO_PROXY"}).second))
            return std::optional<Proxy>();
        auto proxy = proxyFromSetting(value);
        if (!proxy)
            return Unexpected(QStringLiteral("%1=%2: %3").arg(variable, withoutCredentials(value), proxy.error()));
        return std::optional(std::move(*proxy));
    }
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    for (const QNetworkProxy &each : proxies) {
        switch (each.type()) {
        case QNetworkProxy::NoProxy:
        case QNetworkProxy::DefaultProxy:
            return std::optional<Proxy>();
        case QNetworkProxy::HttpProxy:
        case QNetworkProxy::HttpCachingProxy:
        case QNetworkProxy::Socks5Proxy:
            return std::optional(
                Proxy{each.type() == QNetworkProxy::Socks5Proxy ? Proxy::Kind::Socks5 : Proxy::Kind::Http,
                      each.hostName(), each.port(), each.user(), Secret::fromText(each.password())});
        case QNetworkProxy::FtpCachingProxy:
            continue;
        }
    }
    return std::optional<Proxy>();
}

} // namespace http

#pragma once

#include "core/Expected.h"
#include "core/Secret.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace http {

/// The proxy that a request goes through.
struct Proxy
{
    enum class Kind {
        Http, ///< asked for a tunnel with CONNECT (RFC 9110 section 9.3.6)
        Socks5 ///< RFC 1928; the proxy resolves the name
    };
    Kind kind = Kind::Http;
    QString host;
    quint16 port = 0;
    QString user = {};
    Secret password = {};

    /// "host:port".
    [[nodiscard]] QString name() const;
};

/// The proxy for a URL; none for this computer: a code or a token must not leave it on the way to itself. First the
/// environment, as curl and Go read it (https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY, http_proxy, HTTP_PROXY, and
/// no_proxy, NO_PROXY), then the system's settings. The error is what is wrong with the setting, in English, without
/// a password that is in it.
[[nodiscard]] Expected<std::optional<Proxy>, QString> proxyFor(const QUrl &url);

/// Reads the value of such a variable: a URL, or "host:port" without a scheme.
[[nodiscard]] Expected<Proxy, QString> proxyFromSetting(const QString &value);

/// Whether no_proxy exempts a host: names with their subdomains, addresses, subnets, or "*" for all.
[[nodiscard]] bool isExempt(const QString &host, quint16 port, const QString &noProxy);

/// Whether this host is this computer: 127.0.0.0/8, ::1 or localhost.
[[nodiscard]] bool isLoopbackHost(const QString &host);

} // namespace http

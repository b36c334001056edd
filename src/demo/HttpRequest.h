#pragma once

#include <QByteArray>
#include <QList>

namespace demo {

/// A request as it came, with its body.
struct HttpRequest
{
    QByteArray method;
    QByteArray path; ///< as sent, not decoded, up to the "?"
    QByteArray query; ///< as sent, not decoded, after the "?"
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    bool keepAlive = true;
    bool knowsChunks =
        true; ///< HTTP/1.1; an HTTP/1.0 client reads a body of unknown length to the end of the connection

    [[nodiscard]] bool hasHeader(const QByteArray &lowerCaseName) const;
    [[nodiscard]] QByteArray header(const QByteArray &lowerCaseName) const; ///< the first one, or empty
};

} // namespace demo

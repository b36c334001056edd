#pragma once

#include "core/Secret.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <chrono>

namespace http {

/// One request, before it is sent.
struct Request
{
    enum class Method { Get, Post, Put, Delete };

    Method method = Method::Get;
    QUrl url; ///< absolute; https, or http on the loopback interface
    QByteArray accept = "application/json";
    Secret authorization; ///< the whole value of the Authorization header; empty: none
    QByteArray contentType; ///< of the body
    QByteArray body; ///< not of Get
    /// From sending to the last byte, not prolonged by trickling bytes.
    std::chrono::milliseconds timeout = std::chrono::seconds(10);
    qint64 maximumBodySize = 1024 * 1024; ///< bytes; more is TransportError::Reason::TooLarge
    /// The answer carries a secret: its bytes are gathered in one place, so that whoever takes the response can wipe
    /// them and no copy stays in freed memory.
    bool hasSecretAnswer = false;
};

/// "GET", "POST", "PUT", "DELETE".
[[nodiscard]] inline QString methodName(Request::Method method)
{
    switch (method) {
    case Request::Method::Get:
        return QStringLiteral("GET");
    case Request::Method::Post:
        return QStringLiteral("POST");
    case Request::Method::Put:
        return QStringLiteral("PUT");
    case Request::Method::Delete:
        return QStringLiteral("DELETE");
    }
    Q_UNREACHABLE();
}

} // namespace http

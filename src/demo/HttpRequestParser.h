#pragma once

#include "demo/HttpRequest.h"

#include <optional>

namespace demo {

/// Reads HTTP/1.0 and HTTP/1.1 requests from bytes that come in pieces of any size (RFC 9112).
///
/// Strict on purpose: what is not plainly a request is refused, so that nothing is guessed and nothing grows.
class HttpRequestParser final
{
public:
    static constexpr qsizetype MaximumRequestLine = 16384;
    static constexpr qsizetype MaximumHead = 65536;
    static constexpr qsizetype MaximumHeaders = 100;
    static constexpr qsizetype MaximumBody = 1048576;

    void feed(const QByteArray &bytes);

    /// The next whole request; nothing when more bytes are needed or when the bytes are wrong.
    [[nodiscard]] std::optional<HttpRequest> next();

    /// The status to answer with when the bytes are wrong, 0 otherwise. Nothing can be read afterwards.
    [[nodiscard]] int errorStatus() const { return m_errorStatus; }

    /// Whether a client waits for "100 Continue" before it sends the body. True once for each request.
    [[nodiscard]] bool takeExpectsContinue();

    [[nodiscard]] bool isEmpty() const { return m_buffer.isEmpty(); }

private:
    [[nodiscard]] bool readHead();
    [[nodiscard]] bool readRequestLine(const QByteArray &line);
    [[nodiscard]] bool readHeader(const QByteArray &line);
    [[nodiscard]] bool readFraming();
    bool refuse(int status);

    QByteArray m_buffer;
    std::optional<HttpRequest> m_request; ///< its head is read, its body perhaps not
    qsizetype m_bodyLength = 0;
    bool m_expectsContinue = false;
    int m_errorStatus = 0;
};

} // namespace demo

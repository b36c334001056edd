#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QList>
#include <QPair>

#include <optional>

namespace oidc {

/// The head of one HTTP/1 request, read from pieces of any size (RFC 9112 sections 2 to 5).
///
/// Strict where two readers could differ: lines end with CR LF, the request line has exactly two spaces, there is no
/// folding. A body is neither read nor waited for; whatever follows the empty line is not looked at.
class LoopbackRequest final
{
public:
    enum class State {
        Reading, ///< more is needed
        Complete, ///< the empty line is in
        Refused, ///< refusal() says why
        Tls ///< no HTTP but a TLS greeting
    };
    enum class Refusal {
        BadRequest, ///< not HTTP/1, or not strictly
        UriTooLong, ///< the request line alone is over the limit
        HeadersTooLarge, ///< the head is over a limit
        VersionNotSupported ///< HTTP, but neither 1.0 nor 1.1
    };

    /// Limits: bytes of the request line, headers and the empty line together; number of header lines.
    LoopbackRequest(qsizetype maximumBytes, int maximumHeaderLines);

    /// Takes the next bytes, up to the end of the head.
    State read(QByteArrayView bytes);

    [[nodiscard]] State state() const { return m_state; }
    /// Only when state() is Refused.
    [[nodiscard]] Refusal refusal() const { return m_refusal; }

    [[nodiscard]] const QByteArray &method() const { return m_method; }
    /// As it was sent: visible ASCII, nothing decoded.
    [[nodiscard]] const QByteArray &target() const { return m_target; }
    /// The target up to the first '?'.
    [[nodiscard]] QByteArrayView path() const;
    /// What is behind the first '?'; nullopt without one.
    [[nodiscard]] std::optional<QByteArrayView> query() const;
    /// Values of all headers with this name, given in lower case.
    [[nodiscard]] QByteArrayList values(QByteArrayView lowerCaseName) const;

private:
    void take(char character);
    void takeRequestLine();
    void takeHeaderLine();
    void refuse(Refusal refusal);

    const qsizetype m_maximumBytes;
    const int m_maximumHeaderLines;
    State m_state = State::Reading;
    Refusal m_refusal = Refusal::BadRequest;
    qsizetype m_size = 0;
    bool m_hasRequestLine = false;
    bool m_carriageReturn = false; // the last byte was CR, so LF has to follow
    QByteArray m_line;
    QByteArray m_method;
    QByteArray m_target;
    QList<QPair<QByteArray, QByteArray>> m_headers;
};

} // namespace oidc

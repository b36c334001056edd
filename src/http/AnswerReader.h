#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QPair>

namespace http {

/// Reads one HTTP/1 answer from pieces of any size (RFC 9112), and keeps no more of it than was asked for.
///
/// Whatever a server may send without end is counted: the bytes and lines of all heads together, interim ones included
/// (RFC 9110 section 15.2), the framing of chunks and their extensions, trailers, and the body. Strict where two
/// readers could differ about where a body ends, and only there: bare line feeds and headers without a sense are taken.
class AnswerReader final
{
public:
    struct Limits
    {
        qsizetype headBytes = 64 * 1024; ///< of all heads and trailers together
        int headLines = 300; ///< the same
        qsizetype chunkLineBytes = 1024; ///< size and extensions of one chunk
        qint64 bodyBytes = 1024 * 1024;
    };
    enum class State {
        Head, ///< more is needed
        Body, ///< the head is in; status() and headers() are what they will be
        Complete, ///< the answer is in
        TooLarge, ///< over a limit; detail() says which
        Malformed ///< no HTTP, or of a kind that cannot be trusted; detail() says why
    };

    explicit AnswerReader(const Limits &limits);

    /// Takes the next bytes; how many of them belong to this answer.
    qsizetype read(QByteArrayView bytes);
    /// The connection has ended. Completes an answer that only that ends (RFC 9112 section 6.3).
    void connectionEnded();
    /// Gathers the body in one place, so that no copies stay behind in freed memory.
    void keepBodyTogether() { m_keepsTogether = true; }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QString &detail() const { return m_detail; }
    /// Whether the first byte of an answer has come.
    [[nodiscard]] bool hasBegun() const { return m_headBytes > 0; }
    /// Whether a head is in, whatever came after it.
    [[nodiscard]] bool hasHead() const { return m_hasHead; }
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] const QList<QPair<QByteArray, QByteArray>> &headers() const { return m_headers; }
    [[nodiscard]] QByteArray takeBody() { return std::move(m_body); }
    /// How much of the body is in, and how much was announced; -1: nothing was.
    [[nodiscard]] qint64 bodySize() const { return m_body.size(); }
    [[nodiscard]] qint64 announcedSize() const { return m_announced; }
    /// Whether the connection can carry another request after this answer (RFC 9112 section 9.3).
    [[nodiscard]] bool keepsConnection() const { return m_keepsConnection; }

private:
    enum class Part { StatusLine, Headers, Counted, UntilClose, ChunkSize, ChunkData, ChunkEnd, Trailers };

    void takeLine();
    void takeStatusLine();
    void takeHeaderLine();
    void headIsIn();
    void takeChunkSize();
    void takeBodyBytes(QByteArrayView bytes);
    void prepareBody(qint64 size);
    [[nodiscard]] bool takesLines() const;
    [[nodiscard]] bool isWithinLimits();
    void refuse(State state, const char *detail);

    const Limits m_limits;
    State m_state = State::Head;
    Part m_part = Part::StatusLine;
    QString m_detail;
    QByteArray m_line;
    qsizetype m_headBytes = 0;
    int m_headLines = 0;
    qint64 m_framingBytes = 0; ///< of chunks, beside their data
    int m_status = 0;
    bool m_hasHead = false;
    bool m_isVersion10 = false;
    bool m_keepsConnection = true;
    QList<QPair<QByteArray, QByteArray>> m_headers;
    QByteArray m_body;
    bool m_keepsTogether = false;
    qint64 m_announced = -1;
    qint64 m_left = 0; ///< of the counted body or of the current chunk
};

} // namespace http

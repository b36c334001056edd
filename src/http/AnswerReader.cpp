#include "http/AnswerReader.h"

#include <QString>

#include <algorithm>
#include <optional>

namespace http {

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

/// The tokens of a list in all headers of one name, lower case (RFC 9110 section 5.6.1).
QList<QByteArray> tokens(const QList<QPair<QByteArray, QByteArray>> &headers, QByteArrayView name)
{
    QList<QByteArray> found;
    for (const auto &[headerName, value] : headers) {
        if (headerName.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &token : value.split(','))
            found.append(token.trimmed().toLower());
    }
    return found;
}

/// What Content-Length says; nothing when there is none, -1 when it is no number or two different ones (RFC 9112
/// section 6.3: such an answer is not to be trusted).
std::optional<qint64> contentLength(const QList<QPair<QByteArray, QByteArray>> &headers)
{
    std::optional<qint64> size;
    for (const QByteArray &digits : tokens(headers, "content-length")) {
        bool isNumber = !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), isDigit);
        const qint64 number = isNumber ? digits.toLongLong(&isNumber) : -1;
        if (!isNumber || (size && *size != number))
            return -1;
        size = number;
    }
    return size;
}

} // namespace

AnswerReader::AnswerReader(const Limits &limits)
    : m_limits(limits)
{
}

qsizetype AnswerReader::read(QByteArrayView bytes)
{
    qsizetype at = 0;
    while (at < bytes.size() && (m_state == State::Head || m_state == State::Body)) {
        if (!takesLines()) {
            const qsizetype size =
                m_part == Part::UntilClose ? bytes.size() - at : std::min<qint64>(bytes.size() - at, m_left);
            takeBodyBytes(bytes.sliced(at, size));
            at += size;
            continue;
        }
        const QByteArrayView rest = bytes.sliced(at);
        const qsizetype lineFeed = rest.indexOf('\n');
        const qsizetype size = lineFeed < 0 ? rest.size() : lineFeed + 1;
        const bool isFraming = m_part == Part::ChunkSize || m_part == Part::ChunkEnd;
        (isFraming ? m_framingBytes : m_headBytes) += size;
        at += size;
        m_line.append(lineFeed < 0 ? rest : rest.first(lineFeed));
        if (!isWithinLimits())
            break;
        if (lineFeed < 0)
            continue;
        if (m_line.endsWith('\r'))
            m_line.chop(1);
        takeLine();
        m_line.clear();
    }
    return at;
}

bool AnswerReader::takesLines() const
{
    return m_part != Part::Counted && m_part != Part::UntilClose && m_part != Part::ChunkData;
}

bool AnswerReader::isWithinLimits()
{
    if (m_headBytes > m_limits.headBytes)
        refuse(State::TooLarge, "more than 64 KiB of headers");
    else if ((m_part == Part::ChunkSize || m_part == Part::ChunkEnd) && m_line.size() > m_limits.chunkLineBytes)
        refuse(State::TooLarge, "a chunk with too long an extension");
    // Chunks of one byte are five bytes of framing; sixteen are no server's way to send an answer.
    else if (m_framingBytes > m_limits.headBytes + 16 * m_body.size())
        refuse(State::TooLarge, "more framing than body");
    // Nothing of a body is HTTP before a status line is.
    else if (m_part == Part::StatusLine && !QByteArrayView("HTTP/").startsWith(m_line.left(5)))
        refuse(State::Malformed, "no HTTP status line");
    return m_state == State::Head || m_state == State::Body;
}

void AnswerReader::takeLine()
{
    if (m_part == Part::StatusLine || m_part == Part::Headers || m_part == Part::Trailers) {
        if (++m_headLines > m_limits.headLines) {
            refuse(State::TooLarge, "too many header lines");
            return;
        }
    }
    switch (m_part) {
    case Part::StatusLine:
        takeStatusLine();
        return;
    case Part::Headers:
        takeHeaderLine();
        return;
    case Part::ChunkSize:
        takeChunkSize();
        return;
    case Part::ChunkEnd:
        if (m_line.isEmpty())
            m_part = Part::ChunkSize;
        else
            refuse(State::Malformed, "a chunk is longer than it says");
        return;
    case Part::Trailers:
        if (m_line.isEmpty())
            m_state = State::Complete;
        return;
    case Part::Counted:
    case Part::UntilClose:
    case Part::ChunkData:
        break;
    }
    Q_UNREACHABLE();
}

void AnswerReader::takeStatusLine()
{
    // HTTP-version SP status-code SP [ reason-phrase ] (RFC 9112 section 4); some leave the last space out.
    const QList<QByteArray> parts = m_line.split(' ');
    const QByteArray &version = parts.first();
    if (version.size() != 8 || !version.startsWith("HTTP/1.") || !isDigit(version[7]) || parts.size() < 2) {
        refuse(State::Malformed, "no HTTP status line");
        return;
    }
    m_isVersion10 = version[7] == '0';
    const QByteArray &code = parts.at(1);
    if (code.size() != 3 || !std::all_of(code.begin(), code.end(), isDigit) || code < "100" || code > "599") {
        refuse(State::Malformed, "a status that is none");
        return;
    }
    m_status = code.toInt();
    m_headers.clear();
    m_part = Part::Headers;
}

void AnswerReader::takeHeaderLine()
{
    if (m_line.isEmpty()) {
        headIsIn();
        return;
    }
    // Folded lines are a part of the value before them (RFC 9112 section 5.2).
    if (m_line.startsWith(' ') || m_line.startsWith('\t')) {
        if (!m_headers.isEmpty())
            m_headers.last().second += ' ' + m_line.trimmed();
        return;
    }
    const qsizetype colon = m_line.indexOf(':');
    if (colon <= 0)
        return;
    const QByteArray name = m_line.first(colon);
    // A blank before the colon is how one reader is told another length than the next (RFC 9112 section 5.1).
    if (name.endsWith(' ') || name.endsWith('\t')) {
        refuse(State::Malformed, "a blank between a header's name and its colon");
        return;
    }
    m_headers.append({name, m_line.mid(colon + 1).trimmed()});
}

void AnswerReader::headIsIn()
{
    if (m_status == 101) {
        refuse(State::Malformed, "another protocol");
        return;
    }
    if (m_status < 200) { // an interim answer; the real one follows
        m_part = Part::StatusLine;
        return;
    }
    m_state = State::Body;
    m_hasHead = true;
    const QList<QByteArray> connection = tokens(m_headers, "connection");
    m_keepsConnection = !connection.contains("close") && (!m_isVersion10 || connection.contains("keep-alive"));

    const QList<QByteArray> codings = tokens(m_headers, "transfer-encoding");
    const auto length = contentLength(m_headers);
    if (length && *length < 0) {
        refuse(State::Malformed, "Content-Length is no number");
    } else if (m_status == 204 || m_status == 304) {
        m_state = State::Complete;
    } else if (!codings.isEmpty()) {
        // Chunked has to be the last, and the only one: nothing here decompresses.
        if (codings != QList<QByteArray>{"chunked"}) {
            refuse(State::Malformed, "a transfer coding that was not asked for");
            return;
        }
        // Both tells a smuggler (RFC 9112 section 6.3): the answer is read, but nothing after it.
        if (length)
            m_keepsConnection = false;
        if (m_keepsTogether)
            prepareBody(m_limits.bodyBytes);
        m_part = Part::ChunkSize;
    } else if (length) {
        m_announced = *length;
        if (m_announced > m_limits.bodyBytes) {
            refuse(State::TooLarge, "");
            m_detail = QStringLiteral("%1 bytes announced").arg(m_announced);
            return;
        }
        if (m_announced == 0) {
            m_state = State::Complete;
            return;
        }
        prepareBody(m_announced);
        m_left = m_announced;
        m_part = Part::Counted;
    } else {
        m_keepsConnection = false;
        if (m_keepsTogether)
            prepareBody(m_limits.bodyBytes);
        m_part = Part::UntilClose;
    }
}

/// Not for a length that was only announced: bytes that never come cost nothing.
void AnswerReader::prepareBody(qint64 size)
{
    constexpr qint64 AtOnce = 64 * 1024;
    m_body.reserve(m_keepsTogether ? size : std::min(size, AtOnce));
}

void AnswerReader::takeChunkSize()
{
    const qsizetype semicolon = m_line.indexOf(';');
    const QByteArray digits = (semicolon < 0 ? m_line : m_line.first(semicolon)).trimmed();
    bool isNumber = !digits.isEmpty() && digits.size() <= 15 && digits[0] != '+' && digits[0] != '-'
        && !digits.startsWith("0x") && !digits.startsWith("0X");
    const qint64 size = isNumber ? digits.toLongLong(&isNumber, 16) : 0;
    if (!isNumber) {
        refuse(State::Malformed, "the size of a chunk is no number");
        return;
    }
    if (size == 0) {
        m_part = Part::Trailers;
        return;
    }
    m_left = size;
    m_part = Part::ChunkData;
}

void AnswerReader::takeBodyBytes(QByteArrayView bytes)
{
    if (m_body.size() + bytes.size() > m_limits.bodyBytes) {
        refuse(State::TooLarge, "");
        m_detail = QStringLiteral("more than %1 bytes").arg(m_limits.bodyBytes);
        return;
    }
    m_body.append(bytes);
    if (m_part == Part::UntilClose)
        return;
    m_left -= bytes.size();
    if (m_left > 0)
        return;
    if (m_part == Part::Counted)
        m_state = State::Complete;
    else
        m_part = Part::ChunkEnd;
}

void AnswerReader::connectionEnded()
{
    m_keepsConnection = false;
    if (m_state == State::Body && m_part == Part::UntilClose)
        m_state = State::Complete;
}

void AnswerReader::refuse(State state, const char *detail)
{
    m_state = state;
    m_detail = QString::fromLatin1(detail);
    m_keepsConnection = false;
}

} // namespace http

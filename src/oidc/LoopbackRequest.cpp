#include "oidc/LoopbackRequest.h"

#include <algorithm>
#include <cstring>

namespace oidc {

namespace {

constexpr char TlsHandshake = 0x16; // RFC 8446 section 5.1: ContentType handshake, then legacy_record_version 3.x
constexpr char TlsMajorVersion = 0x03;

bool isVisible(char character)
{
    return character > 0x20 && character < 0x7f;
}

/// RFC 9110 section 5.6.2.
bool isToken(QByteArrayView text)
{
    const auto isTokenCharacter = [](char character) {
        return isVisible(character) && std::strchr("\"(),/:;<=>?@[\\]{}", character) == nullptr;
    };
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

} // namespace

LoopbackRequest::LoopbackRequest(qsizetype maximumBytes, int maximumHeaderLines)
    : m_maximumBytes(maximumBytes)
    , m_maximumHeaderLines(maximumHeaderLines)
{
}

LoopbackRequest::State LoopbackRequest::read(QByteArrayView bytes)
{
    for (const char character : bytes) {
        if (m_state != State::Reading)
            break;
        take(character);
    }
    return m_state;
}

QByteArrayView LoopbackRequest::path() const
{
    const qsizetype mark = m_target.indexOf('?');
    return QByteArrayView(m_target).first(mark < 0 ? m_target.size() : mark);
}

std::optional<QByteArrayView> LoopbackRequest::query() const
{
    const qsizetype mark = m_target.indexOf('?');
    if (mark < 0)
        return std::nullopt;
    return QByteArrayView(m_target).sliced(mark + 1);
}

QByteArrayList LoopbackRequest::values(QByteArrayView lowerCaseName) const
{
    QByteArrayList values;
    for (const auto &[name, value] : m_headers) {
        if (name == lowerCaseName)
            values.append(value);
    }
    return values;
}

void LoopbackRequest::take(char character)
{
    if (++m_size > m_maximumBytes)
        return refuse(m_hasRequestLine ? Refusal::HeadersTooLarge : Refusal::UriTooLong);

    if (m_size == 1 && character == TlsHandshake) {
        m_line += character;
        return;
    }
    if (m_size == 2 && m_line.startsWith(TlsHandshake)) {
        if (character != TlsMajorVersion)
            return refuse(Refusal::BadRequest);
        m_line.clear();
        m_state = State::Tls;
        return;
    }

    if (m_carriageReturn) {
        m_carriageReturn = false;
        if (character != '\n')
            return refuse(Refusal::BadRequest);
        if (m_hasRequestLine)
            takeHeaderLine();
        else
            takeRequestLine();
        m_line.clear();
        return;
    }
    if (character == '\r') {
        m_carriageReturn = true;
        return;
    }

    // Headers may have tabs and bytes above 127 (RFC 9110 section 5.5), which we read as nothing in particular.
    const bool isAllowed = isVisible(character) || character == ' '
        || (m_hasRequestLine && (character == '\t' || static_cast<unsigned char>(character) >= 0x80));
    if (!isAllowed)
        return refuse(Refusal::BadRequest);
    m_line += character;
}

void LoopbackRequest::takeRequestLine()
{
    const QByteArrayList parts = m_line.split(' ');
    if (parts.size() != 3 || !isToken(parts[0]) || parts[1].isEmpty())
        return refuse(Refusal::BadRequest);

    const auto isDigit = [](char character) { return character >= '0' && character <= '9'; };
    const QByteArray &version = parts[2];
    if (version.size() != 8 || !version.startsWith("HTTP/") || !isDigit(version[5]) || version[6] != '.'
        || !isDigit(version[7])) {
        return refuse(Refusal::BadRequest);
    }
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse(Refusal::VersionNotSupported);

    m_method = parts[0];
    m_target = parts[1];
    m_hasRequestLine = true;
}

void LoopbackRequest::takeHeaderLine()
{
    if (m_line.isEmpty()) {
        m_state = State::Complete;
        return;
    }
    if (m_headers.size() >= m_maximumHeaderLines)
        return refuse(Refusal::HeadersTooLarge);

    // A name with a space in it is no token: that refuses folded lines and "Host : x" (RFC 9112 sections 5.1, 5.2).
    const qsizetype colon = m_line.indexOf(':');
    const QByteArray name = m_line.left(std::max<qsizetype>(colon, 0));
    if (!isToken(name))
        return refuse(Refusal::BadRequest);
    m_headers.append({name.toLower(), m_line.mid(colon + 1).trimmed()});
}

void LoopbackRequest::refuse(Refusal refusal)
{
    m_refusal = refusal;
    m_state = State::Refused;
    m_line.clear();
    m_headers.clear();
}

} // namespace oidc

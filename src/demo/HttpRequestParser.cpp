#include "demo/HttpRequestParser.h"

#include <algorithm>

namespace demo {

namespace {

/// A "tchar" of RFC 9110 section 5.6.2.
bool isTokenCharacter(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return true;
    return QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

} // namespace

void HttpRequestParser::feed(const QByteArray &bytes)
{
    if (m_errorStatus == 0)
        m_buffer += bytes;
}

std::optional<HttpRequest> HttpRequestParser::next()
{
    if (m_errorStatus != 0 || (!m_request && !readHead()))
        return std::nullopt;
    if (m_buffer.size() < m_bodyLength)
        return std::nullopt;

    m_request->body = m_buffer.left(m_bodyLength);
    m_buffer.remove(0, m_bodyLength);
    m_bodyLength = 0;
    m_expectsContinue = false;
    return std::exchange(m_request, std::nullopt);
}

bool HttpRequestParser::takeExpectsContinue()
{
    return std::exchange(m_expectsContinue, false) && m_buffer.size() < m_bodyLength;
}

bool HttpRequestParser::readHead()
{
    // A client may send an empty line too much after a body (RFC 9112 section 2.2).
    while (m_buffer.startsWith("\r\n"))
        m_buffer.remove(0, 2);
    if (m_buffer.isEmpty() || m_buffer == "\r")
        return false;

    // TLS, HTTP/2 prefaces in binary and other garbage are not waited for.
    if (!isTokenCharacter(m_buffer.front()))
        return refuse(400);

    const auto endOfLine = m_buffer.indexOf("\r\n");
    if ((endOfLine < 0 ? m_buffer.size() : endOfLine) > MaximumRequestLine)
        return refuse(414);
    const auto endOfHead = m_buffer.indexOf("\r\n\r\n");
    if ((endOfHead < 0 ? m_buffer.size() : endOfHead) > MaximumHead)
        return refuse(431);
    if (endOfHead < 0) {
        // What is wrong already is not waited for either.
        if (endOfLine < 0)
            return m_buffer.contains('\n') ? refuse(400) : false;
        if (readRequestLine(m_buffer.left(endOfLine)))
            m_request.reset();
        return false;
    }

    const auto head = m_buffer.left(endOfHead);
    m_buffer.remove(0, endOfHead + 4);

    auto begin = qsizetype(0);
    for (bool first = true; begin <= head.size(); first = false) {
        auto end = head.indexOf("\r\n", begin);
        if (end < 0)
            end = head.size();
        const auto line = head.mid(begin, end - begin);
        begin = end + 2;
        if (first) {
            if (!readRequestLine(line))
                return false;
        } else if (!readHeader(line)) {
            return false;
        }
    }
    return readFraming();
}

bool HttpRequestParser::readRequestLine(const QByteArray &line)
{
    const auto parts = line.split(' ');
    if (parts.size() != 3 || !isToken(parts.at(0)) || parts.at(0).size() > 20)
        return refuse(400);
    if (parts.at(2) != "HTTP/1.1" && parts.at(2) != "HTTP/1.0")
        return refuse(parts.at(2).startsWith("HTTP/") ? 505 : 400);

    // Origin form only: we are no proxy. Visible ASCII only: everything else has to be escaped.
    const auto &target = parts.at(1);
    const auto isVisible = [](char c) { return c > 0x20 && c < 0x7f; };
    if (!target.startsWith('/') || !std::all_of(target.begin(), target.end(), isVisible) || target.contains('#'))
        return refuse(400);

    m_request = HttpRequest();
    m_request->method = parts.at(0);
    const auto question = target.indexOf('?');
    m_request->path = question < 0 ? target : target.left(question);
    m_request->query = question < 0 ? QByteArray() : target.mid(question + 1);
    m_request->knowsChunks = parts.at(2) == "HTTP/1.1";
    m_request->keepAlive = m_request->knowsChunks;
    return true;
}

bool HttpRequestParser::readHeader(const QByteArray &line)
{
    const auto colon = line.indexOf(':');
    if (colon <= 0 || !isToken(line.left(colon)))
        return refuse(400); // also a folded line, which begins with a space (RFC 9112 section 5.2)
    const auto value = line.mid(colon + 1).trimmed();
    const auto isControl = [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; };
    if (std::any_of(value.begin(), value.end(), isControl))
        return refuse(400);
    if (m_request->headers.size() == MaximumHeaders)
        return refuse(431);
    m_request->headers.append({line.left(colon).toLower(), value});
    return true;
}

bool HttpRequestParser::readFraming()
{
    QByteArray length;
    int hosts = 0;
    for (const auto &[name, value] : m_request->headers) {
        if (name == "host") {
            ++hosts;
        } else if (name == "transfer-encoding") {
            return refuse(501); // no client of an Okta organization sends forms in chunks
        } else if (name == "content-length") {
            if (!length.isNull() && length != value)
                return refuse(400);
            length = value;
        }
    }
    if (hosts > 1 || (hosts == 0 && m_request->knowsChunks))
        return refuse(400); // RFC 9112 section 3.2

    if (!length.isNull()) {
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        if (length.isEmpty() || !std::all_of(length.begin(), length.end(), isDigit))
            return refuse(400);
        bool fits = false;
        const auto number = length.toLongLong(&fits);
        if (!fits || number > MaximumBody)
            return refuse(413);
        m_bodyLength = number;
    }

    const auto connection = m_request->header("connection").toLower();
    if (connection.contains("close"))
        m_request->keepAlive = false;
    else if (connection.contains("keep-alive"))
        m_request->keepAlive = true;
    m_expectsContinue = m_request->header("expect").toLower() == "100-continue";
    return true;
}

bool HttpRequestParser::refuse(int status)
{
    m_errorStatus = status;
    m_request.reset();
    m_buffer.clear();
    return false;
}

} // namespace demo

#include "okta/NextLink.h"

#include <algorithm>
#include <optional>

namespace okta {

namespace {

bool isSpace(char character)
{
    return character == ' ' || character == '\t';
}

/// Reads one Link header by the algorithm of RFC 8288 appendix B, which takes what is written badly for what it means.
class LinkHeader
{
public:
    explicit LinkHeader(QByteArrayView text)
        : m_rest(text)
    {
    }

    /// The target of the next link in the header that is of relation type "next"; nullopt: no more.
    std::optional<QByteArray> next()
    {
        while (true) {
            skip([](char c) { return isSpace(c) || c == ','; });
            if (!m_rest.startsWith('<'))
                return std::nullopt;
            const qsizetype close = m_rest.indexOf('>');
            if (close < 0)
                return std::nullopt;
            const QByteArray target = m_rest.sliced(1, close - 1).toByteArray();
            m_rest = m_rest.sliced(close + 1);
            if (parametersSayNext())
                return target;
        }
    }

private:
    template <typename Wanted> QByteArray take(Wanted wanted)
    {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), wanted);
        const qsizetype length = end - m_rest.begin();
        QByteArray taken = m_rest.first(length).toByteArray();
        m_rest = m_rest.sliced(length);
        return taken;
    }

    template <typename Unwanted> void skip(Unwanted unwanted) { static_cast<void>(take(unwanted)); }

    QByteArray takeQuoted()
    {
        QByteArray value;
        m_rest = m_rest.sliced(1);
        while (!m_rest.isEmpty() && m_rest.front() != '"') {
            if (m_rest.front() == '\\' && m_rest.size() > 1)
                m_rest = m_rest.sliced(1);
            value += m_rest.front();
            m_rest = m_rest.sliced(1);
        }
        if (!m_rest.isEmpty())
            m_rest = m_rest.sliced(1);
        return value;
    }

    /// Reads the parameters of one link to their end. Of several `rel` the first counts.
    bool parametersSayNext()
    {
        std::optional<bool> isNext;
        skip(isSpace);
        while (m_rest.startsWith(';')) {
            m_rest = m_rest.sliced(1);
            skip(isSpace);
            const QByteArray name =
                take([](char c) { return !isSpace(c) && c != '=' && c != ';' && c != ','; }).toLower();
            skip(isSpace);
            QByteArray value;
            if (m_rest.startsWith('=')) {
                m_rest = m_rest.sliced(1);
                skip(isSpace);
                value = m_rest.startsWith('"') ? takeQuoted() : take([](char c) { return c != ';' && c != ','; });
            }
            if (name == "rel" && !isNext)
                isNext = value.toLower().simplified().split(' ').contains("next");
            skip(isSpace);
        }
        // What follows a parameter and is no parameter belongs to nothing.
        skip([](char c) { return c != ','; });
        return isNext.value_or(false);
    }

    QByteArrayView m_rest;
};

} // namespace

QByteArray nextLinkTarget(const http::Response &response)
{
    for (const auto &header : response.headers) {
        if (header.first.compare("Link", Qt::CaseInsensitive) != 0)
            continue;
        if (const auto target = LinkHeader(header.second).next())
            return *target;
    }
    return {};
}

} // namespace okta

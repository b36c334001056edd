#include "okta/ClientSecrets.h"

#include <QByteArrayMatcher>

namespace okta {

namespace {

constexpr QByteArrayView Member("\"client_secret\"");

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Where the string that begins behind `open` ends, at its closing quote; -1: it does not.
qsizetype endOfString(const QByteArray &json, qsizetype begin)
{
    for (qsizetype at = begin; at < json.size(); ++at) {
        if (json.at(at) == '\\')
            ++at;
        else if (json.at(at) == '"')
            return at;
    }
    return -1;
}

/// The bytes of a JSON string without the escapes of single characters, as Okta's servers write " \ and / in a secret.
Secret unescaped(QByteArrayView written)
{
    QByteArray plain;
    plain.reserve(written.size());
    for (qsizetype at = 0; at < written.size(); ++at) {
        if (written[at] == '\\' && at + 1 < written.size())
            ++at;
        plain.append(written[at]);
    }
    Secret secret{QByteArrayView(plain)};
    detail::cleanse(plain.data(), static_cast<std::size_t>(plain.size()));
    return secret;
}

} // namespace

std::vector<Secret> takeClientSecrets(QByteArray &json)
{
    std::vector<Secret> secrets;
    const QByteArrayMatcher matcher(Member);
    for (qsizetype at = matcher.indexIn(json); at >= 0; at = matcher.indexIn(json, at)) {
        at += Member.size();
        while (at < json.size() && isSpace(json.at(at)))
            ++at;
        if (at >= json.size() || json.at(at) != ':')
            continue; // a value that reads like the name
        ++at;
        while (at < json.size() && isSpace(json.at(at)))
            ++at;
        if (at >= json.size() || json.at(at) != '"')
            continue; // null
        const qsizetype begin = at + 1;
        const qsizetype end = endOfString(json, begin);
        const qsizetype size = (end < 0 ? json.size() : end) - begin;
        if (end >= 0)
            secrets.push_back(unescaped(QByteArrayView(json).sliced(begin, size)));
        char *const bytes = json.data() + begin;
        detail::cleanse(bytes, static_cast<std::size_t>(size));
        std::fill_n(bytes, size, '*');
        at = begin + size;
    }
    return secrets;
}

} // namespace okta

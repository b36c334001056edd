#include "http/FormEncoding.h"

#include "core/Secret.h"

namespace http {

namespace {

bool staysAsIs(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '*'
        || byte == '-' || byte == '.' || byte == '_';
}

int hexValue(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return -1;
}

} // namespace

QByteArray formEncoded(QByteArrayView utf8)
{
    static constexpr char Digits[] = "0123456789ABCDEF";
    QByteArray encoded;
    encoded.reserve(3 * utf8.size()); // never grows, so that no copy of a secret is left behind
    for (const char byte : utf8) {
        if (staysAsIs(byte)) {
            encoded += byte;
        } else if (byte == ' ') {
            encoded += '+';
        } else {
            const auto value = static_cast<unsigned char>(byte);
            encoded += '%';
            encoded += Digits[value >> 4];
            encoded += Digits[value & 0xF];
        }
    }
    return encoded;
}

std::optional<QByteArray> formDecoded(QByteArrayView encoded)
{
    QByteArray decoded;
    decoded.reserve(encoded.size());
    for (qsizetype at = 0; at < encoded.size(); ++at) {
        const char byte = encoded[at];
        if (byte == '+') {
            decoded += ' ';
        } else if (byte == '%') {
            if (at + 2 >= encoded.size())
                return std::nullopt;
            const int high = hexValue(encoded[at + 1]);
            const int low = hexValue(encoded[at + 2]);
            if (high < 0 || low < 0)
                return std::nullopt;
            decoded += static_cast<char>(high << 4 | low);
            at += 2;
        } else {
            decoded += byte;
        }
    }
    return decoded;
}

QByteArray formBody(const FormFields &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields) {
        if (!body.isEmpty())
            body += '&';
        body += formEncoded(name) + '=' + formEncoded(value);
    }
    return body;
}

std::optional<FormFields> parseForm(QByteArrayView encoded)
{
    FormFields fields;
    for (qsizetype begin = 0; begin < encoded.size();) {
        qsizetype end = encoded.indexOf('&', begin);
        if (end < 0)
            end = encoded.size();
        const QByteArrayView part = encoded.sliced(begin, end - begin);
        begin = end + 1;
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const auto name = formDecoded(equals < 0 ? part : part.first(equals));
        const auto value = formDecoded(equals < 0 ? QByteArrayView() : part.sliced(equals + 1));
        if (!name || !value)
            return std::nullopt;
        fields.append({*name, *value});
    }
    return fields;
}

Secret basicAuthorization(const QString &clientId, const Secret &clientSecret)
{
    QByteArray encodedSecret = formEncoded(clientSecret.reveal());
    const QByteArray encodedId = formEncoded(clientId.toUtf8());
    QByteArray pair;
    pair.reserve(encodedId.size() + 1 + encodedSecret.size());
    pair.append(encodedId).append(':').append(encodedSecret);
    QByteArray base64 = pair.toBase64();
    QByteArray value;
    value.reserve(6 + base64.size());
    value.append("Basic ").append(base64);
    Secret authorization{QByteArrayView(value)};
    wipe(encodedSecret);
    wipe(pair);
    wipe(base64);
    wipe(value);
    return authorization;
}

} // namespace http

#include "pomerium/ServiceAccount.h"

#include "core/Json.h"
#include "core/SecretBuilder.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>

#include <algorithm>

namespace pomerium {

namespace {

using Reason = ServiceAccountError::Reason;

Unexpected<ServiceAccountError> refused(Reason reason, const QString &detail = {})
{
    return Unexpected(ServiceAccountError{reason, detail});
}

bool isBase64Character(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

QByteArrayView trimmed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && isSpace(bytes.back()))
        bytes.chop(1);
    while (!bytes.isEmpty() && isSpace(bytes.front()))
        bytes = bytes.sliced(1);
    return bytes;
}

/// A wiped copy of the bytes that are not line ends: Go's base64 decoder skips CR and LF anywhere.
Secret withoutLineEnds(QByteArrayView bytes)
{
    SecretBuilder kept;
    for (const char c : bytes) {
        if (c != '\r' && c != '\n')
            kept.append(c);
    }
    return std::move(kept).take();
}

/// Go's encoding/base64 StdEncoding: padding needed, nothing behind it.
/// On failure, the position of the first byte that is wrong.
Expected<Secret, qsizetype> decodedStandard(QByteArrayView bytes)
{
    const Secret joined = withoutLineEnds(bytes);
    const QByteArrayView text = joined.reveal();
    qsizetype data = 0;
    while (data < text.size() && isBase64Character(text[data]))
        ++data;
    const qsizetype padding = text.size() - data;
    const bool onlyPadding = std::all_of(text.begin() + data, text.end(), [](char c) { return c == '='; });
    if (!onlyPadding || padding > 2 || text.size() % 4 != 0)
        return Unexpected(data);
    QByteArray decoded = QByteArray::fromBase64(QByteArray::fromRawData(text.data(), text.size()));
    Secret secret{QByteArrayView(decoded)};
    detail::cleanse(decoded.data(), static_cast<std::size_t>(decoded.size()));
    return secret;
}

/// The bytes of an ordinary API token: what an Authorization header can carry, and nothing of JSON.
bool isPlausibleToken(QByteArrayView bytes)
{
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), [](char c) {
        return isBase64Character(c) || c == '-' || c == '_' || c == '.' || c == '~' || c == '=';
    });
}

/// Okta's own form: 42 characters that begin with 00.
bool looksLikeOktaToken(QByteArrayView bytes)
{
    return bytes.size() == 42 && bytes.startsWith("00") && isPlausibleToken(bytes);
}

/// Whether text is JSON with the member that is meant, and its value. Go compares member names without case.
struct Members
{
    bool isJson = false;
    std::optional<Secret> apiKey;
    std::optional<Secret> apiToken;
};

Members membersOf(QByteArrayView bytes)
{
    Members members;
    if (bytes.startsWith("\xEF\xBB\xBF")) // Go's encoding/json takes no byte order mark
        return members;
    const auto object = parseJsonObject(bytes);
    if (!object) {
        members.isJson = object.error().reason == JsonError::Reason::WrongType;
        return members;
    }
    members.isJson = true;
    for (auto member = object->begin(); member != object->end(); ++member) {
        if (!member.value().isString())
            continue;
        const QString text = member.value().toString();
        if (member.key().compare(QLatin1String("api_key"), Qt::CaseInsensitive) == 0)
            members.apiKey = Secret::fromText(text);
        else if (member.key().compare(QLatin1String("api_token"), Qt::CaseInsensitive) == 0)
            members.apiToken = Secret::fromText(text);
    }
    return members;
}

/// base64 inside base64: its content when that is a service account or a token again.
std::optional<Secret> innerToken(QByteArrayView bytes)
{
    const auto decoded = decodedStandard(trimmed(bytes));
    if (!decoded || decoded->isEmpty())
        return std::nullopt;
    Members members = membersOf(decoded->reveal());
    if (members.apiKey)
        return std::move(members.apiKey);
    if (members.apiToken)
        return std::move(members.apiToken);
    if (looksLikeOktaToken(trimmed(decoded->reveal())))
        return Secret(trimmed(decoded->reveal()));
    return std::nullopt;
}

bool isQuotePair(char first, char last)
{
    return first == last && (first == '"' || first == '\'');
}

/// Names the mistake in a value that is not standard base64.
Unexpected<ServiceAccountError> notBase64(QByteArrayView value, qsizetype position)
{
    if (value.size() >= 2 && isQuotePair(value.front(), value.back()))
        return refused(Reason::WrappedInQuotes);
    if (looksLikeOktaToken(value))
        return refused(Reason::RawToken);
    if (membersOf(value).isJson)
        return refused(Reason::RawJson);
    const QByteArrayView core = trimmed(value);
    if (core.size() != value.size() && decodedStandard(core))
        return refused(Reason::TrailingSpace);

    Secret joined = withoutLineEnds(core);
    QByteArrayView text = joined.reveal();
    while (!text.isEmpty() && text.back() == '=')
        text.chop(1);
    const bool isUrl =
        std::all_of(text.begin(), text.end(), [](char c) { return isBase64Character(c) || c == '-' || c == '_'; });
    const bool isStandard = std::all_of(text.begin(), text.end(), isBase64Character);
    if (isStandard && text.size() % 4 >= 2)
        return refused(Reason::PaddingRemoved);
    if (isUrl && !isStandard && text.size() % 4 != 1)
        return refused(Reason::UrlAlphabet);
    return refused(Reason::NotBase64, QString::number(position));
}

} // namespace

Secret ServiceAccount::encode(const Secret &apiToken)
{
    SecretBuilder json;
    json.append(QByteArrayView("{\"api_key\":\""));
    for (const char c : apiToken.reveal()) {
        if (c == '"' || c == '\\') {
            json.append('\\');
            json.append(c);
        } else if (static_cast<unsigned char>(c) < 0x20) {
            constexpr char Digits[] = "0123456789abcdef";
            json.append(QByteArrayView("\\u00"));
            json.append(Digits[static_cast<unsigned char>(c) >> 4]);
            json.append(Digits[static_cast<unsigned char>(c) & 15]);
        } else {
            json.append(c);
        }
    }
    json.append(QByteArrayView("\"}"));
    const Secret plain = std::move(json).take();
    QByteArray encoded = QByteArray::fromRawData(plain.reveal().data(), plain.size()).toBase64();
    Secret secret{QByteArrayView(encoded)};
    detail::cleanse(encoded.data(), static_cast<std::size_t>(encoded.size()));
    return secret;
}

Secret ServiceAccount::encodeFor(const Secret &apiToken, const Release &release)
{
    return release.usesRawServiceAccount() ? apiToken.clone() : encode(apiToken);
}

Expected<Secret, ServiceAccountError> ServiceAccount::decode(QByteArrayView value, const Release &release)
{
    if (!release.usesServiceAccount())
        return refused(Reason::NotReadByRelease);
    if (trimmed(value).isEmpty())
        return refused(Reason::Empty);

    if (release.usesRawServiceAccount()) {
        if (isQuotePair(value.front(), value.back()) && value.size() >= 2)
            return refused(Reason::WrappedInQuotes);
        if (value.back() == '\n' || value.back() == '\r')
            return refused(Reason::NewlineInToken);
        if (isSpace(value.back()) || isSpace(value.front()))
            return refused(Reason::TrailingSpace);
        if (membersOf(value).isJson)
            return refused(Reason::RawJson);
        if (innerToken(value))
            return refused(Reason::NotRaw);
        return Secret(value);
    }

    // 0.10.0 to 0.10.2 take JSON only; 0.18 and 0.19 take raw JSON too, and trim what is around.
    const bool takesToken = release.isAtLeast(0, 10, 3);
    const bool takesRawJson = release.isAtLeast(0, 18);
    if (takesRawJson) {
        value = trimmed(value);
        Members members = membersOf(value);
        if (members.apiKey && !members.apiKey->isEmpty())
            return std::move(*members.apiKey);
        if (members.apiToken)
            return refused(Reason::ApiTokenMember);
        if (members.isJson && value.front() == '{')
            return refused(Reason::ApiKeyMissing);
    }

    const auto decoded = decodedStandard(value);
    if (!decoded)
        return notBase64(value, decoded.error());
    const QByteArrayView plain = decoded->reveal();
    if (plain.isEmpty())
        return refused(Reason::Empty);

    Members members = membersOf(plain);
    if (members.apiKey && !members.apiKey->isEmpty()) {
        const QByteArrayView key = members.apiKey->reveal();
        if (std::any_of(key.begin(), key.end(), [](char c) { return c == '\n' || c == '\r'; }))
            return refused(Reason::NewlineInToken);
        return std::move(*members.apiKey);
    }
    if (members.apiToken)
        return refused(Reason::ApiTokenMember);
    if (members.isJson && plain.startsWith('{'))
        return refused(Reason::ApiKeyMissing);

    // Not JSON: from 0.10.3 the whole text is the token. Whether it can be one is for us to see.
    if (innerToken(plain))
        return refused(Reason::DoubleBase64);
    if (!isPlausibleToken(trimmed(plain)))
        return refused(Reason::MalformedJson);
    if (trimmed(plain).size() != plain.size())
        return refused(takesToken ? Reason::NewlineInToken : Reason::NotJson);
    if (!takesToken)
        return refused(looksLikeOktaToken(plain) ? Reason::Base64OfToken : Reason::NotJson);
    return Secret(plain);
}

std::optional<Secret> ServiceAccount::recover(QByteArrayView value)
{
    value = trimmed(value);
    if (value.size() >= 2 && isQuotePair(value.front(), value.back()))
        value = trimmed(value.sliced(1, value.size() - 2));
    if (looksLikeOktaToken(value))
        return Secret(value);

    const auto fromMembers = [](Members members) -> std::optional<Secret> {
        if (members.apiKey && !members.apiKey->isEmpty())
            return Secret(trimmed(members.apiKey->reveal()));
        if (members.apiToken && !members.apiToken->isEmpty())
            return Secret(trimmed(members.apiToken->reveal()));
        return std::nullopt;
    };
    if (auto token = fromMembers(membersOf(value)))
        return token;

    // Standard or URL alphabet, with or without padding, with white space inside.
    SecretBuilder base64;
    for (const char c : value) {
        if (c == '-' || c == '_')
            base64.append(c == '-' ? '+' : '/');
        else if (isBase64Character(c))
            base64.append(c);
        else if (c != '=' && !isSpace(c))
            return std::nullopt;
    }
    while (base64.size() % 4 != 0)
        base64.append('=');
    const Secret padded = std::move(base64).take();
    const auto decoded = decodedStandard(padded.reveal());
    if (!decoded)
        return std::nullopt;
    QByteArrayView plain = decoded->reveal();
    if (plain.startsWith("\xEF\xBB\xBF"))
        plain = plain.sliced(3);
    plain = trimmed(plain);
    if (auto token = fromMembers(membersOf(plain)))
        return token;
    if (looksLikeOktaToken(plain))
        return Secret(plain);
    return innerToken(plain);
}

} // namespace pomerium

#include "okta/ApiToken.h"

#include "core/SecretShape.h"
#include <QByteArray>

#include <algorithm>

namespace okta {

namespace {

constexpr qsizetype MaximumLength = 1000;
constexpr qsizetype IdLength = 20;
constexpr qsizetype TokenLength = 42;

bool isTokenCharacter(char character)
{
    return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z')
        || (character >= '0' && character <= '9') || character == '-' || character == '_';
}

bool isAllTokenCharacters(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), isTokenCharacter);
}

/// Okta's ids are 20 characters that begin with their kind.
std::optional<ApiToken::Hint> identifierKind(QByteArrayView text)
{
    if (text.size() != IdLength || !isAllTokenCharacters(text))
        return std::nullopt;
    if (text.startsWith("00T"))
        return ApiToken::Hint::TokenId;
    if (text.startsWith("00u"))
        return ApiToken::Hint::UserId;
    if (text.startsWith("00o"))
        return ApiToken::Hint::OrganizationId;
    if (text.startsWith("00g"))
        return ApiToken::Hint::GroupId;
    if (text.startsWith("0oa"))
        return ApiToken::Hint::ClientId;
    return std::nullopt;
}

bool looksLikeToken(QByteArrayView text)
{
    return text.size() == TokenLength && text.startsWith("00") && isAllTokenCharacters(text);
}

bool looksLikeClientSecret(QByteArrayView text)
{
    return (text.size() == 64 || text.size() == 40) && isAllTokenCharacters(text);
}

std::optional<ApiToken::Hint> hintFor(QByteArrayView text)
{
    if (looksLikeToken(text))
        return std::nullopt;
    if (const auto kind = identifierKind(text))
        return kind;
    // "eyJhcGlfa2V5" is the base64 of {"api_key, whatever follows.
    if (text.startsWith("eyJhcGlfa2V5") || text.startsWith("ewog"))
        return ApiToken::Hint::ServiceAccount;
    if (looksLikeClientSecret(text))
        return ApiToken::Hint::ClientSecret;
    return ApiToken::Hint::Unusual;
}

} // namespace

Expected<ApiToken, ApiTokenError> ApiToken::parse(QStringView input)
{
    return parse(Secret::fromText(input));
}

Expected<ApiToken, ApiTokenError> ApiToken::parse(const Secret &input)
{
    using Reason = ApiTokenError::Reason;
    QByteArrayView text = input.reveal().trimmed();
    ApiToken token;
    if (text.startsWith("SSWS ")) {
        text = text.sliced(5).trimmed();
        token.m_hint = Hint::AuthorizationHeader;
    }
    if (text.isEmpty())
        return Unexpected(ApiTokenError{Reason::Empty, QString()});
    if (text.size() > MaximumLength)
        return Unexpected(ApiTokenError{Reason::TooLong, QStringLiteral("%1 characters").arg(text.size())});
    const auto bad = std::find_if(text.begin(), text.end(), [](char c) { return c <= ' ' || c > '~'; });
    if (bad != text.end())
        return Unexpected(ApiTokenError{Reason::CharacterInvalid,
                                        QStringLiteral("byte 0x%1 at position %2")
                                            .arg(static_cast<uchar>(*bad), 2, 16, QLatin1Char('0'))
                                            .arg(bad - text.begin() + 1)});
    token.m_wasTrimmed = text.size() != input.size();
    token.m_value = Secret(text);
    if (!token.m_hint)
        token.m_hint = hintFor(text);
    return token;
}

Secret ApiToken::authorization() const
{
    QByteArray header = "SSWS ";
    header += m_value.reveal();
    Secret secret{QByteArrayView(header)};
    detail::cleanse(header.data(), static_cast<std::size_t>(header.size()));
    return secret;
}

ApiToken ApiToken::clone() const
{
    ApiToken copy;
    copy.m_value = m_value.clone();
    copy.m_hint = m_hint;
    copy.m_wasTrimmed = m_wasTrimmed;
    return copy;
}

bool isPracticeValue(QByteArrayView text)
{
    const auto value = text.trimmed();
    return value.startsWith("0oaPRACTICE") || value.startsWith("00PRACTICE")
        || (value.startsWith("PRACTICE") && looksLikeClientSecret(value));
}

std::optional<ApiToken::Hint> clientSecretConfusion(const Secret &secret)
{
    const QByteArrayView text = secret.reveal().trimmed();
    if (const auto kind = identifierKind(text))
        return kind;
    if (text.startsWith("eyJhcGlfa2V5"))
        return ApiToken::Hint::ServiceAccount;
    if (looksLikeToken(text))
        return ApiToken::Hint::ApiToken;
    return std::nullopt;
}

std::optional<ApiToken::Hint> clientIdConfusion(QStringView clientId)
{
    const QByteArray text = clientId.trimmed().toUtf8();
    const auto kind = identifierKind(text);
    if (kind == ApiToken::Hint::ClientId)
        return std::nullopt;
    if (kind)
        return kind;
    if (looksLikeClientSecret(text))
        return ApiToken::Hint::ClientSecret;
    const auto shape = secretShapeIn(clientId);
    if (!shape)
        return std::nullopt;
    switch (*shape) {
    case SecretShape::ApiToken:
        return ApiToken::Hint::ApiToken;
    case SecretShape::ClientSecret:
        return ApiToken::Hint::ClientSecret;
    case SecretShape::ServiceAccount:
        return ApiToken::Hint::ServiceAccount;
    case SecretShape::JsonWebToken:
    case SecretShape::PrivateKey:
    case SecretShape::Credentials:
    case SecretShape::Random:
        return ApiToken::Hint::OtherSecret;
    }
    Q_UNREACHABLE();
}

} // namespace okta

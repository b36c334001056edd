#include "oidc/TokenResponse.h"

#include "core/ServerText.h"
#include "http/JsonBody.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QRegularExpression>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace oidc {

namespace {

Unexpected<Error> failure(Reason reason, QString detail, ServerAnswer answer = {})
{
    return Unexpected(because(reason, std::move(detail), std::move(answer)));
}

/// RFC 6749 appendix A.12 and A.17: visible ASCII and spaces. A line break would end the Authorization header in which
/// the access token is sent.
bool isTokenText(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(),
                       [](QChar c) { return c >= QLatin1Char(0x20) && c <= QLatin1Char(0x7e); });
}

Secret tokenIn(const QJsonObject &object, QLatin1String member)
{
    return Secret::fromText(object.value(member).toString());
}

/// Whether a member is written as a whole number, or as a text with one in it. Strict clients refuse 3600.0 and 36e2,
/// which are the same number to Qt.
bool isWholeNumber(const QByteArray &body, const char *member)
{
    const auto document = nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
    if (!document.is_object() || !document.contains(member))
        return false;
    const auto &value = document.at(member);
    constexpr quint64 Largest = 9'007'199'254'740'992; // 2^53
    if (value.is_number_unsigned())
        return value.get<quint64>() <= Largest;
    static const QRegularExpression Digits(QStringLiteral("^(?:0|[1-9][0-9]{0,14})$"),
                                           QRegularExpression::DontCaptureOption);
    return value.is_string() && Digits.match(QString::fromStdString(value.get<std::string>())).hasMatch();
}

/// RFC 9449 section 5, and invalid_request with words of it.
bool saysDpopRequired(const ServerAnswer &answer)
{
    return answer.error == QLatin1String("invalid_dpop_proof") || answer.error == QLatin1String("use_dpop_nonce")
        || (answer.error == QLatin1String("invalid_request")
            && answer.description.contains(QLatin1String("DPoP"), Qt::CaseInsensitive));
}

} // namespace

Expected<TokenResponse, Error> TokenResponse::parse(const http::Response &response)
{
    ServerAnswer answer = serverAnswer(response);
    const int status = response.status;

    // The status first: some servers send 429 with invalid_grant.
    if (status == 429)
        return failure(Reason(Stage::Token, Fault::RateLimited), describe(answer), answer);
    if (status >= 500)
        return failure(Reason(Stage::Token, Fault::ServerError), describe(answer), answer);
    if (status >= 300 && status < 400)
        return failure(Reason(Stage::Token, Fault::Redirected), describeTarget(response.redirectTarget()), answer);

    // Some servers send an OAuth error with status 200.
    if (!answer.error.isEmpty()) {
        if (saysDpopRequired(answer))
            return failure(Reason::DpopRequired, describe(answer), answer);
        // 401 is for a client that did not authenticate (RFC 6749 section 5.2), with whatever word.
        const bool isAboutClient = answer.error == QLatin1String("invalid_client")
            || (status == 401 && answer.error == QLatin1String("unauthorized_client") && !namesGrantType(answer));
        return failure(isAboutClient ? Reason::ClientRefused : Reason(Stage::Token, Fault::Refused), describe(answer),
                       answer);
    }

    const auto body = http::jsonObject(response, DuplicateMembers::Reject);
    if (!body && body.error().reason == JsonError::Reason::LooksLikeHtml)
        return failure(Reason(Stage::Token, Fault::Html), describe(answer), answer);
    if (status < 200 || status > 299)
        return failure(Reason(Stage::Token, Fault::Refused), describe(answer), answer);
    // RFC 6749 section 5.1: application/json. Clients that go by the type read form fields from these, and no token.
    if (const QByteArray type = response.mediaType();
        body && (type == "text/plain" || type == "application/x-www-form-urlencoded"))
        return failure(Reason(Stage::Token, Fault::NotJson),
                       QStringLiteral("Content-Type: ") + QString::fromLatin1(type), answer);
    if (!body) {
        const bool isEmpty = body.error().reason == JsonError::Reason::Empty;
        return failure(isEmpty ? Reason(Stage::Token, Fault::Empty) : Reason(Stage::Token, Fault::Malformed),
                       serverText(body.error().detail), answer);
    }

    const QJsonObject &object = *body;
    for (const QLatin1String member :
         {QLatin1String("access_token"), QLatin1String("refresh_token"), QLatin1String("token_type")}) {
        const QJsonValue value = object.value(member);
        if (!value.isUndefined() && !value.isNull() && (!value.isString() || !isTokenText(value.toString()))) {
            return failure(Reason(Stage::Token, Fault::Malformed),
                           QStringLiteral("%1 is not a text of visible ASCII").arg(member), answer);
        }
    }

    // Section 7.1: a token of a type that is not understood must not be used. Case does not matter (section 5.1).
    const QString type = object.value(QLatin1String("token_type")).toString();
    const bool hasAccessToken = !object.value(QLatin1String("access_token")).toString().isEmpty();
    if (hasAccessToken && type.compare(QLatin1String("Bearer"), Qt::CaseInsensitive) != 0) {
        return type.isEmpty() ? failure(Reason::TokenTypeMissing, QStringLiteral("token_type is missing"), answer)
                              : failure(Reason::TokenTypeUnsupported, serverText(type, 100), answer);
    }
    if (!hasAccessToken)
        return failure(Reason::AccessTokenMissing, QStringLiteral("access_token is missing"), answer);

    TokenResponse tokens;
    const QJsonValue expiresIn = object.value(QLatin1String("expires_in"));
    if (!expiresIn.isUndefined() && !expiresIn.isNull() && !isWholeNumber(response.body, "expires_in"))
        return failure(Reason(Stage::Token, Fault::Malformed),
                       QStringLiteral("expires_in is not a whole number of seconds"), answer);
    const QJsonValue scope = object.value(QLatin1String("scope"));
    if (scope.isString())
        tokens.scopes = scope.toString().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    tokens.accessToken = tokenIn(object, QLatin1String("access_token"));
    tokens.refreshToken = tokenIn(object, QLatin1String("refresh_token"));
    tokens.idToken = tokenIn(object, QLatin1String("id_token"));
    // An id_token that is no text is kept as its JSON, for IdToken to refuse it as malformed rather than as missing.
    const QJsonValue idToken = object.value(QLatin1String("id_token"));
    if (!idToken.isString() && !idToken.isUndefined() && !idToken.isNull())
        tokens.idToken = Secret(QJsonDocument(QJsonArray{idToken}).toJson(QJsonDocument::Compact));
    return tokens;
}

TokenResponse TokenResponse::refusedTokens(const http::Response &response)
{
    TokenResponse tokens;
    if (const auto body = http::jsonObject(response)) {
        if (isTokenText(body->value(QLatin1String("access_token")).toString()))
            tokens.accessToken = tokenIn(*body, QLatin1String("access_token"));
        if (isTokenText(body->value(QLatin1String("refresh_token")).toString()))
            tokens.refreshToken = tokenIn(*body, QLatin1String("refresh_token"));
    }
    return tokens;
}

} // namespace oidc

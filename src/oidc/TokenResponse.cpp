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

Unexpected<Error> failure(Error::Reason reason, QString detail, ServerAnswer answer = {})
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

/// A member that is written as a whole number, or as a text with one in it: both are what Go's oauth2 package, and so
/// Pomerium, reads. It refuses 3600.0 and 36e2, which are the same number to Qt.
std::optional<qint64> wholeNumber(const QByteArray &body, const char *member)
{
    const auto document = nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
    if (!document.is_object() || !document.contains(member))
        return std::nullopt;
    const auto &value = document.at(member);
    constexpr qint64 Largest = 9'007'199'254'740'992; // 2^53
    if (value.is_number_unsigned() && value.get<quint64>() <= Largest)
        return value.get<qint64>();
    static const QRegularExpression Digits(QStringLiteral("^(?:0|[1-9][0-9]{0,14})$"),
                                           QRegularExpression::DontCaptureOption);
    if (!value.is_string())
        return std::nullopt;
    const QString text = QString::fromStdString(value.get<std::string>());
    return Digits.match(text).hasMatch() ? std::optional(text.toLongLong()) : std::nullopt;
}

/// When a limited request may be sent again, by our clock: Okta's X-Rate-Limit-Reset counts by its own clock; others
/// send Retry-After (RFC 9110 section 10.2.3).
std::optional<QDateTime> retryTime(const http::Response &response)
{
    // Later than that is no rate limit any more, and may be more than a date can hold.
    constexpr qint64 LongestWait = 7 * 24 * 60 * 60;
    const auto after = [&response](qint64 seconds) -> std::optional<QDateTime> {
        if (seconds < 0 || seconds > LongestWait || !response.receivedAt.isValid())
            return std::nullopt;
        return response.receivedAt.addSecs(seconds);
    };
    bool isNumber = false;
    const qint64 reset = response.header("X-Rate-Limit-Reset").trimmed().toLongLong(&isNumber);
    if (isNumber && reset > 0 && response.receivedAt.isValid())
        return after(std::max<qint64>(0, reset - response.date().value_or(response.receivedAt).toSecsSinceEpoch()));
    const qint64 seconds = response.header("Retry-After").trimmed().toLongLong(&isNumber);
    return isNumber ? after(seconds) : std::nullopt;
}

/// `error="..."` in WWW-Authenticate (RFC 6750 section 3), where the body says nothing.
QString challengeParameter(const QByteArray &challenge, const char *name)
{
    const QRegularExpression pattern(
        QStringLiteral("(?:^|[ ,])%1=\"((?:[^\"\\\\]|\\\\.)*)\"").arg(QLatin1String(name)));
    return pattern.match(QString::fromUtf8(challenge)).captured(1);
}

} // namespace

ServerAnswer serverAnswer(const http::Response &response)
{
    ServerAnswer answer;
    answer.httpStatus = response.status;
    answer.requestId = serverText(response.header("X-Okta-Request-Id"), 100);
    if (response.status == 429)
        answer.retryAt = retryTime(response);

    const auto body = http::jsonObject(response);
    if (body) {
        const QJsonObject &object = *body;
        if (object.value(QLatin1String("error")).isString()) {
            answer.error = serverText(object.value(QLatin1String("error")).toString(), 100);
            answer.description = serverText(object.value(QLatin1String("error_description")).toString());
        } else if (object.value(QLatin1String("errorCode")).isString()) {
            answer.isManagementShape = true;
            answer.error = serverText(object.value(QLatin1String("errorCode")).toString(), 100);
            answer.description = serverText(object.value(QLatin1String("errorSummary")).toString());
        }
        answer.errorId = serverText(object.value(QLatin1String("errorId")).toString(), 100);
    }
    if (answer.error.isEmpty()) {
        const QByteArray challenge = response.header("WWW-Authenticate");
        answer.error = serverText(challengeParameter(challenge, "error"), 100);
        answer.description = serverText(challengeParameter(challenge, "error_description"));
    }
    return answer;
}

QString describe(const ServerAnswer &answer)
{
    QString text = answer.httpStatus ? QStringLiteral("HTTP %1").arg(answer.httpStatus) : QString();
    for (const QString &part : {answer.error, answer.description}) {
        if (part.isEmpty())
            continue;
        if (!text.isEmpty())
            text += QStringLiteral(": ");
        text += part;
    }
    return text;
}

QString describeTarget(const QUrl &target)
{
    if (target.isEmpty())
        return QStringLiteral("no target");
    return serverText(target.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment));
}

Expected<TokenResponse, Error> TokenResponse::parse(const http::Response &response)
{
    using Reason = Error::Reason;
    ServerAnswer answer = serverAnswer(response);
    const int status = response.status;

    // The status first: Okta sends 429 with invalid_grant.
    if (status == 429)
        return failure(Reason::TokenRateLimited, describe(answer), answer);
    if (status >= 500)
        return failure(Reason::TokenServerError, describe(answer), answer);
    if (status >= 300 && status < 400)
        return failure(Reason::TokenRedirected, describeTarget(response.redirectTarget()), answer);

    // Some servers send an OAuth error with status 200.
    if (!answer.error.isEmpty()) {
        if (answer.error == QLatin1String("invalid_client"))
            return failure(Reason::ClientRefused, describe(answer), answer);
        if (answer.error == QLatin1String("invalid_dpop_proof") || answer.error == QLatin1String("use_dpop_nonce"))
            return failure(Reason::DpopRequired, describe(answer), answer);
        return failure(Reason::TokenRefused, describe(answer), answer);
    }

    const auto body = http::jsonObject(response, DuplicateMembers::Reject);
    if (!body && body.error().reason == JsonError::Reason::LooksLikeHtml)
        return failure(Reason::TokenHtml, describe(answer), answer);
    if (status < 200 || status > 299)
        return failure(Reason::TokenRefused, describe(answer), answer);
    // Go's oauth2 package, and so Pomerium, reads these as form fields and finds no token in them.
    if (const QByteArray type = response.mediaType();
        type == "text/plain" || type == "application/x-www-form-urlencoded")
        return failure(Reason::TokenNotJson, QStringLiteral("Content-Type: ") + QString::fromLatin1(type), answer);
    if (!body) {
        const bool isEmpty = body.error().reason == JsonError::Reason::Empty;
        return failure(isEmpty ? Reason::TokenEmpty : Reason::TokenMalformed, serverText(body.error().detail), answer);
    }

    const QJsonObject &object = *body;
    for (const QLatin1String member :
         {QLatin1String("access_token"), QLatin1String("refresh_token"), QLatin1String("token_type")}) {
        const QJsonValue value = object.value(member);
        if (!value.isUndefined() && !value.isNull() && (!value.isString() || !isTokenText(value.toString()))) {
            return failure(Reason::TokenMalformed, QStringLiteral("%1 is not a text of visible ASCII").arg(member),
                           answer);
        }
    }

    // Section 7.1: a token of a type that is not understood must not be used. Case does not matter (section 5.1).
    const QString type = object.value(QLatin1String("token_type")).toString();
    const bool hasAccessToken = !object.value(QLatin1String("access_token")).toString().isEmpty();
    if (hasAccessToken && type.compare(QLatin1String("Bearer"), Qt::CaseInsensitive) != 0) {
        return failure(Reason::TokenTypeUnsupported,
                       type.isEmpty() ? QStringLiteral("token_type is missing") : serverText(type, 100), answer);
    }
    if (!hasAccessToken)
        return failure(Reason::AccessTokenMissing, QStringLiteral("access_token is missing"), answer);

    TokenResponse tokens;
    const QJsonValue expiresIn = object.value(QLatin1String("expires_in"));
    if (!expiresIn.isUndefined() && !expiresIn.isNull()) {
        const auto seconds = wholeNumber(response.body, "expires_in");
        if (!seconds)
            return failure(Reason::TokenMalformed, QStringLiteral("expires_in is not a whole number of seconds"),
                           answer);
        tokens.expiresIn = std::chrono::seconds(*seconds);
    }
    const QJsonValue scope = object.value(QLatin1String("scope"));
    if (scope.isString())
        tokens.scopes = scope.toString().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    tokens.accessToken = tokenIn(object, QLatin1String("access_token"));
    tokens.refreshToken = tokenIn(object, QLatin1String("refresh_token"));
    tokens.idToken = tokenIn(object, QLatin1String("id_token"));
    // Whatever came is judged as an ID token, and refused there: only nothing is nothing.
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

#include "oidc/ServerAnswer.h"

#include "core/ServerText.h"
#include "http/JsonBody.h"

#include <QJsonObject>
#include <QRegularExpression>

namespace oidc {

namespace {

/// When a limited request may be sent again, by our clock: Okta's header, or Retry-After (RFC 9110 section 10.2.3).
std::optional<QDateTime> retryTime(const http::Response &response)
{
    if (auto reset = response.rateLimitReset())
        return reset;
    constexpr qint64 LongestWait = 7 * 24 * 60 * 60; // later is no rate limit anymore
    bool isNumber = false;
    const qint64 seconds = response.header("Retry-After").trimmed().toLongLong(&isNumber);
    if (!isNumber || seconds < 0 || seconds > LongestWait || !response.receivedAt.isValid())
        return std::nullopt;
    return response.receivedAt.addSecs(seconds);
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

std::optional<Error> answerProblem(const Expected<http::Response, http::TransportError> &outcome)
{
    if (!outcome) {
        Error error = because(Reason::Transport, outcome.error().detail);
        error.transport = outcome.error();
        return error;
    }
    const QByteArray encoding = outcome->header("Content-Encoding").trimmed().toLower();
    if (encoding.isEmpty() || encoding == "identity" || outcome->body.isEmpty())
        return std::nullopt;
    ServerAnswer answer;
    answer.httpStatus = outcome->status;
    return because(Reason::AnswerCompressed, QStringLiteral("Content-Encoding: %1").arg(serverText(encoding, 40)),
                   std::move(answer));
}

bool namesGrantType(const ServerAnswer &answer)
{
    return answer.description.contains(QLatin1String("grant type"), Qt::CaseInsensitive)
        || answer.description.contains(QLatin1String("grant_type"), Qt::CaseInsensitive);
}

bool saysGrantTypeOff(const ServerAnswer &answer)
{
    if (answer.error == QLatin1String("unauthorized_client"))
        return namesGrantType(answer) || answer.description.isEmpty(); // RFC 6749 section 5.2: what the code means
    if (answer.error == QLatin1String("unsupported_grant_type"))
        return true;
    return answer.error == QLatin1String("invalid_request") && namesGrantType(answer)
        && answer.description.contains(QLatin1String("not allowed"), Qt::CaseInsensitive);
}

QString pageText(const http::Response &response)
{
    constexpr qsizetype MostBytes = 64 * 1024;
    constexpr qsizetype MostCharacters = 300;
    QString text = QString::fromUtf8(response.body.left(MostBytes));
    static const QRegularExpression Invisible(QStringLiteral("<(script|style|head|svg)\\b.*?</\\1\\s*>|<!--.*?-->"),
                                              QRegularExpression::CaseInsensitiveOption
                                                  | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression Tag(QStringLiteral("<[^>]*>"));
    text.replace(Invisible, QStringLiteral(" "));
    text.replace(Tag, QStringLiteral(" "));
    for (const auto &[entity, character] :
         {std::pair("&lt;", '<'), std::pair("&gt;", '>'), std::pair("&quot;", '"'), std::pair("&#39;", '\''),
          std::pair("&nbsp;", ' '), std::pair("&amp;", '&')})
        text.replace(QLatin1String(entity), QString(QLatin1Char(character)));
    return serverText(text.simplified(), MostCharacters);
}

} // namespace oidc

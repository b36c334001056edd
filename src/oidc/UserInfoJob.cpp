#include "oidc/UserInfoJob.h"

#include "core/Json.h"
#include "core/ServerText.h"
#include "http/JsonBody.h"
#include "oidc/JsonWebSignature.h"
#include "oidc/Limits.h"
#include "oidc/ServerAnswer.h"

namespace oidc {

namespace {

http::Request userInfoRequest(const QUrl &endpoint, const Secret &accessToken)
{
    http::Request request;
    request.url = endpoint;
    request.timeout = AnswerLimit;
    request.authorization = Secret("Bearer " + accessToken.reveal().toByteArray()); // RFC 6750 section 2.1
    return request;
}

bool isOfType(const QJsonValue &value, RelyingParty::TypedMember::Type type)
{
    using Type = RelyingParty::TypedMember::Type;
    switch (type) {
    case Type::Text:
        return value.isString() || value.isNull();
    case Type::Truth:
        return value.isBool() || value == QJsonValue(QStringLiteral("true"))
            || value == QJsonValue(QStringLiteral("false"));
    }
    Q_UNREACHABLE();
}

/// A value of another type than it should have, for a person.
QString shown(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return QStringLiteral("null");
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double:
        return QStringLiteral("the number %1").arg(value.toDouble());
    case QJsonValue::String:
        return QStringLiteral("the text \"%1\"").arg(serverText(value.toString(), 40));
    case QJsonValue::Array:
        return QStringLiteral("a list");
    case QJsonValue::Object:
        return QStringLiteral("an object");
    case QJsonValue::Undefined:
        break;
    }
    return QStringLiteral("missing");
}

Expected<UserInfo, Error> judged(const http::Response &response, const QString &expectedSubject,
                                 const QList<RelyingParty::TypedMember> &typedMembers, const JsonWebKeySet &keys)
{
    const auto failure = [answer = serverAnswer(response)](Reason reason, QString detail) {
        Error error;
        error.reason = reason;
        error.detail = std::move(detail);
        error.answer = answer;
        return Unexpected(std::move(error));
    };

    if (response.status >= 300 && response.status < 400)
        return failure(Reason(Stage::UserInfo, Fault::Redirected), describeTarget(response.redirectTarget()));
    if (response.status != 200)
        return failure(Reason(Stage::UserInfo, Fault::Refused), describe(serverAnswer(response)));
    // Never to be read as if it were JSON: its signature is what makes it true (Core section 5.3.2).
    const bool isSigned = response.mediaType() == "application/jwt";
    QByteArray verifiedPayload;
    if (isSigned) {
        const auto signature = JsonWebSignature::parse(response.body.trimmed());
        if (!signature)
            return failure(Reason::UserInfoSigned, signature.error().detail);
        if (const auto verified = signature->verify(keys); !verified)
            return failure(Reason::UserInfoSigned, verified.error().detail);
        verifiedPayload = signature->payload();
    }
    const auto body = isSigned ? parseJsonObject(verifiedPayload, DuplicateMembers::Reject)
                               : http::jsonObject(response, DuplicateMembers::Reject);
    if (!body) {
        switch (body.error().reason) {
        case JsonError::Reason::Empty:
            return failure(Reason(Stage::UserInfo, Fault::Empty), QStringLiteral("the body is empty"));
        case JsonError::Reason::LooksLikeHtml:
            return failure(Reason(Stage::UserInfo, Fault::Html), QStringLiteral("a web page"));
        case JsonError::Reason::Malformed:
        case JsonError::Reason::DuplicateMember:
        case JsonError::Reason::WrongType:
            break;
        }
        return failure(Reason(Stage::UserInfo, Fault::Malformed), serverText(body.error().detail));
    }

    const QString subject = body->value(QLatin1String("sub")).toString();
    if (subject.isEmpty())
        return failure(Reason::UserInfoSubjectMissing, QStringLiteral("sub is missing or not a text"));
    if (subject != expectedSubject) {
        return failure(Reason::UserInfoSubjectMismatch,
                       QStringLiteral("%1 instead of %2").arg(serverText(subject), serverText(expectedSubject)));
    }
    for (auto member = body->begin(); member != body->end(); ++member) {
        for (const RelyingParty::TypedMember &typed : typedMembers) {
            if (member.key().compare(typed.name, Qt::CaseInsensitive) == 0 && !isOfType(member.value(), typed.type)) {
                return failure(Reason::UserInfoMemberInvalid,
                               QStringLiteral("%1 is %2").arg(serverText(member.key(), 40), shown(member.value())));
            }
        }
    }
    return UserInfo{*body};
}

} // namespace

UserInfoJob::UserInfoJob(const QUrl &userinfoEndpoint, const Secret &accessToken, QString expectedSubject,
                         QList<RelyingParty::TypedMember> typedMembers, JsonWebKeySet keys, http::Client &http)
    : m_expectedSubject(std::move(expectedSubject))
    , m_typedMembers(std::move(typedMembers))
    , m_keys(std::move(keys))
    , m_request(http.request(userInfoRequest(userinfoEndpoint, accessToken)))
{
}

void UserInfoJob::run()
{
    connect(m_request.get(), &Job::finished, this, &UserInfoJob::answered);
    m_request->start();
}

void UserInfoJob::answered()
{
    const auto &outcome = m_request->outcome();
    if (auto problem = answerProblem(outcome)) {
        finishWith(Unexpected(*std::move(problem)));
        return;
    }
    finishWith(judged(*outcome, m_expectedSubject, m_typedMembers, m_keys));
}

} // namespace oidc

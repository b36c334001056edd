#include "oidc/UserInfoJob.h"

#include "core/ServerText.h"
#include "http/JsonBody.h"
#include "oidc/TokenResponse.h"

namespace oidc {

namespace {

http::Request userInfoRequest(const QUrl &endpoint, const Secret &accessToken)
{
    http::Request request;
    request.url = endpoint;
    request.authorization = Secret("Bearer " + accessToken.reveal().toByteArray()); // RFC 6750 section 2.1
    return request;
}

Expected<UserInfo, Error> judged(const http::Response &response, const QString &expectedSubject)
{
    using Reason = Error::Reason;
    const auto failure = [answer = serverAnswer(response)](Reason reason, QString detail) {
        Error error;
        error.reason = reason;
        error.detail = std::move(detail);
        error.answer = answer;
        return Unexpected(std::move(error));
    };

    if (response.status >= 300 && response.status < 400)
        return failure(Reason::UserInfoRedirected, describeTarget(response.redirectTarget()));
    if (response.status != 200)
        return failure(Reason::UserInfoRefused, describe(serverAnswer(response)));
    // Never to be read as if it were JSON: its signature is what makes it true (Core section 5.3.2).
    if (response.mediaType() == "application/jwt")
        return failure(Reason::UserInfoSigned, QStringLiteral("Content-Type: application/jwt"));

    const auto body = http::jsonObject(response, DuplicateMembers::Reject);
    if (!body) {
        switch (body.error().reason) {
        case JsonError::Reason::Empty:
            return failure(Reason::UserInfoEmpty, QStringLiteral("the body is empty"));
        case JsonError::Reason::LooksLikeHtml:
            return failure(Reason::UserInfoHtml, QStringLiteral("a web page"));
        case JsonError::Reason::Malformed:
        case JsonError::Reason::DuplicateMember:
        case JsonError::Reason::WrongType:
            break;
        }
        return failure(Reason::UserInfoMalformed, serverText(body.error().detail));
    }

    const QString subject = body->value(QLatin1String("sub")).toString();
    if (subject.isEmpty())
        return failure(Reason::UserInfoSubjectMissing, QStringLiteral("sub is missing or not a text"));
    if (subject != expectedSubject) {
        return failure(Reason::UserInfoSubjectMismatch,
                       QStringLiteral("%1 instead of %2").arg(serverText(subject), serverText(expectedSubject)));
    }
    // go-oidc, with which Pomerium reads this, takes these as texts and fails on anything else.
    for (const QLatin1String member : {QLatin1String("email"), QLatin1String("profile")}) {
        const QJsonValue value = body->value(member);
        if (!value.isUndefined() && !value.isNull() && !value.isString())
            return failure(Reason::UserInfoMalformed, QStringLiteral("%1 is not a text").arg(member));
    }
    return UserInfo{*body};
}

} // namespace

UserInfoJob::UserInfoJob(const QUrl &userinfoEndpoint, const Secret &accessToken, QString expectedSubject,
                         http::Client &http)
    : m_expectedSubject(std::move(expectedSubject))
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
    if (!outcome) {
        Error error;
        error.reason = Error::Reason::Transport;
        error.detail = outcome.error().detail;
        error.transport = outcome.error();
        finishWith(Unexpected(std::move(error)));
        return;
    }
    finishWith(judged(*outcome, m_expectedSubject));
}

} // namespace oidc

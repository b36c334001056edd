#include "okta/RevokeManagementTokenJob.h"

namespace okta {

namespace {

const QString Revoked = QStringLiteral("token-revoked");
const QString Rejected = QStringLiteral("token-rejected");

} // namespace

RevokeManagementTokenJob::RevokeManagementTokenJob(ApiSession &session)
    : ApplicationJob(ids(), session)
{
}

QStringList RevokeManagementTokenJob::ids()
{
    return {Revoked, Rejected};
}

void RevokeManagementTokenJob::run()
{
    lines().running(Revoked);
    ApplicationRequest request;
    request.purpose = ApplicationRequest::Purpose::RevokeToken;
    request.method = http::Request::Method::Delete;
    request.path = QStringLiteral("/api/v1/api-tokens/current");
    calls().send(request, [this](ApiCalls::Outcome outcome) {
        if (outcome) {
            lines().passed(Revoked);
            prove(std::nullopt);
        } else {
            prove(outcome.error()); // the reply may be lost, or it was revoked before
        }
    });
}

void RevokeManagementTokenJob::prove(const std::optional<ApiError> &lost)
{
    lines().running(Rejected);
    calls().get(QStringLiteral("/api/v1/users/me"), [this, lost](ApiCalls::Outcome outcome) {
        const bool isRejected =
            !outcome && outcome.error().httpStatus == 401 && outcome.error().reason == ApiError::Reason::TokenInvalid;
        if (isRejected) {
            m_isProven = true;
            if (lost)
                lines().passed(Revoked, QStringLiteral("Okta rejects the token"));
            lines().passed(Rejected, outcome.error().errorCode);
        } else if (outcome) {
            if (lost)
                lines().fail(Revoked, *lost);
            lines().fail(Rejected, ApplicationError{ApplicationError::Reason::TokenStillWorks, {}, {}, lost});
        } else {
            if (lost)
                lines().fail(Revoked, *lost);
            lines().couldNotCheck(Rejected, outcome.error());
        }
        end();
    });
}

} // namespace okta

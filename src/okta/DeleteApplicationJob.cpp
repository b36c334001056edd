#include "okta/DeleteApplicationJob.h"

#include "core/ServerText.h"

namespace okta {

namespace {

using Method = http::Request::Method;
using Purpose = ApplicationRequest::Purpose;
using Reason = ApplicationError::Reason;

const QString Ours = QStringLiteral("app-ours");
const QString Deactivated = QStringLiteral("app-deactivated");
const QString Deleted = QStringLiteral("app-deleted");
const QString Gone = QStringLiteral("app-gone");

} // namespace

DeleteApplicationJob::DeleteApplicationJob(QString applicationId, QString marker, ApiSession &session, bool isUnderWay)
    : ApplicationJob(ids(), session)
    , m_id(std::move(applicationId))
    , m_marker(std::move(marker))
    , m_isUnderWay(isUnderWay)
{
}

QStringList DeleteApplicationJob::ids()
{
    return {Ours, Deactivated, Deleted, Gone};
}

void DeleteApplicationJob::run()
{
    lines().running(Ours);
    if (!isUsableId(m_id) || !WantedApplication::isMarker(m_marker)) {
        giveUp(Ours, ApplicationError{Reason::NotOurs, serverText(m_id, 100)});
        return;
    }
    calls().get(QStringLiteral("/api/v1/apps/%1").arg(m_id), [this](ApiCalls::Outcome outcome) {
        if (!outcome && m_isUnderWay && outcome.error().reason == ApiError::Reason::NotFound) {
            for (const QString &line : {Ours, Deactivated, Deleted})
                lines().doesNotApply(line, QStringLiteral("the app is gone already"));
            lines().passed(Gone, outcome.error().errorCode);
            end();
            return;
        }
        if (!outcome) {
            giveUp(Ours, outcome.error());
            return;
        }
        const auto application = applicationIn(*outcome);
        if (!application) {
            giveUp(Ours, application.error());
            return;
        }
        if (application->id() != m_id || application->adminNote() != m_marker) {
            giveUp(Ours,
                   ApplicationError{Reason::NotOurs,
                                    QStringLiteral("%1 (%2): %3")
                                        .arg(application->label(), m_id, serverText(application->adminNote()))});
            return;
        }
        lines().passed(Ours, m_id);
        deactivate(*application, false);
    });
}

void DeleteApplicationJob::deactivate(const Application &application, bool isSecondTry)
{
    const auto plan = ApplicationPlan::deletion(application);
    if (plan.requests.first().purpose != Purpose::Deactivate) {
        lines().passed(Deactivated, application.status());
        remove();
        return;
    }
    lines().running(Deactivated);
    calls().send(plan.requests.first(), [this, isSecondTry](ApiCalls::Outcome outcome) {
        if (outcome) {
            lines().passed(Deactivated);
            remove();
        } else if (mayHaveBeenDone(outcome.error())) {
            settleDeactivation(outcome.error(), isSecondTry);
        } else {
            giveUp(Deactivated, outcome.error());
        }
    });
}

void DeleteApplicationJob::settleDeactivation(const ApiError &lost, bool isSecondTry)
{
    calls().get(QStringLiteral("/api/v1/apps/%1").arg(m_id), [this, lost, isSecondTry](ApiCalls::Outcome outcome) {
        const auto held =
            outcome ? applicationIn(*outcome) : Expected<Application, ApiError>(Unexpected(outcome.error()));
        if (!held)
            giveUp(Deactivated, held.error());
        else if (held->status() == QLatin1String("ACTIVE") && isSecondTry)
            giveUp(Deactivated, lost);
        else
            deactivate(*held, true);
    });
}

void DeleteApplicationJob::remove()
{
    lines().running(Deleted);
    ApplicationRequest request;
    request.purpose = Purpose::Delete;
    request.method = Method::Delete;
    request.path = QStringLiteral("/api/v1/apps/%1").arg(m_id);
    calls().send(request, [this](ApiCalls::Outcome outcome) {
        if (outcome) {
            lines().passed(Deleted);
            prove(std::nullopt);
        } else {
            prove(outcome.error());
        }
    });
}

void DeleteApplicationJob::prove(const std::optional<ApiError> &lost)
{
    lines().running(Gone);
    calls().get(QStringLiteral("/api/v1/apps/%1").arg(m_id), [this, lost](ApiCalls::Outcome outcome) {
        const bool isGone = !outcome && outcome.error().reason == ApiError::Reason::NotFound;
        if (lost && isGone)
            lines().passed(Deleted);
        else if (lost)
            lines().fail(Deleted, *lost);
        if (isGone)
            lines().passed(Gone, outcome.error().errorCode);
        else if (outcome)
            lines().fail(Gone, ApplicationError{Reason::StillThere, m_id, {}, lost});
        else
            lines().couldNotCheck(Gone, outcome.error());
        end();
    });
}

} // namespace okta

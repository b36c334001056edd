#include "okta/ChangeApplicationJob.h"

#include "okta/ApplicationRefusal.h"

#include <algorithm>

namespace okta {

namespace {

using Reason = ApplicationError::Reason;
using Purpose = ApplicationRequest::Purpose;

const QString Read = QStringLiteral("app-read");
const QString Changed = QStringLiteral("app-changed");
const QString Groups = QStringLiteral("groups-changed");
const QString ReadBack = QStringLiteral("read-back");
const QString Sessions = QStringLiteral("sessions");
constexpr auto OtherEditor = std::chrono::seconds(2); // until the other change is through

bool isAboutGroups(const ApplicationRequest &request)
{
    return request.purpose == Purpose::AssignGroup || request.purpose == Purpose::UnassignGroup;
}

} // namespace

ChangeApplicationJob::ChangeApplicationJob(QString applicationId, Planner planner, QString shownUpdate,
                                           ApiSession &session)
    : ApplicationJob(ids(), session)
    , m_id(std::move(applicationId))
    , m_planner(std::move(planner))
    , m_shownUpdate(std::move(shownUpdate))
{
}

QStringList ChangeApplicationJob::ids()
{
    return {Read, Changed, Groups, ReadBack, Sessions};
}

void ChangeApplicationJob::run()
{
    lines().running(Read);
    countSessions([this](std::optional<int> count) {
        m_sessionsBefore = count;
        read(false);
    });
}

void ChangeApplicationJob::countSessions(std::function<void(std::optional<int>)> then)
{
    calls().list(QStringLiteral("/api/v1/apps/%1/tokens?limit=200").arg(m_id), 1,
                 [this, then = std::move(then)](const Expected<QJsonArray, ApiError> &list) {
                     if (!list) {
                         m_sessionsError = list.error();
                         then(std::nullopt);
                         return;
                     }
                     m_areSessionsMore = m_areSessionsMore || calls().hasMore();
                     then(static_cast<int>(list->size()));
                 });
}

void ChangeApplicationJob::read(bool isSecondTry)
{
    calls().get(QStringLiteral("/api/v1/apps/%1").arg(m_id), [this, isSecondTry](ApiCalls::Outcome outcome) {
        if (!outcome) {
            giveUp(Read, outcome.error());
            return;
        }
        auto application = applicationIn(*outcome);
        if (!application) {
            giveUp(Read, application.error());
            return;
        }
        if (!isSecondTry && !m_shownUpdate.isEmpty() && application->lastUpdated() != m_shownUpdate) {
            giveUp(Read, ApplicationError{Reason::ChangedMeanwhile, application->lastUpdated()});
            return;
        }
        m_application = *application;
        if (!m_before)
            m_before = m_application;
        readGroups(isSecondTry);
    });
}

void ChangeApplicationJob::readGroups(bool isSecondTry)
{
    calls().list(QStringLiteral("/api/v1/apps/%1/groups?limit=200&expand=group").arg(m_id), 5,
                 [this, isSecondTry](const Expected<QJsonArray, ApiError> &list) {
                     if (!list) {
                         giveUp(Read, list.error());
                         return;
                     }
                     lines().passed(Read, m_application->lastUpdated());
                     m_plan = m_planner(*m_application, groupsIn(*list));
                     if (m_plan.isEmpty()) {
                         lines().doesNotApply(Changed, QStringLiteral("nothing to change"));
                         lines().doesNotApply(Groups, QStringLiteral("nothing to change"));
                         readBack();
                         return;
                     }
                     carryOut(0, isSecondTry);
                 });
}

void ChangeApplicationJob::carryOut(qsizetype index, bool isSecondTry)
{
    const auto isOpen = [this](const QString &id) {
        return lines().list().status(id) == checks::Status::Running
            || lines().list().status(id) == checks::Status::Pending;
    };
    if (index >= m_plan.requests.size()) {
        for (const QString &id : {Changed, Groups}) {
            const bool isUsed = std::any_of(m_plan.requests.cbegin(), m_plan.requests.cend(),
                                            [&id](const auto &each) { return isAboutGroups(each) == (id == Groups); });
            if (isOpen(id) && isUsed && m_lost && id == Changed)
                continue; // what Okta holds will tell
            if (isOpen(id) && isUsed)
                lines().passed(id);
            else if (isOpen(id))
                lines().doesNotApply(id, QStringLiteral("nothing to change"));
        }
        readBack();
        return;
    }
    const ApplicationRequest request = m_plan.requests.at(index);
    const QString line = isAboutGroups(request) ? Groups : Changed;
    lines().running(line);
    calls().send(request, [this, index, isSecondTry, request, line](ApiCalls::Outcome outcome) {
        if (request.purpose == Purpose::Replace)
            replaced(std::move(outcome), index, isSecondTry);
        else if (outcome)
            carryOut(index + 1, isSecondTry);
        else
            giveUp(line, outcome.error(), request.subject);
    });
}

void ChangeApplicationJob::replaced(ApiCalls::Outcome outcome, qsizetype index, bool isSecondTry)
{
    if (!outcome) {
        const ApiError &error = outcome.error();
        const bool isEdited = applicationRefusal(error) == ApplicationRefusal::EditedAtTheSameTime;
        if (isEdited && !isSecondTry) {
            calls().after(OtherEditor, [this] { read(true); });
        } else if (isEdited) {
            giveUp(Changed, ApplicationError{Reason::StillEditedByOthers, {}, {}, error});
        } else if (error.reason == ApiError::Reason::Transport || error.reason == ApiError::Reason::ServerTrouble) {
            // Okta may have done it. What it holds now tells.
            m_lost = error;
            carryOut(index + 1, isSecondTry);
        } else {
            giveUp(Changed, error);
        }
        return;
    }
    if (!outcome->secrets.empty())
        m_secret = std::move(outcome->secrets.front());
    const auto held = applicationIn(*outcome);
    if (!held) {
        giveUp(Changed, held.error());
        return;
    }
    m_application = *held;
    if (const auto found = differences(*held, *m_plan.after); !found.isEmpty()) {
        giveUp(Changed, ApplicationError{Reason::NotAsAsked, m_id, found});
        return;
    }
    carryOut(index + 1, isSecondTry);
}

void ChangeApplicationJob::readBack()
{
    lines().running(ReadBack);
    calls().get(QStringLiteral("/api/v1/apps/%1").arg(m_id), [this](ApiCalls::Outcome outcome) {
        if (!outcome) {
            giveUp(ReadBack, outcome.error());
            return;
        }
        const auto held = applicationIn(*outcome);
        if (!held) {
            giveUp(ReadBack, held.error());
            return;
        }
        m_application = *held;
        const auto found = m_plan.after ? differences(*held, *m_plan.after) : QList<JsonDifference>();
        if (!found.isEmpty()) {
            const Reason reason = m_lost ? Reason::ChangeUnknown : Reason::NotAsAsked;
            giveUp(ReadBack, ApplicationError{reason, m_id, found, m_lost});
            return;
        }
        if (m_lost)
            lines().passed(Changed, held->lastUpdated());
        lines().passed(ReadBack, held->lastUpdated());
        if (m_plan.isEmpty()) {
            lines().doesNotApply(Sessions, QStringLiteral("nothing was changed"));
            end();
            return;
        }
        compareSessions();
    });
}

void ChangeApplicationJob::compareSessions()
{
    lines().running(Sessions);
    if (!m_sessionsBefore) {
        lines().couldNotCheck(Sessions,
                              m_sessionsError ? std::optional<checks::Problem>(*m_sessionsError) : std::nullopt);
        end();
        return;
    }
    countSessions([this](std::optional<int> count) {
        m_sessionsAfter = count;
        if (!count) {
            lines().couldNotCheck(Sessions,
                                  m_sessionsError ? std::optional<checks::Problem>(*m_sessionsError) : std::nullopt);
        } else {
            const QString seen = QStringLiteral("refresh tokens before: %1%3, after: %2%3")
                                     .arg(*m_sessionsBefore)
                                     .arg(*count)
                                     .arg(m_areSessionsMore ? QStringLiteral("+") : QString());
            if (*count < *m_sessionsBefore)
                lines().warn(Sessions, ApplicationError{Reason::SessionsEnded, seen}, seen);
            else
                lines().passed(Sessions, seen);
        }
        end();
    });
}

} // namespace okta

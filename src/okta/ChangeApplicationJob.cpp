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
    listGroups([this, isSecondTry](const Expected<QList<GroupReference>, ApiError> &groups) {
        if (!groups) {
            giveUp(Read, groups.error());
            return;
        }
        if (!m_groupsBefore)
            m_groupsBefore = *groups;
        lines().passed(Read, m_application->lastUpdated());
        m_plan = m_planner(*m_application, *groups);
        if (m_plan.obstacle) {
            giveUp(Changed, *m_plan.obstacle);
            return;
        }
        if (m_plan.isEmpty()) {
            lines().doesNotApply(Changed, QStringLiteral("nothing to change"));
            lines().doesNotApply(Groups, QStringLiteral("nothing to change"));
            readBack();
            return;
        }
        carryOut(0, isSecondTry);
    });
}

void ChangeApplicationJob::listGroups(std::function<void(const Expected<QList<GroupReference>, ApiError> &)> then)
{
    calls().list(QStringLiteral("/api/v1/apps/%1/groups?limit=200&expand=group").arg(m_id), 5,
                 [then = std::move(then)](const Expected<QJsonArray, ApiError> &list) {
                     if (list)
                         then(groupsIn(*list));
                     else
                         then(Unexpected(list.error()));
                 });
}

void ChangeApplicationJob::carryOut(qsizetype index, bool isSecondTry)
{
    if (index >= m_plan.requests.size()) {
        concludeLines();
        readBack();
        return;
    }
    const ApplicationRequest request = m_plan.requests.at(index);
    const QString line = isAboutGroups(request) ? Groups : Changed;
    lines().running(line);
    calls().send(request, [this, index, isSecondTry, request](ApiCalls::Outcome outcome) {
        if (request.purpose == Purpose::Replace)
            replaced(std::move(outcome), index, isSecondTry);
        else
            answered(std::move(outcome), index, isSecondTry);
    });
}

void ChangeApplicationJob::answered(ApiCalls::Outcome outcome, qsizetype index, bool isSecondTry)
{
    const ApplicationRequest request = m_plan.requests.at(index);
    if (outcome) {
        carryOut(index + 1, false);
        return;
    }
    const ApiError error = outcome.error();
    const bool isEdited = applicationRefusal(error) == ApplicationRefusal::EditedAtTheSameTime;
    if (isEdited && !isSecondTry) {
        calls().after(OtherEditor, [this, index] { carryOut(index, true); });
    } else if (mayHaveBeenDone(error)) {
        settle(index, isSecondTry, error);
    } else if (request.purpose == Purpose::UnassignGroup && error.reason == ApiError::Reason::NotFound) {
        carryOut(index + 1, false); // it is not assigned, which is what was wanted
    } else {
        giveUp(isAboutGroups(request) ? Groups : Changed, error, request.subject);
    }
}

void ChangeApplicationJob::settle(qsizetype index, bool isSecondTry, const ApiError &lost)
{
    // Okta may have done it, and what it holds tells. If it has not, the call is sent once more, and no more.
    const ApplicationRequest request = m_plan.requests.at(index);
    const QString line = isAboutGroups(request) ? Groups : Changed;
    const auto told = [this, index, isSecondTry, lost, request, line](bool isDone) {
        if (isDone)
            carryOut(index + 1, false);
        else if (!isSecondTry)
            carryOut(index, true);
        else
            giveUp(line, lost, request.subject);
    };
    if (isAboutGroups(request)) {
        listGroups([this, told, request, line](const Expected<QList<GroupReference>, ApiError> &groups) {
            if (!groups) {
                giveUp(line, groups.error(), request.subject);
                return;
            }
            const bool isAssigned = groups->contains(GroupReference{request.path.section(QLatin1Char('/'), -1), {}});
            told(isAssigned == (request.purpose == Purpose::AssignGroup));
        });
        return;
    }
    if (request.purpose != Purpose::Activate && request.purpose != Purpose::Deactivate) {
        giveUp(line, lost, request.subject);
        return;
    }
    calls().get(QStringLiteral("/api/v1/apps/%1").arg(m_id), [this, told, request, line](ApiCalls::Outcome outcome) {
        const auto held =
            outcome ? applicationIn(*outcome) : Expected<Application, ApiError>(Unexpected(outcome.error()));
        if (!held)
            giveUp(line, held.error(), request.subject);
        else
            told((held->status() == QLatin1String("ACTIVE")) == (request.purpose == Purpose::Activate));
    });
}

void ChangeApplicationJob::concludeLines()
{
    for (const QString &id : {Changed, Groups}) {
        const auto status = lines().list().status(id);
        if (status != checks::Status::Running && status != checks::Status::Pending)
            continue;
        const bool isUsed = std::any_of(m_plan.requests.cbegin(), m_plan.requests.cend(),
                                        [&id](const auto &each) { return isAboutGroups(each) == (id == Groups); });
        if (!isUsed)
            lines().doesNotApply(id, QStringLiteral("nothing to change"));
        else if (!m_lost || id != Changed) // otherwise what Okta holds will tell
            lines().passed(id);
    }
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
        } else if (mayHaveBeenDone(error)) {
            // Okta may have done it. What it holds now tells.
            m_lost = error;
            carryOut(index + 1, false);
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
    carryOut(index + 1, false);
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
        if (const auto found = notAsPlanned(*held); !found.isEmpty()) {
            const Reason reason = m_lost ? Reason::ChangeUnknown : Reason::NotAsAsked;
            giveUp(ReadBack, ApplicationError{reason, m_id, found, m_lost});
            return;
        }
        if (m_lost)
            lines().passed(Changed, held->lastUpdated());
        const bool hasGroups = std::any_of(m_plan.requests.cbegin(), m_plan.requests.cend(), isAboutGroups);
        if (hasGroups)
            readGroupsBack();
        else
            asPlanned();
    });
}

QList<JsonDifference> ChangeApplicationJob::notAsPlanned(const Application &held) const
{
    QList<JsonDifference> found;
    if (m_plan.after) {
        found = differences(held, *m_plan.after);
        // What was to go is not among what was sent.
        for (const ApplicationChange &change : m_plan.changes) {
            const QJsonValue now = held.at(change.path);
            if (change.isSetting() && change.after.isUndefined() && !now.isUndefined() && !now.isNull())
                found.append({change.path, QJsonValue::Undefined, now});
        }
    }
    for (const ApplicationRequest &request : m_plan.requests) {
        const bool isActivation = request.purpose == Purpose::Activate;
        const QString wanted = isActivation ? QStringLiteral("ACTIVE") : QStringLiteral("INACTIVE");
        if ((isActivation || request.purpose == Purpose::Deactivate) && held.status() != wanted)
            found.append({QStringLiteral("status"), wanted, held.status()});
    }
    return found;
}

void ChangeApplicationJob::readGroupsBack()
{
    listGroups([this](const Expected<QList<GroupReference>, ApiError> &groups) {
        if (!groups) {
            giveUp(ReadBack, groups.error());
            return;
        }
        QStringList wrong;
        for (const ApplicationRequest &request : m_plan.requests) {
            if (!isAboutGroups(request))
                continue;
            const GroupReference group{request.path.section(QLatin1Char('/'), -1), {}};
            if (groups->contains(group) != (request.purpose == Purpose::AssignGroup))
                wrong.append(request.subject);
        }
        if (wrong.isEmpty())
            asPlanned();
        else
            giveUp(ReadBack, ApplicationError{Reason::NotAsAsked, wrong.join(QStringLiteral(", "))});
    });
}

void ChangeApplicationJob::asPlanned()
{
    lines().passed(ReadBack, m_application->lastUpdated());
    if (m_plan.isEmpty()) {
        lines().doesNotApply(Sessions, QStringLiteral("nothing was changed"));
        end();
        return;
    }
    compareSessions();
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

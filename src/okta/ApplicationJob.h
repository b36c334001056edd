#pragma once

#include "checks/Recorder.h"
#include "core/Job.h"
#include "okta/ApiCalls.h"
#include "okta/Application.h"
#include "okta/ApplicationError.h"

namespace okta {

/// Work on one app integration, line by line: each line is a check, so that the wizard and the command line show the
/// same. After finished(), every line has a result or was skipped.
class ApplicationJob : public Job
{
    Q_OBJECT

public:
    ~ApplicationJob() override;

    [[nodiscard]] const checks::List &checks() const { return m_recorder.list(); }
    /// Tells when a line changes.
    [[nodiscard]] const checks::Recorder &recorder() const { return m_recorder; }
    /// Until when Okta wants us to wait; nothing: it does not.
    [[nodiscard]] virtual std::optional<QDateTime> waitingUntil() const { return m_calls.waitingUntil(); }

Q_SIGNALS:
    void waitingChanged();

protected:
    ApplicationJob(const QStringList &ids, ApiSession &session);

    [[nodiscard]] ApiCalls &calls() { return m_calls; }
    [[nodiscard]] checks::Recorder &lines() { return m_recorder; }
    /// The line fails, and the rest is left out.
    void giveUp(const QString &id, const checks::Problem &problem, const QString &detail = {});
    /// All that is open was not checked, and the job ends.
    void end();

private:
    checks::Recorder m_recorder;
    ApiCalls m_calls;
};

/// No answer that can be relied on: Okta may have done it. What it holds tells.
[[nodiscard]] bool mayHaveBeenDone(const ApiError &error);
/// The app in a reply, or what is wrong with it.
[[nodiscard]] Expected<Application, ApiError> applicationIn(const ApiReply &reply);
/// The groups in a reply to `…/groups?expand=group`; without names where Okta gives none.
[[nodiscard]] QList<GroupReference> groupsIn(const QJsonArray &list);
/// Where Okta holds something else than what was sent. What Okta decides by itself is left out: id, status, times. A
/// setting that some orgs leave out of their replies is its default where it is not there.
[[nodiscard]] QList<JsonDifference> differences(const Application &held, QJsonObject sent);

} // namespace okta

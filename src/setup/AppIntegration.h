#pragma once

#include "okta/ApiSession.h"
#include "okta/ApplicationAudit.h"
#include "okta/ApplicationJob.h"
#include "okta/ApplicationPlan.h"
#include "setup/AppRecord.h"
#include "setup/Configuration.h"

#include <QObject>

#include <memory>
#include <optional>

namespace setup {

/// The wizard's work on the app integration in Okta, one job at a time, with a temporary management token that is in
/// memory only. Whatever changes something in Okta is recorded first: recordChanged() comes before the first request,
/// and whoever keeps the draft saves it there.
class AppIntegration final : public QObject
{
    Q_OBJECT

public:
    AppIntegration(http::Client &http, AppRecord record);
    ~AppIntegration() override;

    /// The token that all work is done with; forgets the one before. Stops what runs.
    void setManagementToken(const okta::OrgUrl &org, okta::ApiToken token);
    void forgetManagementToken();
    [[nodiscard]] bool hasManagementToken() const { return m_session != nullptr; }

    [[nodiscard]] const AppRecord &record() const { return m_record; }
    void setWay(AppWay way);
    /// Takes over what a draft says. Okta is asked when the administrator goes on.
    void restore(AppRecord record);
    [[nodiscard]] bool isBusy() const { return m_job && m_job->isRunning(); }
    /// The lines of the work that runs or ran last.
    [[nodiscard]] const checks::List &lines() const { return m_lines; }
    /// Until when Okta wants us to wait.
    [[nodiscard]] std::optional<QDateTime> waitingUntil() const;
    void cancel();

    /// Looks at the org, and finds the groups by their names: what a plan needs. Changes nothing.
    void prepare(const QStringList &groupNames);
    /// Whether prepare() has found everything, and for these names.
    [[nodiscard]] bool isPreparedFor(const QStringList &groupNames) const;
    /// The same app with the issuer mode and the groups that prepare() has found.
    [[nodiscard]] okta::WantedApplication completed(okta::WantedApplication wanted, const QString &issuer) const;
    /// What create() would do.
    [[nodiscard]] static okta::ApplicationPlan creationPlan(const okta::WantedApplication &wanted);
    /// Creates the app; or, where an earlier start was cut off, goes on with what Okta has. The marker is the record's.
    void create(okta::WantedApplication wanted);
    /// Deletes the app that we made: only that one.
    void undoCreation();
    void audit(const QString &clientId, const okta::WantedApplication &wanted);
    /// What repair() would do with what the audit has read; empty before.
    [[nodiscard]] okta::ApplicationPlan repairPlan(const okta::WantedApplication &wanted,
                                                   const QStringList &rows) const;
    /// Does what the plan showed, unless somebody changed the app since.
    void repair(const okta::WantedApplication &wanted, const QStringList &rows);
    void removeTestRedirectUris(const QString &applicationId, const QStringList &uris);
    /// Revokes the token and, once Okta was seen to reject it, forgets it.
    void revokeManagementToken();

    /// The app that was created or read last.
    [[nodiscard]] const std::optional<okta::Application> &application() const { return m_application; }
    /// Of the app that was created; once.
    [[nodiscard]] Secret takeClientSecret() { return std::move(m_clientSecret); }

Q_SIGNALS:
    void changed();
    /// To be saved before the event loop goes on.
    void recordChanged();

private:
    void setRecord(AppRecord record);
    /// Begins a job; `ended` is called when it has finished.
    template <typename JobType> void begin(std::unique_ptr<JobType> job, std::function<void(JobType &)> ended);

    http::Client &m_http;
    AppRecord m_record;
    std::unique_ptr<okta::ApiSession> m_session;
    std::unique_ptr<okta::ApplicationJob> m_job; ///< goes before the session that it uses
    checks::List m_lines;
    std::optional<okta::Application> m_application;
    std::optional<okta::ApplicationEvidence> m_evidence;
    std::optional<QStringList> m_preparedNames;
    std::optional<okta::Organization> m_organization;
    QList<okta::GroupReference> m_groups;
    Secret m_clientSecret;
};

} // namespace setup

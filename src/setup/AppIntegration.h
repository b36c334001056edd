#pragma once

#include "okta/ApiSession.h"
#include "okta/ApplicationAudit.h"
#include "okta/ApplicationJob.h"
#include "okta/ApplicationPlan.h"
#include "okta/GroupsJob.h"
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
    /// The administrator has revoked the token of an earlier start in Okta.
    void setTokenRevokedElsewhere();

    [[nodiscard]] const AppRecord &record() const { return m_record; }
    void setWay(AppWay way);
    /// Takes over what a draft says. Okta is asked when the administrator goes on.
    void restore(AppRecord record);
    /// Whether the record is of an earlier start, and nothing was done about it yet.
    [[nodiscard]] bool isRestored() const { return m_isRestored; }
    /// The administrator does not want to be asked about it any more, in this start.
    void dismissRestored();
    [[nodiscard]] bool isBusy() const { return m_job && m_job->isRunning(); }
    /// The lines of the work that runs or ran last.
    [[nodiscard]] const checks::List &lines() const { return m_lines; }
    /// Until when Okta wants us to wait.
    [[nodiscard]] std::optional<QDateTime> waitingUntil() const;
    void cancel();

    // Who may sign in ------------------------------------------------------------------------------------------------

    /// Reads the groups of the org, page by page: groupsArrived().
    void listGroups();
    [[nodiscard]] bool isListingGroups() const { return m_groupsJob && m_groupsJob->isRunning(); }
    [[nodiscard]] const QList<okta::Group> &directory() const { return m_directory; }
    [[nodiscard]] const std::optional<okta::ApiError> &directoryError() const { return m_directoryError; }
    /// These groups of the directory, by their ids; names may repeat.
    void setChosenGroups(const QList<okta::GroupReference> &groups);
    /// Who may sign in was said in so many words.
    void setAccessChosen(bool isChosen);

    // Work -----------------------------------------------------------------------------------------------------------

    /// Looks at the org, and finds the groups by their names: what a plan needs. Changes nothing.
    void prepare(const QStringList &groupNames);
    /// Whether prepare() has found everything, and for these names.
    [[nodiscard]] bool isPreparedFor(const QStringList &groupNames) const;
    /// The same app with the issuer mode and the groups that prepare() has found; nobody, as long as nobody was chosen.
    [[nodiscard]] okta::WantedApplication completed(okta::WantedApplication wanted, const QString &issuer) const;
    /// What create() would do.
    [[nodiscard]] static okta::ApplicationPlan creationPlan(const okta::WantedApplication &wanted);
    /// Creates the app; or, where an earlier start was cut off, goes on with what Okta has. The marker is the record's.
    void create(okta::WantedApplication wanted);
    /// What was in the way of the creation: apps of this name or with this redirect URI.
    [[nodiscard]] const QList<okta::Application> &existing() const { return m_existing; }
    /// Deletes the app that we made: only that one.
    void undoCreation();
    [[nodiscard]] bool canUndoCreation() const;
    void audit(const QString &clientId, const okta::WantedApplication &wanted);
    /// prepare(), then audit().
    void prepareAndAudit(const QString &clientId, const okta::WantedApplication &wanted, const QString &issuer,
                         const QStringList &groupNames);
    /// What repair() would do with what the audit has read; empty before.
    [[nodiscard]] okta::ApplicationPlan repairPlan(const okta::WantedApplication &wanted,
                                                   const QStringList &rows) const;
    /// Does what the plan showed, unless somebody changed the app since; then audits again.
    void repair(const okta::WantedApplication &wanted, const QStringList &rows);
    /// Puts back what was before the repair; then audits again.
    void undoRepair(const okta::WantedApplication &wanted);
    [[nodiscard]] bool canUndoRepair() const { return m_undo && m_session && !isBusy(); }
    /// The sign-in test's redirect URIs out of the app, which is found by its client ID where it is not known.
    void cleanUp(const QString &clientId, const QStringList &uris);
    /// Revokes the token and, once Okta was seen to reject it, forgets it.
    void revokeManagementToken();

    // The rotation of the client secret ------------------------------------------------------------------------------

    /// Adds a second client secret, or goes on with an addition that was cut off.
    void addSecret(const QString &clientId);
    /// Pomerium runs with the new one: deactivates and deletes the old one.
    void retireOldSecret();
    /// Pomerium never ran with the new one: deactivates and deletes it.
    void withdrawSecret();

    // The groups claim, on trial -------------------------------------------------------------------------------------

    void addGroupsClaim(const QString &clientId);
    void removeGroupsClaim();

    // What an earlier start left -------------------------------------------------------------------------------------

    /// What Okta has of it.
    struct Inspection
    {
        QList<okta::Application> found = {};
        QList<okta::ClientSecretState> secrets = {};
    };
    /// Asks Okta what is there of what the record says.
    void inspect(const okta::WantedApplication &wanted);
    [[nodiscard]] const std::optional<Inspection> &inspection() const { return m_inspection; }
    /// Does what is left, told from the record.
    void goOn(const okta::WantedApplication &wanted, const QString &issuer, const QStringList &groupNames,
              const QString &clientId);
    /// Takes back what was begun.
    void undoOpen();
    [[nodiscard]] bool canUndoOpen() const;

    /// The app that was created or read last.
    [[nodiscard]] const std::optional<okta::Application> &application() const { return m_application; }
    /// Of the app that was created or changed; once.
    [[nodiscard]] Secret takeClientSecret() { return std::move(m_clientSecret); }
    /// Whether that secret is surely another one than was entered: of a new app, a second one, or one that Okta made
    /// with a change of the authentication method.
    [[nodiscard]] bool isClientSecretNew() const { return m_isSecretNew; }

Q_SIGNALS:
    void changed();
    /// directory() grew, from this position on; 0: it is another list.
    void groupsArrived(qsizetype first);
    /// To be saved before the event loop goes on.
    void recordChanged();
    /// The new client secret was taken away again: the one before it holds.
    void secretWithdrawn();

private:
    enum class Lines { New, After }; ///< whether they come after those of the work before
    struct Undo
    {
        okta::Application before;
        QList<okta::GroupReference> groupsBefore;
        okta::ApplicationPlan done;
    };

    void setRecord(AppRecord record);
    void settleCreation();
    void settleRotation();
    void auditAgain(const okta::WantedApplication &wanted);
    void beginAudit(const QString &clientId, const okta::WantedApplication &wanted, Lines lines);
    /// Calls back with the id of the app that work goes on with.
    void withApp(const QString &clientId, std::function<void(const QString &id, Lines lines)> then);
    /// Begins a job; `ended` is called when it has finished, and may begin the next.
    template <typename JobType>
    void begin(std::unique_ptr<JobType> job, std::function<void(JobType &)> ended, Lines lines = Lines::New);

    http::Client &m_http;
    AppRecord m_record;
    bool m_isRestored = false;
    std::unique_ptr<okta::ApiSession> m_session;
    std::unique_ptr<okta::ApplicationJob> m_job; ///< goes before the session that it uses
    std::unique_ptr<okta::GroupsJob> m_groupsJob;
    QList<okta::Group> m_directory;
    std::optional<okta::ApiError> m_directoryError;
    QList<okta::GroupReference> m_chosen;
    checks::List m_earlier;
    checks::List m_lines;
    std::optional<okta::Application> m_application;
    std::optional<okta::ApplicationEvidence> m_evidence;
    std::optional<QStringList> m_preparedNames;
    std::optional<okta::Organization> m_organization;
    QList<okta::GroupReference> m_groups;
    QList<okta::Application> m_existing;
    std::optional<Undo> m_undo;
    std::optional<Inspection> m_inspection;
    Secret m_clientSecret;
    bool m_isSecretNew = false;
};

} // namespace setup

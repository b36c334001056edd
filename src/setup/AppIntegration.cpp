// More than 500 lines: each kind of work is a few lines around one job, and all of them keep the one record.

#include "setup/AppIntegration.h"

#include "okta/AuditApplicationJob.h"
#include "okta/ChangeApplicationJob.h"
#include "okta/CreateApplicationJob.h"
#include "okta/DeleteApplicationJob.h"
#include "okta/GroupsClaimJob.h"
#include "okta/InspectApplicationJob.h"
#include "okta/PrepareApplicationJob.h"
#include "okta/RevokeManagementTokenJob.h"
#include "okta/RotateSecretJob.h"

#include <QDate>

#include <algorithm>

namespace setup {

AppIntegration::AppIntegration(http::Client &http, AppRecord record)
    : m_http(http)
    , m_record(std::move(record))
{
}

AppIntegration::~AppIntegration() = default;

void AppIntegration::setManagementToken(const okta::OrgUrl &org, okta::ApiToken token)
{
    m_job.reset();
    m_groupsJob.reset();
    m_session = std::make_unique<okta::ApiSession>(org, std::move(token), m_http);
    m_preparedNames.reset();
    m_directory.clear();
    m_directoryError.reset();
    Q_EMIT groupsArrived(0);
    AppRecord record = m_record;
    record.hasToken = true;
    setRecord(std::move(record));
    Q_EMIT changed();
}

void AppIntegration::forgetManagementToken()
{
    m_job.reset();
    m_groupsJob.reset();
    m_session.reset();
    Q_EMIT changed();
}

void AppIntegration::setTokenRevokedElsewhere()
{
    forgetManagementToken();
    AppRecord record = m_record;
    record.hasToken = false;
    setRecord(std::move(record));
    Q_EMIT changed();
}

std::optional<QDateTime> AppIntegration::waitingUntil() const
{
    return m_job ? m_job->waitingUntil() : std::nullopt;
}

void AppIntegration::cancel()
{
    if (!isBusy())
        return;
    m_job.reset();
    m_lines.skipOpen();
    Q_EMIT changed();
}

void AppIntegration::restore(AppRecord record)
{
    m_job.reset();
    m_record = std::move(record);
    m_isRestored = m_record.open() != AppRecord::Open::Nothing;
    Q_EMIT changed();
}

void AppIntegration::dismissRestored()
{
    m_isRestored = false;
    Q_EMIT changed();
}

void AppIntegration::setRecord(AppRecord record)
{
    if (record == m_record)
        return;
    m_record = std::move(record);
    Q_EMIT recordChanged();
}

template <typename JobType>
void AppIntegration::begin(std::unique_ptr<JobType> job, std::function<void(JobType &)> ended, Lines lines)
{
    JobType &started = *job;
    m_earlier = lines == Lines::After ? m_lines : checks::List();
    m_job = std::move(job);
    const auto take = [this, &started] {
        m_lines = m_earlier;
        for (const checks::Check &check : started.checks())
            m_lines.put(check);
    };
    take();
    connect(&started.recorder(), &checks::Recorder::changed, this, [this, take] {
        take();
        Q_EMIT changed();
    });
    connect(&started, &okta::ApplicationJob::waitingChanged, this, &AppIntegration::changed);
    connect(&started, &Job::finished, this, [this, take, &started, ended = std::move(ended)] {
        take();
        ended(started); // which may begin the next one, and then `started` is gone
        Q_EMIT changed();
    });
    started.start();
    Q_EMIT changed();
}

void AppIntegration::setWay(AppWay way)
{
    // An app whose creation is not settled stays ours, whatever is looked at meanwhile.
    if (way == m_record.way || m_record.isCreating() || isBusy())
        return;
    AppRecord record = m_record;
    record.way = way;
    setRecord(std::move(record));
    m_lines = checks::List();
    m_evidence.reset();
    m_undo.reset();
    Q_EMIT changed();
}

void AppIntegration::withApp(const QString &clientId, std::function<void(const QString &, Lines)> then)
{
    Q_ASSERT(m_session && !isBusy());
    if (const QString known = m_record.workId(); !known.isEmpty()) {
        then(known, Lines::New);
        return;
    }
    okta::FindApplicationJob::Wanted which;
    which.clientId = clientId;
    begin<okta::FindApplicationJob>(std::make_unique<okta::FindApplicationJob>(which, *m_session),
                                    [this, then = std::move(then)](okta::FindApplicationJob &done) {
                                        if (!done.checks().isPassed() || done.found().size() != 1)
                                            return;
                                        const QString id = done.found().first().id();
                                        AppRecord record = m_record;
                                        record.checkedId = id;
                                        setRecord(std::move(record));
                                        const auto next = then; // the job goes with what it holds
                                        next(id, Lines::After);
                                    });
}

// Who may sign in ---------------------------------------------------------------------------------------------------

void AppIntegration::listGroups()
{
    Q_ASSERT(m_session);
    m_directory.clear();
    m_directoryError.reset();
    Q_EMIT groupsArrived(0);
    m_groupsJob = std::make_unique<okta::GroupsJob>(m_session->org(), m_session->token().clone(), m_http);
    connect(m_groupsJob.get(), &okta::GroupsJob::pageArrived, this, [this] {
        const qsizetype first = m_directory.size();
        m_directory += m_groupsJob->takePage();
        Q_EMIT groupsArrived(first);
    });
    connect(m_groupsJob.get(), &Job::finished, this, [this] {
        if (const auto outcome = m_groupsJob->takeOutcome(); !outcome) {
            m_directoryError = outcome.error();
            m_directoryError->isAboutManagement = true;
        }
        Q_EMIT changed();
    });
    m_groupsJob->start();
    Q_EMIT changed();
}

void AppIntegration::setChosenGroups(const QList<okta::GroupReference> &groups)
{
    m_chosen = groups;
    m_preparedNames.reset();
    Q_EMIT changed();
}

void AppIntegration::setAccessChosen(bool isChosen)
{
    AppRecord record = m_record;
    record.isAccessChosen = isChosen;
    setRecord(std::move(record));
    m_preparedNames.reset();
    Q_EMIT changed();
}

// Creation ----------------------------------------------------------------------------------------------------------

void AppIntegration::prepare(const QStringList &groupNames)
{
    Q_ASSERT(m_session && !isBusy());
    m_preparedNames.reset();
    // Groups that were chosen from the list are known by their ids; a name may be that of two.
    QList<okta::GroupReference> chosen;
    for (const okta::GroupReference &group : std::as_const(m_chosen)) {
        if (groupNames.contains(group.name))
            chosen.append(group);
    }
    const bool isKnown = std::all_of(groupNames.cbegin(), groupNames.cend(), [&chosen](const QString &name) {
        return std::any_of(chosen.cbegin(), chosen.cend(), [&name](const auto &group) { return group.name == name; });
    });
    begin<okta::PrepareApplicationJob>(
        std::make_unique<okta::PrepareApplicationJob>(isKnown ? QStringList() : groupNames, *m_session),
        [this, groupNames, isKnown, chosen](okta::PrepareApplicationJob &done) {
            if (!done.checks().isPassed())
                return;
            m_preparedNames = groupNames;
            m_organization = done.organization();
            m_groups = isKnown ? chosen : done.groups();
        });
}

bool AppIntegration::isPreparedFor(const QStringList &groupNames) const
{
    return m_session && m_preparedNames == groupNames;
}

okta::WantedApplication AppIntegration::completed(okta::WantedApplication wanted, const QString &issuer) const
{
    if (m_session)
        wanted.issuerMode = okta::issuerModeFor(issuer, m_session->org(), m_organization);
    wanted.groups = m_record.isAccessChosen ? m_groups : QList<okta::GroupReference>();
    wanted.isEveryoneChosen = wanted.isEveryoneChosen && m_record.isAccessChosen;
    return wanted;
}

okta::ApplicationPlan AppIntegration::creationPlan(const okta::WantedApplication &wanted)
{
    return okta::ApplicationPlan::creation(wanted);
}

void AppIntegration::create(okta::WantedApplication wanted)
{
    Q_ASSERT(m_session && !isBusy());
    const bool isUnderWay = m_record.isCreating();
    AppRecord record = m_record;
    record.way = AppWay::Created;
    record.isFinished = false;
    record.isBeingUndone = false;
    if (!isUnderWay) {
        record.marker = okta::WantedApplication::newMarker(QDate::currentDate());
        record.applicationId.clear();
    }
    record.hasTestRedirectUris = !wanted.testRedirectUris.isEmpty();
    record.isCleanedUp = false;
    wanted.marker = record.marker;
    setRecord(std::move(record));
    m_existing.clear();

    auto job = std::make_unique<okta::CreateApplicationJob>(std::move(wanted), *m_session, isUnderWay);
    connect(job.get(), &okta::CreateApplicationJob::created, this, [this, created = job.get()] {
        AppRecord known = m_record;
        known.applicationId = created->application()->id();
        setRecord(std::move(known));
    });
    begin<okta::CreateApplicationJob>(
        std::move(job), [this, wasUnderWay = isUnderWay](okta::CreateApplicationJob &done) {
            m_isRestored = m_isRestored && !done.checks().isPassed();
            m_existing = done.existing();
            if (done.application()) {
                m_application = done.application();
                m_clientSecret = done.takeClientSecret();
                m_isSecretNew = true;
            }
            // Refused in so many words: there is nothing of ours in Okta to go on with.
            const auto refused = [&done](const QString &id) {
                const checks::Check &line = done.checks().check(id);
                return line.status == checks::Status::Failed && line.problem
                    && (line.problem->as<okta::ApiError>() || id == QLatin1String("app-free"));
            };
            if (m_record.applicationId.isEmpty() && !wasUnderWay
                && (refused(QStringLiteral("app-free")) || refused(QStringLiteral("app-created")))) {
                settleCreation();
                return;
            }
            AppRecord ended = m_record;
            ended.isFinished = done.checks().isPassed();
            setRecord(std::move(ended));
        });
}

/// There is no app of ours in Okta.
void AppIntegration::settleCreation()
{
    AppRecord record = m_record;
    record.marker.clear();
    record.applicationId.clear();
    record.isFinished = false;
    record.isBeingUndone = false;
    record.hasTestRedirectUris = false;
    record.isCleanedUp = false;
    setRecord(std::move(record));
}

bool AppIntegration::canUndoCreation() const
{
    return m_session && !isBusy() && !m_record.marker.isEmpty() && !m_record.applicationId.isEmpty();
}

void AppIntegration::undoCreation()
{
    Q_ASSERT(canUndoCreation());
    const bool wasBegun = m_record.isBeingUndone;
    AppRecord record = m_record;
    record.isBeingUndone = true;
    setRecord(std::move(record));
    begin<okta::DeleteApplicationJob>(
        std::make_unique<okta::DeleteApplicationJob>(m_record.applicationId, m_record.marker, *m_session, wasBegun),
        [this](okta::DeleteApplicationJob &done) {
            m_isRestored = m_isRestored && !done.checks().isPassed();
            if (done.checks().isPassed()) {
                m_application.reset();
                m_clientSecret = Secret();
                settleCreation();
                settleRotation();
            } else if (done.checks().all().first().status == checks::Status::Failed) {
                AppRecord untouched = m_record; // nothing was sent that changes anything
                untouched.isBeingUndone = false;
                setRecord(std::move(untouched));
            }
        });
}

// Audit and repair --------------------------------------------------------------------------------------------------

void AppIntegration::beginAudit(const QString &clientId, const okta::WantedApplication &wanted, Lines lines)
{
    m_evidence.reset();
    okta::FindApplicationJob::Wanted which;
    which.clientId = clientId;
    which.label = wanted.label;
    begin<okta::AuditApplicationJob>(
        std::make_unique<okta::AuditApplicationJob>(which, wanted, okta::AuditApplicationJob::Options(), *m_session),
        [this](okta::AuditApplicationJob &done) {
            m_evidence = done.evidence();
            if (!m_evidence->application || !*m_evidence->application)
                return;
            m_application = **m_evidence->application;
            if (m_record.way != AppWay::Existing)
                return;
            AppRecord record = m_record;
            record.checkedId = m_application->id();
            setRecord(std::move(record));
        },
        lines);
}

void AppIntegration::audit(const QString &clientId, const okta::WantedApplication &wanted)
{
    Q_ASSERT(m_session && !isBusy());
    m_undo.reset();
    beginAudit(clientId, wanted, Lines::New);
}

void AppIntegration::prepareAndAudit(const QString &clientId, const okta::WantedApplication &wanted,
                                     const QString &issuer, const QStringList &groupNames)
{
    m_undo.reset();
    prepare(m_record.isAccessChosen ? groupNames : QStringList());
    connect(m_job.get(), &Job::finished, this, [this, clientId, wanted, issuer] {
        if (m_preparedNames)
            beginAudit(clientId, completed(wanted, issuer), Lines::After);
    });
}

void AppIntegration::auditAgain(const okta::WantedApplication &wanted)
{
    if (m_application)
        beginAudit(m_application->clientId(), wanted, Lines::After);
}

okta::ApplicationPlan AppIntegration::repairPlan(const okta::WantedApplication &wanted, const QStringList &rows) const
{
    if (!m_evidence || !m_evidence->application || !*m_evidence->application)
        return {};
    const auto groups =
        m_evidence->groups && *m_evidence->groups ? **m_evidence->groups : QList<okta::GroupReference>();
    return okta::ApplicationPlan::repair(**m_evidence->application, wanted, rows, groups);
}

void AppIntegration::repair(const okta::WantedApplication &wanted, const QStringList &rows)
{
    Q_ASSERT(m_session && !isBusy() && m_application);
    if (rows.contains(okta::ApplicationPlan::TestUrisRow)) {
        AppRecord record = m_record;
        record.hasTestRedirectUris = true;
        record.isCleanedUp = false;
        setRecord(std::move(record));
    }
    const auto planner = [wanted, rows](const okta::Application &held, const QList<okta::GroupReference> &groups) {
        return okta::ApplicationPlan::repair(held, wanted, rows, groups);
    };
    begin<okta::ChangeApplicationJob>(
        std::make_unique<okta::ChangeApplicationJob>(m_application->id(), planner, m_application->lastUpdated(),
                                                     *m_session),
        [this, wanted, isMethod = rows.contains(QStringLiteral("a13"))](okta::ChangeApplicationJob &done) {
            if (done.application())
                m_application = done.application();
            m_clientSecret = done.takeClientSecret();
            m_isSecretNew = isMethod;
            m_undo.reset();
            if (done.hasSent() && done.before() && done.groupsBefore())
                m_undo = Undo{*done.before(), *done.groupsBefore(), done.plan()};
            // The job goes, with what its lambda holds. NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
            const auto needed = wanted;
            auditAgain(needed);
        });
}

void AppIntegration::undoRepair(const okta::WantedApplication &wanted)
{
    Q_ASSERT(canUndoRepair() && m_application);
    const auto planner = [undo = *m_undo](const okta::Application &held, const QList<okta::GroupReference> &groups) {
        return okta::ApplicationPlan::restoration(held, groups, undo.before, undo.groupsBefore, undo.done);
    };
    begin<okta::ChangeApplicationJob>(
        std::make_unique<okta::ChangeApplicationJob>(m_application->id(), planner, m_application->lastUpdated(),
                                                     *m_session),
        [this, wanted](okta::ChangeApplicationJob &done) {
            if (done.application())
                m_application = done.application();
            if (done.checks().status(QStringLiteral("read-back")) == checks::Status::Passed) {
                const bool hadUris = m_undo
                    && std::any_of(m_undo->done.changes.cbegin(), m_undo->done.changes.cend(),
                                   [](const auto &change) { return change.row == okta::ApplicationPlan::TestUrisRow; });
                m_undo.reset();
                AppRecord record = m_record;
                record.hasTestRedirectUris = record.hasTestRedirectUris && !hadUris;
                setRecord(std::move(record));
            }
            // The job goes, with what its lambda holds. NOLINTNEXTLINE(performance-unnecessary-copy-initialization)
            const auto needed = wanted;
            auditAgain(needed);
        });
}

// Clean-up ----------------------------------------------------------------------------------------------------------

void AppIntegration::cleanUp(const QString &clientId, const QStringList &uris)
{
    withApp(clientId, [this, uris](const QString &id, Lines lines) {
        const auto planner = [uris](const okta::Application &held, const QList<okta::GroupReference> &) {
            return okta::ApplicationPlan::cleanUp(held, uris);
        };
        begin<okta::ChangeApplicationJob>(
            std::make_unique<okta::ChangeApplicationJob>(id, planner, QString(), *m_session),
            [this](okta::ChangeApplicationJob &done) {
                if (done.application())
                    m_application = done.application();
                if (done.checks().status(QStringLiteral("read-back")) != checks::Status::Passed)
                    return;
                AppRecord clean = m_record;
                clean.hasTestRedirectUris = false;
                clean.isCleanedUp = true;
                setRecord(std::move(clean));
            },
            lines);
    });
}

void AppIntegration::revokeManagementToken()
{
    Q_ASSERT(m_session && !isBusy());
    m_groupsJob.reset();
    begin<okta::RevokeManagementTokenJob>(std::make_unique<okta::RevokeManagementTokenJob>(*m_session),
                                          [this](okta::RevokeManagementTokenJob &done) {
                                              if (!done.isProven())
                                                  return;
                                              AppRecord record = m_record;
                                              record.hasToken = false;
                                              setRecord(std::move(record));
                                              // The job holds on to the session, and goes first.
                                              m_job.reset();
                                              m_session.reset();
                                          });
}

// The rotation of the client secret ---------------------------------------------------------------------------------

void AppIntegration::addSecret(const QString &clientId)
{
    withApp(clientId, [this](const QString &id, Lines lines) {
        auto job = m_record.isRotating ? std::make_unique<okta::RotateSecretJob>(
                       id, okta::RotateSecretJob::Begun{m_record.secretsBefore, m_record.newSecretId}, *m_session)
                                       : std::make_unique<okta::RotateSecretJob>(id, *m_session);
        connect(job.get(), &okta::RotateSecretJob::beforeAddition, this, [this, added = job.get()] {
            AppRecord record = m_record;
            record.isRotating = true;
            record.secretsBefore = added->secretsBefore();
            record.newSecretId.clear();
            setRecord(std::move(record));
        });
        connect(job.get(), &okta::RotateSecretJob::added, this, [this, added = job.get()] {
            AppRecord record = m_record;
            record.newSecretId = added->secretId();
            setRecord(std::move(record));
        });
        begin<okta::RotateSecretJob>(
            std::move(job),
            [this](okta::RotateSecretJob &done) {
                m_isRestored = m_isRestored && !done.checks().isPassed();
                if (done.checks().isPassed()) {
                    m_clientSecret = done.takeNewSecret();
                    m_isSecretNew = true;
                    return;
                }
                // Refused in so many words: there is no second secret.
                const checks::Check &line = done.checks().check(QStringLiteral("secret-added"));
                const auto *const refusal = line.problem ? line.problem->as<okta::ApiError>() : nullptr;
                if (refusal && !okta::mayHaveBeenDone(*refusal))
                    settleRotation();
            },
            lines);
    });
}

/// There is one client secret.
void AppIntegration::settleRotation()
{
    AppRecord record = m_record;
    record.isRotating = record.isRetiring = record.isWithdrawing = false;
    record.secretsBefore.clear();
    record.newSecretId.clear();
    setRecord(std::move(record));
}

void AppIntegration::retireOldSecret()
{
    Q_ASSERT(m_session && !isBusy() && !m_record.newSecretId.isEmpty());
    AppRecord record = m_record;
    record.isRetiring = true;
    setRecord(std::move(record));
    begin<okta::RotateSecretJob>(
        okta::RotateSecretJob::retireAllBut(m_record.workId(), m_record.newSecretId, *m_session),
        [this](okta::RotateSecretJob &done) {
            m_isRestored = m_isRestored && !done.checks().isPassed();
            if (done.checks().isPassed()) {
                settleRotation();
            } else if (done.checks().all().first().status == checks::Status::Failed) {
                AppRecord untouched = m_record;
                untouched.isRetiring = false;
                setRecord(std::move(untouched));
            }
        });
}

void AppIntegration::withdrawSecret()
{
    Q_ASSERT(m_session && !isBusy() && m_record.isRotationOpen());
    AppRecord record = m_record;
    record.isWithdrawing = true;
    setRecord(std::move(record));
    begin<okta::RotateSecretJob>(
        okta::RotateSecretJob::withdraw(m_record.workId(), {m_record.secretsBefore, m_record.newSecretId}, *m_session),
        [this](okta::RotateSecretJob &done) {
            m_isRestored = m_isRestored && !done.checks().isPassed();
            if (done.checks().isPassed()) {
                settleRotation();
                Q_EMIT secretWithdrawn();
            } else if (done.checks().all().first().status == checks::Status::Failed) {
                AppRecord untouched = m_record;
                untouched.isWithdrawing = false;
                setRecord(std::move(untouched));
            }
        });
}

// The groups claim, on trial ----------------------------------------------------------------------------------------

void AppIntegration::addGroupsClaim(const QString &clientId)
{
    withApp(clientId, [this](const QString &id, Lines lines) {
        auto job = std::make_unique<okta::GroupsClaimJob>(id, *m_session);
        connect(job.get(), &okta::GroupsClaimJob::added, this, [this, added = job.get()] {
            AppRecord record = m_record;
            record.claimId = added->claimId();
            setRecord(std::move(record));
        });
        begin<okta::GroupsClaimJob>(
            std::move(job), [](okta::GroupsClaimJob &) {}, lines);
    });
}

void AppIntegration::removeGroupsClaim()
{
    Q_ASSERT(m_session && !isBusy() && !m_record.claimId.isEmpty());
    begin<okta::GroupsClaimJob>(std::make_unique<okta::GroupsClaimJob>(m_record.workId(), m_record.claimId, *m_session),
                                [this](okta::GroupsClaimJob &done) {
                                    if (!done.checks().isPassed())
                                        return;
                                    AppRecord record = m_record;
                                    record.claimId.clear();
                                    setRecord(std::move(record));
                                });
}

// What an earlier start left ----------------------------------------------------------------------------------------

void AppIntegration::inspect(const okta::WantedApplication &wanted)
{
    Q_ASSERT(m_session && !isBusy());
    m_inspection.reset();
    okta::FindApplicationJob::Wanted which;
    if (const QString id = m_record.isCreating() ? m_record.applicationId : m_record.workId(); !id.isEmpty()) {
        which.clientId = id;
    } else {
        which.label = wanted.label;
        which.redirectUri = wanted.redirectUri;
        which.marker = m_record.marker;
    }
    begin<okta::InspectApplicationJob>(
        std::make_unique<okta::InspectApplicationJob>(which, m_record.isRotationOpen(), *m_session),
        [this](okta::InspectApplicationJob &done) {
            if (!done.checks().hasFailed())
                m_inspection = Inspection{done.found(), done.secrets()};
        });
}

void AppIntegration::goOn(const okta::WantedApplication &wanted, const QString &issuer, const QStringList &groupNames,
                          const QString &clientId)
{
    Q_ASSERT(m_session && !isBusy());
    m_inspection.reset();
    using Open = AppRecord::Open;
    switch (m_record.open()) {
    case Open::CreationUnknown:
    case Open::CreationUnfinished:
        prepare(groupNames);
        connect(m_job.get(), &Job::finished, this, [this, wanted, issuer] {
            if (m_preparedNames)
                create(completed(wanted, issuer));
        });
        return;
    case Open::UndoUnfinished:
        undoCreation();
        return;
    case Open::RotationUnknown:
    case Open::Rotation:
        addSecret(clientId);
        return;
    case Open::RetirementUnfinished:
        retireOldSecret();
        return;
    case Open::WithdrawalUnfinished:
        withdrawSecret();
        return;
    case Open::CleanUp:
        cleanUp(clientId, wanted.testRedirectUris);
        return;
    case Open::Token:
        revokeManagementToken();
        return;
    case Open::Nothing:
        return;
    }
}

bool AppIntegration::canUndoOpen() const
{
    using Open = AppRecord::Open;
    if (!m_session || isBusy())
        return false;
    switch (m_record.open()) {
    case Open::CreationUnknown:
        // Only what was seen in Okta, or seen not to be there.
        return m_inspection && m_inspection->found.size() <= 1;
    case Open::CreationUnfinished:
        return canUndoCreation();
    case Open::RotationUnknown:
    case Open::Rotation:
        return true;
    case Open::CleanUp:
        return m_record.way == AppWay::Created && canUndoCreation();
    case Open::UndoUnfinished:
    case Open::RetirementUnfinished:
    case Open::WithdrawalUnfinished:
    case Open::Token:
    case Open::Nothing:
        return false;
    }
    Q_UNREACHABLE();
}

void AppIntegration::undoOpen()
{
    Q_ASSERT(canUndoOpen());
    const std::optional<Inspection> seen = std::exchange(m_inspection, std::nullopt);
    if (m_record.isRotationOpen()) {
        withdrawSecret();
        return;
    }
    if (m_record.open() == AppRecord::Open::CreationUnknown) {
        if (seen->found.isEmpty()) {
            m_isRestored = false;
            settleCreation();
            Q_EMIT changed();
            return;
        }
        AppRecord record = m_record;
        record.applicationId = seen->found.first().id();
        setRecord(std::move(record));
    }
    undoCreation();
}

} // namespace setup

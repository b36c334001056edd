#include "setup/AppIntegration.h"

#include "okta/AuditApplicationJob.h"
#include "okta/ChangeApplicationJob.h"
#include "okta/CreateApplicationJob.h"
#include "okta/DeleteApplicationJob.h"
#include "okta/PrepareApplicationJob.h"
#include "okta/RevokeManagementTokenJob.h"

#include <QDate>

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
    m_session = std::make_unique<okta::ApiSession>(org, std::move(token), m_http);
    m_preparedNames.reset();
    Q_EMIT changed();
}

void AppIntegration::forgetManagementToken()
{
    m_job.reset();
    m_session.reset();
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
void AppIntegration::begin(std::unique_ptr<JobType> job, std::function<void(JobType &)> ended)
{
    JobType &started = *job;
    m_job = std::move(job);
    m_lines = started.checks();
    connect(&started.recorder(), &checks::Recorder::changed, this, [this, &started] {
        m_lines = started.checks();
        Q_EMIT changed();
    });
    connect(&started, &okta::ApplicationJob::waitingChanged, this, &AppIntegration::changed);
    connect(&started, &Job::finished, this, [this, &started, ended = std::move(ended)] {
        m_lines = started.checks();
        ended(started);
        Q_EMIT changed();
    });
    started.start();
    Q_EMIT changed();
}

void AppIntegration::setWay(AppWay way)
{
    // An app that we made and that is not settled stays ours, whatever is looked at meanwhile.
    if (way == m_record.way || m_record.open() != AppRecord::Open::Nothing)
        return;
    AppRecord record = m_record;
    record.way = way;
    setRecord(std::move(record));
    Q_EMIT changed();
}

void AppIntegration::prepare(const QStringList &groupNames)
{
    Q_ASSERT(m_session && !isBusy());
    m_preparedNames.reset();
    begin<okta::PrepareApplicationJob>(std::make_unique<okta::PrepareApplicationJob>(groupNames, *m_session),
                                       [this, groupNames](okta::PrepareApplicationJob &done) {
                                           if (!done.checks().isPassed())
                                               return;
                                           m_preparedNames = groupNames;
                                           m_organization = done.organization();
                                           m_groups = done.groups();
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
    wanted.groups = m_groups;
    return wanted;
}

okta::ApplicationPlan AppIntegration::creationPlan(const okta::WantedApplication &wanted)
{
    return okta::ApplicationPlan::creation(wanted);
}

void AppIntegration::create(okta::WantedApplication wanted)
{
    Q_ASSERT(m_session && !isBusy());
    const bool isUnderWay = m_record.way == AppWay::Created && !m_record.marker.isEmpty() && !m_record.isFinished;
    AppRecord record = m_record;
    record.way = AppWay::Created;
    record.isFinished = false;
    if (!isUnderWay) {
        record.marker = okta::WantedApplication::newMarker(QDate::currentDate());
        record.applicationId.clear();
    }
    record.hasTestRedirectUris = !wanted.testRedirectUris.isEmpty();
    wanted.marker = record.marker;
    setRecord(std::move(record));

    auto job = std::make_unique<okta::CreateApplicationJob>(std::move(wanted), *m_session, isUnderWay);
    connect(job.get(), &okta::CreateApplicationJob::created, this, [this, created = job.get()] {
        AppRecord known = m_record;
        known.applicationId = created->application()->id();
        setRecord(std::move(known));
    });
    begin<okta::CreateApplicationJob>(
        std::move(job), [this, wasUnderWay = isUnderWay](okta::CreateApplicationJob &done) {
            if (done.application()) {
                m_application = done.application();
                m_clientSecret = done.takeClientSecret();
            }
            AppRecord ended = m_record;
            ended.isFinished = done.checks().isPassed();
            // Refused in so many words: there is nothing of ours in Okta to go on with.
            const auto refused = [&done](const QString &id) {
                const checks::Check &line = done.checks().check(id);
                return line.status == checks::Status::Failed && line.problem
                    && (line.problem->as<okta::ApiError>() || id == QLatin1String("app-free"));
            };
            if (ended.applicationId.isEmpty() && !wasUnderWay
                && (refused(QStringLiteral("app-free")) || refused(QStringLiteral("app-created"))))
                ended = AppRecord();
            setRecord(std::move(ended));
        });
}

void AppIntegration::undoCreation()
{
    Q_ASSERT(m_session && !isBusy());
    begin<okta::DeleteApplicationJob>(
        std::make_unique<okta::DeleteApplicationJob>(m_record.applicationId, m_record.marker, *m_session),
        [this](okta::DeleteApplicationJob &done) {
            if (!done.checks().isPassed())
                return;
            m_application.reset();
            m_clientSecret = Secret();
            setRecord(AppRecord());
        });
}

void AppIntegration::audit(const QString &clientId, const okta::WantedApplication &wanted)
{
    Q_ASSERT(m_session && !isBusy());
    m_evidence.reset();
    okta::FindApplicationJob::Wanted which;
    which.clientId = clientId;
    which.label = wanted.label;
    begin<okta::AuditApplicationJob>(
        std::make_unique<okta::AuditApplicationJob>(which, wanted, okta::AuditApplicationJob::Options(), *m_session),
        [this](okta::AuditApplicationJob &done) {
            m_evidence = done.evidence();
            if (m_evidence->application && *m_evidence->application)
                m_application = **m_evidence->application;
        });
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
    const auto planner = [wanted, rows](const okta::Application &held, const QList<okta::GroupReference> &groups) {
        return okta::ApplicationPlan::repair(held, wanted, rows, groups);
    };
    begin<okta::ChangeApplicationJob>(std::make_unique<okta::ChangeApplicationJob>(
                                          m_application->id(), planner, m_application->lastUpdated(), *m_session),
                                      [this](okta::ChangeApplicationJob &done) { m_application = done.application(); });
}

void AppIntegration::removeTestRedirectUris(const QString &applicationId, const QStringList &uris)
{
    Q_ASSERT(m_session && !isBusy());
    const auto planner = [uris](const okta::Application &held, const QList<okta::GroupReference> &) {
        return okta::ApplicationPlan::cleanUp(held, uris);
    };
    begin<okta::ChangeApplicationJob>(
        std::make_unique<okta::ChangeApplicationJob>(applicationId, planner, QString(), *m_session),
        [this](okta::ChangeApplicationJob &done) {
            if (done.checks().status(QStringLiteral("read-back")) != checks::Status::Passed)
                return;
            AppRecord clean = m_record;
            clean.hasTestRedirectUris = false;
            setRecord(std::move(clean));
        });
}

void AppIntegration::revokeManagementToken()
{
    Q_ASSERT(m_session && !isBusy());
    begin<okta::RevokeManagementTokenJob>(std::make_unique<okta::RevokeManagementTokenJob>(*m_session),
                                          [this](okta::RevokeManagementTokenJob &done) {
                                              if (!done.isProven())
                                                  return;
                                              // The job holds on to the session, and goes first.
                                              m_job.reset();
                                              m_session.reset();
                                          });
}

} // namespace setup

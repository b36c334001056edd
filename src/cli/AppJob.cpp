#include "cli/AppJob.h"

#include "files/AtomicFile.h"
#include "oidc/CheckIds.h"
#include "okta/AuditApplicationJob.h"
#include "okta/ChangeApplicationJob.h"
#include "okta/CreateApplicationJob.h"
#include "okta/DeleteApplicationJob.h"
#include "okta/PrepareApplicationJob.h"
#include "okta/RevokeManagementTokenJob.h"
#include "okta/RotateSecretJob.h"

#include <algorithm>

namespace cli {

namespace {

const QString Free = QStringLiteral("app-free");
const QString Written = QStringLiteral("secret-written");

} // namespace

QStringList appIds(const AppRequest &request)
{
    QStringList ids = okta::PrepareApplicationJob::ids(request.groupNames);
    switch (request.verb) {
    case AppVerb::Plan:
    case AppVerb::Create:
        if (request.isDryRun)
            ids.append(Free);
        else
            ids += okta::CreateApplicationJob::ids() + QStringList{Written};
        break;
    case AppVerb::Audit:
        ids += okta::auditRows();
        break;
    case AppVerb::Repair:
        ids += okta::FindApplicationJob::ids();
        if (!request.isDryRun)
            ids += okta::ChangeApplicationJob::ids() + okta::auditRows();
        break;
    case AppVerb::CleanUp:
        ids += okta::FindApplicationJob::ids();
        if (!request.isDryRun)
            ids += okta::ChangeApplicationJob::ids();
        if (!request.isDryRun && !request.keepsToken)
            ids += okta::RevokeManagementTokenJob::ids();
        break;
    case AppVerb::RotateSecret:
        ids += okta::FindApplicationJob::ids();
        if (!request.isDryRun && request.keptSecret)
            ids += okta::RotateSecretJob::retireIds();
        else if (!request.isDryRun)
            ids += okta::RotateSecretJob::addIds() + QStringList{Written, oidc::ProbeId::SecretAccepted};
        break;
    case AppVerb::Delete:
        ids += okta::FindApplicationJob::ids();
        if (!request.isDryRun)
            ids += okta::DeleteApplicationJob::ids();
        break;
    }
    return ids;
}

AppJob::AppJob(AppRequest request, http::Client &http, const Console &console)
    : m_request(std::move(request))
    , m_wanted(m_request.wanted)
    , m_http(http)
    , m_console(console)
    , m_session(m_request.org, m_request.token.clone(), http)
    , m_recorder(appIds(m_request))
{
}

AppJob::~AppJob() = default;

void AppJob::act()
{
    switch (m_request.verb) {
    case AppVerb::Plan:
    case AppVerb::Create:
        createApp();
        return;
    case AppVerb::Audit:
        auditApp();
        return;
    case AppVerb::Repair:
        withApp([this](const okta::Application &application) { changeApp(application); });
        return;
    case AppVerb::CleanUp:
        withApp([this](const okta::Application &application) { cleanUp(application); });
        return;
    case AppVerb::RotateSecret:
        withApp([this](const okta::Application &application) {
            if (m_request.keptSecret)
                retireSecret(application);
            else
                addSecret(application);
        });
        return;
    case AppVerb::Delete:
        withApp([this](const okta::Application &application) { deleteApp(application); });
        return;
    }
}

template <typename JobType>
void AppJob::perform(std::unique_ptr<JobType> job, After after, std::function<void(JobType &)> then)
{
    JobType &started = *job;
    m_job = std::move(job);
    connect(&started.recorder(), &checks::Recorder::changed, this,
            [this, &started](const QString &id) { m_recorder.record(started.checks().check(id)); });
    connect(&started, &okta::ApplicationJob::waitingChanged, this, [this, &started] {
        if (const auto until = started.waitingUntil())
            m_console.say(Text::tr("Okta limits the rate of requests. We wait until %1.")
                              .arg(until->toLocalTime().time().toString(QStringLiteral("hh:mm:ss"))));
    });
    connect(&started, &Job::finished, this, [this, &started, after, then = std::move(then)] {
        take(started.checks());
        if (after == After::Success && !started.checks().isPassed()) {
            end();
            return;
        }
        then(started);
    });
    started.start();
}

void AppJob::run()
{
    perform<okta::PrepareApplicationJob>(std::make_unique<okta::PrepareApplicationJob>(m_request.groupNames, m_session),
                                         After::Success, [this](okta::PrepareApplicationJob &job) {
                                             m_wanted.issuerMode = okta::issuerModeFor(m_request.issuer, m_request.org,
                                                                                       job.organization());
                                             m_wanted.groups = job.groups();
                                             act();
                                         });
}

void AppJob::take(const checks::List &list)
{
    for (const checks::Check &check : list) {
        // What was announced while the job ran is not said twice.
        if (!m_recorder.list().contains(check.id) || m_recorder.list().status(check.id) != check.status)
            m_recorder.record(check);
    }
}

void AppJob::withApp(std::function<void(const okta::Application &)> then)
{
    okta::FindApplicationJob::Wanted which;
    which.clientId = m_request.clientId;
    which.label = m_wanted.label;
    perform<okta::FindApplicationJob>(
        std::make_unique<okta::FindApplicationJob>(which, m_session), After::Success,
        [this, then = std::move(then)](okta::FindApplicationJob &job) {
            using Reason = okta::ApplicationError::Reason;
            if (job.found().size() == 1) {
                const okta::Application application = job.found().first();
                then(application);
                return;
            }
            QStringList ids;
            for (const auto &each : job.found())
                ids.append(QStringLiteral("%1 (%2)").arg(each.label(), each.clientId()));
            m_recorder.fail(QStringLiteral("app-found"),
                            okta::ApplicationError{ids.isEmpty() ? Reason::NotFound : Reason::SeveralFound,
                                                   ids.isEmpty() ? m_wanted.label : ids.join(QStringLiteral(", "))});
            end();
        });
}

void AppJob::createApp()
{
    if (m_request.isDryRun) {
        planApp();
        return;
    }
    // Said before the creation is sent: whoever is interrupted finds the app by it.
    m_console.say(
        Text::tr("The app gets the note \"%1\". If this is interrupted, go on with --marker.").arg(m_wanted.marker));
    auto job = std::make_unique<okta::CreateApplicationJob>(m_wanted, m_session, !m_request.marker.isEmpty());
    connect(job.get(), &okta::CreateApplicationJob::created, this, [this, created = job.get()] {
        m_console.say(Text::tr("Okta created the app. Client ID: %1. Note: %2")
                          .arg(created->application()->clientId(), m_wanted.marker));
    });
    perform<okta::CreateApplicationJob>(std::move(job), After::Anything, [this](okta::CreateApplicationJob &done) {
        if (const Secret secret = done.takeClientSecret(); !secret.isEmpty())
            (void)writeSecret(secret);
        end();
    });
}

void AppJob::planApp()
{
    m_recorder.running(Free);
    auto job = std::make_unique<okta::FindApplicationJob>(
        okta::FindApplicationJob::Wanted{{}, m_wanted.label, m_wanted.redirectUri, {}}, m_session);
    okta::FindApplicationJob &find = *job;
    m_job = std::move(job);
    connect(&find, &Job::finished, this, [this, &find] {
        const checks::Check line = find.checks().all().first();
        QStringList ids;
        for (const auto &each : find.found())
            ids.append(QStringLiteral("%1 (%2)").arg(each.label(), each.clientId()));
        if (line.status != checks::Status::Passed)
            m_recorder.fail(Free, *line.problem);
        else if (!ids.isEmpty())
            m_recorder.fail(
                Free,
                okta::ApplicationError{okta::ApplicationError::Reason::ExistsAlready, ids.join(QStringLiteral(", "))});
        else
            m_recorder.passed(Free);
        showPlan(okta::ApplicationPlan::creation(m_wanted));
        end();
    });
    find.start();
}

bool AppJob::writeSecret(const Secret &secret)
{
    const auto written = files::writeWhole(m_request.secretOutput, secret, std::nullopt);
    if (written)
        m_recorder.passed(Written, m_request.secretOutput);
    else
        m_recorder.fail(Written, written.error());
    return static_cast<bool>(written);
}

void AppJob::auditApp(std::function<void()> then)
{
    okta::FindApplicationJob::Wanted which;
    which.clientId = m_request.clientId;
    which.label = m_wanted.label;
    okta::AuditApplicationJob::Options options;
    options.readsSecrets = m_request.readsSecrets;
    perform<okta::AuditApplicationJob>(std::make_unique<okta::AuditApplicationJob>(which, m_wanted, options, m_session),
                                       After::Anything, [this, then = std::move(then)](okta::AuditApplicationJob &) {
                                           if (then)
                                               then();
                                           else
                                               end();
                                       });
}

void AppJob::changeApp(const okta::Application &application)
{
    const auto planner = [this](const okta::Application &held, const QList<okta::GroupReference> &groups) {
        auto plan = okta::ApplicationPlan::repair(held, m_wanted, m_request.rows, groups);
        showPlan(plan);
        return m_request.isDryRun ? okta::ApplicationPlan() : plan;
    };
    if (m_request.isDryRun) {
        m_calls = std::make_unique<okta::ApiCalls>(m_session);
        m_calls->list(QStringLiteral("/api/v1/apps/%1/groups?limit=200&expand=group").arg(application.id()), 5,
                      [this, application, planner](const Expected<QJsonArray, okta::ApiError> &list) {
                          if (list)
                              planner(application, okta::groupsIn(*list));
                          else
                              m_recorder.fail(QStringLiteral("app-found"), list.error());
                          end();
                      });
        return;
    }
    perform<okta::ChangeApplicationJob>(
        std::make_unique<okta::ChangeApplicationJob>(application.id(), planner, QString(), m_session), After::Anything,
        [this](okta::ChangeApplicationJob &done) {
            const auto &changes = done.plan().changes;
            const bool isMethod = std::any_of(changes.cbegin(), changes.cend(), [](const auto &change) {
                return change.path == okta::paths::AuthenticationMethod;
            });
            const Secret secret = done.takeClientSecret();
            if (!m_request.secretOutput.isEmpty() && !secret.isEmpty())
                (void)writeSecret(secret);
            else if (isMethod)
                m_console.say(
                    Text::tr("Okta may have made a new client secret with this change. Copy it in Okta, or use "
                             "--client-secret-output with the next repair."));
            auditApp();
        });
}

void AppJob::cleanUp(const okta::Application &application)
{
    const QStringList uris = m_wanted.testRedirectUris;
    if (m_request.isDryRun) {
        showPlan(okta::ApplicationPlan::cleanUp(application, uris));
        end();
        return;
    }
    const auto planner = [uris](const okta::Application &held, const QList<okta::GroupReference> &) {
        return okta::ApplicationPlan::cleanUp(held, uris);
    };
    perform<okta::ChangeApplicationJob>(
        std::make_unique<okta::ChangeApplicationJob>(application.id(), planner, QString(), m_session), After::Anything,
        [this](okta::ChangeApplicationJob &) {
            if (m_request.keepsToken)
                end();
            else
                revokeToken();
        });
}

void AppJob::revokeToken()
{
    perform<okta::RevokeManagementTokenJob>(std::make_unique<okta::RevokeManagementTokenJob>(m_session),
                                            After::Anything, [this](okta::RevokeManagementTokenJob &) { end(); });
}

void AppJob::addSecret(const okta::Application &application)
{
    m_console.say(Text::tr("Reading the client secrets of %1. Okta logs this.").arg(application.label()));
    if (m_request.isDryRun) {
        okta::ApplicationPlan plan;
        plan.requests.append({okta::ApplicationRequest::Purpose::AddSecret, http::Request::Method::Post,
                              QStringLiteral("/api/v1/apps/%1/credentials/secrets").arg(application.id()),
                              QJsonObject(), application.label(), true});
        showPlan(plan);
        end();
        return;
    }
    const QString clientId = application.clientId();
    perform<okta::RotateSecretJob>(std::make_unique<okta::RotateSecretJob>(application.id(), m_session), After::Success,
                                   [this, clientId](okta::RotateSecretJob &job) {
                                       const Secret secret = job.takeNewSecret();
                                       if (writeSecret(secret))
                                           checkSecret(clientId, secret);
                                       else
                                           end();
                                   });
}

void AppJob::checkSecret(const QString &clientId, const Secret &secret)
{
    m_recorder.running(oidc::ProbeId::SecretAccepted);
    m_discovery = std::make_unique<oidc::DiscoveryJob>(m_request.issuer, m_http);
    const auto kept = std::make_shared<Secret>(secret.clone());
    connect(m_discovery.get(), &Job::finished, this, [this, clientId, kept] {
        const auto &outcome = m_discovery->outcome();
        if (outcome) {
            probe(clientId, *kept, outcome->metadata);
            return;
        }
        m_recorder.couldNotCheck(oidc::ProbeId::SecretAccepted, outcome.error());
        end();
    });
    m_discovery->start();
}

void AppJob::probe(const QString &clientId, const Secret &secret, const oidc::ProviderMetadata &metadata)
{
    oidc::ClientProbeRequest request{.metadata = metadata, .credentials = {clientId, secret.clone()}};
    m_probe = std::make_unique<oidc::ClientProbeJob>(std::move(request), m_http);
    connect(m_probe.get(), &Job::finished, this, [this] {
        const QString line = oidc::ProbeId::SecretAccepted;
        const auto &outcome = m_probe->outcome();
        if (!outcome)
            m_recorder.couldNotCheck(line, outcome.error());
        else if (outcome->findings.contains(line))
            m_recorder.record(outcome->findings.check(line));
        end();
    });
    m_probe->start();
}

void AppJob::retireSecret(const okta::Application &application)
{
    m_console.say(Text::tr("Reading the client secrets of %1. Okta logs this.").arg(application.label()));
    if (m_request.isDryRun) {
        okta::ApplicationPlan plan;
        const QString path = QStringLiteral("/api/v1/apps/%1/credentials/secrets/{secretId}").arg(application.id());
        plan.requests.append({okta::ApplicationRequest::Purpose::DeactivateSecret, http::Request::Method::Post,
                              path + QStringLiteral("/lifecycle/deactivate"), std::nullopt, application.label(), true});
        plan.requests.append({okta::ApplicationRequest::Purpose::DeleteSecret, http::Request::Method::Delete, path,
                              std::nullopt, application.label(), true});
        showPlan(plan);
        end();
        return;
    }
    perform<okta::RotateSecretJob>(
        std::make_unique<okta::RotateSecretJob>(application.id(), m_request.keptSecret->clone(), m_session),
        After::Anything, [this](okta::RotateSecretJob &) { end(); });
}

void AppJob::deleteApp(const okta::Application &application)
{
    if (m_request.isDryRun) {
        showPlan(okta::ApplicationPlan::deletion(application));
        end();
        return;
    }
    perform<okta::DeleteApplicationJob>(
        std::make_unique<okta::DeleteApplicationJob>(application.id(), m_request.marker, m_session), After::Anything,
        [this](okta::DeleteApplicationJob &) { end(); });
}

void AppJob::showPlan(const okta::ApplicationPlan &plan)
{
    int number = 0;
    for (const okta::ApplicationRequest &request : plan.requests) {
        checks::Check line{.id = QStringLiteral("request:%1").arg(++number),
                           .status = checks::Status::Skipped,
                           .skip = checks::Skip::DoesNotApply,
                           .problem = request};
        QStringList details;
        if (number == 1) {
            for (const auto &change : plan.changes)
                details.append(QStringLiteral("%1: %2 -> %3")
                                   .arg(change.path, okta::shown(change.before), okta::shown(change.after)));
        }
        line.detail = details.join(QLatin1Char('\n'));
        const advice::CheckLine words = advice::checkLine(line, checks::List());
        m_console.say(words.headline + QLatin1Char('\n') + words.detail);
        if (m_request.isDryRun)
            m_recorder.record(line);
    }
    if (plan.isEmpty())
        m_console.say(Text::tr("Nothing would change."));
}

void AppJob::end()
{
    m_recorder.skipOpen();
    finish();
}

} // namespace cli

#include "setup/SignInStep.h"

#include "pomerium/SignInPolicy.h"
#include "setup/Requests.h"

namespace setup {

SignInStep::SignInStep(Configuration &configuration, const Services &services, std::function<bool()> isWayBackClosed)
    : m_configuration(configuration)
    , m_services(services)
    , m_isWayBackClosed(std::move(isWayBackClosed))
{
}

SignInStep::~SignInStep() = default;

bool SignInStep::canStart() const
{
    return !m_job && !m_configuration.issuer.isEmpty() && !m_configuration.clientId.isEmpty()
        && !m_configuration.clientSecret.isEmpty();
}

bool SignInStep::readsGroups() const
{
    return pomerium::signInPolicy(m_configuration.release).readsGroups;
}

void SignInStep::setUsesGroups(bool uses)
{
    if (uses == m_configuration.usesGroups)
        return;
    m_configuration.usesGroups = uses;
    Q_EMIT changed();
}

void SignInStep::start()
{
    if (!canStart())
        return;
    oidc::LoginRequest request = loginRequest(m_configuration);
    m_isSkipped = false;
    m_wasCancelled = false;
    m_runningRequest = fingerprint(request);
    m_job = std::make_unique<oidc::LoginJob>(std::move(request), m_services.http, m_services.browser);
    connect(&m_job->recorder(), &checks::Recorder::changed, this, &Step::changed);
    connect(m_job.get(), &oidc::LoginJob::waitingForBrowser, this, &Step::changed);
    connect(m_job.get(), &oidc::LoginJob::browserFailed, this, &Step::changed);
    connect(m_job.get(), &Job::finished, this, &SignInStep::ended);
    m_job->start();
    Q_EMIT changed();
}

void SignInStep::ended()
{
    m_report = m_job->report();
    m_job.reset();
    m_hasResult = true;
    m_checkedRequest = m_runningRequest;
    m_finishedAt = QDateTime::currentDateTimeUtc();
    Q_EMIT changed();
}

void SignInStep::reopenBrowser()
{
    if (m_job && m_job->isWaitingForBrowser())
        m_job->reopenBrowser();
}

bool SignInStep::takeAddress(const QString &pasted)
{
    return m_job && m_job->takeAddress(pasted);
}

void SignInStep::skip()
{
    cancel();
    m_isSkipped = true;
    Q_EMIT changed();
}

void SignInStep::cancel()
{
    if (!m_job)
        return;
    m_job.reset();
    // What an unfinished attempt saw proves nothing: the lines start anew.
    m_report = {};
    m_hasResult = false;
    m_wasCancelled = true;
    Q_EMIT changed();
}

void SignInStep::expire()
{
    if (!m_hasResult)
        return;
    m_checkedRequest.clear();
    Q_EMIT changed();
}

const oidc::LoginReport &SignInStep::report() const
{
    return m_job ? m_job->report() : m_report;
}

bool SignInStep::isWaitingForBrowser() const
{
    return m_job && m_job->isWaitingForBrowser();
}

QUrl SignInStep::authorizationUrl() const
{
    return m_job ? m_job->authorizationUrl() : QUrl();
}

std::chrono::milliseconds SignInStep::remainingWait() const
{
    return m_job ? m_job->remainingWait() : std::chrono::milliseconds::zero();
}

std::optional<Missing> SignInStep::missing() const
{
    if (isWaitingForBrowser())
        return Missing::BrowserReturn;
    if (m_job)
        return Missing::Answer;
    if (isVerified() || m_isSkipped)
        return std::nullopt;
    if (!canStart())
        return Missing::ClientCredentials;
    if (m_isWayBackClosed && m_isWayBackClosed())
        return Missing::RedirectUris;
    return hasReport() && !needsRecheck() ? Missing::PassedSignIn : Missing::SignIn;
}

bool SignInStep::isVerified() const
{
    return m_hasResult && m_report.checks.isPassed() && m_checkedRequest == fingerprint(loginRequest(m_configuration));
}

bool SignInStep::needsRecheck() const
{
    return m_hasResult && m_checkedRequest != fingerprint(loginRequest(m_configuration));
}

} // namespace setup

#include "setup/ApiTokenStep.h"

#include "setup/Requests.h"

#include <QSet>

namespace setup {

ApiTokenStep::ApiTokenStep(Configuration &configuration, const Services &services)
    : m_configuration(configuration)
    , m_services(services)
    , m_kept(services.keychain)
    , m_directory(services.http)
{
    connect(&m_kept, &KeptSecret::changed, this, &Step::changed);
    connect(&m_kept, &KeptSecret::found, this, &ApiTokenStep::found);
    connect(&m_directory, &Directory::changed, this, &Step::changed);
    m_pause.setSingleShot(true);
    m_pause.setInterval(services.typingPause);
    connect(&m_pause, &QTimer::timeout, this, &ApiTokenStep::check);
    m_rateLimitWait.setSingleShot(true);
    connect(&m_rateLimitWait, &QTimer::timeout, this, [this] {
        m_checkWaitingUntil.reset();
        m_checkedRequest.clear();
        check();
    });
}

ApiTokenStep::~ApiTokenStep() = default;

void ApiTokenStep::setToken(const Secret &text)
{
    auto token = okta::ApiToken::parse(text);
    Secret value = token ? token->value().clone() : text.clone();
    if (value == m_configuration.apiToken && !m_tokenProblem)
        return;
    m_tokenProblem.reset();
    m_tokenHint.reset();
    m_tokenWasTrimmed = false;
    if (token) {
        m_tokenHint = token->hint();
        m_tokenWasTrimmed = token->wasTrimmed();
    } else if (token.error().reason != okta::ApiTokenError::Reason::Empty) {
        m_tokenProblem = token.error();
    }
    m_configuration.apiToken = std::move(value);
    m_configuration.isApiTokenSkipped = false;
    m_kept.valueChanged();
    scheduleCheck();
    Q_EMIT changed();
}

bool ApiTokenStep::isForPractice() const
{
    return m_configuration.org && !m_configuration.org->isOnThisComputer()
        && okta::isPracticeValue(m_configuration.apiToken.reveal());
}

std::optional<okta::ApiToken::Hint> ApiTokenStep::tokenHint() const
{
    return isForPractice() ? okta::ApiToken::Hint::PracticeValue : m_tokenHint;
}

QString ApiTokenStep::host() const
{
    return m_configuration.org ? m_configuration.org->host() : QString();
}

QByteArray ApiTokenStep::wantedRequest() const
{
    return fingerprint(tokenCheckRequest(m_configuration));
}

void ApiTokenStep::scheduleCheck()
{
    m_pause.stop();
    stopWaiting();
    if (m_checkJob && m_runningRequest != wantedRequest())
        m_checkJob.reset();
    m_directory.cancel();
    if (m_configuration.org && !m_configuration.apiToken.isEmpty() && !m_tokenProblem
        && m_checkedRequest != wantedRequest())
        m_pause.start();
}

void ApiTokenStep::checkNow()
{
    stopWaiting();
    m_checkedRequest.clear();
    m_configuration.isApiTokenSkipped = false;
    check();
}

void ApiTokenStep::expire()
{
    if (m_checkedRequest.isEmpty())
        return;
    stopWaiting();
    m_checkedRequest = QByteArrayLiteral("expired"); // the digest of no request
    Q_EMIT changed();
}

void ApiTokenStep::check()
{
    m_pause.stop();
    // What the practice console made up says nothing to a real org, and is nobody's business there.
    if (!m_configuration.org || m_checkJob || isForPractice() || m_checkedRequest == wantedRequest())
        return;
    auto request = tokenCheckRequest(m_configuration);
    if (!request)
        return;
    m_runningRequest = fingerprint(request);
    m_checkJob = std::make_unique<okta::CheckApiTokenJob>(request->org, std::move(request->token), m_services.http);
    connect(&m_checkJob->recorder(), &checks::Recorder::changed, this, &Step::changed);
    connect(m_checkJob.get(), &Job::finished, this, &ApiTokenStep::checked);
    m_checkJob->start();
    Q_EMIT changed();
}

void ApiTokenStep::checked()
{
    m_report = m_checkJob->report();
    m_checkJob.reset();
    m_checkedRequest = m_runningRequest;
    m_checkedAt = QDateTime::currentDateTimeUtc();
    if (isVerified()) {
        // Checked again: what was decided about the keychain stays decided.
        if (!isKept() || m_keptRequest != wantedRequest())
            keep();
        loadGroups();
    }
    waitForRateLimit();
    Q_EMIT changed();
}

void ApiTokenStep::waitForRateLimit()
{
    const okta::ApiError *limit = nullptr;
    for (const checks::Check &check : m_report.checks) {
        const auto *error = check.problem ? check.problem->as<okta::ApiError>() : nullptr;
        if (error && error->reason == okta::ApiError::Reason::RateLimited)
            limit = error;
    }
    if (!limit || m_hasWaited)
        return;
    m_hasWaited = true; // once: who uses the limit up may go on doing so
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_checkWaitingUntil = limit->retryAt.value_or(now.addSecs(60));
    m_rateLimitWait.start(std::chrono::milliseconds(qMax(qint64(0), now.msecsTo(*m_checkWaitingUntil))));
}

void ApiTokenStep::stopWaiting()
{
    m_rateLimitWait.stop();
    m_checkWaitingUntil.reset();
    m_hasWaited = false;
}

secrets::KeychainEntry ApiTokenStep::entry() const
{
    return secrets::apiTokenEntry(host());
}

void ApiTokenStep::keep()
{
    m_keptRequest = wantedRequest();
    m_kept.keep(entry(), m_configuration.apiToken.clone());
}

void ApiTokenStep::keepAgain()
{
    if (m_kept.isWorking() || m_configuration.apiToken.isEmpty() || !isVerified())
        return;
    keep();
    Q_EMIT changed();
}

void ApiTokenStep::keepForSessionOnly()
{
    m_kept.keepForSessionOnly();
    m_keptRequest = wantedRequest();
    Q_EMIT changed();
}

bool ApiTokenStep::isKept() const
{
    return m_kept.state() == KeptSecret::State::Kept || m_kept.state() == KeptSecret::State::SessionOnly;
}

void ApiTokenStep::keychainEmptied()
{
    m_kept.emptied();
    Q_EMIT changed();
}

void ApiTokenStep::skip()
{
    cancel();
    m_configuration.isApiTokenSkipped = true;
    Q_EMIT changed();
}

void ApiTokenStep::restore(bool mayPrompt)
{
    if (m_configuration.org && m_configuration.apiToken.isEmpty())
        m_kept.restore(entry(), mayPrompt);
}

void ApiTokenStep::found(const secrets::KeychainEntry &entry, const Secret &token)
{
    // Whose it is counts, not when it came: another organization may be entered by now.
    if (!m_configuration.org || !m_configuration.apiToken.isEmpty() || entry != this->entry())
        return;
    setToken(token);
    m_kept.setRestoredFrom(entry);
}

okta::TokenReport ApiTokenStep::report() const
{
    return m_checkJob ? m_checkJob->report() : m_report;
}

void ApiTokenStep::loadGroups()
{
    if (m_directory.isLoading() || !m_configuration.org)
        return;
    if (auto token = okta::ApiToken::parse(m_configuration.apiToken))
        m_directory.load(*m_configuration.org, std::move(*token), wantedRequest());
}

void ApiTokenStep::cancelGroups()
{
    if (!m_directory.isLoading())
        return;
    m_directory.cancel();
    Q_EMIT changed();
}

void ApiTokenStep::addToAccess(const QStringList &groupNames)
{
    if (groupNames.isEmpty())
        return;
    m_configuration.access = Access::NamedGroups;
    const QSet<QString> known(m_configuration.accessGroups.cbegin(), m_configuration.accessGroups.cend());
    for (const QString &name : groupNames) {
        if (!known.contains(name))
            m_configuration.accessGroups.append(name);
    }
    Q_EMIT changed();
}

std::optional<pomerium::SyncForecast> ApiTokenStep::forecast() const
{
    return m_directory.isAbout(wantedRequest()) ? m_directory.forecast(m_report.groupsRate.limit) : std::nullopt;
}

std::optional<Missing> ApiTokenStep::missing() const
{
    if (m_checkJob)
        return Missing::Answer;
    if (m_configuration.isApiTokenSkipped)
        return std::nullopt;
    if (m_checkWaitingUntil)
        return Missing::RateLimit;
    if (m_configuration.apiToken.isEmpty())
        return Missing::ApiToken;
    if (isForPractice())
        return Missing::Correction;
    if (!isVerified())
        return m_checkedAt.isValid() && !needsRecheck() ? Missing::TokenRights : Missing::Check;
    if (isKept())
        return std::nullopt;
    return m_kept.state() == KeptSecret::State::Failed ? Missing::KeptToken : Missing::KeychainAnswer;
}

bool ApiTokenStep::isVerified() const
{
    return !isSkipped() && !m_checkedRequest.isEmpty() && m_checkedRequest == wantedRequest()
        && m_report.checks.isPassed();
}

bool ApiTokenStep::needsRecheck() const
{
    return !m_checkedRequest.isEmpty() && m_checkedRequest != wantedRequest();
}

void ApiTokenStep::enter()
{
    if (m_kept.restoredFrom() && *m_kept.restoredFrom() != entry())
        setToken(Secret()); // another organisation's token: it is in the keychain, and goes to nobody else
    restore(false);
    if (!isSkipped() && !m_tokenProblem && !m_configuration.apiToken.isEmpty())
        check();
}

void ApiTokenStep::cancel()
{
    m_pause.stop();
    const bool wasBusy = isBusy();
    stopWaiting();
    m_checkJob.reset();
    m_directory.cancel();
    if (wasBusy)
        Q_EMIT changed();
}

} // namespace setup

#include "setup/ApiTokenStep.h"

#include "setup/Requests.h"

#include <QSet>

namespace setup {

namespace {

// Okta's default for each token. Whether X-Rate-Limit-Limit counts it in already is not documented; a forecast that
// counts it in twice is too slow, one that does not count it at all lets a sync fail.
constexpr int TokenSharePercent = 50;

} // namespace

ApiTokenStep::ApiTokenStep(Configuration &configuration, const Services &services)
    : m_configuration(configuration)
    , m_services(services)
{
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
    m_restoreError.reset();
    m_tokenWasTrimmed = false;
    if (token) {
        m_tokenHint = token->hint();
        if (m_configuration.org && !m_configuration.org->isOnThisComputer()
            && okta::isPracticeValue(token->value().reveal()))
            m_tokenHint = okta::ApiToken::Hint::PracticeValue;
        m_tokenWasTrimmed = token->wasTrimmed();
    } else if (token.error().reason != okta::ApiTokenError::Reason::Empty) {
        m_tokenProblem = token.error();
    }
    m_configuration.apiToken = std::move(value);
    m_tokenIsRestored = false;
    m_configuration.isApiTokenSkipped = false;
    m_keeping = Keeping::NotYet;
    m_keychainError.reset();
    m_probeJob.reset();
    m_storeJob.reset();
    scheduleCheck();
    Q_EMIT changed();
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
    if (m_groupsJob)
        m_groupsJob.reset();
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

void ApiTokenStep::check()
{
    m_pause.stop();
    if (!m_configuration.org || m_checkJob || m_checkedRequest == wantedRequest())
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
        const bool isDecided = m_keeping == Keeping::Kept || m_keeping == Keeping::SessionOnly;
        if (!isDecided || m_keepingRequest != wantedRequest())
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

void ApiTokenStep::keep()
{
    m_keepingRequest = wantedRequest();
    m_keepingHost = host();
    if (m_tokenIsRestored && m_restoredHost == m_keepingHost) {
        m_keeping = Keeping::Kept; // it came from there
        return;
    }
    m_keeping = Keeping::Asking;
    m_keychainError.reset();
    m_probeJob = m_services.keychain.probe();
    connect(m_probeJob.get(), &Job::finished, this, &ApiTokenStep::keychainProbed);
    m_probeJob->start();
}

void ApiTokenStep::keepAgain()
{
    if (m_keeping == Keeping::Asking || m_keeping == Keeping::Storing || m_configuration.apiToken.isEmpty()
        || !isVerified())
        return;
    keep();
    Q_EMIT changed();
}

void ApiTokenStep::keychainProbed()
{
    const auto state = m_probeJob->takeOutcome();
    m_probeJob.reset();
    using State = secrets::KeychainState;
    if (!state) {
        m_keeping = Keeping::Failed;
        m_keychainError = state.error();
    } else if (m_keychainState = *state; *state == State::NoBus || *state == State::NoService) {
        m_keeping = Keeping::Failed;
        m_keychainError = secrets::KeychainError{*state == State::NoBus ? secrets::KeychainError::Reason::NoBus
                                                                        : secrets::KeychainError::Reason::NoService,
                                                 QString()};
    } else {
        m_keeping = Keeping::Storing;
        m_storeJob = m_services.keychain.store(secrets::apiTokenEntry(m_keepingHost), m_configuration.apiToken.clone());
        connect(m_storeJob.get(), &Job::finished, this, &ApiTokenStep::stored);
        m_storeJob->start();
    }
    Q_EMIT changed();
}

void ApiTokenStep::stored()
{
    const auto outcome = m_storeJob->takeOutcome();
    m_storeJob.reset();
    if (outcome) {
        m_keeping = m_keychainState == secrets::KeychainState::SessionOnly ? Keeping::SessionOnly : Keeping::Kept;
    } else {
        m_keeping = Keeping::Failed;
        m_keychainError = outcome.error();
    }
    Q_EMIT changed();
}

void ApiTokenStep::keepForSessionOnly()
{
    m_probeJob.reset();
    m_storeJob.reset();
    m_keeping = Keeping::SessionOnly;
    m_keepingRequest = wantedRequest();
    Q_EMIT changed();
}

void ApiTokenStep::keychainEmptied()
{
    m_tokenIsRestored = false;
    if (m_keeping == Keeping::Kept)
        m_keeping = Keeping::SessionOnly;
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
    if (!m_configuration.org || !m_configuration.apiToken.isEmpty() || m_restoreProbe || m_fetchJob)
        return;
    m_mayPromptToRestore = mayPrompt;
    m_restoreError.reset();
    m_wantedHost = host();
    m_restoreProbe = m_services.keychain.probe();
    connect(m_restoreProbe.get(), &Job::finished, this, [this] {
        const auto state = m_restoreProbe->takeOutcome();
        m_restoreProbe.reset();
        using State = secrets::KeychainState;
        if (!state) {
            restoreFailed(state.error());
            return;
        }
        if (*state == State::NoBus || *state == State::NoService) {
            restoreFailed({*state == State::NoBus ? secrets::KeychainError::Reason::NoBus
                                                  : secrets::KeychainError::Reason::NoService});
            return;
        }
        m_canUnlockToRestore = *state == State::Locked;
        if (*state == State::Ready || *state == State::SessionOnly
            || (*state == State::Locked && m_mayPromptToRestore)) {
            m_fetchJob = m_services.keychain.fetch(secrets::apiTokenEntry(m_wantedHost));
            connect(m_fetchJob.get(), &Job::finished, this, &ApiTokenStep::fetched);
            m_fetchJob->start();
        }
        Q_EMIT changed();
    });
    m_restoreProbe->start();
}

void ApiTokenStep::fetched()
{
    auto outcome = m_fetchJob->takeOutcome();
    m_fetchJob.reset();
    // Whose it is counts, not when it came: another organisation may be entered by now.
    if (outcome && m_configuration.apiToken.isEmpty() && m_wantedHost == host()) {
        m_canUnlockToRestore = false;
        setToken(*outcome);
        m_tokenIsRestored = true;
        m_restoredHost = m_wantedHost;
    } else if (!outcome) {
        restoreFailed(outcome.error());
        return;
    }
    Q_EMIT changed();
}

void ApiTokenStep::restoreFailed(const secrets::KeychainError &error)
{
    // Who did not ask is not told.
    if (m_mayPromptToRestore)
        m_restoreError = error;
    if (error.reason == secrets::KeychainError::Reason::NotFound)
        m_canUnlockToRestore = false;
    Q_EMIT changed();
}

okta::TokenReport ApiTokenStep::report() const
{
    return m_checkJob ? m_checkJob->report() : m_report;
}

void ApiTokenStep::loadGroups()
{
    if (m_groupsJob || !m_configuration.org)
        return;
    auto token = okta::ApiToken::parse(m_configuration.apiToken);
    if (!token)
        return;
    m_groups.clear();
    m_hasAllGroups = false;
    m_groupsError.reset();
    m_groupsRequest = wantedRequest();
    m_groupsJob = std::make_unique<okta::GroupsJob>(*m_configuration.org, std::move(*token), m_services.http);
    connect(m_groupsJob.get(), &okta::GroupsJob::pageArrived, this, &ApiTokenStep::groupPageArrived);
    connect(m_groupsJob.get(), &okta::GroupsJob::waitingChanged, this, &Step::changed);
    connect(m_groupsJob.get(), &Job::finished, this, &ApiTokenStep::groupsEnded);
    m_groupsJob->start();
    Q_EMIT groupsAppended(0);
    Q_EMIT changed();
}

void ApiTokenStep::groupPageArrived()
{
    const qsizetype first = m_groups.size();
    m_groups += m_groupsJob->takePage();
    Q_EMIT groupsAppended(first);
}

void ApiTokenStep::groupsEnded()
{
    const auto outcome = m_groupsJob->takeOutcome();
    m_groupsRate = m_groupsJob->rateLimit();
    m_groupsJob.reset();
    if (outcome)
        m_hasAllGroups = true;
    else
        m_groupsError = outcome.error();
    Q_EMIT changed();
}

void ApiTokenStep::cancelGroups()
{
    if (!m_groupsJob)
        return;
    m_groupsRate = m_groupsJob->rateLimit();
    m_groupsJob.reset();
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

std::optional<QDateTime> ApiTokenStep::groupsWaitingUntil() const
{
    return m_groupsJob ? m_groupsJob->waitingUntil() : std::nullopt;
}

std::optional<pomerium::SyncForecast> ApiTokenStep::forecast() const
{
    const auto limit = m_groupsRate.limit ? m_groupsRate.limit : m_report.groupsRate.limit;
    if (!m_hasAllGroups || !limit || *limit <= 0 || m_groupsRequest != wantedRequest())
        return std::nullopt;
    std::optional<qint64> members = 0;
    for (const auto &group : m_groups) {
        if (!group.members) {
            members.reset();
            break;
        }
        *members += *group.members;
    }
    return pomerium::SyncForecast::from(static_cast<int>(m_groups.size()), members, *limit, TokenSharePercent);
}

bool ApiTokenStep::canProceed() const
{
    if (m_checkJob)
        return false;
    if (m_configuration.isApiTokenSkipped)
        return true;
    return isVerified() && (m_keeping == Keeping::Kept || m_keeping == Keeping::SessionOnly);
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
    if (m_tokenIsRestored && m_restoredHost != host())
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
    if (m_groupsJob)
        m_groupsRate = m_groupsJob->rateLimit();
    m_groupsJob.reset();
    if (wasBusy)
        Q_EMIT changed();
}

} // namespace setup

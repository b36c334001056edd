#include "setup/CredentialsStep.h"

#include "setup/Requests.h"

#include <algorithm>

namespace setup {

namespace {

// Okta's limits are 100 characters for each; other providers' secrets may be longer.
constexpr qsizetype LongestClientId = 255;
constexpr qsizetype LongestSecret = 1000;

bool isVisibleAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

} // namespace

CredentialsStep::CredentialsStep(Configuration &configuration, const Services &services)
    : m_configuration(configuration)
    , m_services(services)
    , m_kept(services.keychain)
{
    connect(&m_kept, &KeptSecret::changed, this, &Step::changed);
    connect(&m_kept, &KeptSecret::found, this, &CredentialsStep::found);
    m_pause.setSingleShot(true);
    m_pause.setInterval(services.typingPause);
    connect(&m_pause, &QTimer::timeout, this, &CredentialsStep::probeNow);
}

CredentialsStep::~CredentialsStep() = default;

void CredentialsStep::setClientId(const QString &text)
{
    const QString clientId = text.trimmed();
    if (clientId == m_configuration.clientId)
        return;
    m_configuration.clientId = clientId;
    scheduleProbe();
    Q_EMIT changed();
}

void CredentialsStep::setClientSecret(const Secret &secret)
{
    Secret trimmed(secret.reveal().trimmed());
    if (trimmed == m_configuration.clientSecret && !secret.isEmpty())
        return;
    m_secretWasTrimmed = trimmed.size() != secret.size();
    m_configuration.clientSecret = std::move(trimmed);
    m_kept.valueChanged();
    scheduleProbe();
    Q_EMIT changed();
}

void CredentialsStep::setKeepClientSecret(bool keep)
{
    if (keep == m_configuration.keepClientSecret)
        return;
    m_configuration.keepClientSecret = keep;
    m_kept.valueChanged();
    if (keep) {
        keepIfAsked();
    } else if (m_configuration.org && !m_configuration.clientId.isEmpty()) {
        m_keptEntry = entry();
        m_kept.remove(m_keptEntry);
    }
    Q_EMIT changed();
}

void CredentialsStep::keychainEmptied()
{
    m_configuration.keepClientSecret = false;
    m_kept.valueChanged();
    Q_EMIT changed();
}

CredentialsStep::ClientIdProblem CredentialsStep::clientIdProblem() const
{
    const QByteArray clientId = m_configuration.clientId.toUtf8();
    if (clientId.isEmpty())
        return ClientIdProblem::Empty;
    if (clientId.size() > LongestClientId)
        return ClientIdProblem::TooLong;
    return isVisibleAscii(clientId) ? ClientIdProblem::None : ClientIdProblem::CharacterInvalid;
}

CredentialsStep::SecretProblem CredentialsStep::secretProblem() const
{
    const QByteArrayView secret = m_configuration.clientSecret.reveal();
    if (secret.isEmpty())
        return SecretProblem::Empty;
    if (secret.size() > LongestSecret)
        return SecretProblem::TooLong;
    // RFC 6749 appendix A.2: client-secret = *VSCHAR, which has the space too; none was ever issued with one.
    return isVisibleAscii(secret) ? SecretProblem::None : SecretProblem::CharacterInvalid;
}

bool CredentialsStep::isForPractice(QByteArrayView value) const
{
    return m_configuration.org && !m_configuration.org->isOnThisComputer() && okta::isPracticeValue(value);
}

std::optional<okta::ApiToken::Hint> CredentialsStep::clientIdHint() const
{
    if (isForPractice(m_configuration.clientId.toUtf8()))
        return okta::ApiToken::Hint::PracticeValue;
    return okta::clientIdConfusion(m_configuration.clientId);
}

std::optional<okta::ApiToken::Hint> CredentialsStep::secretHint() const
{
    if (isForPractice(m_configuration.clientSecret.reveal()))
        return okta::ApiToken::Hint::PracticeValue;
    return okta::clientSecretConfusion(m_configuration.clientSecret);
}

QByteArray CredentialsStep::wantedRequest() const
{
    return fingerprint(clientProbeRequest(m_configuration));
}

secrets::KeychainEntry CredentialsStep::entry() const
{
    if (!m_configuration.org || m_configuration.clientId.isEmpty())
        return {};
    return secrets::clientSecretEntry(m_configuration.org->host(), m_configuration.clientId);
}

KeptSecret::State CredentialsStep::keptState() const
{
    return m_keptEntry == entry() ? m_kept.state() : KeptSecret::State::NotKept;
}

bool CredentialsStep::canProbe() const
{
    // What the practice console made up says nothing to a real org, and is nobody's business there.
    return m_configuration.metadata && clientIdProblem() == ClientIdProblem::None
        && secretProblem() == SecretProblem::None && !isForPractice(m_configuration.clientId.toUtf8())
        && !isForPractice(m_configuration.clientSecret.reveal());
}

void CredentialsStep::scheduleProbe()
{
    m_pause.stop();
    if (m_probeJob && m_runningRequest != wantedRequest())
        m_probeJob.reset();
    // Once for each set of values: a wrong secret is logged by Okta each time.
    if (canProbe() && wantedRequest() != m_probedRequest && !m_probeJob)
        m_pause.start();
}

void CredentialsStep::checkNow()
{
    m_probedRequest.clear();
    probeNow();
}

void CredentialsStep::expire()
{
    if (!m_probe)
        return;
    m_probedRequest.clear();
    Q_EMIT changed();
}

void CredentialsStep::probeNow()
{
    m_pause.stop();
    if (!canProbe() || wantedRequest() == m_probedRequest)
        return;
    auto request = clientProbeRequest(m_configuration);
    m_runningRequest = fingerprint(request);
    m_probeJob = std::make_unique<oidc::ClientProbeJob>(std::move(*request), m_services.http);
    connect(m_probeJob.get(), &Job::finished, this, &CredentialsStep::probed);
    m_probeJob->start();
    Q_EMIT changed();
}

void CredentialsStep::probed()
{
    auto outcome = m_probeJob->takeOutcome();
    m_probeJob.reset();
    m_probedRequest = m_runningRequest;
    if (outcome) {
        m_probe = std::move(*outcome);
    } else {
        // Nothing could be asked: every question stays open, for the same reason.
        m_probe = oidc::ClientProbe();
        for (const QLatin1String id : {oidc::ProbeId::ClientKnown, oidc::ProbeId::SecretAccepted,
                                       oidc::ProbeId::RefreshGrant, oidc::ProbeId::NoDpop})
            m_probe->findings.put({.id = id, .status = checks::Status::Skipped, .problem = outcome.error()});
    }
    keepIfAsked();
    Q_EMIT changed();
}

checks::Status CredentialsStep::checkStatus() const
{
    if (m_probeJob)
        return checks::Status::Running;
    if (!m_probe || needsRecheck())
        return checks::Status::Pending;
    const checks::List &findings = m_probe->findings;
    if (findings.hasFailed())
        return checks::Status::Failed;
    return findings.count(checks::Status::Passed) == findings.size() ? checks::Status::Passed : checks::Status::Warning;
}

checks::List CredentialsStep::unregisteredLoopbackUris() const
{
    checks::List found;
    if (!m_probe || needsRecheck() || isBusy())
        return found;
    const QStringList own = m_configuration.loopbackRedirectUris();
    for (const checks::Check &check : m_probe->findings) {
        if (check.status == checks::Status::Failed && own.contains(oidc::ProbeId::uriOf(check.id)))
            found.put(check);
    }
    return found;
}

std::optional<Missing> CredentialsStep::missing() const
{
    if (m_probeJob)
        return Missing::Answer;
    if (clientIdProblem() == ClientIdProblem::Empty)
        return Missing::ClientId;
    if (secretProblem() == SecretProblem::Empty)
        return Missing::ClientSecret;
    if (clientIdProblem() != ClientIdProblem::None || secretProblem() != SecretProblem::None
        || isForPractice(m_configuration.clientId.toUtf8()) || isForPractice(m_configuration.clientSecret.reveal()))
        return Missing::Correction;
    if (!m_probe || needsRecheck())
        return Missing::Check;
    // A probe is advice. What it saw to be wrong for certain stops here; redirect URIs and what cannot be told are left
    // to the sign-in check, which proves.
    for (const QLatin1String id : {oidc::ProbeId::ClientKnown, oidc::ProbeId::SecretAccepted, oidc::ProbeId::NoDpop}) {
        if (m_probe->findings.status(id) == checks::Status::Failed)
            return Missing::Acceptance;
    }
    return std::nullopt;
}

bool CredentialsStep::isVerified() const
{
    const auto status = checkStatus();
    // A secret that nobody could judge is not a good one; the person may go on all the same.
    return canProceed() && m_probe->findings.status(oidc::ProbeId::SecretAccepted) == checks::Status::Passed
        && (status == checks::Status::Passed || status == checks::Status::Warning);
}

bool CredentialsStep::needsRecheck() const
{
    return m_probe.has_value() && m_probedRequest != wantedRequest();
}

bool CredentialsStep::isBusy() const
{
    return m_probeJob != nullptr;
}

void CredentialsStep::enter()
{
    if (m_kept.restoredFrom() && *m_kept.restoredFrom() != entry()) {
        // Another organization's or client's secret: it is in the keychain, and goes to nobody else.
        m_configuration.clientSecret = Secret();
        m_kept.valueChanged();
        Q_EMIT changed();
    }
    if (m_configuration.keepClientSecret)
        restore(false);
    if (!m_probeJob && canProbe() && m_probedRequest != wantedRequest())
        probeNow();
}

void CredentialsStep::cancel()
{
    m_pause.stop();
    if (!m_probeJob)
        return;
    m_probeJob.reset();
    Q_EMIT changed();
}

void CredentialsStep::keepIfAsked()
{
    // Kept only when it was seen to be right, or nothing spoke against it.
    if (!m_configuration.keepClientSecret || !canProceed() || !m_configuration.org)
        return;
    // The same secret under another client ID or organization is another entry.
    if (keptState() != KeptSecret::State::NotKept)
        return;
    m_keptEntry = entry();
    m_kept.keep(m_keptEntry, m_configuration.clientSecret.clone());
}

void CredentialsStep::restore(bool mayPrompt)
{
    if (m_configuration.org && !m_configuration.clientId.isEmpty() && m_configuration.clientSecret.isEmpty())
        m_kept.restore(entry(), mayPrompt);
}

void CredentialsStep::found(const secrets::KeychainEntry &entry, const Secret &secret)
{
    // Whose it is counts, not when it came: another organization may be entered by now.
    if (!m_configuration.clientSecret.isEmpty() || entry != this->entry())
        return;
    m_configuration.clientSecret = secret.clone();
    m_configuration.keepClientSecret = true;
    m_kept.valueChanged();
    m_kept.setRestoredFrom(entry);
    scheduleProbe();
}

} // namespace setup

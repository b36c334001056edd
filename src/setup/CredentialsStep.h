#pragma once

#include "checks/Status.h"
#include "oidc/ClientProbeJob.h"
#include "okta/ApiToken.h"
#include "setup/Configuration.h"
#include "setup/KeptSecret.h"
#include "setup/Services.h"
#include "setup/Step.h"

#include <QTimer>

#include <memory>
#include <optional>

namespace setup {

/// Step 3: client ID and secret, checked without a browser, once for each set of values.
class CredentialsStep final : public Step
{
    Q_OBJECT

public:
    CredentialsStep(Configuration &configuration, const Services &services);
    ~CredentialsStep() override;

    void setClientId(const QString &text);
    /// White space around it is cut, with notice: secretWasTrimmed().
    void setClientSecret(const Secret &secret);
    void setKeepClientSecret(bool keep);
    /// All that was stored was removed; the secret that is entered stays, and is not kept again unless asked.
    void keychainEmptied();
    void checkNow();
    /// Whether there is something to check now that is not being checked, or about to be.
    [[nodiscard]] bool canCheckNow() const { return canProbe() && !m_probeJob && !m_pause.isActive(); }
    /// Looks for a client secret in the keychain, if none is entered. Opens no window unless `mayPrompt`.
    void restore(bool mayPrompt);

    [[nodiscard]] const Configuration &configuration() const { return m_configuration; }
    enum class ClientIdProblem { None, Empty, TooLong, CharacterInvalid };
    [[nodiscard]] ClientIdProblem clientIdProblem() const;
    enum class SecretProblem { None, Empty, TooLong, CharacterInvalid };
    [[nodiscard]] SecretProblem secretProblem() const;
    /// Something else was pasted; a hint, not a refusal.
    [[nodiscard]] std::optional<okta::ApiToken::Hint> clientIdHint() const;
    [[nodiscard]] std::optional<okta::ApiToken::Hint> secretHint() const;
    [[nodiscard]] bool secretWasTrimmed() const { return m_secretWasTrimmed; }
    [[nodiscard]] bool secretIsRestored() const { return m_kept.restoredFrom().has_value(); }

    /// Pending, Running, Passed (nothing that a probe saw is wrong), Warning (something cannot be told), Failed.
    [[nodiscard]] checks::Status checkStatus() const;
    /// The findings, also when they are about older values (needsRecheck()); none before the first probe.
    [[nodiscard]] const std::optional<oidc::ClientProbe> &probe() const { return m_probe; }

    /// The findings that the redirect URIs of the sign-in test are missing in Okta, about what is entered now.
    [[nodiscard]] checks::List unregisteredLoopbackUris() const;

    /// The secret in the keychain, where the person asked for it.
    [[nodiscard]] const KeptSecret &kept() const { return m_kept; }
    /// Where keeping what is entered now stands; what was kept for another client or organization does not count.
    [[nodiscard]] KeptSecret::State keptState() const;

    [[nodiscard]] std::optional<Missing> missing() const override;
    [[nodiscard]] bool isVerified() const override;
    [[nodiscard]] bool needsRecheck() const override;
    [[nodiscard]] bool isBusy() const override;
    void enter() override;
    void cancel() override;
    void expire() override;

private:
    /// Made up by the practice console, and entered for an organization that is not on this computer.
    [[nodiscard]] bool isForPractice(QByteArrayView value) const;
    [[nodiscard]] QByteArray wantedRequest() const;
    [[nodiscard]] bool canProbe() const;
    void scheduleProbe();
    void probeNow();
    void probed();
    void keepIfAsked();
    void found(const secrets::KeychainEntry &entry, const Secret &secret);
    /// The entry of what is entered now; an empty one while there is no organisation or client ID.
    [[nodiscard]] secrets::KeychainEntry entry() const;

    Configuration &m_configuration;
    const Services &m_services;
    QTimer m_pause;
    bool m_secretWasTrimmed = false;
    QByteArray m_probedRequest; ///< what m_probe is about
    std::optional<oidc::ClientProbe> m_probe;
    QByteArray m_runningRequest;
    std::unique_ptr<oidc::ClientProbeJob> m_probeJob;
    KeptSecret m_kept;
    secrets::KeychainEntry m_keptEntry; ///< what m_kept is about
};

} // namespace setup

#pragma once

#include "checks/Status.h"
#include "oidc/ClientProbeJob.h"
#include "okta/ApiToken.h"
#include "secrets/Keychain.h"
#include "setup/Configuration.h"
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
    [[nodiscard]] bool secretIsRestored() const { return m_secretIsRestored; }

    /// Pending, Running, Passed (nothing that a probe saw is wrong), Warning (something cannot be told), Failed.
    [[nodiscard]] checks::Status checkStatus() const;
    /// The findings, also when they are about older values (needsRecheck()); none before the first probe.
    [[nodiscard]] const std::optional<oidc::ClientProbe> &probe() const { return m_probe; }

    /// How keeping the secret in the keychain went; nullopt: not asked or not finished.
    [[nodiscard]] const std::optional<Expected<void, secrets::KeychainError>> &keepingOutcome() const;
    [[nodiscard]] bool isKeeping() const { return m_store != nullptr || m_remove != nullptr; }

    [[nodiscard]] bool canProceed() const override;
    [[nodiscard]] bool isVerified() const override;
    [[nodiscard]] bool needsRecheck() const override;
    [[nodiscard]] bool isBusy() const override;
    void enter() override;
    void cancel() override;

private:
    /// Made up by the practice console, and entered for an organization that is not on this computer.
    [[nodiscard]] bool isForPractice(QByteArrayView value) const;
    [[nodiscard]] QByteArray wantedRequest() const;
    [[nodiscard]] bool canProbe() const;
    /// Which secret of whom: what an entry in the keychain is about.
    [[nodiscard]] QByteArray entryBasis() const;
    void scheduleProbe();
    void probeNow();
    void probed();
    void keepIfAsked();
    void fetched();
    /// The entry of what is entered now; an empty one while there is no organisation or client ID.
    [[nodiscard]] secrets::KeychainEntry entry() const;

    Configuration &m_configuration;
    const Services &m_services;
    QTimer m_pause;
    bool m_secretWasTrimmed = false;
    bool m_secretIsRestored = false;
    QByteArray m_probedRequest; ///< what m_probe is about
    std::optional<oidc::ClientProbe> m_probe;
    QByteArray m_runningRequest;
    std::unique_ptr<oidc::ClientProbeJob> m_probeJob;
    std::optional<Expected<void, secrets::KeychainError>> m_kept;
    QByteArray m_keptBasis; ///< what m_kept or m_store is about
    secrets::KeychainEntry m_restoredEntry; ///< where m_secretIsRestored comes from
    std::unique_ptr<secrets::StoreJob> m_store;
    std::unique_ptr<secrets::RemoveJob> m_remove;
    std::unique_ptr<secrets::ProbeJob> m_keychainProbe;
    std::unique_ptr<secrets::FetchJob> m_fetch;
    secrets::KeychainEntry m_wantedEntry; ///< that m_keychainProbe and m_fetch are about
};

} // namespace setup

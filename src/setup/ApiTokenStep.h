#pragma once

#include "okta/CheckApiTokenJob.h"
#include "setup/Configuration.h"
#include "setup/Directory.h"
#include "setup/KeptSecret.h"
#include "setup/Services.h"
#include "setup/Step.h"

#include <QList>
#include <QTimer>

#include <memory>
#include <optional>

namespace setup {

/// Step 5: the API token: checked, kept in the keychain, and the directory that it opens.
class ApiTokenStep final : public Step
{
    Q_OBJECT

public:
    ApiTokenStep(Configuration &configuration, const Services &services);
    ~ApiTokenStep() override;

    void setToken(const Secret &text);
    void checkNow();
    /// Goes on without a token: groups from the claim, or no groups at all.
    void skip();
    /// Tries the keychain again after trouble.
    void keepAgain();
    /// Goes on with the token in memory only.
    void keepForSessionOnly();
    /// All that was stored was removed; the token that is entered stays, in memory only.
    void keychainEmptied();
    /// Looks for a token in the keychain, if none is entered. Opens no window unless `mayPrompt`.
    void restore(bool mayPrompt);
    void loadGroups();
    void cancelGroups();
    /// These groups, by name, may sign in, besides those that page 2 has already; nobody else.
    void addToAccess(const QStringList &groupNames);

    [[nodiscard]] const Configuration &configuration() const { return m_configuration; }
    [[nodiscard]] const std::optional<okta::ApiTokenError> &tokenProblem() const { return m_tokenProblem; }
    [[nodiscard]] std::optional<okta::ApiToken::Hint> tokenHint() const;
    [[nodiscard]] bool tokenWasTrimmed() const { return m_tokenWasTrimmed; }
    [[nodiscard]] bool tokenIsRestored() const { return m_kept.restoredFrom().has_value(); }
    /// Four checks in their order; all pending before the first.
    [[nodiscard]] okta::TokenReport report() const;
    [[nodiscard]] bool isChecking() const { return m_checkJob != nullptr; }
    /// After a check that the rate limit stopped: when it is made again by itself, once.
    [[nodiscard]] std::optional<QDateTime> checkWaitingUntil() const { return m_checkWaitingUntil; }
    [[nodiscard]] bool isSkipped() const { return m_configuration.isApiTokenSkipped; }
    [[nodiscard]] QDateTime checkedAt() const { return m_checkedAt; }

    /// The token in the keychain.
    [[nodiscard]] const KeptSecret &kept() const { return m_kept; }
    /// Whether it is stored, or the person goes on with it in memory.
    [[nodiscard]] bool isKept() const;

    /// The groups that Pomerium will see.
    [[nodiscard]] const Directory &directory() const { return m_directory; }
    /// When all groups are known, and they are about this request.
    [[nodiscard]] std::optional<pomerium::SyncForecast> forecast() const;

    [[nodiscard]] std::optional<Missing> missing() const override;
    [[nodiscard]] bool isVerified() const override;
    [[nodiscard]] bool needsRecheck() const override;
    [[nodiscard]] bool isBusy() const override
    {
        return isChecking() || m_directory.isLoading() || m_checkWaitingUntil.has_value();
    }
    void enter() override;
    void cancel() override;
    void expire() override;

private:
    /// Made up by the practice console, and entered for an organization that is not on this computer.
    [[nodiscard]] bool isForPractice() const;
    [[nodiscard]] QByteArray wantedRequest() const;
    /// Empty while there is no organisation.
    [[nodiscard]] QString host() const;
    void scheduleCheck();
    void check();
    void checked();
    void waitForRateLimit();
    void stopWaiting();
    void keep();
    void found(const secrets::KeychainEntry &entry, const Secret &token);
    [[nodiscard]] secrets::KeychainEntry entry() const;

    Configuration &m_configuration;
    const Services &m_services;
    QTimer m_pause;
    std::optional<okta::ApiTokenError> m_tokenProblem;
    std::optional<okta::ApiToken::Hint> m_tokenHint;
    bool m_tokenWasTrimmed = false;
    okta::TokenReport m_report;
    QByteArray m_checkedRequest;
    QByteArray m_runningRequest;
    QDateTime m_checkedAt;
    std::unique_ptr<okta::CheckApiTokenJob> m_checkJob;
    QTimer m_rateLimitWait;
    std::optional<QDateTime> m_checkWaitingUntil;
    bool m_hasWaited = false; ///< for the rate limit, since a person asked for a check
    KeptSecret m_kept;
    QByteArray m_keptRequest; ///< what m_kept is about
    Directory m_directory;
};

} // namespace setup

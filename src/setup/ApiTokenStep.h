#pragma once

#include "okta/CheckApiTokenJob.h"
#include "okta/GroupsJob.h"
#include "pomerium/SyncForecast.h"
#include "secrets/Keychain.h"
#include "setup/Configuration.h"
#include "setup/Services.h"
#include "setup/Step.h"

#include <QList>
#include <QTimer>

#include <memory>
#include <optional>

namespace setup {

/// Step 5: the API token: checked, kept in the keychain and read back; the directory behind it.
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
    [[nodiscard]] std::optional<okta::ApiToken::Hint> tokenHint() const { return m_tokenHint; }
    [[nodiscard]] bool tokenWasTrimmed() const { return m_tokenWasTrimmed; }
    [[nodiscard]] bool tokenIsRestored() const { return m_tokenIsRestored; }
    /// Four checks in their order; all pending before the first.
    [[nodiscard]] okta::TokenReport report() const;
    [[nodiscard]] bool isChecking() const { return m_checkJob != nullptr; }
    /// After a check that the rate limit stopped: when it is made again by itself, once.
    [[nodiscard]] std::optional<QDateTime> checkWaitingUntil() const { return m_checkWaitingUntil; }
    [[nodiscard]] bool isSkipped() const { return m_configuration.isApiTokenSkipped; }
    [[nodiscard]] QDateTime checkedAt() const { return m_checkedAt; }

    enum class Keeping { NotYet, Asking, Storing, Kept, SessionOnly, Failed };
    [[nodiscard]] Keeping keeping() const { return m_keeping; }
    /// What the keychain said before the token was handed to it; none: not asked yet.
    [[nodiscard]] std::optional<secrets::KeychainState> keychainState() const { return m_keychainState; }
    [[nodiscard]] const std::optional<secrets::KeychainError> &keychainError() const { return m_keychainError; }
    /// A saved token may be there, behind a lock: restore(true) asks for it.
    [[nodiscard]] bool canUnlockToRestore() const { return m_canUnlockToRestore; }
    /// restore(true) waits for the person at an unlock window.
    [[nodiscard]] bool isUnlockingToRestore() const { return m_fetchJob && m_canUnlockToRestore; }
    /// Why restore(true) found nothing.
    [[nodiscard]] const std::optional<secrets::KeychainError> &restoreError() const { return m_restoreError; }

    /// Grows while groups arrive; groupsAppended tells from where.
    [[nodiscard]] const QList<okta::Group> &groups() const { return m_groups; }
    [[nodiscard]] bool isLoadingGroups() const { return m_groupsJob != nullptr; }
    [[nodiscard]] bool hasAllGroups() const { return m_hasAllGroups; }
    [[nodiscard]] const std::optional<okta::ApiError> &groupsError() const { return m_groupsError; }
    [[nodiscard]] std::optional<QDateTime> groupsWaitingUntil() const;
    /// When all groups are known.
    [[nodiscard]] std::optional<pomerium::SyncForecast> forecast() const;

    [[nodiscard]] bool canProceed() const override;
    [[nodiscard]] bool isVerified() const override;
    [[nodiscard]] bool needsRecheck() const override;
    [[nodiscard]] bool isBusy() const override
    {
        return isChecking() || isLoadingGroups() || m_checkWaitingUntil.has_value();
    }
    void enter() override;
    void cancel() override;

Q_SIGNALS:
    /// Groups were added at the end of groups(), from `first` on. Instead of changed(), because neither a list of
    /// 100,000 is drawn anew nor the draft saved for each of its pages.
    void groupsAppended(qsizetype first);

private:
    [[nodiscard]] QByteArray wantedRequest() const;
    /// Empty while there is no organisation.
    [[nodiscard]] QString host() const;
    void scheduleCheck();
    void check();
    void checked();
    void waitForRateLimit();
    void stopWaiting();
    void keep();
    void keychainProbed();
    void stored();
    void fetched();
    void restoreFailed(const secrets::KeychainError &error);
    void groupPageArrived();
    void groupsEnded();

    Configuration &m_configuration;
    const Services &m_services;
    QTimer m_pause;
    std::optional<okta::ApiTokenError> m_tokenProblem;
    std::optional<okta::ApiToken::Hint> m_tokenHint;
    bool m_tokenWasTrimmed = false;
    bool m_tokenIsRestored = false;
    okta::TokenReport m_report;
    QString m_restoredHost; ///< whose token m_tokenIsRestored is about
    QByteArray m_checkedRequest;
    QByteArray m_runningRequest;
    QDateTime m_checkedAt;
    std::unique_ptr<okta::CheckApiTokenJob> m_checkJob;
    QTimer m_rateLimitWait;
    std::optional<QDateTime> m_checkWaitingUntil;
    bool m_hasWaited = false; ///< for the rate limit, since a person asked for a check
    Keeping m_keeping = Keeping::NotYet;
    QByteArray m_keepingRequest; ///< what m_keeping is about
    QString m_keepingHost;
    std::optional<secrets::KeychainState> m_keychainState;
    std::optional<secrets::KeychainError> m_keychainError;
    bool m_canUnlockToRestore = false;
    bool m_mayPromptToRestore = false;
    std::optional<secrets::KeychainError> m_restoreError;
    std::unique_ptr<secrets::ProbeJob> m_probeJob;
    std::unique_ptr<secrets::StoreJob> m_storeJob;
    std::unique_ptr<secrets::ProbeJob> m_restoreProbe;
    std::unique_ptr<secrets::FetchJob> m_fetchJob;
    QString m_wantedHost; ///< whose token m_restoreProbe and m_fetchJob look for
    QList<okta::Group> m_groups;
    QByteArray m_groupsRequest;
    bool m_hasAllGroups = false;
    std::optional<okta::ApiError> m_groupsError;
    okta::RateLimit m_groupsRate;
    std::unique_ptr<okta::GroupsJob> m_groupsJob;
};

} // namespace setup

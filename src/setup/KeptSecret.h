#pragma once

#include "core/Secret.h"
#include "secrets/Keychain.h"

#include <QObject>

#include <memory>
#include <optional>

namespace setup {

/// One secret of a page and its entry in the keychain: stored and read back when asked, looked for when the page opens,
/// removed. It never keeps the secret itself; the page's configuration does.
class KeptSecret final : public QObject
{
    Q_OBJECT

public:
    enum class State {
        NotKept, ///< not asked, or what was asked is about another value
        Asking, ///< what the keychain can do
        Storing,
        Kept,
        SessionOnly, ///< in memory until the program ends
        Failed ///< see error()
    };

    explicit KeptSecret(secrets::Keychain &keychain);
    ~KeptSecret() override;

    /// Stores it, unless this very entry is where it came from.
    void keep(const secrets::KeychainEntry &entry, Secret secret);
    /// Goes on with the secret in memory only; what was under way is dropped.
    void keepForSessionOnly();
    /// Removes the entry, and proves it. What fails is in error().
    void remove(const secrets::KeychainEntry &entry);
    /// The value changed: whatever was known was about another one.
    void valueChanged();
    /// The keychain was emptied by somebody else: what was kept is in memory only.
    void emptied();
    /// Looks for the entry; found() tells. Opens no window unless `mayPrompt`.
    void restore(const secrets::KeychainEntry &entry, bool mayPrompt);
    /// The page took what found() brought: it need not be stored again.
    void setRestoredFrom(const secrets::KeychainEntry &entry);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isWorking() const { return m_probe || m_store || m_remove; }
    /// Why storing or removing failed.
    [[nodiscard]] const std::optional<secrets::KeychainError> &error() const { return m_error; }
    /// What the keychain said before the secret was handed to it; none: not asked yet.
    [[nodiscard]] std::optional<secrets::KeychainState> keychainState() const { return m_keychainState; }
    /// Where the secret came from; nullopt: it was entered.
    [[nodiscard]] const std::optional<secrets::KeychainEntry> &restoredFrom() const { return m_restoredFrom; }
    [[nodiscard]] bool isRestoring() const { return m_restoreProbe || m_fetch; }
    /// An entry may be there, behind a lock: restore() with `mayPrompt` asks for it.
    [[nodiscard]] bool canUnlockToRestore() const { return m_canUnlock; }
    /// The person is waited for at an unlock window.
    [[nodiscard]] bool isUnlockingToRestore() const { return m_fetch && m_canUnlock; }
    /// Why restore() with `mayPrompt` found nothing.
    [[nodiscard]] const std::optional<secrets::KeychainError> &restoreError() const { return m_restoreError; }

Q_SIGNALS:
    void changed();
    /// What restore() found. The page may want another entry by now: `entry` says whose it is.
    void found(const secrets::KeychainEntry &entry, const Secret &secret);

private:
    void probed(const secrets::KeychainEntry &entry, const Secret &secret);
    void fail(const secrets::KeychainError &error);
    void fetch(const secrets::KeychainEntry &entry);
    void restoreFailed(const secrets::KeychainError &error);

    secrets::Keychain &m_keychain;
    State m_state = State::NotKept;
    std::optional<secrets::KeychainState> m_keychainState;
    std::optional<secrets::KeychainError> m_error;
    std::optional<secrets::KeychainEntry> m_restoredFrom;
    bool m_canUnlock = false;
    bool m_mayPrompt = false;
    std::optional<secrets::KeychainError> m_restoreError;
    std::unique_ptr<secrets::ProbeJob> m_probe;
    std::unique_ptr<secrets::StoreJob> m_store;
    std::unique_ptr<secrets::RemoveJob> m_remove;
    std::unique_ptr<secrets::ProbeJob> m_restoreProbe;
    std::unique_ptr<secrets::FetchJob> m_fetch;
};

} // namespace setup

#pragma once

#include "keychain/Keyring.h"
#include "secrets/Keychain.h"

#include <QStringList>

#include <chrono>

class QDBusMessage;
class QDBusVariant;

namespace keychain {

/// Opens the system's own window in which a person unlocks the keyring, or makes the first one, and waits for the
/// answer, as long as it takes: who waits for this job has a deadline of its own.
///
/// QtKeychain would open that window, too, but then all its jobs, which run one after another and cannot be cancelled,
/// would wait for it.
///
/// Destroying the job takes the window for the first keyring away. The unlock window stays: gnome-keyring 42 ends with
/// a failed assertion when an open one is dismissed, and every secret of the session with it.
///
/// Errors: Locked (dismissed, or no display to show it on), NoCollection (the same for the first keyring), NoService
/// (the service left), TimedOut (the service did not say whether there will be a window).
class UnlockJob final : public JobOf<void, secrets::KeychainError>
{
    Q_OBJECT

public:
    /// Unlocks `objects` (collections or items, D-Bus paths); makes the default collection when there are none.
    /// `application` is how a wallet knows the program that asks.
    /// `answerWithin` is for the service, not for the person.
    UnlockJob(Keyring keyring, QStringList objects, QString application, std::chrono::milliseconds answerWithin);
    ~UnlockJob() override;

    [[nodiscard]] const Keyring &keyring() const { return m_keyring; }
    [[nodiscard]] const QStringList &objects() const { return m_objects; }

private Q_SLOTS: // for QDBusConnection::connect(), which knows slots by name only; Linux only
    void promptCompleted(bool dismissed, const QDBusVariant &result);

private:
    void run() override;
    // Linux only.
    void asked(const QDBusMessage &reply);
    void prompt(const QString &path);
    void serviceLeft();
    void walletOpened(const QDBusMessage &reply);
    void settle(const QStringList &unlocked);
    [[nodiscard]] bool isFirstKeyring() const;
    void refused(const QString &detail);

    const Keyring m_keyring;
    const QStringList m_objects;
    const QString m_application;
    const std::chrono::milliseconds m_answerWithin;
    QString m_prompt; // D-Bus path, while its window may be open
};

} // namespace keychain

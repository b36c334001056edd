#pragma once

#include "keychain/Keyring.h"
#include "secrets/Keychain.h"

#include <QStringList>

#include <chrono>

class QDBusMessage;
class QDBusVariant;

namespace keychain {

/// Opens the system's own window in which a person unlocks the keyring, or makes the first one, and waits for the
/// answer.
///
/// QtKeychain would open that window, too, but then nobody could close it: its jobs run one after another, cannot be
/// cancelled and wait without limit. So we ask first, and destroying this job takes the window away.
///
/// Errors: Locked (dismissed, or no display to show it on), NoCollection (the same for the first keyring), NoService
/// (the service left), TimedOut.
class UnlockJob final : public JobOf<void, secrets::KeychainError> {
    Q_OBJECT

public:
    /// Unlocks `objects` (collections or items, D-Bus paths); makes the default collection when there are none.
    /// `application` is how a wallet knows the program that asks.
    UnlockJob(Keyring keyring, QStringList objects, QString application, std::chrono::milliseconds limit);
    ~UnlockJob() override;

private Q_SLOTS: // for QDBusConnection::connect(), which knows slots by name only; Linux only
    void promptCompleted(bool dismissed, const QDBusVariant &result);

private:
    void run() override;
    // Linux only.
    void asked(const QDBusMessage &reply);
    void prompt(const QString &path);
    void dismiss();
    void serviceLeft();
    void walletOpened(const QDBusMessage &reply);
    void settle(const QStringList &unlocked);
    [[nodiscard]] bool isFirstKeyring() const;
    void refused(const QString &detail);

    const Keyring m_keyring;
    const QStringList m_objects;
    const QString m_application;
    const std::chrono::milliseconds m_limit;
    QString m_prompt; // D-Bus path, while its window may be open
};

} // namespace keychain

#pragma once

#include "keychain/Keyring.h"
#include "secrets/Keychain.h"

#include <QTimer>

#include <chrono>

class QDBusError;
class QDBusMessage;

namespace keychain {

/// Asks over D-Bus, without opening any window, what the keychain can do.
///
/// QtKeychain's answers do not tell the states apart: to a locked Secret Service, a read says "not found" and a delete
/// says "done" (qtkeychain 0.13.2). Where the keychain is part of the system the answer is always Ready.
///
/// Errors: TimedOut when something owns the name but does not answer; AccessDenied when the bus forbids asking;
/// Other when the answer makes no sense.
class SecretServiceProbe final : public secrets::ProbeJob
{
    Q_OBJECT

public:
    /// `limit` is for all questions together.
    explicit SecretServiceProbe(std::chrono::milliseconds limit = std::chrono::seconds(3));
    ~SecretServiceProbe() override;

    /// Who keeps the secrets. Only after finished().
    [[nodiscard]] const Keyring &keyring() const { return m_keyring; }

private:
    void run() override;
    // Linux only.
    void askSecretService();
    void aliasRead(const QDBusMessage &reply);
    void lockedRead(const QDBusMessage &reply);
    void askWallet(const QString &service);
    void walletNamed(const QDBusMessage &reply);
    void walletEnabled(const QDBusMessage &reply);
    void walletOpen(const QDBusMessage &reply);
    void walletsListed(const QDBusMessage &reply);
    void unanswered(const QDBusError &error);
    [[nodiscard]] QDBusMessage walletCall(const QString &method) const;

    const std::chrono::milliseconds m_limit;
    QTimer m_deadline;
    Keyring m_keyring;
};

} // namespace keychain

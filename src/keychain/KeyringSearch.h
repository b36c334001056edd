#pragma once

#include "keychain/Keyring.h"
#include "secrets/Keychain.h"

#include <QStringList>

#include <chrono>

class QDBusMessage;

namespace keychain {

/// Where the items of one name are.
struct FoundItems
{
    QStringList unlocked; ///< D-Bus paths
    QStringList locked; ///< D-Bus paths; reading one opens an unlock window
};

/// Looks for an entry in all collections of a Secret Service, locked ones included, without opening any window.
///
/// Tells a "not found" that can be believed from an entry that sits in another, locked collection. Other keyrings have
/// no such question: there nothing is found.
class KeyringSearch final : public JobOf<FoundItems, secrets::KeychainError>
{
    Q_OBJECT

public:
    KeyringSearch(Keyring keyring, secrets::KeychainEntry entry, std::chrono::milliseconds limit);

private:
    void run() override;
    void searched(const QDBusMessage &reply); // Linux only

    const Keyring m_keyring;
    const secrets::KeychainEntry m_entry;
    const std::chrono::milliseconds m_limit;
};

} // namespace keychain

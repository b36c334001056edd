#pragma once

#include <QString>

namespace keychain {

/// Where QtKeychain will keep secrets on this system, as the probe found it.
struct Keyring
{
    enum class Kind {
        Native, ///< part of the system: Windows' Credential Manager, macOS' keychain
        SecretService, ///< org.freedesktop.secrets: gnome-keyring, KeePassXC, newer KWallet
        KWallet ///< org.kde.KWallet, which QtKeychain prefers on Plasma
    };
    Kind kind = Kind::Native;
    QString service; ///< D-Bus name of who keeps the secrets
    QString owner; ///< unique D-Bus name of the process behind it; another one after a restart
    QString collection; ///< D-Bus path of the default collection, or name of the wallet; empty when there is none

    friend bool operator==(const Keyring &, const Keyring &) = default;
};

} // namespace keychain

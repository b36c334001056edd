#pragma once

#include "secrets/Keychain.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QLatin1String>
#include <QObject>

#include <chrono>

namespace keychain {

/// The names of the Secret Service API (https://specifications.freedesktop.org/secret-service/).
namespace secretservice {
inline constexpr QLatin1String Name("org.freedesktop.secrets");
inline constexpr QLatin1String Path("/org/freedesktop/secrets");
inline constexpr QLatin1String Service("org.freedesktop.Secret.Service");
inline constexpr QLatin1String Collection("org.freedesktop.Secret.Collection");
inline constexpr QLatin1String Prompt("org.freedesktop.Secret.Prompt");
/// "There is none", where an object path is expected.
inline constexpr QLatin1String Nothing("/");
} // namespace secretservice

/// The names of KDE's wallet.
namespace kwallet {
inline constexpr QLatin1String Interface("org.kde.KWallet");
} // namespace kwallet

/// Sends a call without waiting; `answered` gets the reply or the error, unless `receiver` is gone by then.
template <typename Receiver, typename Answered>
void ask(const QDBusMessage &call, std::chrono::milliseconds limit, Receiver *receiver, Answered answered)
{
    const auto pending = QDBusConnection::sessionBus().asyncCall(call, static_cast<int>(limit.count()));
    auto *watcher = new QDBusPendingCallWatcher(pending, receiver);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, receiver, [answered](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        answered(done->reply());
    });
}

/// A call of a method of the Secret Service's root object.
[[nodiscard]] QDBusMessage serviceCall(const QString &method);

/// What a D-Bus error says about the keychain: NoBus, NoService, TimedOut, AccessDenied or Other.
[[nodiscard]] secrets::KeychainError keychainError(const QDBusError &error);

} // namespace keychain

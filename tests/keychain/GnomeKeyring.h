#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

/// A real gnome-keyring, asked and changed beside the product: over D-Bus and with secret-tool.
namespace gnomekeyring {

/// The password of the default keyring that with-keyring makes.
inline QString password()
{
    return QStringLiteral("correct horse");
}

/// What `secret-tool lookup` prints for these attributes; empty when it finds nothing.
[[nodiscard]] QByteArray lookup(const QString &service, const QString &account);
/// How many unlocked items have these attributes, in all collections.
[[nodiscard]] qsizetype count(const QString &service, const QString &account);
/// Locks the default collection.
void lock();
/// Locks another one.
void lock(const QString &collection);
/// Unlocks the default collection without a window.
void unlock();
/// Makes a second collection and gives its path.
[[nodiscard]] QString makeCollection(const QString &label, const QByteArray &password);
/// Stores an entry as QtKeychain would, but in that collection.
void store(const QString &collection, const QString &service, const QString &account, const QByteArray &secret);
/// The process that owns org.freedesktop.secrets.
[[nodiscard]] qint64 processId();
/// Ends the process that owns org.freedesktop.secrets and waits until it has left the bus.
void takeAway();

} // namespace gnomekeyring

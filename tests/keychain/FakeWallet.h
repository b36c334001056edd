#pragma once

#include <QByteArray>
#include <QDBusConnection>
#include <QDBusVirtualObject>
#include <QMap>
#include <QMutex>
#include <QString>
#include <QStringList>
#include <QThread>

/// KDE's wallet daemon, kwalletd5, on the session bus, as much of it as QtKeychain and we use.
///
/// Lives in a thread of its own, because QtKeychain asks it once without letting the event loop turn.
class FakeWallet final
{
public:
    /// What it does otherwise than it should.
    struct Mood
    {
        bool isDisabled = false; ///< switched off in the system settings
        bool isClosed = false; ///< opening asks a person
        bool doesNotExist = false; ///< the first wallet was not made yet
        bool refusesToOpen = false; ///< the person said no
        bool neverOpens = false; ///< the person says nothing
        bool failsToWrite = false; ///< writing is an error, which QtKeychain does not pass on
        bool failsToRead = false; ///< so is reading
        bool failsToRemove = false; ///< and removing
    };

    explicit FakeWallet(Mood mood);
    ~FakeWallet();

    void setMood(Mood mood);
    /// How often a method was called.
    [[nodiscard]] int calls(const QString &method) const;
    /// What is stored, by folder and key.
    [[nodiscard]] QMap<QString, QByteArray> entries() const;

private:
    class Object;
    QThread m_thread;
    Object *m_object;
};

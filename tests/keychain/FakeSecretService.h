#pragma once

#include <QByteArray>
#include <QDBusConnection>
#include <QDBusVirtualObject>
#include <QMap>
#include <QString>
#include <QStringList>

/// A Secret Service on the session bus that lies, falls silent or leaves: what a real gnome-keyring cannot be made to
/// do at a given moment. Speaks as much of the protocol as libsecret and we use; sessions are "plain".
class FakeSecretService final : public QDBusVirtualObject
{
    Q_OBJECT

public:
    /// What it does otherwise than it should.
    struct Mood
    {
        bool isLocked = false; ///< the default collection is locked
        bool hasNoCollection = false; ///< there is no default collection
        bool aliasDangles = false; ///< the default alias names a collection that is gone
        QStringList silentMethods = {}; ///< these get no answer
        bool altersSecrets = false; ///< stores something else than it was given
        bool forgetsSecrets = false; ///< says "stored" and stores nothing
        bool keepsDeleted = false; ///< says "deleted" and deletes nothing
        bool promptIsNeverShown = false; ///< an unlock window that nobody sees and that is never answered
        bool unlocksNothing = false; ///< answers the unlock window with "done", and stays locked
        bool hidesItems = false; ///< finds no item of its own
        QString errorName = {}; ///< of the answer to the next CreateItem, GetSecrets or Delete
    };

    explicit FakeSecretService(Mood mood);
    ~FakeSecretService() override;

    [[nodiscard]] Mood &mood() { return m_mood; }
    /// How often a method was called.
    [[nodiscard]] int calls(const QString &method) const { return m_calls.value(method); }
    /// What is stored, by "server/user".
    [[nodiscard]] QMap<QString, QByteArray> secrets() const;
    /// Answers the calls that were left without an answer, as if the mood were good.
    void answerSilenced();
    /// Leaves the bus.
    void leave();

    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

private:
    using Attributes = QMap<QString, QString>; // a{ss}
    struct Item
    {
        Attributes attributes;
        QByteArray value;
        QString contentType;
    };

    [[nodiscard]] QDBusMessage answer(const QDBusMessage &call);
    [[nodiscard]] QDBusMessage createItem(const QDBusMessage &call);
    [[nodiscard]] QStringList matching(const Attributes &attributes) const;

    Mood m_mood;
    QDBusConnection m_bus; // our own: the tested code has another
    QMap<QString, int> m_calls;
    QMap<QString, Item> m_items; // by object path
    QList<QDBusMessage> m_silenced;
    int m_number = 0;
};

#include "keychain/FakeWallet.h"

#include <QDBusMessage>
#include <QDBusVariant>

namespace {

const QString Name = QStringLiteral("org.kde.kwalletd5");
const QString Path = QStringLiteral("/modules/kwalletd5");
const QString ConnectionName = QStringLiteral("fake wallet");
const QString Wallet = QStringLiteral("kdewallet");

// KWallet::Wallet::EntryType
constexpr int Unknown = 0;
constexpr int Password = 1;
constexpr int Stream = 2;

} // namespace

class FakeWallet::Object final : public QDBusVirtualObject
{
    Q_OBJECT

public:
    explicit Object(Mood mood)
        : m_mood(mood)
        , m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, ConnectionName))
    {
        if (!m_bus.registerVirtualObject(Path, this) || !m_bus.registerService(Name))
            qFatal("cannot be a wallet on this bus");
    }

    ~Object() override
    {
        m_bus.unregisterObject(Path);
        QDBusConnection::disconnectFromBus(ConnectionName);
    }

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        const QMutexLocker locker(&m_mutex);
        ++m_calls[message.member()];
        if (message.member() == QLatin1String("open") && m_mood.isClosed && m_mood.neverOpens) {
            message.setDelayedReply(true);
            return true;
        }
        return connection.send(answer(message));
    }

    mutable QMutex m_mutex;
    Mood m_mood;
    QMap<QString, int> m_calls;
    QMap<QString, QByteArray> m_entries;
    QMap<QString, int> m_types;

private:
    QDBusMessage answer(const QDBusMessage &call)
    {
        const QString method = call.member();
        const QList<QVariant> arguments = call.arguments();
        // (handle, folder, key, ...)
        const QString entry = arguments.value(1).toString() + QLatin1Char('|') + arguments.value(2).toString();
        const QDBusMessage error = call.createErrorReply(QDBusError::Failed, QStringLiteral("as told"));

        if (method == QLatin1String("networkWallet"))
            return call.createReply(Wallet);
        if (method == QLatin1String("isEnabled"))
            return call.createReply(!m_mood.isDisabled);
        if (method == QLatin1String("isOpen"))
            return call.createReply(!m_mood.isClosed);
        if (method == QLatin1String("wallets"))
            return call.createReply(m_mood.doesNotExist ? QStringList() : QStringList{Wallet});
        if (method == QLatin1String("open")) {
            if (m_mood.isClosed && m_mood.refusesToOpen)
                return call.createReply(-1);
            m_mood.isClosed = false;
            m_mood.doesNotExist = false;
            return call.createReply(1);
        }
        if (method == QLatin1String("entryType"))
            return call.createReply(m_types.value(entry, Unknown));
        if (method == QLatin1String("readPassword"))
            return m_mood.failsToRead ? error : call.createReply(QString::fromUtf8(m_entries.value(entry)));
        if (method == QLatin1String("readEntry"))
            return m_mood.failsToRead ? error : call.createReply(m_entries.value(entry));
        if (method == QLatin1String("writePassword") || method == QLatin1String("writeEntry")) {
            if (m_mood.failsToWrite)
                return error;
            const bool isText = method == QLatin1String("writePassword");
            m_entries.insert(entry, isText ? arguments.at(3).toString().toUtf8() : arguments.at(3).toByteArray());
            m_types.insert(entry, isText ? Password : Stream);
            return call.createReply(0);
        }
        if (method == QLatin1String("removeEntry")) {
            if (m_mood.failsToRemove)
                return error;
            m_entries.remove(entry);
            m_types.remove(entry);
            return call.createReply(0);
        }
        return call.createErrorReply(QDBusError::UnknownMethod, method);
    }

    QDBusConnection m_bus;
};

FakeWallet::FakeWallet(Mood mood)
    : m_object(new Object(mood))
{
    m_object->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_object, &QObject::deleteLater);
    m_thread.start();
}

FakeWallet::~FakeWallet()
{
    m_thread.quit();
    m_thread.wait();
}

void FakeWallet::setMood(Mood mood)
{
    const QMutexLocker locker(&m_object->m_mutex);
    m_object->m_mood = mood;
}

int FakeWallet::calls(const QString &method) const
{
    const QMutexLocker locker(&m_object->m_mutex);
    return m_object->m_calls.value(method);
}

QMap<QString, QByteArray> FakeWallet::entries() const
{
    const QMutexLocker locker(&m_object->m_mutex);
    return m_object->m_entries;
}

#include "FakeWallet.moc"

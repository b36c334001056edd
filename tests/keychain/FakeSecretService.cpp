#include "keychain/FakeSecretService.h"

#include "keychain/WireSecret.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QVariantMap>

namespace {

const QString Name = QStringLiteral("org.freedesktop.secrets");
const QString Root = QStringLiteral("/org/freedesktop/secrets");
const QString Collection = Root + QStringLiteral("/collection/fake");
const QString Prompt = Root + QStringLiteral("/prompt/p");

using WireSecrets = QMap<QDBusObjectPath, WireSecret>; // a{o(oayays)}

QVariant path(const QString &text)
{
    return QVariant::fromValue(QDBusObjectPath(text));
}

QVariant paths(const QStringList &texts)
{
    QList<QDBusObjectPath> result;
    for (const QString &text : texts)
        result.append(QDBusObjectPath(text));
    return QVariant::fromValue(result);
}

QVariant variant(const QVariant &value)
{
    return QVariant::fromValue(QDBusVariant(value));
}

} // namespace

FakeSecretService::FakeSecretService(Mood mood)
    : m_mood(std::move(mood))
    , m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("fake secret service")))
{
    qDBusRegisterMetaType<Attributes>();
    qDBusRegisterMetaType<WireSecret>();
    qDBusRegisterMetaType<WireSecrets>();
    if (!m_bus.registerVirtualObject(Root, this, QDBusConnection::SubPath) || !m_bus.registerService(Name))
        qFatal("cannot be a Secret Service on this bus");
}

FakeSecretService::~FakeSecretService()
{
    leave();
}

void FakeSecretService::leave()
{
    if (!m_bus.isConnected())
        return;
    m_bus.unregisterObject(Root, QDBusConnection::UnregisterTree);
    QDBusConnection::disconnectFromBus(QStringLiteral("fake secret service"));
    m_bus = QDBusConnection(QString()); // the last reference: only now the socket is closed
}

QMap<QString, QByteArray> FakeSecretService::secrets() const
{
    QMap<QString, QByteArray> result;
    for (const Item &item : m_items)
        result.insert(item.attributes.value(QStringLiteral("server")) + QLatin1Char('/')
                          + item.attributes.value(QStringLiteral("user")),
                      item.value);
    return result;
}

QString FakeSecretService::introspect(const QString &) const
{
    return {};
}

bool FakeSecretService::handleMessage(const QDBusMessage &message, const QDBusConnection &connection)
{
    ++m_calls[message.member()];
    if (m_mood.silentMethods.contains(message.member())) {
        message.setDelayedReply(true);
        m_silenced.append(message);
        return true;
    }
    return connection.send(answer(message));
}

void FakeSecretService::answerSilenced()
{
    const QList<QDBusMessage> calls = std::exchange(m_silenced, {});
    for (const QDBusMessage &call : calls)
        m_bus.send(answer(call));
}

QStringList FakeSecretService::matching(const Attributes &attributes) const
{
    QStringList result;
    for (auto item = m_items.begin(); item != m_items.end(); ++item) {
        bool isMatch = true;
        for (auto attribute = attributes.begin(); attribute != attributes.end(); ++attribute)
            isMatch = isMatch && item->attributes.value(attribute.key()) == attribute.value();
        if (isMatch)
            result.append(item.key());
    }
    return m_mood.hidesItems ? QStringList() : result;
}

QDBusMessage FakeSecretService::createItem(const QDBusMessage &call)
{
    const auto properties = qdbus_cast<QVariantMap>(call.arguments().at(0));
    const auto secret = qdbus_cast<WireSecret>(call.arguments().at(1));
    const auto attributes =
        qdbus_cast<Attributes>(properties.value(QStringLiteral("org.freedesktop.Secret.Item.Attributes")));
    const QStringList existing = matching(attributes);
    const QString item = existing.isEmpty() ? Collection + QStringLiteral("/%1").arg(++m_number) : existing.first();
    if (!m_mood.forgetsSecrets)
        m_items.insert(item,
                       {attributes, m_mood.altersSecrets ? secret.value.toUpper() : secret.value, secret.contentType});
    return call.createReply({path(item), path(QStringLiteral("/"))});
}

QDBusMessage FakeSecretService::answer(const QDBusMessage &call)
{
    const QString method = call.member();
    const QVariant nothing = path(QStringLiteral("/"));
    const bool concernsItem = method == QLatin1String("CreateItem") || method == QLatin1String("GetSecrets")
        || method == QLatin1String("Delete");
    if (concernsItem && !m_mood.errorName.isEmpty())
        return call.createErrorReply(m_mood.errorName, QStringLiteral("as told"));

    if (method == QLatin1String("ReadAlias"))
        return call.createReply(m_mood.hasNoCollection ? nothing : path(Collection));
    if (method == QLatin1String("Get")) {
        const QString property = call.arguments().at(1).toString();
        if (m_mood.aliasDangles)
            return call.createErrorReply(QStringLiteral("org.freedesktop.DBus.Error.UnknownObject"),
                                         QStringLiteral("no such object"));
        if (property == QLatin1String("Locked"))
            return call.createReply(variant(m_mood.isLocked));
    }
    if (method == QLatin1String("GetAll"))
        return call.createReply(QVariantMap());
    if (method == QLatin1String("OpenSession")) {
        if (call.arguments().at(0).toString() != QLatin1String("plain"))
            return call.createErrorReply(QDBusError::NotSupported, QStringLiteral("only plain"));
        return call.createReply({variant(QString()), path(Root + QStringLiteral("/session/s"))});
    }
    if (method == QLatin1String("SearchItems")) {
        const QStringList found = matching(qdbus_cast<Attributes>(call.arguments().at(0)));
        return m_mood.isLocked ? call.createReply({paths({}), paths(found)})
                               : call.createReply({paths(found), paths({})});
    }
    if (method == QLatin1String("Unlock"))
        return m_mood.isLocked ? call.createReply({paths({}), path(Prompt)})
                               : call.createReply({call.arguments().at(0), nothing});
    if (method == QLatin1String("Prompt")) {
        if (!m_mood.promptIsNeverShown) {
            m_mood.isLocked = m_mood.unlocksNothing;
            QDBusMessage completed = QDBusMessage::createSignal(Prompt, QStringLiteral("org.freedesktop.Secret.Prompt"),
                                                                QStringLiteral("Completed"));
            completed << false << variant(paths(m_mood.unlocksNothing ? QStringList() : QStringList{Collection}));
            m_bus.send(completed);
        }
        return call.createReply();
    }
    if (method == QLatin1String("CreateItem"))
        return createItem(call);
    if (method == QLatin1String("GetSecrets")) {
        WireSecrets found;
        const auto asked = qdbus_cast<QList<QDBusObjectPath>>(call.arguments().at(0));
        for (const QDBusObjectPath &object : asked) {
            const Item item = m_items.value(object.path());
            found.insert(object,
                         {QDBusObjectPath(Root + QStringLiteral("/session/s")), {}, item.value, item.contentType});
        }
        return call.createReply(QVariant::fromValue(found));
    }
    if (method == QLatin1String("Delete")) {
        if (!m_mood.keepsDeleted)
            m_items.remove(call.path());
        return call.createReply(nothing);
    }
    return call.createErrorReply(QDBusError::UnknownMethod, method);
}

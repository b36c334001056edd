#include "keychain/KeyringSearch.h"

#include "keychain/SessionBus.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QMap>

namespace keychain {

using secrets::KeychainError;

namespace {

using Attributes = QMap<QString, QString>; // a{ss}

QStringList paths(const QVariant &argument)
{
    QStringList result;
    const auto objects = qdbus_cast<QList<QDBusObjectPath>>(argument);
    for (const QDBusObjectPath &object : objects)
        result.append(object.path());
    return result;
}

} // namespace

KeyringSearch::KeyringSearch(Keyring keyring, secrets::KeychainEntry entry, std::chrono::milliseconds limit)
    : m_keyring(std::move(keyring))
    , m_entry(std::move(entry))
    , m_limit(limit)
{
    qDBusRegisterMetaType<Attributes>();
}

void KeyringSearch::run()
{
    if (m_keyring.kind != Keyring::Kind::SecretService) {
        finishWith(FoundItems{});
        return;
    }
    // The attributes that QtKeychain gives an item, all but "type", which tells text from binary.
    const Attributes attributes{{QStringLiteral("user"), m_entry.account}, {QStringLiteral("server"), m_entry.service}};
    QDBusMessage call = serviceCall(QStringLiteral("SearchItems"));
    call << QVariant::fromValue(attributes);
    ask(call, m_limit, this, [this](const QDBusMessage &reply) { searched(reply); });
}

void KeyringSearch::searched(const QDBusMessage &reply)
{
    if (reply.type() == QDBusMessage::ErrorMessage) {
        finishWith(Unexpected(keychainError(QDBusError(reply))));
        return;
    }
    if (reply.signature() != QLatin1String("aoao")) {
        finishWith(Unexpected(KeychainError{KeychainError::Reason::Other,
                                            QStringLiteral("SearchItems was answered with something else")}));
        return;
    }
    finishWith(FoundItems{paths(reply.arguments().at(0)), paths(reply.arguments().at(1))});
}

} // namespace keychain

#include "keychain/SecretServiceProbe.h"

#include "keychain/SessionBus.h"
#include "keychain/SilentBus.h"

#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QStringList>

namespace keychain {

using secrets::KeychainError;
using secrets::KeychainState;

namespace {

/// The wallet that QtKeychain asks first on this desktop, or nothing; its rule, so that we look where it will look.
QString preferredWallet()
{
    const QByteArray desktop = qgetenv("XDG_CURRENT_DESKTOP");
    const QByteArray session = qgetenv("DESKTOP_SESSION");
    const bool isAnother = desktop == "GNOME" || desktop == "Unity" || (desktop != "KDE" && session == "gnome");
    const bool isKde = desktop == "KDE" || session == "kde" || !qEnvironmentVariableIsEmpty("KDE_FULL_SESSION");
    if (isAnother || !isKde)
        return {};
    const QByteArray version = qgetenv("KDE_SESSION_VERSION");
    if (version == "5")
        return QStringLiteral("kwalletd5");
#ifdef QTKEYCHAIN_KNOWS_KWALLET6
    if (version == "6")
        return QStringLiteral("kwalletd6");
#endif
    return {};
}

bool isError(const QDBusMessage &reply)
{
    return reply.type() == QDBusMessage::ErrorMessage;
}

/// The first argument of a reply, when it has this type.
template <typename T> std::optional<T> firstArgument(const QDBusMessage &reply)
{
    const QVariant value = reply.arguments().value(0);
    if (value.metaType() != QMetaType::fromType<T>())
        return std::nullopt;
    return value.value<T>();
}

} // namespace

SecretServiceProbe::SecretServiceProbe(std::chrono::milliseconds limit)
    : m_limit(limit)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        finishWith(Unexpected(KeychainError{
            KeychainError::Reason::TimedOut,
            QStringLiteral("%1 did not answer within %2 ms").arg(m_keyring.service).arg(m_limit.count())}));
    });
}

SecretServiceProbe::~SecretServiceProbe() = default;

void SecretServiceProbe::run()
{
    if (isBusSilent()) {
        finishWith(Unexpected(
            KeychainError{KeychainError::Reason::TimedOut, QStringLiteral("the session bus does not answer")}));
        return;
    }
    if (!QDBusConnection::sessionBus().isConnected()) {
        finishWith(KeychainState::NoBus);
        return;
    }
    m_deadline.start(m_limit);
    if (const QString wallet = preferredWallet(); !wallet.isEmpty())
        askWallet(wallet);
    else
        askSecretService();
}

void SecretServiceProbe::askSecretService()
{
    m_keyring = {Keyring::Kind::SecretService, secretservice::Name, QString(), QString()};
    // Starts the service when it is not running.
    QDBusMessage call = serviceCall(QStringLiteral("ReadAlias"));
    call << QStringLiteral("default");
    ask(call, m_limit, this, [this](const QDBusMessage &reply) { aliasRead(reply); });
}

void SecretServiceProbe::aliasRead(const QDBusMessage &reply)
{
    if (isError(reply)) {
        unanswered(QDBusError(reply));
        return;
    }
    m_keyring.owner = reply.service();
    const auto collection = firstArgument<QDBusObjectPath>(reply);
    if (!collection) {
        finishWith(Unexpected(
            KeychainError{KeychainError::Reason::Other, QStringLiteral("ReadAlias was answered with something else")}));
        return;
    }
    if (collection->path() == secretservice::Nothing) {
        finishWith(KeychainState::NoCollection);
        return;
    }
    m_keyring.collection = collection->path();
    QDBusMessage call =
        QDBusMessage::createMethodCall(secretservice::Name, m_keyring.collection,
                                       QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    call << secretservice::Collection << QStringLiteral("Locked");
    ask(call, m_limit, this, [this](const QDBusMessage &answer) { lockedRead(answer); });
}

void SecretServiceProbe::lockedRead(const QDBusMessage &reply)
{
    if (isError(reply)) {
        const QDBusError error(reply);
        const bool isGone = error.type() == QDBusError::UnknownObject || error.type() == QDBusError::UnknownMethod
            || error.type() == QDBusError::UnknownInterface
            || error.name() == QLatin1String("org.freedesktop.Secret.Error.NoSuchObject");
        if (isGone) {
            // The alias points to a collection that was deleted.
            m_keyring.collection.clear();
            finishWith(KeychainState::NoCollection);
        } else {
            unanswered(error);
        }
        return;
    }
    const auto variant = firstArgument<QDBusVariant>(reply);
    // Anything but a clear "no" is not Ready.
    const bool isUnlocked =
        variant && variant->variant().metaType() == QMetaType::fromType<bool>() && !variant->variant().toBool();
    finishWith(isUnlocked ? KeychainState::Ready : KeychainState::Locked);
}

QDBusMessage SecretServiceProbe::walletCall(const QString &method) const
{
    // "org.kde.kwalletd5" has its object at "/modules/kwalletd5".
    return QDBusMessage::createMethodCall(m_keyring.service,
                                          QStringLiteral("/modules/") + m_keyring.service.section(QLatin1Char('.'), -1),
                                          kwallet::Interface, method);
}

void SecretServiceProbe::askWallet(const QString &service)
{
    m_keyring = {Keyring::Kind::KWallet, QStringLiteral("org.kde.") + service, QString(), QString()};
    ask(walletCall(QStringLiteral("networkWallet")), m_limit, this,
        [this](const QDBusMessage &reply) { walletNamed(reply); });
}

void SecretServiceProbe::walletNamed(const QDBusMessage &reply)
{
    if (isError(reply)) {
        // QtKeychain goes to the Secret Service then, and so do we.
        if (keychainError(QDBusError(reply)).reason == KeychainError::Reason::NoService)
            askSecretService();
        else
            unanswered(QDBusError(reply));
        return;
    }
    m_keyring.owner = reply.service();
    m_keyring.collection = firstArgument<QString>(reply).value_or(QString());
    ask(walletCall(QStringLiteral("isEnabled")), m_limit, this,
        [this](const QDBusMessage &answer) { walletEnabled(answer); });
}

void SecretServiceProbe::walletEnabled(const QDBusMessage &reply)
{
    if (isError(reply)) {
        unanswered(QDBusError(reply));
        return;
    }
    if (!firstArgument<bool>(reply).value_or(false)) {
        finishWith(KeychainState::NoService); // switched off in the system settings
        return;
    }
    QDBusMessage call = walletCall(QStringLiteral("isOpen"));
    call << m_keyring.collection;
    ask(call, m_limit, this, [this](const QDBusMessage &answer) { walletOpen(answer); });
}

void SecretServiceProbe::walletOpen(const QDBusMessage &reply)
{
    if (isError(reply)) {
        unanswered(QDBusError(reply));
        return;
    }
    if (firstArgument<bool>(reply).value_or(false)) {
        finishWith(KeychainState::Ready);
        return;
    }
    ask(walletCall(QStringLiteral("wallets")), m_limit, this,
        [this](const QDBusMessage &answer) { walletsListed(answer); });
}

void SecretServiceProbe::walletsListed(const QDBusMessage &reply)
{
    if (isError(reply)) {
        unanswered(QDBusError(reply));
        return;
    }
    const auto wallets = firstArgument<QStringList>(reply);
    finishWith(wallets && wallets->contains(m_keyring.collection) ? KeychainState::Locked
                                                                  : KeychainState::NoCollection);
}

void SecretServiceProbe::unanswered(const QDBusError &error)
{
    const KeychainError reason = keychainError(error);
    switch (reason.reason) {
    case KeychainError::Reason::NoBus:
        finishWith(KeychainState::NoBus);
        return;
    case KeychainError::Reason::NoService:
        finishWith(KeychainState::NoService);
        return;
    default:
        finishWith(Unexpected(reason));
        return;
    }
}

} // namespace keychain

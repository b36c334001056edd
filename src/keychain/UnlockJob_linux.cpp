#include "keychain/UnlockJob.h"

#include "keychain/SessionBus.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QVariantMap>

#include <limits>

namespace keychain {

using secrets::KeychainError;

namespace {

QList<QDBusObjectPath> objectPaths(const QStringList &paths)
{
    QList<QDBusObjectPath> result;
    for (const QString &path : paths)
        result.append(QDBusObjectPath(path));
    return result;
}

QStringList strings(const QVariant &argument)
{
    QStringList result;
    const auto paths = qdbus_cast<QList<QDBusObjectPath>>(argument);
    for (const QDBusObjectPath &path : paths)
        result.append(path.path());
    return result;
}

} // namespace

UnlockJob::UnlockJob(Keyring keyring, QStringList objects, QString application, std::chrono::milliseconds answerWithin)
    : m_keyring(std::move(keyring))
    , m_objects(std::move(objects))
    , m_application(std::move(application))
    , m_answerWithin(answerWithin)
{
}

UnlockJob::~UnlockJob()
{
    if (isFirstKeyring() && !m_prompt.isEmpty())
        QDBusConnection::sessionBus().send(QDBusMessage::createMethodCall(
            secretservice::Name, m_prompt, secretservice::Prompt, QStringLiteral("Dismiss")));
}

bool UnlockJob::isFirstKeyring() const
{
    return m_objects.isEmpty();
}

void UnlockJob::run()
{
    auto *watcher = new QDBusServiceWatcher(m_keyring.service, QDBusConnection::sessionBus(),
                                            QDBusServiceWatcher::WatchForUnregistration, this);
    connect(watcher, &QDBusServiceWatcher::serviceUnregistered, this, [this] { serviceLeft(); });

    if (m_keyring.kind == Keyring::Kind::KWallet) {
        QDBusMessage call = QDBusMessage::createMethodCall(
            m_keyring.service, QStringLiteral("/modules/") + m_keyring.service.section(QLatin1Char('.'), -1),
            kwallet::Interface, QStringLiteral("open"));
        call << m_keyring.collection << qlonglong(0) << m_application;
        // Answered when the person has answered.
        ask(call, std::chrono::milliseconds(std::numeric_limits<int>::max()), this,
            [this](const QDBusMessage &reply) { walletOpened(reply); });
        return;
    }

    QDBusMessage call;
    if (isFirstKeyring()) {
        call = serviceCall(QStringLiteral("CreateCollection"));
        // Label and alias as libsecret chooses them when it makes the first one.
        const QVariantMap properties{
            {secretservice::Collection + QStringLiteral(".Label"), QStringLiteral("Default keyring")}};
        call << properties << QStringLiteral("default");
    } else {
        call = serviceCall(QStringLiteral("Unlock"));
        call << QVariant::fromValue(objectPaths(m_objects));
    }
    ask(call, m_answerWithin, this, [this](const QDBusMessage &reply) { asked(reply); });
}

void UnlockJob::asked(const QDBusMessage &reply)
{
    if (reply.type() == QDBusMessage::ErrorMessage) {
        finishWith(Unexpected(keychainError(QDBusError(reply))));
        return;
    }
    // CreateCollection: (collection, prompt); Unlock: (unlocked objects, prompt).
    const QList<QVariant> arguments = reply.arguments();
    if (reply.signature() != (isFirstKeyring() ? QLatin1String("oo") : QLatin1String("aoo"))) {
        finishWith(Unexpected(KeychainError{
            KeychainError::Reason::Other, QStringLiteral("the keyring answered with \"%1\"").arg(reply.signature())}));
        return;
    }
    const QString path = arguments.at(1).value<QDBusObjectPath>().path();
    if (path != secretservice::Nothing) {
        prompt(path);
        return;
    }
    if (isFirstKeyring())
        settle({arguments.at(0).value<QDBusObjectPath>().path()});
    else
        settle(strings(arguments.at(0)));
}

void UnlockJob::prompt(const QString &path)
{
    // Listen before asking, or the answer could be missed.
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.connect(secretservice::Name, path, secretservice::Prompt, QStringLiteral("Completed"), this,
                     SLOT(promptCompleted(bool, QDBusVariant)))) {
        refused(QStringLiteral("cannot listen for the answer of the unlock window"));
        return;
    }
    m_prompt = path;
    QDBusMessage call =
        QDBusMessage::createMethodCall(secretservice::Name, path, secretservice::Prompt, QStringLiteral("Prompt"));
    call << QString(); // no parent window: what an identifier means depends on the window system
    ask(call, m_answerWithin, this, [this](const QDBusMessage &reply) {
        if (reply.type() == QDBusMessage::ErrorMessage && !m_prompt.isEmpty()) {
            m_prompt.clear();
            finishWith(Unexpected(keychainError(QDBusError(reply))));
        }
    });
}

void UnlockJob::promptCompleted(bool dismissed, const QDBusVariant &result)
{
    if (m_prompt.isEmpty())
        return;
    m_prompt.clear();
    if (dismissed) {
        refused(QStringLiteral("the unlock window was dismissed, or there was no display to show it on"));
        return;
    }
    const QVariant value = result.variant();
    if (isFirstKeyring())
        settle({value.value<QDBusObjectPath>().path()});
    else
        settle(strings(value));
}

void UnlockJob::settle(const QStringList &unlocked)
{
    const QString first = unlocked.value(0);
    if (!first.isEmpty() && first != secretservice::Nothing)
        finishWith({});
    else
        refused(QStringLiteral("the unlock window was answered, but the keyring stayed locked"));
}

void UnlockJob::walletOpened(const QDBusMessage &reply)
{
    if (reply.type() == QDBusMessage::ErrorMessage) {
        finishWith(Unexpected(keychainError(QDBusError(reply))));
        return;
    }
    bool isNumber = false;
    const int handle = reply.arguments().value(0).toInt(&isNumber);
    if (isNumber && handle >= 0)
        finishWith({});
    else
        refused(QStringLiteral("the wallet was not opened"));
}

void UnlockJob::serviceLeft()
{
    m_prompt.clear();
    finishWith(Unexpected(
        KeychainError{KeychainError::Reason::NoService, QStringLiteral("%1 left the bus").arg(m_keyring.service)}));
}

void UnlockJob::refused(const QString &detail)
{
    finishWith(Unexpected(
        KeychainError{isFirstKeyring() ? KeychainError::Reason::NoCollection : KeychainError::Reason::Locked, detail}));
}

} // namespace keychain

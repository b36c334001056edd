#include "keychain/GnomeKeyring.h"

#include "keychain/WireSecret.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDBusVariant>
#include <QDeadlineTimer>
#include <QMap>
#include <QProcess>
#include <QThread>
#include <QVariantMap>

#include <csignal>

namespace gnomekeyring {

using Attributes = QMap<QString, QString>; // a{ss}

namespace {

const QString Name = QStringLiteral("org.freedesktop.secrets");
const QString Root = QStringLiteral("/org/freedesktop/secrets");
const QString Service = QStringLiteral("org.freedesktop.Secret.Service");
const QString Internal = QStringLiteral("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface");

QList<QVariant> call(const QString &path, const QString &interface, const QString &method,
                     const QList<QVariant> &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(Name, path, interface, method);
    message.setArguments(arguments);
    const QDBusMessage reply = QDBusConnection::sessionBus().call(message, QDBus::Block, 10'000);
    if (reply.type() != QDBusMessage::ReplyMessage)
        qFatal("%s: %s", qPrintable(method), qPrintable(reply.errorMessage()));
    return reply.arguments();
}

QByteArray run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(10'000))
        qFatal("%s does not answer", qPrintable(program));
    return process.readAllStandardOutput();
}

QDBusObjectPath session()
{
    const auto opened = call(Root, Service, QStringLiteral("OpenSession"),
                             {QStringLiteral("plain"), QVariant::fromValue(QDBusVariant(QString()))});
    return opened.at(1).value<QDBusObjectPath>();
}

QString defaultCollection()
{
    return call(Root, Service, QStringLiteral("ReadAlias"), {QStringLiteral("default")})
        .at(0)
        .value<QDBusObjectPath>()
        .path();
}

} // namespace

QByteArray lookup(const QString &service, const QString &account)
{
    return run(QStringLiteral("secret-tool"),
               {QStringLiteral("lookup"), QStringLiteral("server"), service, QStringLiteral("user"), account});
}

qsizetype count(const QString &service, const QString &account)
{
    qDBusRegisterMetaType<Attributes>();
    const Attributes attributes{{QStringLiteral("user"), account}, {QStringLiteral("server"), service}};
    const auto found = call(Root, Service, QStringLiteral("SearchItems"), {QVariant::fromValue(attributes)});
    return qdbus_cast<QList<QDBusObjectPath>>(found.at(0)).size();
}

void lock()
{
    lock(defaultCollection());
}

void lock(const QString &collection)
{
    call(Root, Service, QStringLiteral("Lock"),
         {QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(collection)})});
}

void unlock()
{
    qDBusRegisterMetaType<WireSecret>();
    const WireSecret master{session(), {}, password().toUtf8(), QStringLiteral("text/plain")};
    // gnome-keyring's own way to do it without a window.
    call(Root, Internal, QStringLiteral("UnlockWithMasterPassword"),
         {QVariant::fromValue(QDBusObjectPath(defaultCollection())), QVariant::fromValue(master)});
}

QString makeCollection(const QString &label, const QByteArray &password)
{
    qDBusRegisterMetaType<WireSecret>();
    const WireSecret master{session(), {}, password, QStringLiteral("text/plain")};
    const QVariantMap properties{{QStringLiteral("org.freedesktop.Secret.Collection.Label"), label}};
    const auto made =
        call(Root, Internal, QStringLiteral("CreateWithMasterPassword"), {properties, QVariant::fromValue(master)});
    return made.at(0).value<QDBusObjectPath>().path();
}

void store(const QString &collection, const QString &service, const QString &account, const QByteArray &secret)
{
    run(QStringLiteral("secret-tool"),
        {QStringLiteral("store"), QStringLiteral("--label=elsewhere"), QStringLiteral("--collection=") + collection,
         QStringLiteral("server"), service, QStringLiteral("user"), account, QStringLiteral("type"),
         QStringLiteral("plaintext")},
        secret);
    if (lookup(service, account).isEmpty())
        qFatal("secret-tool did not store it");
}

qint64 processId()
{
    const QDBusReply<uint> process = QDBusConnection::sessionBus().interface()->servicePid(Name);
    if (!process.isValid())
        qFatal("nobody owns %s", qPrintable(Name));
    return process.value();
}

void takeAway()
{
    ::kill(static_cast<pid_t>(processId()), SIGKILL);
    const QDeadlineTimer deadline(10'000);
    while (QDBusConnection::sessionBus().interface()->isServiceRegistered(Name)) {
        if (deadline.hasExpired())
            qFatal("the keyring does not go away");
        QThread::yieldCurrentThread();
    }
}

} // namespace gnomekeyring

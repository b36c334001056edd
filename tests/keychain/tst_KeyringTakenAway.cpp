#include "keychain/GnomeKeyring.h"
#include "keychain/KeyringTest.h"
#include "keychain/Prompter.h"
#include "keychain/SystemKeychain.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDir>
#include <QFile>
#include <QTest>
#include <QTimer>

using keychain::SystemKeychain;
using secrets::KeychainEntry;

namespace {

const KeychainEntry Token = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));

/// Where with-keyring's bus looks for services to start.
QString serviceFile()
{
    return QDir::tempPath() + QStringLiteral("/services/org.freedesktop.secrets.service");
}

void reloadBus()
{
    QDBusConnection::sessionBus().call(
        QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.DBus"), QStringLiteral("/org/freedesktop/DBus"),
                                       QStringLiteral("org.freedesktop.DBus"), QStringLiteral("ReloadConfig")));
}

} // namespace

/// A real gnome-keyring that is killed while it is used. The bus starts another one, which is locked.
class tst_KeyringTakenAway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void while_the_window_is_open();
    void between_two_operations();
    void and_not_brought_back();
    void at_any_moment_of_a_store();
    void at_any_moment_of_a_removal();

private:
    void killSoon(int milliseconds);
    void bringBack();

    bool m_isKilled = false;
};

void tst_KeyringTakenAway::init()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.probe()));
    gnomekeyring::unlock();
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("seeded")))));
}

void tst_KeyringTakenAway::while_the_window_is_open()
{
    gnomekeyring::lock();
    SystemKeychain keychain;
    const auto fetch = keychain.fetch(Token);
    fetch->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    gnomekeyring::takeAway();
    QTRY_VERIFY_WITH_TIMEOUT(fetch->isFinished(), 20'000);
    QCOMPARE(reasonOf(fetch->outcome()), "NoService");
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);

    const auto again = keychain.fetch(Token);
    again->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(again->isFinished(), 20'000);
    KEYRING_VERIFY(again->outcome());
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);
}

void tst_KeyringTakenAway::between_two_operations()
{
    SystemKeychain keychain;
    gnomekeyring::takeAway();
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Locked");
    gnomekeyring::unlock();
    // libsecret has an encrypted session with the dead one.
    const auto fetched = outcomeOf(keychain.fetch(Token));
    KEYRING_VERIFY(fetched);
    QVERIFY(fetched.value() == Secret(QByteArrayLiteral("seeded")));

    gnomekeyring::takeAway();
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Locked");
    gnomekeyring::unlock();
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("newer")))));
}

void tst_KeyringTakenAway::and_not_brought_back()
{
    SystemKeychain keychain;
    const QString aside = serviceFile() + QStringLiteral(".aside");
    QVERIFY(QFile::rename(serviceFile(), aside));
    reloadBus();
    gnomekeyring::takeAway();
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "NoService");
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "NoService");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(Token))), "NoService");
    QCOMPARE(reasonOf(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("lost"))))), "NoService");

    QVERIFY(QFile::rename(aside, serviceFile()));
    reloadBus();
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Locked");
    gnomekeyring::unlock();
    const auto fetched = outcomeOf(keychain.fetch(Token));
    KEYRING_VERIFY(fetched);
    QVERIFY(fetched.value() == Secret(QByteArrayLiteral("seeded")));
}

void tst_KeyringTakenAway::killSoon(int milliseconds)
{
    m_isKilled = false;
    QTimer::singleShot(milliseconds, this, [this] {
        gnomekeyring::takeAway();
        m_isKilled = true;
    });
}

void tst_KeyringTakenAway::bringBack()
{
    QTRY_VERIFY(m_isKilled);
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.probe())); // starts another one
    if (prompter::isShown())
        prompter::cancel();
    gnomekeyring::unlock();
}

void tst_KeyringTakenAway::at_any_moment_of_a_store()
{
    for (int delay = 0; delay < 24; delay += 2) {
        SystemKeychain keychain({.personWithin = std::chrono::milliseconds(500)});
        const QByteArray bytes = QByteArrayLiteral("secret ") + QByteArray::number(delay);
        killSoon(delay);
        const auto outcome = outcomeOf(keychain.store(Token, Secret(bytes)));
        bringBack();
        const auto fetched = outcomeOf(keychain.fetch(Token));
        KEYRING_VERIFY(fetched);
        // What was said to be stored is stored; what was not said to be may be.
        if (outcome)
            QVERIFY(fetched.value() == Secret(bytes));
        else
            qInfo("killed after %d ms: %s", delay, reasonWithDetail(outcome).constData());
    }
}

void tst_KeyringTakenAway::at_any_moment_of_a_removal()
{
    for (int delay = 0; delay < 24; delay += 2) {
        SystemKeychain keychain({.personWithin = std::chrono::milliseconds(500)});
        KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
        killSoon(delay);
        const auto outcome = outcomeOf(keychain.remove(Token));
        bringBack();
        // What was said to be gone is gone.
        if (outcome)
            QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "NotFound");
        else
            qInfo("killed after %d ms: %s", delay, reasonWithDetail(outcome).constData());
    }
}

QTEST_GUILESS_MAIN(tst_KeyringTakenAway)

#include "tst_KeyringTakenAway.moc"

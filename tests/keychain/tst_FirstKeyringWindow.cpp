#include "keychain/GnomeKeyring.h"
#include "keychain/KeyringTest.h"
#include "keychain/Prompter.h"
#include "keychain/SystemKeychain.h"

#include <QTest>

using keychain::SystemKeychain;

/// gnome-keyring on its first day, on a display: the real window in which a keyring is made (facts 3.2, row "on a
/// display, user presses Esc").
class tst_FirstKeyringWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelled_nothing_is_stored();
    void dropped_the_window_goes();
    void reading_does_not_make_a_keyring();
    void answered_the_secret_is_stored();
};

void tst_FirstKeyringWindow::cancelled_nothing_is_stored()
{
    SystemKeychain keychain;
    const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    const auto store = keychain.store(entry, Secret(QByteArrayLiteral("secret")));
    store->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::cancel();
    QTRY_VERIFY_WITH_TIMEOUT(store->isFinished(), 20'000);
    QCOMPARE(reasonOf(store->outcome()), "NoCollection");
    QTRY_VERIFY(!prompter::isShown());
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "NoCollection");
}

void tst_FirstKeyringWindow::dropped_the_window_goes()
{
    SystemKeychain keychain;
    auto store =
        keychain.store(secrets::apiTokenEntry(QStringLiteral("acme.okta.com")), Secret(QByteArrayLiteral("secret")));
    store->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    const qint64 process = gnomekeyring::processId();
    store.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "NoCollection");
    QCOMPARE(gnomekeyring::processId(), process); // and gnome-keyring survives it
}

void tst_FirstKeyringWindow::reading_does_not_make_a_keyring()
{
    SystemKeychain keychain;
    const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(entry))), "NoCollection");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(entry))), "NoCollection");
    QVERIFY(!prompter::isShown());
}

void tst_FirstKeyringWindow::answered_the_secret_is_stored()
{
    SystemKeychain keychain;
    const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    const auto store = keychain.store(entry, Secret(QByteArrayLiteral("secret")));
    store->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::choose(QStringLiteral("battery staple"));
    QTRY_VERIFY_WITH_TIMEOUT(store->isFinished(), 20'000);
    KEYRING_VERIFY(store->outcome());
    QCOMPARE(gnomekeyring::lookup(entry.service, entry.account), QByteArrayLiteral("secret"));
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Ready");
}

QTEST_GUILESS_MAIN(tst_FirstKeyringWindow)

#include "tst_FirstKeyringWindow.moc"

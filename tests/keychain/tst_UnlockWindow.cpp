#include "keychain/GnomeKeyring.h"
#include "keychain/KeyringTest.h"
#include "keychain/Prompter.h"
#include "keychain/SystemKeychain.h"

#include <QProcess>
#include <QTest>

using keychain::SystemKeychain;
using secrets::KeychainEntry;

namespace {

const KeychainEntry Token = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));

} // namespace

/// gnome-keyring, locked, on a display: the real unlock window (facts 3.2, rows "Locked, prompt open", "prompt
/// cancelled", "right password").
class tst_UnlockWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void asking_what_it_can_do_opens_no_window();
    void answered_the_secret_is_there();
    void answered_the_secret_is_stored();
    void answered_the_secret_is_removed();
    void cancelled_nothing_is_claimed_data();
    void cancelled_nothing_is_claimed();
    void not_answered_it_ends_and_the_window_serves_the_next();
    void dropping_the_job_stays_silent_and_the_window_serves_the_next();
    void dropped_and_cancelled_the_next_is_asked_anew();
    void several_at_once_open_one_window();
    void an_unanswered_window_holds_nobody_up();
    void the_program_can_be_quit_while_the_window_is_open_data();
    void the_program_can_be_quit_while_the_window_is_open();

private:
    qint64 m_process = 0;
};

void tst_UnlockWindow::initTestCase()
{
    SystemKeychain keychain;
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Locked"); // starts the daemon
    m_process = gnomekeyring::processId();
}

void tst_UnlockWindow::init()
{
    SystemKeychain keychain;
    QTRY_VERIFY(!prompter::isShown());
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Locked");
}

void tst_UnlockWindow::cleanup()
{
    // gnome-keyring survives what we do to its windows.
    QCOMPARE(gnomekeyring::processId(), m_process);
    if (prompter::isShown())
        prompter::cancel();
    gnomekeyring::unlock();
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("seeded")))));
    gnomekeyring::lock();
}

void tst_UnlockWindow::asking_what_it_can_do_opens_no_window()
{
    SystemKeychain keychain;
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Locked");
    QVERIFY(!prompter::isShown());
}

void tst_UnlockWindow::answered_the_secret_is_there()
{
    SystemKeychain keychain;
    const auto fetch = keychain.fetch(Token);
    fetch->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    QVERIFY(!fetch->isFinished());
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(fetch->isFinished(), 20'000);
    KEYRING_VERIFY(fetch->outcome());
    QVERIFY(fetch->outcome().value() == Secret(QByteArrayLiteral("seeded")));
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Ready");
}

void tst_UnlockWindow::answered_the_secret_is_stored()
{
    SystemKeychain keychain;
    const auto store = keychain.store(Token, Secret(QByteArrayLiteral("newer")));
    store->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(store->isFinished(), 20'000);
    KEYRING_VERIFY(store->outcome());
    QCOMPARE(gnomekeyring::lookup(Token.service, Token.account), QByteArrayLiteral("newer"));
}

void tst_UnlockWindow::answered_the_secret_is_removed()
{
    SystemKeychain keychain;
    const auto remove = keychain.remove(Token);
    remove->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(remove->isFinished(), 20'000);
    KEYRING_VERIFY(remove->outcome());
    QCOMPARE(gnomekeyring::count(Token.service, Token.account), 0);
}

void tst_UnlockWindow::cancelled_nothing_is_claimed_data()
{
    QTest::addColumn<QString>("operation");
    QTest::newRow("store") << QStringLiteral("store");
    QTest::newRow("fetch") << QStringLiteral("fetch");
    QTest::newRow("remove") << QStringLiteral("remove");
}

void tst_UnlockWindow::cancelled_nothing_is_claimed()
{
    QFETCH(const QString, operation);
    SystemKeychain keychain;
    const auto fetch = keychain.fetch(Token);
    const auto store = keychain.store(Token, Secret(QByteArrayLiteral("another")));
    const auto remove = keychain.remove(Token);
    Job &job = operation == QLatin1String("fetch") ? static_cast<Job &>(*fetch)
        : operation == QLatin1String("store")      ? static_cast<Job &>(*store)
                                                   : static_cast<Job &>(*remove);
    job.start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::cancel();
    QTRY_VERIFY_WITH_TIMEOUT(job.isFinished(), 20'000);
    if (&job == fetch.get())
        QCOMPARE(reasonOf(fetch->outcome()), "Locked");
    else if (&job == store.get())
        QCOMPARE(reasonOf(store->outcome()), "Locked");
    else
        QCOMPARE(reasonOf(remove->outcome()), "Locked");
    // Asked once, not once more for good measure.
    QTRY_VERIFY(!prompter::isShown());
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Locked");

    gnomekeyring::unlock();
    QCOMPARE(gnomekeyring::lookup(Token.service, Token.account), QByteArrayLiteral("seeded"));
}

void tst_UnlockWindow::not_answered_it_ends_and_the_window_serves_the_next()
{
    SystemKeychain keychain({.personWithin = std::chrono::seconds(2)});
    const auto fetch = keychain.fetch(Token);
    fetch->start();
    QTRY_VERIFY_WITH_TIMEOUT(fetch->isFinished(), 20'000);
    QCOMPARE(reasonOf(fetch->outcome()), "TimedOut");
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);

    const auto again = keychain.fetch(Token);
    again->start();
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(again->isFinished(), 20'000);
    KEYRING_VERIFY(again->outcome());
    // One window for both.
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);
}

void tst_UnlockWindow::dropping_the_job_stays_silent_and_the_window_serves_the_next()
{
    SystemKeychain keychain;
    auto fetch = keychain.fetch(Token);
    int finished = 0;
    connect(fetch.get(), &Job::finished, this, [&finished] { ++finished; });
    fetch->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    fetch.reset();

    const auto again = keychain.fetch(Token);
    again->start();
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(again->isFinished(), 20'000);
    KEYRING_VERIFY(again->outcome());
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);
    QCOMPARE(finished, 0);
}

void tst_UnlockWindow::dropped_and_cancelled_the_next_is_asked_anew()
{
    SystemKeychain keychain;
    auto fetch = keychain.fetch(Token);
    fetch->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    fetch.reset();
    prompter::cancel();
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);

    const auto again = keychain.fetch(Token);
    again->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(again->isFinished(), 20'000);
    KEYRING_VERIFY(again->outcome());
}

void tst_UnlockWindow::several_at_once_open_one_window()
{
    SystemKeychain keychain;
    const auto fetch = keychain.fetch(Token);
    const auto store =
        keychain.store(secrets::apiTokenEntry(QStringLiteral("two.okta.com")), Secret(QByteArrayLiteral("x")));
    fetch->start();
    store->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(fetch->isFinished() && store->isFinished(), 20'000);
    KEYRING_VERIFY(fetch->outcome());
    KEYRING_VERIFY(store->outcome());
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);
}

void tst_UnlockWindow::an_unanswered_window_holds_nobody_up()
{
    SystemKeychain keychain;
    const auto waiting = keychain.fetch(Token);
    waiting->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    // Unlocked elsewhere, with the window still open: others do not wait for it.
    gnomekeyring::unlock();
    const auto fetched = outcomeOf(keychain.fetch(Token));
    KEYRING_VERIFY(fetched);
    QVERIFY(fetched.value() == Secret(QByteArrayLiteral("seeded")));
}

void tst_UnlockWindow::the_program_can_be_quit_while_the_window_is_open_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("the job is destroyed, then the keychain") << QByteArrayLiteral("orderly");
    QTest::newRow("the keychain is destroyed, then the job") << QByteArrayLiteral("keychain-first");
    QTest::newRow("both after the application") << QByteArrayLiteral("late");
    QTest::newRow("killed") << QByteArrayLiteral("kill");
}

void tst_UnlockWindow::the_program_can_be_quit_while_the_window_is_open()
{
    QFETCH(const QByteArray, end);
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QStringLiteral(KEYRING_CLIENT), {});
    QVERIFY(program.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);

    if (end == "kill")
        program.kill();
    else
        program.write(end + '\n');
    QTRY_VERIFY_WITH_TIMEOUT(program.state() == QProcess::NotRunning, 20'000);
    if (end != "kill") {
        QCOMPARE(program.exitStatus(), QProcess::NormalExit); // under ASan: nothing was used after it was freed
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardOutput(), QByteArray());
    }

    // The keyring is still there, and who comes next gets an answer.
    QCOMPARE(gnomekeyring::processId(), m_process);
    SystemKeychain keychain;
    const auto fetch = keychain.fetch(Token);
    fetch->start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(fetch->isFinished() || prompter::isShown(), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(fetch->isFinished(), 20'000);
    KEYRING_VERIFY(fetch->outcome());
}

QTEST_GUILESS_MAIN(tst_UnlockWindow)

#include "tst_UnlockWindow.moc"

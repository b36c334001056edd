#include "keychain/FakeWallet.h"
#include "keychain/KeyringTest.h"
#include "keychain/SystemKeychain.h"

#include <QTest>

using keychain::SystemKeychain;
using Mood = FakeWallet::Mood;

namespace {

const secrets::KeychainEntry Token = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
const QString Stored = Token.service + QLatin1Char('|') + Token.account;

} // namespace

/// Plasma 5, where QtKeychain goes to kwalletd5 and drops its errors (facts 3.3).
class tst_KdeWallet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void the_state_is_told_apart_data();
    void the_state_is_told_apart();
    void a_secret_comes_back_and_goes_data();
    void a_secret_comes_back_and_goes();
    void a_closed_wallet_is_opened_first();
    void a_wallet_that_stays_closed_is_locked();
    void a_wallet_that_nobody_opens_times_out_and_holds_nobody_up();
    void a_wallet_that_is_not_made_is_no_collection();
    void a_write_that_failed_is_not_a_success();
    void a_read_that_failed_is_neither_a_secret_nor_missing();
    void a_removal_that_failed_is_not_a_success();
    void what_was_never_stored_is_not_found();

private:
    // One for all: QtKeychain decides once for each process where secrets are kept.
    std::unique_ptr<FakeWallet> m_wallet;
};

void tst_KdeWallet::initTestCase()
{
    qputenv("XDG_CURRENT_DESKTOP", "KDE");
    qputenv("KDE_SESSION_VERSION", "5");
    m_wallet = std::make_unique<FakeWallet>(Mood{});
}

void tst_KdeWallet::init()
{
    m_wallet->setMood({});
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.remove(Token)));
    QVERIFY(m_wallet->entries().isEmpty());
}

void tst_KdeWallet::the_state_is_told_apart_data()
{
    QTest::addColumn<Mood>("mood");
    QTest::addColumn<QByteArray>("state");
    QTest::newRow("open") << Mood{} << QByteArrayLiteral("Ready");
    QTest::newRow("closed") << Mood{.isClosed = true} << QByteArrayLiteral("Locked");
    QTest::newRow("not made yet") << Mood{.isClosed = true, .doesNotExist = true} << QByteArrayLiteral("NoCollection");
    QTest::newRow("switched off") << Mood{.isDisabled = true} << QByteArrayLiteral("NoService");
}

void tst_KdeWallet::the_state_is_told_apart()
{
    QFETCH(const Mood, mood);
    QFETCH(const QByteArray, state);
    m_wallet->setMood(mood);
    const int before = m_wallet->calls(QStringLiteral("open"));
    SystemKeychain keychain;
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), state);
    QCOMPARE(m_wallet->calls(QStringLiteral("open")), before); // asking opens no window
}

void tst_KdeWallet::a_secret_comes_back_and_goes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArrayLiteral("00token");
    QTest::newRow("binary") << QByteArrayLiteral("a\0\xFF");
}

void tst_KdeWallet::a_secret_comes_back_and_goes()
{
    QFETCH(const QByteArray, bytes);
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(bytes))));
    QCOMPARE(m_wallet->entries().value(Stored), bytes);
    const auto fetched = outcomeOf(keychain.fetch(Token));
    KEYRING_VERIFY(fetched);
    QVERIFY(fetched.value() == Secret(bytes));
    KEYRING_VERIFY(outcomeOf(keychain.remove(Token)));
    QVERIFY(m_wallet->entries().isEmpty());
}

void tst_KdeWallet::a_closed_wallet_is_opened_first()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    m_wallet->setMood({.isClosed = true});
    const auto fetched = outcomeOf(keychain.fetch(Token));
    KEYRING_VERIFY(fetched);
    QVERIFY(fetched.value() == Secret(QByteArrayLiteral("secret")));
}

void tst_KdeWallet::a_wallet_that_stays_closed_is_locked()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    m_wallet->setMood({.isClosed = true, .refusesToOpen = true});
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "Locked");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(Token))), "Locked");
    QCOMPARE(reasonOf(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("newer"))))), "Locked");
    QCOMPARE(m_wallet->entries().value(Stored), QByteArrayLiteral("secret"));
}

void tst_KdeWallet::a_wallet_that_nobody_opens_times_out_and_holds_nobody_up()
{
    SystemKeychain keychain({.personWithin = std::chrono::seconds(1)});
    m_wallet->setMood({.isClosed = true, .neverOpens = true});
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "TimedOut");
    m_wallet->setMood({}); // opened elsewhere
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
}

void tst_KdeWallet::a_wallet_that_is_not_made_is_no_collection()
{
    SystemKeychain keychain;
    m_wallet->setMood({.isClosed = true, .doesNotExist = true, .refusesToOpen = true});
    QCOMPARE(reasonOf(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret"))))), "NoCollection");
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "NoCollection");
    m_wallet->setMood({.isClosed = true, .doesNotExist = true});
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
}

void tst_KdeWallet::a_write_that_failed_is_not_a_success()
{
    SystemKeychain keychain;
    m_wallet->setMood({.failsToWrite = true});
    QCOMPARE(reasonOf(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret"))))), "ReadBackDiffers");

    m_wallet->setMood({});
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("older")))));
    m_wallet->setMood({.failsToWrite = true});
    QCOMPARE(reasonOf(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("newer"))))), "ReadBackDiffers");
    QCOMPARE(m_wallet->entries().value(Stored), QByteArrayLiteral("older")); // not lost on the way
}

void tst_KdeWallet::a_read_that_failed_is_neither_a_secret_nor_missing()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    m_wallet->setMood({.failsToRead = true});
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "Other");
}

void tst_KdeWallet::a_removal_that_failed_is_not_a_success()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    m_wallet->setMood({.failsToRemove = true});
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(Token))), "StillThere");
    // Not even when it cannot be read any more.
    m_wallet->setMood({.failsToRead = true, .failsToRemove = true});
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(Token))), "StillThere");
}

void tst_KdeWallet::what_was_never_stored_is_not_found()
{
    SystemKeychain keychain;
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "NotFound");
}

QTEST_GUILESS_MAIN(tst_KdeWallet)

#include "tst_KdeWallet.moc"

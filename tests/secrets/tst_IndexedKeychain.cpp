#include "secrets/IndexedKeychain.h"

#include "secrets/BrokenKeychain.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using secrets::IndexedKeychain;
using secrets::KeychainEntry;
using secrets::KeychainError;
using secrets::KeychainIndex;
using secrets::KeychainState;
using Reason = KeychainError::Reason;

namespace {

const KeychainEntry Token = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));

} // namespace

class tst_IndexedKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void what_is_stored_is_written_down();
    void it_is_written_down_before_it_is_stored();
    void what_cannot_be_written_down_is_not_stored();
    void what_may_have_been_stored_stays_written_down_data();
    void what_may_have_been_stored_stays_written_down();
    void what_was_surely_not_stored_is_struck_out_data();
    void what_was_surely_not_stored_is_struck_out();
    void a_refused_second_secret_does_not_strike_out_the_first();
    void without_a_keychain_nothing_is_written_down_data();
    void without_a_keychain_nothing_is_written_down();
    void it_is_struck_out_after_it_was_removed();
    void what_was_not_removed_stays_written_down();
    void reading_and_asking_go_straight_through();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<KeychainIndex> m_index;
};

void tst_IndexedKeychain::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_index = std::make_unique<KeychainIndex>(m_folder->filePath(QStringLiteral("entries.json")));
}

void tst_IndexedKeychain::what_is_stored_is_written_down()
{
    BrokenKeychain broken;
    IndexedKeychain keychain(broken, *m_index);
    QVERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    QCOMPARE(m_index->entries().value(), QList<KeychainEntry>{Token});
    QFile file(m_index->filePath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("secret\""));
}

void tst_IndexedKeychain::it_is_written_down_before_it_is_stored()
{
    BrokenKeychain broken;
    IndexedKeychain keychain(broken, *m_index);
    auto store = keychain.store(Token, Secret(QByteArrayLiteral("secret")));
    store->start();
    QVERIFY(QTest::qWaitFor([this] { return m_index->entries() && !m_index->entries().value().isEmpty(); }));
    QVERIFY(!store->isFinished());
    store.reset(); // the program is closed in this moment
    QCOMPARE(m_index->entries().value(), QList<KeychainEntry>{Token});
}

void tst_IndexedKeychain::what_cannot_be_written_down_is_not_stored()
{
    BrokenKeychain broken;
    QVERIFY(QDir().mkpath(m_index->filePath())); // a folder in its place
    IndexedKeychain keychain(broken, *m_index);
    const auto stored = outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret"))));
    QCOMPARE(stored.error().reason, Reason::Other);
    QVERIFY(stored.error().detail.contains(m_index->filePath()));
    QCOMPARE(outcomeOf(broken.fetch(Token)).error().reason, Reason::NotFound);
}

void tst_IndexedKeychain::what_may_have_been_stored_stays_written_down_data()
{
    QTest::addColumn<Reason>("reason");
    QTest::newRow("TimedOut") << Reason::TimedOut;
    QTest::newRow("ReadBackDiffers") << Reason::ReadBackDiffers;
    QTest::newRow("Locked") << Reason::Locked;
    QTest::newRow("NoService") << Reason::NoService;
    QTest::newRow("Other") << Reason::Other;
}

void tst_IndexedKeychain::what_may_have_been_stored_stays_written_down()
{
    QFETCH(const Reason, reason);
    BrokenKeychain broken;
    broken.storeFails = reason;
    IndexedKeychain keychain(broken, *m_index);
    QCOMPARE(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))).error().reason, reason);
    QCOMPARE(m_index->entries().value(), QList<KeychainEntry>{Token});
}

void tst_IndexedKeychain::what_was_surely_not_stored_is_struck_out_data()
{
    QTest::addColumn<Reason>("reason");
    QTest::newRow("EmptySecret") << Reason::EmptySecret;
    QTest::newRow("TooLarge") << Reason::TooLarge;
}

void tst_IndexedKeychain::what_was_surely_not_stored_is_struck_out()
{
    QFETCH(const Reason, reason);
    BrokenKeychain broken;
    broken.storeFails = reason;
    IndexedKeychain keychain(broken, *m_index);
    QCOMPARE(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))).error().reason, reason);
    QVERIFY(m_index->entries().value().isEmpty());
}

void tst_IndexedKeychain::a_refused_second_secret_does_not_strike_out_the_first()
{
    BrokenKeychain broken;
    IndexedKeychain keychain(broken, *m_index);
    QVERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    QCOMPARE(outcomeOf(keychain.store(Token, Secret())).error().reason, Reason::EmptySecret);
    QCOMPARE(m_index->entries().value(), QList<KeychainEntry>{Token});
}

void tst_IndexedKeychain::without_a_keychain_nothing_is_written_down_data()
{
    QTest::addColumn<KeychainState>("state");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("no bus") << KeychainState::NoBus << Reason::NoBus;
    QTest::newRow("no service") << KeychainState::NoService << Reason::NoService;
}

void tst_IndexedKeychain::without_a_keychain_nothing_is_written_down()
{
    QFETCH(const KeychainState, state);
    QFETCH(const Reason, reason);
    BrokenKeychain broken;
    broken.state = state;
    IndexedKeychain keychain(broken, *m_index);
    QCOMPARE(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))).error().reason, reason);
    QVERIFY(m_index->entries().value().isEmpty());
    QCOMPARE(outcomeOf(broken.fetch(Token)).error().reason, Reason::NotFound);
}

void tst_IndexedKeychain::it_is_struck_out_after_it_was_removed()
{
    BrokenKeychain broken;
    IndexedKeychain keychain(broken, *m_index);
    QVERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    QVERIFY(outcomeOf(keychain.remove(Token)));
    QVERIFY(m_index->entries().value().isEmpty());
}

void tst_IndexedKeychain::what_was_not_removed_stays_written_down()
{
    BrokenKeychain broken;
    broken.removeFails = {{Token.account, Reason::StillThere}};
    IndexedKeychain keychain(broken, *m_index);
    QVERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    QCOMPARE(outcomeOf(keychain.remove(Token)).error().reason, Reason::StillThere);
    QCOMPARE(m_index->entries().value(), QList<KeychainEntry>{Token});
}

void tst_IndexedKeychain::reading_and_asking_go_straight_through()
{
    BrokenKeychain broken;
    broken.state = KeychainState::Locked;
    IndexedKeychain keychain(broken, *m_index);
    QCOMPARE(outcomeOf(keychain.probe()).value(), KeychainState::Locked);
    QCOMPARE(outcomeOf(keychain.fetch(Token)).error().reason, Reason::NotFound);
    QVERIFY(outcomeOf(broken.store(Token, Secret(QByteArrayLiteral("secret")))));
    QVERIFY(outcomeOf(keychain.fetch(Token)).value() == Secret(QByteArrayLiteral("secret")));
}

QTEST_GUILESS_MAIN(tst_IndexedKeychain)

#include "tst_IndexedKeychain.moc"

#include "keychain/GnomeKeyring.h"
#include "keychain/KeyringTest.h"
#include "keychain/SystemKeychain.h"

#include <QTest>

using keychain::SystemKeychain;
using secrets::KeychainEntry;

namespace {

const KeychainEntry Token = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));

} // namespace

/// A real gnome-keyring, unlocked (facts 3.2, row "Unlocked").
class tst_ReadyKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();

    void the_probe_says_ready();
    void a_secret_comes_back_byte_for_byte_data();
    void a_secret_comes_back_byte_for_byte();
    void secret_tool_finds_the_token_as_it_is();
    void a_second_secret_replaces_the_first();
    void text_and_binary_under_one_name_do_not_hide_each_other();
    void a_secret_that_another_collection_hides_is_seen_to_come_back();
    void organisations_do_not_mix();
    void what_was_never_stored_is_not_found();
    void what_was_removed_is_gone_for_everybody();
    void removing_what_was_never_there_succeeds();
    void an_empty_secret_is_refused_and_the_old_one_kept();
    void size_is_checked_before_the_system_refuses_data();
    void size_is_checked_before_the_system_refuses();
    void a_name_that_would_be_cut_is_refused();
    void an_entry_in_another_locked_collection_is_locked_and_not_missing();
    void jobs_outlive_the_keychain();
    void many_at_once_all_end();
};

void tst_ReadyKeyring::cleanup()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.remove(Token)));
}

void tst_ReadyKeyring::the_probe_says_ready()
{
    SystemKeychain keychain;
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Ready");
}

void tst_ReadyKeyring::a_secret_comes_back_byte_for_byte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("an API token") << QByteArrayLiteral("00abcdefghijklmnopqrstuvwxyz0123456789-_AB");
    QTest::newRow("UTF-8") << QByteArrayLiteral("p\xC3\xA4ss \xF0\x9F\x94\x91");
    QTest::newRow("a NUL inside") << QByteArrayLiteral("before\0after");
    QTest::newRow("only a NUL") << QByteArrayLiteral("\0");
    QTest::newRow("not UTF-8") << QByteArrayLiteral("\xFF\xFE\x80");
    QTest::newRow("a byte order mark") << QByteArrayLiteral("\xEF\xBB\xBFtext");
    QTest::newRow("a surrogate in UTF-8") << QByteArrayLiteral("\xED\xA0\x80");
    QTest::newRow("lines") << QByteArrayLiteral("one\r\ntwo\n");
    QTest::newRow("looks like base64") << QByteArrayLiteral("c2VjcmV0");
    QTest::newRow("200,000 bytes") << QByteArray(200'000, 'x');
}

void tst_ReadyKeyring::a_secret_comes_back_byte_for_byte()
{
    QFETCH(const QByteArray, bytes);
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(bytes))));
    const auto fetched = outcomeOf(keychain.fetch(Token));
    KEYRING_VERIFY(fetched);
    QVERIFY(fetched.value() == Secret(bytes));
    QCOMPARE(gnomekeyring::count(Token.service, Token.account), 1);
}

void tst_ReadyKeyring::secret_tool_finds_the_token_as_it_is()
{
    SystemKeychain keychain;
    const QByteArray bytes = QByteArrayLiteral("00abcdefghijklmnopqrstuvwxyz0123456789-_AB");
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(bytes))));
    QCOMPARE(gnomekeyring::lookup(QStringLiteral("io.github.okta_setup_for_pomerium"),
                                  QStringLiteral("io.github.okta_setup_for_pomerium/acme.okta.com/api-token")),
             bytes);
}

void tst_ReadyKeyring::a_second_secret_replaces_the_first()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("first")))));
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("second")))));
    QCOMPARE(gnomekeyring::lookup(Token.service, Token.account), QByteArrayLiteral("second"));
    QCOMPARE(gnomekeyring::count(Token.service, Token.account), 1);
}

void tst_ReadyKeyring::text_and_binary_under_one_name_do_not_hide_each_other()
{
    SystemKeychain keychain;
    const QList<QByteArray> secrets{QByteArrayLiteral("text"), QByteArrayLiteral("\xFF"),
                                    QByteArrayLiteral("text again")};
    for (const QByteArray &bytes : secrets) {
        KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(bytes))));
        const auto fetched = outcomeOf(keychain.fetch(Token));
        KEYRING_VERIFY(fetched);
        QVERIFY(fetched.value() == Secret(bytes));
    }
}

void tst_ReadyKeyring::a_secret_that_another_collection_hides_is_seen_to_come_back()
{
    const QString elsewhere = gnomekeyring::makeCollection(QStringLiteral("hides"), QByteArrayLiteral("x"));
    gnomekeyring::store(elsewhere, Token.service, Token.account, QByteArrayLiteral("older"));
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("newer")))));
    const auto fetched = outcomeOf(keychain.fetch(Token));
    KEYRING_VERIFY(fetched);
    QVERIFY(fetched.value() == Secret(QByteArrayLiteral("newer")));
    KEYRING_VERIFY(outcomeOf(keychain.remove(Token)));
    QCOMPARE(gnomekeyring::count(Token.service, Token.account), 0);
}

void tst_ReadyKeyring::organisations_do_not_mix()
{
    SystemKeychain keychain;
    const KeychainEntry other = secrets::apiTokenEntry(QStringLiteral("acme.oktapreview.com"));
    const KeychainEntry client = secrets::clientSecretEntry(QStringLiteral("acme.okta.com"), QStringLiteral("0oa1"));
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("one")))));
    KEYRING_VERIFY(outcomeOf(keychain.store(other, Secret(QByteArrayLiteral("two")))));
    KEYRING_VERIFY(outcomeOf(keychain.store(client, Secret(QByteArrayLiteral("three")))));
    KEYRING_VERIFY(outcomeOf(keychain.remove(Token)));

    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "NotFound");
    QVERIFY(outcomeOf(keychain.fetch(other)).value() == Secret(QByteArrayLiteral("two")));
    QVERIFY(outcomeOf(keychain.fetch(client)).value() == Secret(QByteArrayLiteral("three")));
    KEYRING_VERIFY(outcomeOf(keychain.remove(other)));
    KEYRING_VERIFY(outcomeOf(keychain.remove(client)));
}

void tst_ReadyKeyring::what_was_never_stored_is_not_found()
{
    SystemKeychain keychain;
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "NotFound");
}

void tst_ReadyKeyring::what_was_removed_is_gone_for_everybody()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    QCOMPARE(gnomekeyring::lookup(Token.service, Token.account), QByteArrayLiteral("secret"));
    KEYRING_VERIFY(outcomeOf(keychain.remove(Token)));
    QCOMPARE(gnomekeyring::lookup(Token.service, Token.account), QByteArray());
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "NotFound");
}

void tst_ReadyKeyring::removing_what_was_never_there_succeeds()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.remove(secrets::apiTokenEntry(QStringLiteral("never.okta.com")))));
}

void tst_ReadyKeyring::an_empty_secret_is_refused_and_the_old_one_kept()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("old")))));
    QCOMPARE(reasonOf(outcomeOf(keychain.store(Token, Secret()))), "EmptySecret");
    QCOMPARE(gnomekeyring::lookup(Token.service, Token.account), QByteArrayLiteral("old"));
}

void tst_ReadyKeyring::size_is_checked_before_the_system_refuses_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("2,560 bytes") << 2560 << QByteArrayLiteral("it worked");
    QTest::newRow("2,561 bytes") << 2561 << QByteArrayLiteral("TooLarge");
}

void tst_ReadyKeyring::size_is_checked_before_the_system_refuses()
{
    QFETCH(const int, size);
    QFETCH(const QByteArray, result);
    SystemKeychain keychain({.largestSecret = 2560}); // as on Windows
    const auto stored = outcomeOf(keychain.store(Token, Secret(QByteArray(size, 'x'))));
    QCOMPARE(reasonOf(stored), result);
    QCOMPARE(gnomekeyring::lookup(Token.service, Token.account).size(), stored ? size : 0);
    if (!stored)
        QCOMPARE(stored.error().detail, QStringLiteral("2561 bytes; the limit is 2560"));
}

void tst_ReadyKeyring::a_name_that_would_be_cut_is_refused()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    const KeychainEntry cut{Token.service, Token.account + QChar::Null + QLatin1Char('x')};
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(cut))), "Other");
    QCOMPARE(reasonOf(outcomeOf(keychain.store(cut, Secret(QByteArrayLiteral("other"))))), "Other");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(cut))), "Other");
    QCOMPARE(gnomekeyring::lookup(Token.service, Token.account), QByteArrayLiteral("secret"));
}

void tst_ReadyKeyring::an_entry_in_another_locked_collection_is_locked_and_not_missing()
{
    const KeychainEntry entry = secrets::apiTokenEntry(QStringLiteral("elsewhere.okta.com"));
    const QString elsewhere = gnomekeyring::makeCollection(QStringLiteral("elsewhere"), QByteArrayLiteral("y"));
    gnomekeyring::store(elsewhere, entry.service, entry.account, QByteArrayLiteral("secret"));
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.fetch(entry)));
    gnomekeyring::lock(elsewhere);
    // No display: the unlock window cannot be shown.
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(entry))), "Locked");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(entry))), "Locked");
}

void tst_ReadyKeyring::jobs_outlive_the_keychain()
{
    auto keychain = std::make_unique<SystemKeychain>();
    auto store = keychain->store(Token, Secret(QByteArrayLiteral("secret")));
    keychain.reset();
    KEYRING_VERIFY(outcomeOf(std::move(store)));
}

void tst_ReadyKeyring::many_at_once_all_end()
{
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    std::vector<std::unique_ptr<secrets::FetchJob>> jobs;
    int finished = 0;
    for (int i = 0; i < 20; ++i) {
        jobs.push_back(keychain.fetch(Token));
        connect(jobs.back().get(), &Job::finished, this, [&finished] { ++finished; });
        jobs.back()->start();
    }
    jobs.erase(jobs.begin() + 5, jobs.begin() + 15); // given up, wherever they are
    QTRY_COMPARE(finished, 10);
    for (const auto &job : jobs)
        QVERIFY(job->outcome() && job->outcome().value() == Secret(QByteArrayLiteral("secret")));
}

QTEST_GUILESS_MAIN(tst_ReadyKeyring)

#include "tst_ReadyKeyring.moc"

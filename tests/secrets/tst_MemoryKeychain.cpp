#include "secrets/MemoryKeychain.h"

#include "secrets/BrokenKeychain.h"

#include <QTest>

using secrets::KeychainError;
using secrets::KeychainState;
using secrets::MemoryKeychain;

namespace {

const secrets::KeychainEntry Token = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));

} // namespace

class tst_MemoryKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_says_that_it_forgets();
    void a_secret_comes_back_until_it_is_removed();
    void an_empty_secret_is_refused();
    void organisations_do_not_mix();
    void two_keychains_do_not_mix();
    void jobs_outlive_it();
};

void tst_MemoryKeychain::it_says_that_it_forgets()
{
    MemoryKeychain keychain;
    QVERIFY(outcomeOf(keychain.probe()).value() == KeychainState::SessionOnly);
    secrets::MemoryKeychain practice(KeychainState::Ready);
    QVERIFY(outcomeOf(practice.probe()).value() == KeychainState::Ready);
}

void tst_MemoryKeychain::a_secret_comes_back_until_it_is_removed()
{
    MemoryKeychain keychain;
    QVERIFY(outcomeOf(keychain.fetch(Token)).error().reason == KeychainError::Reason::NotFound);
    QVERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("a\0b")))));
    QVERIFY(outcomeOf(keychain.fetch(Token)).value() == Secret(QByteArrayLiteral("a\0b")));
    QVERIFY(outcomeOf(keychain.remove(Token)));
    QVERIFY(outcomeOf(keychain.fetch(Token)).error().reason == KeychainError::Reason::NotFound);
    QVERIFY(outcomeOf(keychain.remove(Token)));
}

void tst_MemoryKeychain::an_empty_secret_is_refused()
{
    MemoryKeychain keychain;
    QVERIFY(outcomeOf(keychain.store(Token, Secret())).error().reason == KeychainError::Reason::EmptySecret);
}

void tst_MemoryKeychain::organisations_do_not_mix()
{
    MemoryKeychain keychain;
    const secrets::KeychainEntry other = secrets::apiTokenEntry(QStringLiteral("other.okta.com"));
    QVERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("one")))));
    QVERIFY(outcomeOf(keychain.store(other, Secret(QByteArrayLiteral("two")))));
    QVERIFY(outcomeOf(keychain.remove(other)));
    QVERIFY(outcomeOf(keychain.fetch(Token)).value() == Secret(QByteArrayLiteral("one")));
}

void tst_MemoryKeychain::two_keychains_do_not_mix()
{
    MemoryKeychain one;
    MemoryKeychain two;
    QVERIFY(outcomeOf(one.store(Token, Secret(QByteArrayLiteral("one")))));
    QVERIFY(outcomeOf(two.fetch(Token)).error().reason == KeychainError::Reason::NotFound);
}

void tst_MemoryKeychain::jobs_outlive_it()
{
    auto keychain = std::make_unique<MemoryKeychain>();
    QVERIFY(outcomeOf(keychain->store(Token, Secret(QByteArrayLiteral("one")))));
    auto fetch = keychain->fetch(Token);
    keychain.reset();
    QVERIFY(outcomeOf(std::move(fetch)).value() == Secret(QByteArrayLiteral("one")));
}

QTEST_GUILESS_MAIN(tst_MemoryKeychain)

#include "tst_MemoryKeychain.moc"

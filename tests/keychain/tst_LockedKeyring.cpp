#include "keychain/GnomeKeyring.h"
#include "keychain/KeyringTest.h"
#include "keychain/SystemKeychain.h"

#include <QTest>

using keychain::SystemKeychain;

/// gnome-keyring, locked, and no display for the unlock window (facts 3.2, row "Locked, no display"): where QtKeychain
/// says "not found" of what is there and "done" of what was not removed.
class tst_LockedKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing_is_claimed_that_is_not_so();
    void unlocked_elsewhere_it_works_again();
    void locked_again_it_says_so();
};

void tst_LockedKeyring::nothing_is_claimed_that_is_not_so()
{
    SystemKeychain keychain;
    const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Locked");
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(entry))), "Locked");
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(secrets::apiTokenEntry(QStringLiteral("never.okta.com"))))), "Locked");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(entry))), "Locked");
    QCOMPARE(reasonOf(outcomeOf(keychain.store(entry, Secret(QByteArrayLiteral("another"))))), "Locked");
}

void tst_LockedKeyring::unlocked_elsewhere_it_works_again()
{
    gnomekeyring::unlock();
    SystemKeychain keychain;
    const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Ready");
    // Neither removed nor replaced meanwhile.
    const auto fetched = outcomeOf(keychain.fetch(entry));
    KEYRING_VERIFY(fetched);
    QVERIFY(fetched.value() == Secret(QByteArrayLiteral("seeded")));
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(secrets::apiTokenEntry(QStringLiteral("never.okta.com"))))), "NotFound");
}

void tst_LockedKeyring::locked_again_it_says_so()
{
    SystemKeychain keychain;
    const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    KEYRING_VERIFY(outcomeOf(keychain.fetch(entry)));
    gnomekeyring::lock();
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Locked");
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(entry))), "Locked");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(entry))), "Locked");
    gnomekeyring::unlock();
    KEYRING_VERIFY(outcomeOf(keychain.fetch(entry)));
}

QTEST_GUILESS_MAIN(tst_LockedKeyring)

#include "tst_LockedKeyring.moc"

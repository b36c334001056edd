#include "keychain/KeyringTest.h"
#include "keychain/SystemKeychain.h"

#include <QTest>

using keychain::SystemKeychain;

/// gnome-keyring on its first day, and no display to make a keyring on (facts 3.2, row "Service, first use ever, no
/// collection, no display").
class tst_NoCollection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_answer_says_so();
};

void tst_NoCollection::every_answer_says_so()
{
    SystemKeychain keychain;
    const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "NoCollection");
    QCOMPARE(reasonOf(outcomeOf(keychain.store(entry, Secret(QByteArrayLiteral("secret"))))), "NoCollection");
    // Not "not found" and not "removed": KeePassXC without an open database looks the same.
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(entry))), "NoCollection");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(entry))), "NoCollection");
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "NoCollection");
}

QTEST_GUILESS_MAIN(tst_NoCollection)

#include "tst_NoCollection.moc"

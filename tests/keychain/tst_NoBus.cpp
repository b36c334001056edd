#include "keychain/KeyringTest.h"
#include "keychain/SystemKeychain.h"

#include <QTest>

using keychain::SystemKeychain;

/// No session bus at all: SSH, cron, a container (facts 3.2, row "No session bus").
class tst_NoBus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_answer_says_so();
};

void tst_NoBus::every_answer_says_so()
{
    SystemKeychain keychain;
    const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "NoBus");
    QCOMPARE(reasonOf(outcomeOf(keychain.store(entry, Secret(QByteArrayLiteral("secret"))))), "NoBus");
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(entry))), "NoBus");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(entry))), "NoBus");
}

QTEST_GUILESS_MAIN(tst_NoBus)

#include "tst_NoBus.moc"

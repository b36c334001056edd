#include "keychain/KeyringTest.h"
#include "keychain/SystemKeychain.h"

#include <QTest>

using keychain::SystemKeychain;

/// A session bus on which nothing keeps secrets (facts 3.2, rows "Bus, no Secret Service").
class tst_NoService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_answer_says_so_data();
    void every_answer_says_so();
};

void tst_NoService::every_answer_says_so_data()
{
    QTest::addColumn<QByteArray>("desktop");
    QTest::newRow("any desktop") << QByteArray();
    QTest::newRow("KDE without kwalletd") << QByteArrayLiteral("KDE");
}

void tst_NoService::every_answer_says_so()
{
    QFETCH(const QByteArray, desktop);
    qputenv("XDG_CURRENT_DESKTOP", desktop);
    qputenv("KDE_SESSION_VERSION", "5");

    SystemKeychain keychain;
    const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "NoService");
    QCOMPARE(reasonOf(outcomeOf(keychain.store(entry, Secret(QByteArrayLiteral("secret"))))), "NoService");
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(entry))), "NoService");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(entry))), "NoService");
}

QTEST_GUILESS_MAIN(tst_NoService)

#include "tst_NoService.moc"

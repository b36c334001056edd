#include "okta/ClientSecrets.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

class tst_ClientSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secrets_are_taken_and_overwritten_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArrayList>("secrets");
        QTest::newRow("one") << QByteArray("{\"a\":{\"client_secret\":\"s3cr3t-s3cr3t\",\"b\":1}}")
                             << QByteArrayList{"s3cr3t-s3cr3t"};
        QTest::newRow("spaces") << QByteArray("{\"client_secret\" :\n \"s3cr3t-s3cr3t\"}")
                                << QByteArrayList{"s3cr3t-s3cr3t"};
        QTest::newRow("escapes") << QByteArray("{\"client_secret\":\"s3cr3t\\\"\\\\\\/x\"}")
                                 << QByteArrayList{"s3cr3t\"\\/x"};
        QTest::newRow("two") << QByteArray("[{\"client_secret\":\"s3cr3t-1\"},{\"client_secret\":\"s3cr3t-2\"}]")
                             << QByteArrayList{"s3cr3t-1", "s3cr3t-2"};
        QTest::newRow("null") << QByteArray("{\"client_secret\":null}") << QByteArrayList();
        QTest::newRow("a value of that name")
            << QByteArray("{\"a\":\"client_secret\",\"b\":\"x\"}") << QByteArrayList();
        QTest::newRow("cut off") << QByteArray("{\"client_secret\":\"s3cr3t-s3c") << QByteArrayList();
    }
    void secrets_are_taken_and_overwritten()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArrayList, secrets);
        const bool wasJson = !QJsonDocument::fromJson(json).isNull();
        const auto taken = okta::takeClientSecrets(json);
        QCOMPARE(taken.size(), static_cast<std::size_t>(secrets.size()));
        for (std::size_t at = 0; at < taken.size(); ++at)
            QCOMPARE(taken[at].reveal().toByteArray(), secrets.at(static_cast<qsizetype>(at)));
        QVERIFY(!json.contains("s3cr3t"));
        QCOMPARE(!QJsonDocument::fromJson(json).isNull(), wasJson);
    }
};

QTEST_GUILESS_MAIN(tst_ClientSecrets)
#include "tst_ClientSecrets.moc"

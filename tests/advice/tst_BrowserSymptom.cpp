#include "advice/BrowserSymptom.h"

#include <QTest>

class tst_BrowserSymptom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_never_comes_back_is_explained_data()
    {
        QTest::addColumn<QString>("sight");
        // facts: okta.md 2.1, the rows "no callback"
        QTest::newRow("redirect URI") << QStringLiteral("The 'redirect_uri' parameter must be a Login redirect URI");
        QTest::newRow("client ID") << QStringLiteral("Invalid value for 'client_id' parameter");
        QTest::newRow("not assigned") << QStringLiteral("You are not allowed to access this app");
        QTest::newRow("sign-on policy") << QStringLiteral("policy requirements");
        QTest::newRow("PKCE") << QStringLiteral("PKCE code challenge is required");
        QTest::newRow("feature") << QStringLiteral("The requested feature is not enabled");
        QTest::newRow("https") << QStringLiteral("https://127.0.0.1");
        QTest::newRow("refused") << QStringLiteral("connection refused");
    }
    void what_never_comes_back_is_explained()
    {
        QFETCH(QString, sight);
        for (const auto &symptom : advice::browserSymptoms(QStringLiteral("http://127.0.0.1:1/callback"))) {
            if (!symptom.problem.detail.contains(sight, Qt::CaseInsensitive))
                continue;
            QVERIFY(!symptom.choice.isEmpty());
            QVERIFY(!symptom.problem.code.isEmpty());
            QVERIFY(!symptom.problem.headline.isEmpty());
            QVERIFY(!symptom.problem.cause.isEmpty());
            QVERIFY(!symptom.problem.remedy.isEmpty());
            return;
        }
        QFAIL("no symptom with this sight");
    }

    void the_uri_to_register_is_there_letter_by_letter()
    {
        const auto uri = QStringLiteral("http://127.0.0.1:17817/callback");
        const auto symptoms = advice::browserSymptoms(uri);
        QCOMPARE(symptoms.size(), 7);
        QVERIFY(symptoms.first().problem.remedy.contains(uri));
        QCOMPARE(symptoms.first().problem.values, QStringList{uri});
    }
};

QTEST_GUILESS_MAIN(tst_BrowserSymptom)
#include "tst_BrowserSymptom.moc"

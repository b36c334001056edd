#include "support/OktaDescription.h"

#include "support/GoodApplication.h"

#include <QTest>

class tst_OktaDescription : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_request_is_held_against_it_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("problems");
        const QString apps = QStringLiteral("/api/v1/apps");
        const QString one = apps + QStringLiteral("/0oa1");
        const auto text = [](const QJsonObject &object) { return QJsonDocument(object).toJson(); };
        QJsonObject minimal = goodApplication();
        for (const auto *const member : {"orn", "somethingNew", "_links"})
            minimal.remove(QLatin1String(member));
        QTest::newRow("good PUT") << QStringLiteral("PUT") << one << text(minimal) << 0;
        QTest::newRow("GET") << QStringLiteral("GET") << one << QByteArray() << 0;
        QTest::newRow("no such call") << QStringLiteral("PATCH") << one << QByteArray() << 1;
        QTest::newRow("no such path") << QStringLiteral("GET") << QStringLiteral("/api/v1/internal/apps")
                                      << QByteArray() << 1;
        QTest::newRow("a body that is not described")
            << QStringLiteral("POST") << one + QStringLiteral("/lifecycle/deactivate") << QByteArray("{}") << 1;
        QJsonObject missing = minimal;
        missing.remove(QStringLiteral("settings"));
        QTest::newRow("settings missing") << QStringLiteral("PUT") << one << text(missing) << 1;
        QJsonObject wrong = minimal;
        wrong.insert(QStringLiteral("label"), 1);
        QTest::newRow("wrong type") << QStringLiteral("PUT") << one << text(wrong) << 1;
        QJsonObject mode = minimal;
        QJsonObject settings = mode.value(QStringLiteral("settings")).toObject();
        QJsonObject client = settings.value(QStringLiteral("oauthClient")).toObject();
        client.insert(QStringLiteral("issuer_mode"), QStringLiteral("org_url"));
        settings.insert(QStringLiteral("oauthClient"), client);
        mode.insert(QStringLiteral("settings"), settings);
        QTest::newRow("wrong word") << QStringLiteral("PUT") << one << text(mode) << 1;
    }
    void a_request_is_held_against_it()
    {
        QFETCH(QString, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(int, problems);
        for (const auto source : {OktaDescription::Source::BesideTheCheckout, OktaDescription::Source::Restated}) {
            const OktaDescription description(source);
            QVERIFY(description.isLoaded());
            const QStringList found = description.problems(method, path, body, false);
            QVERIFY2(found.size() == problems,
                     qPrintable(description.source() + QStringLiteral(": ") + found.join(QLatin1Char('\n'))));
        }
    }

    void a_member_that_is_not_known_is_told_when_asked()
    {
        const OktaDescription description;
        QJsonObject app = goodApplication();
        QVERIFY(description
                    .problems(QStringLiteral("POST"), QStringLiteral("/api/v1/apps"), QJsonDocument(app).toJson(), true)
                    .join(QLatin1Char(' '))
                    .contains(QLatin1String("somethingNew")));
    }
};

QTEST_GUILESS_MAIN(tst_OktaDescription)
#include "tst_OktaDescription.moc"

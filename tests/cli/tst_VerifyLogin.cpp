#include "cli/VerifyLogin.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class tst_VerifyLogin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(m_folder.filePath(QStringLiteral("secret")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("s3cret\n");
    }

    void scopes_are_what_pomerium_will_ask_for_data()
    {
        QTest::addColumn<QString>("issuer");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("scopes");
        const QString org = QStringLiteral("https://acme.okta.com");
        const QString custom = QStringLiteral("https://acme.okta.com/oauth2/default");
        const QString plain = QStringLiteral("openid profile email offline_access");
        const QStringList newer{QStringLiteral("--pomerium"), QStringLiteral("0.33.1")};
        QTest::newRow("no release") << org << QStringList() << plain;
        QTest::newRow("a release with a directory of its own")
            << org << QStringList{QStringLiteral("--pomerium"), QStringLiteral("0.19")} << plain;
        QTest::newRow("a release that reads the claim")
            << org << newer << QStringLiteral("openid profile email groups offline_access");
        QTest::newRow("a custom authorization server") << custom << newer << plain;
        QTest::newRow("no policy uses groups") << org << newer + QStringList{QStringLiteral("--no-groups")} << plain;
        QTest::newRow("given") << org
                               << newer + QStringList{QStringLiteral("--scopes"), QStringLiteral("openid,email, phone")}
                               << QStringLiteral("openid email phone");
    }

    void scopes_are_what_pomerium_will_ask_for()
    {
        QFETCH(QString, issuer);
        QFETCH(QStringList, arguments);
        QFETCH(QString, scopes);
        const auto request = asked(arguments, issuer);
        QVERIFY2(request, request ? "" : qPrintable(request.error()));
        QCOMPARE(request->scopes.join(QLatin1Char(' ')), scopes);
    }

    void what_is_left_out_is_asked_for()
    {
        const auto whole = asked({QStringLiteral("--pomerium"), QStringLiteral("0.33")});
        QVERIFY(whole);
        QVERIFY(whole->probes);
        QVERIFY(whole->usesGroups);
        QVERIFY(whole->relyingParty.readsGroups);
        QVERIFY(whole->productionRedirectUri.isEmpty());
        const auto less =
            asked({QStringLiteral("--no-probes"), QStringLiteral("--no-groups"), QStringLiteral("--authenticate-url"),
                   QStringLiteral("https://authenticate.example.com")});
        QVERIFY(less);
        QVERIFY(!less->probes);
        QVERIFY(!less->usesGroups);
        QVERIFY(!less->relyingParty.readsGroups); // no release was given
        QCOMPARE(less->productionRedirectUri, QStringLiteral("https://authenticate.example.com/oauth2/callback"));
    }

    void what_cannot_be_is_said_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("scopes without openid")
            << QStringList{QStringLiteral("--scopes"), QStringLiteral("profile,email")};
        QTest::newRow("no release") << QStringList{QStringLiteral("--pomerium"), QStringLiteral("newest")};
        QTest::newRow("no authenticate URL") << QStringList{QStringLiteral("--authenticate-url"), QStringLiteral(" ")};
    }

    void what_cannot_be_is_said()
    {
        QFETCH(QStringList, arguments);
        const auto request = asked(arguments);
        QVERIFY(!request);
        QVERIFY2(request.error().contains(arguments.constFirst()), qPrintable(request.error()));
    }

private:
    [[nodiscard]] Expected<oidc::LoginRequest, QString>
    asked(QStringList arguments, const QString &issuer = QStringLiteral("https://acme.okta.com")) const
    {
        arguments += {QStringLiteral("--issuer"),
                      issuer,
                      QStringLiteral("--client-id"),
                      QStringLiteral("0oa1"),
                      QStringLiteral("--client-secret-file"),
                      m_folder.filePath(QStringLiteral("secret"))};
        const auto options = cli::Options::parse(arguments, cli::verifyLogin().options);
        if (!options)
            return Unexpected(options.error());
        return cli::loginRequest(*options);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(tst_VerifyLogin)
#include "tst_VerifyLogin.moc"

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

    void what_a_file_says_is_what_is_tested()
    {
        const QString file =
            written("pomerium.env",
                    "IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\nIDP_CLIENT_ID=0oaFile\n"
                    "IDP_CLIENT_SECRET=of-the-file\nIDP_SCOPES=openid,email\n"
                    "IDP_REQUEST_PARAMS={\"prompt\":\"login\"}\n"
                    "AUTHENTICATE_SERVICE_URL=https://authenticate.example.com\n"
                    "AUTHENTICATE_CALLBACK_PATH=/back\n");
        const auto request = askedOf({QStringLiteral("--file"), file});
        QVERIFY2(request, request ? "" : qPrintable(request.error()));
        QCOMPARE(request->issuer, QStringLiteral("https://acme.okta.com"));
        QCOMPARE(request->clientId, QStringLiteral("0oaFile"));
        QCOMPARE(request->clientSecret, Secret("of-the-file"));
        QCOMPARE(request->scopes, (QStringList{QStringLiteral("openid"), QStringLiteral("email")}));
        QCOMPARE(request->moreParameters, (http::FormFields{{"prompt", "login"}}));
        QCOMPARE(request->productionRedirectUri, QStringLiteral("https://authenticate.example.com/back"));

        // What is given beside it wins.
        const auto other = askedOf({QStringLiteral("--file"), file, QStringLiteral("--client-id"),
                                    QStringLiteral("0oaOther"), QStringLiteral("--client-secret-file"),
                                    m_folder.filePath(QStringLiteral("secret")), QStringLiteral("--scopes"),
                                    QStringLiteral("openid"), QStringLiteral("--pomerium"), QStringLiteral("0.33")});
        QVERIFY(other);
        QCOMPARE(other->clientId, QStringLiteral("0oaOther"));
        QCOMPARE(other->clientSecret, Secret("s3cret"));
        QCOMPARE(other->scopes, QStringList{QStringLiteral("openid")});
        QCOMPARE(other->productionRedirectUri, QStringLiteral("https://authenticate.example.com/oauth2/callback"));

        // The secret in a file of its own.
        const QString apart =
            written("apart.env",
                    "IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\nIDP_CLIENT_ID=0oaFile\n"
                    "IDP_CLIENT_SECRET_FILE="
                        + m_folder.filePath(QStringLiteral("secret")).toUtf8() + '\n');
        const auto read = askedOf({QStringLiteral("--file"), apart});
        QVERIFY2(read, read ? "" : qPrintable(read.error()));
        QCOMPARE(read->clientSecret, Secret("s3cret"));
    }

    void a_file_that_fails_in_pomerium_is_not_tested_as_it_was_meant()
    {
        const QString file =
            written("slash.env",
                    "IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com/\nIDP_CLIENT_ID=0oaFile\n"
                    "IDP_CLIENT_SECRET=of-the-file\n");
        const auto request = askedOf({QStringLiteral("--file"), file});
        QVERIFY(!request);
        QVERIFY2(request.error().contains(file), qPrintable(request.error()));
        const QString unread =
            written("unread.env",
                    "IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\nIDP_CLIENT_ID=0oaFile\n"
                    "IDP_CLIENT_SECRET=of-the-file\nIDP_REQUEST_PARAMS=prompt=login\n");
        QVERIFY(askedOf({QStringLiteral("--file"), unread}).error().contains(QLatin1String("IDP_REQUEST_PARAMS")));
        const QString incomplete =
            written("incomplete.env", "IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\n");
        QVERIFY(askedOf({QStringLiteral("--file"), incomplete}).error().contains(QLatin1String("--client-id")));
        QVERIFY(askedOf({QStringLiteral("--file"), m_folder.filePath(QStringLiteral("none"))})
                    .error()
                    .contains(QLatin1String("none")));
        QVERIFY(askedOf({}).error().contains(QLatin1String("--issuer is missing")));
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
    [[nodiscard]] QString written(const char *name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

    [[nodiscard]] static Expected<oidc::LoginRequest, QString> askedOf(const QStringList &arguments)
    {
        const auto options = cli::Options::parse(arguments, cli::verifyLogin().options);
        if (!options)
            return Unexpected(options.error());
        return cli::loginRequest(*options);
    }

    [[nodiscard]] Expected<oidc::LoginRequest, QString>
    asked(QStringList arguments, const QString &issuer = QStringLiteral("https://acme.okta.com")) const
    {
        arguments += {QStringLiteral("--issuer"),
                      issuer,
                      QStringLiteral("--client-id"),
                      QStringLiteral("0oa1"),
                      QStringLiteral("--client-secret-file"),
                      m_folder.filePath(QStringLiteral("secret"))};
        return askedOf(arguments);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(tst_VerifyLogin)
#include "tst_VerifyLogin.moc"

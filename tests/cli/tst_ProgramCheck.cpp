// `pomerium-okta check`, run on real files as a timer or a pipeline runs it.

#include "demo/Org.h"
#include "pomerium/Export.h"
#include "pomerium/ServiceAccount.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class tst_ProgramCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        demo::Settings settings;
        settings.redirectUris.append(QStringLiteral("https://authenticate.example.com/oauth2/callback"));
        m_org = std::make_unique<demo::Org>(settings);
        m_issuer = m_org->issuer().toUtf8();
        m_secret = m_org->clientSecret().toUtf8();
        m_more.clear();
    }

    void a_good_file_passes_in_one_line_and_names_no_secret_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("environment file") << "pomerium.env";
        QTest::newRow("config.yaml") << "config.yaml";
        QTest::newRow("Kubernetes manifest") << "manifest.yaml";
    }
    void a_good_file_passes_in_one_line_and_names_no_secret()
    {
        QFETCH(QString, name);
        const QByteArray account =
            pomerium::ServiceAccount::encode(Secret(m_org->apiToken().toUtf8())).reveal().toByteArray();
        m_more = "IDP_SERVICE_ACCOUNT=" + account + '\n';
        put(name);
        QCOMPARE(run(name, {QStringLiteral("--json"), QStringLiteral("--pomerium"), QStringLiteral("0.19")}), 0);
        QCOMPARE(result(), QStringLiteral("passed"));
        for (const char *const id :
             {"file", "organization", "issuer", "client-known", "secret-accepted", "refresh-grant", "no-dpop",
              "redirect-uri", "service-account", "token-accepted", "list-groups", "list-members"})
            QVERIFY2(status(QLatin1String(id)) == QLatin1String("passed"), (id + m_out).constData());
        for (const QByteArray &place : {m_out, m_error}) {
            for (const QByteArray &secret : {m_secret, m_org->apiToken().toUtf8(), account})
                QVERIFY(!place.contains(secret));
        }
        QCOMPARE(run(name, {QStringLiteral("--quiet"), QStringLiteral("--pomerium"), QStringLiteral("0.19")}), 0);
        QCOMPARE(m_out, QByteArray("Result: passed.\n"));
        QCOMPARE(m_error, QByteArray());
    }

    void each_mistake_in_the_file_is_a_failed_check_with_advice_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("id");
        QTest::newRow("a final slash") << QByteArray("IDP_PROVIDER_URL=%1/\n") << "setting";
        QTest::newRow("another provider") << QByteArray("IDP_PROVIDER=google\n") << "setting";
        QTest::newRow("a wrong secret") << QByteArray("IDP_CLIENT_SECRET=wrong\n") << "secret-accepted";
        QTest::newRow("an unknown client") << QByteArray("IDP_CLIENT_ID=0oaUnknown\n") << "client-known";
        QTest::newRow("another redirect URI")
            << QByteArray("AUTHENTICATE_SERVICE_URL=https://other.example.com\n") << "redirect-uri";
        QTest::newRow("a service account of nothing") << QByteArray("IDP_SERVICE_ACCOUNT=x\n") << "service-account";
        QTest::newRow("no org") << QByteArray("IDP_PROVIDER_URL=ftp://x\n") << "organization";
    }
    void each_mistake_in_the_file_is_a_failed_check_with_advice()
    {
        QFETCH(QByteArray, more);
        QFETCH(QString, id);
        m_more = more.replace("%1", m_issuer);
        put(QStringLiteral("pomerium.env"));
        QCOMPARE(run(QStringLiteral("pomerium.env"), {QStringLiteral("--json")}), 1);
        QCOMPARE(result(), QStringLiteral("failed"));
        QVERIFY2(failed().contains(id), m_out.constData());
        for (const auto &value : checks()) {
            const QJsonObject check = value.toObject();
            if (check.value(QLatin1String("status")).toString() != QLatin1String("failed"))
                continue;
            for (const char *const member : {"code", "headline", "cause", "remedy"})
                QVERIFY2(!check.value(QLatin1String(member)).toString().isEmpty(), m_out.constData());
        }
    }

    void what_okta_refuses_fails_data()
    {
        QTest::addColumn<demo::Scenario>("scenario");
        QTest::addColumn<QString>("id");
        QTest::newRow("refresh grant") << demo::Scenario::RefreshTokenForgotten << "refresh-grant";
        QTest::newRow("DPoP") << demo::Scenario::DpopRequired << "no-dpop";
        QTest::newRow("secret") << demo::Scenario::SecretRotated << "secret-accepted";
    }
    void what_okta_refuses_fails()
    {
        QFETCH(demo::Scenario, scenario);
        QFETCH(QString, id);
        m_org->setScenario(scenario);
        put(QStringLiteral("pomerium.env"));
        QCOMPARE(run(QStringLiteral("pomerium.env"), {QStringLiteral("--json")}), 1);
        QVERIFY2(failed().contains(id), m_out.constData());
    }

    void a_redirect_uri_that_nobody_names_was_not_checked()
    {
        m_authenticateUrl.clear();
        put(QStringLiteral("pomerium.env"));
        QCOMPARE(run(QStringLiteral("pomerium.env"), {QStringLiteral("--json")}), 1);
        QCOMPARE(status(QLatin1String("redirect-uri")), QStringLiteral("skipped"));
        QCOMPARE(run(QStringLiteral("pomerium.env"),
                     {QStringLiteral("--json"), QStringLiteral("--authenticate-url"),
                      QStringLiteral("https://authenticate.example.com")}),
                 0);
        m_authenticateUrl = "https://authenticate.example.com";
    }

    void a_file_that_is_none_fails_and_asks_nobody()
    {
        QFile file(m_folder->filePath(QStringLiteral("none.env")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("PATH=/usr/bin\n");
        file.close();
        QCOMPARE(run(QStringLiteral("none.env"), {QStringLiteral("--json")}), 1);
        QCOMPARE(status(QLatin1String("file")), QStringLiteral("failed"));
        QCOMPARE(status(QLatin1String("issuer")), QStringLiteral("skipped"));
        QCOMPARE(m_org->requestCount(QStringLiteral("/")), 0);
    }

private:
    /// A file that is right, with `m_more` behind it: the last of two counts.
    void put(const QString &name)
    {
        QByteArrayList settings{"IDP_PROVIDER=okta", "IDP_PROVIDER_URL=" + m_issuer,
                                "IDP_CLIENT_ID=" + m_org->clientId().toUtf8(), "IDP_CLIENT_SECRET=" + m_secret};
        if (!m_authenticateUrl.isEmpty())
            settings << "AUTHENTICATE_SERVICE_URL=" + m_authenticateUrl;
        QByteArray bytes = settings.join('\n') + '\n' + m_more;
        if (name == QLatin1String("manifest.yaml")) {
            pomerium::IdentityProviderSettings values;
            // The export refuses a URL without https, as the controller does; the practice org has no other.
            const QByteArray written("https://acme.okta.com");
            values.providerUrl = QString::fromUtf8(written);
            values.clientId = m_org->clientId();
            values.clientSecret = Secret(m_secret);
            values.apiToken = Secret(m_org->apiToken().toUtf8());
            values.release = pomerium::Release::legacy();
            values.authenticateUrl = *pomerium::AuthenticateUrl::parse(QString::fromUtf8(m_authenticateUrl));
            bytes = pomerium::exportAs(pomerium::ExportFormat::Kubernetes, values)->reveal().toByteArray();
            bytes.replace(written, m_issuer);
        } else if (name.endsWith(QLatin1String(".yaml"))) {
            QByteArray yaml;
            for (const QByteArray &line : bytes.split('\n')) {
                const qsizetype equals = line.indexOf('=');
                if (equals > 0)
                    yaml += line.left(equals).toLower() + ": '" + line.mid(equals + 1) + "'\n";
            }
            bytes = yaml;
        }
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
            qFatal("cannot write into the temporary folder");
    }
    /// The exit status.
    int run(const QString &name, const QStringList &options)
    {
        QProcess process;
        process.start(QStringLiteral(PROGRAM),
                      QStringList{QStringLiteral("check"), QStringLiteral("--file"), m_folder->filePath(name)}
                          + options);
        if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 60'000))
            return -1;
        m_out = process.readAllStandardOutput();
        m_error = process.readAllStandardError();
        return process.exitCode();
    }
    [[nodiscard]] QString result() const
    {
        return QJsonDocument::fromJson(m_out).object().value(QLatin1String("result")).toString();
    }
    [[nodiscard]] QJsonArray checks() const
    {
        return QJsonDocument::fromJson(m_out).object().value(QLatin1String("checks")).toArray();
    }
    [[nodiscard]] QString status(QLatin1String id) const
    {
        for (const auto &check : checks()) {
            if (check.toObject().value(QLatin1String("id")).toString() == id)
                return check.toObject().value(QLatin1String("status")).toString();
        }
        return {};
    }
    [[nodiscard]] QStringList failed() const
    {
        QStringList ids;
        for (const auto &check : checks()) {
            if (check.toObject().value(QLatin1String("status")).toString() == QLatin1String("failed"))
                ids.append(check.toObject().value(QLatin1String("id")).toString());
        }
        return ids;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<demo::Org> m_org;
    QByteArray m_issuer;
    QByteArray m_secret;
    QByteArray m_authenticateUrl = "https://authenticate.example.com";
    QByteArray m_more;
    QByteArray m_out;
    QByteArray m_error;
};

QTEST_GUILESS_MAIN(tst_ProgramCheck)
#include "tst_ProgramCheck.moc"

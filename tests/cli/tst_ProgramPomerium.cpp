// `pomerium-okta verify-pomerium`, run as whoever calls it from a script does.

#include "support/ScriptedPomerium.h"
#include "support/ScriptedProvider.h"
#include "support/TestCertificates.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

const QStringList Ids{QStringLiteral("pomerium-found"), QStringLiteral("callback"), QStringLiteral("sent-to-okta"),
                      QStringLiteral("settings-match"), QStringLiteral("okta-accepts")};
const QByteArray ClientSecret = "bsEoFnxFwuv9XHSn1qLa2VvHngWsygnysoMvGHWDzM3EEN3WC2pH1JrLFz7CJIiF";

/// A provider, a Pomerium, the file that it was meant to be started with, and one run of the program at a time.
class World final
{
public:
    World()
    {
        ScriptedPomerium::Script script;
        script.variables = {{"IDP_PROVIDER", "okta"},
                            {"IDP_PROVIDER_URL", provider.issuer().toUtf8()},
                            {"IDP_CLIENT_ID", "0oaScripted"},
                            {"IDP_CLIENT_SECRET", ClientSecret},
                            {"IDP_SCOPES", "openid,profile,email,groups,offline_access"}};
        script.issuer = provider.issuer().toUtf8();
        script.authorizationEndpoint =
            "http://" + provider.authority() + provider.endpointPath(ScriptedProvider::Endpoint::Authorize);
        pomerium.emplace(std::move(script));
        writeFile();
    }

    void writeFile(const QString &name = QStringLiteral("pomerium.env"))
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (auto each = pomerium->script().variables.begin(); each != pomerium->script().variables.end(); ++each)
            file.write(each.key() + '=' + each.value() + '\n');
    }

    [[nodiscard]] QString path(const QString &name) const { return folder.filePath(name); }

    void start(const QStringList &more = {})
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        environment.insert(QStringLiteral("HOME"), folder.path());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(PROGRAM), QStringList{QStringLiteral("verify-pomerium")} + more);
        QVERIFY(process.waitForStarted());
        process.closeWriteChannel();
    }

    /// The servers live in this event loop. The exit status; -1 for a crash or no end.
    [[nodiscard]] int end()
    {
        const bool hasEnded = QTest::qWaitFor([this] { return process.state() == QProcess::NotRunning; }, 60'000);
        if (!hasEnded) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        out = process.readAllStandardOutput();
        error = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }

    [[nodiscard]] int run(const QStringList &more = {})
    {
        start(more);
        return end();
    }

    /// With the file and --json.
    [[nodiscard]] int check(const QStringList &more = {}) { return run(withFile() + more); }
    [[nodiscard]] QStringList withFile() const
    {
        return {QStringLiteral("--file"), path(QStringLiteral("pomerium.env")), QStringLiteral("--json")};
    }

    [[nodiscard]] QJsonObject result() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QJsonArray checks() const { return result().value(QLatin1String("checks")).toArray(); }
    [[nodiscard]] QString member(const QString &id, const char *name) const
    {
        const auto all = checks();
        for (const auto &each : all) {
            if (each.toObject().value(QLatin1String("id")).toString() == id)
                return each.toObject().value(QLatin1String(name)).toString();
        }
        return {};
    }

    QTemporaryDir folder;
    ScriptedProvider provider{{}};
    std::optional<ScriptedPomerium> pomerium;
    QProcess process;
    QByteArray out;
    QByteArray error;
};

} // namespace

class tst_ProgramPomerium final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_pomerium_with_the_settings_of_the_file_passes()
    {
        World world;
        QCOMPARE(world.check(), 0);
        QCOMPARE(world.result().value(QLatin1String("result")).toString(), QStringLiteral("passed"));
        QStringList ids;
        const auto checks = world.checks();
        for (const auto &each : checks) {
            ids.append(each.toObject().value(QLatin1String("id")).toString());
            QCOMPARE(each.toObject().value(QLatin1String("status")).toString(), QStringLiteral("passed"));
        }
        QCOMPARE(ids, Ids);
        QVERIFY(world.pomerium->violations().isEmpty());
    }

    void a_mistake_is_named_and_the_secret_is_not()
    {
        World world;
        world.pomerium->script().variables["IDP_CLIENT_SECRET"] += '\n';
        QCOMPARE(world.check({QStringLiteral("--report"), world.path(QStringLiteral("report.json"))}), 1);
        QCOMPARE(world.result().value(QLatin1String("result")).toString(), QStringLiteral("failed"));
        QCOMPARE(world.member(QStringLiteral("settings-match"), "status"), QStringLiteral("failed"));
        QVERIFY(world.member(QStringLiteral("settings-match"), "cause").contains(QLatin1String("line feed")));
        QVERIFY(!world.member(QStringLiteral("settings-match"), "remedy").isEmpty());
        QFile report(world.path(QStringLiteral("report.json")));
        QVERIFY(report.open(QIODevice::ReadOnly));
        const QByteArray all = world.out + world.error + report.readAll();
        QVERIFY(all.contains("line feed"));
        QVERIFY(!all.contains(ClientSecret));
        QVERIFY(!all.contains(pomeriumProviderId(33, world.pomerium->script().variables)));
        auto meant = world.pomerium->script().variables;
        meant.insert("IDP_CLIENT_SECRET", ClientSecret);
        QVERIFY(!all.contains(pomeriumProviderId(33, meant)));
    }

    void what_a_release_hides_is_neither_passed_nor_a_failure()
    {
        World world;
        world.pomerium->script().minor = 22;
        QCOMPARE(world.check(), 0);
        QCOMPARE(world.result().value(QLatin1String("result")).toString(), QStringLiteral("passed"));
        QCOMPARE(world.member(QStringLiteral("settings-match"), "status"), QStringLiteral("skipped"));
        QCOMPARE(world.member(QStringLiteral("sent-to-okta"), "status"), QStringLiteral("passed"));
        QVERIFY(!world.member(QStringLiteral("settings-match"), "cause").isEmpty());

        // What is seen to be wrong is a failure all the same, and people read what could not be checked.
        world.start({QStringLiteral("--file"), world.path(QStringLiteral("pomerium.env"))});
        QCOMPARE(world.end(), 0);
        QVERIFY2(world.out.contains("Result: passed, as far as it could be checked."), world.out.constData());
        QVERIFY2(world.out.contains("Couldn't check"), world.out.constData());
        world.pomerium->script().variables.insert("IDP_CLIENT_ID", "0oaOther");
        QCOMPARE(world.check(), 1);
        QCOMPARE(world.result().value(QLatin1String("result")).toString(), QStringLiteral("failed"));
    }

    void the_other_of_oktas_two_secrets_is_named()
    {
        World world;
        world.pomerium->script().variables.insert("IDP_CLIENT_SECRET", "the-other-secret-of-the-app");
        QCOMPARE(world.check(), 1);
        QVERIFY(!world.member(QStringLiteral("settings-match"), "cause").contains(QLatin1String("other")));
        QFile file(world.path(QStringLiteral("other")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("the-other-secret-of-the-app\n");
        file.close();
        QCOMPARE(world.check({QStringLiteral("--other-client-secret-file"), file.fileName()}), 1);
        QVERIFY2(world.member(QStringLiteral("settings-match"), "cause").contains(QLatin1String("other")),
                 world.out.constData());
        QVERIFY(!(world.out + world.error).contains("the-other-secret-of-the-app"));
    }

    void a_callback_path_of_the_file_is_expected_where_the_release_reads_it()
    {
        World world;
        QFile file(world.path(QStringLiteral("pomerium.env")));
        QVERIFY(file.open(QIODevice::Append));
        file.write("AUTHENTICATE_CALLBACK_PATH=/back\n");
        file.close();
        QCOMPARE(world.check(), 0); // the script is 0.33, which does not read it
        world.pomerium->script().answer = [](const RawRequest &, ScriptedPomerium::Answer &answer) {
            answer.headers.replace("%2Foauth2%2Fcallback", "%2Fback");
            answer.body.replace("/oauth2/callback", "/back");
        };
        QCOMPARE(world.check(), 0);
        world.writeFile();
        QCOMPARE(world.check(), 1);
        QCOMPARE(world.member(QStringLiteral("callback"), "status"), QStringLiteral("failed"));
    }

    void it_waits_until_pomerium_was_restarted()
    {
        World world;
        world.pomerium->script().variables.insert("IDP_CLIENT_SECRET", "old");
        world.start(world.withFile() + QStringList{QStringLiteral("--wait"), QStringLiteral("60")});
        QTRY_VERIFY(world.pomerium->requestCount() >= 3);
        world.pomerium->script().variables.insert("IDP_CLIENT_SECRET", ClientSecret);
        QCOMPARE(world.end(), 0);
        QVERIFY(world.error.contains("Waiting until Pomerium runs"));
    }

    void waiting_in_vain_and_ctrl_c_are_status_three()
    {
        World world;
        world.pomerium->script().variables.insert("IDP_CLIENT_SECRET", "old");
        QCOMPARE(world.check({QStringLiteral("--wait"), QStringLiteral("1")}), 3);
        QCOMPARE(world.result().value(QLatin1String("result")).toString(), QStringLiteral("cancelled"));
        QCOMPARE(world.member(QStringLiteral("settings-match"), "status"), QStringLiteral("failed"));

        world.start(world.withFile() + QStringList{QStringLiteral("--wait"), QStringLiteral("60")});
        const int asked = world.pomerium->requestCount();
        QTRY_VERIFY(world.pomerium->requestCount() >= asked + 3);
        ::kill(static_cast<pid_t>(world.process.processId()), SIGINT);
        QCOMPARE(world.end(), 3);
        QCOMPARE(world.result().value(QLatin1String("result")).toString(), QStringLiteral("cancelled"));
    }

    void routes_are_checked_each()
    {
        World world;
        const QString good = world.pomerium->routeUrl().toString();
        QCOMPARE(world.check({QStringLiteral("--route"), good, QStringLiteral("--route"), good}), 0);
        QCOMPARE(world.checks().size(), 6);
        QCOMPARE(
            world.check({QStringLiteral("--route"), good, QStringLiteral("--route=") + good + QStringLiteral("none")}),
            1);
        QCOMPARE(world.checks().size(), 7);
        QCOMPARE(world.member(QStringLiteral("route"), "status"), QStringLiteral("passed"));
        QCOMPARE(world.checks().last().toObject().value(QLatin1String("code")).toString(),
                 QStringLiteral("POMERIUM-ROUTE-NOT-FOUND"));
    }

    void a_company_s_own_authority_is_given()
    {
        const TestAuthority authority;
        World world;
        world.pomerium->setTls(authority.issue());
        world.writeFile();
        QCOMPARE(world.check(), 1);
        QCOMPARE(world.member(QStringLiteral("pomerium-found"), "code"), QStringLiteral("TLS-UNKNOWN-AUTHORITY"));
        QFile pem(world.path(QStringLiteral("authority.pem")));
        QVERIFY(pem.open(QIODevice::WriteOnly));
        pem.write(authority.pem());
        pem.close();
        QCOMPARE(world.check({QStringLiteral("--ca-file"), pem.fileName()}), 0);
    }

    void the_client_secret_may_be_in_a_file_of_its_own()
    {
        World world;
        QFile secret(world.path(QStringLiteral("secret")));
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write(ClientSecret + '\n');
        secret.close();
        QFile file(world.path(QStringLiteral("pomerium.env")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        file.close();
        text.replace("IDP_CLIENT_SECRET=" + ClientSecret, "IDP_CLIENT_SECRET_FILE=" + secret.fileName().toUtf8());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QCOMPARE(world.check(), 0);
        // Pomerium reads the file verbatim.
        world.pomerium->script().variables["IDP_CLIENT_SECRET"] += '\n';
        QCOMPARE(world.check(), 1);
        QVERIFY(world.member(QStringLiteral("settings-match"), "cause").contains(QLatin1String("line feed")));
        QVERIFY(secret.remove());
        QCOMPARE(world.check(), 1);
        QCOMPARE(world.member(QStringLiteral("settings-match"), "code"), QStringLiteral("POMERIUM-SECRET-UNKNOWN"));
    }

    void what_cannot_be_asked_is_wrong_usage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList();
        QTest::newRow("both") << QStringList{QStringLiteral("--file=@"),
                                             QStringLiteral("--from-keychain=acme.okta.com")};
        QTest::newRow("no such file") << QStringList{QStringLiteral("--file=/none/such")};
        QTest::newRow("wait") << QStringList{QStringLiteral("--file=@"), QStringLiteral("--wait=soon")};
        QTest::newRow("route") << QStringList{QStringLiteral("--file=@"), QStringLiteral("--route=ftp://x")};
        QTest::newRow("URL") << QStringList{QStringLiteral("--file=@"), QStringLiteral("--authenticate-url=ftp://x")};
        QTest::newRow("keychain without URL") << QStringList{QStringLiteral("--from-keychain=acme.okta.com")};
        QTest::newRow("twice") << QStringList{QStringLiteral("--file=@"), QStringLiteral("--file=@")};
    }

    void what_cannot_be_asked_is_wrong_usage()
    {
        QFETCH(QStringList, arguments);
        World world;
        for (QString &argument : arguments)
            argument.replace(u'@', world.path(QStringLiteral("pomerium.env")));
        QCOMPARE(world.run(arguments), 2);
        QVERIFY(world.out.isEmpty());
        QVERIFY(!world.error.isEmpty());
        QCOMPARE(world.pomerium->requestCount(), 0);
    }

    void a_keychain_without_such_a_client_is_said()
    {
        World world;
        QCOMPARE(world.run({QStringLiteral("--from-keychain"), QStringLiteral("acme.okta.com"),
                            QStringLiteral("--authenticate-url"), world.pomerium->authenticateUrl(),
                            QStringLiteral("--json")}),
                 2);
        QVERIFY(world.error.contains("No client secret of acme.okta.com is stored."));
        QVERIFY(world.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_ProgramPomerium)
#include "tst_ProgramPomerium.moc"

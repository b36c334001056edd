// The program itself against the practice org: an app integration from its creation to its end.

#include "demo/Org.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class tst_ProgramApp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        demo::Settings settings;
        settings.appsRateLimit = 2'000; // one minute of this test is many calls
        m_org.emplace(settings);
        m_folder.emplace();
        QFile token(path(QStringLiteral("token")));
        QVERIFY(token.open(QIODevice::WriteOnly));
        token.write(m_org->apiToken().toUtf8());
    }

    void an_app_goes_from_plan_to_deletion()
    {
        const QStringList pomerium{QStringLiteral("--authenticate-url"),
                                   QStringLiteral("https://authenticate.outside.example"), QStringLiteral("--name"),
                                   QStringLiteral("Outside"), QStringLiteral("--everyone")};
        QCOMPARE(run(QStringLiteral("plan"), pomerium), 0);
        QVERIFY(!m_out.contains(m_org->apiToken().toUtf8()));
        QCOMPARE(status(QStringLiteral("app-free")), QStringLiteral("passed"));

        const QString secretFile = path(QStringLiteral("secret"));
        QCOMPARE(
            run(QStringLiteral("create"), pomerium + QStringList{QStringLiteral("--client-secret-output"), secretFile}),
            0);
        const QString id = detail(QStringLiteral("app-created"));
        QVERIFY(!id.isEmpty());
        QFile secret(secretFile);
        QVERIFY(secret.open(QIODevice::ReadOnly));
        const QByteArray value = secret.readAll();
        QVERIFY(value.size() > 20);
        QVERIFY(!m_out.contains(value) && !m_error.contains(value));
        QCOMPARE(QFileInfo(secretFile).permissions()
                     & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
        const QString note =
            QString::fromUtf8(m_error).section(QStringLiteral("Note: "), 1).section(QLatin1Char('\n'), 0, 0);

        // A second one of this name is asked about.
        QCOMPARE(run(QStringLiteral("create"),
                     pomerium + QStringList{QStringLiteral("--client-secret-output"), path(QStringLiteral("second"))}),
                 1);
        QCOMPARE(status(QStringLiteral("app-free")), QStringLiteral("failed"));

        const QStringList app{QStringLiteral("--client-id"), id};
        const int audited = run(QStringLiteral("audit"), pomerium + app + QStringList{QStringLiteral("--test-uris")});
        QVERIFY2(audited == 0, m_out.constData());
        for (int row = 1; row <= 34; ++row)
            QVERIFY(!status(QStringLiteral("a%1").arg(row)).isEmpty());
        // The test's redirect URIs are a warning once the test is over.
        QCOMPARE(run(QStringLiteral("audit"), pomerium + app), 0);
        QCOMPARE(status(QStringLiteral("a9")), QStringLiteral("warning"));

        const QString newSecret = path(QStringLiteral("new-secret"));
        const int rotated = run(QStringLiteral("rotate-secret"),
                                app + QStringList{QStringLiteral("--client-secret-output"), newSecret});
        QVERIFY2(rotated == 0, m_out.constData());
        QCOMPARE(status(QStringLiteral("secret-accepted")), QStringLiteral("passed"));
        QCOMPARE(
            run(QStringLiteral("rotate-secret"),
                app + QStringList{QStringLiteral("--retire-old"), QStringLiteral("--client-secret-file"), newSecret}),
            0);

        QCOMPARE(run(QStringLiteral("delete"), app + QStringList{QStringLiteral("--marker"), QStringLiteral("wrong")}),
                 1);
        QCOMPARE(run(QStringLiteral("clean-up"), app), 0);
        QCOMPARE(status(QStringLiteral("token-rejected")), QStringLiteral("passed"));
        QVERIFY(m_org->isApiTokenRevoked());
        QVERIFY(!note.isEmpty());
    }

    void our_app_is_deleted_by_its_note()
    {
        const QStringList pomerium{QStringLiteral("--authenticate-url"),
                                   QStringLiteral("https://authenticate.outside.example"), QStringLiteral("--name"),
                                   QStringLiteral("Outside"), QStringLiteral("--everyone")};
        QCOMPARE(run(QStringLiteral("create"),
                     pomerium + QStringList{QStringLiteral("--client-secret-output"), path(QStringLiteral("secret"))}),
                 0);
        const QString id = detail(QStringLiteral("app-created"));
        const QString note =
            QString::fromUtf8(m_error).section(QStringLiteral("Note: "), 1).section(QLatin1Char('\n'), 0, 0);
        QCOMPARE(run(QStringLiteral("delete"),
                     QStringList{QStringLiteral("--client-id"), id, QStringLiteral("--marker"), note}),
                 0);
        QCOMPARE(status(QStringLiteral("app-gone")), QStringLiteral("passed"));
    }

    void a_token_that_came_from_nowhere_changes_nothing()
    {
        QFile token(path(QStringLiteral("token")));
        QVERIFY(token.open(QIODevice::WriteOnly));
        token.write(QByteArray("00") + QByteArray(40, 'x'));
        token.close();
        QCOMPARE(run(QStringLiteral("audit"),
                     {QStringLiteral("--client-id"), m_org->clientId(), QStringLiteral("--authenticate-url"),
                      QStringLiteral("https://authenticate.example.com")}),
                 1);
        QCOMPARE(check(QStringLiteral("a1")).value(QStringLiteral("code")).toString(),
                 QStringLiteral("OKTA-MANAGEMENT-TOKEN-INVALID"));
    }

    void help_of_the_group_and_of_a_verb()
    {
        QCOMPARE(run({}, {QStringLiteral("--help")}, false), 0);
        QVERIFY(m_out.contains("app rotate-secret"));
        QCOMPARE(run(QStringLiteral("repair"), {QStringLiteral("--help")}, false), 0);
        QVERIFY(m_out.contains("--rows"));
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QJsonObject check(const QString &id) const
    {
        const auto checks = QJsonDocument::fromJson(m_out).object().value(QStringLiteral("checks")).toArray();
        for (const auto &check : checks) {
            if (check.toObject().value(QStringLiteral("id")).toString() == id)
                return check.toObject();
        }
        return {};
    }
    [[nodiscard]] QString status(const QString &id) const
    {
        return check(id).value(QStringLiteral("status")).toString();
    }
    [[nodiscard]] QString detail(const QString &id) const
    {
        return check(id).value(QStringLiteral("detail")).toString();
    }
    /// The exit status; the org answers meanwhile, in this process.
    int run(const QString &verb, const QStringList &arguments, bool isInOrg = true)
    {
        QStringList all{QStringLiteral("app")};
        if (!verb.isEmpty())
            all.append(verb);
        if (isInOrg)
            all += QStringList{QStringLiteral("--org"), m_org->issuer(), QStringLiteral("--management-token-file"),
                               path(QStringLiteral("token")), QStringLiteral("--json")};
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        environment.insert(QStringLiteral("HOME"), m_folder->path());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(PROGRAM), all + arguments);
        if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 60'000)) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        m_out = process.readAllStandardOutput();
        m_error = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }

    std::optional<demo::Org> m_org;
    std::optional<QTemporaryDir> m_folder;
    QByteArray m_out;
    QByteArray m_error;
};

QTEST_GUILESS_MAIN(tst_ProgramApp)
#include "tst_ProgramApp.moc"

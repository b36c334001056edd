// The wizard's program as a process, where there is no display.

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

struct Run
{
    explicit Run(const QTemporaryDir &home)
    {
        QProcessEnvironment environment; // no display, no bus
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        environment.insert(QStringLiteral("HOME"), home.path());
        environment.insert(QStringLiteral("TMPDIR"), home.path());
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), home.path());
        process.setProcessEnvironment(environment);
    }
    void start(const QStringList &arguments)
    {
        process.start(QStringLiteral(PROGRAM), arguments);
        QVERIFY(process.waitForStarted());
    }
    [[nodiscard]] int end()
    {
        if (!process.waitForFinished(100'000)) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        out = process.readAllStandardOutput();
        error = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    [[nodiscard]] int run(const QStringList &arguments)
    {
        start(arguments);
        return end();
    }

    QProcess process;
    QByteArray out;
    QByteArray error;
};

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray valueOf(const QByteArray &environmentFile, const QByteArray &key)
{
    const auto lines = environmentFile.split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(key + '='))
            return line.mid(key.size() + 1);
    }
    return {};
}

} // namespace

class tst_WizardProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_home.isValid()); }

    void help_and_version_need_no_display()
    {
        Run help(m_home);
        QCOMPARE(help.run({QStringLiteral("--help")}), 0);
        for (const char *const option : {"--demo", "--scenario", "--seed", "--side-by-side", "--autoplay", "--draft",
                                         "--help", "--version", "empty-org"})
            QVERIFY2(help.out.contains(option), option);
        Run version(m_home);
        QCOMPARE(version.run({QStringLiteral("--version")}), 0);
        QVERIFY(version.out.startsWith("pomerium-okta-wizard "));
    }

    void wrong_usage_is_2_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown") << QStringList{QStringLiteral("--nonsense")};
        QTest::newRow("abbreviated") << QStringList{QStringLiteral("--dem")};
        QTest::newRow("no file") << QStringList{QStringLiteral("--draft")};
        QTest::newRow("an empty file") << QStringList{QStringLiteral("--draft=")};
        QTest::newRow("twice") << QStringList{QStringLiteral("--draft=a"), QStringLiteral("--draft=b")};
        QTest::newRow("no such scenario") << QStringList{QStringLiteral("--scenario"), QStringLiteral("all-fine")};
        QTest::newRow("a scenario for tests only") << QStringList{QStringLiteral("--scenario=silent")};
        QTest::newRow("no number") << QStringList{QStringLiteral("--seed"), QStringLiteral("seven")};
        QTest::newRow("an argument") << QStringList{QStringLiteral("acme.okta.com")};
        QTest::newRow("no display") << QStringList{};
        QTest::newRow("no display for the demo") << QStringList{QStringLiteral("--demo")};
    }

    void wrong_usage_is_2()
    {
        QFETCH(QStringList, arguments);
        Run run(m_home);
        QCOMPARE(run.run(arguments), 2);
        QCOMPARE(run.out, QByteArray());
        QVERIFY(!run.error.isEmpty());
    }

    void the_demo_plays_itself_and_says_where_its_files_are()
    {
        Run run(m_home);
        QCOMPARE(run.run({QStringLiteral("--autoplay")}), 0);
        QVERIFY2(run.error.isEmpty(), run.error.constData());
        const QString folder = QString::fromLocal8Bit(run.out).trimmed();
        QVERIFY2(QDir(folder).exists(), run.out.constData());
        QCOMPARE(QFileInfo(folder).permissions() & QFile::Permissions(0x0077), QFile::Permissions());
        const QString file = folder + QStringLiteral("/pomerium-practice.env");
        QCOMPARE(QFileInfo(file).permissions() & QFile::Permissions(0x0077), QFile::Permissions());
        const QByteArray environment = read(file);
        QVERIFY(environment.startsWith("# Practice"));
        QCOMPARE(valueOf(environment, "IDP_PROVIDER"), QByteArray("okta"));
        for (int page = 1; page <= 7; ++page) {
            const QImage picture(QStringLiteral("%1/page-%2.png").arg(folder).arg(page));
            QCOMPARE(picture.size(), QSize(1280, 900));
        }
        const QByteArray secret = valueOf(environment, "IDP_CLIENT_SECRET");
        const QByteArray account = valueOf(environment, "IDP_SERVICE_ACCOUNT");
        QVERIFY(!secret.isEmpty());
        QVERIFY(!account.isEmpty());
        for (const char *const name : {"okta-setup-report.html", "okta-setup-report.json"}) {
            const QByteArray report = read(folder + QLatin1Char('/') + QLatin1String(name));
            QVERIFY2(report.contains("id-token") || report.contains("ID token"), name);
            QVERIFY2(!report.contains(secret) && !report.contains(account), name);
        }
        QVERIFY(!run.out.contains(secret));
    }

    void a_termination_is_3_and_the_draft_stays()
    {
        const QString draft = m_home.filePath(QStringLiteral("kept.json"));
        const QByteArray bytes =
            "{\"version\": 1, \"step\": \"credentials\", \"organizationUrl\": \"https://acme.okta.com\"}";
        QFile file(draft);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        for (const int signal : {SIGKILL, SIGTERM}) { // the lock of the killed one locks nobody out
            Run run(m_home);
            run.start({QStringLiteral("-platform"), QStringLiteral("offscreen"), QStringLiteral("--draft"), draft});
            QTRY_VERIFY_WITH_TIMEOUT(
                read(draft + QStringLiteral(".lock")).startsWith(QByteArray::number(run.process.processId())), 30'000);
            ::kill(static_cast<pid_t>(run.process.processId()), signal);
            QCOMPARE(run.end(), signal == SIGTERM ? 3 : -1);
            QCOMPARE(read(draft), bytes);
        }
        QVERIFY(!QFile::exists(draft + QStringLiteral(".lock")));
    }

private:
    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(tst_WizardProgram)
#include "tst_WizardProgram.moc"

// The program itself, run as whoever calls it from a script does.

#include "demo/Org.h"
#include "support/ScriptedProvider.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalServer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

#include <csignal>
#include <filesystem>
#include <unistd.h>

namespace {

const QStringList LoginIds{
    QStringLiteral("organization"), QStringLiteral("signing-keys"),  QStringLiteral("client-credentials"),
    QStringLiteral("redirect"),     QStringLiteral("code-exchange"), QStringLiteral("id-token"),
    QStringLiteral("userinfo"),     QStringLiteral("refresh-token"), QStringLiteral("groups"),
    QStringLiteral("revocation")};
const QStringList TokenIds{QStringLiteral("organization"), QStringLiteral("token-accepted"),
                           QStringLiteral("list-groups"), QStringLiteral("list-members")};

/// One run of the program, in an environment with nothing in it but a home.
struct Run
{
    explicit Run(const QTemporaryDir &folder)
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        environment.insert(QStringLiteral("HOME"), folder.path());
        process.setProcessEnvironment(environment);
    }
    void start(const QStringList &arguments, const QByteArray &input = {})
    {
        process.start(QStringLiteral(PROGRAM), arguments);
        QVERIFY(process.waitForStarted());
        process.write(input);
        process.closeWriteChannel();
    }
    /// Turns the event loop meanwhile, because servers live in it. The exit status; -1 for a crash or no end.
    [[nodiscard]] int end()
    {
        if (!QTest::qWaitFor([this] { return process.state() == QProcess::NotRunning; }, 60'000)) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        out += process.readAllStandardOutput();
        error += process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    [[nodiscard]] int run(const QStringList &arguments, const QByteArray &input = {})
    {
        start(arguments, input);
        return end();
    }
    void interrupt(int signal) const { ::kill(static_cast<pid_t>(process.processId()), signal); }

    /// The one object of --json; empty when there is more or less than that on standard output.
    [[nodiscard]] QJsonObject result() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QStringList ids() const
    {
        QStringList ids;
        const auto checks = result().value(QLatin1String("checks")).toArray();
        for (const auto &check : checks)
            ids.append(check.toObject().value(QLatin1String("id")).toString());
        return ids;
    }
    [[nodiscard]] QJsonObject check(const QString &id) const
    {
        return result().value(QLatin1String("checks")).toArray().at(ids().indexOf(id)).toObject();
    }
    [[nodiscard]] QString status(const QString &id) const
    {
        return check(id).value(QLatin1String("status")).toString();
    }
    /// Every failed check with no cause or remedy.
    [[nodiscard]] QStringList unexplained() const
    {
        QStringList found;
        const auto checks = result().value(QLatin1String("checks")).toArray();
        for (const auto &value : checks) {
            const QJsonObject check = value.toObject();
            if (check.value(QLatin1String("status")).toString() != QLatin1String("failed"))
                continue;
            for (const char *const member : {"code", "headline", "cause", "remedy"}) {
                if (check.value(QLatin1String(member)).toString().trimmed().isEmpty())
                    found.append(check.value(QLatin1String("id")).toString() + QLatin1Char(' ')
                                 + QLatin1String(member));
            }
        }
        return found;
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

} // namespace

/// The sockets of this process, as the system names them.
static QStringList openSockets()
{
    QStringList sockets;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code error;
        const auto target = QString::fromStdString(std::filesystem::read_symlink(entry.path(), error).string());
        if (target.startsWith(QLatin1String("socket:")))
            sockets.append(target);
    }
    return sockets;
}

class tst_Program : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(file.errorString()));
        return file.fileName();
    }

    /// A browser that tells this test what it was started with, and does nothing else.
    QString browser()
    {
        QFile::remove(m_folder.filePath(QStringLiteral("seen-url")));
        const QString seen = m_folder.filePath(QStringLiteral("seen-"));
        const QString path =
            write(QStringLiteral("browser"),
                  "#!/bin/sh\n"
                  "echo \"noise of the browser\"\n"
                  "cat /proc/$$/environ > '"
                      + seen.toUtf8() + "environ'\ncat /proc/$PPID/environ /proc/$PPID/cmdline > '" + seen.toUtf8()
                      + "parent' 2> /dev/null\nls -l /proc/$$/fd > '" + seen.toUtf8() + "descriptors'\nprintf %s $# > '"
                      + seen.toUtf8() + "count'\nprintf %s \"$1\" > '" + seen.toUtf8() + "tmp'\nmv '" + seen.toUtf8()
                      + "tmp' '" + seen.toUtf8() + "url'\n");
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    [[nodiscard]] QString seen(const char *what) const
    {
        return m_folder.filePath(QLatin1String("seen-") + QLatin1String(what));
    }

    QStringList login(const ScriptedProvider &provider, const QString &secretFile)
    {
        return {QStringLiteral("verify-login"),
                QStringLiteral("--issuer"),
                provider.issuer(),
                QStringLiteral("--client-id"),
                QStringLiteral("0oaScripted"),
                QStringLiteral("--client-secret-file"),
                secretFile,
                QStringLiteral("--redirect-port"),
                QStringLiteral("0"),
                QStringLiteral("--browser"),
                browser(),
                QStringLiteral("--json")};
    }
    QString secretFile() { return write(QStringLiteral("secret"), ScriptedProvider::Script().clientSecret + '\n'); }

    /// Waits for the browser's address and goes there, as a person would who is signed in already.
    void visit()
    {
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(seen("url")), 30'000);
        m_visit.reset(m_network.get(QNetworkRequest(QUrl::fromEncoded(read(seen("url"))))));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void wrong_usage_is_2_and_says_nothing_on_standard_output_data()
    {
        QTest::addColumn<QStringList>("arguments");
        const auto row = [](const char *name, const char *line) {
            QTest::newRow(name) << QString::fromLatin1(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
        };
        row("nothing", "");
        row("an unknown subcommand", "verify");
        row("an abbreviated subcommand", "verify-log");
        row("an option instead", "--json verify-token");
        row("what is needed is missing", "verify-login");
        row("an abbreviated option", "verify-token --org x --token-file /dev/null --jso");
        row("an option twice", "verify-token --org x --org y --token-file /dev/null");
        row("a value is missing", "verify-token --org x --token-file");
        row("no option at all", "verify-token --org x --token-file /dev/null more");
        row("the end of options", "verify-token --org x --token-file /dev/null --");
        row("a secret as an argument", "verify-token --org x --token 00secret");
        row("a file that is not there", "verify-token --org x --token-file /nowhere/token");
        row("a folder", "verify-token --org x --token-file /");
        row("an empty file", "verify-token --org x --token-file /dev/null");
        row("an endless file", "verify-token --org x --token-file /dev/zero");
        row("no seconds", "verify-login --issuer x --client-id x --client-secret-file /dev/null --timeout 0");
        row("no port", "verify-login --issuer x --client-id x --client-secret-file /dev/null --redirect-port 65536");
        row("no release", "verify-login --issuer x --client-id x --client-secret-file /dev/null --pomerium new");
        row("no certificates", "verify-token --org x --token-file /etc/hostname --ca-file /etc/hostname");
        row("an unknown format", "export --format xml --output -");
        row("forgetting without saying all", "forget");
        row("a port of the demo", "demo-org --port 65536");
        row("a mood of the demo", "demo-org --mood grumpy");
        row("self-test of something", "self-test all");
    }

    void wrong_usage_is_2_and_says_nothing_on_standard_output()
    {
        QFETCH(QStringList, arguments);
        Run run(m_folder);
        QCOMPARE(run.run(arguments), 2);
        QCOMPARE(run.out, QByteArray());
        QVERIFY(!run.error.isEmpty());
    }

    void help_and_version_need_nothing_around_them_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("help") << QStringList{QStringLiteral("--help")} << QByteArray("verify-login");
        QTest::newRow("version") << QStringList{QStringLiteral("--version")} << QByteArray("pomerium-okta");
        QTest::newRow("-h") << QStringList{QStringLiteral("-h")} << QByteArray("verify-login");
        QTest::newRow("help of one by -h")
            << QStringList{QStringLiteral("verify-token"), QStringLiteral("-h")} << QByteArray("--token-file");
        QTest::newRow("help of one") << QStringList{QStringLiteral("export"), QStringLiteral("--help")}
                                     << QByteArray("--format");
        QTest::newRow("self-test") << QStringList{QStringLiteral("self-test")} << QByteArray("Result: passed.");
    }

    void help_and_version_need_nothing_around_them()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        Run run(m_folder);
        QProcessEnvironment bare; // no HOME, no display, no bus, no PATH
        bare.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
        run.process.setProcessEnvironment(bare);
        QCOMPARE(run.run(arguments), 0);
        QVERIFY2(run.out.contains(says), run.out.constData());
    }

    void a_typo_gets_a_word_and_not_the_whole_help()
    {
        Run run(m_folder);
        QCOMPARE(run.run({QStringLiteral("verify-logn")}), 2);
        QVERIFY2(run.error.contains("Did you mean verify-login?"), run.error.constData());
        QCOMPARE(run.error.count('\n'), 2);
        Run option(m_folder);
        QCOMPARE(option.run({QStringLiteral("verify-token"), QStringLiteral("--tokenfile"), QStringLiteral("x")}), 2);
        QVERIFY2(option.error.contains("Did you mean --token-file?"), option.error.constData());
        QCOMPARE(option.error.count('\n'), 2);
    }

    void quiet_is_one_line_when_all_is_well()
    {
        demo::Org org;
        const QStringList arguments{QStringLiteral("verify-token"), QStringLiteral("--org"), org.url().toString(),
                                    QStringLiteral("--token-file"), QStringLiteral("-"),     QStringLiteral("--quiet")};
        Run run(m_folder);
        QCOMPARE(run.run(arguments, org.apiToken().toUtf8()), 0);
        QCOMPARE(run.out, QByteArray("Result: passed.\n"));
        QCOMPARE(run.error, QByteArray());
        Run wrong(m_folder);
        QCOMPARE(wrong.run(arguments, "00" + QByteArray(40, 'x')), 1);
        QVERIFY(wrong.out.contains("failed") && !wrong.out.contains("passed") && wrong.out.contains("OKTA-"));
    }

    void the_report_has_the_time_of_its_checks()
    {
        demo::Org org;
        const QString path = m_folder.filePath(QStringLiteral("report.json"));
        Run run(m_folder);
        QCOMPARE(run.run({QStringLiteral("verify-token"), QStringLiteral("--org"), org.url().toString(),
                          QStringLiteral("--token-file"), QStringLiteral("-"), QStringLiteral("--report"), path},
                         org.apiToken().toUtf8()),
                 0);
        const auto section =
            QJsonDocument::fromJson(read(path)).object().value(QLatin1String("sections"))[0].toObject();
        QCOMPARE(section.value(QLatin1String("id")).toString(), QStringLiteral("api-token"));
        QVERIFY(section.value(QLatin1String("finished")).isString());
        QVERIFY(!read(path).contains(org.apiToken().toUtf8()));
    }

    void no_secret_is_in_a_core_file()
    {
#ifndef Q_OS_LINUX
        QSKIP("told by Linux' /proc");
#else
        // A process that may be dumped is its owner's in /proc, and root's otherwise: so never as root.
        constexpr uid_t Nobody = 65534;
        Run run(m_folder);
        if (::geteuid() == 0) {
            run.process.setChildProcessModifier([] {
                if (::setgid(Nobody) != 0 || ::setuid(Nobody) != 0)
                    ::_exit(126);
            });
        }
        run.start({QStringLiteral("demo-org")});
        QTRY_VERIFY((run.out += run.process.readAllStandardOutput()).contains('\n'));
        const QString process = QStringLiteral("/proc/%1/").arg(run.process.processId());
        const QByteArray limits = read(process + QStringLiteral("limits"));
        const qsizetype at = limits.indexOf("Max core file size");
        QCOMPARE(limits.mid(at, limits.indexOf('\n', at) - at).simplified(), "Max core file size 0 0 bytes");
        const QByteArray status = read(process + QStringLiteral("status"));
        const QByteArray uids = status.mid(status.indexOf("Uid:"));
        QVERIFY2(uids.left(uids.indexOf('\n')).simplified() != "Uid: 0 0 0 0", uids.constData());
        QCOMPARE(QFileInfo(process + QStringLiteral("maps")).ownerId(), 0U);
        run.interrupt(SIGTERM);
        QCOMPARE(run.end(), 0);
#endif
    }

    void a_list_of_certificates_without_end_is_refused()
    {
        ScriptedProvider provider({});
        Run run(m_folder);
        QCOMPARE(run.run(login(provider, secretFile())
                         + QStringList{QStringLiteral("--ca-file"), QStringLiteral("/dev/zero")}),
                 2);
        QVERIFY(run.error.contains("/dev/zero"));
    }

    void a_session_bus_that_never_answers_does_not_hold_up_the_self_test()
    {
#ifndef Q_OS_LINUX
        QSKIP("other systems have no session bus");
#else
        const QTemporaryDir folder;
        QLocalServer bus; // accepts, and says nothing
        QVERIFY(bus.listen(folder.filePath(QStringLiteral("bus"))));
        Run run(m_folder);
        QProcessEnvironment environment = run.process.processEnvironment();
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                           QStringLiteral("unix:path=") + bus.fullServerName());
        run.process.setProcessEnvironment(environment);
        run.start({QStringLiteral("self-test"), QStringLiteral("--json")});
        QVERIFY(run.end() >= 0); // it ended
        QCOMPARE(run.status(QStringLiteral("keychain")), QStringLiteral("warning"));
        QVERIFY(run.check(QStringLiteral("keychain"))
                    .value(QLatin1String("detail"))
                    .toString()
                    .contains(QLatin1String("does not answer")));
#endif
    }

    void the_self_test_is_one_object()
    {
        Run run(m_folder);
        QCOMPARE(run.run({QStringLiteral("self-test"), QStringLiteral("--json")}), 0);
        QCOMPARE(run.result().value(QLatin1String("result")).toString(), QStringLiteral("passed"));
        QCOMPARE(run.ids(),
                 QStringList({QStringLiteral("tls"), QStringLiteral("certificates"), QStringLiteral("plugins"),
                              QStringLiteral("pages"), QStringLiteral("translations"), QStringLiteral("keychain")}));
        QCOMPARE(run.out.count('\n'), 1);
    }

    void a_good_login_passes_and_leaks_nothing()
    {
        ScriptedProvider provider({});
        Run run(m_folder);
        run.start(login(provider, secretFile()));
        visit();
        QCOMPARE(run.end(), 0);
        QCOMPARE(run.out.count('\n'), 1); // one object, and no noise of the browser
        QCOMPARE(run.result().value(QLatin1String("result")).toString(), QStringLiteral("passed"));
        QCOMPARE(run.ids(), LoginIds);
        QCOMPARE(run.status(QStringLiteral("groups")), QStringLiteral("skipped"));
        for (const QString &id : LoginIds) {
            QVERIFY2(run.error.contains(id.toUtf8()), qPrintable(id)); // a line of progress for each
            for (const char *const member : {"id", "status", "code", "headline", "cause", "remedy", "detail"})
                QVERIFY2(run.check(id).contains(QLatin1String(member)), member);
        }
        QCOMPARE(read(seen("count")), QByteArray("1"));
        QCOMPARE(provider.violations(), QStringList());
        QByteArrayList secrets{provider.script().clientSecret};
        secrets += provider.refreshTokens() + provider.accessTokens() + provider.codes();
        QVERIFY(secrets.size() >= 4);
        for (const QByteArray &secret : std::as_const(secrets)) {
            for (const QByteArray &place :
                 {run.out, run.error, read(seen("environ")), read(seen("parent")), read(seen("url"))})
                QVERIFY2(!place.contains(secret), place.constData());
        }
        for (const QByteArray &token : provider.refreshTokens())
            QVERIFY(provider.isRevoked(token));
    }

    void the_secret_may_come_by_standard_input_data()
    {
        QTest::addColumn<QByteArray>("ending");
        QTest::addColumn<QString>("status");
        QTest::newRow("no line break") << QByteArray() << "passed";
        QTest::newRow("one") << QByteArray("\n") << "passed";
        QTest::newRow("one of Windows") << QByteArray("\r\n") << "passed";
        QTest::newRow("two") << QByteArray("\n\n") << "failed"; // one is cut, and no more
        QTest::newRow("a space") << QByteArray(" ") << "failed";
    }

    void the_secret_may_come_by_standard_input()
    {
        QFETCH(QByteArray, ending);
        QFETCH(QString, status);
        ScriptedProvider provider({});
        Run run(m_folder);
        run.start(login(provider, QStringLiteral("-")), provider.script().clientSecret + ending);
        if (status == QLatin1String("passed"))
            visit();
        QCOMPARE(run.end(), status == QLatin1String("passed") ? 0 : 1);
        QCOMPARE(run.status(QStringLiteral("client-credentials")), status);
        QCOMPARE(run.unexplained(), QStringList());
    }

    void a_token_may_come_by_standard_input()
    {
        const demo::Org org;
        Run run(m_folder);
        QCOMPARE(run.run({QStringLiteral("verify-token"), QStringLiteral("--org"), org.url().toString(),
                          QStringLiteral("--token-file"), QStringLiteral("-"), QStringLiteral("--json")},
                         org.apiToken().toUtf8() + '\n'),
                 0);
        QCOMPARE(run.ids(), TokenIds);
        QCOMPARE(run.out.count('\n'), 1);
        QCOMPARE(run.result().value(QLatin1String("result")).toString(), QStringLiteral("passed"));
        QVERIFY(!run.out.contains(org.apiToken().toUtf8()));
        QVERIFY(!run.error.contains(org.apiToken().toUtf8()));
    }

    void a_failed_check_is_1_and_explained_data()
    {
        QTest::addColumn<demo::Scenario>("mood");
        QTest::addColumn<QString>("failed");
        QTest::newRow("no rights") << demo::Scenario::TokenWithoutRights << "list-groups";
        QTest::newRow("hangs up") << demo::Scenario::HangsUp << "organization";
    }

    void a_failed_check_is_1_and_explained()
    {
        QFETCH(demo::Scenario, mood);
        QFETCH(QString, failed);
        demo::Org org;
        org.setScenario(mood);
        Run run(m_folder);
        const int status = run.run({QStringLiteral("verify-token"), QStringLiteral("--org"), org.url().toString(),
                                    QStringLiteral("--token-file"), QStringLiteral("-"), QStringLiteral("--json")},
                                   org.apiToken().toUtf8());
        QCOMPARE(status, 1);
        QCOMPARE(run.result().value(QLatin1String("result")).toString(), QStringLiteral("failed"));
        QCOMPARE(run.ids(), TokenIds);
        QCOMPARE(run.status(failed), QStringLiteral("failed"));
        QCOMPARE(run.unexplained(), QStringList());
    }

    void a_login_without_a_refresh_token_fails_there_and_revokes_the_rest()
    {
        ScriptedProvider::Script script;
        script.refreshGrantIsOn = false;
        const ScriptedProvider provider(script);
        Run run(m_folder);
        run.start(login(provider, secretFile()));
        visit();
        QCOMPARE(run.end(), 1);
        QCOMPARE(run.status(QStringLiteral("refresh-token")), QStringLiteral("failed"));
        QCOMPARE(run.ids(), LoginIds);
        QCOMPARE(run.unexplained(), QStringList());
        for (const QByteArray &token : provider.accessTokens())
            QVERIFY(provider.isRevoked(token));
    }

    void what_cannot_even_be_asked_is_a_failed_check_of_the_contract_data()
    {
        QTest::addColumn<QString>("issuer");
        QTest::newRow("not an address") << "acme";
        QTest::newRow("another scheme") << "ftp://acme.okta.com";
        QTest::newRow("in the clear") << "http://acme.okta.com";
        QTest::newRow("does not resolve") << "https://does-not-exist.invalid";
        QTest::newRow("a fragment") << "https://acme.okta.com/#x";
        QTest::newRow("control characters") << QStringLiteral("https://acme\x1b[2J.okta.com");
        QTest::newRow("10,000 characters") << QLatin1String("https://") + QString(10'000, QLatin1Char('a'));
    }

    void what_cannot_even_be_asked_is_a_failed_check_of_the_contract()
    {
        QFETCH(QString, issuer);
        Run run(m_folder);
        const int status =
            run.run({QStringLiteral("verify-login"), QStringLiteral("--issuer"), issuer, QStringLiteral("--client-id"),
                     QStringLiteral("0oa"), QStringLiteral("--client-secret-file"), secretFile(),
                     QStringLiteral("--redirect-port"), QStringLiteral("0"), QStringLiteral("--browser"), browser(),
                     QStringLiteral("--json")});
        QCOMPARE(status, 1);
        QCOMPARE(run.ids(), LoginIds);
        QCOMPARE(run.status(QStringLiteral("organization")), QStringLiteral("failed"));
        QCOMPARE(run.unexplained(), QStringList());
        QVERIFY(!run.out.contains('\x1b'));
        QVERIFY(!run.error.contains('\x1b'));
        QVERIFY(!QFile::exists(seen("url"))); // no browser for that
    }

    void a_browser_that_never_comes_back_is_3()
    {
        ScriptedProvider provider({});
        Run run(m_folder);
        run.start(login(provider, secretFile()) + QStringList{QStringLiteral("--timeout"), QStringLiteral("1")});
        QCOMPARE(run.end(), 3);
        QCOMPARE(run.result().value(QLatin1String("result")).toString(), QStringLiteral("cancelled"));
        QCOMPARE(run.ids(), LoginIds);
        QCOMPARE(run.status(QStringLiteral("redirect")), QStringLiteral("failed"));
        QCOMPARE(run.unexplained(), QStringList());
    }

    void that_the_browser_tried_https_is_said_while_waiting()
    {
        ScriptedProvider provider({});
        Run run(m_folder);
        run.start(login(provider, secretFile()));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(seen("url")), 30'000);
        const QUrlQuery query(QUrl::fromEncoded(read(seen("url"))));
        const QUrl redirectUri(query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
        QTcpSocket impatient;
        impatient.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(redirectUri.port()));
        impatient.write(QByteArray("\x16\x03\x01\x02\x00\x01", 6));
        QTRY_COMPARE(impatient.state(), QAbstractSocket::UnconnectedState);
        visit();
        QCOMPARE(run.end(), 0);
        const qsizetype said = run.error.indexOf("checking     redirect            The browser tried https");
        QVERIFY2(said >= 0, run.error.constData());
        QVERIFY(run.error.indexOf("HTTPS-only mode", said) > said); // what to do
        QVERIFY(run.error.indexOf("passed       redirect", said) > said);
    }

    void the_browser_inherits_no_socket()
    {
        ScriptedProvider provider({});
        Run run(m_folder);
        run.start(login(provider, secretFile()));
        visit();
        QCOMPARE(run.end(), 0);
        const QString descriptors = QString::fromUtf8(read(seen("descriptors")));
        QVERIFY(descriptors.contains(QLatin1String("/dev/null")));
        // What whoever runs the tests has left open is inherited by all, and not the program's.
        const QStringList inherited = openSockets();
        static const QRegularExpression Socket(QStringLiteral("socket:\\[\\d+\\]"));
        auto found = Socket.globalMatch(descriptors);
        while (found.hasNext()) {
            const QString socket = found.next().captured();
            QVERIFY2(inherited.contains(socket), qPrintable(descriptors));
        }
    }

    /// The authorization URL, as standard error tells it while the program waits.
    QUrl toldAddress(Run &run)
    {
        static const QRegularExpression Address(QStringLiteral("http://127\\.0\\.0\\.1:\\d+/\\S*code_challenge=\\S+"));
        QString address;
        const bool isTold = QTest::qWaitFor(
            [&] {
                run.error += run.process.readAllStandardError();
                address = Address.match(QString::fromUtf8(run.error)).captured();
                return !address.isEmpty();
            },
            30'000);
        return isTold ? QUrl(address) : QUrl();
    }

    void a_browser_that_fails_is_told_and_the_address_waits_data()
    {
        QTest::addColumn<QByteArray>("script"); // empty: there is no such program
        QTest::newRow("cannot be started") << QByteArray();
        QTest::newRow("fails at once") << QByteArray("#!/bin/sh\nexit 3\n");
    }

    void a_browser_that_fails_is_told_and_the_address_waits()
    {
        QFETCH(QByteArray, script);
        const QString path = m_folder.filePath(QStringLiteral("failing-browser"));
        QFile::remove(path);
        if (!script.isEmpty()) {
            write(QStringLiteral("failing-browser"), script);
            QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        }
        ScriptedProvider provider({});
        QStringList arguments = login(provider, secretFile());
        arguments[arguments.indexOf(QStringLiteral("--browser")) + 1] = path;

        Run nobody(m_folder);
        QCOMPARE(nobody.run(arguments + QStringList{QStringLiteral("--timeout"), QStringLiteral("2")}), 3);
        QCOMPARE(nobody.status(QStringLiteral("redirect")), QStringLiteral("failed"));
        QCOMPARE(nobody.check(QStringLiteral("redirect")).value(QLatin1String("code")).toString(),
                 QStringLiteral("LOCAL-BROWSER"));
        QCOMPARE(nobody.unexplained(), QStringList());
        QVERIFY(nobody.error.contains("failing-browser"));

        Run byHand(m_folder);
        byHand.start(arguments);
        const QUrl address = toldAddress(byHand);
        QVERIFY(address.isValid());
        m_visit.reset(m_network.get(QNetworkRequest(address)));
        QCOMPARE(byHand.end(), 0);
    }

    void the_browser_may_have_arguments_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<bool>("byEnvironment");
        QTest::newRow("the address last") << QStringLiteral("%1") << false;
        QTest::newRow("the address in a place") << QStringLiteral("%1 %s --new-window") << false;
        QTest::newRow("$BROWSER") << QStringLiteral("%1 %s") << true;
        QTest::newRow("the second of $BROWSER") << QStringLiteral("/no/such/browser:%1") << true;
    }

    void the_browser_may_have_arguments()
    {
        QFETCH(QString, arguments);
        QFETCH(bool, byEnvironment);
        QFile::remove(seen("url"));
        ScriptedProvider provider({});
        Run run(m_folder);
        QStringList line = login(provider, secretFile());
        const qsizetype at = line.indexOf(QStringLiteral("--browser"));
        if (byEnvironment) {
            line.remove(at, 2);
            QProcessEnvironment environment = run.process.processEnvironment();
            environment.insert(QStringLiteral("BROWSER"), arguments.arg(browser()));
            run.process.setProcessEnvironment(environment);
        } else {
            line[at + 1] = arguments.arg(browser());
        }
        run.start(line);
        visit();
        QCOMPARE(run.end(), 0);
    }

    void without_a_browser_the_address_where_it_ended_is_pasted()
    {
        ScriptedProvider provider({});
        Run run(m_folder);
        QProcessEnvironment environment = run.process.processEnvironment();
        environment.insert(QStringLiteral("SSH_CONNECTION"), QStringLiteral("192.0.2.7 50022 192.0.2.1 2222"));
        environment.insert(QStringLiteral("USER"), QStringLiteral("admin"));
        run.process.setProcessEnvironment(environment);
        QStringList line = login(provider, secretFile());
        line.remove(line.indexOf(QStringLiteral("--browser")), 2);
        run.process.start(QStringLiteral(PROGRAM), line + QStringList{QStringLiteral("--no-browser")});
        const QUrl address = toldAddress(run);
        QVERIFY(address.isValid());
        QNetworkRequest request(address);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        m_visit.reset(m_network.get(request));
        QTRY_VERIFY(m_visit->isFinished());
        const QByteArray ended = m_visit->rawHeader("Location");
        QVERIFY(ended.startsWith("http://127.0.0.1:"));
        const QByteArray port = QByteArray::number(QUrl::fromEncoded(ended).port());

        run.process.write("http://127.0.0.1:" + port + "/callback?code=guessed&state=guessed\n");
        QTRY_VERIFY((run.error += run.process.readAllStandardError()).contains("not the answer to this sign-in"));
        run.process.write(ended + "\n");
        QCOMPARE(run.end(), 0);
        QVERIFY(run.error.contains("ssh -N -L " + port + ":127.0.0.1:" + port + " -p 2222 admin@192.0.2.1"));
        QCOMPARE(run.result().value(QLatin1String("result")).toString(), QStringLiteral("passed"));
    }

    void an_interruption_while_waiting_is_3_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
    }

    void an_interruption_while_waiting_is_3()
    {
        QFETCH(int, signal);
        ScriptedProvider provider({});
        Run run(m_folder);
        run.start(login(provider, secretFile()));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(seen("url")), 30'000);
        run.interrupt(signal);
        QCOMPARE(run.end(), 3);
        QCOMPARE(run.result().value(QLatin1String("result")).toString(), QStringLiteral("cancelled"));
        QCOMPARE(run.ids(), LoginIds);
        QVERIFY(!run.out.contains("\"running\""));
        QVERIFY(!run.out.contains("\"pending\""));
    }

    void an_interruption_with_tokens_revokes_them()
    {
        ScriptedProvider::Script script;
        script.answer = [](const ScriptedProvider::Request &request, ScriptedProvider::Answer &answer) {
            if (request.endpoint == ScriptedProvider::Endpoint::UserInfo)
                answer.isSilent = true;
        };
        const ScriptedProvider provider(script);
        Run run(m_folder);
        run.start(login(provider, secretFile()));
        visit();
        QTRY_VERIFY_WITH_TIMEOUT(provider.count(ScriptedProvider::Endpoint::UserInfo) > 0, 30'000);
        run.interrupt(SIGINT);
        QCOMPARE(run.end(), 3);
        QCOMPARE(run.result().value(QLatin1String("result")).toString(), QStringLiteral("cancelled"));
        QVERIFY(!provider.refreshTokens().isEmpty());
        QVERIFY(provider.isRevoked(provider.refreshTokens().last()));
    }

    void a_result_that_cannot_be_delivered_is_no_success_data()
    {
        QTest::addColumn<QString>("redirection");
        QTest::newRow("a full disk") << ">/dev/full";
        QTest::newRow("closed") << ">&-";
        QTest::newRow("nobody reads any more") << "| true; exit ${PIPESTATUS[0]}";
    }

    void a_result_that_cannot_be_delivered_is_no_success()
    {
        QFETCH(QString, redirection);
        const demo::Org org;
        const QString token = write(QStringLiteral("token"), org.apiToken().toUtf8());
        const QStringList lines{
            QStringLiteral("\"$0\" --version"),
            QStringLiteral("\"$0\" verify-token --org %1 --token-file '%2' --json").arg(org.url().toString(), token)};
        for (const QString &line : lines) {
            Run run(m_folder);
            // A reader that is gone before anything is written: the pipe is opened for nobody.
            const QString script = redirection.startsWith(QLatin1Char('|'))
                ? QStringLiteral("exec 3> >(true); wait $!; %1 >&3").arg(line)
                : line + QLatin1Char(' ') + redirection;
            run.process.start(QStringLiteral("/bin/bash"), {QStringLiteral("-c"), script, QStringLiteral(PROGRAM)});
            QCOMPARE(run.end(), 1);
            QVERIFY2(run.error.contains("Standard output could not be written."), run.error.constData());
        }
    }

    void a_closed_standard_input_is_an_error()
    {
        Run run(m_folder);
        run.process.start(QStringLiteral("/bin/bash"),
                          {QStringLiteral("-c"), QStringLiteral("\"$0\" verify-token --org x --token-file - <&-"),
                           QStringLiteral(PROGRAM)});
        QCOMPARE(run.end(), 2);
        QVERIFY(!run.error.isEmpty());
    }

    void standard_error_may_be_closed()
    {
        ScriptedProvider provider({});
        Run run(m_folder);
        run.process.start(
            QStringLiteral("/bin/bash"),
            QStringList{QStringLiteral("-c"), QStringLiteral("\"$0\" \"$@\" 2>&-"), QStringLiteral(PROGRAM)}
                + login(provider, secretFile()));
        visit();
        QCOMPARE(run.end(), 0);
        QCOMPARE(run.result().value(QLatin1String("result")).toString(), QStringLiteral("passed"));
    }

    void the_demo_tells_when_it_is_ready_and_ends_when_told()
    {
        Run run(m_folder);
        run.start({QStringLiteral("demo-org")});
        QTRY_VERIFY_WITH_TIMEOUT((run.out += run.process.readAllStandardOutput()).endsWith('\n'), 30'000);
        QCOMPARE(run.out.count('\n'), 1);
        const QJsonObject ready = QJsonDocument::fromJson(run.out).object();
        for (const char *const member :
             {"issuer", "org_url", "client_id", "client_secret", "api_token", "redirect_uris", "port"})
            QVERIFY2(ready.contains(QLatin1String(member)), member);
        Run check(m_folder);
        QCOMPARE(check.run({QStringLiteral("verify-token"), QStringLiteral("--org"),
                            ready.value(QLatin1String("org_url")).toString(), QStringLiteral("--token-file"),
                            QStringLiteral("-")},
                           ready.value(QLatin1String("api_token")).toString().toUtf8()),
                 0);
        run.interrupt(SIGTERM);
        QCOMPARE(run.end(), 0);
    }

    void the_demo_says_when_its_port_is_taken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        Run run(m_folder);
        QCOMPARE(run.run({QStringLiteral("demo-org"), QStringLiteral("--port"), QString::number(other.serverPort())}),
                 1);
        QCOMPARE(run.out, QByteArray());
        QVERIFY(!run.error.isEmpty());
    }

private:
    QTemporaryDir m_folder;
    QNetworkAccessManager m_network;
    std::unique_ptr<QNetworkReply> m_visit;
};

QTEST_GUILESS_MAIN(tst_Program)
#include "tst_Program.moc"

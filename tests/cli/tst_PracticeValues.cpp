// What the practice console made up is refused everywhere but for an org on this computer, before anything is asked.

#include "cli/PracticeValues.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QString org = QStringLiteral("https://acme.okta.com");
const QString clientId = QStringLiteral("0oaPRACTICEabcdefghi");
const QString realId = QStringLiteral("0oa1b2c3d4e5f6g7h8i9");

} // namespace

class tst_PracticeValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        put("secret", "PRACTICE" + QByteArray(56, 'x') + '\n');
        put("real", QByteArray(64, 'x') + '\n');
        put("token", "00PRACTICE" + QByteArray(32, 'x') + '\n');
        put("pomerium.env",
            "IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\nIDP_CLIENT_ID=" + clientId.toLatin1()
                + "\nIDP_CLIENT_SECRET=" + QByteArray(64, 'x')
                + "\nAUTHENTICATE_SERVICE_URL=https://authenticate.acme.com\n");
    }

    void they_are_for_an_org_on_this_computer()
    {
        const auto practice = cli::isPractice(QStringLiteral("http://127.0.0.1:4711"), {{org, clientId.toLatin1()}});
        QVERIFY(practice && *practice);
        const auto real = cli::isPractice(org, {{org, realId.toLatin1()}});
        QVERIFY(real && !*real);
        QVERIFY(!cli::isPractice(org, {{org, clientId.toLatin1()}}));
        QVERIFY(!cli::isPractice({}, {{org, clientId.toLatin1()}}));
    }

    void each_subcommand_refuses_them_with_a_word_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const auto s = [](const char *text) { return QString::fromLatin1(text); };
        const QStringList login{s("verify-login"), s("--issuer"), org, s("--no-browser")};
        QTest::newRow("verify-login, ID")
            << login + QStringList{s("--client-id"), clientId, s("--client-secret-file"), path("real")}
            << s("--client-id");
        QTest::newRow("verify-login, secret")
            << login + QStringList{s("--client-id"), realId, s("--client-secret-file"), path("secret")}
            << s("--client-secret-file");
        QTest::newRow("verify-token") << QStringList{s("verify-token"), s("--org"), org, s("--token-file"),
                                                     path("token")}
                                      << s("--token-file");
        QTest::newRow("check") << QStringList{s("check"), s("--file"), path("pomerium.env")} << s("IDP_CLIENT_ID");
        QTest::newRow("verify-pomerium") << QStringList{s("verify-pomerium"), s("--file"), path("pomerium.env")}
                                         << s("IDP_CLIENT_ID");
        QTest::newRow("app audit") << QStringList{s("app"),
                                                  s("audit"),
                                                  s("--org"),
                                                  org,
                                                  s("--management-token-file"),
                                                  path("token"),
                                                  s("--client-id"),
                                                  realId,
                                                  s("--authenticate-url"),
                                                  s("https://authenticate.acme.com")}
                                   << s("--management-token-file");
        QTest::newRow("export") << QStringList{s("export"),
                                               s("--format"),
                                               s("env"),
                                               s("--output"),
                                               path("out"),
                                               s("--provider-url"),
                                               org,
                                               s("--client-id"),
                                               realId,
                                               s("--client-secret-file"),
                                               path("secret"),
                                               s("--authenticate-url"),
                                               s("https://authenticate.acme.com")}
                                << s("--client-secret-file");
        QTest::newRow("export, the token alone")
            << QStringList{s("export"),       s("--format"), s("service-account"), s("--output"), path("out"),
                           s("--token-file"), path("token"), s("--pomerium"),      s("0.19")}
            << s("--token-file");
    }

    void each_subcommand_refuses_them_with_a_word()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        QProcess process;
        process.start(QStringLiteral(PROGRAM), arguments);
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.contains(named.toUtf8() + ": This is a practice value."), said.constData());
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(!QFile::exists(path("out")));
    }

    void a_file_for_the_practice_org_says_so_in_its_first_line()
    {
        QProcess process;
        process.start(QStringLiteral(PROGRAM),
                      {QStringLiteral("export"), QStringLiteral("--format"), QStringLiteral("env"),
                       QStringLiteral("--output"), QStringLiteral("-"), QStringLiteral("--provider-url"),
                       QStringLiteral("http://127.0.0.1:4711"), QStringLiteral("--client-id"), clientId,
                       QStringLiteral("--client-secret-file"), path("secret"), QStringLiteral("--authenticate-url"),
                       QStringLiteral("https://authenticate.pomerium.example")});
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY2(process.readAllStandardOutput().startsWith("# Practice: "),
                 process.readAllStandardError().constData());
        QCOMPARE(process.exitCode(), 0);
    }

private:
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    void put(const char *name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(tst_PracticeValues)
#include "tst_PracticeValues.moc"

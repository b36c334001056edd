// `pomerium-okta export`, run as whoever calls it from a script does.

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArrayLiteral("(no such file)");
}

} // namespace

class tst_ProgramExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        put(QStringLiteral("secret"), "canary-client-secret\n");
        put(QStringLiteral("token"), "00canary-api-token\n");
        m_out = path(QStringLiteral("out"));
        m_givesSecret = true;
    }

    void a_new_file_is_the_owners_only()
    {
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env")}), 0);
        QVERIFY(contentOf(m_out).contains("\nIDP_CLIENT_SECRET=canary-client-secret\n"));
        QCOMPARE(QFileInfo(m_out).permissions() & QFile::Permissions(0x0077), QFile::Permissions());
        QVERIFY(!m_error.contains("canary"));
    }

    void an_existing_file_is_refused_with_the_difference_and_replaced_by_force()
    {
        const QByteArray before("IDP_PROVIDER=google\nIDP_CLIENT_SECRET=canary-old\n");
        put(QStringLiteral("out"), before);
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env")}), 1);
        QCOMPARE(contentOf(m_out), before);
        QVERIFY(m_error.contains("- IDP_PROVIDER=google\n") && m_error.contains("+ IDP_PROVIDER=okta\n"));
        QVERIFY(m_error.contains("WRITE-EXISTS") && !m_error.contains("canary"));

        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env"), QStringLiteral("--force")}), 0);
        QVERIFY(contentOf(m_out).contains("canary-client-secret"));
        QVERIFY(m_error.contains("- IDP_PROVIDER=google\n") && !m_error.contains("canary"));
    }

    void merging_keeps_the_other_settings_and_is_done_once()
    {
        const QByteArray cookie("COOKIE_SECRET=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
        put(QStringLiteral("out"), cookie + "OTHER=1\nIDP_PROVIDER=google\n");
        const QStringList merge{QStringLiteral("--format"), QStringLiteral("env"), QStringLiteral("--merge")};
        QCOMPARE(run(merge), 0);
        QVERIFY(contentOf(m_out).startsWith(cookie + "OTHER=1\nIDP_PROVIDER=okta\n"));
        QVERIFY(m_error.contains("Written"));
        QCOMPARE(run(merge), 0);
        QVERIFY(m_error.contains("already so"));
    }

    void a_replaced_file_keeps_its_cookie_secret()
    {
        const QByteArray cookie("COOKIE_SECRET=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
        put(QStringLiteral("out"), cookie + "OTHER=1\nIDP_PROVIDER=google\n");
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env"), QStringLiteral("--force")}), 0);
        QVERIFY(contentOf(m_out).contains(cookie));
        QVERIFY(!contentOf(m_out).contains("OTHER"));
        QVERIFY(m_error.contains("COOKIE_SECRET"));
    }

    void the_release_that_is_assumed_is_said_and_nothing_is_written_that_it_refuses()
    {
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("config-yaml")}), 0);
        QVERIFY(!contentOf(m_out).contains("idp_service_account"));
        QVERIFY(m_error.contains("0.33"));
    }

    void what_is_not_the_secret_is_named_and_cut()
    {
        put(QStringLiteral("secret"), "\xEF\xBB\xBFIDP_CLIENT_SECRET='canary-client-secret'\n");
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env")}), 0);
        QVERIFY(contentOf(m_out).contains("\nIDP_CLIENT_SECRET=canary-client-secret\n"));
        QVERIFY(m_error.contains("U+FEFF") && m_error.contains("U+0027") && !m_error.contains("canary"));

        put(QStringLiteral("secret"), "canary\xE2\x80\x93secret\n");
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env-docker"), QStringLiteral("--force")}), 2);
        QVERIFY(m_error.contains("U+2013") && m_error.contains("position 7") && !m_error.contains("canary"));
    }

    void a_value_that_a_format_does_not_carry_is_refused_with_one_that_does()
    {
        put(QStringLiteral("secret"), "canary 'secret'\n");
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env")}), 1);
        QVERIFY(!QFile::exists(m_out));
        QVERIFY(m_error.contains("U+0020") && m_error.contains("env-docker") && !m_error.contains("canary"));
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env-docker")}), 0);
        QVERIFY(contentOf(m_out).contains("\nIDP_CLIENT_SECRET=canary 'secret'\n"));
    }

    void a_name_that_nobody_can_see_is_refused()
    {
        m_out = path(QStringLiteral("a\nb"));
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env")}), 1);
        QVERIFY(m_error.contains("WRITE-UNUSABLE-NAME") && m_error.contains("a\\u000Ab"));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden),
                 (QStringList{QStringLiteral("secret"), QStringLiteral("token")}));
    }

    void generated_secrets_are_new_each_time_and_32_bytes()
    {
        QList<QByteArray> seen;
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env"), QStringLiteral("--generate-secrets"),
                          QStringLiteral("--force"), QStringLiteral("--pomerium"), QStringLiteral("0.19")}),
                     0);
            for (const QByteArray &line : contentOf(m_out).split('\n')) {
                if (line.startsWith("COOKIE_SECRET=") || line.startsWith("SHARED_SECRET="))
                    seen << line.mid(14);
            }
        }
        QCOMPARE(seen.size(), 4);
        for (const QByteArray &secret : seen) {
            QCOMPARE(seen.count(secret), 1);
            QCOMPARE(QByteArray::fromBase64(secret).size(), 32);
        }
    }

    void the_client_secret_is_written_alone_and_named_by_its_path()
    {
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("client-secret")}), 0);
        QCOMPARE(contentOf(m_out), QByteArrayLiteral("canary-client-secret"));

        m_out = path(QStringLiteral("config"));
        m_givesSecret = false;
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("config-yaml"), QStringLiteral("--client-secret-path"),
                      QStringLiteral("/run/secrets/okta"), QStringLiteral("--pomerium"), QStringLiteral("0.33")}),
                 0);
        QVERIFY(contentOf(m_out).contains("\nidp_client_secret_file: '/run/secrets/okta'\n"));
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("env")}), 2); // no secret, and no path to one
    }

    void the_service_account_is_for_releases_that_read_it()
    {
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("service-account"), QStringLiteral("--pomerium"),
                      QStringLiteral("0.19")}),
                 0);
        QCOMPARE(contentOf(m_out), QByteArray("{\"api_key\":\"00canary-api-token\"}").toBase64());
        m_out = path(QStringLiteral("other"));
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("service-account"), QStringLiteral("--pomerium"),
                      QStringLiteral("0.20")}),
                 1);
        QVERIFY(!QFile::exists(m_out));
    }

    void a_release_before_the_ingress_controller_gets_no_manifest()
    {
        QCOMPARE(run({QStringLiteral("--format"), QStringLiteral("kubernetes"), QStringLiteral("--pomerium"),
                      QStringLiteral("0.15")}),
                 1);
        QVERIFY(m_error.contains("0.18") && m_error.contains("config-yaml"));
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
            qFatal("cannot write into the temporary folder");
    }
    /// The exit status; what it said is in m_error.
    [[nodiscard]] int run(QStringList arguments)
    {
        arguments = QStringList{QStringLiteral("export")} + arguments
            + QStringList{QStringLiteral("--output"),           m_out,
                          QStringLiteral("--provider-url"),     QStringLiteral("https://acme.okta.com"),
                          QStringLiteral("--client-id"),        QStringLiteral("0oa1b2c3d4e5f6g7h8i9"),
                          QStringLiteral("--token-file"),       path(QStringLiteral("token")),
                          QStringLiteral("--authenticate-url"), QStringLiteral("https://authenticate.acme.com")};
        if (m_givesSecret)
            arguments << QStringLiteral("--client-secret-file") << path(QStringLiteral("secret"));
        QProcess process;
        process.start(QStringLiteral(PROGRAM), arguments);
        if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
            return -1;
        m_error = process.readAllStandardError();
        return process.exitCode();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_out;
    QByteArray m_error;
    bool m_givesSecret = true;
};

QTEST_GUILESS_MAIN(tst_ProgramExport)
#include "tst_ProgramExport.moc"

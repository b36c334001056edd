#include "setup/Draft.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using setup::Configuration;
using setup::Draft;
using setup::DraftError;
using setup::StepId;

namespace {

Configuration example()
{
    Configuration configuration;
    configuration.organizationText = QStringLiteral(" acme.okta.com/ ");
    configuration.issuer = QStringLiteral("https://acme.okta.com");
    configuration.authenticateText = QStringLiteral("authenticate.example.com");
    configuration.release = pomerium::Release::legacy();
    configuration.applicationName = QStringLiteral("Pomerium für alle");
    configuration.baseUris = QStringLiteral("https://a.example.com\nhttps://b.example.com");
    configuration.access = setup::Access::NamedGroups;
    configuration.accessGroups = {QStringLiteral("Staff"), QStringLiteral("Ünï")};
    configuration.refreshTokenTicked = true;
    configuration.clientId = QStringLiteral("0oaABCDEFGHIJKLMNOPQ");
    configuration.clientSecret = Secret("canary-client-secret");
    configuration.keepClientSecret = true;
    configuration.apiToken = Secret("canary-api-token");
    configuration.format = pomerium::ExportFormat::ConfigYaml;
    configuration.targetPath = QStringLiteral("/etc/pomerium/config.yaml");
    return configuration;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class tst_Draft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
#ifdef Q_OS_LINUX
        qputenv("XDG_DATA_HOME",
                m_folder.filePath(QStringLiteral("data")).toLocal8Bit()); // of its own, also beside other tests
#else
        QStandardPaths::setTestModeEnabled(true);
#endif
    }

    void what_was_saved_is_loaded()
    {
        const Draft draft(m_folder.filePath(QStringLiteral("new/folder/draft.json")));
        QVERIFY(!draft.exists());
        const auto before = QDateTime::currentDateTimeUtc().addSecs(-1);
        const Configuration saved = example();
        QVERIFY(draft.save(saved, StepId::ApiToken));
        const auto content = draft.load();
        QVERIFY(content);
        const Configuration &loaded = content->configuration;
        QCOMPARE(content->step, StepId::ApiToken);
        QVERIFY(content->savedAt >= before);
        QCOMPARE(loaded.organizationText, saved.organizationText);
        QCOMPARE(loaded.issuer, saved.issuer);
        QCOMPARE(loaded.authenticateText, saved.authenticateText);
        QVERIFY(loaded.release == saved.release);
        QCOMPARE(loaded.applicationName, saved.applicationName);
        QCOMPARE(loaded.baseUris, saved.baseUris);
        QCOMPARE(loaded.access, saved.access);
        QCOMPARE(loaded.accessGroups, saved.accessGroups);
        QCOMPARE(loaded.refreshTokenTicked, true);
        QCOMPARE(loaded.clientId, saved.clientId);
        QCOMPARE(loaded.keepClientSecret, true);
        QCOMPARE(loaded.format, saved.format);
        QCOMPARE(loaded.targetPath, saved.targetPath);
    }

    void no_secret_is_in_the_file()
    {
        const Draft draft(m_folder.filePath(QStringLiteral("canary.json")));
        QVERIFY(draft.save(example(), StepId::Export));
        const QByteArray bytes = read(draft.path());
        QVERIFY(bytes.contains("0oaABCDEFGHIJKLMNOPQ"));
        for (const QByteArray &secret : {QByteArray("canary-client-secret"), QByteArray("canary-api-token")}) {
            QVERIFY(!bytes.contains(secret));
            QVERIFY(!bytes.contains(secret.toBase64()));
            QVERIFY(!bytes.contains(secret.toHex()));
        }
        QVERIFY(draft.load()->configuration.clientSecret.isEmpty());
        QVERIFY(draft.load()->configuration.apiToken.isEmpty());
    }

    void only_its_owner_can_read_it()
    {
#ifdef Q_OS_UNIX
        const Draft draft(m_folder.filePath(QStringLiteral("mode.json")));
        write(draft.path(), "an old one, open to everybody");
        QFile::setPermissions(draft.path(), QFile::Permissions(0x6666));
        QVERIFY(draft.save(example(), StepId::Organization));
        QCOMPARE(QFileInfo(draft.path()).permissions() & QFile::Permissions(0x0077),
                 QFile::Permissions()); // nothing for group and other
        QVERIFY(QFileInfo(draft.path()).permissions().testFlags(QFile::ReadOwner | QFile::WriteOwner));
#else
        QSKIP("The folder of the user guards it here.");
#endif
    }

    void what_is_no_draft_says_why_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<DraftError::Reason>("reason");
        QTest::newRow("empty") << QByteArray() << DraftError::Reason::Malformed;
        QTest::newRow("cut off") << QByteArray("{\"version\": 1, \"step\": \"ap") << DraftError::Reason::Malformed;
        QTest::newRow("a list") << QByteArray("[]") << DraftError::Reason::Malformed;
        QTest::newRow("no version") << QByteArray("{}") << DraftError::Reason::Malformed;
        QTest::newRow("version 0") << QByteArray("{\"version\": 0}") << DraftError::Reason::Malformed;
        QTest::newRow("too large") << QByteArray(1024 * 1024 + 1, ' ') << DraftError::Reason::Malformed;
        QTest::newRow("newer") << QByteArray("{\"version\": 2}") << DraftError::Reason::NewerVersion;
    }

    void what_is_no_draft_says_why()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(DraftError::Reason, reason);
        const Draft draft(m_folder.filePath(QStringLiteral("bad.json")));
        write(draft.path(), bytes);
        const auto content = draft.load();
        QVERIFY(!content);
        QCOMPARE(content.error().reason, reason);
        QCOMPARE(content.error().path, draft.path());
        QCOMPARE(read(draft.path()), bytes);
    }

    void a_file_that_is_not_there_is_not_readable()
    {
        QCOMPARE(Draft(m_folder.filePath(QStringLiteral("none.json"))).load().error().reason,
                 DraftError::Reason::NotReadable);
    }

    void a_folder_that_cannot_be_made_is_an_error()
    {
        write(m_folder.filePath(QStringLiteral("file")), "x");
        const auto saved =
            Draft(m_folder.filePath(QStringLiteral("file/draft.json"))).save(example(), StepId::Organization);
        QVERIFY(!saved);
        QCOMPARE(saved.error().reason, DraftError::Reason::NotWritable);
    }

    void without_a_path_nothing_is_kept()
    {
        const Draft draft{QString()};
        QVERIFY(!draft.isKept());
        QVERIFY(draft.save(example(), StepId::Organization));
        QVERIFY(!draft.exists());
        QVERIFY(draft.remove());
    }

    void removing_is_done_when_it_is_gone()
    {
        const Draft draft(m_folder.filePath(QStringLiteral("gone.json")));
        QVERIFY(draft.save(example(), StepId::Organization));
        QVERIFY(draft.remove());
        QVERIFY(!draft.exists());
        QVERIFY(draft.remove());
    }

    void each_organisation_has_a_file_of_its_own_and_all_go_together()
    {
        const Draft acme(Draft::pathForOrganization(QStringLiteral("acme.okta.com")));
        const Draft local(Draft::pathForOrganization(QStringLiteral("127.0.0.1:8443")));
        const Draft draft(Draft::defaultPath());
        QVERIFY(acme.path() != local.path());
        QVERIFY(!QFileInfo(local.path()).fileName().contains(QLatin1Char(':')));
        for (const Draft *kept : {&acme, &local, &draft})
            QVERIFY(kept->save(example(), StepId::Done));
        QVERIFY(Draft::removeAll());
        for (const Draft *kept : {&acme, &local, &draft})
            QVERIFY(!kept->exists());
        QVERIFY(!QFileInfo::exists(QFileInfo(acme.path()).path()));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(tst_Draft)
#include "tst_Draft.moc"

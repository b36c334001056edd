#include "setup/Draft.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/mount.h>
#endif

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
    configuration.usesGroups = false;
    configuration.pomeriumRoutes = QStringLiteral("https://app.example.com");
    configuration.apiToken = Secret("canary-api-token");
    configuration.format = pomerium::ExportFormat::ConfigYaml;
    configuration.targetPath = QStringLiteral("/etc/pomerium/config.yaml");
    configuration.generatesSecrets = true;
    configuration.cookieSecret = Secret("canary-cookie-secret");
    configuration.sharedSecret = Secret("canary-shared-secret");
    configuration.usesForecast = true;
    configuration.clientSecretPath = QStringLiteral("/run/secrets/okta");
    configuration.isApiTokenSkipped = true;
    configuration.imported.path = QStringLiteral("/etc/pomerium/old.env");
    configuration.imported.scopes = QStringList{QStringLiteral("openid"), QStringLiteral("email")};
    configuration.imported.directoryTimeout = std::chrono::minutes(5);
    configuration.imported.directoryInterval = std::chrono::minutes(20);
    configuration.imported.cookieSecret = Secret("canary-imported-secret");
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
    void what_was_chosen_for_the_file_and_imported_is_there_again_but_for_secrets()
    {
        QTemporaryDir folder;
        const setup::Draft draft(folder.filePath(QStringLiteral("draft.json")));
        const Configuration before = example();
        QVERIFY(draft.save(before, StepId::Export));
        QVERIFY(!read(draft.path()).contains("canary"));
        const auto after = draft.load();
        QVERIFY(after);
        const Configuration &kept = after->configuration;
        QVERIFY(kept.generatesSecrets && kept.usesForecast && kept.isApiTokenSkipped);
        QCOMPARE(kept.clientSecretPath, before.clientSecretPath);
        QCOMPARE(kept.imported.path, before.imported.path);
        QVERIFY(kept.imported.scopes == before.imported.scopes);
        QVERIFY(kept.imported.directoryTimeout == before.imported.directoryTimeout);
        QVERIFY(kept.imported.directoryInterval == before.imported.directoryInterval);
        QVERIFY(after->hadImportedSecrets);
    }

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
        QCOMPARE(loaded.usesGroups, false);
        QCOMPARE(loaded.pomeriumRoutes, QStringLiteral("https://app.example.com"));
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

    void a_secret_in_a_wrong_field_is_not_saved_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::newRow("API token") << QStringLiteral("00QCjAl4MlV-WPXM2dFnoVCPVRZ6q7Fa_c9tYxR0sK");
        QTest::newRow("client secret") << QStringLiteral("AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_aB");
        QTest::newRow("service account") << QStringLiteral("eyJhcGlfa2V5IjoiMDBRQ2pBbDRNbFYifQ==");
        QTest::newRow("cookie secret") << QStringLiteral("q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=");
    }
    void a_secret_in_a_wrong_field_is_not_saved()
    {
        QFETCH(QString, secret);
        const Draft draft(m_folder.filePath(QStringLiteral("misplaced.json")));
        const QList<QString Configuration::*> fields{&Configuration::organizationText, &Configuration::issuer,
                                                     &Configuration::authenticateText, &Configuration::applicationName,
                                                     &Configuration::baseUris,         &Configuration::clientId,
                                                     &Configuration::targetPath};
        for (const auto field : fields) {
            Configuration configuration = example();
            configuration.*field = QStringLiteral("https://") + secret;
            configuration.accessGroups = {QStringLiteral("Staff"), secret};
            QVERIFY(draft.save(configuration, StepId::Organization));
            QVERIFY(!read(draft.path()).contains(secret.toUtf8()));
            QCOMPARE(draft.load()->configuration.accessGroups, QStringList{QStringLiteral("Staff")});
        }
    }

    void of_an_address_with_a_session_in_it_the_organization_is_kept()
    {
        const Draft draft(m_folder.filePath(QStringLiteral("session.json")));
        Configuration configuration = example();
        configuration.organizationText =
            QStringLiteral("https://acme.okta.com/login?okta_key=AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_aBcD");
        configuration.org = *okta::OrgUrl::parse(configuration.organizationText);
        QVERIFY(draft.save(configuration, StepId::Organization));
        QCOMPARE(draft.load()->configuration.organizationText, QStringLiteral("https://acme.okta.com"));
    }

#ifdef Q_OS_UNIX
    void a_planted_link_is_not_followed()
    {
        const QString victim = m_folder.filePath(QStringLiteral("victim"));
        const Draft draft(m_folder.filePath(QStringLiteral("planted.json")));
        write(victim, "somebody's file");
        QVERIFY(QFile::link(victim, draft.path()));
        QVERIFY(!draft.load());
        const auto saved = draft.save(example(), StepId::Organization);
        QVERIFY(!saved);
        QCOMPARE(saved.error().reason, DraftError::Reason::NotWritable);
        QCOMPARE(read(victim), QByteArrayLiteral("somebody's file"));
    }

    void a_pipe_is_waited_for_by_nobody()
    {
        const Draft draft(m_folder.filePath(QStringLiteral("pipe.json")));
        QCOMPARE(::mkfifo(QFile::encodeName(draft.path()).constData(), 0600), 0);
        QVERIFY(!draft.load());
        QVERIFY(!draft.save(example(), StepId::Organization));
    }
#endif

#ifdef Q_OS_LINUX
    void a_full_disk_leaves_the_old_draft_and_is_said()
    {
        const QString small = m_folder.filePath(QStringLiteral("small"));
        QVERIFY(QDir().mkpath(small));
        const QByteArray mountPoint = QFile::encodeName(small);
        if (::mount("tmpfs", mountPoint.constData(), "tmpfs", 0, "size=64k") != 0)
            QSKIP("needs the superuser, to mount a small file system");
        const Draft draft(small + QStringLiteral("/draft.json"));
        const bool isSavedFirst = draft.save(example(), StepId::Organization).has_value();
        const QByteArray before = read(draft.path());
        QFile filler(small + QStringLiteral("/filler"));
        const bool isOpen = filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
        while (isOpen && filler.write(QByteArray(1024, 'x')) == 1024) { }
        filler.close();
        Configuration larger = example();
        larger.baseUris = QStringLiteral("https://a.example.com\n").repeated(500);
        const auto saved = draft.save(larger, StepId::Organization);
        const QByteArray after = read(draft.path());
        QCOMPARE(::umount(mountPoint.constData()), 0);
        QVERIFY(isSavedFirst);
        QVERIFY(!saved);
        QVERIFY(!saved.error().detail.isEmpty());
        QVERIFY(!before.isEmpty());
        QCOMPARE(after, before);
    }
#endif

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

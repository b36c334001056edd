#include "setup/ExportStep.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using setup::Configuration;
using setup::ExportStep;
using WriteReason = files::WriteError::Reason;

namespace {

struct Bench
{
    Bench()
    {
        configuration.release = pomerium::Release::legacy();
        configuration.org = okta::OrgUrl::parse(QStringLiteral("https://acme.okta.com")).value();
        configuration.issuer = QStringLiteral("https://acme.okta.com");
        configuration.authenticateUrl =
            pomerium::AuthenticateUrl::parse(QStringLiteral("https://authenticate.example.com")).value();
        configuration.clientId = QStringLiteral("0oaABCDEFGHIJKLMNOPQ");
        configuration.clientSecret = Secret("canary-client-secret");
        configuration.apiToken = Secret("00canary-api-token");
        configuration.targetPath = folder.filePath(QStringLiteral("pomerium.env"));
    }
    [[nodiscard]] QByteArray written() const
    {
        QFile file(configuration.targetPath);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void put(const QByteArray &bytes) const
    {
        QFile file(configuration.targetPath);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    QTemporaryDir folder;
    Configuration configuration;
    ExportStep step{configuration, [] { return std::nullopt; }};
};

} // namespace

class tst_ExportStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing_is_written_before_the_verb()
    {
        Bench bench;
        bench.step.enter();
        QVERIFY(bench.step.preview());
        QVERIFY(*bench.step.preview());
        QVERIFY(bench.step.canWrite());
        QVERIFY(!QFile::exists(bench.configuration.targetPath));
        QVERIFY(!bench.step.canProceed());
        bench.step.write();
        QVERIFY(bench.written().contains("IDP_CLIENT_SECRET=canary-client-secret\n"));
        QVERIFY(bench.step.isVerified());
        QVERIFY(bench.step.canProceed());
        QCOMPARE(bench.step.writtenPath(), bench.configuration.targetPath);
#ifdef Q_OS_UNIX
        QCOMPARE(QFileInfo(bench.configuration.targetPath).permissions() & QFile::Permissions(0x0077),
                 QFile::Permissions());
#endif
    }

    void a_page_that_was_not_opened_writes_nothing()
    {
        Bench bench;
        QVERIFY(!bench.step.canWrite());
        bench.step.write();
        QVERIFY(!QFile::exists(bench.configuration.targetPath));
    }

    void the_preview_has_no_secret()
    {
        Bench bench;
        bench.put("IDP_CLIENT_SECRET=canary-old-secret\n");
        bench.step.enter();
        QString shown = bench.step.preview()->value();
        for (const auto &line : bench.step.difference())
            shown += line.text;
        QVERIFY(shown.contains(QLatin1String("0oaABCDEFGHIJKLMNOPQ")));
        QVERIFY(!shown.contains(QLatin1String("canary")));
        QVERIFY(!shown.contains(QString::fromLatin1(QByteArray("00canary-api-token").toBase64())));
    }

    void a_secret_in_the_box_of_the_client_id_is_masked_everywhere()
    {
        Bench bench;
        bench.configuration.clientId = QStringLiteral("canary-client-secret");
        bench.put("IDP_PROVIDER=google\n");
        bench.step.enter();
        QString shown = bench.step.preview()->value();
        for (const auto &line : bench.step.difference())
            shown += line.text;
        QVERIFY(shown.contains(QLatin1String("IDP_CLIENT_ID")));
        QVERIFY(!shown.contains(QLatin1String("canary")));
    }

    void the_client_secret_may_be_in_a_file_of_its_own()
    {
        Bench bench;
        bench.step.setClientSecretPath(QStringLiteral("/run/secrets/okta"));
        bench.step.write();
        QVERIFY(bench.written().contains("IDP_CLIENT_SECRET_FILE=/run/secrets/okta\n"));
        QVERIFY(!bench.written().contains("canary-client-secret"));
        // Releases and formats that do not know the path get the secret.
        bench.configuration.release = *pomerium::Release::parse(u"0.17");
        bench.step.refresh();
        QVERIFY(!bench.step.takesClientSecretPath());
        bench.step.write();
        QVERIFY(bench.written().contains("IDP_CLIENT_SECRET=canary-client-secret\n"));
        bench.configuration.release = pomerium::Release::current();
        bench.configuration.format = pomerium::ExportFormat::ClientSecret;
        bench.step.refresh();
        bench.step.write();
        QCOMPARE(bench.written(), QByteArrayLiteral("canary-client-secret"));
    }

    void an_imported_path_of_the_client_secret_is_kept()
    {
        Bench bench;
        bench.step.setImported({}, QStringLiteral("/etc/okta-secret"));
        QCOMPARE(bench.step.clientSecretPath(), QStringLiteral("/etc/okta-secret"));
        bench.step.enter();
        bench.step.write();
        QVERIFY(bench.written().contains("IDP_CLIENT_SECRET_FILE=/etc/okta-secret\n"));
    }

    void a_file_that_is_there_is_shown_as_a_difference_and_then_replaced()
    {
        Bench bench;
        bench.put("IDP_PROVIDER=google\n");
        bench.step.enter();
        QVERIFY(bench.step.targetExists());
        QVERIFY(bench.step.difference().contains(
            {pomerium::DiffLine::Kind::Removed, QStringLiteral("IDP_PROVIDER=google")}));
        QVERIFY(
            bench.step.difference().contains({pomerium::DiffLine::Kind::Added, QStringLiteral("IDP_PROVIDER=okta")}));
        bench.step.write();
        QVERIFY(bench.step.isVerified());
        QVERIFY(!bench.written().contains("google"));
    }

    void other_settings_are_kept_unless_the_person_replaces_them()
    {
        Bench bench;
        bench.put("COOKIE_SECRET=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\nIDP_PROVIDER=google\nOTHER=1\n");
        bench.step.enter();
        QVERIFY(bench.step.asksToKeepOtherSettings());
        QVERIFY(bench.step.keepsOtherSettings());
        QCOMPARE(bench.step.otherSettings(), 2);
        bench.step.write();
        QVERIFY(bench.step.isVerified());
        QVERIFY(bench.written().startsWith("COOKIE_SECRET=MDEy"));
        QVERIFY(bench.written().contains("\nOTHER=1\n"));
        bench.step.undo();
        bench.step.setKeepsOtherSettings(false);
        bench.step.write();
        QVERIFY(!bench.written().contains("COOKIE_SECRET"));
    }

    void a_file_that_cannot_be_merged_is_only_replaced_when_asked()
    {
        Bench bench;
        bench.put("if true; then\n  A=1\nfi\n");
        bench.step.enter();
        QVERIFY(bench.step.mergeProblem());
        QVERIFY(!bench.step.canWrite());
        bench.step.setKeepsOtherSettings(false);
        QVERIFY(!bench.step.mergeProblem());
        bench.step.write();
        QVERIFY(bench.step.isVerified());
    }

    void a_file_that_is_so_already_is_not_written_again()
    {
        Bench bench;
        bench.step.enter();
        bench.step.write();
        const QByteArray bytes = bench.written();
        Bench again;
        again.put(bytes);
        again.step.enter();
        QVERIFY(again.step.isAlreadySo());
        again.step.write();
        QVERIFY(again.step.isVerified());
        QVERIFY(!again.step.canUndo());
        QCOMPARE(again.written(), bytes);
    }

    void a_file_that_changed_since_it_was_shown_is_not_overwritten()
    {
        Bench bench;
        bench.put("IDP_PROVIDER=google\n");
        bench.step.enter();
        bench.put("IDP_PROVIDER=auth0\n");
        bench.step.write();
        QVERIFY(bench.step.writeError());
        QCOMPARE(bench.step.writeError()->reason, WriteReason::ChangedMeanwhile);
        QVERIFY(!bench.step.isVerified());
        QCOMPARE(bench.written(), QByteArray("IDP_PROVIDER=auth0\n"));
        bench.step.refresh();
        QVERIFY(!bench.step.writeError());
        bench.step.write();
        QVERIFY(bench.step.isVerified());
    }

    void a_file_that_appeared_since_is_not_overwritten()
    {
        Bench bench;
        bench.step.enter();
        bench.put("mine\n");
        bench.step.write();
        QCOMPARE(bench.step.writeError()->reason, WriteReason::Exists);
        QCOMPARE(bench.written(), QByteArray("mine\n"));
    }

    void what_changed_since_it_was_shown_is_shown_before_it_is_written()
    {
        Bench bench;
        bench.configuration.apiToken = Secret();
        bench.step.enter();
        QVERIFY(!bench.step.preview()->value().contains(QLatin1String("IDP_SERVICE_ACCOUNT")));
        bench.configuration.apiToken = Secret("00canary-api-token"); // the keychain gave it late
        QSignalSpy changed(&bench.step, &setup::Step::changed);
        bench.step.write();
        QVERIFY(!QFile::exists(bench.configuration.targetPath));
        QVERIFY(!changed.isEmpty());
        QVERIFY(bench.step.preview()->value().contains(QLatin1String("IDP_SERVICE_ACCOUNT")));
        bench.step.write();
        QVERIFY(bench.step.isVerified());
    }

    void one_step_is_undone_once_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::newRow("there was nothing") << QByteArray();
        QTest::newRow("there was a file") << QByteArray("IDP_PROVIDER=google\n");
    }

    void one_step_is_undone_once()
    {
        QFETCH(QByteArray, before);
        Bench bench;
        if (!before.isEmpty())
            bench.put(before);
        bench.step.enter();
        QVERIFY(!bench.step.canUndo());
        bench.step.write();
        QVERIFY(bench.step.canUndo());
        bench.step.undo();
        QVERIFY(bench.step.isUndone());
        QVERIFY(!bench.step.isVerified());
        QVERIFY(!bench.step.canProceed());
        QVERIFY(!bench.step.canUndo());
        QCOMPARE(QFile::exists(bench.configuration.targetPath), !before.isEmpty());
        QCOMPARE(bench.written(), before);
        bench.step.undo();
        QCOMPARE(bench.written(), before);
        QVERIFY(bench.step.canWrite()); // and again, if wanted
        bench.step.write();
        QVERIFY(bench.step.isVerified());
        QVERIFY(!bench.step.isUndone());
    }

    void a_file_that_is_not_ours_any_more_is_not_undone()
    {
        Bench bench;
        bench.step.enter();
        bench.step.write();
        bench.put("somebody else's\n");
        bench.step.undo();
        QVERIFY(bench.step.writeError());
        QVERIFY(!bench.step.isUndone());
        QCOMPARE(bench.written(), QByteArray("somebody else's\n"));
    }

    void a_change_after_writing_makes_it_stale_and_it_can_be_written_again()
    {
        Bench bench;
        bench.step.enter();
        bench.step.write();
        QVERIFY(!bench.step.canWrite()); // nothing new to write
        bench.configuration.clientId = QStringLiteral("0oaQPONMLKJIHGFEDCBA");
        QVERIFY(bench.step.needsRecheck());
        QVERIFY(!bench.step.canProceed());
        bench.step.enter();
        bench.step.write();
        QVERIFY(bench.step.isVerified());
        QVERIFY(bench.written().contains("0oaQPONMLKJIHGFEDCBA"));
    }

    void an_organisation_that_was_not_found_good_is_not_written()
    {
        Bench bench;
        bench.configuration.issuer.clear();
        bench.step.enter();
        QVERIFY(!*bench.step.preview());
        QCOMPARE(bench.step.preview()->error().reason, pomerium::ExportError::Reason::MissingValue);
        QVERIFY(!bench.step.canWrite());
    }

    void a_skipped_token_is_not_written()
    {
        Bench bench;
        bench.configuration.isApiTokenSkipped = true;
        bench.step.enter();
        bench.step.write();
        QVERIFY(bench.step.isVerified());
        QVERIFY(!bench.written().contains("IDP_SERVICE_ACCOUNT"));
        QVERIFY(bench.step.serviceAccount().isEmpty());
        QVERIFY(!bench.step.serviceAccountIsProven());
    }

    void the_service_account_holds_the_token()
    {
        Bench bench;
        const auto json = QByteArray::fromBase64(bench.step.serviceAccount().reveal().toByteArray());
        QCOMPARE(QJsonDocument::fromJson(json).object(),
                 QJsonObject({{QStringLiteral("api_key"), QStringLiteral("00canary-api-token")}}));
        QVERIFY(bench.step.serviceAccountIsProven());
        bench.configuration.release = pomerium::Release::current();
        QVERIFY(bench.step.serviceAccount().isEmpty());
        QVERIFY(!bench.step.serviceAccountIsProven());
    }

    void a_proposed_name_follows_the_format_and_a_chosen_one_stays()
    {
        Bench bench;
        bench.step.setFormat(pomerium::ExportFormat::ConfigYaml);
        QCOMPARE(bench.configuration.targetPath, bench.folder.filePath(QStringLiteral("config.yaml")));
        bench.step.setTargetPath(bench.folder.filePath(QStringLiteral("mine.yml")));
        bench.step.setFormat(pomerium::ExportFormat::Env);
        QCOMPARE(bench.configuration.targetPath, bench.folder.filePath(QStringLiteral("mine.yml")));
    }

    void what_cannot_be_written_to_says_why()
    {
        Bench bench;
        bench.step.setTargetPath(bench.folder.path());
        QCOMPARE(bench.step.targetProblem()->reason, WriteReason::IsDirectory);
        QVERIFY(!bench.step.canWrite());
        bench.step.setTargetPath(bench.folder.filePath(QStringLiteral("none/pomerium.env")));
        QCOMPARE(bench.step.targetProblem()->reason, WriteReason::NoSuchFolder);
        bench.step.setTargetPath(QString());
        QVERIFY(!bench.step.canWrite());
    }

    void generated_secrets_stay_the_same_until_the_program_ends()
    {
        Bench bench;
        bench.step.setGeneratesSecrets(true);
        const auto first = bench.step.settings();
        QCOMPARE(QByteArray::fromBase64(first.cookieSecret->reveal().toByteArray()).size(), 32);
        QVERIFY(!(*first.cookieSecret == *first.sharedSecret));
        bench.step.setGeneratesSecrets(false);
        QVERIFY(!bench.step.settings().cookieSecret);
        bench.step.setGeneratesSecrets(true);
        QVERIFY(*bench.step.settings().cookieSecret == *first.cookieSecret);
    }
};

QTEST_GUILESS_MAIN(tst_ExportStep)
#include "tst_ExportStep.moc"

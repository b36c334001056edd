#include "pomerium/ImportFile.h"
#include "setup/Setup.h"

#include "demo/Org.h"
#include "http/Client.h"
#include "oidc/LoopbackServer.h"
#include "pomerium/ServiceAccount.h"
#include "setup/ForgetJob.h"
#include "setup/Results.h"
#include "support/FakeKeychain.h"
#include "support/QueuedEvents.h"
#include "support/VisitingUserAgent.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using setup::Draft;
using setup::DraftError;
using setup::Setup;
using setup::StepId;
using setup::StepState;

namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A wizard without widgets, and the world around it.
struct World
{
    World()
    {
        QStringList uris{QStringLiteral("https://authenticate.example.com/oauth2/callback")};
        for (const quint16 port : oidc::fixedRedirectPorts())
            uris.append(oidc::loopbackRedirectUri(port));
        org.setRedirectUris(uris);
    }

    /// Starts it, or starts it once more as after a kill.
    Setup &start()
    {
        setup.reset();
        setup = std::make_unique<Setup>(services, Draft(draftPath()));
        return *setup;
    }
    [[nodiscard]] QString draftPath() const { return folder.filePath(QStringLiteral("draft.json")); }

    void enterOrganization()
    {
        setup->organization().setRelease(pomerium::Release::legacy());
        setup->organization().setAuthenticateText(QStringLiteral("https://authenticate.example.com"));
        setup->organization().setOrganizationText(org.issuer());
        QTRY_VERIFY(setup->canGoNext());
    }
    void enterApplication()
    {
        setup->application().setApplicationName(QStringLiteral("Our Pomerium"));
        setup->application().setRefreshTokenTicked(true);
        QVERIFY(setup->canGoNext());
    }
    void enterCredentials()
    {
        setup->credentials().setClientId(org.clientId());
        setup->credentials().setClientSecret(Secret::fromText(org.clientSecret()));
        QTRY_VERIFY(setup->canGoNext());
    }
    void enterToken()
    {
        setup->apiToken().setToken(Secret::fromText(org.apiToken()));
        QTRY_VERIFY(setup->canGoNext());
    }
    /// With the sign-in check left out.
    void goToExport()
    {
        enterOrganization();
        setup->goNext();
        enterApplication();
        setup->goNext();
        enterCredentials();
        setup->goNext();
        setup->signIn().skip();
        setup->goNext();
        enterToken();
        setup->goNext();
        QCOMPARE(setup->current(), StepId::Export);
        setup->exportStep().setTargetPath(folder.filePath(QStringLiteral("pomerium.env")));
    }

    QTemporaryDir folder;
    demo::Org org;
    http::Client http;
    FakeKeychain keychain;
    VisitingUserAgent browser;
    setup::Services services{http, keychain, browser, std::chrono::milliseconds(0)};
    std::unique_ptr<Setup> setup;
};

/// All that a person entered, to compare.
QStringList enteredTexts(const setup::Configuration &configuration)
{
    return {configuration.organizationText,
            configuration.authenticateText,
            configuration.release.toString(),
            configuration.applicationName,
            configuration.clientId,
            QString::fromLatin1(configuration.clientSecret.reveal().toByteArray()),
            QString::fromLatin1(configuration.apiToken.reveal().toByteArray()),
            configuration.targetPath};
}

} // namespace

class tst_Setup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_draft_stays_until_the_clean_up_in_okta_is_done()
    {
        World world;
        Setup *setup = &world.start();
        world.goToExport();
        const auto token = [&world] { return *okta::ApiToken::parse(Secret::fromText(world.org.apiToken())); };
        setup->app().setManagementToken(*setup->configuration().org, token());
        QVERIFY(setup->hasOpenWork());
        setup->exportStep().refresh();
        setup->exportStep().write();
        QVERIFY(setup->exportStep().isVerified());
        setup->goNext();

        // As after a kill: the next start knows that the token may still work.
        setup = &world.start();
        QVERIFY(setup->offeredDraft());
        setup->resumeDraft();
        QVERIFY(setup->app().isRestored());
        QCOMPARE(setup->app().record().open(), setup::AppRecord::Open::Token);
    }

    void the_draft_goes_when_the_clean_up_follows_the_file()
    {
        World world;
        Setup &setup = world.start();
        world.goToExport();
        setup.app().setManagementToken(*setup.configuration().org,
                                       *okta::ApiToken::parse(Secret::fromText(world.org.apiToken())));
        setup.exportStep().refresh();
        setup.exportStep().write();
        QVERIFY(setup.exportStep().isVerified());
        QTRY_VERIFY(QFile::exists(world.draftPath()));
        setup.app().revokeManagementToken();
        QTRY_VERIFY_WITH_TIMEOUT(!setup.hasOpenWork(), 20'000);
        QTRY_VERIFY(!QFile::exists(world.draftPath()));
    }

    void an_app_that_was_created_fills_the_next_step_and_is_known_after_a_kill()
    {
        World world;
        Setup &setup = world.start();
        world.enterOrganization();
        okta::WantedApplication wanted;
        wanted.label = QStringLiteral("Made by the wizard");
        wanted.redirectUri = QStringLiteral("https://authenticate.second.example/oauth2/callback");
        wanted.signOutRedirectUris = {QStringLiteral("https://authenticate.second.example/.pomerium/signed_out")};
        wanted.testRedirectUris = setup.configuration().loopbackRedirectUris();
        setup.app().setManagementToken(*setup.configuration().org, *okta::ApiToken::parse(world.org.apiToken()));
        setup.app().create(wanted);
        QTRY_VERIFY_WITH_TIMEOUT(!setup.app().isBusy(), 20'000);
        QVERIFY(setup.app().lines().isPassed());
        const QString id = setup.app().application()->clientId();
        QCOMPARE(setup.configuration().clientId, id);
        QVERIFY(!setup.configuration().clientSecret.isEmpty());
        const QByteArray secret = setup.configuration().clientSecret.reveal().toByteArray();
        QTRY_VERIFY(read(world.draftPath()).contains(id.toUtf8()));
        QVERIFY(!read(world.draftPath()).contains(secret));
        QVERIFY(!read(world.draftPath()).contains(world.org.apiToken().toUtf8()));

        Setup &next = world.start();
        next.resumeDraft();
        QCOMPARE(next.app().record().open(), setup::AppRecord::Open::CleanUp);
        QVERIFY(!next.app().hasManagementToken());
        next.app().setManagementToken(*okta::OrgUrl::parse(world.org.issuer()),
                                      *okta::ApiToken::parse(world.org.apiToken()));
        next.app().undoCreation();
        QTRY_VERIFY_WITH_TIMEOUT(!next.app().isBusy(), 20'000);
        QVERIFY(next.app().lines().isPassed());
    }

    void an_imported_file_is_the_target_where_it_can_be_merged()
    {
        QTemporaryDir folder;
        const auto write = [&folder](const char *name, const QByteArray &text) {
            QFile file(folder.filePath(QLatin1String(name)));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
        };
        const auto targetAfter = [](const QString &path, const QString &chosen = {}) {
            World world;
            Setup &setup = world.start();
            if (!chosen.isEmpty())
                setup.exportStep().setTargetPath(chosen);
            const auto import = pomerium::importFile(path);
            if (!import)
                return QStringLiteral("not read");
            setup.applyImport(*import, path);
            return setup.configuration().targetPath;
        };
        const QString env =
            write("mine.env", "IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\nADDRESS=:8443\n");
        QCOMPARE(targetAfter(env), env);
        const QString yaml =
            write("config.yaml", "idp_provider: okta\nidp_provider_url: https://acme.okta.com\naddress: :8443\n");
        QCOMPARE(targetAfter(yaml), yaml);
        const QString chosen = folder.filePath(QStringLiteral("chosen.env"));
        QCOMPARE(targetAfter(env, chosen), chosen);
        // Of a Compose file only our settings are read: it is not written over.
        const QString compose = write("compose.yaml",
                                      "services:\n  pomerium:\n    image: pomerium/pomerium\n    environment:\n"
                                      "      IDP_PROVIDER: okta\n      IDP_PROVIDER_URL: https://acme.okta.com\n");
        const QString target = targetAfter(compose);
        QVERIFY2(target != compose && target != QLatin1String("not read"), qPrintable(target));
    }

    void initTestCase()
    {
        QVERIFY(m_home.isValid());
#ifdef Q_OS_LINUX
        qputenv("XDG_DATA_HOME", m_home.path().toLocal8Bit()); // of its own, also beside other tests
#else
        QStandardPaths::setTestModeEnabled(true);
#endif
    }

    void no_step_can_be_opened_before_its_time()
    {
        World world;
        Setup &setup = world.start();
        QCOMPARE(setup.current(), StepId::Organization);
        QVERIFY(!setup.canGoNext());
        QVERIFY(!setup.canGoBack());
        for (int id = 1; id <= static_cast<int>(StepId::Done); ++id) {
            setup.goTo(static_cast<StepId>(id));
            QCOMPARE(setup.current(), StepId::Organization);
        }
        world.enterOrganization();
        QVERIFY(setup.canGoTo(StepId::Application));
        QVERIFY(!setup.canGoTo(StepId::Credentials));
    }

    void back_never_loses_data_in_any_order()
    {
        World world;
        Setup &setup = world.start();
        world.goToExport();
        const QStringList entered = enteredTexts(setup.configuration());
        QVERIFY(!entered.contains(QString()));
        QList<StepId> order{StepId::Organization, StepId::Application, StepId::Credentials,
                            StepId::SignIn,       StepId::ApiToken,    StepId::Export};
        do { // each order in which the pages can be opened
            for (const StepId id : std::as_const(order))
                setup.goTo(id);
        } while (std::next_permutation(order.begin(), order.end()));
        QCOMPARE(enteredTexts(setup.configuration()), entered);
        setup.goTo(StepId::Export);
        while (setup.canGoBack())
            setup.goBack();
        QCOMPARE(setup.current(), StepId::Organization);
        QCOMPARE(enteredTexts(setup.configuration()), entered);
        // Nothing was asked again for it.
        QCOMPARE(world.org.requestCount(QStringLiteral("/oauth2/v1/token")), 1);
        QCOMPARE(world.org.requestCount(QStringLiteral("/api/v1/users/me")), 1);
    }

    void an_early_change_marks_the_later_steps_and_keeps_their_values()
    {
        World world;
        Setup &setup = world.start();
        world.goToExport();
        const auto before = enteredTexts(setup.configuration()).mid(3);
        for (const StepId id : {StepId::Organization, StepId::Application, StepId::Credentials, StepId::ApiToken})
            QCOMPARE(setup.state(id), StepState::Done);
        QCOMPARE(setup.state(StepId::SignIn), StepState::NotYet); // left out is not done
        QCOMPARE(setup.state(StepId::Export), StepState::Current);
        setup.goTo(StepId::Organization);
        setup.organization().setAuthenticateText(QStringLiteral("https://other.example.com"));
        setup.organization().setOrganizationText(QStringLiteral("https://"));
        for (const StepId id : {StepId::Application, StepId::Credentials, StepId::ApiToken})
            QCOMPARE(setup.state(id), StepState::CheckAgain);
        QCOMPARE(enteredTexts(setup.configuration()).mid(3), before);
        QVERIFY(!setup.canGoNext());
        setup.goTo(StepId::Export); // it was open before: it may be looked at
        QVERIFY(!setup.exportStep().canWrite());
    }

    void the_draft_is_saved_after_each_change_and_has_no_secret()
    {
        World world;
        Setup &setup = world.start();
        QVERIFY(!QFile::exists(world.draftPath()));
        setup.organization().setAuthenticateText(QStringLiteral("https://one.example.com"));
        QTRY_VERIFY(read(world.draftPath()).contains("https://one.example.com"));
        setup.organization().setAuthenticateText(QStringLiteral("https://two.example.com"));
        QTRY_VERIFY(read(world.draftPath()).contains("https://two.example.com"));
        world.goToExport();
        QTRY_VERIFY(read(world.draftPath()).contains("\"step\": \"export\""));
        QTRY_VERIFY(read(world.draftPath()).contains(world.org.clientId().toUtf8()));
        const QByteArray bytes = read(world.draftPath());
        for (const QByteArray &secret : {world.org.clientSecret().toUtf8(), world.org.apiToken().toUtf8()}) {
            QVERIFY(!bytes.contains(secret));
            QVERIFY(!bytes.contains(secret.toBase64()));
            QVERIFY(!bytes.contains(secret.left(12)));
        }
        QCOMPARE(QFileInfo(world.draftPath()).permissions() & QFile::Permissions(0x0077), QFile::Permissions());
    }

    void a_killed_wizard_goes_on_where_it_was()
    {
        World world;
        world.start();
        world.goToExport();
        world.setup->goTo(StepId::Credentials);
        world.setup->credentials().setKeepClientSecret(true);
        QTRY_COMPARE(world.keychain.entries().size(), std::size_t(2));
        QTRY_VERIFY(read(world.draftPath()).contains("\"step\": \"credentials\""));
        const auto entered = enteredTexts(world.setup->configuration());

        Setup &setup = world.start();
        QVERIFY(setup.offeredDraft());
        QCOMPARE(setup.offeredDraft()->step, StepId::Credentials);
        QVERIFY(setup.configuration().organizationText.isEmpty()); // offered, not taken
        setup.resumeDraft();
        QVERIFY(!setup.offeredDraft());
        QCOMPARE(setup.current(), StepId::Credentials);
        QTRY_COMPARE(enteredTexts(setup.configuration()), entered); // the secrets from the keychain
        QTRY_VERIFY(setup.credentials().isVerified()); // checked by itself, not believed
        QCOMPARE(setup.state(StepId::Organization), StepState::Done);
        QTRY_COMPARE(setup.state(StepId::ApiToken), StepState::Done); // the token too
    }

    void secrets_that_were_generated_are_made_anew_after_a_kill_and_that_is_known()
    {
        World world;
        Setup &before = world.start();
        world.goToExport();
        before.exportStep().setGeneratesSecrets(true);
        QVERIFY(!before.hasNewGeneratedSecrets());
        const QByteArray cookie = before.configuration().cookieSecret.reveal().toByteArray();
        QVERIFY(!cookie.isEmpty());
        QTRY_VERIFY(read(world.draftPath()).contains("\"generateSecrets\": true"));
        QVERIFY(!read(world.draftPath()).contains(cookie));

        Setup &setup = world.start();
        setup.resumeDraft();
        QVERIFY(setup.hasNewGeneratedSecrets());
        QVERIFY(!setup.configuration().cookieSecret.isEmpty());
        QVERIFY(setup.configuration().cookieSecret.reveal() != cookie);
        setup.exportStep().setGeneratesSecrets(false);
        QVERIFY(!setup.hasNewGeneratedSecrets());
    }

    void without_a_keychain_only_the_secrets_are_missing()
    {
        World world;
        world.start();
        world.goToExport();
        QTRY_VERIFY(read(world.draftPath()).contains("\"step\": \"export\""));
        world.keychain.entries().clear();
        Setup &setup = world.start();
        setup.resumeDraft();
        QCOMPARE(setup.current(), StepId::ApiToken); // not on the review page without results
        QTRY_VERIFY(setup.organization().isVerified());
        QCOMPARE(setup.configuration().clientId, world.org.clientId());
        QVERIFY(setup.configuration().clientSecret.isEmpty());
        QVERIFY(setup.configuration().apiToken.isEmpty());
        QVERIFY(!setup.canGoNext());
    }

    void an_offered_draft_is_not_overwritten_before_it_is_answered()
    {
        World world;
        world.start();
        world.goToExport();
        QTRY_VERIFY(read(world.draftPath()).contains("\"step\": \"export\""));
        Setup &setup = world.start();
        const QByteArray offered = read(world.draftPath());
        world.enterOrganization();
        setup.goNext();
        setup.application().setApplicationName(QStringLiteral("Another"));
        runQueuedEvents();
        QCOMPARE(read(world.draftPath()), offered);
        setup.discardDraft();
        QVERIFY(!setup.offeredDraft());
        QVERIFY(!QFile::exists(world.draftPath()));
        setup.application().setApplicationName(QStringLiteral("A third"));
        QTRY_VERIFY(read(world.draftPath()).contains("A third"));
    }

    void a_draft_that_cannot_be_read_is_said_and_left_alone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<DraftError::Reason>("reason");
        QTest::newRow("damaged") << QByteArray("{\"version\": 1,") << DraftError::Reason::Malformed;
        QTest::newRow("newer") << QByteArray("{\"version\": 99}") << DraftError::Reason::NewerVersion;
    }

    void a_draft_that_cannot_be_read_is_said_and_left_alone()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(DraftError::Reason, reason);
        World world;
        QFile file(world.draftPath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        Setup &setup = world.start();
        QVERIFY(!setup.offeredDraft());
        QCOMPARE(setup.draftError()->reason, reason);
        world.enterOrganization();
        setup.goNext();
        runQueuedEvents();
        QCOMPARE(read(world.draftPath()), bytes);
        QCOMPARE(setup.draftError()->reason, reason);
        setup.forgetDraft();
        QCOMPARE(read(world.draftPath()), bytes);
        setup.discardDraft();
        QVERIFY(!setup.draftError());
        setup.application().setApplicationName(QStringLiteral("Anew"));
        QTRY_VERIFY(read(world.draftPath()).contains("Anew"));
    }

    void what_was_offered_and_not_answered_is_not_forgotten()
    {
        World world;
        world.start();
        world.goToExport();
        QTRY_VERIFY(read(world.draftPath()).contains("\"step\": \"export\""));
        const QByteArray offered = read(world.draftPath());
        Setup &setup = world.start();
        QVERIFY(!setup.isDraftKept());
        world.goToExport();
        setup.exportStep().write();
        QVERIFY(setup.exportStep().isVerified());
        setup.forgetDraft();
        QCOMPARE(read(world.draftPath()), offered);
    }

    void what_was_entered_beside_an_offer_is_saved_when_the_offer_is_refused()
    {
        World world;
        world.start();
        world.goToExport();
        QTRY_VERIFY(read(world.draftPath()).contains("\"step\": \"export\""));
        Setup &setup = world.start();
        setup.application().setApplicationName(QStringLiteral("Beside"));
        setup.discardDraft();
        QTRY_VERIFY(read(world.draftPath()).contains("Beside"));
        QVERIFY(setup.isDraftKept());
    }

    void of_two_wizards_at_once_only_the_first_saves()
    {
        World world;
        Setup &first = world.start();
        first.application().setApplicationName(QStringLiteral("First"));
        QTRY_VERIFY(read(world.draftPath()).contains("First"));
        {
            Setup second(world.services, Draft(world.draftPath()));
            QVERIFY(!second.offeredDraft()); // somebody is at it
            QVERIFY(second.draftError());
            QCOMPARE(second.draftError()->reason, DraftError::Reason::InUse);
            QVERIFY(!second.isDraftKept());
            second.application().setApplicationName(QStringLiteral("Second"));
            second.discardDraft();
            second.forgetDraft();
            runQueuedEvents();
            QVERIFY(read(world.draftPath()).contains("First"));
        }
        first.application().setApplicationName(QStringLiteral("First again"));
        QTRY_VERIFY(read(world.draftPath()).contains("First again"));
        Setup &next = world.start();
        QVERIFY(next.offeredDraft());
    }

    void the_lock_of_a_killed_wizard_locks_nobody_out()
    {
        World world;
        world.start();
        world.setup->application().setApplicationName(QStringLiteral("Killed"));
        QTRY_VERIFY(read(world.draftPath()).contains("Killed"));
        world.setup.reset();
        QProcess gone;
        gone.start(QCoreApplication::applicationFilePath(), {QStringLiteral("-functions")});
        QVERIFY(gone.waitForStarted());
        const qint64 pid = gone.processId();
        QVERIFY(gone.waitForFinished());
        QFile lock(world.draftPath() + QStringLiteral(".lock"));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write(QByteArray::number(pid) + "\ntst_Setup\n" + QSysInfo::machineHostName().toUtf8() + "\n");
        lock.close();
        QVERIFY(world.start().offeredDraft());
        QVERIFY(!world.setup->draftError());
    }

    void what_was_written_is_kept_for_its_organisation_without_secrets()
    {
        World world;
        Setup &setup = world.start();
        world.goToExport();
        QVERIFY(setup.hasUnsavedWork());
        setup.exportStep().write();
        QVERIFY(setup.exportStep().isVerified());
        QVERIFY(!setup.hasUnsavedWork());
        const Draft kept(Draft::pathForOrganization(setup.configuration().org->host()));
        QCOMPARE(kept.load()->configuration.clientId, world.org.clientId());
        QCOMPARE(kept.load()->configuration.issuer, world.org.issuer());
        QVERIFY(!read(kept.path()).contains(world.org.clientSecret().toUtf8()));
        QVERIFY(!read(kept.path()).contains(world.org.apiToken().toUtf8()));
        setup.forgetDraft();
        QVERIFY(!QFile::exists(world.draftPath()));
        QVERIFY(kept.exists());
        setup.exportStep().undo();
        QVERIFY(setup.hasUnsavedWork());
    }

    void leaving_a_page_stops_what_runs_on_it()
    {
        World world;
        Setup &setup = world.start();
        world.enterOrganization();
        setup.goNext();
        world.enterApplication();
        setup.goNext();
        world.enterCredentials();
        setup.goNext();
        world.browser.staysAway = true;
        setup.signIn().start();
        QTRY_VERIFY(setup.signIn().isWaitingForBrowser());
        setup.goBack();
        QVERIFY(!setup.signIn().isBusy());
        setup.goNext();
        setup.signIn().start();
        QVERIFY(setup.signIn().isBusy());
        setup.cancelAll();
        QVERIFY(!setup.signIn().isBusy());
    }

    void an_imported_file_is_checked_like_anything_typed()
    {
        World world;
        Setup &setup = world.start();
        const QByteArray file = "IDP_PROVIDER=okta\nIDP_PROVIDER_URL=" + world.org.issuer().toUtf8()
            + "\nIDP_CLIENT_ID=" + world.org.clientId().toUtf8() + "\nIDP_CLIENT_SECRET="
            + world.org.clientSecret().toUtf8() + "\nAUTHENTICATE_SERVICE_URL=https://authenticate.example.com\n";
        const auto import = pomerium::importEnvironmentFile(file);
        QVERIFY(import);
        setup.applyImport(*import, QStringLiteral("/etc/pomerium.env"));
        QVERIFY(!setup.organization().isVerified());
        QTRY_VERIFY(setup.organization().canProceed());
        QCOMPARE(setup.configuration().clientId, world.org.clientId());
        QVERIFY(!setup.credentials().isVerified());
        setup.goNext();
        world.enterApplication();
        setup.goNext();
        QTRY_VERIFY(setup.credentials().isVerified());
    }

    void an_imported_file_is_exported_with_the_same_values()
    {
        World world;
        Setup &setup = world.start();
        const QByteArray token = world.org.apiToken().toUtf8();
        const QByteArrayList lines{"IDP_PROVIDER=okta",
                                   "IDP_PROVIDER_URL=" + world.org.issuer().toUtf8(),
                                   "IDP_CLIENT_ID=" + world.org.clientId().toUtf8(),
                                   "IDP_CLIENT_SECRET=" + world.org.clientSecret().toUtf8(),
                                   "IDP_SERVICE_ACCOUNT="
                                       + pomerium::ServiceAccount::encode(Secret(token)).reveal().toByteArray(),
                                   "AUTHENTICATE_SERVICE_URL=https://authenticate.example.com:8443",
                                   "IDP_SCOPES=openid,profile,email,groups,offline_access",
                                   "IDP_REFRESH_DIRECTORY_TIMEOUT=5m",
                                   "IDP_REFRESH_DIRECTORY_INTERVAL=20m",
                                   "COOKIE_SECRET=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                                   "SHARED_SECRET=ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=",
                                   "SERVICES=all",
                                   "POLICY=W3sgfV0="};
        const auto import = pomerium::importEnvironmentFile(lines.join('\n') + '\n');
        QVERIFY(import);
        setup.applyImport(*import, QStringLiteral("/etc/pomerium.env"));
        QTRY_VERIFY(setup.organization().canProceed());
        const auto file = pomerium::exportAs(pomerium::ExportFormat::Env, setup.exportStep().settings());
        QVERIFY(file);
        QCOMPARE(file->reveal().toByteArray(), lines.join('\n') + '\n');
    }

    void forgetting_everything_leaves_neither_secrets_nor_drafts()
    {
        World world;
        Setup &setup = world.start();
        world.goToExport();
        QCoreApplication::sendPostedEvents();
        QTRY_VERIFY(QFile::exists(world.draftPath()));
        QVERIFY(!world.keychain.entries().empty());
        const secrets::KeychainIndex index(world.folder.filePath(QStringLiteral("entries.json")));
        QVERIFY(index.add(secrets::apiTokenEntry(setup.configuration().org->host())));
        setup::ForgetJob job(world.keychain, index, &setup);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(job.result().isComplete());
        QCOMPARE(job.result().entries->removed.size(), 1);
        QVERIFY(world.keychain.entries().empty());
        QVERIFY(!QFile::exists(world.draftPath()));
        QCOMPARE(setup.apiToken().kept().state(), setup::KeptSecret::State::SessionOnly);
        QVERIFY(!setup.configuration().apiToken.isEmpty());
    }

    void results_say_why_they_say_nothing()
    {
        using State = setup::Result::State;
        World world;
        Setup &setup = world.start();
        const auto states = [&setup] {
            QList<State> all;
            for (const setup::Result &result : setup::results(setup))
                all.append(result.state);
            return all;
        };
        QCOMPARE(states(), (QList<State>{State::NotChecked, State::NotChecked, State::NotChecked, State::NotChecked}));
        world.goToExport();
        QCOMPARE(states(), (QList<State>{State::Checked, State::Checked, State::LeftOut, State::Checked}));
        QCOMPARE(setup::results(setup).at(0).status(), checks::Status::Passed);
        QCOMPARE(setup::results(setup).at(2).status(), checks::Status::Skipped);
        setup.credentials().setClientSecret(Secret("another"));
        setup.apiToken().skip();
        QCOMPARE(states(), (QList<State>{State::Checked, State::Stale, State::LeftOut, State::LeftOut}));
    }

private:
    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(tst_Setup)
#include "tst_Setup.moc"

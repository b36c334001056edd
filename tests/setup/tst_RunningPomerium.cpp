#include "setup/RunningPomerium.h"

#include "authenticate/Error.h"
#include "http/Client.h"
#include "setup/DoneStep.h"
#include "support/FakeKeychain.h"
#include "support/ScriptedPomerium.h"
#include "support/ScriptedProvider.h"
#include "support/VisitingUserAgent.h"

#include <QSignalSpy>
#include <QTest>

using checks::Status;
using setup::RunningPomerium;

namespace {

const QString SettingsMatch = QStringLiteral("settings-match");

/// A configuration that was entered, and a Pomerium that was started with the file that comes of it.
struct World
{
    World()
    {
        ScriptedPomerium::Script script;
        script.variables = {{"IDP_PROVIDER", "okta"},
                            {"IDP_PROVIDER_URL", provider.issuer().toUtf8()},
                            {"IDP_CLIENT_ID", "0oaScripted"},
                            {"IDP_CLIENT_SECRET", "the-secret-of-the-app"},
                            {"IDP_SCOPES", "openid,profile,email,groups,offline_access"}};
        script.issuer = provider.issuer().toUtf8();
        script.authorizationEndpoint =
            "http://" + provider.authority() + provider.endpointPath(ScriptedProvider::Endpoint::Authorize);
        pomerium.emplace(std::move(script));
        configuration.issuer = provider.issuer();
        configuration.clientId = QStringLiteral("0oaScripted");
        configuration.clientSecret = Secret("the-secret-of-the-app");
        configuration.authenticateUrl = *pomerium::AuthenticateUrl::parse(pomerium->authenticateUrl());
    }

    ScriptedProvider provider{{}};
    std::optional<ScriptedPomerium> pomerium;
    setup::Configuration configuration;
    http::Client http;
    FakeKeychain keychain;
    VisitingUserAgent browser;
    setup::Services services{http, keychain, browser};
    setup::ExportStep exportStep{configuration, [] { return std::nullopt; }};
    RunningPomerium running{configuration, exportStep, services};
};

} // namespace

class tst_RunningPomerium final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_the_file_says_is_what_pomerium_is_to_have()
    {
        World world;
        QVERIFY(world.running.canStart());
        QVERIFY(!world.running.hasResult());
        QSignalSpy changed(&world.running, &RunningPomerium::changed);
        world.running.start();
        QVERIFY(world.running.isBusy());
        QVERIFY(!world.running.isWaiting());
        QTRY_VERIFY(!world.running.isBusy());
        QVERIFY(world.running.list().isPassed());
        QVERIFY(world.running.hasResult());
        QVERIFY(!changed.isEmpty());
    }

    void a_secret_in_a_file_of_its_own_is_compared_too()
    {
        World world;
        world.exportStep.setClientSecretPath(QStringLiteral("/run/secrets/okta"));
        world.running.start();
        QTRY_VERIFY(!world.running.isBusy());
        QVERIFY(world.running.list().isPassed());
        world.pomerium->script().variables["IDP_CLIENT_SECRET"] += '\n';
        world.running.start();
        QTRY_VERIFY(!world.running.isBusy());
        const auto &check = world.running.list().check(SettingsMatch);
        QCOMPARE(check.status, Status::Failed);
        QCOMPARE(check.problem->as<authenticate::Error>()->mistakes,
                 QList<authenticate::Mistake>{authenticate::Mistake::SecretLineFeed});
    }

    void a_pomerium_that_has_the_settings_needs_no_file_any_more()
    {
        using Task = setup::DoneStep::Task;
        World world;
        setup::DoneStep done(world.configuration, world.exportStep, world.services);
        QVERIFY(done.tasks().contains(Task::LoadFile));
        world.pomerium->script().variables["IDP_CLIENT_SECRET"] += '\n';
        done.pomerium().start();
        QTRY_VERIFY(!done.isBusy());
        QVERIFY(done.tasks().contains(Task::LoadFile));
        world.pomerium->script().variables["IDP_CLIENT_SECRET"].chop(1);
        done.pomerium().start();
        QTRY_VERIFY(!done.isBusy());
        QVERIFY(!done.tasks().contains(Task::LoadFile));
        // What is entered now is not what it has.
        world.configuration.clientSecret = Secret("another");
        QVERIFY(done.tasks().contains(Task::LoadFile));
        // The sheet has secrets in it, whatever runs.
        world.configuration.clientSecret = Secret("the-secret-of-the-app");
        world.configuration.format = pomerium::ExportFormat::CopySheet;
        QVERIFY(done.tasks().contains(Task::CopyValues));
    }

    void routes_are_checked_as_they_were_typed()
    {
        World world;
        const QString route = world.pomerium->routeUrl().toString();
        world.running.setRoutesText(route + QStringLiteral(" , ") + route);
        world.running.start();
        QTRY_VERIFY(!world.running.isBusy());
        QCOMPARE(world.running.list().size(), 6);
        QCOMPARE(world.running.list().all().constLast().status, Status::Passed);
        QVERIFY(world.running.list().isPassed());
        world.running.setRoutesText({});
        QVERIFY(world.running.needsRecheck());
    }

    void an_address_that_is_no_route_is_told_and_a_secret_is_not_repeated()
    {
        World world;
        for (const char *const bad : {"ftp://files.example.com", "http://app.example.com"}) {
            world.running.setRoutesText(QStringLiteral("https://app.example.com ") + QLatin1String(bad));
            QCOMPARE(world.running.unusableRoute(), QLatin1String(bad));
            QVERIFY(!world.running.canStart());
        }
        const QString token = QStringLiteral("00abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN");
        world.running.setRoutesText(token);
        QVERIFY(!world.running.unusableRoute().isEmpty());
        QVERIFY(!world.running.unusableRoute().contains(token));
        world.running.setRoutesText(QStringLiteral("https://user:word@app.example.com"));
        QVERIFY(!world.running.unusableRoute().isEmpty());
        QVERIFY(!world.running.unusableRoute().contains(QLatin1String("word")));
        world.running.setRoutesText(QStringLiteral("app.example.com"));
        QVERIFY(world.running.canStart());
    }

    void a_result_is_about_what_was_entered_then()
    {
        World world;
        world.running.start();
        QTRY_VERIFY(!world.running.isBusy());
        QVERIFY(!world.running.needsRecheck());
        world.configuration.clientSecret = Secret("another");
        QVERIFY(world.running.needsRecheck());
        world.configuration.clientSecret = Secret("the-secret-of-the-app");
        QVERIFY(!world.running.needsRecheck());
    }

    void the_wait_is_shown_and_cancelled_at_once()
    {
        World world;
        world.pomerium->script().variables.insert("IDP_CLIENT_SECRET", "old");
        world.running.wait();
        QVERIFY(world.running.isWaiting());
        QVERIFY(world.running.remainingWait() > std::chrono::minutes(9));
        QTRY_COMPARE(world.running.list().status(SettingsMatch), Status::Failed);
        QVERIFY(world.running.isBusy());
        world.running.cancel();
        QVERIFY(!world.running.isBusy());
        QVERIFY(!world.running.hasTimedOut());
        QCOMPARE(world.running.list().status(SettingsMatch), Status::Failed);
    }

    void a_check_that_was_cancelled_in_the_middle_is_no_result()
    {
        World world;
        world.pomerium->script().answer = [](const RawRequest &, ScriptedPomerium::Answer &answer) {
            answer.isSilent = true;
        };
        world.running.start();
        QTRY_COMPARE(world.pomerium->authenticateServer().heads(), 3);
        world.running.cancel();
        QVERIFY(world.running.list().isEmpty());
        QVERIFY(!world.running.hasResult());
        QTRY_COMPARE(world.pomerium->authenticateServer().openConnections(), 0);
    }

    void without_address_or_client_nothing_is_asked()
    {
        World world;
        world.configuration.authenticateUrl.reset();
        QVERIFY(!world.running.canStart());
        world.running.start();
        world.running.wait();
        QVERIFY(!world.running.isBusy());
        QCOMPARE(world.pomerium->requestCount(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_RunningPomerium)
#include "tst_RunningPomerium.moc"

#include "authenticate/WaitForPomeriumJob.h"

#include "authenticate/Settings.h"
#include "support/ScriptedPomerium.h"
#include "support/ScriptedProvider.h"

#include <QSignalSpy>
#include <QTest>

using authenticate::CheckRequest;
using authenticate::WaitForPomeriumJob;
using checks::Status;
using namespace std::chrono_literals;

namespace {

const QString Found = QStringLiteral("pomerium-found");
const QString SettingsMatch = QStringLiteral("settings-match");

struct World
{
    explicit World(int minor = 33)
    {
        ScriptedPomerium::Script script;
        script.minor = minor;
        script.variables = rightVariables(provider.issuer().toUtf8());
        script.issuer = provider.issuer().toUtf8();
        script.authorizationEndpoint =
            "http://" + provider.authority() + provider.endpointPath(ScriptedProvider::Endpoint::Authorize);
        pomerium.emplace(std::move(script));
    }

    [[nodiscard]] CheckRequest request() const
    {
        auto variables = rightVariables(provider.issuer().toUtf8());
        variables.insert("AUTHENTICATE_SERVICE_URL", pomerium->authenticateUrl().toUtf8());
        return {settingsOf(variables), *pomerium::AuthenticateUrl::parse(pomerium->authenticateUrl()),
                std::nullopt,          {},
                std::nullopt,          std::nullopt};
    }

    ScriptedProvider provider{{}};
    std::optional<ScriptedPomerium> pomerium;
};

} // namespace

class tst_WaitForPomeriumJob final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void without_time_to_wait_it_checks_once()
    {
        World world;
        world.pomerium->script().variables.insert("IDP_CLIENT_SECRET", "old");
        http::Client http;
        WaitForPomeriumJob job(world.request(), http, {0ms, 10ms});
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(job.rounds(), 1);
        QVERIFY(!job.hasTimedOut());
        QVERIFY(job.list().hasFailed());
    }

    void it_waits_until_pomerium_was_restarted_with_the_settings()
    {
        World world;
        world.pomerium->script().variables.insert("IDP_CLIENT_SECRET", "old");
        http::Client http;
        WaitForPomeriumJob job(world.request(), http, {60s, 10ms});
        QSignalSpy finished(&job, &Job::finished);
        QSignalSpy changed(&job, &WaitForPomeriumJob::changed);
        job.start();
        QTRY_VERIFY(job.rounds() >= 2);
        QCOMPARE(finished.size(), 0);
        QCOMPARE(job.list().status(SettingsMatch), Status::Failed);
        QVERIFY(!changed.isEmpty());
        // It stops...
        world.pomerium->script().answer = [](const RawRequest &, ScriptedPomerium::Answer &answer) {
            answer.status = "503 Service Unavailable";
        };
        QTRY_COMPARE(job.list().status(Found), Status::Failed);
        QCOMPARE(finished.size(), 0);
        // ...and comes back with what was written.
        world.pomerium->script().answer = nullptr;
        world.pomerium->script().variables.insert("IDP_CLIENT_SECRET", rightVariables({}).value("IDP_CLIENT_SECRET"));
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(job.list().isPassed());
        QVERIFY(!job.hasTimedOut());
        // The provider is asked for its document once, and for more only when Pomerium sends people there.
        QCOMPARE(world.provider.count(ScriptedProvider::Endpoint::Discovery), 1);
    }

    void it_gives_up_after_its_limit_with_what_it_saw_last()
    {
        World world;
        world.pomerium->script().variables.insert("IDP_CLIENT_SECRET", "old");
        http::Client http;
        WaitForPomeriumJob job(world.request(), http, {300ms, 10ms});
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(job.hasTimedOut());
        QCOMPARE(job.list().status(Found), Status::Passed);
        QCOMPARE(job.list().status(SettingsMatch), Status::Failed);
    }

    void the_limit_holds_where_nobody_answers()
    {
        World world;
        world.pomerium->script().answer = [](const RawRequest &, ScriptedPomerium::Answer &answer) {
            answer.isSilent = true;
        };
        http::Client http;
        WaitForPomeriumJob job(world.request(), http, {200ms, 10ms});
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(job.hasTimedOut());
        QCOMPARE(job.rounds(), 0);
        for (const checks::Check &check : job.list())
            QCOMPARE(check.status, Status::Skipped);
        QTRY_COMPARE(world.pomerium->authenticateServer().openConnections(), 0);
    }

    void what_a_release_hides_is_not_waited_for()
    {
        for (const int minor : {15, 22}) {
            World world(minor);
            http::Client http;
            WaitForPomeriumJob job(world.request(), http, {60s, 10ms});
            QSignalSpy finished(&job, &Job::finished);
            job.start();
            QTRY_COMPARE(finished.size(), 1);
            QVERIFY(!job.hasTimedOut());
            QCOMPARE(job.list().status(SettingsMatch), Status::Skipped);
            QVERIFY(!job.list().isPassed());
        }
    }

    void dropping_it_ends_the_wait()
    {
        World world;
        world.pomerium->script().variables.insert("IDP_CLIENT_SECRET", "old");
        http::Client http;
        auto job = std::make_unique<WaitForPomeriumJob>(world.request(), http, WaitForPomeriumJob::Patience{60s, 10ms});
        int finished = 0;
        connect(job.get(), &Job::finished, this, [&finished] { ++finished; });
        job->start();
        QTRY_VERIFY(job->rounds() >= 1);
        job.reset();
        const int asked = world.pomerium->requestCount();
        // While others of these are made, nothing more comes of it but what was on its way.
        for (int other = 1; other <= 3; ++other) {
            WaitForPomeriumJob once(world.request(), http, {0ms, 10ms});
            QSignalSpy ended(&once, &Job::finished);
            once.start();
            QTRY_COMPARE(ended.size(), 1);
            QVERIFY(world.pomerium->requestCount() <= asked + 3 + 3 * other);
        }
        QCOMPARE(finished, 0);
    }
};

QTEST_GUILESS_MAIN(tst_WaitForPomeriumJob)
#include "tst_WaitForPomeriumJob.moc"

#include "okta/CreateApplicationJob.h"

#include "okta/ApplicationJobBench.h"

using okta::ApiError;
using okta::ApplicationError;
using Reason = okta::ApplicationError::Reason;
using Bench = ApplicationJobBench;

namespace {

const QString Post = QStringLiteral("POST /api/v1/apps");

} // namespace

class tst_CreateApplicationJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void an_app_is_made_assigned_and_read_back()
    {
        Bench bench;
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        const QSignalSpy created(&job, &okta::CreateApplicationJob::created);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
        QVERIFY(job.checks().isPassed());
        QCOMPARE(created.size(), 1);
        const QString id = job.application()->id();
        QCOMPARE(bench.okta.assigned.value(id), QStringList{QStringLiteral("00gA")});
        QCOMPARE(QString::fromUtf8(job.takeClientSecret().reveal()), bench.okta.secretOf(id));
        QCOMPARE(bench.okta.count(Post), 1);
        QCOMPARE(bench.undescribed(), QStringList());
        qInfo("held against %s", qPrintable(OktaDescription().source()));
    }

    void an_app_of_this_name_or_redirect_uri_is_asked_about_first_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<bool>("isFree");
        QTest::newRow("same name") << QStringLiteral("Pomerium") << false;
        QTest::newRow("same redirect URI") << QStringLiteral("Something else") << false;
    }
    void an_app_of_this_name_or_redirect_uri_is_asked_about_first()
    {
        QFETCH(QString, label);
        Bench bench;
        QJsonObject there = goodApplication();
        there.insert(QStringLiteral("label"), label);
        const QString id = bench.okta.add(there);
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("fsss"));
        QCOMPARE(Bench::problem<ApplicationError>(job, "app-free")->reason, Reason::ExistsAlready);
        QCOMPARE(job.existing().size(), 1);
        QCOMPARE(job.existing().first().id(), id);
        QCOMPARE(bench.okta.count(Post), 0);
    }

    void a_lost_reply_is_looked_for_and_never_sent_again()
    {
        Bench bench;
        bench.okta.after = [](const ScriptedOkta::Call &call, ScriptedOkta::Answer &answer) {
            answer.hangsUp = call.line() == Post;
        };
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
        QCOMPARE(bench.okta.count(Post), 1);
        QCOMPARE(bench.okta.appIds().size(), 1);
        QCOMPARE(QString::fromUtf8(job.takeClientSecret().reveal()), bench.okta.secretOf(job.application()->id()));
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void a_lost_request_is_told_and_never_sent_again()
    {
        Bench bench;
        bench.okta.before = [](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            return call.line() == Post ? std::optional(ScriptedOkta::Answer{0, {}, true}) : std::nullopt;
        };
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pfss"));
        QCOMPARE(Bench::problem<ApplicationError>(job, "app-created")->reason, Reason::CreationUnknown);
        QCOMPARE(bench.okta.count(Post), 1);
        QVERIFY(bench.okta.appIds().isEmpty());
    }

    void a_creation_that_was_cut_off_goes_on_with_the_app_that_is_there()
    {
        Bench bench;
        const QString id = bench.okta.add(Bench::wanted().body());
        okta::CreateApplicationJob job(Bench::wanted(), bench.session, true);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
        QCOMPARE(job.application()->id(), id);
        QCOMPARE(bench.okta.count(Post), 0);
        QCOMPARE(QString::fromUtf8(job.takeClientSecret().reveal()), bench.okta.secretOf(id));
        QCOMPARE(bench.okta.assigned.value(id), QStringList{QStringLiteral("00gA")});
    }

    void another_ones_app_is_not_adopted_by_a_creation_that_was_cut_off()
    {
        Bench bench;
        QJsonObject there = Bench::wanted().body();
        there = okta::withValueAt(there, okta::paths::AdminNote, QStringLiteral("by hand"));
        bench.okta.add(there);
        okta::CreateApplicationJob job(Bench::wanted(), bench.session, true);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::problem<ApplicationError>(job, "app-free")->reason, Reason::ExistsAlready);
    }

    void an_org_that_stores_something_else_is_noticed()
    {
        Bench bench;
        bench.okta.stored = [](QJsonObject &app) {
            app = okta::withValueAt(app, okta::paths::IssuerMode, QStringLiteral("CUSTOM_URL"));
        };
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pwpf"));
        const auto *problem = Bench::problem<ApplicationError>(job, "read-back");
        QCOMPARE(problem->reason, Reason::NotAsAsked);
        QCOMPARE(problem->differences.size(), 1);
        QCOMPARE(problem->differences.first().path, okta::paths::IssuerMode.toString());
        QVERIFY(!job.checks().isPassed());
    }

    void a_500_at_an_assignment_is_tried_once_more()
    {
        Bench bench;
        int failures = 0;
        bench.okta.before = [&failures](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (call.method == "PUT" && call.path.contains(QLatin1String("/groups/")) && failures++ == 0)
                return ScriptedOkta::error(500, QStringLiteral("E0000009"), QStringLiteral("Internal Server Error"));
            return std::nullopt;
        };
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
        QCOMPARE(failures, 2);
    }

    void a_group_that_is_not_there_fails_and_the_app_is_still_known()
    {
        Bench bench;
        auto wanted = Bench::wanted();
        wanted.groups.append({QStringLiteral("00gGONE"), QStringLiteral("Gone")});
        okta::CreateApplicationJob job(wanted, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("ppff"));
        QVERIFY(job.application());
        QVERIFY(!job.takeClientSecret().isEmpty());
    }

    void a_role_that_is_too_small_creates_nothing()
    {
        Bench bench;
        bench.okta.before = [](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (call.line() != Post)
                return std::nullopt;
            return ScriptedOkta::error(403, QStringLiteral("E0000006"),
                                       QStringLiteral("You do not have permission to perform the requested action"));
        };
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pfss"));
        QCOMPARE(Bench::problem<ApiError>(job, "app-created")->errorCode, QStringLiteral("E0000006"));
    }

    void a_rate_limit_is_waited_for_and_told()
    {
        Bench bench;
        int refusals = 0;
        bench.okta.before = [&](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (call.line() != Post || refusals++ > 0)
                return std::nullopt;
            bench.okta.rateHeaders = "X-Rate-Limit-Limit: 600\r\nX-Rate-Limit-Remaining: 0\r\nX-Rate-Limit-Reset: "
                + QByteArray::number(QDateTime::currentSecsSinceEpoch() + 3) + "\r\n";
            return ScriptedOkta::error(429, QStringLiteral("E0000047"), QStringLiteral("API call exceeded rate limit"));
        };
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        bool wasTold = false;
        connect(&job, &okta::ApplicationJob::waitingChanged, this,
                [&] { wasTold = wasTold || job.waitingUntil().has_value(); });
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
        QVERIFY(wasTold);
        QVERIFY(!job.waitingUntil());
        QCOMPARE(bench.okta.appIds().size(), 1);
    }

    void an_org_that_leaves_defaults_out_of_its_replies_holds_what_was_asked()
    {
        Bench bench;
        bench.okta.stored = [](QJsonObject &app) {
            for (const QStringView path :
                 {okta::paths::ConsentMethod, okta::paths::Dpop, okta::paths::WildcardRedirect,
                  okta::paths::IdpInitiatedLogin, okta::paths::ImplicitAssignment, okta::paths::PkceRequired})
                app = okta::withValueAt(app, path, QJsonValue::Undefined);
        };
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
    }

    void an_org_that_forces_another_value_is_noticed()
    {
        Bench bench;
        bench.okta.stored = [](QJsonObject &app) { app = okta::withValueAt(app, okta::paths::PkceRequired, true); };
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::problem<ApplicationError>(job, "read-back")->differences.first().path,
                 okta::paths::PkceRequired.toString());
    }

    void an_app_that_is_not_active_is_not_as_asked()
    {
        Bench bench;
        bench.okta.stored = [](QJsonObject &app) { app.insert(QStringLiteral("status"), QStringLiteral("INACTIVE")); };
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::problem<ApplicationError>(job, "read-back")->differences.first().path,
                 QStringLiteral("status"));
    }

    void an_app_whose_secret_was_not_shown_is_asked_again_once()
    {
        Bench bench;
        int puts = 0;
        bench.okta.before = [&puts](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (call.method != "PUT" || call.path.contains(QLatin1String("/groups")) || puts++ > 0)
                return std::nullopt;
            return ScriptedOkta::error(
                403, QStringLiteral("E0000039"), QStringLiteral("Operation on application settings failed."),
                {QStringLiteral("The requested action cannot be supported for this application.")});
        };
        bench.okta.add(Bench::wanted().body());
        okta::CreateApplicationJob job(Bench::wanted(), bench.session, true);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
        QCOMPARE(puts, 2);
        QVERIFY(!job.takeClientSecret().isEmpty());
    }

    void an_app_that_appears_late_is_found()
    {
        Bench bench;
        bool isLost = false;
        int lists = 0;
        bench.okta.after = [&](const ScriptedOkta::Call &call, ScriptedOkta::Answer &answer) {
            if (call.line() == Post)
                isLost = answer.hangsUp = true;
            else if (isLost && call.line() == QLatin1String("GET /api/v1/apps") && lists++ == 0)
                answer.body = "[]"; // a list that does not have it yet
        };
        okta::CreateApplicationJob job(Bench::wanted(), bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
        QCOMPARE(bench.okta.count(Post), 1);
    }

    void dropping_it_hangs_up()
    {
        Bench bench;
        auto job = std::make_unique<okta::CreateApplicationJob>(Bench::wanted(), bench.session);
        const QSignalSpy finished(job.get(), &Job::finished);
        bench.okta.before = [&job](const ScriptedOkta::Call &) -> std::optional<ScriptedOkta::Answer> {
            job.reset();
            return std::nullopt;
        };
        job->start();
        QTRY_VERIFY(!job);
        // What is sent after it arrives after whatever it would have sent.
        okta::FindApplicationJob next({}, bench.session);
        bench.okta.before = nullptr;
        QVERIFY(Bench::run(next));
        QCOMPARE(finished.size(), 0);
        QCOMPARE(bench.okta.count(Post), 0);
    }
};

QTEST_GUILESS_MAIN(tst_CreateApplicationJob)
#include "tst_CreateApplicationJob.moc"

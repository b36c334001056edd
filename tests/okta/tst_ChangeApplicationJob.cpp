#include "okta/ChangeApplicationJob.h"

#include "okta/ApplicationJobBench.h"
#include "okta/ApplicationRefusal.h"

using okta::ApiError;
using okta::ApplicationError;
using okta::ApplicationPlan;
using Reason = okta::ApplicationError::Reason;
using Bench = ApplicationJobBench;

namespace {

const QString Id = QStringLiteral("0oaGOOD00000000001d7");
const QString Put = QStringLiteral("PUT /api/v1/apps/") + Id;
const QString TestUri = QStringLiteral("http://127.0.0.1:23571/callback");

/// An app with a fault: consent, and the test's redirect URI left in it.
QJsonObject faulty()
{
    QJsonObject app = okta::withValueAt(goodApplication(), okta::paths::ConsentMethod, QStringLiteral("REQUIRED"));
    return okta::withValueAt(app, okta::paths::RedirectUris,
                             QJsonArray{ApplicationJobBench::wanted().redirectUri, TestUri});
}

okta::ChangeApplicationJob::Planner repair(const QStringList &rows)
{
    return [rows](const okta::Application &application, const QList<okta::GroupReference> &groups) {
        return ApplicationPlan::repair(application, Bench::wanted(), rows, groups);
    };
}

std::optional<ScriptedOkta::Answer> editedByOthers()
{
    return ScriptedOkta::error(403, QStringLiteral("E0000039"),
                               QStringLiteral("Operation on application settings failed."),
                               {QStringLiteral("The requested action cannot be supported for this application.")});
}

} // namespace

class tst_ChangeApplicationJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void one_setting_is_changed_and_everything_else_kept()
    {
        Bench bench;
        bench.okta.add(faulty());
        const QJsonObject before = bench.okta.app(Id);
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a21")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("ppSpp"));
        QJsonObject expected = okta::withValueAt(before, okta::paths::ConsentMethod, QStringLiteral("TRUSTED"));
        expected.insert(QStringLiteral("lastUpdated"), bench.okta.app(Id).value(QStringLiteral("lastUpdated")));
        QCOMPARE(bench.okta.app(Id), expected);
        QCOMPARE(job.sessionsBefore(), std::optional(3));
        QCOMPARE(job.sessionsAfter(), std::optional(3));
        QCOMPARE(QString::fromUtf8(job.takeClientSecret().reveal()), bench.okta.secretOf(Id));
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void nothing_to_change_sends_nothing()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a21")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pSSpS"));
        QVERIFY(job.checks().isPassed());
        QCOMPARE(bench.okta.count(Put), 0);
    }

    void the_clean_up_takes_the_tests_uri_out()
    {
        Bench bench;
        bench.okta.add(faulty());
        const auto planner = [](const okta::Application &application, const QList<okta::GroupReference> &) {
            return ApplicationPlan::cleanUp(application, {TestUri});
        };
        okta::ChangeApplicationJob job(Id, planner, {}, bench.session);
        QVERIFY(Bench::run(job));
        QVERIFY(job.checks().isPassed());
        QCOMPARE(okta::listAt(bench.okta.app(Id), okta::paths::RedirectUris), QStringList{Bench::wanted().redirectUri});
    }

    void the_last_redirect_uri_stays_and_it_is_told()
    {
        Bench bench;
        bench.okta.add(okta::withValueAt(goodApplication(), okta::paths::RedirectUris, QJsonArray{TestUri}));
        const auto planner = [](const okta::Application &application, const QList<okta::GroupReference> &) {
            return ApplicationPlan::cleanUp(application, {TestUri});
        };
        okta::ChangeApplicationJob job(Id, planner, {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::problem<ApplicationError>(job, "app-changed")->reason, Reason::LastRedirectUri);
        QCOMPARE(bench.okta.count(Put), 0);
    }

    void an_edit_of_somebody_else_since_then_stops_it()
    {
        Bench bench;
        bench.okta.add(faulty());
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a21")}), QStringLiteral("2026-11-27T10:00:00.000Z"),
                                       bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("fssss"));
        QCOMPARE(Bench::problem<ApplicationError>(job, "app-read")->reason, Reason::ChangedMeanwhile);
        QCOMPARE(bench.okta.count(Put), 0);
    }

    void an_edit_at_the_same_time_is_read_and_kept()
    {
        Bench bench;
        bench.okta.add(faulty());
        int puts = 0;
        bench.okta.before = [&](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (call.line() != Put || puts++ > 0)
                return std::nullopt;
            bench.okta.edit(
                Id, [](QJsonObject &app) { app.insert(QStringLiteral("label"), QStringLiteral("Renamed meanwhile")); });
            return editedByOthers();
        };
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a21")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QVERIFY(job.checks().isPassed());
        QCOMPARE(puts, 2);
        QCOMPARE(bench.okta.app(Id).value(QStringLiteral("label")).toString(), QStringLiteral("Renamed meanwhile"));
    }

    void two_edits_at_the_same_time_are_one_too_many()
    {
        Bench bench;
        bench.okta.add(faulty());
        bench.okta.before = [](const ScriptedOkta::Call &call) {
            return call.line() == Put ? editedByOthers() : std::nullopt;
        };
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a21")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pfsss"));
        QCOMPARE(Bench::problem<ApplicationError>(job, "app-changed")->reason, Reason::StillEditedByOthers);
        QCOMPARE(bench.okta.count(Put), 2);
    }

    void a_put_that_loses_a_setting_is_told_with_what_is_lost()
    {
        Bench bench;
        bench.okta.add(faulty());
        bench.okta.stored = [](QJsonObject &app) { app.remove(QStringLiteral("profile")); };
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a21")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pfsss"));
        const auto *problem = Bench::problem<ApplicationError>(job, "app-changed");
        QCOMPARE(problem->reason, Reason::NotAsAsked);
        QCOMPARE(problem->differences.first().path, QStringLiteral("profile.groups.whitelist"));
        QVERIFY(job.before()->json().contains(QStringLiteral("profile")));
    }

    void a_lost_reply_is_judged_by_what_okta_holds_data()
    {
        QTest::addColumn<bool>("isDone");
        QTest::newRow("done") << true;
        QTest::newRow("not done") << false;
    }
    void a_lost_reply_is_judged_by_what_okta_holds()
    {
        QFETCH(bool, isDone);
        Bench bench;
        bench.okta.add(faulty());
        if (isDone)
            bench.okta.after = [](const ScriptedOkta::Call &call, ScriptedOkta::Answer &answer) {
                answer.hangsUp = call.line() == Put;
            };
        else
            bench.okta.before = [](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
                return call.line() == Put ? std::optional(ScriptedOkta::Answer{0, {}, true}) : std::nullopt;
            };
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a21")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(job.checks().isPassed(), isDone);
        QCOMPARE(bench.okta.count(Put), 1);
        if (!isDone) {
            QCOMPARE(Bench::problem<ApplicationError>(job, "read-back")->reason, Reason::ChangeUnknown);
            QCOMPARE(Bench::statuses(job), QStringLiteral("psSfs")); // nothing says that it was changed
        }
    }

    void sessions_that_end_are_seen()
    {
        Bench bench;
        bench.okta.add(faulty());
        bench.okta.after = [&](const ScriptedOkta::Call &call, ScriptedOkta::Answer &) {
            if (call.line() == Put)
                bench.okta.refreshTokens = 1;
        };
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a21")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("ppSpw"));
        QCOMPARE(Bench::problem<ApplicationError>(job, "sessions")->reason, Reason::SessionsEnded);
        QCOMPARE(job.sessionsAfter(), std::optional(1));
    }

    void sessions_that_cannot_be_counted_are_not_called_kept()
    {
        Bench bench;
        bench.okta.add(faulty());
        bench.okta.before = [](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (!call.path.endsWith(QLatin1String("/tokens")))
                return std::nullopt;
            return ScriptedOkta::error(403, QStringLiteral("E0000006"), QStringLiteral("You do not have permission"));
        };
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a21")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("ppSps"));
        QVERIFY(!job.checks().isPassed());
    }

    void groups_are_assigned_and_removed()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.assigned.insert(Id, {QStringLiteral("00gE")});
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a27")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pSppp"));
        QCOMPARE(bench.okta.assigned.value(Id), QStringList{QStringLiteral("00gA")});
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void lost_replies_of_assignments_and_activation_are_settled_by_what_okta_holds_data()
    {
        QTest::addColumn<QString>("at");
        QTest::addColumn<int>("status"); // 0: hung up
        QTest::addColumn<bool>("isCarriedOut");
        for (const char *at : {"PUT /groups/00gA", "DELETE /groups/00gE", "POST /lifecycle/activate"}) {
            for (const int status : {0, 500}) {
                for (const bool isCarriedOut : {true, false})
                    QTest::addRow("%s, %d, %s", at, status, isCarriedOut ? "carried out" : "not carried out")
                        << QString::fromLatin1(at) << status << isCarriedOut;
            }
        }
    }
    void lost_replies_of_assignments_and_activation_are_settled_by_what_okta_holds()
    {
        QFETCH(QString, at);
        QFETCH(int, status);
        QFETCH(bool, isCarriedOut);
        Bench bench;
        bench.okta.add(okta::withValueAt(goodApplication(), u"status", QStringLiteral("INACTIVE")));
        bench.okta.assigned.insert(Id, {QStringLiteral("00gE")});
        int times = 0;
        const auto isIt = [&at](const ScriptedOkta::Call &call) {
            return call.method == at.section(QLatin1Char(' '), 0, 0).toLatin1()
                && call.path.contains(at.section(QLatin1Char(' '), 1));
        };
        ScriptedOkta::Answer trouble =
            ScriptedOkta::error(500, QStringLiteral("E0000009"), QStringLiteral("Internal Server Error"));
        trouble.hangsUp = status == 0;
        bench.okta.before = [&](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            return isIt(call) && times++ == 0 && !isCarriedOut ? std::optional(trouble) : std::nullopt;
        };
        bench.okta.after = [&](const ScriptedOkta::Call &call, ScriptedOkta::Answer &answer) {
            if (isIt(call) && times == 1)
                answer = trouble;
        };
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a1"), QStringLiteral("a27")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QVERIFY2(job.checks().isPassed(), qPrintable(Bench::statuses(job)));
        QCOMPARE(times, isCarriedOut ? 1 : 2);
        QCOMPARE(bench.okta.assigned.value(Id), QStringList{QStringLiteral("00gA")});
        QCOMPARE(job.application()->status(), QStringLiteral("ACTIVE"));
    }

    void broker_mode_that_is_still_being_switched_off_refuses_groups_and_says_so()
    {
        Bench bench;
        bench.okta.add(okta::withValueAt(goodApplication(), okta::paths::ImplicitAssignment, true));
        bench.okta.before = [](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (call.method != "PUT" || !call.path.contains(QLatin1String("/groups/")))
                return std::nullopt;
            return ScriptedOkta::error(400, QStringLiteral("E0000001"),
                                       QStringLiteral("Api validation failed: GroupAppAssignment"),
                                       {QStringLiteral("It is not possible to assign groups to an AppInstance that has "
                                                       "Federation Broker Mode enabled")});
        };
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a25"), QStringLiteral("a26")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        const auto *const refusal = Bench::problem<ApiError>(job, "groups-changed");
        QVERIFY(refusal);
        QCOMPARE(okta::applicationRefusal(*refusal), okta::ApplicationRefusal::GroupsRefusedByBrokerMode);
        QVERIFY(!job.checks().isPassed());
    }

    void a_setting_that_was_to_go_and_stays_is_told()
    {
        Bench bench;
        bench.okta.add(
            okta::withValueAt(goodApplication(), okta::paths::IdTokenEncryption, QStringLiteral("RSA-OAEP")));
        bench.okta.stored = [](QJsonObject &app) { // what is left out stays as it was
            app = okta::withValueAt(app, okta::paths::IdTokenEncryption, QStringLiteral("RSA-OAEP"));
        };
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a19")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::problem<ApplicationError>(job, "read-back")->differences.first().path,
                 okta::paths::IdTokenEncryption.toString());
    }

    void an_assignment_that_okta_forgets_is_told()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.after = [&](const ScriptedOkta::Call &call, ScriptedOkta::Answer &) {
            if (call.method == "PUT" && call.path.contains(QLatin1String("/groups/")))
                bench.okta.assigned[Id].clear();
        };
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a26")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::problem<ApplicationError>(job, "read-back")->reason, Reason::NotAsAsked);
    }

    void an_inactive_app_is_activated()
    {
        Bench bench;
        bench.okta.add(okta::withValueAt(goodApplication(), u"status", QStringLiteral("INACTIVE")));
        okta::ChangeApplicationJob job(Id, repair({QStringLiteral("a1")}), {}, bench.session);
        QVERIFY(Bench::run(job));
        QVERIFY(job.checks().isPassed());
        QCOMPARE(job.application()->status(), QStringLiteral("ACTIVE"));
        QCOMPARE(bench.undescribed(), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_ChangeApplicationJob)
#include "tst_ChangeApplicationJob.moc"

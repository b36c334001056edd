#include "okta/ChangeApplicationJob.h"

#include "okta/ApplicationJobBench.h"

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

#include "okta/DeleteApplicationJob.h"

#include "okta/ApplicationJobBench.h"

using okta::ApplicationError;
using Reason = okta::ApplicationError::Reason;
using Bench = ApplicationJobBench;

namespace {

const QString Id = QStringLiteral("0oaGOOD00000000001d7");
const QString Marker = QStringLiteral("Made by Okta Setup for Pomerium 2026-11-28 (abcdefgh)");

} // namespace

class tst_DeleteApplicationJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void our_app_is_deactivated_deleted_and_seen_to_be_gone()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        okta::DeleteApplicationJob job(Id, Marker, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
        QVERIFY(bench.okta.appIds().isEmpty());
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void an_app_that_is_not_ours_is_left_alone_data()
    {
        QTest::addColumn<QString>("note");
        QTest::addColumn<QString>("marker");
        QTest::newRow("no note") << QString() << Marker;
        QTest::newRow("of another start")
            << QStringLiteral("Made by Okta Setup for Pomerium 2026-11-27 (zzzzzzzz)") << Marker;
        QTest::newRow("edited") << Marker + QStringLiteral(" now of the web team") << Marker;
        QTest::newRow("no marker remembered") << QString() << QString();
        QTest::newRow("remembered text is no marker") << QStringLiteral("x") << QStringLiteral("x");
    }
    void an_app_that_is_not_ours_is_left_alone()
    {
        QFETCH(QString, note);
        QFETCH(QString, marker);
        Bench bench;
        bench.okta.add(okta::withValueAt(goodApplication(), okta::paths::AdminNote, note));
        okta::DeleteApplicationJob job(Id, marker, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("fsss"));
        QCOMPARE(Bench::problem<ApplicationError>(job, "app-ours")->reason, Reason::NotOurs);
        QCOMPARE(bench.okta.app(Id).value(QStringLiteral("status")).toString(), QStringLiteral("ACTIVE"));
    }

    void a_lost_reply_to_the_deletion_is_looked_after()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.after = [](const ScriptedOkta::Call &call, ScriptedOkta::Answer &answer) {
            answer.hangsUp = call.method == "DELETE";
        };
        okta::DeleteApplicationJob job(Id, Marker, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
        QVERIFY(bench.okta.appIds().isEmpty());
    }

    void a_lost_reply_to_the_deactivation_is_looked_after()
    {
        for (const bool isCarriedOut : {true, false}) {
            Bench bench;
            bench.okta.add(goodApplication());
            int times = 0;
            const auto isIt = [](const ScriptedOkta::Call &call) {
                return call.path.endsWith(QLatin1String("deactivate"));
            };
            bench.okta.before = [&](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
                return isIt(call) && times++ == 0 && !isCarriedOut ? std::optional(ScriptedOkta::Answer{0, {}, true})
                                                                   : std::nullopt;
            };
            bench.okta.after = [&](const ScriptedOkta::Call &call, ScriptedOkta::Answer &answer) {
                answer.hangsUp = isIt(call) && times == 1;
            };
            okta::DeleteApplicationJob job(Id, Marker, bench.session);
            QVERIFY(Bench::run(job));
            QCOMPARE(Bench::statuses(job), QStringLiteral("pppp"));
            QCOMPARE(times, isCarriedOut ? 1 : 2);
        }
    }

    void an_app_that_is_gone_is_gone_only_where_the_deletion_was_begun()
    {
        Bench bench;
        okta::DeleteApplicationJob begun(Id, Marker, bench.session, true);
        QVERIFY(Bench::run(begun));
        QCOMPARE(Bench::statuses(begun), QStringLiteral("SSSp"));
        okta::DeleteApplicationJob fresh(Id, Marker, bench.session);
        QVERIFY(Bench::run(fresh));
        QCOMPARE(Bench::statuses(fresh), QStringLiteral("fsss")); // or hidden from this role
    }

    void an_app_that_is_still_there_is_not_called_deleted()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.before = [](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            return call.method == "DELETE" ? std::optional(ScriptedOkta::Answer{204, {}, false}) : std::nullopt;
        };
        okta::DeleteApplicationJob job(Id, Marker, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::problem<ApplicationError>(job, "app-gone")->reason, Reason::StillThere);
        QVERIFY(!job.checks().isPassed());
    }
};

QTEST_GUILESS_MAIN(tst_DeleteApplicationJob)
#include "tst_DeleteApplicationJob.moc"

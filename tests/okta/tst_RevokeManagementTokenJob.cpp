#include "okta/RevokeManagementTokenJob.h"

#include "okta/ApplicationJobBench.h"

using okta::ApplicationError;
using Reason = okta::ApplicationError::Reason;
using Bench = ApplicationJobBench;

class tst_RevokeManagementTokenJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_token_is_revoked_and_seen_to_be_rejected()
    {
        Bench bench;
        okta::RevokeManagementTokenJob job(bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pp"));
        QVERIFY(job.isProven());
        QVERIFY(bench.okta.isTokenRevoked);
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void a_token_that_still_works_is_told()
    {
        Bench bench;
        bench.okta.revokesReally = false;
        okta::RevokeManagementTokenJob job(bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pf"));
        QCOMPARE(Bench::problem<ApplicationError>(job, "token-rejected")->reason, Reason::TokenStillWorks);
        QVERIFY(!job.isProven());
    }

    void a_lost_reply_is_settled_by_the_proof()
    {
        Bench bench;
        bench.okta.after = [](const ScriptedOkta::Call &call, ScriptedOkta::Answer &answer) {
            answer.hangsUp = call.method == "DELETE";
        };
        okta::RevokeManagementTokenJob job(bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("pp"));
        QVERIFY(job.isProven());
    }

    void a_refusal_is_no_proof()
    {
        Bench bench;
        bench.okta.before = [](const ScriptedOkta::Call &) -> std::optional<ScriptedOkta::Answer> {
            return ScriptedOkta::error(403, QStringLiteral("E0000006"), QStringLiteral("You do not have permission"));
        };
        okta::RevokeManagementTokenJob job(bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::statuses(job), QStringLiteral("fs"));
        QVERIFY(!job.isProven());
    }
};

QTEST_GUILESS_MAIN(tst_RevokeManagementTokenJob)
#include "tst_RevokeManagementTokenJob.moc"

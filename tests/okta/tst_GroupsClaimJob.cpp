#include "okta/GroupsClaimJob.h"

#include "okta/ApplicationJobBench.h"

using okta::ApplicationError;
using Bench = ApplicationJobBench;

namespace {

const QString Id = QStringLiteral("0oaGOOD00000000001d7");
const QString Post = QStringLiteral("POST /api/v1/apps/%1/federated-claims").arg(Id);

} // namespace

class tst_GroupsClaimJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_is_added_and_removed_again()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        okta::GroupsClaimJob job(Id, bench.session);
        QVERIFY(Bench::run(job));
        QVERIFY(job.checks().isPassed());
        const QJsonObject claim = bench.okta.federatedClaims.value(Id).first().toObject();
        QCOMPARE(claim.value(QStringLiteral("name")).toString(), QStringLiteral("groups"));
        QVERIFY(claim.value(QStringLiteral("expression")).toString().endsWith(QLatin1String("![profile.name]")));
        QCOMPARE(job.claimId(), claim.value(QStringLiteral("id")).toString());
        okta::GroupsClaimJob removal(Id, job.claimId(), bench.session);
        QVERIFY(Bench::run(removal));
        QVERIFY(removal.checks().isPassed());
        QVERIFY(bench.okta.federatedClaims.value(Id).isEmpty());
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void one_that_is_there_is_not_ours()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.federatedClaims.insert(Id,
                                          {QJsonObject{{QStringLiteral("id"), QStringLiteral("ofcTHEIRS")},
                                                       {QStringLiteral("name"), QStringLiteral("groups")}}});
        okta::GroupsClaimJob job(Id, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::problem<ApplicationError>(job, "claim-free")->reason, ApplicationError::Reason::ClaimExists);
        QCOMPARE(bench.okta.count(Post), 0);
        QVERIFY(job.claimId().isEmpty());
    }

    void a_lost_reply_is_settled_by_what_okta_holds_data()
    {
        QTest::addColumn<bool>("isCarriedOut");
        QTest::newRow("carried out") << true;
        QTest::newRow("not carried out") << false;
    }
    void a_lost_reply_is_settled_by_what_okta_holds()
    {
        QFETCH(bool, isCarriedOut);
        Bench bench;
        bench.okta.add(goodApplication());
        const ScriptedOkta::Answer lost{0, {}, true};
        bench.okta.before = [&](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            return call.line() == Post && !isCarriedOut ? std::optional(lost) : std::nullopt;
        };
        bench.okta.after = [&](const ScriptedOkta::Call &call, ScriptedOkta::Answer &answer) {
            if (call.line() == Post)
                answer = lost;
        };
        okta::GroupsClaimJob job(Id, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(job.checks().isPassed(), isCarriedOut);
        QCOMPARE(bench.okta.count(Post), 1);
        QCOMPARE(bench.okta.federatedClaims.value(Id).size(), isCarriedOut ? 1 : 0);
    }

    void classic_engine_refuses_and_says_so()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.before = [&](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (!call.path.endsWith(QLatin1String("federated-claims")))
                return std::nullopt;
            return ScriptedOkta::error(404, QStringLiteral("E0000007"), QStringLiteral("Not found"));
        };
        okta::GroupsClaimJob job(Id, bench.session);
        QVERIFY(Bench::run(job));
        QVERIFY(job.checks().hasFailed());
        QVERIFY(Bench::problem<okta::ApiError>(job, "claim-free"));
    }
};

QTEST_GUILESS_MAIN(tst_GroupsClaimJob)
#include "tst_GroupsClaimJob.moc"

#include "okta/AuditApplicationJob.h"

#include "okta/ApplicationJobBench.h"

using checks::Skip;
using checks::Status;
using okta::ApiError;
using Bench = ApplicationJobBench;

namespace {

const QString Id = QStringLiteral("0oaGOOD00000000001d7");

okta::FindApplicationJob::Wanted byId()
{
    okta::FindApplicationJob::Wanted which;
    which.clientId = Id;
    return which;
}

} // namespace

class tst_AuditApplicationJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_good_app_passes_and_nothing_is_changed()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.assigned.insert(Id, {QStringLiteral("00gA")});
        okta::AuditApplicationJob job(byId(), Bench::wanted(), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(job.checks().size(), 34);
        QVERIFY2(job.checks().isPassed(), qPrintable(Bench::statuses(job)));
        for (const auto &call : bench.okta.calls())
            QCOMPARE(call.method, QByteArray("GET"));
        QCOMPARE(bench.okta.count(QStringLiteral("GET /api/v1/apps/%1/credentials/secrets").arg(Id)), 0);
        QVERIFY(bench.okta.calls().size() <= 9);
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void an_app_with_a_chosen_client_id_is_found_in_the_list()
    {
        Bench bench;
        bench.okta.add(okta::withValueAt(goodApplication(), okta::paths::ClientId, QStringLiteral("chosen-client")));
        auto which = byId();
        which.clientId = QStringLiteral("chosen-client");
        okta::AuditApplicationJob job(which, Bench::wanted(), {}, bench.session);
        QVERIFY(Bench::run(job));
        QVERIFY(job.evidence().application);
        QCOMPARE((*job.evidence().application)->id(), Id);
    }

    void two_apps_of_one_name_are_not_guessed_between()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        QJsonObject second = goodApplication();
        second.insert(QStringLiteral("id"), QStringLiteral("0oaSECOND"));
        bench.okta.add(second);
        okta::FindApplicationJob::Wanted which;
        which.label = QStringLiteral("Pomerium");
        okta::AuditApplicationJob job(which, Bench::wanted(), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(Bench::problem<okta::ApplicationError>(job, "a1")->reason,
                 okta::ApplicationError::Reason::SeveralFound);
        QCOMPARE(job.checks().count(Status::Passed), 0);
    }

    void what_is_refused_is_never_good_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("row");
        QTest::newRow("groups") << QStringLiteral("/groups") << QStringLiteral("a27");
        QTest::newRow("owner") << QStringLiteral("/users/00uADMIN") << QStringLiteral("a28");
        QTest::newRow("policy") << QStringLiteral("/rules") << QStringLiteral("a29");
        QTest::newRow("grants") << QStringLiteral("/grants") << QStringLiteral("a31");
    }
    void what_is_refused_is_never_good()
    {
        QFETCH(QString, path);
        QFETCH(QString, row);
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.assigned.insert(Id, {QStringLiteral("00gA")});
        bench.okta.before = [&path](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (!call.path.endsWith(path))
                return std::nullopt;
            return ScriptedOkta::error(403, QStringLiteral("E0000006"), QStringLiteral("You do not have permission"));
        };
        okta::AuditApplicationJob job(byId(), Bench::wanted(), {}, bench.session);
        QVERIFY(Bench::run(job));
        const auto &check = job.checks().check(row);
        QCOMPARE(check.status, Status::Skipped);
        QCOMPARE(check.skip, Skip::CouldNotCheck);
        QCOMPARE(check.problem->as<ApiError>()->errorCode, QStringLiteral("E0000006"));
        QVERIFY(!job.checks().isPassed());
    }

    void who_is_not_assigned_is_told_before_a_browser_opens()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.assigned.insert(Id, {QStringLiteral("00gA")});
        bench.okta.assignedUsers = {QStringLiteral("00uOTHER")};
        okta::AuditApplicationJob job(byId(), Bench::wanted(), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(job.checks().status(QStringLiteral("a28")), Status::Warning);
    }

    void secrets_are_read_only_when_asked_and_left_nowhere()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        okta::AuditApplicationJob::Options options;
        options.readsSecrets = true;
        okta::AuditApplicationJob job(byId(), Bench::wanted(), options, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(job.checks().status(QStringLiteral("a30")), Status::Passed);
        for (const auto &check : job.checks())
            QVERIFY(!check.detail.contains(bench.okta.secretOf(Id)));
        QCOMPARE(bench.undescribed(), QStringList());
    }

    void a_wrong_token_says_so_once()
    {
        Bench bench;
        bench.okta.isTokenRevoked = true;
        okta::AuditApplicationJob job(byId(), Bench::wanted(), {}, bench.session);
        QVERIFY(Bench::run(job));
        QCOMPARE(job.checks().count(Status::Failed), 1);
        QCOMPARE(Bench::problem<ApiError>(job, "a1")->reason, ApiError::Reason::TokenInvalid);
        QCOMPARE(bench.okta.calls().size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_AuditApplicationJob)
#include "tst_AuditApplicationJob.moc"

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

    void the_issuer_that_discovery_names_for_the_client_is_the_proof()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.assigned.insert(Id, {QStringLiteral("00gA")});
        auto wanted = Bench::wanted();
        wanted.issuer = bench.okta.url();
        bench.okta.issuer = wanted.issuer;
        okta::AuditApplicationJob good(byId(), wanted, {}, bench.session);
        QVERIFY(Bench::run(good));
        QCOMPARE(good.checks().check(QStringLiteral("a16")).detail, wanted.issuer);
        QCOMPARE(bench.okta.discoveries, QStringList{QStringLiteral("client_id=") + Id});

        bench.okta.issuer = QStringLiteral("https://login.acme.example");
        okta::AuditApplicationJob bad(byId(), wanted, {}, bench.session);
        QVERIFY(Bench::run(bad));
        QCOMPARE(bad.checks().status(QStringLiteral("a16")), Status::Failed);
        QCOMPARE(bad.checks().count(Status::Failed), 1);

        bench.okta.issuer.clear(); // no document: the setting tells
        okta::AuditApplicationJob silent(byId(), wanted, {}, bench.session);
        QVERIFY(Bench::run(silent));
        QCOMPARE(silent.checks().status(QStringLiteral("a16")), Status::Passed);
    }

    void a_custom_authorization_server_is_read_as_far_as_it_decides()
    {
        Bench bench;
        bench.okta.add(goodApplication());
        bench.okta.assigned.insert(Id, {QStringLiteral("00gA")});
        auto wanted = Bench::wanted();
        wanted.authorizationServer = QStringLiteral("aus1");
        wanted.usesGroupsClaim = true;
        wanted.scopes = QStringList{QStringLiteral("openid"), QStringLiteral("groups")};
        const auto parse = [](const char *text) { return QJsonDocument::fromJson(text).object(); };
        bench.okta.authorizationServers.insert(QStringLiteral("aus1"), parse(R"({"status":"ACTIVE",
            "scopes":[{"name":"openid"},{"name":"groups"}],
            "claims":[{"name":"groups","claimType":"IDENTITY","status":"ACTIVE","alwaysIncludeInToken":true}],
            "policies":[{"id":"00p1","name":"P","status":"ACTIVE","conditions":{"clients":{"include":["ALL_CLIENTS"]}},
                "_links":{"rules":{"href":"/api/v1/authorizationServers/aus1/policies/00p1/rules"}}}],
            "rules":{"00p1":[{"name":"R","status":"ACTIVE","conditions":{"scopes":{"include":["*"]},
                "grantTypes":{"include":["authorization_code"]}}}]}})"));
        okta::AuditApplicationJob job(byId(), wanted, {}, bench.session);
        QVERIFY(Bench::run(job));
        QVERIFY2(job.checks().isPassed(), qPrintable(Bench::statuses(job)));
        QCOMPARE(job.checks().status(QStringLiteral("a33")), Status::Passed);
        QCOMPARE(job.checks().status(QStringLiteral("a34")), Status::Passed);

        // An org without API Access Management refuses, and that is not good.
        bench.okta.authorizationServers.clear();
        okta::AuditApplicationJob refused(byId(), wanted, {}, bench.session);
        QVERIFY(Bench::run(refused));
        QCOMPARE(refused.checks().check(QStringLiteral("a34")).problem->as<ApiError>()->errorCode,
                 QStringLiteral("E0000015"));
        QVERIFY(!refused.checks().isPassed());
        QCOMPARE(refused.checks().count(Status::Failed), 0);
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

#include "okta/CheckApiTokenJob.h"

#include "demo/Org.h"
#include "support/RawServer.h"

#include <QSignalSpy>
#include <QTest>

using okta::ApiError;
using okta::TokenCheckId;
using okta::TokenNote;

namespace {

QString statuses(const okta::TokenReport &report)
{
    QString letters;
    for (const auto &check : report.checks)
        letters += QStringLiteral("?rpwfs").at(static_cast<int>(check.status));
    return letters;
}

} // namespace

class tst_CheckApiTokenJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_good_token_passes_with_its_owner()
    {
        demo::Org org;
        const auto report = check(org.url(), org.apiToken());
        QCOMPARE(statuses(report), QStringLiteral("pppp"));
        QVERIFY(report.isPassed());
        QVERIFY(report.owner && !report.owner->login.isEmpty());
        QCOMPARE(report.owner->status, QStringLiteral("ACTIVE"));
        QVERIFY(report.groupsRate.limit.value_or(0) > 0);
    }

    void it_asks_each_thing_once_and_never_touches_the_token_itself()
    {
        demo::Org org;
        check(org.url(), org.apiToken());
        QCOMPARE(org.requestCount(QStringLiteral("/.well-known/okta-organization")), 1);
        QCOMPARE(org.requestCount(QStringLiteral("/api/v1/users/me")), 1);
        QCOMPARE(org.requestCount(QStringLiteral("/api/v1/groups")), 2); // the list, and one group's members
        QCOMPARE(org.requestCount(QStringLiteral("/api/v1/api-tokens")), 0);
        QVERIFY(!org.isApiTokenRevoked());
    }

    void a_wrong_token_fails_where_it_is_wrong()
    {
        demo::Org org;
        const auto report = check(org.url(), QStringLiteral("00") + QString(40, QLatin1Char('x')));
        QCOMPARE(statuses(report), QStringLiteral("pfss"));
        QCOMPARE(report.check(TokenCheckId::TokenAccepted).problem->reason, ApiError::Reason::TokenInvalid);
        QCOMPARE(report.check(TokenCheckId::TokenAccepted).problem->errorCode, QStringLiteral("E0000011"));
        QVERIFY(!report.isPassed());
    }

    void a_token_without_rights_fails_at_the_groups()
    {
        demo::Settings settings;
        settings.mood = demo::Mood::TokenWithoutRights;
        demo::Org org(settings);
        const auto report = check(org.url(), org.apiToken());
        QCOMPARE(statuses(report), QStringLiteral("ppfs"));
        QCOMPARE(report.check(TokenCheckId::ListGroups).problem->reason, ApiError::Reason::NotPermitted);
    }

    void a_rate_limit_says_when_and_is_not_retried()
    {
        demo::Settings settings;
        settings.mood = demo::Mood::RateLimited;
        demo::Org org(settings);
        const auto report = check(org.url(), org.apiToken());
        QCOMPARE(statuses(report), QStringLiteral("ppfs"));
        const auto &problem = *report.check(TokenCheckId::ListGroups).problem;
        QCOMPARE(problem.reason, ApiError::Reason::RateLimited);
        QVERIFY(problem.retryAt && *problem.retryAt > QDateTime::currentDateTimeUtc());
        QCOMPARE(org.requestCount(QStringLiteral("/api/v1/groups")), 1);
    }

    void an_organisation_that_hangs_up_fails_first()
    {
        demo::Settings settings;
        settings.mood = demo::Mood::HangsUp;
        demo::Org org(settings);
        const auto report = check(org.url(), org.apiToken());
        QCOMPARE(statuses(report), QStringLiteral("fsss"));
        QCOMPARE(report.check(TokenCheckId::Organization).problem->reason, ApiError::Reason::Transport);
    }

    void a_server_that_is_not_known_to_be_okta_is_a_warning()
    {
        RawServer server;
        server.setHandler([](QTcpSocket &socket, const RawRequest &request) {
            if (request.target() == "/api/v1/users/me")
                socket.write(httpAnswer(R"({"id":"00u1","status":"SUSPENDED","profile":{"login":"a@b.example"}})"));
            else if (request.target() == "/api/v1/groups?limit=1")
                socket.write(httpAnswer("[]"));
            else
                socket.write(httpAnswer("{}", "404 Not Found"));
        });
        const auto report = check(server.url(), QStringLiteral("00x"));
        QCOMPARE(statuses(report), QStringLiteral("wwws"));
        QCOMPARE(report.check(TokenCheckId::Organization).note, TokenNote::OrganizationUnconfirmed);
        QCOMPARE(report.check(TokenCheckId::TokenAccepted).note, TokenNote::OwnerNotActive);
        QCOMPARE(report.check(TokenCheckId::ListGroups).note, TokenNote::NoGroups);
        QCOMPARE(report.check(TokenCheckId::ListMembers).note, TokenNote::NoGroupToAsk);
        QVERIFY(report.isPassed());
    }

    void a_group_id_of_a_hostile_server_stays_one_path_segment()
    {
        RawServer server;
        server.setHandler([](QTcpSocket &socket, const RawRequest &request) {
            if (request.target() == "/.well-known/okta-organization")
                socket.write(httpAnswer(R"({"id":"00o1"})"));
            else if (request.target() == "/api/v1/users/me")
                socket.write(httpAnswer(R"({"id":"00u1","status":"ACTIVE","profile":{}})"));
            else if (request.target() == "/api/v1/groups?limit=1")
                socket.write(httpAnswer(R"([{"id":"../api-tokens/current?x=","profile":{"name":"g"}}])"));
            else
                socket.write(httpAnswer("[]"));
        });
        const auto report = check(server.url(), QStringLiteral("00x"));
        QCOMPARE(statuses(report), QStringLiteral("pppp"));
        QCOMPARE(server.requests().last().target(), "/api/v1/groups/..%2Fapi-tokens%2Fcurrent%3Fx%3D/users?limit=1");
    }

    void dropping_it_hangs_up_and_stays_silent()
    {
        demo::Settings settings;
        settings.mood = demo::Mood::Silent;
        demo::Org org(settings);
        http::Client http;
        auto job = std::make_unique<okta::CheckApiTokenJob>(*okta::OrgUrl::parse(org.url().toString()),
                                                            *okta::ApiToken::parse(org.apiToken()), http);
        int finished = 0;
        connect(job.get(), &Job::finished, this, [&finished] { ++finished; });
        job->start();
        QTRY_COMPARE(org.requestCount(QStringLiteral("/")), 1);
        job.reset();
        QTRY_COMPARE(org.openConnections(), 0);
        QCOMPARE(finished, 0);
    }

private:
    okta::TokenReport check(const QUrl &url, const QString &token)
    {
        http::Client http;
        okta::CheckApiTokenJob job(*okta::OrgUrl::parse(url.toString()), *okta::ApiToken::parse(token), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        if (!finished.wait(20000))
            QTest::qFail("the check did not end", __FILE__, __LINE__);
        return job.report();
    }
};

QTEST_GUILESS_MAIN(tst_CheckApiTokenJob)
#include "tst_CheckApiTokenJob.moc"

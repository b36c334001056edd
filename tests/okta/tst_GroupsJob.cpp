#include "okta/GroupsJob.h"

#include "demo/Org.h"
#include "support/RawServer.h"

#include <QSignalSpy>
#include <QTest>

using okta::ApiError;

namespace {

http::Response withLink(const QByteArray &link)
{
    http::Response response;
    response.headers = {{"link", "<https://a.example/self>; rel=\"self\""}, {"Link", link}};
    return response;
}

} // namespace

class tst_GroupsJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void all_pages_are_read_in_order()
    {
        demo::Settings settings;
        settings.groupCount = 450;
        demo::Org org(settings);
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(org.url().toString()), *okta::ApiToken::parse(org.apiToken()), http);
        QList<okta::Group> groups;
        connect(&job, &okta::GroupsJob::pageArrived, this, [&] { groups += job.takePage(); });
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QVERIFY(job.outcome());
        QCOMPARE(*job.outcome(), 450);
        QCOMPARE(job.pages(), 3);
        QCOMPARE(groups.size(), 450);
        for (int index = 0; index < 450; ++index) {
            QCOMPARE(groups.at(index).id, org.group(index).id);
            QCOMPARE(groups.at(index).name, org.group(index).name);
        }
        QCOMPARE(org.requestCount(QStringLiteral("/api/v1/groups")), 3);
    }

    void a_rate_limit_is_waited_for_until_its_time()
    {
        demo::Settings settings;
        settings.groupCount = 5 * 200;
        settings.rateLimit = 4; // a token may use two calls in each window
        settings.rateLimitWindow = 1;
        demo::Org org(settings);
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(org.url().toString()), *okta::ApiToken::parse(org.apiToken()), http);
        int waits = 0;
        connect(&job, &okta::GroupsJob::waitingChanged, this, [&] { waits += job.waitingUntil().has_value(); });
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(30000));
        QVERIFY(job.outcome());
        QCOMPARE(*job.outcome(), 1000);
        QVERIFY(waits >= 1);
    }

    void a_link_that_lies_is_not_followed_data()
    {
        QTest::addColumn<QByteArray>("next");
        QTest::newRow("another host") << QByteArray("https://evil.example/api/v1/groups?after=1");
        QTest::newRow("another port") << QByteArray("http://127.0.0.1:1/api/v1/groups?after=1");
        QTest::newRow("another path") << QByteArray("/api/v1/api-tokens/current");
        QTest::newRow("user name") << QByteArray("//127.0.0.1@evil.example/api/v1/groups");
        QTest::newRow("the same page") << QByteArray("/api/v1/groups?limit=200");
        QTest::newRow("not a URL") << QByteArray("http://[");
    }
    void a_link_that_lies_is_not_followed()
    {
        QFETCH(QByteArray, next);
        RawServer server;
        server.setAnswer(httpAnswer(R"([{"id":"00g1","profile":{"name":"a"},"type":"OKTA_GROUP"}])", "200 OK",
                                    "Link: <" + next + ">; rel=\"next\"\r\n"));
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()), *okta::ApiToken::parse(QStringLiteral("00x")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QVERIFY(!job.outcome());
        QCOMPARE(job.outcome().error().reason, ApiError::Reason::LinkInvalid);
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(job.takePage().size(), 1); // what came is not lost
    }

    void a_circle_of_pages_ends()
    {
        RawServer server;
        server.setHandler([](QTcpSocket &socket, const RawRequest &request) {
            const QByteArray next = request.target().contains("after=b") ? "a" : "b";
            socket.write(httpAnswer("[]", "200 OK", "Link: </api/v1/groups?limit=200&after=" + next + ">; rel=\"next\"\r\n"));
        });
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()), *okta::ApiToken::parse(QStringLiteral("00x")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QCOMPARE(job.outcome().error().reason, ApiError::Reason::LinkInvalid);
        QVERIFY(server.requests().size() <= 4);
    }

    void a_failure_in_the_middle_keeps_what_came()
    {
        RawServer server;
        server.setHandler([](QTcpSocket &socket, const RawRequest &request) {
            if (request.target().contains("after"))
                socket.write(httpAnswer("[{\"id\":\"00g2\"", "200 OK"));
            else
                socket.write(httpAnswer(R"([{"id":"00g1","profile":{"name":"a"}}])", "200 OK",
                                        "Link: </api/v1/groups?limit=200&after=x>; rel=\"next\"\r\n"));
        });
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()), *okta::ApiToken::parse(QStringLiteral("00x")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QCOMPARE(job.outcome().error().reason, ApiError::Reason::Malformed);
        QCOMPARE(job.count(), 1);
    }

    void the_next_link_is_found_data()
    {
        QTest::addColumn<QByteArray>("link");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("alone") << QByteArray("<https://a.example/?after=1>; rel=\"next\"") << QByteArray("https://a.example/?after=1");
        QTest::newRow("without quotes") << QByteArray("<https://a.example/>; rel=next") << QByteArray("https://a.example/");
        QTest::newRow("capitals") << QByteArray("<https://a.example/>; REL=\"NEXT\"") << QByteArray("https://a.example/");
        QTest::newRow("second in one header")
            << QByteArray("<https://a.example/s>; rel=\"self\", <https://a.example/n>; rel=\"next\"") << QByteArray("https://a.example/n");
        QTest::newRow("comma in the target") << QByteArray("<https://a.example/?q=a,b>; rel=\"next\"") << QByteArray("https://a.example/?q=a,b");
        QTest::newRow("other relation") << QByteArray("<https://a.example/>; rel=\"prev\"") << QByteArray();
        QTest::newRow("rubbish") << QByteArray("next") << QByteArray();
    }
    void the_next_link_is_found()
    {
        QFETCH(QByteArray, link);
        QFETCH(QByteArray, target);
        QCOMPARE(okta::nextLinkTarget(withLink(link)), target);
    }
};

QTEST_GUILESS_MAIN(tst_GroupsJob)
#include "tst_GroupsJob.moc"

#include "okta/GroupsJob.h"

#include "demo/Org.h"
#include "support/RawServer.h"

#include <QSignalSpy>
#include <QTest>

using okta::ApiError;

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
        QTest::newRow("the same page") << QByteArray("/api/v1/groups?limit=200&expand=stats");
        QTest::newRow("not a URL") << QByteArray("http://[");
    }
    void a_link_that_lies_is_not_followed()
    {
        QFETCH(QByteArray, next);
        RawServer server;
        server.setAnswer(httpAnswer(R"([{"id":"00g1","profile":{"name":"a"},"type":"OKTA_GROUP"}])", "200 OK",
                                    "Link: <" + next + ">; rel=\"next\"\r\n"));
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()),
                            *okta::ApiToken::parse(QStringLiteral("00x")), http);
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
            socket.write(
                httpAnswer("[]", "200 OK", "Link: </api/v1/groups?limit=200&after=" + next + ">; rel=\"next\"\r\n"));
        });
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()),
                            *okta::ApiToken::parse(QStringLiteral("00x")), http);
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
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()),
                            *okta::ApiToken::parse(QStringLiteral("00x")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QCOMPARE(job.outcome().error().reason, ApiError::Reason::Malformed);
        QCOMPARE(job.count(), 1);
    }

    void a_list_that_brings_nothing_new_ends()
    {
        RawServer server;
        server.setHandler([&server](QTcpSocket &socket, const RawRequest &) {
            const QByteArray next = QByteArray::number(server.requests().size());
            socket.write(httpAnswer(R"([{"id":"00g1"},{"id":"00g2"}])", "200 OK",
                                    "Link: </api/v1/groups?after=" + next + ">; rel=\"next\"\r\n"));
        });
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()),
                            *okta::ApiToken::parse(QStringLiteral("00x")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QCOMPARE(job.outcome().error().reason, ApiError::Reason::LinkInvalid);
        QVERIFY(server.requests().size() < 50);
        QCOMPARE(job.takePage().size(), 2);
    }

    void an_endless_list_of_long_names_ends()
    {
        RawServer server;
        int page = 0;
        server.setHandler([&page](QTcpSocket &socket, const RawRequest &) {
            ++page;
            QByteArray groups;
            for (int i = 0; i < 200; ++i)
                groups += (i > 0 ? ",{\"id\":\"00g" : "{\"id\":\"00g") + QByteArray::number(page * 200 + i)
                    + "\",\"profile\":{\"name\":\"" + QByteArray(400, 'x') + "\"}}";
            socket.write(httpAnswer('[' + groups + ']', "200 OK",
                                    "Link: </api/v1/groups?after=" + QByteArray::number(page) + ">; rel=\"next\"\r\n"));
        });
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()),
                            *okta::ApiToken::parse(QStringLiteral("00x")), http);
        qsizetype text = 0;
        connect(&job, &okta::GroupsJob::pageArrived, this, [&] {
            const auto groups = job.takePage();
            for (const okta::Group &group : groups)
                text += group.name.size();
        });
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 120'000);
        QVERIFY(!job.outcome());
        QCOMPARE(job.outcome().error().reason, ApiError::Reason::LinkInvalid);
        QVERIFY(text < 33 * 1024 * 1024);
        QVERIFY(job.count() > 100'000); // what an organization may have
    }

    void a_few_empty_pages_are_no_end()
    {
        // A role that may see some groups only is answered page by page, whatever is left on each.
        RawServer server;
        server.setHandler([&server](QTcpSocket &socket, const RawRequest &) {
            const auto page = server.requests().size();
            socket.write(page < 10 ? httpAnswer("[]", "200 OK",
                                                "Link: </api/v1/groups?after=" + QByteArray::number(page)
                                                    + ">; rel=\"next\"\r\n")
                                   : httpAnswer(R"([{"id":"00g1"}])"));
        });
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()),
                            *okta::ApiToken::parse(QStringLiteral("00x")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QVERIFY(job.outcome());
        QCOMPARE(*job.outcome(), 1);
    }

    void a_group_that_moved_is_counted_once()
    {
        RawServer server;
        server.setHandler([](QTcpSocket &socket, const RawRequest &request) {
            if (request.target().contains("after"))
                socket.write(httpAnswer(R"([{"id":"00g2"},{"id":"00g3"}])"));
            else
                socket.write(httpAnswer(R"([{"id":"00g1"},{"id":"00g2"}])", "200 OK",
                                        "Link: </api/v1/groups?after=x>; rel=\"next\"\r\n"));
        });
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()),
                            *okta::ApiToken::parse(QStringLiteral("00x")), http);
        QList<okta::Group> groups;
        connect(&job, &okta::GroupsJob::pageArrived, this, [&] { groups += job.takePage(); });
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QCOMPARE(*job.outcome(), 3);
        QCOMPARE(groups.size(), 3);
    }

    void what_is_no_group_is_not_counted_as_one()
    {
        RawServer server;
        server.setAnswer(httpAnswer(R"([{"id":"00g1"},"00g2"])"));
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()),
                            *okta::ApiToken::parse(QStringLiteral("00x")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QCOMPARE(job.outcome().error().reason, ApiError::Reason::Malformed);
        QCOMPARE(job.count(), 1);
    }

    void members_are_counted_where_the_organisation_does()
    {
        demo::Org org;
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(org.url().toString()), *okta::ApiToken::parse(org.apiToken()), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QCOMPARE(job.takePage().first().members, org.group(0).members);
    }

    void without_numbers_of_members_the_groups_come_all_the_same()
    {
        RawServer server;
        server.setHandler([](QTcpSocket &socket, const RawRequest &request) {
            if (request.target().contains("expand"))
                socket.write(httpAnswer(R"({"errorCode":"E0000031","errorSummary":"Invalid search criteria."})",
                                        "400 Bad Request"));
            else
                socket.write(httpAnswer(R"([{"id":"00g1"}])"));
        });
        http::Client http;
        okta::GroupsJob job(*okta::OrgUrl::parse(server.url().toString()),
                            *okta::ApiToken::parse(QStringLiteral("00x")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait(20000));
        QCOMPARE(*job.outcome(), 1);
        QCOMPARE(server.requests().size(), 2);
        QVERIFY(!job.takePage().first().members);
    }
};

QTEST_GUILESS_MAIN(tst_GroupsJob)
#include "tst_GroupsJob.moc"

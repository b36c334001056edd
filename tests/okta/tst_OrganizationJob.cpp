#include "okta/OrganizationJob.h"

#include "support/RawServer.h"

#include <QSignalSpy>
#include <QTest>

using okta::ApiError;
using okta::Organization;

namespace {

const QByteArray Acme = "{\"id\":\"00otivnuq1X5554yc1d7\",\"cell\":\"op3\",\"pipeline\":\"idx\",\"settings\":{},"
                        "\"_links\":{\"organization\":{\"href\":\"https://acme.okta.com\"},"
                        "\"alternate\":{\"href\":\"https://id.acme.com\"}}}";

} // namespace

class tst_OrganizationJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void an_organisation_tells_who_it_is()
    {
        RawServer server;
        server.setAnswer(httpAnswer(Acme));
        http::Client http;
        okta::OrganizationJob job(*okta::OrgUrl::parse(server.url().toString()), http);
        run(job);
        QVERIFY(job.outcome());
        QCOMPARE(job.outcome()->id, QStringLiteral("00otivnuq1X5554yc1d7"));
        QCOMPARE(job.outcome()->engine, Organization::Engine::Identity);
        QCOMPARE(job.outcome()->customDomainUrl, QStringLiteral("https://id.acme.com"));
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().first().target(), "/.well-known/okta-organization");
        QVERIFY(server.requests().first().header("Authorization").isNull());
    }

    void anything_else_has_its_reason_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<ApiError::Reason>("reason");
        using Reason = ApiError::Reason;
        QTest::newRow("1.3 no such organisation")
            << httpAnswer("<!DOCTYPE html>", "404 Not Found", "Content-Type: text/html\r\n")
            << Reason::NotAnOktaOrganization;
        QTest::newRow("404 JSON") << httpAnswer("{}", "404 Not Found") << Reason::NotAnOktaOrganization;
        QTest::newRow("HTML with 200") << httpAnswer("<html>", "200 OK", "Content-Type: text/html\r\n") << Reason::Html;
        QTest::newRow("empty") << httpAnswer("") << Reason::Empty;
        QTest::newRow("array") << httpAnswer("[]") << Reason::Malformed;
        QTest::newRow("no id") << httpAnswer("{}") << Reason::NotAnOktaOrganization;
        QTest::newRow("redirect") << httpAnswer("", "302 Found", "Location: https://evil.example/\r\n")
                                  << Reason::Redirected;
        QTest::newRow("401: no organisation asks for a password here")
            << httpAnswer("{}", "401 Unauthorized") << Reason::NotAnOktaOrganization;
        QTest::newRow("403") << httpAnswer("{}", "403 Forbidden") << Reason::NotAnOktaOrganization;
        QTest::newRow("405") << httpAnswer("", "405 Method Not Allowed") << Reason::NotAnOktaOrganization;
        QTest::newRow("418") << httpAnswer("{}", "418 I'm a teapot") << Reason::NotAnOktaOrganization;
        QTest::newRow("500") << httpAnswer("{}", "500 Internal Server Error") << Reason::ServerTrouble;
        QTest::newRow("429") << httpAnswer("{}", "429 Too Many Requests") << Reason::RateLimited;
        QTest::newRow("1.3 deactivated") << httpAnswer(R"({"errorCode":"E0000260","errorSummary":"x"})",
                                                       "403 Forbidden")
                                         << Reason::OrganizationDeactivated;
    }
    void anything_else_has_its_reason()
    {
        QFETCH(QByteArray, answer);
        QFETCH(ApiError::Reason, reason);
        RawServer server;
        server.setAnswer(answer);
        http::Client http;
        okta::OrganizationJob job(*okta::OrgUrl::parse(server.url().toString()), http);
        run(job);
        QVERIFY(!job.outcome());
        QCOMPARE(job.outcome().error().reason, reason);
    }

private:
    static void run(Job &job)
    {
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QVERIFY(finished.wait());
    }
};

QTEST_GUILESS_MAIN(tst_OrganizationJob)
#include "tst_OrganizationJob.moc"

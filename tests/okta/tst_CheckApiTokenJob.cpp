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

okta::ApiError problem(const okta::TokenReport &report, const QString &id)
{
    const auto &problem = report.checks.check(id).problem;
    const auto *error = problem ? problem->as<okta::ApiError>() : nullptr;
    if (error)
        return *error;
    qWarning("%s has no such problem", qPrintable(id));
    return {};
}

std::optional<TokenNote> note(const okta::TokenReport &report, const QString &id)
{
    const auto &problem = report.checks.check(id).problem;
    const auto *note = problem ? problem->as<TokenNote>() : nullptr;
    return note ? std::optional(*note) : std::nullopt;
}

/// An organisation in which everything is right, but for what a test says.
struct Answers
{
    QByteArray organization = httpAnswer(R"({"id":"00o1"})");
    QByteArray me = httpAnswer(R"({"id":"00u1","status":"ACTIVE","profile":{}})");
    QByteArray groups = httpAnswer(R"([{"id":"00g1","profile":{"name":"g"}}])");
    QByteArray members = httpAnswer(R"([{"id":"00u1"}])");

    void operator()(QTcpSocket &socket, const RawRequest &request) const
    {
        const QByteArray target = request.target();
        socket.write(target == "/.well-known/okta-organization" ? organization
                         : target == "/api/v1/users/me"         ? me
                         : target == "/api/v1/groups?limit=1"   ? groups
                                                                : members);
    }
};

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
        QVERIFY(report.checks.isPassed());
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
        QCOMPARE(problem(report, TokenCheckId::TokenAccepted).reason, ApiError::Reason::TokenInvalid);
        QCOMPARE(problem(report, TokenCheckId::TokenAccepted).errorCode, QStringLiteral("E0000011"));
        QVERIFY(!report.checks.isPassed());
    }

    void a_token_without_rights_fails_at_the_groups()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::TokenWithoutRights;
        demo::Org org(settings);
        const auto report = check(org.url(), org.apiToken());
        QCOMPARE(statuses(report), QStringLiteral("ppfs"));
        QCOMPARE(problem(report, TokenCheckId::ListGroups).reason, ApiError::Reason::NotPermitted);
    }

    void a_rate_limit_says_when_and_is_not_retried()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::RateLimitUsedUp;
        demo::Org org(settings);
        const auto report = check(org.url(), org.apiToken());
        QCOMPARE(statuses(report), QStringLiteral("ppfs"));
        const auto error = problem(report, TokenCheckId::ListGroups);
        QCOMPARE(error.reason, ApiError::Reason::RateLimited);
        QVERIFY(error.retryAt && *error.retryAt > QDateTime::currentDateTimeUtc());
        QCOMPARE(org.requestCount(QStringLiteral("/api/v1/groups")), 1);
    }

    void an_organisation_that_hangs_up_fails_first()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::HangsUp;
        demo::Org org(settings);
        const auto report = check(org.url(), org.apiToken());
        QCOMPARE(statuses(report), QStringLiteral("fsss"));
        QCOMPARE(problem(report, TokenCheckId::Organization).reason, ApiError::Reason::Transport);
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
        QCOMPARE(note(report, TokenCheckId::Organization), TokenNote::OrganizationUnconfirmed);
        QCOMPARE(note(report, TokenCheckId::TokenAccepted), TokenNote::OwnerNotActive);
        QCOMPARE(note(report, TokenCheckId::ListGroups), TokenNote::NoGroups);
        QCOMPARE(note(report, TokenCheckId::ListMembers), TokenNote::NoGroupToAsk);
        QVERIFY(report.checks.isPassed());
    }

    void a_name_that_no_organisation_has_is_never_given_the_token()
    {
        // As such names answer (okta.md 1.3): a page for people where an organisation describes itself, and an API that
        // calls every token invalid.
        RawServer server;
        server.setHandler([](QTcpSocket &socket, const RawRequest &request) {
            if (request.target().startsWith("/api"))
                socket.write(httpAnswer(R"({"errorCode":"E0000011","errorSummary":"Invalid token provided"})",
                                        "401 Unauthorized"));
            else
                socket.write(httpAnswer("<!DOCTYPE html>", "404 Not Found", "Content-Type: text/html\r\n"));
        });
        const auto report = check(server.url(), QStringLiteral("00x"));
        QCOMPARE(statuses(report), QStringLiteral("fsss"));
        QCOMPARE(problem(report, TokenCheckId::Organization).reason, ApiError::Reason::NotAnOktaOrganization);
        QCOMPARE(server.requests().size(), 1);
    }

    void what_okta_never_answers_is_not_called_good_data()
    {
        QTest::addColumn<QByteArray>("groups");
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QString>("result");
        QTest::newRow("a group's id that leads elsewhere")
            << QByteArray(R"([{"id":"../api-tokens/current?x="}])") << QByteArray("[]") << QStringLiteral("ppfs");
        QTest::newRow("dots") << QByteArray(R"([{"id":".."}])") << QByteArray("[]") << QStringLiteral("ppfs");
        QTest::newRow("a group without id")
            << QByteArray(R"([{"profile":{"name":"g"}}])") << QByteArray("[]") << QStringLiteral("ppfs");
        QTest::newRow("a later group without id")
            << QByteArray(R"([{"id":"00g1"},{}])") << QByteArray("[]") << QStringLiteral("ppfs");
        QTest::newRow("no list of groups") << QByteArray("{}") << QByteArray("[]") << QStringLiteral("ppfs");
        QTest::newRow("members that are numbers")
            << QByteArray(R"([{"id":"00g1"}])") << QByteArray("[1]") << QStringLiteral("pppf");
        QTest::newRow("no list of members")
            << QByteArray(R"([{"id":"00g1"}])") << QByteArray("{}") << QStringLiteral("pppf");
        QTest::newRow("a group that nobody is in")
            << QByteArray(R"([{"id":"00g1"}])") << QByteArray("[]") << QStringLiteral("pppp");
    }
    void what_okta_never_answers_is_not_called_good()
    {
        QFETCH(QByteArray, groups);
        QFETCH(QByteArray, members);
        QFETCH(QString, result);
        Answers answers;
        answers.groups = httpAnswer(groups);
        answers.members = httpAnswer(members);
        RawServer server;
        server.setHandler(answers);
        const auto report = check(server.url(), QStringLiteral("00x"));
        QCOMPARE(statuses(report), result);
        QCOMPARE(report.checks.isPassed(), !result.contains(QLatin1Char('f')));
        for (const auto &request : server.requests())
            QVERIFY(!request.target().contains("api-tokens"));
    }

    void a_token_that_dies_in_between_is_not_called_mistyped()
    {
        Answers answers;
        answers.groups =
            httpAnswer(R"({"errorCode":"E0000011","errorSummary":"Invalid token provided"})", "401 Unauthorized");
        RawServer server;
        server.setHandler(answers);
        const auto report = check(server.url(), QStringLiteral("00x"));
        QCOMPARE(statuses(report), QStringLiteral("ppfs"));
        QCOMPARE(problem(report, TokenCheckId::ListGroups).reason, ApiError::Reason::TokenInvalidNow);
    }

    void a_server_that_repeats_the_token_does_not_get_it_shown()
    {
        const QByteArray token = QByteArray("00") + QByteArray(40, 'k');
        Answers answers;
        answers.me = httpAnswer("{\"errorSummary\":\"no such token: " + token + "\"}", "401 Unauthorized",
                                "X-Okta-Request-Id: " + token + "\r\n");
        RawServer server;
        server.setHandler(answers);
        const auto report = check(server.url(), QString::fromLatin1(token));
        const auto error = problem(report, TokenCheckId::TokenAccepted);
        QCOMPARE(error.errorSummary, QStringLiteral("no such token: [API token]"));
        QCOMPARE(error.requestId, QStringLiteral("[API token]"));
    }

    void an_owner_of_whom_little_is_known_is_described_by_that_data()
    {
        QTest::addColumn<QByteArray>("me");
        QTest::addColumn<QString>("detail");
        QTest::newRow("all") << QByteArray(
            R"({"id":"00u1","status":"ACTIVE","profile":{"login":"a@b.example","firstName":"Ada","lastName":"L"}})")
                             << QStringLiteral("Ada L (a@b.example), ACTIVE");
        QTest::newRow("no profile") << QByteArray(R"({"id":"00u1","status":"ACTIVE"})")
                                    << QStringLiteral("00u1, ACTIVE");
        QTest::newRow("no name, no status")
            << QByteArray(R"({"id":"00u1","profile":{"login":"a@b.example"}})") << QStringLiteral("a@b.example");
    }
    void an_owner_of_whom_little_is_known_is_described_by_that()
    {
        QFETCH(QByteArray, me);
        QFETCH(QString, detail);
        Answers answers;
        answers.me = httpAnswer(me);
        RawServer server;
        server.setHandler(answers);
        const auto report = check(server.url(), QStringLiteral("00x"));
        QCOMPARE(statuses(report), QStringLiteral("pppp"));
        QCOMPARE(report.checks.check(TokenCheckId::TokenAccepted).detail, detail);
    }

    void whoever_listens_may_drop_it_at_any_check()
    {
        for (int last = 0; last < 8; ++last) {
            demo::Org org;
            http::Client http;
            auto job = std::make_unique<okta::CheckApiTokenJob>(*okta::OrgUrl::parse(org.url().toString()),
                                                                *okta::ApiToken::parse(org.apiToken()), http);
            int heard = 0;
            connect(&job->recorder(), &checks::Recorder::changed, this, [&] {
                if (heard++ == last)
                    job.reset();
            });
            job->start();
            QTRY_VERIFY(!job);
            QCOMPARE(heard, last + 1);
        }
    }

    void dropping_it_hangs_up_and_stays_silent()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::Silent;
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

#include "oidc/TokenJob.h"

#include "support/RawServer.h"

#include <QSignalSpy>
#include <QTest>

using oidc::ClientAuthentication;
using oidc::ClientCredentials;
using oidc::Fault;
using oidc::Reason;
using oidc::Stage;
using oidc::TokenJob;

namespace {

constexpr char Tokens[] = R"({"access_token":"at","token_type":"Bearer"})";

ClientCredentials credentials(ClientAuthentication method = ClientAuthentication::Basic)
{
    return {QStringLiteral("id:+/% &"), Secret("s3cr%t:+/ &="), method};
}

} // namespace

/// Forms and headers byte for byte. What the answers mean is in tst_TokenResponse.
class tst_TokenJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_code_is_exchanged_with_exactly_these_fields();
    void a_refresh_asks_for_no_scope();
    void in_the_body_there_is_no_header();
    void a_refused_refresh_says_whether_the_grant_is_off_data();
    void a_refused_refresh_says_whether_the_grant_is_off();
    void it_is_sent_once_and_follows_nothing_data();
    void it_is_sent_once_and_follows_nothing();
    void tokens_of_a_refused_answer_are_kept_for_revocation();
    void dropping_it_hangs_up_and_stays_silent();

private:
    http::Client m_http;
};

void tst_TokenJob::a_code_is_exchanged_with_exactly_these_fields()
{
    RawServer server;
    server.setAnswer(httpAnswer(Tokens));
    const auto job =
        TokenJob::exchangeCode(server.url(QStringLiteral("/token")), credentials(), Secret("c+d/e=f&g h"),
                               QStringLiteral("http://127.0.0.1:1/callback"), Secret("ver-if_ier~."), m_http);
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    QVERIFY(finished.wait());
    QVERIFY(job->outcome());
    QCOMPARE(server.requests().size(), 1);
    const RawRequest &request = server.requests().constFirst();
    QCOMPARE(request.method(), "POST");
    QCOMPARE(request.target(), "/token");
    QCOMPARE(request.header("Content-Type"), "application/x-www-form-urlencoded");
    QVERIFY(request.header("Origin").isNull());
    // RFC 6749 section 2.3.1: both are form-encoded before they are joined.
    QCOMPARE(QByteArray::fromBase64(request.header("Authorization").mid(6)),
             "id%3A%2B%2F%25+%26:s3cr%25t%3A%2B%2F+%26%3D");
    QCOMPARE(request.body,
             "grant_type=authorization_code&code=c%2Bd%2Fe%3Df%26g+h"
             "&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback&code_verifier=ver-if_ier%7E.");
}

void tst_TokenJob::a_refresh_asks_for_no_scope()
{
    RawServer server;
    server.setAnswer(httpAnswer(Tokens));
    const auto job = TokenJob::refresh(server.url(), credentials(), Secret("r+t"), m_http);
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    QVERIFY(finished.wait());
    QCOMPARE(server.requests().constFirst().body, "grant_type=refresh_token&refresh_token=r%2Bt");
}

void tst_TokenJob::in_the_body_there_is_no_header()
{
    RawServer server;
    server.setAnswer(httpAnswer(Tokens));
    const auto job = TokenJob::refresh(server.url(), credentials(ClientAuthentication::Post), Secret("rt"), m_http);
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    QVERIFY(finished.wait());
    QVERIFY(server.requests().constFirst().header("Authorization").isNull());
    QCOMPARE(server.requests().constFirst().body,
             "grant_type=refresh_token&refresh_token=rt&client_id=id%3A%2B%2F%25+%26&client_secret=s3cr%25t%3A%2B%2F+%"
             "26%3D");
}

void tst_TokenJob::a_refused_refresh_says_whether_the_grant_is_off_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Reason>("reason");
    QTest::newRow("F9 Okta") << QByteArray(
        R"({"error":"unauthorized_client","error_description":"The client is not authorized to use the provided grant type. Configured grant types: [authorization_code]."})")
                             << Reason(Reason::RefreshGrantOff);
    QTest::newRow("F9 Okta's other shape") << QByteArray(
        R"({"errorCode":"unauthorized_client","errorSummary":"The client isn't authorized to use the provided grant type. Configured grant types: [authorization_code]."})")
                                           << Reason(Reason::RefreshGrantOff);
    QTest::newRow("F9 invalid_request") << QByteArray(
        R"({"error":"invalid_request","error_description":"requested grant type is not allowed for this client"})")
                                        << Reason(Reason::RefreshGrantOff);
    QTest::newRow("F9 the code alone") << QByteArray(R"({"error":"unauthorized_client"})")
                                       << Reason(Reason::RefreshGrantOff);
    QTest::newRow("F9 unsupported_grant_type")
        << QByteArray(R"({"error":"unsupported_grant_type"})") << Reason(Reason::RefreshGrantOff);
    QTest::newRow("custom server") << QByteArray(
        R"({"error":"unauthorized_client","error_description":"This client cannot use a custom authorization server."})")
                                   << Reason(Reason::RefreshRefused);
    QTest::newRow("two credentials") << QByteArray(
        R"({"error":"invalid_request","error_description":"Cannot supply multiple client credentials."})")
                                     << Reason(Reason::RefreshRefused);
    QTest::newRow("invalid_grant") << QByteArray(R"({"error":"invalid_grant"})") << Reason(Reason::RefreshRefused);
    QTest::newRow("invalid_client") << QByteArray(R"({"error":"invalid_client"})") << Reason(Reason::ClientRefused);
}

void tst_TokenJob::a_refused_refresh_says_whether_the_grant_is_off()
{
    QFETCH(QByteArray, body);
    QFETCH(Reason, reason);
    RawServer server;
    server.setAnswer(httpAnswer(body, "400 Bad Request"));
    const auto job = TokenJob::refresh(server.url(), credentials(), Secret("rt"), m_http);
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    QVERIFY(finished.wait());
    QVERIFY(!job->outcome());
    QCOMPARE(job->outcome().error().reason, reason);
    QCOMPARE(job->outcome().error().answer.httpStatus, 400);
}

void tst_TokenJob::it_is_sent_once_and_follows_nothing_data()
{
    QTest::addColumn<QByteArray>("answer"); // empty: the connection is closed instead
    QTest::addColumn<Reason>("reason");
    QTest::newRow("T9 302") << httpAnswer("", "302 Found", "Location: /elsewhere\r\n")
                            << Reason(Stage::Token, Fault::Redirected);
    QTest::newRow("T9 307") << httpAnswer("", "307 Temporary Redirect", "Location: /elsewhere\r\n")
                            << Reason(Stage::Token, Fault::Redirected);
    QTest::newRow("T9 503") << httpAnswer("", "503 Service Unavailable") << Reason(Stage::Token, Fault::ServerError);
    QTest::newRow("T9 401 with a challenge")
        << httpAnswer(R"({"error":"invalid_client"})", "401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n")
        << Reason(Reason::ClientRefused);
    QTest::newRow("T9 hangs up") << QByteArray() << Reason(Reason::Transport);
}

void tst_TokenJob::it_is_sent_once_and_follows_nothing()
{
    QFETCH(QByteArray, answer);
    QFETCH(Reason, reason);
    RawServer server;
    server.setHandler([answer](QTcpSocket &socket, const RawRequest &) {
        if (answer.isEmpty())
            RawServer::reset(socket);
        else
            socket.write(answer);
    });
    const auto job = TokenJob::exchangeCode(server.url(), credentials(), Secret("c"),
                                            QStringLiteral("http://127.0.0.1:1/callback"), Secret("v"), m_http);
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    QVERIFY(finished.wait());
    QVERIFY(!job->outcome());
    QCOMPARE(job->outcome().error().reason, reason);
    QCOMPARE(job->outcome().error().transport.has_value(), reason == Reason::Transport);
    QCOMPARE(server.requests().size(), 1);
}

void tst_TokenJob::tokens_of_a_refused_answer_are_kept_for_revocation()
{
    RawServer server;
    server.setAnswer(httpAnswer(R"({"access_token":"at","refresh_token":"rt","token_type":"N_A"})"));
    const auto job = TokenJob::refresh(server.url(), credentials(), Secret("rt"), m_http);
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    QVERIFY(finished.wait());
    QCOMPARE(job->outcome().error().reason, Reason::TokenTypeUnsupported);
    const auto tokens = job->takeRefusedTokens();
    QCOMPARE(tokens.accessToken.reveal().toByteArray(), "at");
    QCOMPARE(tokens.refreshToken.reveal().toByteArray(), "rt");
}

void tst_TokenJob::dropping_it_hangs_up_and_stays_silent()
{
    RawServer server; // never answers
    auto job = TokenJob::refresh(server.url(), credentials(), Secret("rt"), m_http);
    int finished = 0;
    connect(job.get(), &Job::finished, this, [&finished] { ++finished; });
    job->start();
    QTRY_COMPARE(server.requests().size(), 1);
    job.reset();
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(finished, 0);
}

QTEST_GUILESS_MAIN(tst_TokenJob)
#include "tst_TokenJob.moc"

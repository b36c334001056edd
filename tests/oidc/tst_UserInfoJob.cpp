#include "oidc/UserInfoJob.h"

#include "support/RawServer.h"

#include <QSignalSpy>
#include <QTest>

using oidc::Fault;
using oidc::Reason;
using oidc::Stage;
using oidc::UserInfoJob;

namespace {

QList<oidc::RelyingParty::TypedMember> typedMembers()
{
    using Type = oidc::RelyingParty::TypedMember::Type;
    return {{QStringLiteral("email"), Type::Text}, {QStringLiteral("profile"), Type::Text}};
}

} // namespace

class tst_UserInfoJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_token_goes_into_the_header_and_the_claims_come_back();
    void answers_that_pomerium_would_refuse_are_refused_data();
    void answers_that_pomerium_would_refuse_are_refused();
    void no_answer_says_why();
    void dropping_it_hangs_up_and_stays_silent();

private:
    [[nodiscard]] std::unique_ptr<UserInfoJob> asked(RawServer &server)
    {
        auto job = std::make_unique<UserInfoJob>(server.url(QStringLiteral("/userinfo")), Secret("at-1"),
                                                 QStringLiteral("00u1"), typedMembers(), oidc::JsonWebKeySet(), m_http);
        QSignalSpy finished(job.get(), &Job::finished);
        job->start();
        return finished.wait() ? std::move(job) : nullptr;
    }

    http::Client m_http;
};

void tst_UserInfoJob::the_token_goes_into_the_header_and_the_claims_come_back()
{
    RawServer server;
    server.setAnswer(httpAnswer(
        R"({"sub":"00u1","email":"ada@example.com","_claim_sources":{"s":{"endpoint":"http://127.0.0.1:1/"}}})",
        "200 OK", "Content-Type: application/json; charset=utf-8\r\n"));
    const auto job = asked(server);
    QVERIFY(job);
    QVERIFY(job->outcome());
    QCOMPARE(job->outcome()->claims.value(QLatin1String("email")).toString(), QStringLiteral("ada@example.com"));
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().constFirst().method(), "GET");
    QCOMPARE(server.requests().constFirst().target(), "/userinfo");
    QCOMPARE(server.requests().constFirst().header("Authorization"), "Bearer at-1");
}

void tst_UserInfoJob::answers_that_pomerium_would_refuse_are_refused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<int>("status");
    const QByteArray good = R"({"sub":"00u1"})";
    QTest::newRow("U2 sub + invalid") << httpAnswer(R"({"sub":"00u1invalid"})")
                                      << Reason(Reason::UserInfoSubjectMismatch) << 200;
    QTest::newRow("U2 sub in other letters")
        << httpAnswer(R"({"sub":"00U1"})") << Reason(Reason::UserInfoSubjectMismatch) << 200;
    QTest::newRow("U3 no sub") << httpAnswer(R"({"email":"a@b"})") << Reason(Reason::UserInfoSubjectMissing) << 200;
    QTest::newRow("U3 sub empty") << httpAnswer(R"({"sub":""})") << Reason(Reason::UserInfoSubjectMissing) << 200;
    QTest::newRow("U3 sub a list") << httpAnswer(R"({"sub":["00u1"]})") << Reason(Reason::UserInfoSubjectMissing)
                                   << 200;
    QTest::newRow("U5 application/jwt") << httpAnswer("e30.e30.c2ln", "200 OK", "Content-Type: application/jwt\r\n")
                                        << Reason(Reason::UserInfoSigned) << 200;
    QTest::newRow("U5 JSON that says it is a JWT")
        << httpAnswer(good, "200 OK", "Content-Type: Application/JWT; x=y\r\n") << Reason(Reason::UserInfoSigned)
        << 200;
    QTest::newRow("U6 401") << httpAnswer(good, "401 Unauthorized") << Reason(Stage::UserInfo, Fault::Refused) << 401;
    QTest::newRow("U6 403") << httpAnswer(good, "403 Forbidden") << Reason(Stage::UserInfo, Fault::Refused) << 403;
    QTest::newRow("U6 404 HTML") << httpAnswer("<html>", "404 Not Found") << Reason(Stage::UserInfo, Fault::Refused)
                                 << 404;
    QTest::newRow("U6 500") << httpAnswer("", "500 Oops") << Reason(Stage::UserInfo, Fault::Refused) << 500;
    QTest::newRow("U6 202") << httpAnswer(good, "202 Accepted") << Reason(Stage::UserInfo, Fault::Refused) << 202;
    QTest::newRow("U6 302") << httpAnswer("", "302 Found", "Location: /login?x=1\r\n")
                            << Reason(Stage::UserInfo, Fault::Redirected) << 302;
    QTest::newRow("U6 HTML") << httpAnswer("<!doctype html>", "200 OK", "Content-Type: text/html\r\n")
                             << Reason(Stage::UserInfo, Fault::Html) << 200;
    QTest::newRow("U6 empty") << httpAnswer("") << Reason(Stage::UserInfo, Fault::Empty) << 200;
    QTest::newRow("U6 cut off") << httpAnswer(R"({"sub":"00u1")") << Reason(Stage::UserInfo, Fault::Malformed) << 200;
    QTest::newRow("U6 array") << httpAnswer(R"([{"sub":"00u1"}])") << Reason(Stage::UserInfo, Fault::Malformed) << 200;
    QTest::newRow("U6 email a number") << httpAnswer(R"({"sub":"00u1","email":7})")
                                       << Reason(Reason::UserInfoMemberInvalid) << 200;
    QTest::newRow("U6 profile an object")
        << httpAnswer(R"({"sub":"00u1","profile":{}})") << Reason(Reason::UserInfoMemberInvalid) << 200;
}

void tst_UserInfoJob::answers_that_pomerium_would_refuse_are_refused()
{
    QFETCH(QByteArray, answer);
    QFETCH(Reason, reason);
    QFETCH(int, status);
    RawServer server;
    server.setAnswer(answer);
    const auto job = asked(server);
    QVERIFY(job);
    QVERIFY(!job->outcome());
    QVERIFY2(job->outcome().error().reason == reason, qPrintable(job->outcome().error().detail));
    QCOMPARE(job->outcome().error().answer.httpStatus, status);
    QVERIFY(!job->outcome().error().detail.contains(QLatin1String("at-1")));
    QCOMPARE(server.requests().size(), 1); // nothing followed
}

void tst_UserInfoJob::no_answer_says_why()
{
    RawServer server;
    server.setHandler([](QTcpSocket &socket, const RawRequest &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
        socket.disconnectFromHost();
    });
    const auto job = asked(server);
    QVERIFY(job);
    QVERIFY(!job->outcome());
    QCOMPARE(job->outcome().error().reason, Reason::Transport);
    QVERIFY(job->outcome().error().transport);
    QCOMPARE(job->outcome().error().transport->reason, http::TransportError::Reason::ConnectionClosed);
}

void tst_UserInfoJob::dropping_it_hangs_up_and_stays_silent()
{
    RawServer server; // never answers
    auto job = std::make_unique<UserInfoJob>(server.url(), Secret("at"), QStringLiteral("00u1"),
                                             QList<oidc::RelyingParty::TypedMember>(), oidc::JsonWebKeySet(), m_http);
    int finished = 0;
    connect(job.get(), &Job::finished, this, [&finished] { ++finished; });
    job->start();
    QTRY_COMPARE(server.requests().size(), 1);
    job.reset();
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(finished, 0);
}

QTEST_GUILESS_MAIN(tst_UserInfoJob)
#include "tst_UserInfoJob.moc"

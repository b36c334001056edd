#include "oidc/RevocationJob.h"

#include "oidc/IssuedTokens.h"
#include "support/RawServer.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using oidc::ClientAuthentication;
using oidc::ClientCredentials;
using oidc::Reason;
using oidc::RevocationJob;
using oidc::TokenKind;

namespace {

ClientCredentials credentials()
{
    return {QStringLiteral("id"), Secret("secret"), ClientAuthentication::Basic};
}

oidc::TokenResponse tokens(const char *access, const char *refresh)
{
    oidc::TokenResponse tokens;
    tokens.accessToken = Secret(access);
    tokens.refreshToken = Secret(refresh);
    return tokens;
}

} // namespace

class tst_RevocationJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_token_is_revoked_with_client_authentication_data();
    void a_token_is_revoked_with_client_authentication();
    void a_refusal_says_what_the_server_said_data();
    void a_refusal_says_what_the_server_said();
    void the_ledger_knows_the_newest_refresh_token_and_every_access_token();
    void the_ledger_revokes_what_is_left_without_anybody_waiting();

private:
    http::Client m_http;
};

void tst_RevocationJob::a_token_is_revoked_with_client_authentication_data()
{
    QTest::addColumn<bool>("isRefresh");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("V1 refresh") << true << QByteArray("token=t%2B1&token_type_hint=refresh_token");
    QTest::newRow("V1 access") << false << QByteArray("token=t%2B1&token_type_hint=access_token");
}

void tst_RevocationJob::a_token_is_revoked_with_client_authentication()
{
    QFETCH(bool, isRefresh);
    QFETCH(QByteArray, body);
    RawServer server;
    server.setAnswer(httpAnswer(""));
    RevocationJob job(server.url(QStringLiteral("/revoke")), credentials(), Secret("t+1"),
                      isRefresh ? TokenKind::Refresh : TokenKind::Access, m_http);
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    QVERIFY(finished.wait());
    QVERIFY(job.outcome());
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().constFirst().target(), "/revoke");
    QCOMPARE(server.requests().constFirst().body, body);
    QCOMPARE(server.requests().constFirst().header("Authorization"), "Basic " + QByteArray("id:secret").toBase64());
}

void tst_RevocationJob::a_refusal_says_what_the_server_said_data()
{
    QTest::addColumn<QByteArray>("answer"); // empty: hangs up
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("error");
    QTest::newRow("V3 503") << httpAnswer("", "503 Service Unavailable") << Reason(Reason::RevocationRefused)
                            << QString();
    QTest::newRow("V3 unsupported_token_type")
        << httpAnswer(R"({"error":"unsupported_token_type"})", "400 Bad Request") << Reason(Reason::RevocationRefused)
        << QStringLiteral("unsupported_token_type");
    QTest::newRow("V3 302") << httpAnswer("", "302 Found", "Location: /x\r\n") << Reason(Reason::RevocationRefused)
                            << QString();
    QTest::newRow("V3 hangs up") << QByteArray() << Reason(Reason::Transport) << QString();
}

void tst_RevocationJob::a_refusal_says_what_the_server_said()
{
    QFETCH(QByteArray, answer);
    QFETCH(Reason, reason);
    QFETCH(QString, error);
    RawServer server;
    server.setHandler([answer](QTcpSocket &socket, const RawRequest &) {
        if (answer.isEmpty())
            RawServer::reset(socket);
        else
            socket.write(answer);
    });
    RevocationJob job(server.url(), credentials(), Secret("t"), TokenKind::Refresh, m_http);
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    QVERIFY(finished.wait());
    QVERIFY(!job.outcome());
    QCOMPARE(job.outcome().error().reason, reason);
    QCOMPARE(job.outcome().error().answer.error, error);
    QCOMPARE(job.outcome().error().transport.has_value(), reason == Reason::Transport);
    QCOMPARE(server.requests().size(), 1);
}

void tst_RevocationJob::the_ledger_knows_the_newest_refresh_token_and_every_access_token()
{
    oidc::IssuedTokens ledger;
    QVERIFY(ledger.isEmpty());
    ledger.add(tokens("a1", "r1"));
    ledger.add(tokens("a2", ""));
    QCOMPARE(ledger.refreshToken().reveal().toByteArray(), "r1"); // none came: the old one stays
    ledger.add(tokens("a2", "r2"));
    QCOMPARE(ledger.refreshToken().reveal().toByteArray(), "r2");
    QCOMPARE(ledger.accessTokens().size(), 2U);
    QCOMPARE(ledger.accessTokens().back().reveal().toByteArray(), "a2");
    ledger.clear();
    QVERIFY(ledger.isEmpty());
    QVERIFY(!ledger.hasRefreshToken());
}

void tst_RevocationJob::the_ledger_revokes_what_is_left_without_anybody_waiting()
{
    RawServer server;
    server.setAnswer(httpAnswer(""));
    {
        oidc::IssuedTokens ledger;
        ledger.add(tokens("a1", "r1"));
        ledger.add(tokens("a2", "r2"));
        ledger.dispatchRevocations(server.url(), credentials(), m_http);
        QVERIFY(ledger.isEmpty());
    }
    QTRY_VERIFY(!m_http.hasDispatched());
    QByteArrayList bodies;
    for (const RawRequest &request : server.requests())
        bodies.append(request.body);
    std::sort(bodies.begin(), bodies.end());
    // The first refresh token is not shown again (F8).
    QCOMPARE(bodies,
             (QByteArrayList{"token=a1&token_type_hint=access_token", "token=a2&token_type_hint=access_token",
                             "token=r2&token_type_hint=refresh_token"}));
    oidc::IssuedTokens ledger;
    ledger.add(tokens("a1", "r1"));
    ledger.dispatchRevocations({}, credentials(), m_http); // no endpoint: nothing to ask
    QVERIFY(!m_http.hasDispatched());
    QVERIFY(ledger.isEmpty());
}

QTEST_GUILESS_MAIN(tst_RevocationJob)
#include "tst_RevocationJob.moc"

#include "oidc/TokenResponse.h"

#include <QDateTime>
#include <QTest>

using oidc::Fault;
using oidc::Reason;
using oidc::Stage;
using oidc::TokenResponse;

namespace {

http::Response response(int status, const QByteArray &body, const QList<QPair<QByteArray, QByteArray>> &headers = {})
{
    http::Response response;
    response.status = status;
    response.url = QUrl(QStringLiteral("https://op.example/token"));
    response.headers = headers;
    response.body = body;
    response.receivedAt = QDateTime(QDate(2026, 11, 24), QTime(4, 0), Qt::UTC);
    return response;
}

} // namespace

Q_DECLARE_METATYPE(http::Response)

class tst_TokenResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_whole_answer_is_read();
    void what_may_be_missing_may_be_missing();
    void answers_that_are_refused_data();
    void answers_that_are_refused();
    void both_of_oktas_error_shapes_are_understood();
    void the_wait_after_429_is_told_by_our_clock_data();
    void the_wait_after_429_is_told_by_our_clock();
    void what_a_server_says_is_made_safe_to_show();
    void tokens_in_a_refused_answer_can_be_revoked();
    void a_target_is_described_without_its_query();
};

void tst_TokenResponse::a_whole_answer_is_read()
{
    const auto tokens =
        TokenResponse::parse(response(200, R"({"access_token":"at","token_type":"Bearer","expires_in":3600,
        "refresh_token":"rt","id_token":"a.b.c","scope":"openid  email"})"));
    QVERIFY(tokens);
    QCOMPARE(tokens->accessToken.reveal().toByteArray(), "at");
    QCOMPARE(tokens->refreshToken.reveal().toByteArray(), "rt");
    QCOMPARE(tokens->idToken.reveal().toByteArray(), "a.b.c");
    QVERIFY(tokens->scopes);
    QCOMPARE(*tokens->scopes, (QStringList{QStringLiteral("openid"), QStringLiteral("email")}));
}

void tst_TokenResponse::what_may_be_missing_may_be_missing()
{
    const auto tokens = TokenResponse::parse(response(200, R"({"access_token":"at","token_type":"bEARER"})"));
    QVERIFY(tokens);
    QVERIFY(tokens->refreshToken.isEmpty());
    QVERIFY(tokens->idToken.isEmpty());
    QVERIFY(!tokens->scopes);
    const auto nulls = TokenResponse::parse(response(
        200,
        R"({"access_token":"at","token_type":"Bearer","refresh_token":null,"id_token":null,"scope":null,"expires_in":null})"));
    QVERIFY(nulls);
    QVERIFY(nulls->refreshToken.isEmpty());
}

void tst_TokenResponse::answers_that_are_refused_data()
{
    QTest::addColumn<http::Response>("answer");
    QTest::addColumn<Reason>("reason");
    const QList<QPair<QByteArray, QByteArray>> target{{"Location", "https://evil.example/t?x=1"}};
    QTest::newRow("T3 DPoP") << response(200, R"({"access_token":"at","token_type":"DPoP"})")
                             << Reason(Reason::TokenTypeUnsupported);
    QTest::newRow("T3 no type") << response(200, R"({"access_token":"at"})") << Reason(Reason::TokenTypeMissing);
    QTest::newRow("T8 invalid_client") << response(401, R"({"error":"invalid_client"})")
                                       << Reason(Reason::ClientRefused);
    QTest::newRow("T8 invalid_grant") << response(400, R"({"error":"invalid_grant"})")
                                      << Reason(Stage::Token, Fault::Refused);
    QTest::newRow("T8 with status 200") << response(200, R"({"error":"invalid_grant","access_token":"at"})")
                                        << Reason(Stage::Token, Fault::Refused);
    QTest::newRow("T8 DPoP wanted") << response(400, R"({"error":"use_dpop_nonce"})") << Reason(Reason::DpopRequired);
    QTest::newRow("T8 DPoP wanted, in other words")
        << response(400, R"({"error":"invalid_request","error_description":"DPoP proof is missing"})")
        << Reason(Reason::DpopRequired);
    QTest::newRow("T8 401 unauthorized_client: the status decides")
        << response(401, R"({"error":"unauthorized_client","error_description":"Invalid client credentials"})")
        << Reason(Reason::ClientRefused);
    QTest::newRow("T8 401 unauthorized_client about a grant type")
        << response(401, R"({"error":"unauthorized_client","error_description":"Grant type not allowed"})")
        << Reason(Stage::Token, Fault::Refused);
    QTest::newRow("T8 401 without a word") << response(401, "") << Reason(Stage::Token, Fault::Refused);
    QTest::newRow("T8 404 JSON") << response(404, R"({"message":"no"})") << Reason(Stage::Token, Fault::Refused);
    QTest::newRow("T9 301") << response(301, "", target) << Reason(Stage::Token, Fault::Redirected);
    QTest::newRow("T9 307") << response(307, "", target) << Reason(Stage::Token, Fault::Redirected);
    QTest::newRow("T9 302 to nowhere") << response(302, "") << Reason(Stage::Token, Fault::Redirected);
    QTest::newRow("T9 429 invalid_grant")
        << response(429, R"({"error":"invalid_grant"})") << Reason(Stage::Token, Fault::RateLimited);
    QTest::newRow("T9 500") << response(500, R"({"error":"server_error"})") << Reason(Stage::Token, Fault::ServerError);
    QTest::newRow("T9 503 HTML") << response(503, "<html>") << Reason(Stage::Token, Fault::ServerError);
    QTest::newRow("T9 HTML") << response(200, "<!DOCTYPE html>") << Reason(Stage::Token, Fault::Html);
    QTest::newRow("T9 403 HTML") << response(403, "\n<html>") << Reason(Stage::Token, Fault::Html);
    QTest::newRow("T9 empty") << response(200, "") << Reason(Stage::Token, Fault::Empty);
    QTest::newRow("T9 204") << response(204, "") << Reason(Stage::Token, Fault::Empty);
    QTest::newRow("T9 array") << response(200, "[]") << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("T9 cut off") << response(200, R"({"access_token":"a)") << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("T9 form, by its type, too")
        << response(200, "access_token=at&token_type=bearer", {{"Content-Type", "application/x-www-form-urlencoded"}})
        << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("T9 form") << response(200, "access_token=at&token_type=bearer")
                             << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("no access token") << response(200, R"({"token_type":"Bearer"})")
                                     << Reason(Reason::AccessTokenMissing);
    QTest::newRow("access token empty") << response(200, R"({"access_token":"","token_type":"Bearer"})")
                                        << Reason(Reason::AccessTokenMissing);
    QTest::newRow("access token null") << response(200, R"({"access_token":null,"token_type":"Bearer"})")
                                       << Reason(Reason::AccessTokenMissing);
    QTest::newRow("access token a list") << response(200, R"({"access_token":["at"],"token_type":"Bearer"})")
                                         << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("access token with a line break")
        << response(200, R"({"access_token":"a\r\nX: y","token_type":"Bearer"})")
        << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("access token not ASCII")
        << response(200, "{\"access_token\":\"\xC3\xA4\",\"token_type\":\"Bearer\"}")
        << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("refresh token a number")
        << response(200, R"({"access_token":"at","token_type":"Bearer","refresh_token":7})")
        << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("expires_in a word") << response(200,
                                                   R"({"access_token":"at","token_type":"Bearer","expires_in":"soon"})")
                                       << Reason(Stage::Token, Fault::Malformed);
    const auto expiresIn = [](const QByteArray &written) {
        return response(200, R"({"access_token":"at","token_type":"Bearer","expires_in":)" + written + '}');
    };
    QTest::newRow("expires_in with a fraction of nothing")
        << expiresIn("3600.0") << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("expires_in with an exponent") << expiresIn("36e2") << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("expires_in as text with a fraction of nothing")
        << expiresIn("\"3600.0\"") << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("expires_in as text with a space")
        << expiresIn("\" 3600\"") << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("expires_in as empty text") << expiresIn("\"\"") << Reason(Stage::Token, Fault::Malformed);
    QTest::newRow("expires_in beyond all numbers")
        << response(200, R"({"access_token":"at","token_type":"Bearer","expires_in":1e300})")
        << Reason(Stage::Token, Fault::Malformed);
}

void tst_TokenResponse::answers_that_are_refused()
{
    QFETCH(http::Response, answer);
    QFETCH(Reason, reason);
    const auto tokens = TokenResponse::parse(answer);
    QVERIFY(!tokens);
    QVERIFY2(tokens.error().reason == reason, qPrintable(tokens.error().detail));
    QCOMPARE(tokens.error().answer.httpStatus, answer.status);
    QVERIFY(!tokens.error().detail.contains(QLatin1String("x=1")));
}

void tst_TokenResponse::both_of_oktas_error_shapes_are_understood()
{
    const auto oauth = oidc::serverAnswer(response(
        401,
        R"({"error":"invalid_client","error_description":"The client secret supplied for a confidential client is invalid."})",
        {{"X-Okta-Request-Id", "abc123"}}));
    QCOMPARE(oauth.error, QStringLiteral("invalid_client"));
    QCOMPARE(oauth.description, QStringLiteral("The client secret supplied for a confidential client is invalid."));
    QCOMPARE(oauth.requestId, QStringLiteral("abc123"));
    QVERIFY(!oauth.isManagementShape);
    QVERIFY(!oauth.retryAt);
    QCOMPARE(
        oidc::describe(oauth),
        QStringLiteral("HTTP 401: invalid_client: The client secret supplied for a confidential client is invalid."));

    const auto management = oidc::serverAnswer(response(401, R"({"errorCode":"invalid_client",
        "errorSummary":"Invalid value for 'client_id' parameter.","errorLink":"invalid_client","errorId":"oae1","errorCauses":[]})"));
    QCOMPARE(management.error, QStringLiteral("invalid_client"));
    QCOMPARE(management.description, QStringLiteral("Invalid value for 'client_id' parameter."));
    QCOMPARE(management.errorId, QStringLiteral("oae1"));
    QVERIFY(management.isManagementShape);

    const auto bearer = oidc::serverAnswer(response(
        401, "",
        {{"WWW-Authenticate", "Bearer realm=\"r\", error=\"invalid_token\", error_description=\"It has expired\""}}));
    QCOMPARE(bearer.error, QStringLiteral("invalid_token"));
    QCOMPARE(bearer.description, QStringLiteral("It has expired"));
}

void tst_TokenResponse::the_wait_after_429_is_told_by_our_clock_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<int>("seconds"); // from the receipt on; -1: not known
    const QDateTime received(QDate(2026, 11, 24), QTime(4, 0), Qt::UTC);
    const auto at = [&received](int seconds) { return QByteArray::number(received.toSecsSinceEpoch() + seconds); };
    QTest::newRow("reset") << QByteArray("X-Rate-Limit-Reset") << at(42) << QByteArray() << 42;
    QTest::newRow("reset by a clock that is an hour ahead")
        << QByteArray("X-Rate-Limit-Reset") << at(3642) << QByteArray("Tue, 24 Nov 2026 05:00:00 GMT") << 42;
    QTest::newRow("reset in the past") << QByteArray("X-Rate-Limit-Reset") << at(-5) << QByteArray() << 0;
    QTest::newRow("reset in a century") << QByteArray("X-Rate-Limit-Reset") << QByteArray("99999999999999")
                                        << QByteArray() << -1;
    QTest::newRow("reset beyond all dates, at a server of 1900")
        << QByteArray("X-Rate-Limit-Reset") << QByteArray("9223372036854775807")
        << QByteArray("Mon, 01 Jan 1900 00:00:00 GMT") << -1;
    QTest::newRow("Retry-After") << QByteArray("Retry-After") << QByteArray("30") << QByteArray() << 30;
    QTest::newRow("Retry-After nonsense") << QByteArray("Retry-After") << QByteArray("later") << QByteArray() << -1;
    QTest::newRow("nothing") << QByteArray("X") << QByteArray("1") << QByteArray() << -1;
}

void tst_TokenResponse::the_wait_after_429_is_told_by_our_clock()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, date);
    QFETCH(int, seconds);
    QList<QPair<QByteArray, QByteArray>> headers{{name, value}};
    if (!date.isEmpty())
        headers.append(qMakePair(QByteArray("Date"), date));
    const http::Response limited = response(429, "{}", headers);
    const auto answer = oidc::serverAnswer(limited);
    if (seconds < 0) {
        QVERIFY(!answer.retryAt);
        return;
    }
    QVERIFY(answer.retryAt);
    QCOMPARE(limited.receivedAt.secsTo(*answer.retryAt), seconds);
}

void tst_TokenResponse::what_a_server_says_is_made_safe_to_show()
{
    const auto answer =
        oidc::serverAnswer(response(400,
                                    "{\"error\":\"" + QByteArray(5000, 'x') + "\",\"error_description\":\"a\\u202Eb\\nc"
                                        + QByteArray(100'000, 'y') + "\"}"));
    QVERIFY(answer.error.size() < 400);
    QVERIFY(answer.description.size() < 400);
    QVERIFY(!answer.description.contains(QChar(0x202E)));
    QVERIFY(!answer.description.contains(QLatin1Char('\n')));
}

void tst_TokenResponse::tokens_in_a_refused_answer_can_be_revoked()
{
    const auto tokens = TokenResponse::refusedTokens(
        response(200, R"({"access_token":"at","refresh_token":"rt","token_type":"DPoP"})"));
    QCOMPARE(tokens.accessToken.reveal().toByteArray(), "at");
    QCOMPARE(tokens.refreshToken.reveal().toByteArray(), "rt");
    QVERIFY(TokenResponse::refusedTokens(response(200, R"({"access_token":"a\nb"})")).accessToken.isEmpty());
    QVERIFY(TokenResponse::refusedTokens(response(400, R"({"error":"x"})")).accessToken.isEmpty());
    QVERIFY(TokenResponse::refusedTokens(response(200, "<html>")).refreshToken.isEmpty());
}

void tst_TokenResponse::a_target_is_described_without_its_query()
{
    QCOMPARE(oidc::describeTarget(QUrl(QStringLiteral("https://u:p@a.example/b?code=1#f"))),
             QStringLiteral("https://a.example/b"));
    QVERIFY(!oidc::describeTarget({}).isEmpty());
}

QTEST_GUILESS_MAIN(tst_TokenResponse)
#include "tst_TokenResponse.moc"

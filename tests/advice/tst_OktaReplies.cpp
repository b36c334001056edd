#include "advice/Diagnosis.h"
#include "oidc/AuthorizationResponse.h"
#include "oidc/DiscoveryJob.h"
#include "oidc/TokenJob.h"
#include "okta/CheckApiTokenJob.h"
#include "support/RawServer.h"

#include <QSignalSpy>
#include <QTest>

namespace {

constexpr char ErrorId[] = "oaeXXXXXXXXXXXXXXXXXXX";
constexpr char RequestId[] = "Zx0RequestIdOfOkta";

/// Okta's own headers of an answer.
QByteArray headers(const QByteArray &more = {})
{
    return QByteArray("Content-Type: application/json\r\nX-Okta-Request-Id: ") + RequestId + "\r\n" + more;
}

/// {"error", "error_description"}: what the token endpoint says.
QByteArray oauthAnswer(const QByteArray &status, const QByteArray &error, const QByteArray &description)
{
    return httpAnswer(R"({"error":")" + error + R"(","error_description":")" + description + R"("})", status,
                      headers());
}

/// {"errorCode", ...}: what the management API says, and the token endpoint of an unknown client.
QByteArray apiAnswer(const QByteArray &status, const QByteArray &code, const QByteArray &summary,
                     const QByteArray &moreHeaders = {})
{
    return httpAnswer(R"({"errorCode":")" + code + R"(","errorSummary":")" + summary + R"(","errorLink":")" + code
                          + R"(","errorId":")" + ErrorId + R"(","errorCauses":[]})",
                      status, headers(moreHeaders));
}

void verify(const advice::Diagnosis &diagnosis, const QString &code)
{
    QCOMPARE(diagnosis.code, code);
    QVERIFY(!diagnosis.headline.isEmpty());
    QVERIFY(!diagnosis.cause.isEmpty());
    QVERIFY(!diagnosis.remedy.isEmpty());
    // One way to an app's settings, in Okta's own labels.
    if (diagnosis.remedy.contains(QLatin1String("> your app")))
        QVERIFY2(diagnosis.remedy.contains(QLatin1String("Okta Admin Console: Applications > Applications > your app")),
                 qPrintable(diagnosis.remedy));
}

} // namespace

/// Every reply of Okta's that is known (facts: okta.md 2.1, 2.2, 2.4), byte for byte, through the client's own code to
/// the words that the person reads.
class tst_OktaReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_comes_back_with_the_browser_data();
    void what_comes_back_with_the_browser();
    void what_the_token_endpoint_says_data();
    void what_the_token_endpoint_says();
    void what_the_discovery_document_s_place_says_data();
    void what_the_discovery_document_s_place_says();
    void what_the_management_api_says_data();
    void what_the_management_api_says();

private:
    http::Client m_http;
};

void tst_OktaReplies::what_comes_back_with_the_browser_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QByteArray>("description");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *error, const char *description, const char *code) {
        QTest::newRow(name) << QByteArray(error) << QByteArray(description) << QString::fromLatin1(code);
    };
    row("2.1 user not assigned", "access_denied", "User is not assigned to the client application.",
        "OKTA-USER-NOT-ASSIGNED");
    row("2.1 access policy", "access_denied",
        "Policy evaluation failed for this request, please check the policy configurations.", "OKTA-ACCESS-POLICY");
    row("2.1 all scopes rejected", "access_denied",
        "Policy evaluation succeeded, but all the requested scopes were rejected.", "OKTA-SCOPE-POLICY");
    row("2.1 some scopes denied", "access_denied",
        "Some of the requested scopes were denied by the policy. Denied scopes: [offline_access].",
        "OKTA-SCOPE-POLICY");
    row("2.1 scope unknown on a custom server", "invalid_scope",
        "One or more scopes are not configured for the authorization server resource.", "OKTA-SCOPE-NOT-CONFIGURED");
    row("2.1 custom scope on the org server", "invalid_scope", "Custom scopes are not allowed for this request.",
        "OKTA-CUSTOM-SCOPE");
    row("2.1 scope not allowed", "invalid_scope", "The following scopes are not allowed for this request: [groups].",
        "OKTA-SCOPE-REFUSED");
    row("2.1 openid missing", "access_denied",
        "Requests for ID tokens or access tokens with OpenID scopes require the 'openid' scope.",
        "OKTA-OPENID-MISSING");
    row("2.1 no scopes", "invalid_scope", "No scopes were requested.", "OKTA-SCOPE-REFUSED");
    row("2.1 response type off", "unsupported_response_type",
        "The response type is not supported by the authorization server. Configured response types: [token].",
        "OKTA-AUTHORIZATION-CODE-OFF");
    row("2.1 state", "invalid_request", "The authentication request has an invalid 'state' parameter.", "OKTA-STATE");
    row("2.1 consent", "consent_required", "The following scopes require user consent: [email].", "OKTA-CONSENT");
    row("2.1 cancelled", "access_denied", "The resource owner or authorization server denied the request.",
        "OKTA-ACCESS-DENIED");
    row("2.1 login page expired", "login_required", "Request expired, please start over and try again.",
        "OKTA-LOGIN-EXPIRED");
    row("2.1 network zone", "access_denied", "The request is made from outside the client's permitted network zones.",
        "OKTA-NETWORK-ZONE");
    row("2.1 feature off", "server_error", "The requested feature is not enabled in this environment.",
        "OKTA-FEATURE-OFF");
    row("2.1 too many groups", "server_error",
        "The groups claim matched too many groups and must be configured to match fewer groups.",
        "OKTA-TOO-MANY-GROUPS");
    row("2.1 overloaded", "temporarily_unavailable",
        "The authorization server is currently unable to handle the request due to a temporary overloading or "
        "maintenance "
        "of the server.",
        "OKTA-OVERLOADED");
    row("2.1 PKCE required", "invalid_request", "PKCE code challenge is required by the application.",
        "OKTA-PKCE-REQUIRED");
    row("2.1 sign-on policy", "access_denied", "The policy requirements could not be satisfied.",
        "OKTA-SIGN-ON-POLICY");
    row("2.1 words that are new", "access_denied", "A sentence of tomorrow.", "OKTA-ACCESS-DENIED");
}

void tst_OktaReplies::what_comes_back_with_the_browser()
{
    QFETCH(QByteArray, error);
    QFETCH(QByteArray, description);
    QFETCH(QString, code);
    const QByteArray query = "error=" + error + "&error_description=" + description.toPercentEncoding() + "&state=ours";
    const auto response = oidc::AuthorizationResponse::parse(query, QStringLiteral("https://acme.okta.com"), false);
    QVERIFY(!response);
    const auto diagnosis = advice::diagnose(response.error());
    verify(diagnosis, code);
    QVERIFY2(diagnosis.detail.contains(QString::fromLatin1(description)), qPrintable(diagnosis.detail));
}

void tst_OktaReplies::what_the_token_endpoint_says_data()
{
    QTest::addColumn<bool>("isRefresh");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("code");
    const auto code = [](const char *name, const QByteArray &answer, const char *expected) {
        QTest::newRow(name) << false << answer << QString::fromLatin1(expected);
    };
    const auto refresh = [](const char *name, const QByteArray &answer, const char *expected) {
        QTest::newRow(name) << true << answer << QString::fromLatin1(expected);
    };
    for (const auto &[name, status] : {std::pair("2.2 unknown client, 401", "401 Unauthorized"),
                                       std::pair("2.2 unknown client, 400", "400 Bad Request")})
        code(name, apiAnswer(status, "invalid_client", "Invalid value for 'client_id' parameter."),
             "OKTA-UNKNOWN-CLIENT");
    code("2.2 wrong secret",
         oauthAnswer("401 Unauthorized", "invalid_client",
                     "The client secret supplied for a confidential client is invalid."),
         "OKTA-WRONG-SECRET");
    code("2.2 wrong method",
         oauthAnswer("401 Unauthorized", "invalid_client",
                     "Client authentication failed. Either the client or the client credentials are invalid."),
         "OKTA-CLIENT-AUTHENTICATION");
    code("2.2 no credentials", oauthAnswer("401 Unauthorized", "invalid_client", "No client credentials found."),
         "OKTA-CREDENTIALS-MISSING");
    code("2.2 malformed header",
         oauthAnswer("401 Unauthorized", "invalid_client",
                     "Found Authentication header but was not valid client credentials."),
         "OKTA-CREDENTIALS-MALFORMED");
    code("2.2 credentials twice",
         oauthAnswer(
             "401 Unauthorized", "invalid_request",
             "Cannot supply multiple client credentials. Use one of the following: credentials in the Authorization "
             "header, credentials in the post body, or a client_assertion in the post body."),
         "OKTA-CREDENTIALS-TWICE");
    code("2.2 grant type off",
         oauthAnswer(
             "400 Bad Request", "unauthorized_client",
             "The client is not authorized to use the provided grant type. Configured grant types: [refresh_token]."),
         "OKTA-GRANT-TYPE-OFF");
    refresh("2.2 refresh grant off",
            oauthAnswer("400 Bad Request", "unauthorized_client",
                        "The client is not authorized to use the provided grant type. Configured grant types: "
                        "[authorization_code]."),
            "OKTA-REFRESH-GRANT-OFF");
    code("2.2 offline_access with an Origin header",
         oauthAnswer("400 Bad Request", "invalid_scope",
                     "Browser requests to the token endpoint may not include the offline_access scope."),
         "OKTA-ORIGIN-HEADER");
    code("2.2 code used or expired",
         oauthAnswer("400 Bad Request", "invalid_grant", "The authorization code is invalid or has expired."),
         "OKTA-CODE-INVALID");
    code("2.2 code of another client",
         oauthAnswer(
             "400 Bad Request", "invalid_grant",
             "The grant was issued to another client. Please make sure the 'client_id' matches the one used at the "
             "authorize request."),
         "OKTA-CODE-OTHER-CLIENT");
    code("2.2 redirect_uri differs",
         oauthAnswer("400 Bad Request", "invalid_grant",
                     "The 'redirect_uri' does not match the redirection URI used in the authorization request."),
         "OKTA-REDIRECT-DIFFERS");
    code("2.2 PKCE wrong", oauthAnswer("400 Bad Request", "invalid_grant", "PKCE verification failed."),
         "OKTA-PKCE-FAILED");
    code("2.2 PKCE missing",
         oauthAnswer("400 Bad Request", "invalid_request", "PKCE code verifier is required by the application."),
         "OKTA-PKCE-FAILED");
    refresh("2.2 refresh token bad",
            oauthAnswer("400 Bad Request", "invalid_grant", "The refresh token is invalid or expired."),
            "OKTA-REFRESH-TOKEN-INVALID");
    code("2.2 DPoP", oauthAnswer("400 Bad Request", "invalid_dpop_proof", "The DPoP proof JWT header is missing."),
         "OKTA-DPOP-REQUIRED");
    code("2.2 DPoP nonce",
         oauthAnswer("400 Bad Request", "use_dpop_nonce", "Authorization server requires nonce in DPoP proof."),
         "OKTA-DPOP-REQUIRED");
    code("2.2 private_key_jwt on the org server",
         oauthAnswer("401 Unauthorized", "invalid_client",
                     "Client Credentials requests to the Org Authorization Server must use the private_key_jwt "
                     "token_endpoint_auth_method."),
         "OKTA-CLIENT-AUTHENTICATION");
    code("2.2 bound to the org server",
         oauthAnswer("400 Bad Request", "unauthorized_client", "This client cannot use a custom authorization server."),
         "OKTA-ORG-SERVER-ONLY");
    refresh(
        "2.2 refresh scopes denied",
        oauthAnswer("400 Bad Request", "access_denied",
                    "Some of the scopes requested for the refresh request were not granted in the original authorize "
                    "request. Denied scopes: [groups]."),
        "OKTA-REFRESH-SCOPES");
    code(
        "2.2 too many calls",
        oauthAnswer("429 Too Many Requests", "invalid_grant", "API call exceeded rate limit due to too many requests."),
        "OKTA-RATE-LIMITED");
    code("2.2 feature off",
         oauthAnswer("403 Forbidden", "server_error", "The requested feature is not enabled in this environment."),
         "OKTA-FEATURE-OFF");
}

void tst_OktaReplies::what_the_token_endpoint_says()
{
    QFETCH(bool, isRefresh);
    QFETCH(QByteArray, answer);
    QFETCH(QString, code);
    RawServer server;
    server.setAnswer(answer);
    const oidc::ClientCredentials credentials{QStringLiteral("0oaclient"), Secret("a-client-secret"),
                                              oidc::ClientAuthentication::Basic};
    const auto job = isRefresh
        ? oidc::TokenJob::refresh(server.url(), credentials, Secret("a-refresh-token"), m_http)
        : oidc::TokenJob::exchangeCode(server.url(), credentials, Secret("a-code"),
                                       QStringLiteral("http://127.0.0.1:1/callback"), Secret("a-verifier"), m_http);
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    QVERIFY(finished.wait());
    QVERIFY(!job->outcome());
    const auto diagnosis = advice::diagnose(job->outcome().error());
    verify(diagnosis, code);
    QVERIFY2(diagnosis.detail.contains(QLatin1String(RequestId)), qPrintable(diagnosis.detail));
    if (answer.contains(ErrorId))
        QVERIFY2(diagnosis.detail.contains(QLatin1String(ErrorId)), qPrintable(diagnosis.detail));
    QCOMPARE(server.requests().size(), 1);
}

void tst_OktaReplies::what_the_discovery_document_s_place_says_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &answer, const char *code) {
        QTest::newRow(name) << answer << QString::fromLatin1(code);
    };
    row("1.3 no such organisation", httpAnswer("<!DOCTYPE html>", "404 Not Found", "Content-Type: text/html\r\n"),
        "OIDC-DISCOVERY-NOT-FOUND");
    row("1.4 no such authorization server",
        apiAnswer("404 Not Found", "E0000007", "Not found: Resource not found: x (AuthorizationServer)"),
        "OKTA-AUTHORIZATION-SERVER-UNKNOWN");
    row("1.3 deactivated",
        apiAnswer(
            "403 Forbidden", "E0000260",
            "This developer org has been deactivated. If you need access or have questions, please contact your org "
            "admin."),
        "OKTA-ORGANIZATION-DEACTIVATED");
    row("2.3 HTML", httpAnswer("<html>sign in to the network", "200 OK", "Content-Type: text/html\r\n"),
        "OIDC-DISCOVERY-HTML");
    row("2.4 read-only", apiAnswer("503 Service Unavailable", "E0000010", "Service is in read only mode"),
        "OKTA-READ-ONLY");
}

void tst_OktaReplies::what_the_discovery_document_s_place_says()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, code);
    RawServer server;
    server.setAnswer(answer);
    oidc::DiscoveryJob job(server.url().toString(QUrl::StripTrailingSlash), m_http);
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    QVERIFY(finished.wait());
    QVERIFY(!job.outcome());
    verify(advice::diagnose(job.outcome().error()), code);
}

void tst_OktaReplies::what_the_management_api_says_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *status, const char *errorCode, const char *summary,
                        const char *code) {
        QTest::newRow(name) << apiAnswer(status, errorCode, summary) << QString::fromLatin1(code);
    };
    row("2.4 E0000011", "401 Unauthorized", "E0000011", "Invalid token provided", "OKTA-TOKEN-INVALID");
    row("2.4 E0000005", "403 Forbidden", "E0000005", "Invalid session", "OKTA-TOKEN-NOT-PRESENTED");
    row("2.4 E0000004", "401 Unauthorized", "E0000004", "Authentication failed", "OKTA-TOKEN-INVALID");
    row("2.4 E0000006", "403 Forbidden", "E0000006", "You do not have permission to perform the requested action",
        "OKTA-TOKEN-NOT-PERMITTED");
    row("2.4 E0000015", "401 Unauthorized", "E0000015",
        "You do not have permission to access the feature you are requesting", "OKTA-FEATURE-UNAVAILABLE");
    row("2.4 E0000007", "404 Not Found", "E0000007", "Not found: Resource not found: me (User)", "OKTA-NOT-FOUND");
    row("2.4 E0000008", "404 Not Found", "E0000008", "The requested path was not found", "OKTA-NOT-FOUND");
    row("2.4 E0000022", "405 Method Not Allowed", "E0000022", "The endpoint does not support the provided HTTP method",
        "OKTA-METHOD-REFUSED");
    row("2.4 E0000001", "400 Bad Request", "E0000001", "Api validation failed: limit", "OKTA-INVALID-REQUEST");
    row("2.4 E0000003", "400 Bad Request", "E0000003", "The request body was not well-formed.", "OKTA-INVALID-REQUEST");
    row("2.4 E0000039", "403 Forbidden", "E0000039", "Operation on application settings failed.",
        "OKTA-TOKEN-NOT-PERMITTED");
    row("2.4 E0000040", "400 Bad Request", "E0000040",
        "Application label must not be the same as an existing application label.", "OKTA-INVALID-REQUEST");
    row("2.4 E0000047", "429 Too Many Requests", "E0000047", "API call exceeded rate limit due to too many requests.",
        "OKTA-RATE-LIMITED");
    row("2.4 E0000057", "403 Forbidden", "E0000057", "Access to this application is denied due to a policy.",
        "OKTA-POLICY-DENIED");
    row("2.4 E0000010", "503 Service Unavailable", "E0000010", "Service is in read only mode", "OKTA-READ-ONLY");
    row("2.4 E0000009", "500 Internal Server Error", "E0000009", "Internal Server Error", "OKTA-SERVER-ERROR");
    row("2.4 E0000181", "503 Service Unavailable", "E0000181", "Service temporarily unavailable.", "OKTA-SERVER-ERROR");
    row("2.4 E0000212", "403 Forbidden", "E0000212", "Origin validation failed.", "OKTA-ORIGIN-HEADER");
    row("2.4 E0000260", "403 Forbidden", "E0000260",
        "This developer org has been deactivated. If you need access or have questions, please contact your org admin.",
        "OKTA-ORGANIZATION-DEACTIVATED");
    row("2.4 a code of tomorrow", "401 Unauthorized", "E0009999", "Something new", "OKTA-TOKEN-INVALID");
}

void tst_OktaReplies::what_the_management_api_says()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, code);
    RawServer server;
    server.setHandler([&answer](QTcpSocket &socket, const RawRequest &request) {
        socket.write(request.target() == "/.well-known/okta-organization" ? httpAnswer(R"({"id":"00o1"})") : answer);
    });
    okta::CheckApiTokenJob job(*okta::OrgUrl::parse(server.url().toString()),
                               *okta::ApiToken::parse(QStringLiteral("00") + QString(40, QLatin1Char('x'))), m_http);
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    QVERIFY(finished.wait());
    const auto problem = job.report().checks.check(okta::TokenCheckId::TokenAccepted).problem;
    QVERIFY(problem);
    const auto diagnosis = advice::diagnose(*problem);
    verify(diagnosis, code);
    QVERIFY2(diagnosis.detail.contains(QLatin1String(RequestId)), qPrintable(diagnosis.detail));
    QVERIFY2(diagnosis.detail.contains(QLatin1String(ErrorId)), qPrintable(diagnosis.detail));
    QCOMPARE(server.requests().size(), 2); // and nothing is retried
}

QTEST_GUILESS_MAIN(tst_OktaReplies)
#include "tst_OktaReplies.moc"

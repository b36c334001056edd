#include "okta/ApiError.h"

#include <QTest>

using okta::ApiError;
using Reason = okta::ApiError::Reason;

namespace {

http::Response answer(int status, const QByteArray &body, QList<QPair<QByteArray, QByteArray>> headers = {})
{
    http::Response response;
    response.status = status;
    response.url = QUrl(QStringLiteral("https://acme.okta.com/api/v1/groups"));
    response.body = body;
    response.headers = std::move(headers);
    response.receivedAt = QDateTime::currentDateTimeUtc();
    return response;
}

QByteArray oktaBody(const char *code, const char *summary)
{
    return QByteArray("{\"errorCode\":\"") + code + "\",\"errorSummary\":\"" + summary + "\",\"errorLink\":\"" + code
        + "\",\"errorId\":\"oaeABC\",\"errorCauses\":[{\"errorSummary\":\"a cause\"}]}";
}

} // namespace

class tst_ApiError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void each_row_of_the_catalogue_has_its_reason_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Reason>("reason");
        const auto row = [](const char *name, int status, const QByteArray &body, Reason reason) {
            QTest::newRow(name) << status << body << reason;
        };
        row("2.4 token invalid", 401, oktaBody("E0000011", "Invalid token provided"), Reason::TokenInvalid);
        row("2.4 header missing", 403, oktaBody("E0000005", "Invalid session"), Reason::TokenNotPresented);
        row("2.4 password", 401, oktaBody("E0000004", "Authentication failed"), Reason::TokenInvalid);
        row("2.4 not permitted", 403,
            oktaBody("E0000006", "You do not have permission to perform the requested action"), Reason::NotPermitted);
        row("2.4 feature", 401,
            oktaBody("E0000015", "You do not have permission to access the feature you are requesting"),
            Reason::FeatureUnavailable);
        row("2.4 not found", 404, oktaBody("E0000007", "Not found: Resource not found: x (Group)"), Reason::NotFound);
        row("2.4 path", 404, oktaBody("E0000008", "The requested path was not found"), Reason::NotFound);
        row("2.4 method", 405, oktaBody("E0000022", "The endpoint does not support the provided HTTP method"),
            Reason::MethodRefused);
        row("2.4 validation", 400, oktaBody("E0000001", "Api validation failed: x"), Reason::InvalidRequest);
        row("2.4 body", 400, oktaBody("E0000003", "The request body was not well-formed."), Reason::InvalidRequest);
        row("2.4 rate limited", 429, oktaBody("E0000047", "API call exceeded rate limit due to too many requests."),
            Reason::RateLimited);
        row("2.4 policy", 403, oktaBody("E0000057", "Access to this application is denied due to a policy."),
            Reason::PolicyDenied);
        row("2.4 read only", 503, oktaBody("E0000010", "Service is in read only mode"), Reason::ReadOnly);
        row("2.4 internal", 500, oktaBody("E0000009", "Internal Server Error"), Reason::ServerTrouble);
        row("2.4 unavailable", 503, oktaBody("E0000181", "Service temporarily unavailable."), Reason::ServerTrouble);
        row("2.4 origin", 403, oktaBody("E0000212", "Origin validation failed."), Reason::OriginRefused);
        row("1.3 deactivated", 403, oktaBody("E0000260", "This developer org has been deactivated."),
            Reason::OrganizationDeactivated);
        row("new code, 401", 401, oktaBody("E0009999", "?"), Reason::TokenInvalid);
        row("new code, 403", 403, oktaBody("E0009999", "?"), Reason::NotPermitted);
        row("new code, 418", 418, oktaBody("E0009999", "?"), Reason::Other);
        row("429 of somebody else", 429, "<html>", Reason::RateLimited);
        row("HTML", 404, "<!DOCTYPE html><html></html>", Reason::Html);
        row("empty 502", 502, "", Reason::ServerTrouble);
    }
    void each_row_of_the_catalogue_has_its_reason()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(Reason, reason);
        const auto error = ApiError::of(answer(status, body, {{"X-Okta-Request-Id", "reqXYZ"}}));
        QCOMPARE(error.reason, reason);
        QCOMPARE(error.httpStatus, status);
        QCOMPARE(error.requestId, QStringLiteral("reqXYZ"));
        if (body.startsWith('{')) {
            QCOMPARE(error.errorId, QStringLiteral("oaeABC"));
            QCOMPARE(error.errorCauses, QStringList{QStringLiteral("a cause")});
        }
    }

    void text_of_the_server_is_made_safe()
    {
        const auto error = ApiError::of(
            answer(400, QStringLiteral("{\"errorCode\":\"E\u202E\",\"errorSummary\":\"a\\nb\"}").toUtf8()));
        QVERIFY(!error.errorCode.contains(QChar(0x202E)));
        QVERIFY(!error.errorSummary.contains(QLatin1Char('\n')));
    }

    void a_redirect_names_its_target_without_its_query()
    {
        const auto error = ApiError::of(answer(302, {}, {{"Location", "https://login.example/x?secret=1"}}));
        QCOMPARE(error.reason, Reason::Redirected);
        QCOMPARE(error.detail, QStringLiteral("https://login.example/x"));
    }
};

QTEST_GUILESS_MAIN(tst_ApiError)
#include "tst_ApiError.moc"

#include "http/Response.h"

#include <QTest>

using http::Response;

class tst_Response : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headers_are_found_without_case();
    void mediaType_data();
    void mediaType();
    void redirectTarget_data();
    void redirectTarget();
    void date_data();
    void date();
    void a_two_digit_year_is_never_far_ahead();
    void clockOffset_data();
    void clockOffset();
};

void tst_Response::headers_are_found_without_case()
{
    Response response;
    response.headers = {{"X-Okta-Request-Id", "one"}, {"x-okta-request-id", "two"}, {"X", ""}};
    QCOMPARE(response.header("x-OKTA-request-ID"), "one");
    QVERIFY(response.header("X-Okta").isEmpty());
    QVERIFY(response.header("").isEmpty());
}

void tst_Response::mediaType_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << QByteArray("application/json") << QByteArray("application/json");
    QTest::newRow("parameter") << QByteArray("application/json;charset=UTF-8") << QByteArray("application/json");
    QTest::newRow("spaces and case") << QByteArray(" Text/HTML ; charset=utf-8") << QByteArray("text/html");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("only a parameter") << QByteArray("; charset=utf-8") << QByteArray();
}

void tst_Response::mediaType()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, expected);
    Response response;
    response.headers = {{"content-type", contentType}};
    QCOMPARE(response.mediaType(), expected);
    QCOMPARE(Response().mediaType(), QByteArray());
}

void tst_Response::redirectTarget_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QUrl>("target");
    const auto row = [](const char *name, int status, const char *location, const char *target) {
        QTest::newRow(name) << status << QByteArray(location) << QUrl(QString::fromLatin1(target));
    };
    row("absolute", 302, "https://other.example/x?a=b%20c", "https://other.example/x?a=b%20c");
    row("to the loopback listener", 303, "http://127.0.0.1:8765/callback?error=login_required&state=abc",
        "http://127.0.0.1:8765/callback?error=login_required&state=abc");
    row("path", 301, "/login", "https://acme.okta.com/login");
    row("relative", 307, "next?x=1", "https://acme.okta.com/oauth2/v1/next?x=1");
    row("no scheme", 308, "//other.example/y", "https://other.example/y");
    row("plus stays", 302, "/cb?d=a+b%2Bc", "https://acme.okta.com/cb?d=a+b%2Bc");
    row("300", 300, "/a", "https://acme.okta.com/a");
    row("399", 399, "/a", "https://acme.okta.com/a");
    row("no redirect: 200", 200, "/a", "");
    row("no redirect: 201", 201, "/a", "");
    row("no redirect: 400", 400, "/a", "");
    row("no Location", 302, "", "");
    row("no URL", 302, "http://[bad/", "");
}

void tst_Response::redirectTarget()
{
    QFETCH(int, status);
    QFETCH(QByteArray, location);
    QFETCH(QUrl, target);
    Response response;
    response.status = status;
    response.url = QUrl(QStringLiteral("https://acme.okta.com/oauth2/v1/authorize?client_id=1"));
    if (!location.isEmpty())
        response.headers = {{"location", location}};
    QCOMPARE(response.redirectTarget().toEncoded(), target.toEncoded());
}

void tst_Response::date_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("expected"); // empty: unreadable
    const auto row = [](const char *name, const char *header, const char *expected) {
        QTest::newRow(name) << QByteArray(header) << QString::fromLatin1(expected);
    };
    row("RFC 9110: IMF-fixdate", "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z");
    row("RFC 9110: RFC 850", "Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z");
    row("RFC 9110: asctime", "Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z");
    row("asctime, two digits", "Tue Nov 24 08:49:37 2026", "2026-11-24T08:49:37Z");
    row("leap day", "Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59Z");
    row("every month", "Mon, 01 Dec 2025 00:00:00 GMT", "2025-12-01T00:00:00Z");
    row("spaces around", "  Sun, 06 Nov 1994 08:49:37 GMT ", "1994-11-06T08:49:37Z");
    row("missing", "", "");
    row("no leap day", "Wed, 29 Feb 2023 00:00:00 GMT", "");
    row("no such month", "Sun, 06 Foo 1994 08:49:37 GMT", "");
    row("letters of two months", "Sun, 06 anF 1994 08:49:37 GMT", "");
    row("no such hour", "Sun, 06 Nov 1994 24:49:37 GMT", "");
    row("other zone", "Sun, 06 Nov 1994 08:49:37 PST", "");
    row("ISO", "1994-11-06T08:49:37Z", "");
    row("number", "784111777", "");
    row("twice", "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT", "");
    row("something behind it", "Sun, 06 Nov 1994 08:49:37 GMT\n", "1994-11-06T08:49:37Z");
}

void tst_Response::date()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, expected);
    Response response;
    response.headers = {{"Date", header}};
    const auto date = response.date();
    QCOMPARE(date.has_value(), !expected.isEmpty());
    if (date)
        QCOMPARE(date->toString(Qt::ISODate), expected);
}

void tst_Response::a_two_digit_year_is_never_far_ahead()
{
    const int now = QDateTime::currentDateTimeUtc().date().year();
    for (int ahead = -49; ahead <= 50; ++ahead) {
        const int year = now + ahead;
        Response response;
        response.headers = {
            {"Date", "Sunday, 06-Nov-" + QByteArray::number(year % 100).rightJustified(2, '0') + " 08:49:37 GMT"}};
        QVERIFY(response.date());
        QCOMPARE(response.date()->date().year(), year);
    }
}

void tst_Response::clockOffset_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<QString>("receivedAt");
    QTest::addColumn<bool>("isKnown");
    QTest::addColumn<qint64>("offset");
    const QByteArray date = "Tue, 24 Nov 2026 12:00:00 GMT";
    QTest::newRow("same") << date << QStringLiteral("2026-11-24T12:00:00Z") << true << qint64(0);
    QTest::newRow("within the second") << date << QStringLiteral("2026-11-24T12:00:00.999Z") << true << qint64(0);
    QTest::newRow("server ahead") << date << QStringLiteral("2026-11-24T11:58:00Z") << true << qint64(120);
    QTest::newRow("server behind") << date << QStringLiteral("2026-11-24T12:05:00Z") << true << qint64(-300);
    QTest::newRow("no date") << QByteArray() << QStringLiteral("2026-11-24T12:05:00Z") << false << qint64(0);
    QTest::newRow("not received") << date << QString() << false << qint64(0);
}

void tst_Response::clockOffset()
{
    QFETCH(QByteArray, date);
    QFETCH(QString, receivedAt);
    QFETCH(bool, isKnown);
    QFETCH(qint64, offset);
    Response response;
    response.headers = {{"Date", date}};
    response.receivedAt = QDateTime::fromString(receivedAt, Qt::ISODateWithMs);
    QCOMPARE(response.clockOffset().has_value(), isKnown);
    QCOMPARE(response.clockOffset().value_or(0), offset);
}

QTEST_APPLESS_MAIN(tst_Response)

#include "tst_Response.moc"

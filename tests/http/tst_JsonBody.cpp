#include "http/JsonBody.h"

#include <QTest>

using http::Response;
using Reason = JsonError::Reason;

Q_DECLARE_METATYPE(JsonError::Reason)

class tst_JsonBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void json_is_read_whatever_the_content_type_says_data();
    void json_is_read_whatever_the_content_type_says();
    void what_is_no_json_is_told_apart_data();
    void what_is_no_json_is_told_apart();
    void an_array_is_no_object_and_the_other_way_round();
};

void tst_JsonBody::json_is_read_whatever_the_content_type_says_data()
{
    QTest::addColumn<QByteArray>("contentType");
    for (const char *type : {"application/json", "application/json; charset=utf-8", "text/html", "text/plain",
                             "application/octet-stream", "application/jwk-set+json", ""})
        QTest::newRow(type) << QByteArray(type);
}

void tst_JsonBody::json_is_read_whatever_the_content_type_says()
{
    QFETCH(QByteArray, contentType);
    Response response;
    response.headers = {{"Content-Type", contentType}};
    response.body = "{\"issuer\":\"https://acme.okta.com\"}";
    const auto object = http::jsonObject(response);
    QVERIFY(object);
    QCOMPARE(object->value(QLatin1String("issuer")).toString(), QStringLiteral("https://acme.okta.com"));
    response.body = "[1,2]";
    const auto array = http::jsonArray(response);
    QVERIFY(array);
    QCOMPARE(array->size(), 2);
}

void tst_JsonBody::what_is_no_json_is_told_apart_data()
{
    QTest::addColumn<QByteArray>("contentType");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Reason>("reason");
    const QByteArray json = "application/json";
    const QByteArray html = "Text/HTML; charset=utf-8";
    QTest::newRow("empty") << json << QByteArray() << Reason::Empty;
    QTest::newRow("empty page") << html << QByteArray(" \r\n") << Reason::Empty;
    QTest::newRow("page") << html << QByteArray("<!DOCTYPE html><title>Sign in</title>") << Reason::LooksLikeHtml;
    QTest::newRow("page that says JSON") << json << QByteArray("\n <html>") << Reason::LooksLikeHtml;
    QTest::newRow("page that begins with text")
        << html << QByteArray("Welcome to our network") << Reason::LooksLikeHtml;
    QTest::newRow("XHTML") << QByteArray("application/xhtml+xml") << QByteArray("Hello") << Reason::LooksLikeHtml;
    QTest::newRow("text") << QByteArray("text/plain") << QByteArray("404 page not found") << Reason::Malformed;
    QTest::newRow("cut") << json << QByteArray("{\"a\":") << Reason::Malformed;
    QTest::newRow("gzip") << json << QByteArray::fromHex("1f8b0800") << Reason::Malformed;
}

void tst_JsonBody::what_is_no_json_is_told_apart()
{
    QFETCH(QByteArray, contentType);
    QFETCH(QByteArray, body);
    QFETCH(Reason, reason);
    Response response;
    response.headers = {{"Content-Type", contentType}};
    response.body = body;
    const auto object = http::jsonObject(response);
    QVERIFY(!object);
    QCOMPARE(object.error().reason, reason);
    QVERIFY(!object.error().detail.isEmpty());
    const auto array = http::jsonArray(response);
    QVERIFY(!array);
    QCOMPARE(array.error().reason, reason);
}

void tst_JsonBody::an_array_is_no_object_and_the_other_way_round()
{
    Response response;
    response.body = "[]";
    QCOMPARE(http::jsonObject(response).error().reason, Reason::WrongType);
    response.body = "{}";
    QCOMPARE(http::jsonArray(response).error().reason, Reason::WrongType);
    response.body = "\"text\"";
    QCOMPARE(http::jsonObject(response).error().reason, Reason::WrongType);
}

QTEST_APPLESS_MAIN(tst_JsonBody)

#include "tst_JsonBody.moc"

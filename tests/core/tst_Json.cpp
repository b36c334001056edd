#include "core/Json.h"

#include <QTest>

using Reason = JsonError::Reason;

Q_DECLARE_METATYPE(JsonError::Reason)

namespace {

QByteArray nested(int depth)
{
    return QByteArray("{\"a\":").repeated(depth - 1) + "{}" + QByteArray("}").repeated(depth - 1);
}

} // namespace

class tst_Json : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_an_object_data();
    void reads_an_object();
    void refuses_what_is_no_object_data();
    void refuses_what_is_no_object();
    void a_member_twice_is_refused_where_it_matters_data();
    void a_member_twice_is_refused_where_it_matters();
    void the_last_of_two_members_counts_elsewhere();
    void what_follows_a_duplicate_is_still_checked();
    void reads_an_array();
    void refuses_what_is_no_array();
    void values_survive();
};

void tst_Json::reads_an_object_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("size");
    QTest::newRow("empty object") << QByteArray("{}") << 0;
    QTest::newRow("white space around") << QByteArray(" \t\r\n{ \"a\" : 1 }\n") << 1;
    QTest::newRow("names differ by case") << QByteArray("{\"a\":1,\"A\":2}") << 2;
    QTest::newRow("one name in two objects") << QByteArray("{\"a\":{\"x\":1},\"b\":{\"x\":2}}") << 2;
    QTest::newRow("as deep as allowed") << nested(64) << 1;
    QTest::newRow("escaped") << QByteArray("{\"\\u0061\":\"\\uD83D\\uDE00\"}") << 1;
    QTest::newRow("UTF-8") << QByteArray("{\"n\":\"\xC3\xA9\xF0\x9F\x98\x80\"}") << 1;
    QTest::newRow("many members") << [] {
        QByteArray text("{");
        for (int i = 0; i < 5000; ++i)
            text += (i ? ",\"m" : "\"m") + QByteArray::number(i) + "\":" + QByteArray::number(i);
        return text + '}';
    }() << 5000;
}

void tst_Json::reads_an_object()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, size);
    for (const auto duplicates : {DuplicateMembers::Reject, DuplicateMembers::UseLast}) {
        const auto object = parseJsonObject(bytes, duplicates);
        QVERIFY2(object, qPrintable(object ? QString() : object.error().detail));
        QCOMPARE(object->size(), size);
    }
}

void tst_Json::refuses_what_is_no_object_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Reason>("reason");
    const auto row = [](const char *name, const QByteArray &bytes, Reason reason) {
        QTest::newRow(name) << bytes << reason;
    };
    row("nothing", "", Reason::Empty);
    row("white space", " \r\n\t", Reason::Empty);
    row("only a byte order mark", "\xEF\xBB\xBF", Reason::Empty);
    row("HTML", "<!DOCTYPE html><html></html>", Reason::LooksLikeHtml);
    row("HTML after white space", "\r\n  <html>", Reason::LooksLikeHtml);
    row("HTML after a byte order mark", "\xEF\xBB\xBF<html>", Reason::LooksLikeHtml);
    row("XML", "<?xml version=\"1.0\"?><error/>", Reason::LooksLikeHtml);
    row("array", "[]", Reason::WrongType);
    row("string", "\"text\"", Reason::WrongType);
    row("number", "12", Reason::WrongType);
    row("true", "true", Reason::WrongType);
    row("null", "null", Reason::WrongType);
    row("text", "404 page not found", Reason::Malformed);
    row("byte order mark", "\xEF\xBB\xBF{}", Reason::Malformed);
    row("cut", "{\"a\":1", Reason::Malformed);
    row("cut in a string", "{\"a\":\"b", Reason::Malformed);
    row("two values", "{}{}", Reason::Malformed);
    row("something behind it", "{} x", Reason::Malformed);
    row("NUL behind it", QByteArray("{}\0", 3), Reason::Malformed);
    row("trailing comma", "{\"a\":1,}", Reason::Malformed);
    row("comment", "{/* no */}", Reason::Malformed);
    row("single quotes", "{'a':1}", Reason::Malformed);
    row("name without quotes", "{a:1}", Reason::Malformed);
    row("NaN", "{\"a\":NaN}", Reason::Malformed);
    row("leading zero", "{\"a\":01}", Reason::Malformed);
    row("leading plus", "{\"a\":+1}", Reason::Malformed);
    row("hexadecimal", "{\"a\":0x1}", Reason::Malformed);
    row("number too big", "{\"a\":1e999}", Reason::Malformed);
    row("control character in a string", "{\"a\":\"\n\"}", Reason::Malformed);
    row("NUL in a string", QByteArray("{\"a\":\"\0\"}", 9), Reason::Malformed);
    row("bad escape", "{\"a\":\"\\x41\"}", Reason::Malformed);
    row("lone surrogate", "{\"a\":\"\\uD83D\"}", Reason::Malformed);
    row("lone low surrogate", "{\"a\":\"\\uDE00\"}", Reason::Malformed);
    row("Latin-1", "{\"a\":\"\xE9\"}", Reason::Malformed);
    row("overlong UTF-8", "{\"a\":\"\xC0\xAF\"}", Reason::Malformed);
    row("surrogate in UTF-8", "{\"a\":\"\xED\xA0\x80\"}", Reason::Malformed);
    row("beyond Unicode", "{\"a\":\"\xF5\x80\x80\x80\"}", Reason::Malformed);
    row("UTF-16", QByteArray("{\0}\0", 4), Reason::Malformed);
    row("too deep", nested(65), Reason::Malformed);
    row("100,000 brackets", QByteArray("[").repeated(100'000), Reason::Malformed);
    row("gzip", QByteArray::fromHex("1f8b0800000000000003"), Reason::Malformed);
    row("JSONP", "callback({})", Reason::Malformed);
    row("guarded JSON", ")]}'\n{}", Reason::Malformed);
}

void tst_Json::refuses_what_is_no_object()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Reason, reason);
    for (const auto duplicates : {DuplicateMembers::Reject, DuplicateMembers::UseLast}) {
        const auto object = parseJsonObject(bytes, duplicates);
        QVERIFY(!object);
        QCOMPARE(object.error().reason, reason);
        QVERIFY(!object.error().detail.isEmpty());
    }
}

void tst_Json::a_member_twice_is_refused_where_it_matters_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("side by side") << QByteArray("{\"alg\":\"RS256\",\"alg\":\"none\"}");
    QTest::newRow("apart") << QByteArray("{\"sub\":1,\"iss\":2,\"sub\":1}");
    QTest::newRow("written differently") << QByteArray("{\"alg\":1,\"\\u0061lg\":2}");
    QTest::newRow("inside") << QByteArray("{\"a\":{\"b\":[{\"c\":1,\"c\":2}]}}");
    QTest::newRow("after an inner object") << QByteArray("{\"a\":{\"b\":1},\"a\":2}");
    QTest::newRow("empty names") << QByteArray("{\"\":1,\"\":2}");
}

void tst_Json::a_member_twice_is_refused_where_it_matters()
{
    QFETCH(QByteArray, bytes);
    const auto object = parseJsonObject(bytes, DuplicateMembers::Reject);
    QVERIFY(!object);
    QCOMPARE(object.error().reason, Reason::DuplicateMember);
    QVERIFY(parseJsonObject(bytes, DuplicateMembers::UseLast));
}

void tst_Json::the_last_of_two_members_counts_elsewhere()
{
    const auto object = parseJsonObject("{\"a\":1,\"a\":2}");
    QVERIFY(object);
    QCOMPARE(object->value(QLatin1String("a")).toInt(), 2);
}

void tst_Json::what_follows_a_duplicate_is_still_checked()
{
    for (const QByteArray &bytes :
         {QByteArray("{\"a\":1,\"a\":2,}"), QByteArray("{\"a\":1,\"a\":") + nested(64) + '}'}) {
        const auto object = parseJsonObject(bytes, DuplicateMembers::UseLast);
        QVERIFY(!object);
        QCOMPARE(object.error().reason, Reason::Malformed);
    }
}

void tst_Json::reads_an_array()
{
    const auto array = parseJsonArray(" [1,{\"a\":1,\"a\":2},\"x\"] ");
    QVERIFY(array);
    QCOMPARE(array->size(), 3);
    QVERIFY(parseJsonArray("[]"));
}

void tst_Json::refuses_what_is_no_array()
{
    QCOMPARE(parseJsonArray("{}").error().reason, Reason::WrongType);
    QCOMPARE(parseJsonArray("1").error().reason, Reason::WrongType);
    QCOMPARE(parseJsonArray("").error().reason, Reason::Empty);
    QCOMPARE(parseJsonArray("<a>").error().reason, Reason::LooksLikeHtml);
    QCOMPARE(parseJsonArray("[1,]").error().reason, Reason::Malformed);
    QCOMPARE(parseJsonArray("[1][2]").error().reason, Reason::Malformed);
}

void tst_Json::values_survive()
{
    const auto object = parseJsonObject("{\"exp\":1795000000,\"big\":9007199254740993,\"neg\":-1.5e3,\"t\":true,\"n\":"
                                        "null,\"s\":\"\\u00e9\\\"\\\\/\\n\"}");
    QVERIFY(object);
    QCOMPARE(object->value(QLatin1String("exp")).toInteger(), 1795000000);
    QCOMPARE(object->value(QLatin1String("big")).toInteger(), 9007199254740993);
    QCOMPARE(object->value(QLatin1String("neg")).toDouble(), -1500.0);
    QVERIFY(object->value(QLatin1String("t")).toBool());
    QVERIFY(object->value(QLatin1String("n")).isNull());
    QCOMPARE(object->value(QLatin1String("s")).toString(), QStringLiteral("\u00e9\"\\/\n"));
}

QTEST_APPLESS_MAIN(tst_Json)

#include "tst_Json.moc"

#include "http/FormEncoding.h"

#include <QTest>

using http::basicAuthorization;
using http::formBody;
using http::formDecoded;
using http::formEncoded;
using http::FormFields;
using http::parseForm;

namespace {

QByteArray everyByte()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    return all;
}

} // namespace

class tst_FormEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodes_data();
    void encodes();
    void decodes_data();
    void decodes();
    void refuses_bad_escapes_data();
    void refuses_bad_escapes();
    void every_byte_survives_the_way_there_and_back();
    void a_body_keeps_order_and_duplicates();
    void a_body_splits_first_and_decodes_once_data();
    void a_body_splits_first_and_decodes_once();
    void a_body_with_a_bad_escape_is_refused();
    void basic_credentials_are_form_encoded_first_data();
    void basic_credentials_are_form_encoded_first();
};

void tst_FormEncoding::encodes_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::addColumn<QByteArray>("encoded");
    const auto row = [](const char *name, const char *plain, const char *encoded) {
        QTest::newRow(name) << QByteArray(plain) << QByteArray(encoded);
    };
    row("empty", "", "");
    row("unreserved", "AZaz09*-._", "AZaz09*-._");
    row("tilde is not one of them", "~", "%7E");
    row("plus, space, ampersand (oidc.md 0.2)", "a+b c&d", "a%2Bb+c%26d");
    row("equals, percent, slash", "=%/", "%3D%25%2F");
    row("upper case digits", "\xAF", "%AF");
    row("RFC 6749 appendix B", " %&+\xC2\xA3\xE2\x82\xAC", "+%25%26%2B%C2%A3%E2%82%AC");
    row("line break", "a\r\nb", "a%0D%0Ab");
    QTest::newRow("NUL") << QByteArray("\0", 1) << QByteArray("%00");
}

void tst_FormEncoding::encodes()
{
    QFETCH(QByteArray, plain);
    QFETCH(QByteArray, encoded);
    QCOMPARE(formEncoded(plain), encoded);
    QCOMPARE(formDecoded(encoded), std::optional(plain));
}

void tst_FormEncoding::decodes_data()
{
    QTest::addColumn<QByteArray>("encoded");
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("plus is a space (oidc.md 0.2)") << QByteArray("End-User+auth") << QByteArray("End-User auth");
    QTest::newRow("lower case digits") << QByteArray("%2b%e2%82%ac") << QByteArray("+\xE2\x82\xAC");
    QTest::newRow("once and not twice") << QByteArray("%2526") << QByteArray("%26");
    QTest::newRow("what need not be escaped") << QByteArray("a~b:/?\xE2\x82\xAC") << QByteArray("a~b:/?\xE2\x82\xAC");
}

void tst_FormEncoding::decodes()
{
    QFETCH(QByteArray, encoded);
    QFETCH(QByteArray, plain);
    QCOMPARE(formDecoded(encoded), std::optional(plain));
}

void tst_FormEncoding::refuses_bad_escapes_data()
{
    QTest::addColumn<QByteArray>("encoded");
    for (const char *encoded : {"%", "a%", "%2", "a%2", "%zz", "%2g", "%g2", "%%", "%+1", "%-1", "% 1", "ok%20%"})
        QTest::newRow(encoded) << QByteArray(encoded);
}

void tst_FormEncoding::refuses_bad_escapes()
{
    QFETCH(QByteArray, encoded);
    QVERIFY(!formDecoded(encoded));
    QVERIFY(!parseForm("a=1&b=" + encoded));
    QVERIFY(!parseForm(encoded + "=1"));
}

void tst_FormEncoding::every_byte_survives_the_way_there_and_back()
{
    QCOMPARE(formDecoded(formEncoded(everyByte())), std::optional(everyByte()));
    const FormFields fields{{everyByte(), everyByte()}};
    QCOMPARE(parseForm(formBody(fields)), std::optional(fields));
}

void tst_FormEncoding::a_body_keeps_order_and_duplicates()
{
    const FormFields fields{
        {"grant_type", "authorization_code"}, {"code", "a+b/c="}, {"a", "1"}, {"a", "2"}, {"empty", ""}};
    const QByteArray body = "grant_type=authorization_code&code=a%2Bb%2Fc%3D&a=1&a=2&empty=";
    QCOMPARE(formBody(fields), body);
    QCOMPARE(parseForm(body), std::optional(fields));
    QCOMPARE(formBody({}), QByteArray());
}

void tst_FormEncoding::a_body_splits_first_and_decodes_once_data()
{
    QTest::addColumn<QByteArray>("encoded");
    QTest::addColumn<FormFields>("fields");
    QTest::newRow("escaped ampersand (oidc.md 0.2)") << QByteArray("code=a%26b") << FormFields{{"code", "a&b"}};
    QTest::newRow("escaped equals") << QByteArray("a%3Db=c%3Dd") << FormFields{{"a=b", "c=d"}};
    QTest::newRow("equals in the value") << QByteArray("code=a=b==") << FormFields{{"code", "a=b=="}};
    QTest::newRow("no equals") << QByteArray("a&b=") << FormFields{{"a", ""}, {"b", ""}};
    QTest::newRow("no name") << QByteArray("=a") << FormFields{{"", "a"}};
    QTest::newRow("empty parts") << QByteArray("&&a=1&&") << FormFields{{"a", "1"}};
    QTest::newRow("nothing") << QByteArray() << FormFields{};
    QTest::newRow("only separators") << QByteArray("&&") << FormFields{};
}

void tst_FormEncoding::a_body_splits_first_and_decodes_once()
{
    QFETCH(QByteArray, encoded);
    QFETCH(FormFields, fields);
    QCOMPARE(parseForm(encoded), std::optional(fields));
}

void tst_FormEncoding::a_body_with_a_bad_escape_is_refused()
{
    QVERIFY(!parseForm("a=1&b=%&c=3"));
    QVERIFY(parseForm("a=1&b=%25&c=3"));
}

void tst_FormEncoding::basic_credentials_are_form_encoded_first_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("pair");
    QTest::newRow("plain") << QStringLiteral("0oa1b2C3") << QByteArray("abc-DEF_123")
                           << QByteArray("0oa1b2C3:abc-DEF_123");
    QTest::newRow("oidc.md 0.2") << QStringLiteral("client") << QByteArray("s3cr%t:+/ &")
                                 << QByteArray("client:s3cr%25t%3A%2B%2F+%26");
    QTest::newRow("colon in the id") << QStringLiteral("a:b") << QByteArray("c:d") << QByteArray("a%3Ab:c%3Ad");
    QTest::newRow("not ASCII") << QStringLiteral("\u20AC") << QByteArray("\xC2\xA3") << QByteArray("%E2%82%AC:%C2%A3");
    QTest::newRow("both empty") << QString() << QByteArray() << QByteArray(":");
}

void tst_FormEncoding::basic_credentials_are_form_encoded_first()
{
    QFETCH(QString, id);
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, pair);
    const Secret value = basicAuthorization(id, Secret(secret));
    QCOMPARE(value.reveal().toByteArray(), "Basic " + pair.toBase64());
}

QTEST_APPLESS_MAIN(tst_FormEncoding)

#include "tst_FormEncoding.moc"

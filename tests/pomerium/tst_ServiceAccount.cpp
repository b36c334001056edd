#include "pomerium/ServiceAccount.h"

#include <QtTest>

using pomerium::Release;
using pomerium::ServiceAccount;
using Reason = pomerium::ServiceAccountError::Reason;

namespace {

/// A token of Okta's form: 00 and 40 more characters.
QByteArray token()
{
    return QByteArrayLiteral("00ABCdefGHIjklMNOpqrSTUvwxYZ0123456789_-ab");
}

QByteArray json()
{
    return QByteArrayLiteral("{\"api_key\":\"") + token() + QByteArrayLiteral("\"}");
}

QByteArray wrapped(const QByteArray &text, const QByteArray &lineEnd)
{
    return text.left(40) + lineEnd + text.mid(40) + lineEnd;
}

QByteArray utf16(const QByteArray &ascii)
{
    QByteArray bytes("\xFF\xFE");
    for (const char c : ascii) {
        bytes += c;
        bytes += '\0';
    }
    return bytes;
}

/// "ok" or the number of a reason.
constexpr int ok = -1;
constexpr int reason(Reason r)
{
    return static_cast<int>(r);
}

} // namespace

/// The parser table of the facts, 1.3: a row for each value, a column for each group of releases.
class tst_ServiceAccount : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_printf_and_base64_print_is_written_byte_for_byte()
    {
        // printf '{"api_key":"%s"}' 00ABCdefGHIjklMNOpqrSTUvwxYZ0123456789_-ab | base64 -w 0
        QCOMPARE(ServiceAccount::encode(Secret(token())).reveal().toByteArray(),
                 QByteArrayLiteral("eyJhcGlfa2V5IjoiMDBBQkNkZWZHSElqa2xNTk9wcXJTVFV2d3hZWjAxMjM0NTY3ODlfLWFiIn0="));
    }

    void a_token_of_oktas_form_gives_76_safe_characters()
    {
        const QByteArray value = ServiceAccount::encode(Secret(token())).reveal().toByteArray();
        QCOMPARE(value.size(), 76);
        QCOMPARE(value.count('='), 1);
        QVERIFY(!value.contains('+') && !value.contains('/') && !value.contains('\n'));
    }

    void characters_that_json_escapes_come_back_from_any_parser()
    {
        const QByteArray odd("a\"b\\c\x01\x7F\xC3\xA9");
        const QByteArray decoded = QByteArray::fromBase64(ServiceAccount::encode(Secret(odd)).reveal().toByteArray());
        QCOMPARE(decoded, QByteArrayLiteral("{\"api_key\":\"a\\\"b\\\\c\\u0001\x7F\xC3\xA9\"}"));
        QCOMPARE(QJsonDocument::fromJson(decoded).object().value(QLatin1String("api_key")).toString().toUtf8(), odd);
    }

    void the_value_follows_the_release()
    {
        const Secret plain(token());
        QCOMPARE(ServiceAccount::encodeFor(plain, *Release::parse(u"0.9.6")).reveal().toByteArray(), token());
        QVERIFY(ServiceAccount::encodeFor(plain, *Release::parse(u"0.10")) == ServiceAccount::encode(plain));
        QVERIFY(ServiceAccount::encodeFor(plain, Release::legacy()) == ServiceAccount::encode(plain));
    }

    void each_row_of_the_parser_table_is_judged_as_pomerium_does_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("in0_10_0");
        QTest::addColumn<int>("in0_15");
        QTest::addColumn<int>("in0_19");

        const QByteArray base64 = json().toBase64();
        const QByteArray inner = "{\n  \"api_key\": \"" + token() + "\"\n}\n";
        QTest::newRow("1.3 base64 of JSON") << base64 << ok << ok << ok;
        QTest::newRow("1.3 pretty JSON") << inner.toBase64() << ok << ok << ok;
        QTest::newRow("1.3 trailing LF") << base64 + '\n' << ok << ok << ok;
        QTest::newRow("1.3 wrapped with LF") << wrapped(base64, "\n") << ok << ok << ok;
        QTest::newRow("1.3 wrapped with CRLF") << wrapped(base64, "\r\n") << ok << ok << ok;
        QTest::newRow("1.3 extra members")
            << QByteArray("{\"org\":1,\"api_key\":\"" + token() + "\",\"x\":[]}").toBase64() << ok << ok << ok;
        QTest::newRow("1.3 member in capitals")
            << QByteArray("{\"API_KEY\":\"" + token() + "\"}").toBase64() << ok << ok << ok;
        QTest::newRow("1.3 trailing space")
            << base64 + ' ' << reason(Reason::TrailingSpace) << reason(Reason::TrailingSpace) << ok;
        for (const char quote : {'"', '\''}) {
            QTest::addRow("1.3 wrapped in %c", quote)
                << QByteArray(quote + base64 + quote) << reason(Reason::WrappedInQuotes)
                << reason(Reason::WrappedInQuotes) << reason(Reason::WrappedInQuotes);
        }
        QTest::newRow("1.3 padding removed") << base64.chopped(1) << reason(Reason::PaddingRemoved)
                                             << reason(Reason::PaddingRemoved) << reason(Reason::PaddingRemoved);
        const QByteArray url =
            QByteArray("{\"api_key\":\">?>~~~" + token() + "\"}").toBase64(QByteArray::Base64UrlEncoding);
        QVERIFY(url.contains('-') || url.contains('_'));
        QTest::newRow("1.3 URL alphabet")
            << url << reason(Reason::UrlAlphabet) << reason(Reason::UrlAlphabet) << reason(Reason::UrlAlphabet);
        QTest::newRow("1.3 base64 of the raw token") << token().toBase64() << reason(Reason::Base64OfToken) << ok << ok;
        QTest::newRow("1.3 echo TOKEN | base64") << QByteArray(token() + '\n').toBase64() << reason(Reason::NotJson)
                                                 << reason(Reason::NewlineInToken) << reason(Reason::NewlineInToken);
        QTest::newRow("1.3 raw token") << token() << reason(Reason::RawToken) << reason(Reason::RawToken)
                                       << reason(Reason::RawToken);
        QTest::newRow("1.3 raw JSON") << json() << reason(Reason::RawJson) << reason(Reason::RawJson) << ok;
        QTest::newRow("1.3 double base64") << base64.toBase64() << reason(Reason::DoubleBase64)
                                           << reason(Reason::DoubleBase64) << reason(Reason::DoubleBase64);
        QTest::newRow("1.3 api_token") << QByteArray("{\"api_token\":\"" + token() + "\"}").toBase64()
                                       << reason(Reason::ApiTokenMember) << reason(Reason::ApiTokenMember)
                                       << reason(Reason::ApiTokenMember);
        QTest::newRow("1.3 UTF-8 BOM inside")
            << QByteArray("\xEF\xBB\xBF" + json()).toBase64() << reason(Reason::MalformedJson)
            << reason(Reason::MalformedJson) << reason(Reason::MalformedJson);
        QTest::newRow("1.3 UTF-16 inside") << utf16(json()).toBase64() << reason(Reason::MalformedJson)
                                           << reason(Reason::MalformedJson) << reason(Reason::MalformedJson);
        QTest::newRow("1.3 typographic quotes inside")
            << QByteArray("{\xE2\x80\x9C"
                          "api_key\xE2\x80\x9D:\xE2\x80\x9C"
                          + token() + "\xE2\x80\x9D}")
                   .toBase64()
            << reason(Reason::MalformedJson) << reason(Reason::MalformedJson) << reason(Reason::MalformedJson);
        QTest::newRow("1.3 empty") << QByteArray() << reason(Reason::Empty) << reason(Reason::Empty)
                                   << reason(Reason::Empty);
        QTest::newRow("only blanks") << QByteArray(" \n") << reason(Reason::Empty) << reason(Reason::Empty)
                                     << reason(Reason::Empty);
        QTest::newRow("api_key is empty")
            << QByteArray("{\"api_key\":\"\"}").toBase64() << reason(Reason::ApiKeyMissing)
            << reason(Reason::ApiKeyMissing) << reason(Reason::ApiKeyMissing);
        QTest::newRow("api_key is a number")
            << QByteArray("{\"api_key\":7}").toBase64() << reason(Reason::ApiKeyMissing)
            << reason(Reason::ApiKeyMissing) << reason(Reason::ApiKeyMissing);
        QTest::newRow("raw JSON with api_token")
            << QByteArray("{\"api_token\":\"" + token() + "\"}") << reason(Reason::RawJson) << reason(Reason::RawJson)
            << reason(Reason::ApiTokenMember);
        QTest::newRow("a letter of another script inside")
            << QByteArray(base64.left(8) + "\xC3\xA9" + base64.mid(8)) << reason(Reason::NotBase64)
            << reason(Reason::NotBase64) << reason(Reason::NotBase64);
        QTest::newRow("something behind the padding") << QByteArray(base64 + "abcd") << reason(Reason::NotBase64)
                                                      << reason(Reason::NotBase64) << reason(Reason::NotBase64);
    }
    void each_row_of_the_parser_table_is_judged_as_pomerium_does()
    {
        QFETCH(QByteArray, value);
        QFETCH(int, in0_10_0);
        QFETCH(int, in0_15);
        QFETCH(int, in0_19);
        const std::pair<QString, int> columns[] = {
            {QStringLiteral("0.10.0"), in0_10_0}, {QStringLiteral("0.10.2"), in0_10_0},
            {QStringLiteral("0.10.3"), in0_15},   {QStringLiteral("0.15.8"), in0_15},
            {QStringLiteral("0.17.4"), in0_15},   {QStringLiteral("0.18.0"), in0_19},
            {QStringLiteral("0.19"), in0_19}};
        for (const auto &[version, expected] : columns) {
            const auto decoded = ServiceAccount::decode(value, *Release::parse(version));
            const int actual = decoded ? ok : static_cast<int>(decoded.error().reason);
            QVERIFY2(actual == expected,
                     qPrintable(QStringLiteral("%1: %2 instead of %3").arg(version).arg(actual).arg(expected)));
            if (decoded)
                QCOMPARE(decoded->reveal().toByteArray(), token());
            else
                QVERIFY(!decoded.error().detail.contains(QString::fromLatin1(token())));
        }
    }

    void before_0_10_the_token_itself_is_the_value_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("expected");
        QTest::newRow("raw token") << token() << ok;
        QTest::newRow("base64 of JSON") << json().toBase64() << reason(Reason::NotRaw);
        QTest::newRow("raw JSON") << json() << reason(Reason::RawJson);
        QTest::newRow("in quotes") << QByteArray('"' + token() + '"') << reason(Reason::WrappedInQuotes);
        QTest::newRow("with a newline") << QByteArray(token() + '\n') << reason(Reason::NewlineInToken);
        QTest::newRow("with a space") << QByteArray(token() + ' ') << reason(Reason::TrailingSpace);
        QTest::newRow("empty") << QByteArray() << reason(Reason::Empty);
    }
    void before_0_10_the_token_itself_is_the_value()
    {
        QFETCH(QByteArray, value);
        QFETCH(int, expected);
        const auto decoded = ServiceAccount::decode(value, *Release::parse(u"0.9"));
        QCOMPARE(decoded ? ok : static_cast<int>(decoded.error().reason), expected);
    }

    void from_0_20_there_is_no_service_account()
    {
        for (const auto version : {u"0.20", u"0.33.1", u"0.20 or newer"}) {
            const auto decoded = ServiceAccount::decode(json().toBase64(), *Release::parse(QStringView(version)));
            QVERIFY(!decoded);
            QCOMPARE(decoded.error().reason, Reason::NotReadByRelease);
        }
    }

    void the_token_is_recovered_from_every_understandable_mistake_data()
    {
        QTest::addColumn<QByteArray>("value");
        const QByteArray base64 = json().toBase64();
        QTest::newRow("as it should be") << base64;
        QTest::newRow("in quotes") << QByteArray('"' + base64 + '"');
        QTest::newRow("blanks around") << QByteArray("  " + base64 + " \r\n");
        QTest::newRow("padding removed") << base64.chopped(1);
        QTest::newRow("wrapped") << wrapped(base64, "\r\n");
        QTest::newRow("URL alphabet") << json().toBase64(QByteArray::Base64UrlEncoding);
        QTest::newRow("base64 of the token") << token().toBase64();
        QTest::newRow("echo | base64") << QByteArray(token() + '\n').toBase64();
        QTest::newRow("raw token") << token();
        QTest::newRow("raw JSON") << json();
        QTest::newRow("double base64") << base64.toBase64();
        QTest::newRow("api_token") << QByteArray("{\"api_token\":\"" + token() + "\"}").toBase64();
        QTest::newRow("BOM inside") << QByteArray("\xEF\xBB\xBF" + json()).toBase64();
    }
    void the_token_is_recovered_from_every_understandable_mistake()
    {
        QFETCH(QByteArray, value);
        const auto recovered = ServiceAccount::recover(value);
        QVERIFY(recovered);
        QCOMPARE(recovered->reveal().toByteArray(), token());
    }

    void nothing_is_recovered_from_what_is_not_understood_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("words") << QByteArray("not a token at all");
        QTest::newRow("base64 of words") << QByteArray("not a token at all").toBase64();
        QTest::newRow("binary") << QByteArray("\x00\xFF\x01", 3);
        QTest::newRow("JSON without it") << QByteArray("{\"a\":1}").toBase64();
    }
    void nothing_is_recovered_from_what_is_not_understood()
    {
        QFETCH(QByteArray, value);
        QVERIFY(!ServiceAccount::recover(value));
    }
};

QTEST_GUILESS_MAIN(tst_ServiceAccount)
#include "tst_ServiceAccount.moc"

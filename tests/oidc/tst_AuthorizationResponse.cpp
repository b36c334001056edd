#include "oidc/AuthorizationResponse.h"

#include <QTest>

using oidc::AuthorizationResponse;
using oidc::hasState;
using oidc::Reason;

namespace {

const QString Issuer = QStringLiteral("https://acme.okta.com");
const QByteArray State = QByteArrayLiteral("u7Qk-0r_aB3dEfGhIjKlMnOpQrStUvWxYz0123456789");

} // namespace

class tst_AuthorizationResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_state_is_ours_or_not_data();
    void a_state_is_ours_or_not();
    void a_code_comes_through_byte_for_byte_data();
    void a_code_comes_through_byte_for_byte();
    void a_bad_response_says_why_data();
    void a_bad_response_says_why();
    void C6_what_the_provider_said_is_kept();
    void L22_what_the_provider_said_is_harmless_to_show();
    void L22_a_megabyte_of_words_is_cut();
    void C9_no_secret_is_in_an_error();
};

void tst_AuthorizationResponse::a_state_is_ours_or_not_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("isOurs");
    QTest::newRow("C1 missing") << QByteArray("code=1") << false;
    QTest::newRow("C1 empty query") << QByteArray() << false;
    QTest::newRow("C1 empty") << QByteArray("code=1&state=") << false;
    QTest::newRow("C1 without a value") << QByteArray("code=1&state") << false;
    QTest::newRow("C2 ours and a 1") << "code=1&state=" + State + "1" << false;
    QTest::newRow("C2 one character less") << "code=1&state=" + State.chopped(1) << false;
    QTest::newRow("C2 L31 last character differs") << "code=1&state=" + State.chopped(1) + "0" << false;
    QTest::newRow("C2 L31 first character differs") << "code=1&state=v" + State.mid(1) << false;
    QTest::newRow("C2 other letter case") << "code=1&state=" + State.toLower() << false;
    QTest::newRow("C2 a space behind it") << "code=1&state=" + State + "+" << false;
    QTest::newRow("C2 NUL behind it") << "code=1&state=" + State + "%00" << false;
    QTest::newRow("C7 error without") << QByteArray("error=access_denied") << false;
    QTest::newRow("C7 error with a wrong one") << QByteArray("error=access_denied&state=x") << false;
    QTest::newRow("C8 twice") << "state=" + State + "&state=" + State << false;
    QTest::newRow("C8 twice, first wrong") << "state=x&code=1&state=" + State << false;
    QTest::newRow("C8 twice, second wrong") << "state=" + State + "&code=1&state=x" << false;
    QTest::newRow("C8 twice, one name encoded") << "state=" + State + "&st%61te=" + State << false;
    QTest::newRow("C12 separator inside a value") << "code=1%26state=" + State << false;
    QTest::newRow("C12 encoded twice") << "code=1&state=%2575" + State.mid(1) << false;
    QTest::newRow("L19 bad escape elsewhere") << "code=%zz&state=" + State << false;
    QTest::newRow("ours") << "code=1&state=" + State << true;
    QTest::newRow("ours alone") << "state=" + State << true;
    QTest::newRow("ours first") << "state=" + State + "&code=1" << true;
    QTest::newRow("C12 ours, encoded") << "code=1&state=%75" + State.mid(1) << true;
    QTest::newRow("C6 error with ours") << "error=access_denied&state=" + State << true;
    QTest::newRow("C15 with others around") << "session_state=x&state=" + State + "&a=b" << true;
}

void tst_AuthorizationResponse::a_state_is_ours_or_not()
{
    QFETCH(QByteArray, query);
    QFETCH(bool, isOurs);
    QCOMPARE(hasState(query, State), isOurs);
    QVERIFY(!hasState(query, "")); // no state was ever sent: nothing can be ours
}

void tst_AuthorizationResponse::a_code_comes_through_byte_for_byte_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("issuerIsPromised");
    QTest::addColumn<QByteArray>("code");
    const auto good = [](const char *name, const QByteArray &query, bool promised, const QByteArray &code) {
        QTest::newRow(name) << query << promised << code;
    };
    good("C5 no issuer, none promised", "code=abc&state=s", false, "abc");
    good("C5 issuer, though none promised", "code=abc&iss=https%3A%2F%2Facme.okta.com&state=s", false, "abc");
    good("C4 issuer as promised", "code=abc&iss=https%3A%2F%2Facme.okta.com&state=s", true, "abc");
    good("C4 issuer not encoded", "code=abc&iss=https://acme.okta.com&state=s", true, "abc");
    good("C12 encoded signs", "code=a%2Bb%26c%3Dd%25e&state=s", false, "a+b&c=d%e");
    good("C12 plus is a space", "code=a+b&state=s", false, "a b");
    good("C12 decoded once", "code=%252B&state=s", false, "%2B");
    good("C12 equals signs at the end", "code=YWJj==&state=s", false, "YWJj==");
    good("C13 tokens beside it", "code=abc&access_token=t&id_token=t&state=s", false, "abc");
    good("C15 others beside it", "code=abc&state=s&session_state=x&foo=bar&baz", false, "abc");
    good("C15 empty parts", "&&code=abc&&state=s&", false, "abc");
    good("C8 an error without a value is none", "code=abc&error=&state=s", false, "abc");
    good("C8 names are case-sensitive", "code=abc&Code=def&CODE=x&state=s", false, "abc");
}

void tst_AuthorizationResponse::a_code_comes_through_byte_for_byte()
{
    QFETCH(QByteArray, query);
    QFETCH(bool, issuerIsPromised);
    QFETCH(QByteArray, code);
    const auto response = AuthorizationResponse::parse(query, Issuer, issuerIsPromised);
    QVERIFY(response.has_value());
    QCOMPARE(response->code.reveal().toByteArray(), code);
}

void tst_AuthorizationResponse::a_bad_response_says_why_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<bool>("issuerIsPromised");
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<QString>("detail");
    const auto bad = [](const char *name, const QByteArray &query, bool promised, Reason reason,
                        const QString &detail = QString()) {
        QTest::newRow(name) << query << promised << reason << detail;
    };
    bad("C3 L30 another issuer", "code=abc&state=s&iss=https://acme.okta.com1", true, Reason::ResponseIssuerMismatch,
        QStringLiteral("https://acme.okta.com1"));
    bad("C3 final slash", "code=abc&state=s&iss=https://acme.okta.com/", true, Reason::ResponseIssuerMismatch,
        QStringLiteral("https://acme.okta.com/"));
    bad("C3 letter case", "code=abc&state=s&iss=https://ACME.okta.com", true, Reason::ResponseIssuerMismatch,
        QStringLiteral("https://ACME.okta.com"));
    bad("C3 empty", "code=abc&state=s&iss=", true, Reason::ResponseIssuerMismatch);
    bad("C3 before the error", "error=access_denied&state=s&iss=https://evil.example", true,
        Reason::ResponseIssuerMismatch, QStringLiteral("https://evil.example"));
    bad("C4 missing", "code=abc&state=s", true, Reason::ResponseIssuerMissing);
    bad("C4 missing with an error", "error=access_denied&state=s", true, Reason::ResponseIssuerMissing);
    bad("C5 another issuer, none promised", "code=abc&state=s&iss=https://evil.example", false,
        Reason::ResponseIssuerMismatch, QStringLiteral("https://evil.example"));
    bad("C5 empty, none promised", "code=abc&state=s&iss=", false, Reason::ResponseIssuerMismatch);
    bad("C6 denied", "error=access_denied&state=s", false, Reason::AuthorizationDenied,
        QStringLiteral("access_denied"));
    bad("C6 denied with the issuer", "error=access_denied&state=s&iss=https://acme.okta.com", true,
        Reason::AuthorizationDenied, QStringLiteral("access_denied"));
    bad("C8 code and error", "code=abc&error=access_denied&state=s", false, Reason::ResponseMalformed,
        QStringLiteral("both code and error came"));
    bad("C8 code twice", "code=abc&code=abc&state=s", false, Reason::ResponseMalformed,
        QStringLiteral("the parameter code came twice"));
    bad("C8 code twice, once empty", "code=&code=abc&state=s", false, Reason::ResponseMalformed,
        QStringLiteral("the parameter code came twice"));
    bad("C8 error twice", "error=a&error=b&state=s", false, Reason::ResponseMalformed,
        QStringLiteral("the parameter error came twice"));
    bad("C8 iss twice", "code=abc&iss=https://acme.okta.com&iss=https://acme.okta.com&state=s", true,
        Reason::ResponseMalformed, QStringLiteral("the parameter iss came twice"));
    bad("C8 an unknown one twice", "code=abc&x=1&x=1&state=s", false, Reason::ResponseMalformed,
        QStringLiteral("the parameter x came twice"));
    bad("C8 twice, one name encoded", "code=abc&c%6fde=abc&state=s", false, Reason::ResponseMalformed,
        QStringLiteral("the parameter code came twice"));
    bad("L19 bad escape", "code=%zz&state=s", false, Reason::ResponseMalformed,
        QStringLiteral("the query has an invalid percent escape"));
    bad("C9 missing", "state=s", false, Reason::ResponseWithoutCode);
    bad("C9 empty", "code=&state=s", false, Reason::ResponseWithoutCode);
    bad("C9 without a value", "code&state=s", false, Reason::ResponseWithoutCode);
    bad("C13 only tokens", "access_token=t&id_token=t&state=s", false, Reason::ResponseWithoutCode);
}

void tst_AuthorizationResponse::a_bad_response_says_why()
{
    QFETCH(QByteArray, query);
    QFETCH(bool, issuerIsPromised);
    QFETCH(Reason, reason);
    QFETCH(QString, detail);
    const auto response = AuthorizationResponse::parse(query, Issuer, issuerIsPromised);
    QVERIFY(!response.has_value());
    QCOMPARE(response.error().reason, reason);
    QCOMPARE(response.error().detail, detail);
    QCOMPARE(response.error().answer.httpStatus, 0); // it came through the browser
}

void tst_AuthorizationResponse::C6_what_the_provider_said_is_kept()
{
    const auto response =
        AuthorizationResponse::parse("error=access_denied&error_description=User+is+not%20assigned+to+the+client%2Bapp."
                                     "&error_uri=https%3A%2F%2Fevil.example&state=s",
                                     Issuer, false);
    QVERIFY(!response.has_value());
    const oidc::Error &error = response.error();
    QCOMPARE(error.reason, Reason::AuthorizationDenied);
    QCOMPARE(error.answer.error, QStringLiteral("access_denied"));
    QCOMPARE(error.answer.description, QStringLiteral("User is not assigned to the client+app."));
    QCOMPARE(error.detail, QStringLiteral("access_denied: User is not assigned to the client+app."));
    QVERIFY(!error.answer.isManagementShape);
}

void tst_AuthorizationResponse::L22_what_the_provider_said_is_harmless_to_show()
{
    const auto denied = AuthorizationResponse::parse(
        "error=%1B%5B31mred&error_description=a%E2%80%AEb%0A%3Cimg%20src%3Dx%3E%ff%00&state=s", Issuer, false);
    QVERIFY(!denied.has_value());
    QCOMPARE(denied.error().reason, Reason::AuthorizationDenied);
    const QString said = denied.error().answer.error + denied.error().answer.description + denied.error().detail;
    for (const QChar hidden : {QChar(0x1b), QChar(0x202e), QChar(u'\n'), QChar(0)})
        QVERIFY(!said.contains(hidden));
    QVERIFY(denied.error().answer.description.contains(QStringLiteral("<img src=x>"))); // as plain text, it is

    const auto mixedUp = AuthorizationResponse::parse("code=1&state=s&iss=https://a%E2%80%AE%0Ab", Issuer, false);
    QVERIFY(!mixedUp.has_value());
    QCOMPARE(mixedUp.error().reason, Reason::ResponseIssuerMismatch);
    QVERIFY(mixedUp.error().detail.startsWith(QStringLiteral("https://a")));
    QVERIFY(!mixedUp.error().detail.contains(QChar(0x202e)) && !mixedUp.error().detail.contains(QChar(u'\n')));

    const auto twice = AuthorizationResponse::parse("a%E2%80%AE=1&a%E2%80%AE=2&state=s", Issuer, false);
    QVERIFY(!twice.has_value());
    QVERIFY(!twice.error().detail.contains(QChar(0x202e)));
}

void tst_AuthorizationResponse::L22_a_megabyte_of_words_is_cut()
{
    const QByteArray words(1024 * 1024, 'x');
    const auto denied =
        AuthorizationResponse::parse("error=" + words + "&error_description=" + words + "&state=s", Issuer, false);
    QVERIFY(!denied.has_value());
    QVERIFY(denied.error().answer.error.size() < 400);
    QVERIFY(denied.error().answer.description.size() < 400);
    QVERIFY(denied.error().detail.size() < 800);

    const auto mixedUp = AuthorizationResponse::parse("code=1&state=s&iss=" + words, Issuer, false);
    QVERIFY(!mixedUp.has_value());
    QVERIFY(mixedUp.error().detail.size() < 400);

    const auto twice = AuthorizationResponse::parse(words + "=1&" + words + "=2", Issuer, false);
    QVERIFY(!twice.has_value());
    QVERIFY(twice.error().detail.size() < 400);
}

void tst_AuthorizationResponse::C9_no_secret_is_in_an_error()
{
    for (const QByteArray query : {"code=SECRET&error=x&state=SECRET", "code=SECRET&code=SECRET&state=SECRET",
                                   "code=SECRET&state=SECRET&iss=x", "code=SECRET&state=SECRET", "code=SECRET%zz"}) {
        const auto response = AuthorizationResponse::parse(query, Issuer, true);
        QVERIFY(!response.has_value());
        const oidc::Error &error = response.error();
        QVERIFY(!(error.detail + error.answer.error + error.answer.description).contains(QStringLiteral("SECRET")));
    }
}

QTEST_GUILESS_MAIN(tst_AuthorizationResponse)
#include "tst_AuthorizationResponse.moc"

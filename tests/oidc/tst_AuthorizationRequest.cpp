#include "oidc/AuthorizationRequest.h"

#include "http/FormEncoding.h"

#include <QTest>
#include <QUrlQuery>

using oidc::AuthorizationRequest;

namespace {

AuthorizationRequest request()
{
    AuthorizationRequest request;
    request.authorizationEndpoint = QUrl(QStringLiteral("https://acme.okta.com/oauth2/v1/authorize"));
    request.clientId = QStringLiteral("0oa1");
    request.redirectUri = QStringLiteral("http://127.0.0.1:17817/callback");
    request.scopes = {QStringLiteral("openid"), QStringLiteral("profile"), QStringLiteral("email"),
                      QStringLiteral("offline_access")};
    request.state = QByteArrayLiteral("sta-te_1");
    request.nonce = QByteArrayLiteral("non-ce_2");
    request.codeChallenge = QByteArrayLiteral("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    return request;
}

/// What a server reads.
http::FormFields readBy(const QUrl &url)
{
    const auto fields = http::parseForm(url.query(QUrl::FullyEncoded).toLatin1());
    return fields.value_or(http::FormFields());
}

QByteArrayList valuesOf(const QUrl &url, const QByteArray &wanted)
{
    QByteArrayList values;
    for (const auto &[name, value] : readBy(url)) {
        if (name == wanted)
            values.append(value);
    }
    return values;
}

} // namespace

class tst_AuthorizationRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void R1_the_url_has_these_bytes();
    void R2_the_scopes_are_those_that_were_asked_for();
    void R5_without_a_challenge_no_method_is_named();
    void a_prompt_is_sent_when_there_is_one();
    void the_relying_partys_own_parameters_are_sent_and_spare_what_belongs_to_this_sign_in();
    void a_state_is_of_the_kind_that_the_relying_party_sends();
    void R6_response_mode_and_secrets_are_not_in_it();
    void values_come_through_byte_for_byte_data();
    void values_come_through_byte_for_byte();
    void parameters_of_the_endpoint_are_kept_data();
    void parameters_of_the_endpoint_are_kept();
    void a_fragment_is_not_sent();
};

void tst_AuthorizationRequest::R1_the_url_has_these_bytes()
{
    QCOMPARE(request().url().toEncoded(),
             QByteArrayLiteral("https://acme.okta.com/oauth2/v1/authorize?response_type=code&client_id=0oa1"
                               "&redirect_uri=http%3A%2F%2F127.0.0.1%3A17817%2Fcallback"
                               "&scope=openid%20profile%20email%20offline_access&state=sta-te_1&nonce=non-ce_2"
                               "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                               "&code_challenge_method=S256"));
}

void tst_AuthorizationRequest::R2_the_scopes_are_those_that_were_asked_for()
{
    QCOMPARE(valuesOf(request().url(), "scope"), QByteArrayList{"openid profile email offline_access"});
}

void tst_AuthorizationRequest::R5_without_a_challenge_no_method_is_named()
{
    AuthorizationRequest probe = request();
    probe.codeChallenge.clear();
    QVERIFY(!probe.url().toEncoded().contains("code_challenge"));
    QCOMPARE(valuesOf(request().url(), "code_challenge_method"), QByteArrayList{"S256"});
}

void tst_AuthorizationRequest::a_prompt_is_sent_when_there_is_one()
{
    QVERIFY(!request().url().toEncoded().contains("prompt"));
    AuthorizationRequest probe = request();
    probe.prompt = QStringLiteral("none");
    QCOMPARE(valuesOf(probe.url(), "prompt"), QByteArrayList{"none"});
}

void tst_AuthorizationRequest::the_relying_partys_own_parameters_are_sent_and_spare_what_belongs_to_this_sign_in()
{
    AuthorizationRequest asked = request();
    asked.moreParameters = {{"acr_values", "urn:mfa a"},  {"scope", "openid only"},          {"state", "theirs"},
                            {"nonce", "theirs"},          {"redirect_uri", "theirs"},        {"prompt", "login"},
                            {"code_challenge", "theirs"}, {"code_challenge_method", "plain"}};
    const QUrl url = asked.url();
    QCOMPARE(valuesOf(url, "acr_values"), QByteArrayList{"urn:mfa a"});
    QCOMPARE(valuesOf(url, "scope"), QByteArrayList{"openid only"});
    QCOMPARE(valuesOf(url, "prompt"), QByteArrayList{"login"});
    for (const char *const name : {"state", "nonce", "redirect_uri", "code_challenge", "code_challenge_method"})
        QCOMPARE(valuesOf(url, name), valuesOf(request().url(), name));
    // A probe never shows anybody a page.
    asked.prompt = QStringLiteral("none");
    QCOMPARE(valuesOf(asked.url(), "prompt"), QByteArrayList{"none"});
}

void tst_AuthorizationRequest::a_state_is_of_the_kind_that_the_relying_party_sends()
{
    QVERIFY(!oidc::stateFor({}).contains('='));
    oidc::RelyingParty padded;
    padded.paddedStateSize = 190;
    const QByteArray state = oidc::stateFor(padded);
    QCOMPARE(state.size(), 256);
    QVERIFY(state.endsWith("=="));
    QVERIFY(state != oidc::stateFor(padded));
    AuthorizationRequest asked = request();
    asked.state = state;
    QCOMPARE(valuesOf(asked.url(), "state"), QByteArrayList{state});
}

void tst_AuthorizationRequest::R6_response_mode_and_secrets_are_not_in_it()
{
    for (const char *name : {"response_mode", "client_secret", "code_verifier"})
        QVERIFY2(!request().url().toEncoded().contains(name), name);
}

void tst_AuthorizationRequest::values_come_through_byte_for_byte_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("plus") << QStringLiteral("a+b");
    QTest::newRow("space") << QStringLiteral("a b");
    QTest::newRow("what separates parameters") << QStringLiteral("a&b=c;d#e?f/g");
    QTest::newRow("percent") << QStringLiteral("100%25 %zz %2B");
    QTest::newRow("quotes and brackets") << QStringLiteral("<a href=\"x\">'{|}[\\]^`");
    QTest::newRow("not ASCII") << QStringLiteral(u"\u00e4\u20ac\U0001F511");
    QTest::newRow("unreserved") << QStringLiteral("-._~*");
}

void tst_AuthorizationRequest::values_come_through_byte_for_byte()
{
    QFETCH(QString, value);
    AuthorizationRequest odd = request();
    odd.clientId = value;
    odd.redirectUri = QStringLiteral("https://authenticate.example/oauth2/callback?x=") + value;
    odd.scopes = QStringList{QStringLiteral("openid"), QStringLiteral("a:b/c+d")};
    const QUrl url = odd.url();
    QVERIFY(url.isValid());
    QCOMPARE(valuesOf(url, "client_id"), QByteArrayList{value.toUtf8()});
    QCOMPARE(valuesOf(url, "redirect_uri"), QByteArrayList{odd.redirectUri.toUtf8()});
    QCOMPARE(valuesOf(url, "scope"), QByteArrayList{"openid a:b/c+d"});
    QCOMPARE(readBy(url).size(), 8);

    // Also for a reader that does not know '+', and after a trip as text, which is how browsers are started.
    QCOMPARE(QUrlQuery(url).queryItemValue(QStringLiteral("client_id"), QUrl::FullyDecoded), value);
    const QUrl copied(QString::fromLatin1(url.toEncoded()));
    QCOMPARE(copied.toEncoded(), url.toEncoded());
    QVERIFY(!url.toEncoded().contains('+') && !url.toEncoded().contains(' ') && !url.toEncoded().contains('"'));
}

void tst_AuthorizationRequest::parameters_of_the_endpoint_are_kept_data()
{
    QTest::addColumn<QByteArray>("endpoint");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("none") << QByteArray("https://a.example/authorize")
                          << QByteArray("https://a.example/authorize?response_type=code&");
    QTest::newRow("an empty query") << QByteArray("https://a.example/authorize?")
                                    << QByteArray("https://a.example/authorize?response_type=code&");
    QTest::newRow("one") << QByteArray("https://a.example/authorize?tenant=a%2Bb+c%26d")
                         << QByteArray("https://a.example/authorize?tenant=a%2Bb+c%26d&response_type=code&");
    QTest::newRow("two") << QByteArray("https://a.example/authorize?a=1&b=2")
                         << QByteArray("https://a.example/authorize?a=1&b=2&response_type=code&");
    QTest::newRow("path with an escape") << QByteArray("https://a.example/t%2Fu/authorize")
                                         << QByteArray("https://a.example/t%2Fu/authorize?response_type=code&");
}

void tst_AuthorizationRequest::parameters_of_the_endpoint_are_kept()
{
    QFETCH(QByteArray, endpoint);
    QFETCH(QByteArray, begin);
    AuthorizationRequest toEndpoint = request();
    toEndpoint.authorizationEndpoint = QUrl::fromEncoded(endpoint, QUrl::StrictMode);
    const QByteArray url = toEndpoint.url().toEncoded();
    QCOMPARE(url.left(begin.size()), begin);
    QVERIFY(url.endsWith("&code_challenge_method=S256"));
}

void tst_AuthorizationRequest::a_fragment_is_not_sent()
{
    AuthorizationRequest withFragment = request();
    withFragment.authorizationEndpoint.setFragment(QStringLiteral("x"));
    QCOMPARE(withFragment.url(), request().url());
}

QTEST_GUILESS_MAIN(tst_AuthorizationRequest)
#include "tst_AuthorizationRequest.moc"

#include "demo/Client.h"

#include <QTest>

using namespace demo;

/// Null, which leaves a parameter out.
static const QString left;

class tst_AuthorizeEndpoint final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_person_signs_in_and_is_sent_back()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.press(QStringLiteral("sign-in"));
        QCOMPARE(answer.status, 303);
        QVERIFY(answer.header("Location").startsWith(Application::redirectUri().toUtf8() + "?state=s-1.2_3&code="));
        QVERIFY(answer.locationField("code").size() >= 32);
        QVERIFY(answer.header("Cache-Control").contains("no-store"));
    }

    void a_person_may_cancel()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.press(QStringLiteral("cancel"));
        QCOMPARE(answer.status, 303);
        QCOMPARE(answer.locationField("error"), QStringLiteral("access_denied"));
        QCOMPARE(answer.locationField("error_description"),
                 QStringLiteral("The resource owner or authorization server denied the request."));
        QCOMPARE(answer.locationField("state"), QStringLiteral("s-1.2_3"));
        QVERIFY(answer.locationField("code").isEmpty());
    }

    void the_page_says_what_it_is()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto page = app.get(app.authorizationUrl());
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("Demo organization – not Okta"));
        QVERIFY(page.body.contains(">Sign in</button>"));
        QVERIFY(page.body.contains(">Cancel</button>"));
        QVERIFY(page.body.contains("lang=\"en\""));
        QVERIFY(page.header("Content-Type").startsWith("text/html"));
        // A form-action would stop the redirect to the loopback listener.
        const auto policy = page.header("Content-Security-Policy");
        QVERIFY(policy.contains("default-src 'none'"));
        QVERIFY(!policy.contains("form-action"));
        // The style that the policy allows is the one on the page.
        const auto begin = page.body.indexOf("<style>") + 7;
        const auto style = page.body.mid(begin, page.body.indexOf("</style>") - begin);
        QVERIFY(policy.contains(QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64()));
        QVERIFY(!page.body.contains("src="));
        QVERIFY(!page.body.contains("href="));
    }

    void mistakes_that_never_come_back_data()
    {
        QTest::addColumn<Form>("changes");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("description");

        const auto redirect =
            QStringLiteral("The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.");
        const auto request = QStringLiteral("invalid_request");
        QTest::newRow("2.1 unknown client")
            << Form{{"client_id", QStringLiteral("0oaWrong")}} << QStringLiteral("invalid_client")
            << QStringLiteral("Invalid value for 'client_id' parameter.");
        QTest::newRow("no client") << Form{{"client_id", left}} << QStringLiteral("invalid_client")
                                   << QStringLiteral("Invalid value for 'client_id' parameter.");
        const auto row = [&](const char *name, const char *uri) {
            QTest::newRow(name) << Form{{"redirect_uri", QString::fromLatin1(uri)}} << request << redirect;
        };
        row("2.1 other port", "http://127.0.0.1:47124/callback");
        row("2.1 trailing slash", "http://127.0.0.1:47123/callback/");
        row("2.1 upper case", "http://127.0.0.1:47123/Callback");
        row("2.1 localhost", "http://localhost:47123/callback");
        row("2.1 https", "https://127.0.0.1:47123/callback");
        row("2.1 query", "http://127.0.0.1:47123/callback?a=b");
        QTest::newRow("no redirect URI") << Form{{"redirect_uri", left}} << request << redirect;
    }

    void mistakes_that_never_come_back()
    {
        QFETCH(Form, changes);
        QFETCH(QString, error);
        QFETCH(QString, description);
        const Org org(settingsWithRedirectUri());
        Application app(org);
        changes.append({"prompt", QStringLiteral("none")}); // the same without a browser
        const auto answer = app.get(app.authorizationUrl(changes));
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.header("Location").isEmpty());
        QVERIFY(answer.header("Content-Type").startsWith("text/html"));
        QVERIFY(answer.body.contains("400 Bad Request"));
        QVERIFY(answer.body.contains(error.toUtf8()));
        QVERIFY2(answer.body.contains(description.toHtmlEscaped().toUtf8()), answer.body.constData());
    }

    void pkce_may_be_required()
    {
        auto settings = settingsWithRedirectUri();
        settings.requirePkce = true;
        const Org org(settings);
        Application app(org);
        QCOMPARE(app.get(app.authorizationUrl()).status, 200);
        const auto answer = app.get(app.authorizationUrl({{"code_challenge", left}, {"code_challenge_method", left}}));
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.body.contains("PKCE code challenge is required by the application."));
    }

    void mistakes_that_come_back_data()
    {
        QTest::addColumn<Form>("changes");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("description");

        const auto row = [](const char *name, const Form &changes, const char *error, const char *description) {
            QTest::newRow(name) << changes << QString::fromLatin1(error) << QString::fromLatin1(description);
        };
        const char *const state = "The authentication request has an invalid 'state' parameter.";
        row("no state", {{"state", left}}, "invalid_request", state);
        row("state with base64", {{"state", QStringLiteral("a+b/c=")}}, "invalid_request", state);
        row("state with a space", {{"state", QStringLiteral("a b")}}, "invalid_request", state);
        row("response type", {{"response_type", QStringLiteral("token")}}, "unsupported_response_type",
            "The response type is not supported by the authorization server. Configured response types: [code].");
        row("response mode", {{"response_mode", QStringLiteral("jwt")}}, "unsupported_response_mode",
            "The response mode is not supported by the authorization server. Valid response modes: [query, fragment, "
            "form_post, okta_post_message].");
        row("no scope", {{"scope", left}}, "invalid_scope", "No scopes were requested.");
        row("custom scope", {{"scope", QStringLiteral("openid custom")}}, "invalid_scope",
            "Custom scopes are not allowed for this request.");
        row("no openid", {{"scope", QStringLiteral("profile email")}}, "access_denied",
            "Requests for ID tokens or access tokens with OpenID scopes require the 'openid' scope.");
        row("plain PKCE", {{"code_challenge_method", QStringLiteral("plain")}}, "invalid_request",
            "PKCE code challenge method is not supported. Valid values: [S256]");
        row("short challenge", {{"code_challenge", QStringLiteral("abc")}}, "invalid_request",
            "PKCE code challenge contains illegal characters.");
        row("prompt=none", {{"prompt", QStringLiteral("none")}}, "login_required",
            "The client specified not to prompt, but the user is not logged in.");
        row("none and login", {{"prompt", QStringLiteral("none login")}}, "invalid_request",
            "Invalid value for 'prompt' parameter. Supported values: [none, login, consent]");
    }

    void mistakes_that_come_back()
    {
        QFETCH(Form, changes);
        QFETCH(QString, error);
        QFETCH(QString, description);
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.get(app.authorizationUrl(changes));
        QCOMPARE(answer.status, 302);
        QVERIFY(answer.header("Location").startsWith(Application::redirectUri().toUtf8() + '?'));
        QCOMPARE(answer.locationField("error"), error);
        QCOMPARE(answer.locationField("error_description"), description);
        const bool hasState = changes.first().first != "state";
        QCOMPARE(answer.locationField("state"), hasState ? QStringLiteral("s-1.2_3") : QString());
    }

    void a_redirect_uri_stays_as_it_was_registered()
    {
        auto settings = settingsWithRedirectUri();
        settings.redirectUris = QStringList{QStringLiteral("https://auth.example.com/oauth2/callback?x=%2F&y=a+b")};
        const Org org(settings);
        Application app(org);
        const Form changes = {{"redirect_uri", settings.redirectUris.first()}};
        const auto answer = app.press(QStringLiteral("sign-in"), changes);
        QVERIFY(answer.header("Location").startsWith(settings.redirectUris.first().toLatin1() + "&state="));
        const auto inFragment =
            app.press(QStringLiteral("sign-in"), {changes.first(), {"response_mode", QStringLiteral("fragment")}});
        QVERIFY(inFragment.header("Location").startsWith(settings.redirectUris.first().toLatin1() + "#state="));
    }

    void a_form_can_carry_the_response()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.press(QStringLiteral("sign-in"), {{"response_mode", QStringLiteral("form_post")}});
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body.contains("action=\"http://127.0.0.1:47123/callback\""));
        QVERIFY(answer.body.contains("name=\"state\" value=\"s-1.2_3\""));
        QVERIFY(answer.body.contains("name=\"code\""));
    }

    void redirect_uris_can_be_registered_later()
    {
        Org org;
        Application app(org);
        QCOMPARE(app.get(app.authorizationUrl()).status, 400);
        QSignalSpy changed(&org, &Org::changed);
        org.setRedirectUris({Application::redirectUri()});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(app.get(app.authorizationUrl()).status, 200);
    }

    void the_page_works_once_and_for_an_hour()
    {
        Org org(settingsWithRedirectUri());
        Application app(org);
        const auto page = app.get(app.authorizationUrl());
        const QRegularExpression hidden(QStringLiteral("name=\"request\" value=\"([^\"]+)\""));
        const auto request = hidden.match(QString::fromUtf8(page.body)).captured(1);
        const auto form = encoded({{"request", request}, {"decision", QStringLiteral("sign-in")}});
        QCOMPARE(app.post(app.url("/oauth2/v1/authorize"), form).status, 303);
        const auto again = app.post(app.url("/oauth2/v1/authorize"), form);
        QCOMPARE(again.status, 400);
        QVERIFY(again.body.contains("Request expired, please start over and try again."));

        const auto late = hidden.match(QString::fromUtf8(app.get(app.authorizationUrl()).body)).captured(1);
        org.setClockOffset(3601);
        QCOMPARE(app.post(app.url("/oauth2/v1/authorize"),
                          encoded({{"request", late}, {"decision", QStringLiteral("sign-in")}}))
                     .status,
                 400);
    }

    void an_authorization_request_may_be_posted()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto query = app.authorizationUrl().query(QUrl::FullyEncoded).toLatin1();
        const auto page = app.post(app.url("/oauth2/v1/authorize"), query);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains(">Sign in</button>"));
        QCOMPARE(app.send("PUT", app.url("/oauth2/v1/authorize"), "a", {}).status, 405);
    }

    void duplicates_are_refused()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        auto url = app.authorizationUrl();
        url.setQuery(url.query(QUrl::FullyEncoded) + QStringLiteral("&state=other"));
        const auto answer = app.get(url);
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.body.contains("The request contained multiple parameters with the same name."));
    }

    void reflected_text_is_escaped()
    {
        auto settings = settingsWithRedirectUri();
        settings.redirectUris = QStringList{QStringLiteral("http://127.0.0.1:1/\"><script>alert(1)</script>")};
        const Org org(settings);
        Application app(org);
        const auto page = app.press(
            QStringLiteral("sign-in"),
            {{"redirect_uri", settings.redirectUris.first()}, {"response_mode", QStringLiteral("form_post")}});
        QCOMPARE(page.status, 200);
        QVERIFY(!page.body.contains("<script>alert"));
    }

    void too_many_groups_fail_the_sign_in()
    {
        auto settings = settingsWithRedirectUri();
        settings.groupCount = 200;
        settings.groupsOfUser = 101;
        const Org org(settings);
        Application app(org);
        const auto answer = app.press(QStringLiteral("sign-in"), {{"scope", QStringLiteral("openid groups")}});
        QCOMPARE(answer.locationField("error"), QStringLiteral("server_error"));
        QCOMPARE(answer.locationField("error_description"),
                 QStringLiteral("The groups claim matched too many groups and must be configured to match fewer "
                                "groups."));
        QVERIFY(!app.code().isEmpty()); // without the scope it does not matter
    }
};

QTEST_GUILESS_MAIN(tst_AuthorizeEndpoint)
#include "tst_AuthorizeEndpoint.moc"

#include "demo/Client.h"

#include <QTest>

#include <algorithm>

using namespace demo;

namespace {

/// A browser at the console: keeps the cookie, reads the form token from the page that it saw last.
class Browser : public Client
{
public:
    explicit Browser(const Org &org)
        : m_org(org)
    {
    }

    QString open(const QString &path)
    {
        answer = get(url(path), headers());
        return keep();
    }

    /// Sends a form of the page that is open, and opens where that leads.
    QString send(const QString &path, Form fields)
    {
        fields.prepend({"form", token});
        answer = post(url(path), encoded(fields), headers());
        keep();
        if (answer.status != 303)
            return QString::fromUtf8(answer.body);
        return open(QString::fromUtf8(answer.header("Location")));
    }

    [[nodiscard]] QUrl url(const QString &path) const { return QUrl(m_org.url().toString() + path); }
    [[nodiscard]] QString appPath() const { return consolePath(ConsolePlace::AppGeneral, m_org.clientId()); }

    Answer answer;
    QString token;
    QByteArray cookie;

private:
    [[nodiscard]] Headers headers() const { return cookie.isEmpty() ? Headers() : Headers{{"Cookie", cookie}}; }

    QString keep()
    {
        const auto set = answer.header("Set-Cookie");
        if (!set.isEmpty())
            cookie = set.left(set.indexOf(';'));
        static const QRegularExpression hidden(QStringLiteral("name=\"form\" value=\"([^\"]+)\""));
        const auto page = QString::fromUtf8(answer.body);
        const auto found = hidden.match(page).captured(1);
        if (!found.isEmpty())
            token = found;
        return page;
    }

    const Org &m_org;
};

/// The settings form as it stands, with one thing changed by the caller.
Form generalForm(const QStringList &grants, const QStringList &uris)
{
    Form form = {{"verb", QStringLiteral("save-general")}, {"label", QStringLiteral("Pomerium")}};
    for (const auto &grant : grants)
        form.append({"grant", grant});
    for (const auto &uri : uris)
        form.append({"uri", uri});
    return form;
}

const auto both = QStringList{QStringLiteral("authorization_code"), QStringLiteral("refresh_token")};

} // namespace

class tst_Console final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_page_says_that_it_is_practice_and_lets_nothing_in()
    {
        const Org org(settingsWithRedirectUri());
        Browser browser(org);
        for (const auto place :
             {ConsolePlace::Dashboard, ConsolePlace::Applications, ConsolePlace::NewApplication,
              ConsolePlace::AppGeneral, ConsolePlace::AppSignOn, ConsolePlace::AppAssignments, ConsolePlace::People,
              ConsolePlace::Groups, ConsolePlace::ApiTokens, ConsolePlace::Administrators, ConsolePlace::SystemLog,
              ConsolePlace::InstructorSheet}) {
            const auto page = browser.open(consolePath(place, org.clientId()));
            QCOMPARE(browser.answer.status, 200);
            QVERIFY2(page.contains(QLatin1String("Practice console, not Okta</title>")), qPrintable(page.left(400)));
            const auto policy = browser.answer.header("Content-Security-Policy");
            QVERIFY(policy.startsWith("default-src 'none'; style-src 'sha256-"));
            QVERIFY(policy.contains("form-action 'self'") && policy.contains("frame-ancestors 'none'"));
            QVERIFY(!policy.contains("unsafe"));
            // What the policy lets in is what the page has: one style sheet, one script, no attribute of either kind.
            static const QRegularExpression attributes(QStringLiteral(R"(<[^>]+\s(?:style|on[a-z]+)=)"));
            QVERIFY(!page.contains(attributes));
            QCOMPARE(page.count(QLatin1String("<script>")), 1);
            const auto script = page.section(QLatin1String("<script>"), 1).section(QLatin1String("</script>"), 0, 0);
            const auto hash = QCryptographicHash::hash(script.toUtf8(), QCryptographicHash::Sha256).toBase64();
            QVERIFY(policy.contains("script-src 'sha256-" + hash));
        }
        QCOMPARE(browser.open(QStringLiteral("/admin/nothing")).contains(QLatin1String("Not part of the practice")),
                 true);
        QCOMPARE(browser.answer.status, 404);
        QCOMPARE(Client().get(org.url()).location().path(), QStringLiteral("/admin/dashboard"));
    }

    void only_a_form_of_this_browser_changes_anything()
    {
        const Org org(settingsWithRedirectUri());
        Browser one(org);
        Browser other(org);
        one.open(one.appPath());
        other.open(other.appPath());
        QVERIFY(one.token != other.token);
        const auto form = [](const QString &token) {
            return encoded({{"form", token}, {"verb", QStringLiteral("deactivate")}});
        };
        const auto url = one.url(one.appPath());
        QCOMPARE(Client().post(url, form(one.token)).status, 403); // no cookie
        QCOMPARE(one.post(url, form(other.token), {{"Cookie", one.cookie}}).status, 403);
        QCOMPARE(one.post(url, form({}), {{"Cookie", one.cookie}}).status, 403);
        QCOMPARE(one.post(url, form(one.token), {{"Cookie", one.cookie}, {"Origin", "http://evil.example"}}).status,
                 403);
        Application app(org);
        QVERIFY(!app.code().isEmpty());
        QCOMPARE(one.get(url, {{"Host", "evil.example"}}).status, 421);
        const auto own = org.issuer().toLatin1();
        QCOMPARE(one.post(url, form(one.token), {{"Cookie", one.cookie}, {"Origin", own}}).status, 303);
        QVERIFY(app.code().isEmpty());
    }

    void a_grant_that_is_selected_gives_refresh_tokens_at_once()
    {
        auto settings = settingsWithRedirectUri();
        settings.scenario = Scenario::RefreshTokenForgotten;
        const Org org(settings);
        Application app(org);
        Browser browser(org);
        QVERIFY(!app.redeem(app.code()).json().contains(QLatin1String("refresh_token")));
        QVERIFY(browser.open(browser.appPath()).contains(QLatin1String("1 of 3 done")));
        const auto saved = browser.send(browser.appPath(), generalForm(both, {Application::redirectUri()}));
        QVERIFY(saved.contains(QLatin1String("2 of 3 done")));
        QVERIFY(!saved.contains(QLatin1String(">Solved<")));
        QVERIFY(app.redeem(app.code()).json().contains(QLatin1String("refresh_token")));
        const auto seen = browser.open(consolePath(ConsolePlace::SystemLog));
        QVERIFY(seen.contains(QLatin1String(">Solved<")));
        QVERIFY(seen.contains(QLatin1String("app.oauth2.token.grant.refresh_token")));
    }

    void uris_are_added_and_removed_without_a_script_and_nothing_is_saved_meanwhile()
    {
        const Org org(settingsWithRedirectUri());
        Browser browser(org);
        browser.open(browser.appPath() + QStringLiteral("?edit=general"));
        auto form = generalForm(both, {Application::redirectUri()});
        form.append({"add-uri", QStringLiteral("1")});
        QVERIFY(browser.send(browser.appPath(), form).contains(QLatin1String("aria-label=\"Sign-in redirect URI 2\"")));
        QCOMPARE(org.redirectUris(), QStringList{Application::redirectUri()});
        const auto other = QStringLiteral("https://authenticate.example.com/oauth2/callback");
        form = generalForm(both, {Application::redirectUri(), other});
        form.append({"remove-uri", QStringLiteral("0")});
        const auto page = browser.send(browser.appPath(), form);
        QVERIFY(page.contains(other) && !page.contains(QLatin1String("aria-label=\"Sign-in redirect URI 2\"")));
        browser.send(browser.appPath(), generalForm(both, {other, QString()}));
        QCOMPARE(org.redirectUris(), QStringList{other});
    }

    void what_okta_refuses_is_refused_in_its_words()
    {
        const Org org(settingsWithRedirectUri());
        Browser browser(org);
        browser.open(browser.appPath());
        const auto page =
            browser.send(browser.appPath(), generalForm(both, {QStringLiteral("https://a.example/#fragment")}));
        QCOMPARE(browser.answer.status, 400);
        QVERIFY(page.contains(QLatin1String("must not contain a fragment identifier.")));
        QVERIFY(page.contains(QLatin1String("https://a.example/#fragment"))); // what was typed is still there
        QCOMPARE(org.redirectUris(), QStringList{Application::redirectUri()});
    }

    void an_application_is_made_from_nothing_and_signs_in()
    {
        auto settings = settingsWithRedirectUri();
        settings.scenario = Scenario::EmptyOrg;
        const Org org(settings);
        Browser browser(org);
        QVERIFY(
            browser.open(consolePath(ConsolePlace::Applications)).contains(QLatin1String("No app integrations yet.")));
        QVERIFY(browser.open(QStringLiteral("/admin/apps/create")).contains(QLatin1String("OIDC - OpenID Connect")));
        const auto create = QStringLiteral("/admin/apps/create");
        QVERIFY(browser.send(create, {{"method", QStringLiteral("saml")}}).contains(QLatin1String("cannot use")));
        const auto blank = browser.send(create, {{"method", QStringLiteral("oidc")}, {"type", QStringLiteral("web")}});
        QVERIFY(blank.contains(QLatin1String("New Web App Integration")));
        QVERIFY(blank.contains(QLatin1String("http://localhost:8080/authorization-code/callback")));
        auto form = generalForm(both, {Application::redirectUri()});
        form.append({"type", QStringLiteral("web")});
        form.append({"access", QStringLiteral("everyone")});
        const auto made = browser.send(QStringLiteral("/admin/apps/oauth2-wizard/create?applicationType=WEB"), form);
        QVERIFY(made.contains(QLatin1String("Application created.")));
        static const QRegularExpression copies(QStringLiteral("data-copy=\"([^\"]+)\""));
        auto found = copies.globalMatch(made);
        const auto clientId = found.next().captured(1);
        QVERIFY(clientId.startsWith(QLatin1String("0oaPRACTICE")));
        Application app(org);
        QVERIFY(!app.code({{"client_id", clientId}}).isEmpty());
    }

    void a_token_is_shown_once_and_works_until_it_is_revoked()
    {
        const Org org;
        Browser browser(org);
        const auto tokens = consolePath(ConsolePlace::ApiTokens);
        browser.open(tokens);
        const auto page =
            browser.send(tokens, {{"verb", QStringLiteral("create-token")}, {"name", QStringLiteral("Mine <b>")}});
        static const QRegularExpression value(QStringLiteral("data-copy=\"(00PRACTICE[^\"]+)\""));
        const auto token = value.match(page).captured(1);
        QCOMPARE(token.size(), 42);
        QVERIFY(page.contains(QLatin1String("Mine &lt;b&gt;")));
        QVERIFY(!browser.open(tokens).contains(token));
        const auto me = browser.url(QStringLiteral("/api/v1/users/me"));
        const Headers header = {{"Authorization", "SSWS " + token.toLatin1()}};
        QCOMPARE(browser.get(me, header).status, 200);
        static const QRegularExpression ids(QStringLiteral("name=\"id\" value=\"(00T[^\"]+)\""));
        auto all = ids.globalMatch(page);
        QString id;
        while (all.hasNext())
            id = all.next().captured(1);
        browser.send(tokens, {{"verb", QStringLiteral("revoke-token")}, {"id", id}});
        QCOMPARE(browser.get(me, header).status, 401);
    }

    void the_hint_goes_from_where_to_doing_it()
    {
        for (const auto scenario : lessonScenarios()) {
            if (scenario == Scenario::EverythingWorks || scenario == Scenario::RateLimitUsedUp)
                continue; // nothing to do there
            auto settings = settingsWithRedirectUri();
            settings.redirectUris.append(QStringLiteral("https://authenticate.example.com/oauth2/callback"));
            settings.scenario = scenario;
            const Org org(settings);
            Browser browser(org);
            const auto practice = QStringLiteral("/admin/practice");
            const auto before = browser.open(QStringLiteral("/admin/dashboard"));
            QVERIFY(!before.contains(QLatin1String("class=\"hint\"")));
            QVERIFY(browser.send(practice, {{"verb", QStringLiteral("hint")}}).contains(QLatin1String("Where: ")));
            QVERIFY(browser.send(practice, {{"verb", QStringLiteral("hint")}}).contains(QLatin1String("What: ")));
            const auto done = browser.send(practice, {{"verb", QStringLiteral("do-it")}});
            QVERIFY2(done.contains(QLatin1String("Done for you.")), qPrintable(scenarioName(scenario)));
        }
    }

    void the_hint_points_at_the_place()
    {
        auto settings = settingsWithRedirectUri();
        settings.scenario = Scenario::RefreshTokenForgotten;
        const Org org(settings);
        Browser browser(org);
        const auto edit = browser.appPath() + QStringLiteral("?edit=general");
        const auto marked = QLatin1String("class=\"choice hinted\"");
        QVERIFY(!browser.open(edit).contains(marked));
        browser.send(QStringLiteral("/admin/practice"), {{"verb", QStringLiteral("hint")}});
        QVERIFY(browser.open(edit).contains(marked));
    }

    void the_hint_leads_through_an_empty_org_to_the_end()
    {
        auto settings = settingsWithRedirectUri();
        settings.redirectUris.append(QStringLiteral("https://authenticate.example.com/oauth2/callback"));
        settings.redirectUris.append(QStringLiteral("http://127.0.0.1:17817/callback"));
        settings.scenario = Scenario::EmptyOrg;
        Org org(settings);
        const QSignalSpy progressed(&org, &Org::progressed);
        Browser browser(org);
        const auto practice = QStringLiteral("/admin/practice");
        const auto isMarked = [](const QString &page, const char *part) {
            return page.contains(QRegularExpression(
                QStringLiteral("class=\"[^\"]*hinted[^\"]*\"[^>]*>(<legend[^>]*>)?%1").arg(QLatin1String(part))));
        };
        // Whoever comes from the wizard sees the hint at once, and on other pages the way there.
        const auto arrived = browser.open(consolePath(ConsolePlace::Applications) + QStringLiteral("?hint=1"));
        QVERIFY(arrived.contains(QLatin1String("Select Create App Integration")));
        QVERIFY(isMarked(arrived, "Create App Integration"));
        QVERIFY(isMarked(browser.open(consolePath(ConsolePlace::Groups)), "Applications"));
        // An app without Refresh Token: the next hint is about that.
        auto form = generalForm({QStringLiteral("authorization_code")}, {Application::redirectUri()});
        form.append({"type", QStringLiteral("web")});
        form.append({"access", QStringLiteral("skip")});
        browser.send(QStringLiteral("/admin/apps/oauth2-wizard/create?applicationType=WEB"), form);
        QCOMPARE(org.pointer().where, ConsolePlace::AppGeneral);
        QVERIFY(isMarked(browser.open(org.consoleUrl(ConsolePlace::AppGeneral).path()), "Edit"));
        QVERIFY(browser.send(practice, {{"verb", QStringLiteral("do-it")}}).contains(QLatin1String("Done for you.")));
        QVERIFY(org.progress().at(1).isDone && org.progress().at(2).isDone && org.progress().at(3).isDone);
        QVERIFY(browser.open(org.consoleUrl(ConsolePlace::AppGeneral).path())
                    .contains(QLatin1String("id=\"secrets\" class=\"hinted\"")));
        // To sign in is the wizard's part.
        QVERIFY(
            browser.send(practice, {{"verb", QStringLiteral("do-it")}}).contains(QLatin1String("nothing left to do")));
        static const QRegularExpression ids(QStringLiteral("data-copy=\"([^\"]+)\""));
        auto copies = ids.globalMatch(browser.open(org.consoleUrl(ConsolePlace::AppGeneral).path()));
        const auto clientId = copies.next().captured(1);
        const auto secret = copies.next().captured(1);
        Application app(org);
        const Headers basic = {
            {"Authorization", "Basic " + (clientId + QLatin1Char(':') + secret).toLatin1().toBase64()}};
        const auto redeemed = app.post(app.url("/oauth2/v1/token"),
                                       encoded({{"grant_type", QStringLiteral("authorization_code")},
                                                {"code", app.code({{"client_id", clientId}})},
                                                {"redirect_uri", Application::redirectUri()},
                                                {"code_verifier", Application::verifier()}}),
                                       basic);
        const auto refreshed = app.post(app.url("/oauth2/v1/token"),
                                        encoded({{"grant_type", QStringLiteral("refresh_token")},
                                                 {"refresh_token", redeemed.text("refresh_token")}}),
                                        basic);
        QCOMPARE(refreshed.status, 200);
        QCOMPARE(org.pointer().where, ConsolePlace::ApiTokens);
        const auto tokens = browser.send(practice, {{"verb", QStringLiteral("do-it")}});
        QVERIFY(tokens.contains(QLatin1String("Token created successfully!")));
        const auto steps = org.progress();
        QCOMPARE(std::count_if(steps.cbegin(), steps.cend(), [](const LessonStep &step) { return step.isDone; }), 6);
        QVERIFY(progressed.count() >= 4);
        QVERIFY(!isSolved(org.progress()));
    }

    void starting_over_brings_the_same_values_back()
    {
        auto settings = settingsWithRedirectUri();
        settings.seed = 7;
        const Org org(settings);
        Browser browser(org);
        Application app(org);
        const auto id = org.clientId();
        const auto refreshToken = app.redeem(app.code()).text("refresh_token");
        browser.open(browser.appPath());
        browser.send(browser.appPath(), {{"verb", QStringLiteral("deactivate")}});
        browser.send(browser.appPath(), {{"verb", QStringLiteral("delete")}});
        QVERIFY(app.code().isEmpty());
        const auto page = browser.send(QStringLiteral("/admin/practice"), {{"verb", QStringLiteral("start-over")}});
        QVERIFY(page.contains(QLatin1String("0 of 2 done")));
        QCOMPARE(org.clientId(), id);
        QVERIFY(!app.code().isEmpty());
        QCOMPARE(app.refresh(refreshToken).text("error"), QStringLiteral("invalid_grant"));
    }

    void the_instructor_sheet_has_every_scenario()
    {
        const Org org;
        Browser browser(org);
        const auto sheet = browser.open(consolePath(ConsolePlace::InstructorSheet));
        for (const auto scenario : lessonScenarios())
            QVERIFY(sheet.contains(scenarioName(scenario)) && sheet.contains(scenarioTitle(scenario).toHtmlEscaped()));
        QVERIFY(sheet.contains(QStringLiteral("--seed %1").arg(org.seed())));
    }

    void the_menu_has_its_old_or_its_new_names()
    {
        const Org org;
        Browser browser(org);
        const auto name = QLatin1String("<span>Applications and Resources</span>");
        QVERIFY(!browser.open(QStringLiteral("/admin/dashboard")).contains(name));
        QVERIFY(
            browser.send(QStringLiteral("/admin/practice"), {{"verb", QStringLiteral("menu-names")}}).contains(name));
    }

    void whoever_put_it_together_is_told_the_same()
    {
        auto settings = settingsWithRedirectUri();
        settings.scenario = Scenario::DpopRequired;
        const Org org(settings);
        Browser browser(org);
        QCOMPARE(org.consoleUrl(ConsolePlace::AppAssignments),
                 browser.url(consolePath(ConsolePlace::AppAssignments, org.clientId())));
        QCOMPARE(org.progress().size(), 3);
        QVERIFY(!isSolved(org.progress()));
        browser.open(browser.appPath());
        browser.send(browser.appPath(), generalForm(both, {Application::redirectUri()}));
        QVERIFY(org.progress().at(1).isDone);
        QVERIFY(!org.progress().at(2).isDone);
        Application app(org);
        QCOMPARE(app.redeem(app.code()).status, 200);
        QVERIFY(org.progress().at(2).isDone);
    }

    void a_network_zone_that_is_not_there_is_said()
    {
        const Org org;
        Browser browser(org);
        const auto tokens = consolePath(ConsolePlace::ApiTokens);
        browser.open(tokens);
        const auto page = browser.send(tokens,
                                       {{"verb", QStringLiteral("create-token")},
                                        {"name", QStringLiteral("Mine")},
                                        {"zone", QStringLiteral("In any of the following zones")}});
        QVERIFY(page.contains(QLatin1String("Choose Any IP.")));
        QVERIFY(!page.contains(QLatin1String("Token created successfully!")));
    }

    void a_role_reaches_the_tokens_of_its_owner()
    {
        Settings settings;
        settings.scenario = Scenario::TokenWithoutRights;
        const Org org(settings);
        Application app(org);
        Browser browser(org);
        QCOMPARE(app.api("/api/v1/groups").status, 403);
        const auto owner = app.api("/api/v1/users/me").text("id");
        const auto admins = consolePath(ConsolePlace::Administrators);
        QVERIFY(browser.open(admins).contains(QLatin1String("Help Desk Administrator")));
        browser.send(
            admins,
            {{"verb", QStringLiteral("set-role")}, {"id", owner}, {"role", QStringLiteral("Read-only Administrator")}});
        QCOMPARE(app.api("/api/v1/groups").status, 200);
        QVERIFY(browser.open(admins).contains(QLatin1String(">Solved<")));
    }
};

QTEST_GUILESS_MAIN(tst_Console)
#include "tst_Console.moc"

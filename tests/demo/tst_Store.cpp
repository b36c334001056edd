#include "demo/Client.h"

#include "demo/Scenario.h"

#include <QTest>

using namespace demo;

namespace {

QJsonObject appOf(Application &app, const Org &org)
{
    return app.api(QByteArray("/api/v1/apps/" + org.clientId().toLatin1()).constData()).json();
}

/// A call of the management API with a body.
Answer call(Application &app, const Org &org, const QByteArray &method, const QByteArray &path,
            const QByteArray &body = {})
{
    return app.send(method, app.url(path.constData()), body,
                    {{"Authorization", "SSWS " + org.apiToken().toLatin1()}, {"Content-Type", "application/json"}});
}

QByteArray appPath(const Org &org, const QByteArray &rest = {})
{
    return "/api/v1/apps/" + org.clientId().toLatin1() + rest;
}

/// Changes one member of settings.oauthClient or of credentials.oauthClient by GET and PUT.
Answer put(Application &app, const Org &org, const QString &area, const QString &member, const QJsonValue &value)
{
    auto body = appOf(app, org);
    auto outer = body[area].toObject();
    auto inner = outer[QLatin1String("oauthClient")].toObject();
    inner[member] = value;
    outer[QLatin1String("oauthClient")] = inner;
    body[area] = outer;
    return call(app, org, "PUT", appPath(org), QJsonDocument(body).toJson());
}

/// The body of a POST that makes a web application.
QByteArray newApp(const QString &clientId = {})
{
    const QJsonObject client{
        {QStringLiteral("grant_types"), QJsonArray{QStringLiteral("authorization_code")}},
        {QStringLiteral("response_types"), QJsonArray{QStringLiteral("code")}},
        {QStringLiteral("redirect_uris"), QJsonArray{QStringLiteral("https://a.example/callback")}}};
    QJsonObject oauth;
    if (!clientId.isEmpty())
        oauth[QStringLiteral("client_id")] = clientId;
    const QJsonObject body{{QStringLiteral("name"), QStringLiteral("oidc_client")},
                           {QStringLiteral("label"), QStringLiteral("Another")},
                           {QStringLiteral("signOnMode"), QStringLiteral("OPENID_CONNECT")},
                           {QStringLiteral("credentials"), QJsonObject{{QStringLiteral("oauthClient"), oauth}}},
                           {QStringLiteral("settings"), QJsonObject{{QStringLiteral("oauthClient"), client}}}};
    return QJsonDocument(body).toJson();
}

const auto settings = QStringLiteral("settings");
const auto credentials = QStringLiteral("credentials");

} // namespace

/// The management API and the OpenID endpoints are doors to one store.
class tst_Store final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_grant_that_is_taken_away_is_gone_at_once()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        QVERIFY(app.redeem(app.code()).json().contains(QLatin1String("refresh_token")));
        QCOMPARE(
            put(app, org, settings, QStringLiteral("grant_types"), QJsonArray{QStringLiteral("authorization_code")})
                .status,
            200);
        QVERIFY(!app.redeem(app.code()).json().contains(QLatin1String("refresh_token")));
        QVERIFY(!appOf(app, org)[settings][QLatin1String("oauthClient")].toObject().contains(
            QLatin1String("refresh_token")));
    }

    void a_redirect_uri_is_known_as_soon_as_it_is_registered()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto other = QStringLiteral("https://authenticate.example.com/oauth2/callback");
        const Form request = {{"redirect_uri", other}, {"prompt", QStringLiteral("none")}};
        QCOMPARE(app.get(app.authorizationUrl(request)).status, 400);
        QCOMPARE(put(app, org, settings, QStringLiteral("redirect_uris"), QJsonArray{Application::redirectUri(), other})
                     .status,
                 200);
        QCOMPARE(app.get(app.authorizationUrl(request)).status, 302);
    }

    void dpop_and_pkce_are_demanded_from_then_on()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        QCOMPARE(put(app, org, settings, QStringLiteral("dpop_bound_access_tokens"), true).status, 200);
        QCOMPARE(app.redeem(app.code()).text("error_description"),
                 QStringLiteral("The DPoP proof JWT header is missing."));
        QCOMPARE(put(app, org, credentials, QStringLiteral("pkce_required"), true).status, 200);
        QVERIFY(app.get(app.authorizationUrl({{"code_challenge", QString()}, {"code_challenge_method", QString()}}))
                    .body.contains("PKCE code challenge is required by the application."));
    }

    void an_inactive_application_is_as_good_as_unknown()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto refreshToken = app.redeem(app.code()).text("refresh_token");
        QCOMPARE(call(app, org, "POST", appPath(org, "/lifecycle/deactivate")).status, 200);
        QCOMPARE(app.get(app.authorizationUrl()).status, 400);
        QCOMPARE(app.refresh(refreshToken).text("errorCode"), QStringLiteral("invalid_client"));
        QCOMPARE(call(app, org, "POST", appPath(org, "/lifecycle/activate")).status, 200);
        QCOMPARE(app.refresh(refreshToken).text("error"), QStringLiteral("invalid_grant"));
        QVERIFY(!app.code().isEmpty());
    }

    void a_second_secret_works_beside_the_first_until_that_is_deactivated()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto added = call(app, org, "POST", appPath(org, "/credentials/secrets"), "{}");
        QCOMPARE(added.status, 201);
        const auto answerWith = [&](const QString &secret) {
            const auto basic = "Basic " + (org.clientId() + QLatin1Char(':') + secret).toLatin1().toBase64();
            return app
                .post(app.url("/oauth2/v1/token"), "grant_type=refresh_token&refresh_token=junk",
                      {{"Authorization", basic}})
                .text("error");
        };
        QCOMPARE(answerWith(org.clientSecret()), QStringLiteral("invalid_grant"));
        QCOMPARE(answerWith(added.text("client_secret")), QStringLiteral("invalid_grant"));
        const auto first = app.api(appPath(org, "/credentials/secrets").constData()).array().first().toObject();
        const auto id = first[QLatin1String("id")].toString().toLatin1();
        QCOMPARE(call(app, org, "POST", appPath(org, "/credentials/secrets/" + id + "/lifecycle/deactivate")).status,
                 200);
        QCOMPARE(answerWith(org.clientSecret()), QStringLiteral("invalid_client"));
        QCOMPARE(answerWith(added.text("client_secret")), QStringLiteral("invalid_grant"));
    }

    void who_is_not_assigned_is_refused_until_a_group_is_assigned()
    {
        auto options = settingsWithRedirectUri();
        options.scenario = Scenario::RobinNotAssigned;
        const Org org(options);
        Application app(org);
        QVERIFY(app.code().isEmpty());
        const auto group = org.group(1).id.toLatin1();
        QCOMPARE(call(app, org, "PUT", appPath(org, "/groups/" + group), "{}").status, 200);
        QVERIFY(!app.code().isEmpty());
        QCOMPARE(call(app, org, "DELETE", appPath(org, "/groups/" + group)).status, 204);
        QVERIFY(app.code().isEmpty());
    }

    void a_group_lets_in_its_members_and_the_list_of_members_agrees()
    {
        const Org org;
        Application app(org);
        // What one call says about members, the other says about groups.
        for (const int index : {0, 1, 4, 7}) {
            const auto id = org.group(index).id;
            const auto members = app.api(QByteArray("/api/v1/groups/" + id.toLatin1() + "/users").constData()).array();
            QCOMPARE(members.size(), org.group(index).members);
            for (const auto &row : {members.first(), members.last()}) {
                const auto user = row.toObject()[QLatin1String("id")].toString().toLatin1();
                const auto groups = app.api(QByteArray("/api/v1/users/" + user + "/groups").constData()).array();
                const bool isThere = std::any_of(groups.begin(), groups.end(), [&id](const QJsonValue &group) {
                    return group[QLatin1String("id")].toString() == id;
                });
                QVERIFY2(isThere, user.constData());
            }
        }
    }

    void a_put_keeps_the_secret_and_what_is_not_part_of_the_object()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto before = appOf(app, org);
        const auto answer = call(app, org, "PUT", appPath(org), QJsonDocument(before).toJson());
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json()[credentials][QLatin1String("oauthClient")][QLatin1String("client_secret")].toString(),
                 org.clientSecret());
        auto after = appOf(app, org);
        after[QLatin1String("lastUpdated")] = before[QLatin1String("lastUpdated")];
        QCOMPARE(after, before);
        QVERIFY(!app.redeem(app.code()).text("access_token").isEmpty());
    }

    void an_application_of_its_own_client_id_is_found_by_it_and_not_by_its_id()
    {
        const Org org;
        Application app(org);
        const auto body = newApp(QStringLiteral("chosen-client"));
        const auto made = call(app, org, "POST", "/api/v1/apps", body);
        QCOMPARE(made.status, 200);
        QVERIFY(made.text("id") != QLatin1String("chosen-client"));
        QCOMPARE(app.api("/.well-known/openid-configuration", "client_id=chosen-client").status, 200);
        QCOMPARE(call(app, org, "POST", "/api/v1/apps", body).status, 400);
    }

    void a_code_of_one_application_is_nothing_for_another()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto other = call(app, org, "POST", "/api/v1/apps", newApp());
        const auto secret =
            other.json()[credentials][QLatin1String("oauthClient")][QLatin1String("client_secret")].toString();
        const auto basic = "Basic " + (other.text("id") + QLatin1Char(':') + secret).toLatin1().toBase64();
        const auto answer = app.post(app.url("/oauth2/v1/token"),
                                     encoded({{"grant_type", QStringLiteral("authorization_code")},
                                              {"code", app.code()},
                                              {"redirect_uri", Application::redirectUri()},
                                              {"code_verifier", Application::verifier()}}),
                                     {{"Authorization", basic}});
        QVERIFY(answer.text("error_description").startsWith(QLatin1String("The grant was issued to another client.")));
    }

    void what_was_done_is_in_the_system_log_with_oktas_names()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        app.redeem(app.code());
        app.post(app.url("/oauth2/v1/token"), "grant_type=refresh_token&refresh_token=x",
                 {{"Authorization", "Basic " + (org.clientId() + QStringLiteral(":wrong")).toLatin1().toBase64()}});
        QStringList types;
        const auto events = app.api("/api/v1/logs").array();
        for (const auto &event : events)
            types.append(event[QLatin1String("eventType")].toString());
        for (const auto *const type : {"user.session.start", "user.authentication.sso", "app.oauth2.authorize.code",
                                       "app.oauth2.token.grant.access_token", "app.oauth2.token.grant.refresh_token",
                                       "app.oauth2.token.grant.id_token", "app.oauth2.token.grant"})
            QVERIFY2(types.contains(QLatin1String(type)), type);
        QCOMPARE(events.last()[QLatin1String("outcome")][QLatin1String("reason")].toString(),
                 QStringLiteral("invalid_client_secret"));
        QVERIFY(!types.contains(QString()));
    }

    void every_scenario_begins_as_its_name_says()
    {
        for (const auto scenario : lessonScenarios()) {
            auto options = settingsWithRedirectUri();
            options.redirectUris.append(QStringLiteral("https://authenticate.example.com/oauth2/callback"));
            options.scenario = scenario;
            const Org org(options);
            Application app(org);
            const bool isEmpty = scenario == Scenario::EmptyOrg;
            QCOMPARE(org.clientId().isEmpty(), isEmpty);
            if (isEmpty)
                continue;
            const auto code = app.code();
            const bool mayRedeem = !code.isEmpty();
            const bool isStopped = scenario == Scenario::LoopbackUrisMissing || scenario == Scenario::RobinNotAssigned
                || scenario == Scenario::AppInactive;
            QCOMPARE(mayRedeem, !isStopped);
            if (!mayRedeem)
                continue;
            const auto tokens = app.redeem(code);
            const bool isRefused = scenario == Scenario::SecretRotated || scenario == Scenario::DpopRequired;
            QCOMPARE(tokens.status == 200, !isRefused);
            QCOMPARE(tokens.json().contains(QLatin1String("refresh_token")),
                     !isRefused && scenario != Scenario::RefreshTokenForgotten);
            const int groups = app.api("/api/v1/groups").status;
            QCOMPARE(groups,
                     scenario == Scenario::TokenWithoutRights    ? 403
                         : scenario == Scenario::RateLimitUsedUp ? 429
                                                                 : 200);
        }
    }

    void names_of_scenarios_are_found_again_the_old_ones_too()
    {
        const auto names = scenarioNames();
        for (const auto &name : names)
            QCOMPARE(scenarioName(scenarioOfName(name).value()), name);
        QCOMPARE(scenarioOfName(QStringLiteral("refresh-grant-off")), Scenario::RefreshTokenForgotten);
        QCOMPARE(scenarioOfName(QStringLiteral("redirect-uri-missing")), Scenario::LoopbackUrisMissing);
        QCOMPARE(scenarioOfName(QStringLiteral("user-not-assigned")), Scenario::RobinNotAssigned);
        QVERIFY(!scenarioOfName(QStringLiteral("grumpy")));
        QVERIFY(!scenarioOfName(QString()));
    }

    void a_seed_makes_the_same_values_in_every_scenario_and_after_starting_over()
    {
        auto options = settingsWithRedirectUri();
        options.seed = 7;
        Org org(options);
        const auto values = QStringList{org.clientId(), org.clientSecret(), org.apiToken()};
        options.scenario = Scenario::RefreshTokenForgotten;
        const Org other(options);
        QCOMPARE((QStringList{other.clientId(), other.clientSecret(), other.apiToken()}), values);
        Application app(org);
        QCOMPARE(call(app, org, "POST", appPath(org, "/lifecycle/deactivate")).status, 200);
        org.startOver();
        QCOMPARE((QStringList{org.clientId(), org.clientSecret(), org.apiToken()}), values);
        QVERIFY(!app.code().isEmpty());
        for (const auto &value : values)
            QVERIFY2(value.contains(QLatin1String("PRACTICE")), qPrintable(value));
    }

    void a_state_that_ends_in_equals_signs_is_taken()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto state = QStringLiteral("cG9tZXJpdW0gc3RhdGU=");
        const auto answer = app.press(QStringLiteral("sign-in"), {{"state", state}});
        QCOMPARE(answer.locationField("state"), state);
        QVERIFY(!answer.locationField("code").isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_Store)
#include "tst_Store.moc"

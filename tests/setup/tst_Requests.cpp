#include "setup/Requests.h"

#include "pomerium/Export.h"

#include <QTest>

#include <functional>

using setup::Configuration;

namespace {

Configuration example()
{
    Configuration configuration;
    configuration.organizationText = QStringLiteral("https://acme.okta.com/oauth2/default");
    configuration.org = okta::OrgUrl::parse(configuration.organizationText).value();
    configuration.issuer = configuration.organizationText;
    configuration.metadata = oidc::ProviderMetadata();
    configuration.metadata->issuer = configuration.issuer;
    configuration.authenticateText = QStringLiteral("https://authenticate.corp.example.com");
    configuration.authenticateUrl = pomerium::AuthenticateUrl::parse(configuration.authenticateText).value();
    configuration.release = pomerium::Release::parse(u"0.19").value();
    configuration.clientId = QStringLiteral("0oaABCDEFGHIJKLMNOPQ");
    configuration.clientSecret = Secret("the-secret");
    configuration.redirectPorts = {20011, 20012};
    configuration.apiToken = Secret("00abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN");
    return configuration;
}

QByteArray fileOf(const Configuration &configuration)
{
    const auto bytes = pomerium::exportAs(configuration.format, setup::exportSettings(configuration));
    return bytes ? bytes->reveal().toByteArray() : QByteArray();
}

enum Result { Login = 1, Probe = 2, Token = 4, Application = 8, File = 16 };

} // namespace

class tst_Requests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_result_is_stale_exactly_when_its_request_changed_data()
    {
        QTest::addColumn<std::function<void(Configuration &)>>("change");
        QTest::addColumn<int>("stale");
        const auto row = [](const char *name, int stale, std::function<void(Configuration &)> change) {
            QTest::newRow(name) << std::move(change) << stale;
        };
        // A new member of Configuration does not compile here until somebody has said what goes stale with it.
        const Configuration configuration;
        [[maybe_unused]] const auto &[organizationText, org, authenticateText, authenticateUrl, companyCaFile, release,
                                      issuer, metadata, applicationName, baseUris, access, accessGroups,
                                      refreshTokenTicked, app, clientId, clientSecret, keepClientSecret, redirectPorts,
                                      usesGroups, apiToken, isApiTokenSkipped, format, targetPath, generatesSecrets,
                                      cookieSecret, sharedSecret, usesForecast, clientSecretPath, imported,
                                      callbackPath, pomeriumRoutes] = configuration;

        row("organizationText", 0, [](auto &c) { c.organizationText = QStringLiteral("x"); });
        row("org", Token, [](auto &c) { c.org = okta::OrgUrl::parse(u"https://b.okta.com/oauth2/default").value(); });
        row("authenticateText", 0, [](auto &c) { c.authenticateText = QStringLiteral("x"); });
        row("authenticateUrl", Login | Probe | Application | File, [](auto &c) {
            c.authenticateUrl = pomerium::AuthenticateUrl::parse(u"https://login.corp.example.com").value();
        });
        row("companyCaFile", 0, [](auto &c) { c.companyCaFile = QStringLiteral("/etc/company.pem"); });
        // Groups are looked at from 0.20 on, also where the scopes stay the same, as on a custom server.
        row("release, for groups", Login | Probe | Application | File,
            [](auto &c) { c.release = pomerium::Release::parse(u"0.20").value(); });
        row("release, for PKCE", Login | Probe | Application | File,
            [](auto &c) { c.release = pomerium::Release::parse(u"0.33").value(); });
        row("issuer", Login | Application | File,
            [](auto &c) { c.issuer = QStringLiteral("https://acme.okta.com/oauth2/aus1"); });
        row("metadata", Probe, [](auto &c) { c.metadata->tokenEndpoint = QUrl(QStringLiteral("https://t.example")); });
        row("applicationName", Application, [](auto &c) { c.applicationName = QStringLiteral("Other"); });
        row("baseUris", 0, [](auto &c) { c.baseUris = QStringLiteral("https://a.example.com"); });
        row("access", Application, [](auto &c) { c.access = setup::Access::NamedGroups; });
        row("accessGroups", 0, [](auto &c) { c.accessGroups = QStringList{QStringLiteral("Staff")}; });
        row("refreshTokenTicked", 0, [](auto &c) { c.refreshTokenTicked = true; });
        row("clientId", Login | Probe | File, [](auto &c) { c.clientId = QStringLiteral("0oaOther"); });
        row("clientSecret", Login | Probe | File, [](auto &c) { c.clientSecret = Secret("another"); });
        row("keepClientSecret", 0, [](auto &c) { c.keepClientSecret = true; });
        row("redirectPorts", Login | Probe | Application, [](auto &c) { c.redirectPorts = {20011}; });
        row("usesGroups, on a custom server", Login, [](auto &c) { c.usesGroups = false; });
        row("apiToken", Token | File,
            [](auto &c) { c.apiToken = Secret("00zbcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN"); });
        row("isApiTokenSkipped", File, [](auto &c) { c.isApiTokenSkipped = true; });
        row("format", File, [](auto &c) { c.format = pomerium::ExportFormat::ConfigYaml; });
        row("targetPath", 0, [](auto &c) { c.targetPath = QStringLiteral("/x"); });
        row("generatesSecrets", File, [](auto &c) {
            c.generatesSecrets = true;
            c.generateWantedSecrets();
        });
        row("cookieSecret, not wanted", 0, [](auto &c) { c.cookieSecret = Secret("unused"); });
        row("sharedSecret, not wanted", 0, [](auto &c) { c.sharedSecret = Secret("unused"); });
        row("usesForecast, without one", 0, [](auto &c) { c.usesForecast = true; });
        row("clientSecretPath", File, [](auto &c) { c.clientSecretPath = QStringLiteral("/run/secrets/okta"); });
        row("imported scopes", Login | Probe | Application | File, [](auto &c) {
            c.imported.scopes = QStringList{QStringLiteral("openid"), QStringLiteral("email")};
        });
        row("callbackPath", Login | Probe | Application, [](auto &c) { c.callbackPath = QStringLiteral("/callback"); });
        row("pomeriumRoutes", 0, [](auto &c) { c.pomeriumRoutes = QStringLiteral("https://app.example.com"); });
        row("imported timeout", File, [](auto &c) { c.imported.directoryTimeout = std::chrono::minutes(7); });
        row("imported cookie secret", File,
            [](auto &c) { c.imported.cookieSecret = Secret("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="); });
    }
    void a_result_is_stale_exactly_when_its_request_changed()
    {
        QFETCH(std::function<void(Configuration &)>, change);
        QFETCH(int, stale);
        const Configuration before = example();
        Configuration after = example();
        change(after);
        using setup::fingerprint;
        const auto isStale = [&](auto request) { return fingerprint(request(before)) != fingerprint(request(after)); };
        QCOMPARE(isStale(setup::loginRequest), bool(stale & Login));
        QCOMPARE(isStale(setup::clientProbeRequest), bool(stale & Probe));
        QCOMPARE(isStale(setup::tokenCheckRequest), bool(stale & Token));
        QCOMPARE(isStale(setup::wantedApplication), bool(stale & Application));
        QVERIFY(!fileOf(before).isEmpty());
        QCOMPARE(fileOf(before) != fileOf(after), bool(stale & File));
    }

    void the_sign_out_redirect_uri_is_wanted_when_any_such_release_sends_it_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<bool>("isSent");
        QTest::newRow("0.19") << QStringLiteral("0.19") << false;
        QTest::newRow("0.25") << QStringLiteral("0.25") << false;
        QTest::newRow("0.26") << QStringLiteral("0.26") << true;
        QTest::newRow("0.33") << QStringLiteral("0.33") << true;
        QTest::newRow("0.20 or newer") << QStringLiteral("0.20 or newer") << true;
    }
    void the_sign_out_redirect_uri_is_wanted_when_any_such_release_sends_it()
    {
        QFETCH(QString, release);
        QFETCH(bool, isSent);
        Configuration configuration = example();
        configuration.release = pomerium::Release::parse(release).value();
        QCOMPARE(setup::wantedApplication(configuration).sendsSignOutUri, isSent);
    }

    void the_app_is_wanted_with_what_the_pages_say()
    {
        Configuration configuration = example();
        configuration.org = okta::OrgUrl::parse(u"https://acme.okta.com").value();
        configuration.issuer = QStringLiteral("https://acme.okta.com");
        configuration.accessGroups = {QStringLiteral("Staff")};
        configuration.access = setup::Access::NamedGroups;
        const auto wanted = setup::wantedApplication(configuration);
        QVERIFY(!wanted.isCustomServer());
        QVERIFY(wanted.scopes.isEmpty());
        QCOMPARE(wanted.issuer, configuration.issuer);
        QCOMPARE(wanted.issuerMode, okta::IssuerMode::OrgUrl);
        QVERIFY(!wanted.isEveryoneChosen);
        QCOMPARE(setup::groupNames(configuration), configuration.accessGroups);
        configuration.access = setup::Access::Everyone;
        QVERIFY(setup::wantedApplication(configuration).isEveryoneChosen);
        QCOMPARE(setup::groupNames(configuration), QStringList{QStringLiteral("Everyone")});
        configuration.org = okta::OrgUrl::parse(u"https://acme.okta.com/oauth2/aus7").value();
        QCOMPARE(setup::wantedApplication(configuration).authorizationServer, QStringLiteral("aus7"));
        QCOMPARE(setup::wantedApplication(configuration).scopes, configuration.scopes());
    }

    void the_scopes_that_are_written_are_the_scopes_that_are_tried()
    {
        Configuration configuration = example();
        configuration.release = pomerium::Release::parse(u"0.30").value();
        configuration.imported.scopes = QStringList{QStringLiteral("openid"), QStringLiteral("email")};
        QCOMPARE(setup::loginRequest(configuration).scopes, *configuration.imported.scopes);
        QVERIFY(fileOf(configuration).contains("IDP_SCOPES=openid,email\n"));
    }

    void groups_that_no_policy_uses_are_neither_asked_for_nor_written()
    {
        Configuration configuration = example();
        configuration.organizationText = QStringLiteral("https://acme.okta.com");
        configuration.org = okta::OrgUrl::parse(configuration.organizationText).value();
        configuration.issuer = configuration.organizationText;
        configuration.release = pomerium::Release::parse(u"0.30").value();
        QVERIFY(setup::loginRequest(configuration).usesGroups);
        QVERIFY(setup::loginRequest(configuration).scopes.contains(QLatin1String("groups")));
        QVERIFY(fileOf(configuration).contains("groups"));
        QVERIFY(setup::wantedApplication(configuration).usesGroupsClaim);
        configuration.usesGroups = false;
        QVERIFY(!setup::loginRequest(configuration).usesGroups);
        QVERIFY(!setup::loginRequest(configuration).scopes.contains(QLatin1String("groups")));
        QVERIFY(!fileOf(configuration).contains("groups"));
        QVERIFY(!setup::wantedApplication(configuration).usesGroupsClaim);
    }

    void the_parameters_that_are_written_are_the_parameters_that_are_tried_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<pomerium::ExportFormat>("format");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<http::FormFields>("tried");
        using Format = pomerium::ExportFormat;
        const QByteArray variables = "IDP_PROVIDER=okta\nIDP_CLIENT_ID=a\n"
                                     "IDP_REQUEST_PARAMS={\"prompt\":\"login\",\"acr_values\":\"a b\"}\n";
        const QByteArray yaml = "idp_provider: okta\nidp_client_id: a\nidp_request_params:\n  prompt: login\n";
        const http::FormFields both{{"acr_values", "a b"}, {"prompt", "login"}};
        QTest::newRow("of a variable") << "0.30" << Format::EnvDocker << variables << both;
        QTest::newRow("a release that does not start with it")
            << "0.22" << Format::EnvDocker << variables << http::FormFields();
        QTest::newRow("of a variable, and config.yaml is written")
            << "0.30" << Format::ConfigYaml << variables << http::FormFields();
        QTest::newRow("of a config.yaml")
            << "0.19" << Format::ConfigYaml << yaml << http::FormFields{{"prompt", "login"}};
        QTest::newRow("of a config.yaml, and variables are written")
            << "0.30" << Format::Env << yaml << http::FormFields();
        QTest::newRow("none") << "0.30" << Format::EnvDocker << QByteArray("IDP_PROVIDER=okta\n") << http::FormFields();
    }
    void the_parameters_that_are_written_are_the_parameters_that_are_tried()
    {
        QFETCH(QString, release);
        QFETCH(pomerium::ExportFormat, format);
        QFETCH(QByteArray, file);
        QFETCH(http::FormFields, tried);
        const auto import =
            file.startsWith("IDP") ? pomerium::importEnvironmentFile(file) : pomerium::importConfigYaml(file);
        QVERIFY(import);
        Configuration configuration = example();
        configuration.release = pomerium::Release::parse(release).value();
        configuration.format = format;
        configuration.imported = setup::importedSettingsOf(*import, QStringLiteral("x"));
        QCOMPARE(setup::loginRequest(configuration).moreParameters, tried);
        QCOMPARE(setup::clientProbeRequest(configuration)->moreParameters, tried);
        QCOMPARE(fileOf(configuration).contains("login"), !tried.isEmpty());
        Configuration without = example();
        without.release = configuration.release;
        without.format = format;
        QCOMPARE(setup::fingerprint(setup::loginRequest(configuration))
                     != setup::fingerprint(setup::loginRequest(without)),
                 !tried.isEmpty());
    }

    void a_file_that_is_checked_as_it_is_asks_for_what_it_asks_for()
    {
        const auto of = [](const QByteArray &more, const char *release) {
            const auto import = pomerium::importEnvironmentFile(
                "IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\nIDP_CLIENT_ID=a\nIDP_CLIENT_SECRET=b\n"
                "AUTHENTICATE_SERVICE_URL=https://authenticate.corp.example.com\n"
                + more);
            Configuration configuration = setup::configurationOf(*import, QStringLiteral("x"));
            configuration.release = pomerium::Release::parse(QString::fromLatin1(release)).value();
            return setup::loginRequest(configuration);
        };
        QVERIFY(!of({}, "0.30").scopes.contains(QLatin1String("groups")));
        QVERIFY(of("IDP_SCOPES=openid,profile,email,groups,offline_access\n", "0.30")
                    .scopes.contains(QLatin1String("groups")));
        QCOMPARE(of("IDP_SCOPES=openid,email\n", "0.30").scopes,
                 (QStringList{QStringLiteral("openid"), QStringLiteral("email")}));
        QCOMPARE(of({}, "0.30").productionRedirectUri,
                 QStringLiteral("https://authenticate.corp.example.com/oauth2/callback"));
        const QByteArray path = "AUTHENTICATE_CALLBACK_PATH=/login/back\n";
        QCOMPARE(of(path, "0.30").productionRedirectUri,
                 QStringLiteral("https://authenticate.corp.example.com/login/back"));
        QCOMPARE(of(path, "0.31").productionRedirectUri,
                 QStringLiteral("https://authenticate.corp.example.com/oauth2/callback"));
        QCOMPARE(of("IDP_REQUEST_PARAMS={\"prompt\":\"login\"}\n", "0.30").moreParameters,
                 (http::FormFields{{"prompt", "login"}}));
    }

    void what_only_the_existing_file_says_is_kept()
    {
        Configuration configuration = example();
        auto settings = setup::exportSettings(configuration);
        const auto before = pomerium::importEnvironmentFile(
            "IDP_PROVIDER=okta\nIDP_CLIENT_ID=old\nIDP_SCOPES=openid,email\n"
            "COOKIE_SECRET=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\nPOLICY=W3sgfV0=\n");
        QVERIFY(before);
        setup::keepOtherSettings(settings, *before);
        const QByteArray file = pomerium::exportAs(pomerium::ExportFormat::Env, settings)->reveal().toByteArray();
        for (const char *const line :
             {"COOKIE_SECRET=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n", "IDP_SCOPES=openid,email\n",
              "POLICY=W3sgfV0=\n", "IDP_CLIENT_ID=0oaABCDEFGHIJKLMNOPQ\n"})
            QVERIFY2(file.contains(line), line);
    }

    void lists_are_told_apart_by_where_they_end()
    {
        const QString a = QStringLiteral("a");
        QVERIFY(setup::InputFingerprint().add(QStringList{a, a}).add(QStringList{a}).digest()
                != setup::InputFingerprint().add(QStringList{a}).add(QStringList{a, a}).digest());
    }
};

QTEST_GUILESS_MAIN(tst_Requests)
#include "tst_Requests.moc"

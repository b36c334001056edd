#include "authenticate/ProviderSettings.h"

#include "pomerium/Import.h"

#include <QTest>

using authenticate::ProviderSettings;

class tst_ProviderSettings final : public QObject
{
    Q_OBJECT

private:
    static ProviderSettings ofFile(const QByteArray &file)
    {
        const auto import = pomerium::importEnvironmentFile(file);
        if (!import)
            qFatal("the file cannot be read");
        return ProviderSettings::of(import->toSettings());
    }

    static ProviderSettings ofYaml(const QByteArray &file)
    {
        const auto import = pomerium::importConfigYaml(file);
        if (!import)
            qFatal("the file cannot be read");
        return ProviderSettings::of(import->toSettings());
    }

private Q_SLOTS:
    void an_environment_file_is_what_pomerium_has()
    {
        const auto settings =
            ofFile("IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\nIDP_CLIENT_ID=0oa1\n"
                   "IDP_CLIENT_SECRET=a-secret\nIDP_SCOPES=openid,profile,email,groups,offline_access\n"
                   "IDP_REQUEST_PARAMS={\"prompt\":\"login\"}\n"
                   "AUTHENTICATE_SERVICE_URL=https://authenticate.example.com:8443/\n");
        QCOMPARE(settings.type, QByteArray("okta"));
        QCOMPARE(settings.url, QByteArray("https://acme.okta.com"));
        QCOMPARE(settings.clientId, QByteArray("0oa1"));
        QCOMPARE(settings.clientSecret.reveal().toByteArray(), QByteArray("a-secret"));
        QCOMPARE(settings.scopes, (QByteArrayList{"openid", "profile", "email", "groups", "offline_access"}));
        QCOMPARE(settings.scopesInEffect(), settings.scopes);
        QCOMPARE(settings.authenticateUrl, QByteArray("https://authenticate.example.com:8443"));
        QVERIFY(settings.areRequestParametersKnown);
        QCOMPARE(settings.requestParameters.size(), std::size_t(1));
        QCOMPARE(settings.requestParameters.at("prompt"), QByteArray("login"));
        QVERIFY(settings.serviceAccount.isEmpty());
    }

    void scopes_that_are_not_set_are_pomeriums_own()
    {
        const auto settings = ofFile("IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\nIDP_CLIENT_ID=0oa1\n"
                                     "IDP_CLIENT_SECRET=a-secret\n");
        QVERIFY(settings.scopes.isEmpty());
        QCOMPARE(settings.scopesInEffect(), (QByteArrayList{"openid", "profile", "email", "offline_access"}));
    }

    void a_service_account_is_there_as_it_may_be_written()
    {
        // {"api_key":"00abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO"} in base64
        const QByteArray encoded =
            QByteArray("{\"api_key\":\"00abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN\"}").toBase64();
        const auto settings = ofFile("IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\nIDP_CLIENT_ID=0oa1\n"
                                     "IDP_CLIENT_SECRET=a-secret\nIDP_SERVICE_ACCOUNT="
                                     + encoded + "\n");
        QCOMPARE(settings.serviceAccount.reveal().toByteArray(), encoded);
        QVERIFY(settings.serviceAccountSpellings.size() > 3);
    }

    void request_parameters_of_a_config_yaml_are_read_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("prompt"); ///< null: not read
        QTest::newRow("block") << QByteArray("idp_request_params:\n  prompt: login\n  # why\n  acr: 'it''s'\n")
                               << QByteArray("login");
        QTest::newRow("quoted") << QByteArray("idp_request_params:\n  \"prompt\": \"login\"\n") << QByteArray("login");
        QTest::newRow("JSON") << QByteArray("idp_request_params: {\"prompt\": \"login\"}\n") << QByteArray("login");
        QTest::newRow("anchor") << QByteArray("idp_request_params:\n  prompt: &p login\n") << QByteArray();
        QTest::newRow("flow") << QByteArray("idp_request_params: {prompt: login}\n") << QByteArray();
        QTest::newRow("list") << QByteArray("idp_request_params:\n  - prompt\n") << QByteArray();
    }

    void request_parameters_of_a_config_yaml_are_read()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QByteArray, prompt);
        const auto settings =
            ofYaml("idp_provider: okta\nidp_provider_url: https://acme.okta.com\nidp_client_id: 0oa1\n"
                   "idp_client_secret: a-secret\n"
                   + yaml + "routes:\n  - from: https://app.example.com\n    to: http://app\n");
        QCOMPARE(settings.areRequestParametersKnown, !prompt.isNull());
        if (!prompt.isNull())
            QCOMPARE(settings.requestParameters.at("prompt"), prompt);
    }

    void a_secret_in_a_file_of_its_own_is_not_known()
    {
        const auto settings = ofFile("IDP_PROVIDER=okta\nIDP_PROVIDER_URL=https://acme.okta.com\nIDP_CLIENT_ID=0oa1\n"
                                     "IDP_CLIENT_SECRET_FILE=/run/secrets/okta\n");
        QVERIFY(settings.clientSecret.isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_ProviderSettings)
#include "tst_ProviderSettings.moc"

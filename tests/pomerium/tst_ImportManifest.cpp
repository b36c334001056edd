#include "pomerium/ImportManifest.h"

#include "pomerium/Export.h"

#include <QTest>

using pomerium::importManifest;

class tst_ImportManifest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_the_export_writes_is_read_again()
    {
        pomerium::IdentityProviderSettings settings;
        settings.providerUrl = QStringLiteral("https://acme.okta.com");
        settings.clientId = QStringLiteral("0oa1b2c3d4e5f6g7h8i9");
        settings.clientSecret = Secret("it's a 'secret'");
        settings.authenticateUrl = *pomerium::AuthenticateUrl::parse(u"https://authenticate.acme.com");
        settings.release = *pomerium::Release::parse(u"0.19");
        settings.apiToken = Secret("00canary-api-token");
        settings.directoryTimeout = std::chrono::minutes(5);
        settings.directoryInterval = std::chrono::minutes(20);
        const auto file = pomerium::exportAs(pomerium::ExportFormat::Kubernetes, settings);
        QVERIFY(file);
        QVERIFY(pomerium::isManifest(file->reveal()));
        const auto import = importManifest(file->reveal());
        QVERIFY(import);
        QCOMPARE(import->notes.size(), 0);
        QCOMPARE(import->providerUrl.value_or(QString()), settings.providerUrl);
        QCOMPARE(import->clientId.value_or(QString()), settings.clientId);
        QVERIFY(import->clientSecret && *import->clientSecret == settings.clientSecret);
        QVERIFY(import->apiToken && *import->apiToken == *settings.apiToken);
        QVERIFY(import->authenticateUrl && *import->authenticateUrl == *settings.authenticateUrl);
        QVERIFY(import->directoryTimeout == settings.directoryTimeout);
        QVERIFY(import->directoryInterval == settings.directoryInterval);
    }

    void data_is_base64_and_scopes_are_a_list_and_all_else_is_left_alone()
    {
        const auto import = importManifest("apiVersion: v1\nkind: Secret\nmetadata: {name: idp}\ndata:\n"
                                           "  client_id: MG9hMQ== # 0oa1\n  client_secret: \"c2VjcmV0\"\n"
                                           "---\napiVersion: v1\nkind: ConfigMap\ndata:\n  client_id: other\n"
                                           "---\napiVersion: ingress.pomerium.io/v1\nkind: Pomerium\nspec:\n"
                                           "  certificates:\n  - a/b\n  identityProvider:\n    provider: okta\n"
                                           "    url: https://acme.okta.com\n    scopes:\n    - openid\n    - email\n");
        QVERIFY(import);
        QCOMPARE(import->clientId.value_or(QString()), QStringLiteral("0oa1"));
        QVERIFY(import->clientSecret && import->clientSecret->reveal() == "secret");
        QVERIFY(import->scopes == (QStringList{QStringLiteral("openid"), QStringLiteral("email")}));
    }

    void a_mistake_has_its_line()
    {
        const auto import =
            importManifest("apiVersion: ingress.pomerium.io/v1\nkind: Pomerium\nspec:\n"
                           "  identityProvider:\n    provider: okta\n    url: https://acme.okta.com/\n");
        QVERIFY(import);
        QVERIFY(import->has(pomerium::ImportNote::ProviderUrlTrailingSlash));
        QCOMPARE(import->notes.first().line, 6);
    }

    void what_has_nothing_of_ours_is_refused()
    {
        QVERIFY(!importManifest("apiVersion: v1\nkind: Secret\n"));
        QVERIFY(!pomerium::isManifest("idp_client_id: x\n"));
    }
};

QTEST_GUILESS_MAIN(tst_ImportManifest)
#include "tst_ImportManifest.moc"

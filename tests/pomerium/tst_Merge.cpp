#include "pomerium/Examples.h"
#include "pomerium/Import.h"
#include "pomerium/Merge.h"

#include <QTest>

using namespace pomerium;
using Reason = MergeError::Reason;

namespace {

/// The file after the merge; empty: it was refused.
QByteArray merged(const QByteArray &file, ExportFormat format, const IdentityProviderSettings &settings)
{
    const auto result = mergedInto(file, format, settings);
    return result ? result->bytes.reveal().toByteArray() : QByteArray();
}

const QByteArray cookieSecret = QByteArrayLiteral("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");

} // namespace

class tst_Merge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void other_variables_stay_where_they_are()
    {
        const QByteArray file = "# our gateway\n"
                                "LOG_LEVEL=debug   # loud\n"
                                "IDP_PROVIDER=google\n"
                                "COOKIE_SECRET="
            + cookieSecret
            + "\n"
              "\n"
              "# the old secret\n"
              "IDP_CLIENT_SECRET='old'\n"
              "ROUTES=\"a b\"\n"
              "IDP_SERVICE_ACCOUNT=gone\n";
        const auto settings = examples::forRelease(u"0.33");
        const auto result = mergedInto(file, ExportFormat::EnvSystemd, settings);
        QVERIFY(result);
        QCOMPARE(result->otherSettings, 3);
        QCOMPARE(result->bytes.reveal().toByteArray(),
                 QByteArray("# systemd, EnvironmentFile=FILE\n"
                            "# our gateway\n"
                            "LOG_LEVEL=debug   # loud\n"
                            "IDP_PROVIDER=okta\n"
                            "COOKIE_SECRET="
                            + cookieSecret
                            + "\n"
                              "\n"
                              "# the old secret\n"
                              "IDP_CLIENT_SECRET="
                            + examples::clientSecret()
                            + "\n"
                              "ROUTES=\"a b\"\n"
                              "IDP_PROVIDER_URL=https://acme.okta.com\n"
                              "IDP_CLIENT_ID=0oa1b2c3d4e5f6g7h8i9\n"
                              "AUTHENTICATE_SERVICE_URL=https://authenticate.acme.com:8443\n"));
    }

    void what_is_merged_twice_is_as_if_merged_once_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("format");
        const auto row = [](const char *name, const QByteArray &file, ExportFormat format) {
            QTest::newRow(name) << file << static_cast<int>(format);
        };
        row("env", "A=1\nIDP_CLIENT_ID=x", ExportFormat::Env);
        row("shell", "set -a\nexport IDP_PROVIDER=google\nexport B='x y'\n", ExportFormat::EnvShell);
        row("PowerShell", "$env:A = 'x'\r\n$env:IDP_PROVIDER = 'google'\r\n", ExportFormat::EnvPowershell);
        row("config.yaml", "# mine\nroutes:\n  - from: https://a\n    to: http://b\nidp_provider: google\n",
            ExportFormat::ConfigYaml);
        row("only others", "A=1\n", ExportFormat::EnvDocker);
        row("manifest",
            "apiVersion: ingress.pomerium.io/v1\nkind: Pomerium\nmetadata: {name: global}\n"
            "spec:\n  certificates: [a/b]\n",
            ExportFormat::Kubernetes);
    }
    void what_is_merged_twice_is_as_if_merged_once()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, format);
        for (const auto release : {u"0.19", u"0.33"}) {
            auto settings = examples::forRelease(release);
            settings.groupsFromClaim = !settings.release->usesServiceAccount();
            const QByteArray once = merged(file, static_cast<ExportFormat>(format), settings);
            QVERIFY(!once.isEmpty());
            QCOMPARE(merged(once, static_cast<ExportFormat>(format), settings), once);
            QVERIFY(once.contains("0oa1b2c3d4e5f6g7h8i9"));
            QVERIFY(!once.contains("google"));
        }
    }

    void an_exported_prefix_is_used_where_the_file_uses_it()
    {
        const QByteArray result = merged("set -a\nexport IDP_CLIENT_ID=old\nexport OTHER=1\n", ExportFormat::EnvShell,
                                         examples::forRelease(u"0.33"));
        QVERIFY(result.contains("\nexport IDP_CLIENT_ID=0oa1b2c3d4e5f6g7h8i9\n"));
        QVERIFY(result.contains("\nexport IDP_PROVIDER=okta\n"));
        QVERIFY(result.contains("\nset -a\n"));
        QVERIFY(result.contains("\nexport OTHER=1\n"));
    }

    void other_entries_of_a_configuration_stay_byte_for_byte()
    {
        const QByteArray file = "# top\n"
                                "address: :443\n"
                                "idp_provider: 'google'\n"
                                "cookie_secret: "
            + cookieSecret
            + "\n"
              "\n"
              "# the routes\n"
              "routes:\n"
              "  - from: https://a.example.com # here\n"
              "    to: http://a\n"
              "    policy: [{allow: {and: [{claim/groups: staff}]}}]\n"
              "idp_service_account: gone\n";
        const auto result = mergedInto(file, ExportFormat::ConfigYaml, examples::forRelease(u"0.33"));
        QVERIFY(result);
        QCOMPARE(result->otherSettings, 3);
        const QByteArray bytes = result->bytes.reveal().toByteArray();
        QVERIFY(bytes.startsWith("# top\naddress: :443\nidp_provider: 'okta'\ncookie_secret: " + cookieSecret
                                 + "\n\n# the routes\nroutes:\n  - from: https://a.example.com # here\n"
                                   "    to: http://a\n"
                                   "    policy: [{allow: {and: [{claim/groups: staff}]}}]\n"));
        QVERIFY(!bytes.contains("service_account"));
    }

    void other_objects_and_fields_of_a_manifest_stay()
    {
        const QByteArray file = "apiVersion: v1\n"
                                "kind: ConfigMap\n"
                                "metadata:\n"
                                "  name: mine\n"
                                "---\n"
                                "apiVersion: v1\n"
                                "kind: Secret\n"
                                "metadata:\n"
                                "  name: idp\n"
                                "  namespace: gateway\n"
                                "data:\n"
                                "  client_id: b2xk\n"
                                "  other: eA==\n"
                                "---\n"
                                "apiVersion: ingress.pomerium.io/v1\n"
                                "kind: Pomerium\n"
                                "metadata:\n"
                                "  name: global\n"
                                "spec:\n"
                                "  certificates:\n"
                                "    - gateway/wildcard\n"
                                "  identityProvider:\n"
                                "    provider: google\n"
                                "    secret: gateway/idp\n"
                                "    requestParams:\n"
                                "      prompt: login\n"
                                "  secrets: gateway/bootstrap\n";
        const auto result = mergedInto(file, ExportFormat::Kubernetes, examples::forRelease(u"0.33"));
        QVERIFY(result);
        const QByteArray bytes = result->bytes.reveal().toByteArray();
        QVERIFY(bytes.contains("kind: ConfigMap\n"));
        QVERIFY(bytes.contains("data:\n  other: eA==\n"));
        QVERIFY(!bytes.contains("b2xk"));
        QVERIFY(bytes.contains("stringData:\n  client_id: '0oa1b2c3d4e5f6g7h8i9'\n"));
        QVERIFY(bytes.contains("  certificates:\n    - gateway/wildcard\n"));
        QVERIFY(bytes.contains("    secret: 'gateway/idp'\n"));
        QVERIFY(bytes.contains("    requestParams:\n      prompt: login\n"));
        QVERIFY(bytes.contains("  secrets: gateway/bootstrap\n"));
        QVERIFY(!bytes.contains("google"));
        QCOMPARE(bytes.count("kind: Pomerium"), 1);
        QCOMPARE(bytes.count("kind: Secret"), 1);
    }

    void what_cannot_be_kept_is_refused_with_its_reason_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("format");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, const QByteArray &file, ExportFormat format, Reason reason) {
            QTest::newRow(name) << file << static_cast<int>(format) << static_cast<int>(reason);
        };
        row("a script", "if true; then\n  export A=1\nfi\n", ExportFormat::Env, Reason::NotUnderstood);
        row("not text", QByteArray("\x00\x01", 2), ExportFormat::Env, Reason::NotUnderstood);
        row("another program's", "# docker run --env-file FILE\nA=1\n", ExportFormat::EnvSystemd, Reason::OtherDialect);
        row("two documents", "a: 1\n---\nb: 2\n", ExportFormat::ConfigYaml, Reason::NotUnderstood);
        row("a route that the release refuses", "routes:\n  - from: https://a\n    allowed_groups: [x]\n",
            ExportFormat::ConfigYaml, Reason::NotWritten);
        row("one value", "x", ExportFormat::ClientSecret, Reason::NotMergeable);
        row("a Secret that is elsewhere", "kind: Pomerium\nspec:\n  identityProvider:\n    secret: a/b\n",
            ExportFormat::Kubernetes, Reason::SecretElsewhere);
    }
    void what_cannot_be_kept_is_refused_with_its_reason()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, format);
        QFETCH(int, reason);
        const auto result = mergedInto(file, static_cast<ExportFormat>(format), examples::forRelease(u"0.33"));
        QVERIFY(!result);
        QCOMPARE(static_cast<int>(result.error().reason), reason);
    }

    void an_empty_file_is_written_as_a_new_one()
    {
        const auto settings = examples::forRelease(u"0.33");
        QCOMPARE(merged("\n", ExportFormat::Env, settings),
                 exportAs(ExportFormat::Env, settings)->reveal().toByteArray());
    }
};

QTEST_APPLESS_MAIN(tst_Merge)
#include "tst_Merge.moc"

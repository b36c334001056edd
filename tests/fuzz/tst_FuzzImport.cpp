#include "fuzz/Mutator.h"
#include "pomerium/Difference.h"
#include "pomerium/Import.h"
#include "pomerium/ImportManifest.h"
#include "pomerium/Merge.h"

#include <QTest>

using namespace pomerium;

namespace {

constexpr int Rounds = 3'000;

const QByteArray token = QByteArrayLiteral("00QCjAl4MlV-WPXM2dFnoVCPVRZ6q7Fa_c9tYxR0sK");
const QByteArray alphabet = QByteArrayLiteral("=:#'\"\\\n\r $`-{}[]|>aK");

IdentityProviderSettings settings()
{
    IdentityProviderSettings result;
    result.providerUrl = QStringLiteral("https://acme.okta.com");
    result.clientId = QStringLiteral("0oa1b2c3d4e5f6g7h8i9");
    result.clientSecret = Secret(QByteArrayView("AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_aB"));
    result.release = *Release::parse(u"0.33");
    return result;
}

} // namespace

class tst_FuzzImport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void no_file_is_read_beyond_its_end_and_none_shows_its_secret_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("environment") << "IDP_PROVIDER=okta\nIDP_CLIENT_SECRET=\"" + token
                + "\"\\\nexport OTHER='x'\nIDP_SERVICE_ACCOUNT= # fill in\n";
        QTest::newRow("config.yaml") << "idp_provider: okta\nidp_client_secret: '" + token
                + "'\nroutes:\n  - from: https://a\n    to: http://b\n";
        QTest::newRow("manifest") << "kind: Secret\nmetadata:\n  name: idp-okta\n  namespace: pomerium\nstringData:\n"
                                     "  client_secret: "
                + token + "\n---\nkind: Pomerium\nspec:\n  identityProvider:\n    secret: pomerium/idp-okta\n";
        QTest::newRow("Compose") << "services:\n  a:\n    environment:\n      IDP_CLIENT_SECRET: " + token
                + "\n      - IDP_PROVIDER=okta\n";
    }
    void no_file_is_read_beyond_its_end_and_none_shows_its_secret()
    {
        QFETCH(QByteArray, file);
        Mutator mutator(12);
        const auto ours = settings();
        for (int round = 0; round < Rounds; ++round) {
            const QByteArray bytes = mutator.mutated(file, alphabet, "KEY=value # note\n");
            for (const auto import : {importEnvironmentFile, importConfigYaml, importManifest, importCompose}) {
                const auto result = import(bytes);
                if (!result)
                    continue;
                for (const ImportRemark &remark : result->notes)
                    QVERIFY2(!remark.detail.toUtf8().contains(token), bytes.constData());
            }
            for (const auto format : {ExportFormat::Env, ExportFormat::ConfigYaml, ExportFormat::Kubernetes}) {
                const auto merged = mergedInto(bytes, format, ours);
                if (!merged)
                    continue;
                // Merged again, nothing changes.
                const auto again = mergedInto(merged->bytes.reveal(), format, ours);
                QVERIFY2(again, bytes.constData());
                QVERIFY2(again->bytes == merged->bytes, bytes.constData());
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_FuzzImport)
#include "tst_FuzzImport.moc"

#include "oidc/IdToken.h"

#include "fuzz/Mutator.h"
#include "oidc/TestKeys.h"

#include <QTest>

namespace {

constexpr int Rounds = 4'000; // each is signed and verified
constexpr qint64 Now = 1'795'000'000;

} // namespace

class tst_FuzzIdToken final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The provider itself signs nonsense: what is accepted has every claim as it has to be.
    void no_mutation_of_the_claims_is_accepted_with_a_wrong_claim()
    {
        const TokenSigner &signer = testKeys().ed25519;
        const auto keys = allKeys();
        const QByteArray header = R"({"alg":"EdDSA","kid":"ed25519"})";
        const QByteArray good =
            R"({"iss":"https://acme.okta.com","sub":"00u1ada","aud":["0oa1client"],)"
            R"("exp":1795003600,"iat":1795000000,"nbf":1795000000,"nonce":"n1","azp":"0oa1client"})";
        const QByteArray other = R"({"aud":["0oa1client","x"],"exp":"1795003600","nonce":null,"iat":1e99,"nbf":-1})";
        const QByteArray alphabet("0123456789eE+-.{}[]:,\"\\uisauodexpnbc ");

        oidc::IdTokenExpectations expected;
        expected.issuer = QStringLiteral("https://acme.okta.com");
        expected.clientId = QStringLiteral("0oa1client");
        expected.nonce = "n1";
        expected.algorithms = {QStringLiteral("EdDSA")};
        expected.now = QDateTime::fromSecsSinceEpoch(Now, Qt::UTC);
        QVERIFY(oidc::IdToken::verify(Secret(signer.signBytes(QStringLiteral("EdDSA"), header, good)), keys, expected));

        Mutator mutator(1);
        int accepted = 0;
        for (int round = 0; round < Rounds; ++round) {
            const QByteArray payload = mutator.mutated(good, alphabet, other);
            const auto token = oidc::IdToken::verify(Secret(signer.signBytes(QStringLiteral("EdDSA"), header, payload)),
                                                     keys, expected);
            if (!token)
                continue;
            ++accepted;
            const QJsonObject claims = QJsonDocument::fromJson(payload).object();
            const auto claim = [&claims](const char *name) { return claims.value(QLatin1String(name)); };
            QCOMPARE(claim("iss").toString(), expected.issuer);
            QCOMPARE(claim("nonce").toString(), QStringLiteral("n1"));
            QVERIFY(!claim("sub").toString().isEmpty());
            QVERIFY(claim("aud") == QJsonValue(expected.clientId)
                    || claim("aud") == QJsonValue(QJsonArray{expected.clientId}));
            QVERIFY(claim("azp").isUndefined() || claim("azp").toString() == expected.clientId);
            QVERIFY(claim("exp").toDouble() > Now - 120);
            QVERIFY(qAbs(claim("iat").toDouble() - Now) <= 600);
            QVERIFY(claim("nbf").isUndefined() || claim("nbf").toDouble(1e99) <= Now + 120);
        }
        // Some changes do no harm (another subject, a fraction): the loop above saw them.
        QVERIFY2(accepted > Rounds / 100, qPrintable(QString::number(accepted)));
    }
};

QTEST_GUILESS_MAIN(tst_FuzzIdToken)
#include "tst_FuzzIdToken.moc"

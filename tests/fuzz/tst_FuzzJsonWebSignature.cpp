#include "oidc/JsonWebSignature.h"

#include "fuzz/Mutator.h"
#include "oidc/TestKeys.h"

#include <QTest>

namespace {

constexpr int Rounds = 50'000;

} // namespace

class tst_FuzzJsonWebSignature final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Whatever becomes of a genuine token: it is no longer accepted, and nothing crashes.
    void no_mutation_of_a_token_is_accepted()
    {
        const TestKeys &keys = testKeys();
        const QJsonObject claims{{QStringLiteral("iss"), QStringLiteral("https://acme.okta.com")},
                                 {QStringLiteral("sub"), QStringLiteral("00u1ada")},
                                 {QStringLiteral("exp"), 1'795'000'000}};
        QList<QByteArray> genuine;
        for (const char *algorithm : {"RS256", "RS512", "PS256", "PS384"})
            genuine.append(keys.rsa.sign(QLatin1String(algorithm), claims));
        for (const TokenSigner *signer : {&keys.p256, &keys.p384, &keys.p521, &keys.ed25519, &keys.ed448})
            genuine.append(signer->sign(claims));
        genuine.append(keys.rsa.withKeyId({}).sign(claims));
        const auto set = allKeys();
        for (const QByteArray &token : genuine)
            QVERIFY(oidc::JsonWebSignature::parse(token)->verify(set).has_value());

        Mutator mutator(20261124);
        const QByteArray alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
        int understood = 0;
        for (int round = 0; round < Rounds; ++round) {
            const QByteArray token = mutator.mutated(mutator.oneOf(genuine), alphabet, mutator.oneOf(genuine));
            if (genuine.contains(token))
                continue;
            const auto signature = oidc::JsonWebSignature::parse(token);
            if (!signature)
                continue;
            ++understood;
            QVERIFY2(!signature->verify(set), qPrintable(QStringLiteral("round %1").arg(round)));
        }
        // Enough of them got as far as to the arithmetic.
        QVERIFY2(understood > Rounds / 20, qPrintable(QString::number(understood)));
    }

    void no_mutation_of_a_header_is_accepted_as_another_algorithm()
    {
        const TestKeys &keys = testKeys();
        const auto set = allKeys();
        Mutator mutator(7);
        const QByteArray good = R"({"alg":"RS256","kid":"rsa","typ":"JWT"})";
        const QByteArray other = R"({"alg":"none","crit":["b64"],"b64":false,"jwk":{}})";
        const QByteArray alphabet("abegilkrtypRSHE256J{}[]:,\"\\u0 ");
        const QByteArray payload = R"({"sub":"ada"})";
        for (int round = 0; round < Rounds / 10; ++round) {
            const QByteArray header = mutator.mutated(good, alphabet, other);
            const QByteArray token = TokenSigner::encoded(header) + '.' + TokenSigner::encoded(payload) + ".AAAA";
            const auto signature = oidc::JsonWebSignature::parse(token);
            if (!signature)
                continue;
            QVERIFY(oidc::supportedSigningAlgorithms().contains(signature->algorithm()));
            QVERIFY(!signature->verify(set));
            // What is read is what any other reader of JSON reads.
            const QJsonObject read = QJsonDocument::fromJson(header).object();
            QCOMPARE(signature->algorithm(), read.value(QLatin1String("alg")).toString());
            QCOMPARE(signature->keyId(), read.value(QLatin1String("kid")).toString());
            QVERIFY(!read.contains(QLatin1String("crit")) && !read.contains(QLatin1String("b64")));
        }
        QVERIFY(oidc::JsonWebSignature::parse(keys.rsa.sign({}))->verify(set).has_value());
    }
};

QTEST_GUILESS_MAIN(tst_FuzzJsonWebSignature)
#include "tst_FuzzJsonWebSignature.moc"

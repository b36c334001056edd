#include "oidc/JsonWebKeySet.h"

#include "fuzz/Mutator.h"
#include "oidc/TestKeys.h"

#include <QTest>

namespace {

constexpr int Rounds = 5'000; // five keys in each

} // namespace

class tst_FuzzJsonWebKeySet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Each entry is either a key that OpenSSL reads or left out with a reason; none is lost, none is half a key.
    void every_entry_is_a_key_or_left_out()
    {
        const TestKeys &keys = testKeys();
        const QByteArray good = keySetDocument({keys.rsa.publicJwk(), keys.p256.publicJwk(), keys.p521.publicJwk(),
                                                keys.ed25519.publicJwk(), keys.ed448.publicJwk()})
                                    .simplified();
        const QByteArray other = keySetDocument({keys.weakRsa.privateJwk(), keys.secp256k1.publicJwk()}).simplified();
        const QByteArray alphabet("ABCDEFGHabcdefgh0123456789-_=+/{}[]:,\"\\u ");
        const QList<qsizetype> sizes = [&keys] {
            QList<qsizetype> known;
            for (const TokenSigner *signer : {&keys.p256, &keys.p384, &keys.p521, &keys.ed25519, &keys.ed448})
                known.append(keySet({signer->publicJwk()}).keys().first().subjectPublicKeyInfo.size());
            return known;
        }();
        const qsizetype rsaSize = keySet({keys.rsa.publicJwk()}).keys().first().subjectPublicKeyInfo.size();

        Mutator mutator(3);
        int parsed = 0;
        for (int round = 0; round < Rounds; ++round) {
            const QByteArray document = mutator.mutated(good, alphabet, other);
            const auto set = oidc::JsonWebKeySet::parse(document);
            if (!set)
                continue;
            ++parsed;
            const QJsonObject object = QJsonDocument::fromJson(document).object();
            const QJsonArray entries = object.value(QLatin1String("keys")).toArray();
            QCOMPARE(set->keys().size() + set->leftOut().size(), entries.size());
            for (const oidc::JsonWebKey &key : set->keys()) {
                if (key.type == oidc::JsonWebKey::Type::Rsa)
                    QVERIFY(key.subjectPublicKeyInfo.size() >= rsaSize - 2); // n of 2048 bits, e of 1 byte
                else
                    QVERIFY(sizes.contains(key.subjectPublicKeyInfo.size()));
            }
        }
        QVERIFY2(parsed > Rounds / 20, qPrintable(QString::number(parsed)));
    }
};

QTEST_GUILESS_MAIN(tst_FuzzJsonWebKeySet)
#include "tst_FuzzJsonWebKeySet.moc"

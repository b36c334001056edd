#include "oidc/JsonWebSignature.h"

#include "oidc/TestKeys.h"

#include <QTest>

using Fault = TokenSigner::Fault;
using oidc::Reason;

namespace {

const QJsonObject Claims{{QStringLiteral("sub"), QStringLiteral("ada")}};

/// A token with a header as it stands, signed rightly by RS256.
QByteArray withHeader(QByteArrayView header)
{
    return testKeys().rsa.signBytes(QStringLiteral("RS256"), header, R"({"sub":"ada"})");
}

/// Parsed and verified, or the first error.
Expected<void, oidc::Error> judged(const QByteArray &token, const oidc::JsonWebKeySet &keys)
{
    const auto signature = oidc::JsonWebSignature::parse(token);
    if (!signature)
        return Unexpected(signature.error());
    return signature->verify(keys);
}

} // namespace

class tst_JsonWebSignature final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_genuine_signature_is_accepted_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QList<QJsonObject>>("jwks");
        const TestKeys &keys = testKeys();
        const auto row = [](const char *tag, const TokenSigner &signer, const char *algorithm,
                            QList<QJsonObject> jwks = {}) {
            if (jwks.isEmpty())
                jwks = {signer.publicJwk()};
            QTest::newRow(tag) << signer.sign(QString::fromLatin1(algorithm), Claims) << jwks;
        };
        row("J1 RS256", keys.rsa, "RS256");
        row("J8 RS384", keys.rsa, "RS384");
        row("J8 RS512", keys.rsa, "RS512");
        row("J8 PS256", keys.rsa, "PS256");
        row("J8 PS384", keys.rsa, "PS384");
        row("J8 PS512", keys.rsa, "PS512");
        row("J8 RS256 with 3072 bits", keys.thirdRsa, "RS256");
        row("J8 PS512 with 3072 bits", keys.thirdRsa, "PS512");
        row("J8 ES256", keys.p256, "ES256");
        row("J8 ES384", keys.p384, "ES384");
        row("J8 ES512", keys.p521, "ES512");
        row("J8 EdDSA Ed25519", keys.ed25519, "EdDSA");
        row("J8 EdDSA Ed448", keys.ed448, "EdDSA");
        row("J1 alg of the key", keys.rsa, "RS256", {with(keys.rsa.publicJwk(), "alg", QStringLiteral("RS256"))});

        // The conformance suite's set: one key of each type, one of them of a curve that we do not know, and enc keys.
        const QList<QJsonObject> single{keys.rsa.publicJwk(),
                                        keys.p256.publicJwk(),
                                        keys.secp256k1.publicJwk(),
                                        keys.ed25519.publicJwk(),
                                        with(keys.otherRsa.publicJwk(), "use", QStringLiteral("enc")),
                                        with(keys.p384.publicJwk(), "use", QStringLiteral("enc"))};
        row("J9 kid absent, RS256", keys.rsa.withKeyId({}), "RS256", single);
        row("J9 kid absent, ES256", keys.p256.withKeyId({}), "ES256", single);
        row("J9 kid absent, EdDSA", keys.ed25519.withKeyId({}), "EdDSA", single);
        const QList<QJsonObject> several{keys.rsa.publicJwk(), keys.otherRsa.publicJwk(), keys.thirdRsa.publicJwk()};
        row("J10 kid absent, the first of three", keys.rsa.withKeyId({}), "RS256", several);
        row("J10 kid absent, the second of three", keys.otherRsa.withKeyId({}), "PS256", several);
        row("J10 kid absent, the last of three", keys.thirdRsa.withKeyId({}), "RS512", several);
        row("J10 kid absent, of two Edwards curves", keys.ed448.withKeyId({}), "EdDSA",
            {keys.ed25519.publicJwk(), keys.ed448.publicJwk()});
        row("J15 the right one among bad ones", keys.rsa, "RS256",
            {with(keys.rsa.publicJwk(), "use", QStringLiteral("enc")),
             keys.weakRsa.withKeyId(keys.rsa.keyId()).publicJwk(), keys.rsa.privateJwk(), keys.rsa.publicJwk()});
        const QString same = QStringLiteral("same");
        const QList<QJsonObject> duplicates{keys.p256.withKeyId(same).publicJwk(), keys.rsa.withKeyId(same).publicJwk(),
                                            keys.ed25519.withKeyId(same).publicJwk()};
        row("J16 duplicate kid, RS256", keys.rsa.withKeyId(same), "RS256", duplicates);
        row("J16 duplicate kid, ES256", keys.p256.withKeyId(same), "ES256", duplicates);
        row("J16 duplicate kid, EdDSA", keys.ed25519.withKeyId(same), "EdDSA", duplicates);
        row("J16 duplicate kid of one type", keys.rsa.withKeyId(same), "RS256",
            {keys.otherRsa.withKeyId(same).publicJwk(), keys.rsa.withKeyId(same).publicJwk()});
    }

    void a_genuine_signature_is_accepted()
    {
        QFETCH(QByteArray, token);
        QFETCH(QList<QJsonObject>, jwks);
        const auto signature = oidc::JsonWebSignature::parse(token);
        QVERIFY2(signature.has_value(), signature ? "" : qPrintable(signature.error().detail));
        QCOMPARE(QJsonDocument::fromJson(signature->payload()).object(), Claims);
        const auto verified = signature->verify(keySet(jwks));
        QVERIFY2(verified.has_value(), verified ? "" : qPrintable(verified.error().detail));
    }

    /// r and s are shorter by a byte in one of 128 signatures, and have to be padded.
    void every_genuine_ecdsa_signature_is_accepted_J8()
    {
        const auto keys = allKeys();
        for (int i = 0; i < 300; ++i) {
            const QJsonObject claims{{QStringLiteral("sub"), i}};
            QVERIFY(judged(testKeys().p256.sign(claims), keys).has_value());
        }
    }

    void anything_else_is_refused_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<Reason>("reason");
        const TestKeys &keys = testKeys();
        const auto faulty = [](const char *tag, const TokenSigner &signer, const char *algorithm, Fault fault) {
            QTest::newRow(tag) << signer.sign(QString::fromLatin1(algorithm), Claims, fault)
                               << Reason(Reason::IdTokenSignatureInvalid);
        };
        faulty("J2 RS256 signature XOR 0x5A", keys.rsa, "RS256", Fault::Xored);
        faulty("J2 PS256 signature XOR 0x5A", keys.rsa, "PS256", Fault::Xored);
        faulty("J2 EdDSA signature XOR 0x5A", keys.ed25519, "EdDSA", Fault::Xored);
        faulty("J3 ES256 signature XOR 0x5A", keys.p256, "ES256", Fault::Xored);
        faulty("J2 RS256 empty signature", keys.rsa, "RS256", Fault::Empty);
        faulty("J3 ES256 empty signature", keys.p256, "ES256", Fault::Empty);
        faulty("J2 EdDSA empty signature", keys.ed25519, "EdDSA", Fault::Empty);
        faulty("J2 RS256 one byte short", keys.rsa, "RS256", Fault::Truncated);
        faulty("J2 RS256 one byte long", keys.rsa, "RS256", Fault::Extended);
        faulty("J2 PS256 one byte long", keys.rsa, "PS256", Fault::Extended);
        faulty("J2 Ed25519 one byte long", keys.ed25519, "EdDSA", Fault::Extended);
        faulty("J2 Ed448 one byte short", keys.ed448, "EdDSA", Fault::Truncated);
        faulty("J2 RS256 made with SHA-384", keys.rsa, "RS256", Fault::OtherHash);
        faulty("J2 RS512 made with SHA-256", keys.rsa, "RS512", Fault::OtherHash);
        faulty("J3 ES256 made with SHA-384", keys.p256, "ES256", Fault::OtherHash);
        faulty("J17 DER signature", keys.p256, "ES256", Fault::Der);
        faulty("J17 DER signature, ES384", keys.p384, "ES384", Fault::Der);
        faulty("J17 DER signature, ES512", keys.p521, "ES512", Fault::Der);
        faulty("J17 63 bytes", keys.p256, "ES256", Fault::Truncated);
        faulty("J17 65 bytes", keys.p256, "ES256", Fault::Extended);
        faulty("J17 95 bytes, ES384", keys.p384, "ES384", Fault::Truncated);
        faulty("J17 133 bytes, ES512", keys.p521, "ES512", Fault::Extended);
        faulty("J17 zero r", keys.p256, "ES256", Fault::ZeroR);
        faulty("J17 zero s", keys.p256, "ES256", Fault::ZeroS);
        faulty("J17 zero r, ES384", keys.p384, "ES384", Fault::ZeroR);
        faulty("J17 zero s, ES512", keys.p521, "ES512", Fault::ZeroS);
        faulty("J18 PS256 without salt", keys.rsa, "PS256", Fault::SaltLengthZero);
        faulty("J18 PS256 with the longest salt", keys.rsa, "PS256", Fault::SaltLengthMaximum);
        faulty("J18 PS512 without salt", keys.rsa, "PS512", Fault::SaltLengthZero);
        faulty("J18 PS256 with another MGF hash", keys.rsa, "PS256", Fault::OtherMgfHash);
        faulty("J18 PS384 with another hash", keys.rsa, "PS384", Fault::OtherHash);

        const auto row = [](const char *tag, const QByteArray &token, Reason reason) {
            QTest::newRow(tag) << token << reason;
        };
        row("J1 of another key under the same kid", keys.otherRsa.withKeyId(QStringLiteral("rsa")).sign(Claims),
            Reason::IdTokenSignatureInvalid);
        const QByteArray good = keys.rsa.sign(Claims);
        const QByteArray otherClaims = TokenSigner::encoded(R"({"sub":"eve"})");
        row("J1 other claims under a genuine signature",
            good.first(good.indexOf('.') + 1) + otherClaims + good.mid(good.lastIndexOf('.')),
            Reason::IdTokenSignatureInvalid);
        row("J1 another header under a genuine signature",
            TokenSigner::encoded(R"({"alg":"RS256","kid":"rsa"})") + good.mid(good.indexOf('.')),
            Reason::IdTokenSignatureInvalid);
        row("J1 PS256 signature called RS256",
            keys.rsa.sign(QStringLiteral("PS256"), keys.rsa.header(QStringLiteral("RS256")), Claims),
            Reason::IdTokenSignatureInvalid);
        row("J1 RS256 signature called PS256",
            keys.rsa.sign(QStringLiteral("RS256"), keys.rsa.header(QStringLiteral("PS256")), Claims),
            Reason::IdTokenSignatureInvalid);
        row("J13 kid unknown", keys.rsa.withKeyId(QStringLiteral("rotated")).sign(Claims), Reason::IdTokenKeyUnknown);
        row("J10 kid absent, none of several keys", keys.otherRsa.withKeyId({}).sign(Claims),
            Reason::IdTokenSignatureInvalid);
        row("J16 kid of a key of another type",
            keys.rsa.sign(QStringLiteral("RS256"),
                          with(keys.rsa.header(QStringLiteral("RS256")), "kid", QStringLiteral("p256")), Claims),
            Reason::IdTokenKeyUnknown);
        row("J17 wrong curve, the key's kid",
            keys.p384.sign(QStringLiteral("ES256"), keys.p384.header(QStringLiteral("ES256")), Claims),
            Reason::IdTokenKeyUnknown);
        row("J17 wrong curve, the kid of a P-256 key",
            keys.p384.sign(QStringLiteral("ES256"), keys.p256.header(QStringLiteral("ES256")), Claims),
            Reason::IdTokenSignatureInvalid);
        // r and s as numbers are right, but they have a fixed length.
        const QByteArray exact = keys.p256.sign(Claims);
        const QByteArray input = exact.first(exact.lastIndexOf('.'));
        const QByteArray rs = QByteArray::fromBase64(exact.mid(input.size() + 1), QByteArray::Base64UrlEncoding);
        row("J17 66 bytes, r and s with a zero in front",
            input + '.' + TokenSigner::encoded('\0' + rs.first(32) + '\0' + rs.last(32)),
            Reason::IdTokenSignatureInvalid);
        row("J19 RSA 1024", keys.weakRsa.sign(Claims), Reason::IdTokenKeyUnknown);
        row("J8 ES256K", keys.secp256k1.sign(Claims), Reason::IdTokenAlgorithmRefused);
    }

    void anything_else_is_refused()
    {
        QFETCH(QByteArray, token);
        QFETCH(Reason, reason);
        const TestKeys &keys = testKeys();
        const auto set = keySet({keys.rsa.publicJwk(), keys.weakRsa.publicJwk(), keys.p256.publicJwk(),
                                 keys.p384.publicJwk(), keys.p521.publicJwk(), keys.secp256k1.publicJwk(),
                                 keys.ed25519.publicJwk(), keys.ed448.publicJwk()});
        const auto result = judged(token, set);
        QVERIFY(!result);
        QVERIFY2(result.error().reason == reason, qPrintable(result.error().detail));
    }

    void its_form_is_judged_before_its_signature_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<Reason>("reason");
        const TestKeys &keys = testKeys();
        const auto row = [](const char *tag, const QByteArray &token, Reason reason) {
            QTest::newRow(tag) << token << reason;
        };
        const QByteArray good = keys.rsa.sign(Claims);
        const QByteArray header = good.first(good.indexOf('.'));
        const QByteArray payload = good.mid(header.size() + 1, good.lastIndexOf('.') - header.size() - 1);
        const QByteArray signature = good.mid(good.lastIndexOf('.') + 1);
        const auto joined = [](const QByteArray &a, const QByteArray &b, const QByteArray &c) {
            return a + '.' + b + '.' + c;
        };

        row("J4 HS256 with a wrong signature",
            TokenSigner::signWithSecret(QStringLiteral("HS256"), Claims, "another secret"),
            Reason::IdTokenAlgorithmRefused);
        row("J5 alg none", TokenSigner::unsecured(Claims), Reason::IdTokenUnsigned);
        row("J5 alg none with a signature", withHeader(R"({"alg":"none","kid":"rsa"})"), Reason::IdTokenUnsigned);
        row("J5 alg NoNe", withHeader(R"({"alg":"NoNe"})"), Reason::IdTokenUnsigned);
        row("J5 alg empty", withHeader(R"({"alg":""})"), Reason::IdTokenAlgorithmRefused);
        for (const char *algorithm : {"HS256", "HS384", "HS512"}) {
            row(qPrintable(QStringLiteral("J7 %1 with the client secret").arg(QLatin1String(algorithm))),
                TokenSigner::signWithSecret(QLatin1String(algorithm), Claims, "client-secret"),
                Reason::IdTokenAlgorithmRefused);
        }
        row("J7 HS256 with the RSA public key",
            TokenSigner::signWithSecret(QStringLiteral("HS256"), Claims, keys.rsa.publicKeyPem(), keys.rsa.keyId()),
            Reason::IdTokenAlgorithmRefused);
        row("J8 alg in other letters", withHeader(R"({"alg":"rs256","kid":"rsa"})"), Reason::IdTokenAlgorithmRefused);
        row("J8 alg unknown", withHeader(R"({"alg":"RS1","kid":"rsa"})"), Reason::IdTokenAlgorithmRefused);

        row("J20 empty", {}, Reason::IdTokenMalformed);
        row("J20 dots only", "..", Reason::IdTokenMalformed);
        row("J20 one part", header, Reason::IdTokenMalformed);
        row("J20 two parts", header + '.' + payload, Reason::IdTokenMalformed);
        row("J20 four parts", good + ".AAAA", Reason::IdTokenMalformed);
        row("J20 a final dot", good + '.', Reason::IdTokenMalformed);
        row("J20 padding", joined(header, payload, signature + "=="), Reason::IdTokenMalformed);
        row("J20 padding in the header", joined(header + '=', payload, signature), Reason::IdTokenMalformed);
        row("J20 padding in the payload", joined(header, payload + '=', signature), Reason::IdTokenMalformed);
        row("J20 alphabet of base64, +", joined(header, payload, '+' + signature.mid(1)), Reason::IdTokenMalformed);
        row("J20 alphabet of base64, /", joined(header, payload, '/' + signature.mid(1)), Reason::IdTokenMalformed);
        row("J20 leading white space", ' ' + good, Reason::IdTokenMalformed);
        row("J20 trailing line break", good + '\n', Reason::IdTokenMalformed);
        row("J20 white space inside", joined(header, payload.first(2) + ' ' + payload.mid(2), signature),
            Reason::IdTokenMalformed);
        row("J20 NUL inside", joined(header, payload.first(2) + '\0' + payload.mid(2), signature),
            Reason::IdTokenMalformed);
        row("J20 byte beyond ASCII", joined(header, payload, signature + '\xc3'), Reason::IdTokenMalformed);
        // 256 bytes end in a group of one: 'g' has four bits behind the last byte.
        QByteArray untidy = signature;
        untidy.back() = static_cast<char>(untidy.back() + 1);
        row("J20 trailing bits in the signature", joined(header, payload, untidy), Reason::IdTokenMalformed);
        row("J20 one character alone", joined(header, payload, signature.first(signature.size() - 1)),
            Reason::IdTokenMalformed);
        row("J20 header a list", withHeader("[]"), Reason::IdTokenMalformed);
        row("J20 header a string", withHeader(R"("RS256")"), Reason::IdTokenMalformed);
        row("J20 header not JSON", withHeader("alg=RS256"), Reason::IdTokenMalformed);
        row("J20 header empty", withHeader(""), Reason::IdTokenMalformed);
        row("J20 header with something behind", withHeader(R"({"alg":"RS256","kid":"rsa"}{})"),
            Reason::IdTokenMalformed);
        row("J20 header not UTF-8", withHeader("{\"alg\":\"RS256\",\"kid\":\"\xff\"}"), Reason::IdTokenMalformed);
        row("J20 alg missing", withHeader(R"({"kid":"rsa"})"), Reason::IdTokenMalformed);
        row("J20 alg a list", withHeader(R"({"alg":["RS256"],"kid":"rsa"})"), Reason::IdTokenMalformed);
        row("J20 alg twice", withHeader(R"({"alg":"RS256","alg":"RS256","kid":"rsa"})"), Reason::IdTokenMalformed);
        row("J20 alg twice, one escaped", withHeader(R"({"alg":"none","\u0061lg":"RS256","kid":"rsa"})"),
            Reason::IdTokenMalformed);
        row("J20 a member twice deep inside", withHeader(R"({"alg":"RS256","kid":"rsa","x":[{"a":1,"a":2}]})"),
            Reason::IdTokenMalformed);
        row("J20 kid a number", withHeader(R"({"alg":"RS256","kid":1})"), Reason::IdTokenMalformed);
        row("J20 typ a number", withHeader(R"({"alg":"RS256","kid":"rsa","typ":1})"), Reason::IdTokenMalformed);
        row("J20 larger than any ID token",
            keys.rsa.sign({{QStringLiteral("sub"), QString(300'000, QLatin1Char('x'))}}), Reason::IdTokenMalformed);
        row("J21 crit", withHeader(R"({"alg":"RS256","kid":"rsa","crit":["exp"],"exp":1})"),
            Reason::IdTokenCriticalHeader);
        row("J21 crit empty", withHeader(R"({"alg":"RS256","kid":"rsa","crit":[]})"), Reason::IdTokenCriticalHeader);
        row("J21 crit null", withHeader(R"({"alg":"RS256","kid":"rsa","crit":null})"), Reason::IdTokenCriticalHeader);
        row("J21 b64 false", withHeader(R"({"alg":"RS256","kid":"rsa","b64":false})"), Reason::IdTokenCriticalHeader);
        row("J21 b64 false and critical", withHeader(R"({"alg":"RS256","kid":"rsa","b64":false,"crit":["b64"]})"),
            Reason::IdTokenCriticalHeader);
        row("J21 zip", withHeader(R"({"alg":"RS256","kid":"rsa","zip":"DEF"})"), Reason::IdTokenCriticalHeader);
        row("J23 encrypted", "e30.AAAA.AAAA.AAAA.AAAA", Reason::IdTokenEncrypted);
        row("J23 encrypted, key agreed on directly", "e30..AAAA.AAAA.AAAA", Reason::IdTokenEncrypted);
        row("J24 JSON serialization, flattened",
            R"({"payload":")" + payload + R"(","protected":")" + header + R"(","signature":")" + signature + R"("})",
            Reason::IdTokenMalformed);
        row("J24 JSON serialization, several signatures",
            R"({"payload":")" + payload + R"(","signatures":[{"protected":")" + header + R"(","signature":")"
                + signature + R"("},{"protected":")" + header + R"(","signature":")" + signature + R"("}]})",
            Reason::IdTokenMalformed);
    }

    void its_form_is_judged_before_its_signature()
    {
        QFETCH(QByteArray, token);
        QFETCH(Reason, reason);
        const auto signature = oidc::JsonWebSignature::parse(token);
        QVERIFY(!signature);
        QVERIFY2(signature.error().reason == reason, qPrintable(signature.error().detail));
    }

    void keys_in_the_header_are_ignored_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        const TestKeys &keys = testKeys();
        // Port 1 of this computer: whoever asked there would get no answer, and the row would still be refused below.
        QTest::newRow("J22 jku") << QStringLiteral("jku") << QJsonValue(QStringLiteral("https://127.0.0.1:1/keys"));
        QTest::newRow("J22 x5u") << QStringLiteral("x5u") << QJsonValue(QStringLiteral("https://127.0.0.1:1/pem"));
        QTest::newRow("J22 jwk") << QStringLiteral("jwk") << QJsonValue(keys.otherRsa.publicJwk());
        QTest::newRow("J22 x5c") << QStringLiteral("x5c") << QJsonValue(QJsonArray{QStringLiteral("AAAA")});
    }

    void keys_in_the_header_are_ignored()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        const TestKeys &keys = testKeys();
        const auto token = [&](const TokenSigner &signer) {
            QJsonObject header = keys.rsa.header(QStringLiteral("RS256"));
            header[member] = value;
            return signer.sign(QStringLiteral("RS256"), header, Claims);
        };
        const auto set = keySet({keys.rsa.publicJwk()});
        QVERIFY(judged(token(keys.rsa), set).has_value());
        const auto forged = judged(token(keys.otherRsa), set);
        QVERIFY(!forged);
        QCOMPARE(forged.error().reason, Reason::IdTokenSignatureInvalid);
    }

    void rotated_keys_are_told_from_forged_tokens_data()
    {
        QTest::addColumn<QString>("newKeyId");
        QTest::addColumn<Reason>("withOldKeys");
        QTest::newRow("J11 a new kid since the last sign-in")
            << QStringLiteral("2026-11") << Reason(Reason::IdTokenKeyUnknown);
        QTest::newRow("J12 a new kid just before signing")
            << QStringLiteral("just-now") << Reason(Reason::IdTokenKeyUnknown);
        QTest::newRow("J14 another key under the same kid")
            << QStringLiteral("rsa") << Reason(Reason::IdTokenSignatureInvalid);
    }

    /// The two answers after which the keys are worth fetching once more; with the new ones the token is good.
    void rotated_keys_are_told_from_forged_tokens()
    {
        QFETCH(QString, newKeyId);
        QFETCH(Reason, withOldKeys);
        const TokenSigner fresh = testKeys().otherRsa.withKeyId(newKeyId);
        const QByteArray token = fresh.sign(Claims);
        const auto before = judged(token, keySet({testKeys().rsa.publicJwk()}));
        QVERIFY(!before);
        QCOMPARE(before.error().reason, withOldKeys);
        QVERIFY(judged(token, keySet({fresh.publicJwk()})).has_value());
    }

    void half_a_hash_is_taken_by_the_algorithm_I22_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("hash");
        const TestKeys &keys = testKeys();
        // sha256sum, sha384sum, sha512sum and `openssl shake256 -xoflen 114` of "token", the left half.
        const auto row = [](const char *tag, const TokenSigner &signer, const char *algorithm, const char *hash) {
            QTest::newRow(tag) << signer.sign(QString::fromLatin1(algorithm), Claims) << QByteArray::fromHex(hash);
        };
        row("I22 RS256", keys.rsa, "RS256", "3c469e9d6c5875d37a43f353d4f88e61");
        row("I22 ES256", keys.p256, "ES256", "3c469e9d6c5875d37a43f353d4f88e61");
        row("I22 PS384", keys.rsa, "PS384", "0a6ea100dc75aa03d3618496bb72856a27a494402c3e4877");
        row("I22 ES512", keys.p521, "ES512", "2265daba0872fc3aef169d079365e590f0cbc8ed46c2a7984c8a642803cfd96c");
        row("I22 Ed25519", keys.ed25519, "EdDSA", "2265daba0872fc3aef169d079365e590f0cbc8ed46c2a7984c8a642803cfd96c");
        row("I22 Ed448", keys.ed448, "EdDSA",
            "669b15b0f1f20b1c3e2fce78b47d41487a3fbb27a8b59794f467039e045e0986db18035f850d162acef40cd79bdebe5a116076e9ff"
            "c7f821aa");
    }

    void half_a_hash_is_taken_by_the_algorithm_I22()
    {
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, hash);
        const auto signature = oidc::JsonWebSignature::parse(token);
        QVERIFY(signature.has_value());
        QCOMPARE(signature->halfHash("token").toHex(), hash.toHex());
    }

    void the_supported_algorithms_are_named()
    {
        QCOMPARE(oidc::supportedSigningAlgorithms().join(QLatin1Char(' ')),
                 QStringLiteral("RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA"));
    }
};

QTEST_GUILESS_MAIN(tst_JsonWebSignature)
#include "tst_JsonWebSignature.moc"

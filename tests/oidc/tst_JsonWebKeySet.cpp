#include "oidc/JsonWebKeySet.h"

#include "oidc/TestKeys.h"
#include "support/RawServer.h"
#include "support/TestCertificates.h"

#include <QSignalSpy>
#include <QTest>

using oidc::Fault;
using oidc::Reason;
using oidc::Stage;

namespace {

QString shortened(const QString &base64url)
{
    return base64url.chopped(4); // three bytes
}

/// A number with its lowest bit turned.
QString other(const QString &base64url)
{
    QByteArray bytes = QByteArray::fromBase64(base64url.toLatin1(), QByteArray::Base64UrlEncoding);
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    return QString::fromLatin1(TokenSigner::encoded(bytes));
}

} // namespace

class tst_JsonWebKeySet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_key_that_can_verify_is_taken_data()
    {
        QTest::addColumn<QJsonObject>("jwk");
        const TestKeys &keys = testKeys();
        QTest::newRow("J1 RSA 2048") << keys.rsa.publicJwk();
        QTest::newRow("J8 RSA 3072") << keys.thirdRsa.publicJwk();
        QTest::newRow("J8 P-256") << keys.p256.publicJwk();
        QTest::newRow("J8 P-384") << keys.p384.publicJwk();
        QTest::newRow("J8 P-521") << keys.p521.publicJwk();
        QTest::newRow("J8 Ed25519") << keys.ed25519.publicJwk();
        QTest::newRow("J8 Ed448") << keys.ed448.publicJwk();
        QTest::newRow("J15 use sig") << with(keys.rsa.publicJwk(), "use", QStringLiteral("sig"));
        QTest::newRow("J15 alg RS256") << with(keys.rsa.publicJwk(), "alg", QStringLiteral("RS256"));
        QTest::newRow("J15 alg PS512") << with(keys.rsa.publicJwk(), "alg", QStringLiteral("PS512"));
        QTest::newRow("J15 alg ES256") << with(keys.p256.publicJwk(), "alg", QStringLiteral("ES256"));
        QTest::newRow("J15 alg EdDSA") << with(keys.ed448.publicJwk(), "alg", QStringLiteral("EdDSA"));
        QTest::newRow("J15 key_ops verify")
            << with(keys.rsa.publicJwk(), "key_ops", QJsonArray{QStringLiteral("verify")});
        QTest::newRow("J15 x5c and x5t ignored")
            << with(with(keys.rsa.publicJwk(), "x5c", QJsonArray{QStringLiteral("no certificate")}), "x5t",
                    QStringLiteral("no thumbprint"));
        QTest::newRow("J9 no kid") << with(keys.rsa.publicJwk(), "kid", {});
    }

    void a_key_that_can_verify_is_taken()
    {
        QFETCH(QJsonObject, jwk);
        const auto set = oidc::JsonWebKeySet::parse(keySetDocument({jwk}));
        QVERIFY2(set.has_value(), set ? "" : qPrintable(set.error().detail));
        QCOMPARE(set->keys().size(), 1);
        QCOMPARE(set->keys().first().keyId, jwk.value(QLatin1String("kid")).toString());
        QCOMPARE(set->keys().first().algorithm, jwk.value(QLatin1String("alg")).toString());
        QCOMPARE(set->keys().first().curve, jwk.value(QLatin1String("crv")).toString());
        QVERIFY(set->leftOut().isEmpty());
    }

    void the_key_is_the_one_that_openssl_exports()
    {
        for (const TokenSigner *signer : {&testKeys().rsa, &testKeys().p256, &testKeys().p384, &testKeys().p521,
                                          &testKeys().ed25519, &testKeys().ed448}) {
            const auto set = keySet({signer->publicJwk()});
            QByteArray pem = signer->publicKeyPem();
            pem = pem.mid(pem.indexOf('\n')).left(pem.lastIndexOf("-----END") - pem.indexOf('\n'));
            QCOMPARE(set.keys().first().subjectPublicKeyInfo.toBase64(), pem.replace('\n', ""));
        }
    }

    void a_key_that_cannot_verify_is_left_out_with_a_reason_data()
    {
        QTest::addColumn<QJsonObject>("jwk");
        QTest::addColumn<QString>("reason");
        const TestKeys &keys = testKeys();
        const QJsonObject rsa = with(keys.rsa.publicJwk(), "kid", QStringLiteral("bad"));
        const QJsonObject ec = with(keys.p256.publicJwk(), "kid", QStringLiteral("bad"));
        const QJsonObject okp = with(keys.ed25519.publicJwk(), "kid", QStringLiteral("bad"));
        const auto row = [](const char *tag, const QJsonObject &jwk, const char *reason) {
            QTest::newRow(tag) << with(jwk, "kid", QStringLiteral("bad")) << QString::fromLatin1(reason);
        };
        row("J15 use enc, RSA", with(rsa, "use", QStringLiteral("enc")), "use is \"enc\"");
        row("J15 use enc, EC", with(ec, "use", QStringLiteral("enc")), "use is \"enc\"");
        row("J15 use is no string", with(rsa, "use", 1), "use is \"\"");
        row("J15 key_ops without verify", with(rsa, "key_ops", QJsonArray{QStringLiteral("encrypt")}),
            "key_ops without verify");
        row("J15 key_ops empty", with(rsa, "key_ops", QJsonArray()), "key_ops without verify");
        row("J15 key_ops is no list", with(rsa, "key_ops", QStringLiteral("verify")), "key_ops without verify");
        row("J15 other alg, RSA-OAEP", with(rsa, "alg", QStringLiteral("RSA-OAEP")), "alg is \"RSA-OAEP\"");
        row("J15 other alg, HS256", with(rsa, "alg", QStringLiteral("HS256")), "alg is \"HS256\"");
        row("J15 other alg, none", with(rsa, "alg", QStringLiteral("none")), "alg is \"none\"");
        row("J15 other alg, ES256 on RSA", with(rsa, "alg", QStringLiteral("ES256")), "alg is \"ES256\"");
        row("J15 other alg, ES384 on P-256", with(ec, "alg", QStringLiteral("ES384")), "alg is \"ES384\"");
        row("J15 other alg, RS256 on OKP", with(okp, "alg", QStringLiteral("RS256")), "alg is \"RS256\"");
        row("J15 alg is no string", with(rsa, "alg", 256), "alg is not a string");
        row("J15 secp256k1", keys.secp256k1.publicJwk(), "unsupported curve \"secp256k1\"");
        row("J15 curve X25519", with(okp, "crv", QStringLiteral("X25519")), "unsupported curve \"X25519\"");
        row("J15 EC with an OKP curve", with(ec, "crv", QStringLiteral("Ed25519")), "unsupported curve \"Ed25519\"");
        row("J15 curve missing", with(ec, "crv", {}), "unsupported curve \"\"");
        row("J15 unknown kty", with(rsa, "kty", QStringLiteral("XYZ")), "kty is \"XYZ\"");
        row("J15 kty missing", with(rsa, "kty", {}), "kty is \"\"");
        row("J15 symmetric key",
            {{QStringLiteral("kty"), QStringLiteral("oct")}, {QStringLiteral("k"), QStringLiteral("AAAA")}},
            "has private parts");
        row("J15 private parts, RSA", keys.rsa.privateJwk(), "has private parts");
        row("J15 private parts, EC", keys.p256.privateJwk(), "has private parts");
        row("J15 private parts, OKP", keys.ed25519.privateJwk(), "has private parts");
        row("J15 private prime alone", with(rsa, "p", QStringLiteral("AQAB")), "has private parts");
        row("J19 RSA 1024", keys.weakRsa.publicJwk(), "RSA with 1024 bits, fewer than 2048");
        row("J19 RSA even exponent", with(rsa, "e", QStringLiteral("AQAA")), "exponent is even or 1");
        row("J19 RSA exponent 1", with(rsa, "e", QStringLiteral("AQ")), "exponent is even or 1");
        row("J19 RSA exponent 0", with(rsa, "e", QStringLiteral("AA")), "exponent is even or 1");
        row("J19 RSA exponent of 33 bits", with(rsa, "e", QStringLiteral("AQAAAAE")), "larger than 31 bits");
        row("J19 RSA even modulus", with(rsa, "n", other(rsa.value(QLatin1String("n")).toString())), "modulus is even");
        row("J19 RSA modulus beyond OpenSSL's limit",
            with(rsa, "n", QString::fromLatin1(TokenSigner::encoded(QByteArray(2049, '\x7f')))), "more than 16384");
        row("J19 n missing", with(rsa, "n", {}), "n or e is missing");
        row("J19 e missing", with(rsa, "e", {}), "n or e is missing");
        row("J19 n is a number", with(rsa, "n", 17), "n or e is missing");
        row("J19 n padded", with(rsa, "n", QString(rsa.value(QLatin1String("n")).toString() + QLatin1String("=="))),
            "not base64url");
        row("J19 n in the alphabet of base64", with(rsa, "n", QStringLiteral("+/+/")), "not base64url");
        row("J19 e with trailing bits", with(rsa, "e", QStringLiteral("AR")), "not base64url");
        row("J19 e not Latin", with(rsa, "e", QStringLiteral("AQ\u0101B")), "not base64url");
        row("J19 EC point not on the curve", with(ec, "y", other(ec.value(QLatin1String("y")).toString())), "curve");
        row("J19 EC x too short", with(ec, "x", shortened(ec.value(QLatin1String("x")).toString())), "not of 32 bytes");
        row("J19 EC y missing", with(ec, "y", {}), "not of 32 bytes");
        row("J19 EC point of another curve", with(keys.p384.publicJwk(), "crv", QStringLiteral("P-256")),
            "not of 32 bytes");
        row("J19 OKP x too short", with(okp, "x", shortened(okp.value(QLatin1String("x")).toString())),
            "not of 32 bytes");
        row("J19 OKP x missing", with(okp, "x", {}), "not of 32 bytes");
    }

    void a_key_that_cannot_verify_is_left_out_with_a_reason()
    {
        QFETCH(QJsonObject, jwk);
        QFETCH(QString, reason);

        // One bad key does not spoil the set ...
        const auto set = oidc::JsonWebKeySet::parse(keySetDocument({jwk, testKeys().otherRsa.publicJwk()}));
        QVERIFY2(set.has_value(), set ? "" : qPrintable(set.error().detail));
        QCOMPARE(set->keys().size(), 1);
        QCOMPARE(set->keys().first().keyId, QStringLiteral("other-rsa"));
        QCOMPARE(set->leftOut().size(), 1);
        QVERIFY2(set->leftOut().first().startsWith(QLatin1String("bad: ")), qPrintable(set->leftOut().first()));
        QVERIFY2(set->leftOut().first().contains(reason), qPrintable(set->leftOut().first()));

        // ... and alone it is no set.
        const auto alone = oidc::JsonWebKeySet::parse(keySetDocument({jwk}));
        QVERIFY(!alone);
        QCOMPARE(alone.error().reason, Reason::NoUsableKey);
        QVERIFY2(alone.error().detail.contains(reason), qPrintable(alone.error().detail));
    }

    void a_kid_that_is_no_string_is_left_out_by_its_position()
    {
        const auto set = keySet({testKeys().rsa.publicJwk(), with(testKeys().p256.publicJwk(), "kid", 7)});
        QCOMPARE(set.leftOut(), QStringList{QStringLiteral("key 2: kid is not a string")});
    }

    void what_a_strict_reader_cannot_read_is_told_whatever_it_is_for_data()
    {
        QTest::addColumn<QJsonValue>("entry");
        QTest::addColumn<QString>("told"); // empty: it can be read
        const TestKeys &keys = testKeys();
        const auto row = [](const char *tag, const QJsonValue &entry, const char *told) {
            QTest::newRow(tag) << entry << QString::fromLatin1(told);
        };
        const auto rsa = [&keys](const char *member, const QJsonValue &value) {
            return with(keys.otherRsa.publicJwk(), member, value);
        };
        const auto ec = [&keys](const char *member, const QJsonValue &value) {
            return with(keys.p256.publicJwk(), member, value);
        };
        row("RSA", keys.otherRsa.publicJwk(), "");
        row("RSA for encryption", rsa("use", QStringLiteral("enc")), "");
        row("P-256", keys.p256.publicJwk(), "");
        row("P-384", keys.p384.publicJwk(), "");
        row("P-521", keys.p521.publicJwk(), "");
        row("Ed25519", keys.ed25519.publicJwk(), "");
        row("a private key", keys.p256.privateJwk(), "");
        row("oct",
            QJsonObject{{QStringLiteral("kty"), QStringLiteral("oct")}, {QStringLiteral("k"), QStringLiteral("AAAA")}},
            "");
        row("unknown members", rsa("x-new", 7), "");
        row("padding", rsa("e", QStringLiteral("AQAB==")), "");
        row("kty unknown", rsa("kty", QStringLiteral("AKP")), "kty is \"AKP\"");
        row("kty missing", QJsonObject{{QStringLiteral("kid"), QStringLiteral("odd")}}, "kty is \"\"");
        row("null", QJsonValue(), "null");
        row("a number", 7, "not an object");
        row("kid a number", rsa("kid", 7), "kid is not a text");
        row("alg a list", rsa("alg", QJsonArray()), "alg is not a text");
        row("use a number", rsa("use", 1), "use is not a text");
        row("secp256k1", keys.secp256k1.publicJwk(), "crv is \"secp256k1\"");
        row("Ed448", keys.ed448.publicJwk(), "crv is \"Ed448\"");
        row("X25519", with(keys.ed25519.publicJwk(), "crv", QStringLiteral("X25519")), "crv is \"X25519\"");
        row("n missing", rsa("n", QJsonValue()), "n is missing");
        row("e not base64url", rsa("e", QStringLiteral("A+/B")), "e is not base64url");
        row("n a number", rsa("n", 65537), "n is not base64url");
        row("x short", ec("x", QStringLiteral("AAAA")), "x has 3 bytes, not 32");
        row("y missing", ec("y", QJsonValue()), "y is missing");
        row("off the curve", ec("y", keys.p256.publicJwk().value(QLatin1String("x"))),
            "x and y are not a point of the curve P-256");
        row("oct without k", QJsonObject{{QStringLiteral("kty"), QStringLiteral("oct")}}, "k is missing");
        row("x5c empty", rsa("x5c", QJsonArray()), "");
        row("x5c no list", rsa("x5c", QStringLiteral("MIIB")), "x5c is not a list of certificates");
        row("x5c no certificate", rsa("x5c", QJsonArray{QStringLiteral("AAAA")}), "x5c is not a list of certificates");
        row("x5c no base64", rsa("x5c", QJsonArray{QStringLiteral("***")}), "x5c is not a list of certificates");
        row("x5t right size", rsa("x5t", QStringLiteral("AAAAAAAAAAAAAAAAAAAAAAAAAAA")), "");
        row("x5t in hexadecimal",
            rsa("x5t", QString::fromLatin1(QByteArray(40, 'a').toBase64(QByteArray::Base64UrlEncoding))), "");
        row("x5t too short", rsa("x5t", QStringLiteral("AAAAAA")), "x5t has 4 bytes, not 20");
        row("x5t a number", rsa("x5t", 7), "x5t is not a text");
        row("x5t#S256 too short", rsa("x5t#S256", QStringLiteral("AAAAAA")), "x5t#S256 has 4 bytes, not 32");
        row("x5t#S256 not base64url", rsa("x5t#S256", QStringLiteral("A+B")), "x5t#S256 is not base64url");
    }

    void what_a_strict_reader_cannot_read_is_told_whatever_it_is_for()
    {
        QFETCH(QJsonValue, entry);
        QFETCH(QString, told);
        QJsonObject document;
        document.insert(QStringLiteral("keys"), QJsonArray{testKeys().rsa.publicJwk(), entry});
        const auto set = oidc::JsonWebKeySet::parse(QJsonDocument(document).toJson());
        QVERIFY(set.has_value());
        const QString kid = entry.toObject().value(QLatin1String("kid")).toString();
        const QString name = kid.isEmpty() ? QStringLiteral("key 2") : kid;
        QCOMPARE(set->unreadable(),
                 told.isEmpty() ? QStringList() : QStringList{QStringLiteral("%1: %2").arg(name, told)});
    }

    void a_key_with_a_member_twice_is_told()
    {
        QByteArray document = keySetDocument({testKeys().rsa.publicJwk()});
        document.replace("\"kty\": \"RSA\"", "\"kty\": \"RSA\", \"kty\": \"RSA\"");
        const auto set = oidc::JsonWebKeySet::parse(document);
        QVERIFY(set.has_value());
        QCOMPARE(set->unreadable().size(), 1);
        QVERIFY2(set->unreadable().first().contains(QLatin1String("kty")), qPrintable(set->unreadable().first()));
    }

    void a_certificate_has_to_be_of_the_key()
    {
        const TestKeys &keys = testKeys();
        const QSslCertificate certificate = TestAuthority::selfSigned().localCertificate(); // of a key of its own
        const QString der = QString::fromLatin1(certificate.toDer().toBase64());
        const QStringList told =
            keySet({keys.rsa.publicJwk(),
                    with(with(keys.otherRsa.publicJwk(), "x5c", QJsonArray{der}), "kid", QStringLiteral("odd"))})
                .unreadable();
        QCOMPARE(told, QStringList{QStringLiteral("odd: the first certificate in x5c is of another key")});
    }

    void keys_that_name_the_url_of_their_certificates_are_told()
    {
        const TestKeys &keys = testKeys();
        QVERIFY(keySet({keys.rsa.publicJwk()}).withCertificateUrl().isEmpty());
        const auto set = keySet({with(keys.rsa.publicJwk(), "x5u", QStringLiteral("https://op.example/cert"))});
        QCOMPARE(set.withCertificateUrl(), QStringList{QStringLiteral("rsa: x5u")});
    }

    void entries_that_are_no_objects_are_left_out()
    {
        QJsonArray keys{1, QStringLiteral("key"), QJsonValue(), QJsonArray(), testKeys().rsa.publicJwk()};
        const auto set =
            oidc::JsonWebKeySet::parse(QJsonDocument(QJsonObject{{QStringLiteral("keys"), keys}}).toJson());
        QVERIFY(set.has_value());
        QCOMPARE(set->keys().size(), 1);
        QCOMPARE(set->leftOut().size(), 4);
    }

    void what_a_key_says_about_itself_is_shown_safely()
    {
        const auto set = keySet({testKeys().rsa.publicJwk(),
                                 with(with(testKeys().p256.publicJwk(), "kid", QStringLiteral("a\u202Eb\n")), "use",
                                      QString(5000, QLatin1Char('x')))});
        const QString line = set.leftOut().first();
        QVERIFY(!line.contains(QChar(0x202E)) && !line.contains(QLatin1Char('\n')));
        QVERIFY(line.size() < 200);
    }

    void more_keys_than_a_hundred_are_left_out()
    {
        QList<QJsonObject> jwks(100, testKeys().p256.publicJwk());
        jwks.append(testKeys().rsa.publicJwk());
        const auto set = keySet(jwks);
        QCOMPARE(set.keys().size(), 100);
        QCOMPARE(set.leftOut(), QStringList{QStringLiteral("rsa: beyond the first 100")});
    }

    void a_document_that_is_no_key_set_is_refused_data()
    {
        QTest::addColumn<QByteArray>("document");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("J26 empty") << QByteArray() << Reason(Stage::Keys, Fault::Empty);
        QTest::newRow("J26 white space") << QByteArray(" \r\n") << Reason(Stage::Keys, Fault::Empty);
        QTest::newRow("J26 HTML") << QByteArray("<!DOCTYPE html><html></html>") << Reason(Stage::Keys, Fault::Html);
        QTest::newRow("J26 not JSON") << QByteArray("keys") << Reason(Stage::Keys, Fault::Malformed);
        QTest::newRow("J26 truncated") << QByteArray("{\"keys\":[") << Reason(Stage::Keys, Fault::Malformed);
        QTest::newRow("J26 list") << QByteArray("[]") << Reason(Stage::Keys, Fault::Malformed);
        QTest::newRow("J26 no keys") << QByteArray("{}") << Reason(Stage::Keys, Fault::Malformed);
        QTest::newRow("J26 keys is an object") << QByteArray("{\"keys\":{}}") << Reason(Stage::Keys, Fault::Malformed);
        QTest::newRow("J26 empty keys") << QByteArray("{\"keys\":[]}") << Reason(Stage::Keys, Fault::Empty);
        QTest::newRow("J26 keys of nothing") << QByteArray("{\"keys\":[null,{}]}") << Reason(Reason::NoUsableKey);
    }

    void a_document_that_is_no_key_set_is_refused()
    {
        QFETCH(QByteArray, document);
        QFETCH(Reason, reason);
        const auto set = oidc::JsonWebKeySet::parse(document);
        QVERIFY(!set);
        QCOMPARE(set.error().reason, reason);
    }

    void candidates_are_chosen_by_kid_type_and_algorithm_data()
    {
        QTest::addColumn<QString>("keyId");
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QStringList>("curvesOrIds");
        const auto row = [](const char *tag, const char *keyId, const char *algorithm, const QStringList &expected) {
            QTest::newRow(tag) << QString::fromLatin1(keyId) << QString::fromLatin1(algorithm) << expected;
        };
        const QStringList bothRsa{QStringLiteral("rsa/"), QStringLiteral("same/")};
        row("J9 kid absent, one of the type", "", "ES384", {QStringLiteral("same/P-384")});
        row("J10 kid absent, several of the type", "", "RS256", bothRsa);
        row("J10 kid absent, PS too", "", "PS512", bothRsa);
        row("J10 kid absent, alg of the key", "", "RS512",
            {QStringLiteral("rsa/"), QStringLiteral("same/"), QStringLiteral("only-512/")});
        row("J8 kid absent, both Edwards curves", "", "EdDSA",
            {QStringLiteral("ed25519/Ed25519"), QStringLiteral("ed448/Ed448")});
        row("J13 kid unknown", "nobody", "RS256", {});
        row("J16 duplicate kid, RSA", "same", "RS256", {QStringLiteral("same/")});
        row("J16 duplicate kid, EC", "same", "ES384", {QStringLiteral("same/P-384")});
        row("J16 kid of another type", "rsa", "ES256", {});
        row("J17 kid of another curve", "same", "ES256", {});
        row("J6 kid of a key for another algorithm", "only-512", "RS256", {});
        row("J7 HS256", "rsa", "HS256", {});
    }

    void candidates_are_chosen_by_kid_type_and_algorithm()
    {
        QFETCH(QString, keyId);
        QFETCH(QString, algorithm);
        QFETCH(QStringList, curvesOrIds);
        const TestKeys &keys = testKeys();
        const QString same = QStringLiteral("same");
        const auto set = keySet(
            {keys.rsa.publicJwk(), keys.otherRsa.withKeyId(same).publicJwk(), keys.p384.withKeyId(same).publicJwk(),
             with(keys.thirdRsa.withKeyId(QStringLiteral("only-512")).publicJwk(), "alg", QStringLiteral("RS512")),
             keys.ed25519.publicJwk(), keys.ed448.publicJwk()});
        QStringList found;
        for (const oidc::JsonWebKey &key : set.candidates(keyId, algorithm))
            found.append(key.keyId + QLatin1Char('/') + key.curve);
        QCOMPARE(found, curvesOrIds);
    }

    void the_key_set_of_a_server_is_fetched()
    {
        RawServer server;
        const QByteArray body = keySetDocument({testKeys().rsa.publicJwk()});
        server.setAnswer("HTTP/1.1 200 OK\r\nContent-Type: application/jwk-set+json\r\nContent-Length: "
                         + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        http::Client http;
        oidc::JsonWebKeySetJob job(server.url(QStringLiteral("/keys")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(job.outcome().has_value());
        QCOMPARE(job.outcome()->keys().first().keyId, QStringLiteral("rsa"));
    }

    void an_answer_that_is_no_key_set_has_its_own_reason_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *tag, const QByteArray &head, const QByteArray &body, Reason reason,
                            const char *detail) {
            QTest::newRow(tag) << "HTTP/1.1 " + head + "\r\nContent-Length: " + QByteArray::number(body.size())
                    + "\r\n\r\n" + body
                               << reason << head.left(3).toInt() << QString::fromLatin1(detail);
        };
        row("J26 404", "404 Not Found", "not found", Reason(Stage::Keys, Fault::Refused), "404");
        row("J26 500", "500 Internal Server Error", "", Reason(Stage::Keys, Fault::Refused), "500");
        row("J26 429", "429 Too Many Requests\r\nRetry-After: 30",
            "{\"errorCode\":\"E0000047\",\"errorSummary\":\"slow down\"}", Reason(Stage::Keys, Fault::Refused),
            "E0000047");
        row("J26 no content", "202 Accepted", keySetDocument({testKeys().rsa.publicJwk()}),
            Reason(Stage::Keys, Fault::Refused), "202");
        row("J26 HTML", "200 OK\r\nContent-Type: text/html", "<html>Sign in</html>", Reason(Stage::Keys, Fault::Html),
            "");
        row("J26 empty", "200 OK", "", Reason(Stage::Keys, Fault::Empty), "");
        row("J26 empty keys", "200 OK", "{\"keys\":[]}", Reason(Stage::Keys, Fault::Empty), "");
        row("J26 not JSON", "200 OK", "{\"keys\":", Reason(Stage::Keys, Fault::Malformed), "");
        row("J26 redirect", "302 Found\r\nLocation: https://u:p@keys.example/all?token=1#x", "",
            Reason(Stage::Keys, Fault::Redirected), "https://keys.example/all");
        row("J26 redirect to http", "301 Moved Permanently\r\nLocation: /other", "",
            Reason(Stage::Keys, Fault::Redirected), "/other");
        row("J26 redirect without target", "302 Found", "", Reason(Stage::Keys, Fault::Refused), "302");
    }

    void an_answer_that_is_no_key_set_has_its_own_reason()
    {
        QFETCH(QByteArray, answer);
        QFETCH(Reason, reason);
        QFETCH(int, status);
        QFETCH(QString, detail);
        RawServer server;
        server.setAnswer(answer);
        http::Client http;
        oidc::JsonWebKeySetJob job(server.url(QStringLiteral("/keys")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!job.outcome());
        QCOMPARE(job.outcome().error().reason, reason);
        QCOMPARE(job.outcome().error().answer.httpStatus, status);
        QVERIFY2(job.outcome().error().detail.contains(detail), qPrintable(job.outcome().error().detail));
        QVERIFY(!job.outcome().error().detail.contains(QLatin1String("token")));
        QCOMPARE(server.heads(), 1);
    }

    void a_set_of_five_megabytes_is_not_read_J26()
    {
        RawServer server;
        server.setAnswer("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n" + QByteArray(5'000'000, ' '));
        http::Client http;
        oidc::JsonWebKeySetJob job(server.url(), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!job.outcome());
        QCOMPARE(job.outcome().error().reason, Reason::Transport);
        QCOMPARE(job.outcome().error().transport->reason, http::TransportError::Reason::TooLarge);
    }

    void keys_are_not_asked_for_over_http_J26()
    {
        http::Client http;
        oidc::JsonWebKeySetJob job(QUrl(QStringLiteral("http://keys.example/all")), http);
        QSignalSpy finished(&job, &Job::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!job.outcome());
        QCOMPARE(job.outcome().error().reason, Reason::Transport);
        QCOMPARE(job.outcome().error().transport->reason, http::TransportError::Reason::InsecureUrl);
    }
};

QTEST_GUILESS_MAIN(tst_JsonWebKeySet)
#include "tst_JsonWebKeySet.moc"

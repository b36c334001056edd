#include "oidc/IdToken.h"

#include "oidc/JsonWebSignature.h"
#include "oidc/TestKeys.h"

#include <QTest>

using oidc::Reason;

namespace {

constexpr qint64 Now = 1'795'000'000; // in November 2026
const QString Issuer = QStringLiteral("https://acme.okta.com");
const QString ClientId = QStringLiteral("0oa1client");
const QString Nonce = QStringLiteral("n-0S6_WzA2Mj");
const char AccessToken[] = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
const char Code[] = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";

QJsonObject goodClaims()
{
    return {{QStringLiteral("iss"), Issuer},   {QStringLiteral("sub"), QStringLiteral("00u1ada")},
            {QStringLiteral("aud"), ClientId}, {QStringLiteral("exp"), Now + 3600},
            {QStringLiteral("iat"), Now},      {QStringLiteral("nonce"), Nonce}};
}

/// The good claims with one of them changed; a null value takes it away.
QJsonObject claimsWith(const char *claim, const QJsonValue &value)
{
    return with(goodClaims(), claim, value);
}

oidc::IdTokenExpectations expectations()
{
    oidc::IdTokenExpectations expected;
    expected.issuer = Issuer;
    expected.clientId = ClientId;
    expected.nonce = Nonce.toUtf8();
    expected.algorithms = oidc::supportedSigningAlgorithms();
    expected.now = QDateTime::fromSecsSinceEpoch(Now, Qt::UTC);
    return expected;
}

Expected<oidc::IdToken, oidc::Error> judged(const QByteArray &token,
                                            const oidc::IdTokenExpectations &expected = expectations())
{
    static const oidc::JsonWebKeySet keys = allKeys();
    return oidc::IdToken::verify(Secret(token), keys, expected);
}

Expected<oidc::IdToken, oidc::Error> judged(const QJsonObject &claims,
                                            const oidc::IdTokenExpectations &expected = expectations())
{
    return judged(testKeys().rsa.sign(claims), expected);
}

/// A verified token of these claims, where the nonce does not matter.
oidc::IdToken token(const QJsonObject &claims)
{
    oidc::IdTokenExpectations expected = expectations();
    expected.nonce.clear();
    auto result = judged(claims, expected);
    if (!result)
        qFatal("the test's token is refused: %s", qPrintable(result.error().detail));
    return *std::move(result);
}

QJsonArray list(const QStringList &entries)
{
    return QJsonArray::fromStringList(entries);
}

} // namespace

class tst_IdToken final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_good_token_is_accepted_as_it_is()
    {
        const auto token = judged(goodClaims());
        QVERIFY2(token.has_value(), token ? "" : qPrintable(token.error().detail));
        QCOMPARE(token->subject(), QStringLiteral("00u1ada"));
        QCOMPARE(token->keyId(), QStringLiteral("rsa"));
        QCOMPARE(token->algorithm(), QStringLiteral("RS256"));
        QCOMPARE(token->claims(), goodClaims());
        QCOMPARE(token->issuedAt(), QDateTime::fromSecsSinceEpoch(Now, Qt::UTC));
        QVERIFY(!token->leewayUsed());
    }

    void claims_that_are_right_are_accepted_data()
    {
        QTest::addColumn<QJsonObject>("claims");
        const auto row = [](const char *tag, const char *claim, const QJsonValue &value) {
            QTest::newRow(tag) << claimsWith(claim, value);
        };
        row("I3 sub of 255 characters", "sub", QString(255, QLatin1Char('x')));
        row("I6 aud a list of our id", "aud", list({ClientId}));
        row("I6 aud a list with our id twice", "aud", list({ClientId, ClientId}));
        row("I10 azp ours", "azp", ClientId);
        row("I14 exp one second ahead", "exp", Now + 1);
        row("I16 iat just ten minutes ago", "iat", Now - 600);
        row("I18 nbf absent", "nbf", {});
        row("I18 nbf now", "nbf", Now);
        row("I18 nbf in the past", "nbf", Now - 3600);
        row("I18 nbf zero", "nbf", 0);
        row("I17 iat ahead as clocks in good order are", "iat", Now + 5);
        row("I18 nbf ahead as clocks in good order are", "nbf", Now + 5);
        row("I26 _claim_names empty", "_claim_names", QJsonObject());
        row("I26 _claim_sources alone", "_claim_sources", QJsonObject{{QStringLiteral("a"), QJsonObject()}});
        row("I24 s_hash not compared", "s_hash", QStringLiteral("xyz"));
        row("I25 auth_time, acr", "auth_time", Now - 100'000);
        row("I26 exp with a fraction", "exp", static_cast<double>(Now) + 3600.25);
        row("I26 iat with a fraction", "iat", static_cast<double>(Now) - 0.5);
        row("I26 exp of 2^53", "exp", 9007199254740992.0);
        row("I26 thousand groups", "groups", [] {
            QJsonArray groups;
            for (int i = 0; i < 1000; ++i)
                groups.append(QStringLiteral("group number %1").arg(i));
            return groups;
        }());
    }

    void claims_that_are_right_are_accepted()
    {
        QFETCH(QJsonObject, claims);
        const auto token = judged(claims);
        QVERIFY2(token.has_value(), token ? "" : qPrintable(token.error().detail));
        QVERIFY(!token->leewayUsed());
    }

    void claims_that_are_wrong_are_refused_data()
    {
        QTest::addColumn<QJsonObject>("claims");
        QTest::addColumn<Reason>("reason");
        const auto row = [](const char *tag, const char *claim, const QJsonValue &value, Reason reason) {
            QTest::newRow(tag) << claimsWith(claim, value) << reason;
        };
        const QString one = QStringLiteral("1");
        row("I1 iss + 1", "iss", Issuer + one, Reason::IdTokenIssuerMismatch);
        row("I1 iss with a final slash", "iss", QString(Issuer + QLatin1Char('/')), Reason::IdTokenIssuerMismatch);
        row("I1 iss in other letters", "iss", Issuer.toUpper(), Reason::IdTokenIssuerMismatch);
        row("I1 iss empty", "iss", QString(), Reason::IdTokenIssuerMismatch);
        row("I2 iss missing", "iss", {}, Reason::IdTokenIssuerMissing);
        row("I2 iss a list", "iss", list({Issuer}), Reason::IdTokenIssuerMissing);
        row("I3 sub missing", "sub", {}, Reason::IdTokenSubjectMissing);
        row("I3 sub empty", "sub", QString(), Reason::IdTokenSubjectMissing);
        row("I3 sub a number", "sub", 7, Reason::IdTokenSubjectMissing);
        row("I3 sub a list", "sub", list({QStringLiteral("00u1ada")}), Reason::IdTokenSubjectMissing);
        row("I3 sub of 256 characters", "sub", QString(256, QLatin1Char('x')), Reason::IdTokenSubjectMissing);
        row("I4 aud + 1", "aud", ClientId + one, Reason::IdTokenAudienceMismatch);
        row("I4 aud a list of another", "aud", list({ClientId + one}), Reason::IdTokenAudienceMismatch);
        row("I4 aud with our id inside", "aud", QString(ClientId + QLatin1Char(' ') + ClientId),
            Reason::IdTokenAudienceMismatch);
        row("I5 aud missing", "aud", {}, Reason::IdTokenAudienceMissing);
        row("I5 aud an empty list", "aud", QJsonArray(), Reason::IdTokenAudienceMissing);
        row("I7 second audience, no azp", "aud", list({ClientId, ClientId + one}), Reason::IdTokenAudienceUntrusted);
        row("I7 second audience first", "aud", list({ClientId + one, ClientId}), Reason::IdTokenAudienceUntrusted);
        QTest::newRow("I8 second audience, azp ours")
            << with(claimsWith("aud", list({ClientId, ClientId + one})), "azp", ClientId)
            << Reason(Reason::IdTokenAudienceUntrusted);
        row("I9 azp not ours", "azp", ClientId + one, Reason::IdTokenAuthorizedPartyMismatch);
        row("I9 azp empty", "azp", QString(), Reason::IdTokenAuthorizedPartyMismatch);
        row("I9 azp a list", "azp", list({ClientId}), Reason::IdTokenAuthorizedPartyMismatch);
        row("I11 aud a number", "aud", 7, Reason::IdTokenAudienceInvalid);
        row("I11 aud an object", "aud", QJsonObject{{ClientId, true}}, Reason::IdTokenAudienceInvalid);
        row("I11 aud a list with a number", "aud", QJsonArray{ClientId, 7}, Reason::IdTokenAudienceInvalid);
        row("I11 aud a list in a list", "aud", QJsonArray{list({ClientId})}, Reason::IdTokenAudienceInvalid);
        row("I12 exp six minutes ago", "exp", Now - 360, Reason::IdTokenExpired);
        row("I13 exp missing", "exp", {}, Reason::IdTokenExpiryMissing);
        row("I13 exp a string", "exp", QString::number(Now + 3600), Reason::IdTokenExpiryMissing);
        row("I13 exp negative", "exp", -1, Reason::IdTokenExpiryMissing);
        row("I13 exp beyond 2^53", "exp", 9007199254740994.0, Reason::IdTokenExpiryMissing);
        row("I13 exp 1e300", "exp", 1e300, Reason::IdTokenExpiryMissing);
        row("I13 exp true", "exp", true, Reason::IdTokenExpiryMissing);
        row("I13 exp zero", "exp", 0, Reason::IdTokenExpired);
        row("I14 exp now: no leeway", "exp", Now, Reason::IdTokenExpired);
        row("I14 exp a part of a second ago", "exp", static_cast<double>(Now) - 0.25, Reason::IdTokenExpired);
        row("I15 iat missing", "iat", {}, Reason::IdTokenIssuedAtMissing);
        row("I15 iat a string", "iat", QString::number(Now), Reason::IdTokenTimeInvalid);
        row("I15 iat negative", "iat", -Now, Reason::IdTokenTimeInvalid);
        row("I16 iat one week ago", "iat", Now - 7 * 24 * 3600, Reason::IdTokenIssuedTooLongAgo);
        row("I16 iat just over ten minutes ago", "iat", Now - 601, Reason::IdTokenIssuedTooLongAgo);
        row("I17 iat in the future", "iat", Now + 3000, Reason::IdTokenIssuedInFuture);
        row("I17 iat just outside the leeway", "iat", Now + 121, Reason::IdTokenIssuedInFuture);
        row("I18 nbf in the future", "nbf", Now + 3000, Reason::IdTokenNotYetValid);
        row("I18 nbf just outside the leeway", "nbf", Now + 121, Reason::IdTokenNotYetValid);
        row("I18 nbf a string", "nbf", QString::number(Now), Reason::IdTokenTimeInvalid);
        row("I18 nbf negative", "nbf", -1, Reason::IdTokenTimeInvalid);
        row("I19 nonce + 1", "nonce", Nonce + one, Reason::IdTokenNonceMismatch);
        row("I19 nonce in other letters", "nonce", Nonce.toUpper(), Reason::IdTokenNonceMismatch);
        row("I19 nonce empty", "nonce", QString(), Reason::IdTokenNonceMismatch);
        row("I20 nonce missing", "nonce", {}, Reason::IdTokenNonceMissing);
        row("I20 nonce a list", "nonce", list({Nonce}), Reason::IdTokenNonceMissing);
        row("I21 nonce of an earlier attempt", "nonce", QStringLiteral("n-earlier_xyz"), Reason::IdTokenNonceMismatch);
        row("I26 _claim_names a list", "_claim_names", QJsonArray(), Reason::IdTokenMalformed);
        row("I26 _claim_names with a number", "_claim_names", QJsonObject{{QStringLiteral("groups"), 7}},
            Reason::IdTokenMalformed);
        row("I26 _claim_names without their source", "_claim_names",
            QJsonObject{{QStringLiteral("groups"), QStringLiteral("elsewhere")}}, Reason::IdTokenMalformed);
        row("I26 _claim_sources a list", "_claim_sources", QJsonArray(), Reason::IdTokenMalformed);
        row("I26 _claim_sources with a number", "_claim_sources", QJsonObject{{QStringLiteral("a"), 7}},
            Reason::IdTokenMalformed);
        row("I26 claims of 300 kB", "x", QString(300'000, QLatin1Char('x')), Reason::IdTokenMalformed);
    }

    void claims_that_are_wrong_are_refused()
    {
        QFETCH(QJsonObject, claims);
        QFETCH(Reason, reason);
        const auto token = judged(claims);
        QVERIFY(!token);
        QVERIFY2(token.error().reason == reason, qPrintable(token.error().detail));
        QVERIFY(!token.error().detail.contains(Nonce));
    }

    void a_payload_that_is_no_object_of_claims_is_refused_data()
    {
        QTest::addColumn<QByteArray>("payload");
        const QByteArray good = QJsonDocument(goodClaims()).toJson(QJsonDocument::Compact);
        QTest::newRow("J20 claims empty") << QByteArray();
        QTest::newRow("J20 claims a list") << QByteArray("[" + good + "]");
        QTest::newRow("J20 claims not JSON") << QByteArray("iss=me");
        QTest::newRow("J20 claims twice") << QByteArray(good + good);
        QTest::newRow("J20 a claim twice") << QByteArray(good.chopped(1) + ",\"sub\":\"00u1eve\"}");
        QTest::newRow("J20 the same claim twice") << QByteArray(good.chopped(1) + ",\"aud\":\"0oa1client\"}");
        QTest::newRow("J20 a claim twice, one escaped") << QByteArray(good.chopped(1) + ",\"\\u0073ub\":\"00u1ada\"}");
        QTest::newRow("J20 a claim twice deep inside")
            << QByteArray(good.chopped(1) + ",\"address\":{\"a\":1,\"a\":1}}");
        QTest::newRow("J20 claims not UTF-8") << QByteArray(good.chopped(1) + ",\"name\":\"\xff\"}");
        QTest::newRow("J23 claims a token of their own") << testKeys().rsa.sign(goodClaims());
        QTest::newRow("I26 claims too deep")
            << QByteArray(good.chopped(1) + ",\"x\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + "}");
    }

    void a_payload_that_is_no_object_of_claims_is_refused()
    {
        QFETCH(QByteArray, payload);
        const TokenSigner &rsa = testKeys().rsa;
        const QByteArray header = QJsonDocument(rsa.header(rsa.algorithm())).toJson(QJsonDocument::Compact);
        const auto token = judged(rsa.signBytes(rsa.algorithm(), header, payload));
        QVERIFY(!token);
        QVERIFY2(token.error().reason == Reason::IdTokenMalformed, qPrintable(token.error().detail));
    }

    void the_leeway_is_told_when_it_was_needed_data()
    {
        QTest::addColumn<QJsonObject>("claims");
        QTest::addColumn<QString>("detail");
        QTest::newRow("I17 iat six seconds ahead") << claimsWith("iat", Now + 6) << QStringLiteral("iat, 6 s");
        QTest::newRow("I17 iat just inside the leeway") << claimsWith("iat", Now + 120) << QStringLiteral("iat, 120 s");
        QTest::newRow("I18 nbf just inside the leeway") << claimsWith("nbf", Now + 120) << QStringLiteral("nbf, 120 s");
    }

    void the_leeway_is_told_when_it_was_needed()
    {
        QFETCH(QJsonObject, claims);
        QFETCH(QString, detail);
        const auto token = judged(claims);
        QVERIFY2(token.has_value(), token ? "" : qPrintable(token.error().detail));
        QVERIFY(token->leewayUsed().has_value());
        QCOMPARE(token->leewayUsed()->reason, Reason::IdTokenLeewayUsed);
        QCOMPARE(token->leewayUsed()->detail, detail);
    }

    void a_refusal_about_time_names_both_times()
    {
        const auto token = judged(claimsWith("exp", Now - 360));
        QVERIFY(!token);
        QCOMPARE(token.error().detail, QStringLiteral("exp is 2026-11-18T11:00:40Z, now is 2026-11-18T11:06:40Z"));
    }

    void without_leeway_the_edges_are_sharp()
    {
        oidc::IdTokenExpectations expected = expectations();
        expected.leeway = std::chrono::seconds(0);
        QVERIFY(judged(claimsWith("exp", Now + 1), expected).has_value());
        QVERIFY(!judged(claimsWith("exp", Now), expected));
        QVERIFY(judged(claimsWith("iat", Now), expected).has_value());
        QVERIFY(!judged(claimsWith("iat", Now + 1), expected));
    }

    void the_leeway_for_nbf_is_the_relying_partys()
    {
        oidc::IdTokenExpectations expected = expectations();
        expected.notBeforeLeeway = std::chrono::seconds(60);
        QVERIFY(judged(claimsWith("nbf", Now + 60), expected).has_value());
        QVERIFY(!judged(claimsWith("nbf", Now + 61), expected));
        expected.notBeforeLeeway = std::chrono::minutes(5);
        const auto late = judged(claimsWith("nbf", Now + 300), expected);
        QVERIFY(late);
        QVERIFY(late->leewayUsed()); // other releases of it may refuse
        QVERIFY(!judged(claimsWith("nbf", Now + 301), expected));
    }

    void the_algorithm_has_to_be_advertised_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QStringList>("advertised");
        QTest::addColumn<bool>("isAccepted");
        const auto row = [](const char *tag, const char *algorithm, const QString &advertised, bool isAccepted) {
            QTest::newRow(tag) << QString::fromLatin1(algorithm)
                               << advertised.split(QLatin1Char(' '), Qt::SkipEmptyParts) << isAccepted;
        };
        row("J1 RS256 advertised", "RS256", QStringLiteral("RS256"), true);
        row("J8 PS256 advertised", "PS256", QStringLiteral("RS256 PS256"), true);
        row("J6 RS256 and PS256 expected", "RS256", QStringLiteral("PS256"), false);
        row("J6 PS256 and RS256 expected", "PS256", QStringLiteral("RS256"), false);
        row("J6 RS512 and RS256 expected", "RS512", QStringLiteral("RS256 ES256"), false);
        row("J6 nothing known, RS256", "RS256", {}, true);
        row("J6 nothing known, RS384", "RS384", {}, false);
    }

    void the_algorithm_has_to_be_advertised()
    {
        QFETCH(QString, algorithm);
        QFETCH(QStringList, advertised);
        QFETCH(bool, isAccepted);
        oidc::IdTokenExpectations expected = expectations();
        expected.algorithms = advertised;
        const auto token = judged(testKeys().rsa.sign(algorithm, goodClaims()), expected);
        QCOMPARE(token.has_value(), isAccepted);
        if (!isAccepted) {
            QCOMPARE(token.error().reason, Reason::IdTokenAlgorithmNotAdvertised);
            QCOMPARE(token.error().detail, algorithm);
        }
    }

    void what_cannot_be_verified_is_refused_even_when_advertised_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<Reason>("reason");
        const TokenSigner &rsa = testKeys().rsa;
        QTest::newRow("J2 signature XOR 0x5A")
            << rsa.sign(goodClaims(), TokenSigner::Fault::Xored) << Reason(Reason::IdTokenSignatureInvalid);
        QTest::newRow("J5 alg none, advertised")
            << TokenSigner::unsecured(goodClaims()) << Reason(Reason::IdTokenUnsigned);
        QTest::newRow("J7 HS256 with the client secret, advertised")
            << TokenSigner::signWithSecret(QStringLiteral("HS256"), goodClaims(), "client-secret")
            << Reason(Reason::IdTokenAlgorithmRefused);
        QTest::newRow("J7 HS256 with the RSA public key, advertised")
            << TokenSigner::signWithSecret(QStringLiteral("HS256"), goodClaims(), rsa.publicKeyPem(), rsa.keyId())
            << Reason(Reason::IdTokenAlgorithmRefused);
        QTest::newRow("J13 kid unknown") << rsa.withKeyId(QStringLiteral("rotated")).sign(goodClaims())
                                         << Reason(Reason::IdTokenKeyUnknown);
        QTest::newRow("J23 encrypted") << QByteArray("e30.AAAA.AAAA.AAAA.AAAA") << Reason(Reason::IdTokenEncrypted);
        QTest::newRow("J20 empty") << QByteArray() << Reason(Reason::IdTokenMalformed);
    }

    void what_cannot_be_verified_is_refused_even_when_advertised()
    {
        QFETCH(QByteArray, token);
        QFETCH(Reason, reason);
        oidc::IdTokenExpectations expected = expectations();
        expected.algorithms += {QStringLiteral("none"), QStringLiteral("HS256")};
        const auto result = judged(token, expected);
        QVERIFY(!result);
        QVERIFY2(result.error().reason == reason, qPrintable(result.error().detail));
    }

    void a_token_of_another_kind_is_refused_data()
    {
        QTest::addColumn<QJsonValue>("type");
        QTest::addColumn<bool>("isAccepted");
        const auto row = [](const char *tag, const QJsonValue &type, bool isAccepted) {
            QTest::newRow(tag) << type << isAccepted;
        };
        row("J25 typ at+jwt", QStringLiteral("at+jwt"), false);
        row("J25 typ application/at+jwt", QStringLiteral("application/at+jwt"), false);
        row("J25 typ AT+JWT", QStringLiteral("AT+JWT"), false);
        row("J25 typ of Okta's own access tokens", QStringLiteral("application/okta-internal-at+jwt"), false);
        row("J25 typ logout+jwt", QStringLiteral("logout+jwt"), false);
        row("J25 typ JWT", QStringLiteral("JWT"), true);
        row("J25 typ jwt", QStringLiteral("jwt"), true);
        row("J25 typ absent", {}, true);
    }

    void a_token_of_another_kind_is_refused()
    {
        QFETCH(QJsonValue, type);
        QFETCH(bool, isAccepted);
        const TokenSigner &rsa = testKeys().rsa;
        const auto token =
            judged(rsa.sign(rsa.algorithm(), with(rsa.header(rsa.algorithm()), "typ", type), goodClaims()));
        QCOMPARE(token.has_value(), isAccepted);
        if (!isAccepted)
            QCOMPARE(token.error().reason, Reason::IdTokenWrongType);
    }

    void hashes_are_compared_when_they_are_there_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("isAccepted");
        QTest::addColumn<Reason>("reason");
        const TestKeys &keys = testKeys();
        const auto accepted = [](const char *tag, const QByteArray &token) {
            QTest::newRow(tag) << token << true << Reason();
        };
        const auto refused = [](const char *tag, const QByteArray &token, Reason reason) {
            QTest::newRow(tag) << token << false << reason;
        };
        const auto hash = [](const char *algorithm, const char *text) {
            return TokenSigner::halfHash(QString::fromLatin1(algorithm), text);
        };
        const auto rs = [&keys](const char *algorithm, const char *claim, const QJsonValue &value) {
            return keys.rsa.sign(QString::fromLatin1(algorithm), claimsWith(claim, value));
        };
        // The example of OpenID Connect Core, appendix A.4 and A.6: not computed by us.
        accepted("I22 at_hash of the specification's example",
                 rs("RS256", "at_hash", QStringLiteral("77QmUPtjPfzWtF2AnpK9RQ")));
        accepted("I24 c_hash of the specification's example",
                 rs("RS256", "c_hash", QStringLiteral("LDktKdoQak3Pk0cnXxCltA")));
        accepted("I22 at_hash, PS256", rs("PS256", "at_hash", hash("PS256", AccessToken)));
        accepted("I22 at_hash, RS384", rs("RS384", "at_hash", hash("RS384", AccessToken)));
        accepted("I22 at_hash, RS512", rs("RS512", "at_hash", hash("RS512", AccessToken)));
        accepted("I22 at_hash, ES384", keys.p384.sign(claimsWith("at_hash", hash("ES384", AccessToken))));
        accepted("I22 at_hash, Ed25519", keys.ed25519.sign(claimsWith("at_hash", hash("EdDSA", AccessToken))));
        accepted("I23 at_hash absent", keys.rsa.sign(goodClaims()));

        const Reason at = Reason::IdTokenAccessTokenHashMismatch;
        refused("I22 at_hash + 1", rs("RS256", "at_hash", QStringLiteral("77QmUPtjPfzWtF2AnpK9RQ1")), at);
        refused("I22 at_hash empty", rs("RS256", "at_hash", QString()), at);
        refused("I22 at_hash a number", rs("RS256", "at_hash", 77), at);
        refused("I22 at_hash padded", rs("RS256", "at_hash", QStringLiteral("77QmUPtjPfzWtF2AnpK9RQ==")), at);
        refused("I22 at_hash of another token", rs("RS256", "at_hash", hash("RS256", "another")), at);
        refused("I22 at_hash by SHA-256, RS512", rs("RS512", "at_hash", hash("RS256", AccessToken)), at);
        refused("I22 at_hash by SHA-512, RS256", rs("RS256", "at_hash", hash("RS512", AccessToken)), at);
        refused("I22 at_hash by SHA-256, Ed25519", keys.ed25519.sign(claimsWith("at_hash", hash("RS256", AccessToken))),
                at);
        const Reason c = Reason::IdTokenCodeHashMismatch;
        refused("I24 c_hash + 1", rs("RS256", "c_hash", QStringLiteral("LDktKdoQak3Pk0cnXxCltA1")), c);
        refused("I24 c_hash of the access token", rs("RS256", "c_hash", hash("RS256", AccessToken)), c);
    }

    void hashes_are_compared_when_they_are_there()
    {
        QFETCH(QByteArray, token);
        QFETCH(bool, isAccepted);
        QFETCH(Reason, reason);
        const Secret accessToken{QByteArrayView(AccessToken)};
        const Secret code{QByteArrayView(Code)};
        oidc::IdTokenExpectations expected = expectations();
        expected.accessToken = &accessToken;
        expected.code = &code;
        const auto result = judged(token, expected);
        QVERIFY2(result.has_value() == isAccepted, result ? "" : qPrintable(result.error().detail));
        if (!isAccepted)
            QCOMPARE(result.error().reason, reason);
    }

    void after_a_refresh_no_nonce_is_wanted()
    {
        oidc::IdTokenExpectations expected = expectations();
        expected.nonce.clear();
        QVERIFY(judged(claimsWith("nonce", {}), expected).has_value());
    }

    void a_refreshed_token_may_stand_in_the_place_of_the_first_data()
    {
        QTest::addColumn<QJsonObject>("first");
        QTest::addColumn<QJsonObject>("second");
        const QJsonObject first = with(with(goodClaims(), "auth_time", Now - 60), "azp", ClientId);
        QTest::newRow("F4 newer") << first << with(with(first, "iat", Now + 1), "exp", Now + 3700);
        QTest::newRow("F4 iat equal") << first << first;
        QTest::newRow("F4 no nonce") << first << with(first, "nonce", {});
        QTest::newRow("F4 no auth_time") << first << with(first, "auth_time", {});
        QTest::newRow("F4 aud as a list") << first << with(first, "aud", list({ClientId}));
        QTest::newRow("F4 auth_time is each time the time of issue")
            << with(first, "auth_time", Now) << with(with(first, "iat", Now + 1), "auth_time", Now + 1);
        QTest::newRow("F4 another jti") << first << with(first, "jti", QStringLiteral("ID.2"));
    }

    void a_refreshed_token_may_stand_in_the_place_of_the_first()
    {
        QFETCH(QJsonObject, first);
        QFETCH(QJsonObject, second);
        const auto checked = token(first).checkSuccessor(token(second));
        QVERIFY2(checked.has_value(), checked ? "" : qPrintable(checked.error().detail));
    }

    void a_refreshed_token_of_somebody_else_is_refused_data()
    {
        QTest::addColumn<QJsonObject>("second");
        QTest::addColumn<Reason>("reason");
        const QJsonObject first = with(with(goodClaims(), "auth_time", Now - 60), "azp", ClientId);
        QTest::newRow("F3 sub + 1") << with(first, "sub", QStringLiteral("00u1ada1"))
                                    << Reason(Reason::RefreshedSubjectMismatch);
        QTest::newRow("F4 iat older") << with(first, "iat", Now - 1) << Reason(Reason::RefreshedTimesInvalid);
        QTest::newRow("F4 auth_time becomes the time of issue")
            << with(with(first, "iat", Now + 1), "auth_time", Now + 1) << Reason(Reason::RefreshedTimesInvalid);
        QTest::newRow("F4 auth_time differs") << with(first, "auth_time", Now) << Reason(Reason::RefreshedTimesInvalid);
        QTest::newRow("F4 azp gone") << with(first, "azp", {}) << Reason(Reason::RefreshedAuthorizedPartyMismatch);
        QTest::newRow("F4 nonce differs")
            << with(first, "nonce", QStringLiteral("another")) << Reason(Reason::IdTokenNonceMismatch);
    }

    void a_refreshed_token_of_somebody_else_is_refused()
    {
        QFETCH(QJsonObject, second);
        QFETCH(Reason, reason);
        const QJsonObject first = with(with(goodClaims(), "auth_time", Now - 60), "azp", ClientId);
        const auto checked = token(first).checkSuccessor(token(second));
        QVERIFY(!checked);
        QCOMPARE(checked.error().reason, reason);
    }

    /// A verifier for other values than the first one's: what only checkSuccessor() can see.
    void a_refreshed_token_from_elsewhere_is_refused()
    {
        oidc::IdTokenExpectations elsewhere = expectations();
        elsewhere.issuer += QLatin1Char('1');
        const auto otherIssuer = judged(claimsWith("iss", elsewhere.issuer), elsewhere);
        QVERIFY(otherIssuer.has_value());
        const auto first = token(goodClaims());
        auto checked = first.checkSuccessor(*otherIssuer);
        QVERIFY(!checked);
        QCOMPARE(checked.error().reason, Reason::IdTokenIssuerMismatch); // F2

        elsewhere = expectations();
        elsewhere.clientId += QLatin1Char('1');
        const auto otherAudience = judged(claimsWith("aud", elsewhere.clientId), elsewhere);
        QVERIFY(otherAudience.has_value());
        checked = first.checkSuccessor(*otherAudience);
        QVERIFY(!checked);
        QCOMPARE(checked.error().reason, Reason::RefreshedAudienceMismatch); // F4
    }

    void an_authorized_party_that_was_not_there_may_not_appear_F4()
    {
        const auto checked = token(goodClaims()).checkSuccessor(token(claimsWith("azp", ClientId)));
        QVERIFY(!checked);
        QCOMPARE(checked.error().reason, Reason::RefreshedAuthorizedPartyMismatch);
    }

    void what_the_token_says_is_shown_safely()
    {
        const auto token =
            judged(claimsWith("iss", QString(QStringLiteral("https://a\u202E\n") + QString(5000, QLatin1Char('x')))));
        QVERIFY(!token);
        QVERIFY(!token.error().detail.contains(QChar(0x202E)) && !token.error().detail.contains(QLatin1Char('\n')));
        QVERIFY(token.error().detail.size() < 400);
    }
};

QTEST_GUILESS_MAIN(tst_IdToken)
#include "tst_IdToken.moc"

#include "demo/Client.h"

#include <QTest>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

using namespace demo;

namespace {

QByteArray decoded(const QByteArray &base64)
{
    return QByteArray::fromBase64(base64, QByteArray::Base64UrlEncoding);
}

QJsonObject claimsOf(const QString &token)
{
    return QJsonDocument::fromJson(decoded(token.toLatin1().split('.').value(1))).object();
}

/// RS256 by OpenSSL's other door: the public key from n and e of the JSON Web Key.
bool isSignedBy(const QJsonObject &jwk, const QByteArray &token)
{
    const auto parts = token.split('.');
    if (parts.size() != 3)
        return false;
    const auto number = [&jwk](const char *member) {
        const auto bytes = decoded(jwk[QLatin1String(member)].toString().toLatin1());
        return BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.constData()), static_cast<int>(bytes.size()),
                         nullptr);
    };
    BIGNUM *const n = number("n");
    BIGNUM *const e = number("e");
    OSSL_PARAM_BLD *const builder = OSSL_PARAM_BLD_new();
    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n);
    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e);
    OSSL_PARAM *const parameters = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX *const keyContext = EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr);
    EVP_PKEY *key = nullptr;
    EVP_PKEY_fromdata_init(keyContext);
    EVP_PKEY_fromdata(keyContext, &key, EVP_PKEY_PUBLIC_KEY, parameters);

    const auto signature = decoded(parts.at(2));
    const QByteArray input = parts.at(0) + '.' + parts.at(1);
    EVP_MD_CTX *const context = EVP_MD_CTX_new();
    const bool isGood = EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key) == 1
        && EVP_DigestVerify(context, reinterpret_cast<const unsigned char *>(signature.constData()),
                            static_cast<std::size_t>(signature.size()),
                            reinterpret_cast<const unsigned char *>(input.constData()),
                            static_cast<std::size_t>(input.size()))
            == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    EVP_PKEY_CTX_free(keyContext);
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    BN_free(n);
    BN_free(e);
    return isGood;
}

const QString left; // null: leaves a parameter out

QByteArray oauthErrorText(const char *error, const char *description)
{
    return QByteArray("{\"error\":\"") + error + "\",\"error_description\":\"" + description + "\"}";
}

} // namespace

class tst_TokenEndpoint final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_code_brings_tokens()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.redeem(app.code());
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.header("Cache-Control").contains("no-store"));
        QCOMPARE(answer.text("token_type"), QStringLiteral("Bearer"));
        QCOMPARE(answer.json()[QLatin1String("expires_in")].toInt(), 3600);
        QCOMPARE(answer.text("scope"), QStringLiteral("openid profile email offline_access"));
        QVERIFY(!answer.text("access_token").isEmpty());
        QVERIFY(!answer.text("refresh_token").isEmpty());
        QVERIFY(!answer.text("id_token").isEmpty());
    }

    void the_id_token_is_signed_and_says_what_okta_says()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto tokens = app.redeem(app.code({{"scope", QStringLiteral("openid profile email groups")}}));
        const auto token = tokens.text("id_token").toLatin1();
        const auto key = app.get(app.url("/oauth2/v1/keys")).json()[QLatin1String("keys")].toArray().first().toObject();
        QVERIFY(isSignedBy(key, token));

        auto forged = token.split('.');
        forged[1] = base64Url(decoded(forged.at(1)).replace("robin", "mallo"));
        QVERIFY(!isSignedBy(key, forged.join('.')));

        const auto header = QJsonDocument::fromJson(decoded(token.split('.').first())).object();
        QCOMPARE(header[QLatin1String("alg")].toString(), QStringLiteral("RS256"));
        QCOMPARE(header[QLatin1String("kid")], key[QLatin1String("kid")]);

        const auto claims = claimsOf(tokens.text("id_token"));
        const auto text = [&claims](const char *name) { return claims[QLatin1String(name)].toString(); };
        QCOMPARE(text("iss"), org.issuer());
        QCOMPARE(text("aud"), org.clientId());
        QVERIFY(text("sub").startsWith(QLatin1String("00u")));
        QCOMPARE(text("sub").size(), 20);
        QCOMPARE(text("nonce"), QStringLiteral("n-456"));
        QVERIFY(text("jti").startsWith(QLatin1String("ID.")));
        QVERIFY(text("idp").startsWith(QLatin1String("00o")));
        QCOMPARE(claims[QLatin1String("ver")].toInt(), 1);
        QCOMPARE(claims[QLatin1String("amr")].toArray(), QJsonArray{QStringLiteral("pwd")});
        QCOMPARE(text("name"), QStringLiteral("Robin Example"));
        QCOMPARE(text("email"), QStringLiteral("robin@demo.example"));
        QCOMPARE(text("preferred_username"), QStringLiteral("robin@demo.example"));
        QCOMPARE(claims[QLatin1String("groups")].toArray().size(), 4);
        QCOMPARE(claims[QLatin1String("groups")].toArray().first().toString(), QStringLiteral("Everyone"));
        const auto issued = claims[QLatin1String("iat")].toInteger();
        QVERIFY(qAbs(QDateTime::currentSecsSinceEpoch() - issued) < 60);
        QCOMPARE(claims[QLatin1String("exp")].toInteger(), issued + 3600);
        QVERIFY(claims[QLatin1String("auth_time")].toInteger() <= issued);
        const auto hash =
            QCryptographicHash::hash(tokens.text("access_token").toLatin1(), QCryptographicHash::Sha256).left(16);
        QCOMPARE(text("at_hash").toLatin1(), base64Url(hash));
    }

    void groups_are_there_only_when_asked_for_and_filtered()
    {
        auto settings = settingsWithRedirectUri();
        {
            const Org org(settings);
            Application app(org);
            QVERIFY(!claimsOf(app.redeem(app.code()).text("id_token")).contains(QLatin1String("groups")));
        }
        settings.groupsClaim = false;
        const Org org(settings);
        Application app(org);
        const auto tokens = app.redeem(app.code({{"scope", QStringLiteral("openid groups")}}));
        QVERIFY(!claimsOf(tokens.text("id_token")).contains(QLatin1String("groups")));
    }

    void the_subject_of_the_access_token_is_the_login()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto tokens = app.redeem(app.code());
        QCOMPARE(claimsOf(tokens.text("access_token"))[QLatin1String("sub")].toString(),
                 QStringLiteral("robin@demo.example"));
        const auto key = app.get(app.url("/oauth2/v1/keys")).json()[QLatin1String("keys")].toArray().first().toObject();
        QVERIFY(!isSignedBy(key, tokens.text("access_token").toLatin1())); // its keys are not published
    }

    void user_info_knows_the_same_person()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto tokens = app.redeem(app.code());
        const auto answer = app.userInfo(tokens.text("access_token"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.text("sub"), claimsOf(tokens.text("id_token"))[QLatin1String("sub")].toString());
        QCOMPARE(answer.text("email"), QStringLiteral("robin@demo.example"));
        QCOMPARE(answer.json()[QLatin1String("email_verified")].toBool(), true);
        const auto less =
            app.userInfo(app.redeem(app.code({{"scope", QStringLiteral("openid")}})).text("access_token"));
        QCOMPARE(less.json().keys(), QStringList{QStringLiteral("sub")});
    }

    void user_info_wants_a_token_that_lives()
    {
        Org org(settingsWithRedirectUri());
        Application app(org);
        const auto junk = app.userInfo(QStringLiteral("junk"));
        QCOMPARE(junk.status, 401);
        QVERIFY(junk.header("WWW-Authenticate").startsWith("Bearer "));
        QVERIFY(junk.header("WWW-Authenticate").contains("error=\"invalid_token\""));
        QCOMPARE(app.get(app.url("/oauth2/v1/userinfo")).status, 401);
        const auto token = app.redeem(app.code()).text("access_token");
        QCOMPARE(app.get(app.url("/oauth2/v1/userinfo", "access_token=" + token.toLatin1())).status, 400);
        QCOMPARE(app.userInfo(token).status, 200);
        org.setClockOffset(3600);
        QCOMPARE(app.userInfo(token).status, 401);
    }

    void answers_to_bad_clients_data()
    {
        QTest::addColumn<QByteArray>("authorization"); // empty: none. "@" stands for the client ID, "!" for the secret
        QTest::addColumn<Form>("fields");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body"); // empty: the shape of the management API

        const auto basic = [](const QByteArray &text) { return "Basic " + text; };
        const QByteArray none;
        QTest::newRow("2.2 unknown client, Basic") << basic("0oaWrong:!") << Form{} << 401 << QByteArray();
        QTest::newRow("2.2 unknown client, body")
            << none << Form{{"client_id", QStringLiteral("0oaWrong")}, {"client_secret", QStringLiteral("!")}} << 401
            << QByteArray();
        const auto wrongSecret =
            oauthErrorText("invalid_client", "The client secret supplied for a confidential client is invalid.");
        QTest::newRow("2.2 wrong secret, Basic") << basic("@:wrong") << Form{} << 401 << wrongSecret;
        QTest::newRow("2.2 wrong secret, body")
            << none << Form{{"client_id", QStringLiteral("@")}, {"client_secret", QStringLiteral("wrong")}} << 401
            << wrongSecret;
        const auto failed = oauthErrorText("invalid_client",
                                           "Client authentication failed. Either the client or the client credentials "
                                           "are invalid.");
        QTest::newRow("2.2 wrong method: public client")
            << none << Form{{"client_id", QStringLiteral("@")}} << 401 << failed;
        QTest::newRow("2.2 wrong method: private key")
            << none << Form{{"client_assertion", QStringLiteral("a.b.c")}} << 401 << failed;
        QTest::newRow("2.2 no credentials")
            << none << Form{} << 401 << oauthErrorText("invalid_client", "No client credentials found.");
        const auto malformed =
            oauthErrorText("invalid_client", "Found Authentication header but was not valid client credentials.");
        QTest::newRow("2.2 malformed Basic: no base64") << QByteArray("Basic ***") << Form{} << 401 << malformed;
        QTest::newRow("2.2 malformed Basic: no colon") << basic("@") << Form{} << 401 << malformed;
        QTest::newRow("2.2 malformed Basic: broken escape") << basic("@:a%zz") << Form{} << 401 << malformed;
        QTest::newRow("2.2 malformed Basic: Bearer") << QByteArray("Bearer x") << Form{} << 401 << malformed;
        const auto multiple =
            oauthErrorText("invalid_request",
                           "Cannot supply multiple client credentials. Use one of the following: credentials in the "
                           "Authorization header, credentials in the post body, or a client_assertion in the post "
                           "body.");
        QTest::newRow("2.2 header and body")
            << basic("@:!") << Form{{"client_id", QStringLiteral("@")}, {"client_secret", QStringLiteral("!")}} << 401
            << multiple;
        QTest::newRow("2.2 header and client_id in the body")
            << basic("@:!") << Form{{"client_id", QStringLiteral("@")}} << 401 << multiple;
    }

    void answers_to_bad_clients()
    {
        QFETCH(QByteArray, authorization);
        QFETCH(Form, fields);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto filled = [&org](QByteArray text) {
            return text.replace('@', org.clientId().toLatin1()).replace('!', org.clientSecret().toLatin1());
        };

        for (const auto *const path : {"/oauth2/v1/token", "/oauth2/v1/introspect", "/oauth2/v1/revoke"}) {
            Form form = {{"grant_type", QStringLiteral("refresh_token")},
                         {"refresh_token", QStringLiteral("junk")},
                         {"token", QStringLiteral("junk")}};
            for (const auto &[name, value] : qAsConst(fields))
                form.append({name, QString::fromLatin1(filled(value.toLatin1()))});
            Headers headers;
            if (!authorization.isEmpty()) {
                auto header = authorization;
                if (header.startsWith("Basic ") && header != "Basic ***")
                    header = "Basic " + filled(header.mid(6)).toBase64();
                headers.append({"Authorization", header});
            }
            const auto answer = app.post(app.url(path), encoded(form), headers);
            QCOMPARE(answer.status, status);
            QVERIFY(answer.header("Content-Type").startsWith("application/json"));
            if (!body.isEmpty()) {
                QCOMPARE(answer.body, body);
            } else {
                QCOMPARE(answer.text("errorCode"), QStringLiteral("invalid_client"));
                QCOMPARE(answer.text("errorSummary"), QStringLiteral("Invalid value for 'client_id' parameter."));
                QCOMPARE(answer.text("errorLink"), QStringLiteral("invalid_client"));
                QVERIFY(answer.text("errorId").startsWith(QLatin1String("oae")));
                QVERIFY(answer.json()[QLatin1String("errorCauses")].isArray());
                QVERIFY(!answer.json().contains(QLatin1String("error")));
            }
        }
    }

    void credentials_are_form_encoded_before_base64()
    {
        auto settings = settingsWithRedirectUri();
        settings.clientSecret = QStringLiteral("s3cr%t:+/ &");
        const Org org(settings);
        Application app(org);
        const Form form = {{"token", QStringLiteral("junk")}};
        const auto encodedSecret = QUrl::toPercentEncoding(settings.clientSecret);
        const auto good =
            app.post(app.url("/oauth2/v1/introspect"), encoded(form),
                     {{"Authorization", "Basic " + (org.clientId().toLatin1() + ':' + encodedSecret).toBase64()}});
        QCOMPARE(good.body, QByteArray("{\"active\":false}"));
        const auto raw =
            app.post(app.url("/oauth2/v1/introspect"), encoded(form),
                     {{"Authorization",
                       "Basic " + (org.clientId() + QLatin1Char(':') + settings.clientSecret).toLatin1().toBase64()}});
        QCOMPARE(raw.status, 401);
        const auto body = app.post(app.url("/oauth2/v1/introspect"),
                                   encoded({{"token", QStringLiteral("junk")},
                                            {"client_id", org.clientId()},
                                            {"client_secret", settings.clientSecret}}));
        QCOMPARE(body.body, QByteArray("{\"active\":false}"));
    }

    void credentials_do_not_belong_into_the_query()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer =
            app.post(app.url("/oauth2/v1/token", "client_id=" + org.clientId().toLatin1()), "grant_type=refresh_token");
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.body,
                 oauthErrorText("invalid_request", "Client credentials cannot be supplied via query parameters."));
    }

    void answers_to_bad_requests_data()
    {
        QTest::addColumn<Form>("fields");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");

        const auto grant = [](const char *type) {
            return std::pair<QByteArray, QString>("grant_type", QString::fromLatin1(type));
        };
        QTest::newRow("no grant type")
            << Form{} << 400
            << oauthErrorText("invalid_request",
                              "The token request must specify a 'grant_type'. Valid values: [authorization_code, "
                              "refresh_token]");
        QTest::newRow("unknown grant type")
            << Form{grant("magic")} << 400
            << oauthErrorText("unsupported_grant_type",
                              "The authorization grant type is not supported by the authorization server. Configured "
                              "grant types: [authorization_code, refresh_token].");
        QTest::newRow("2.2 grant type off")
            << Form{grant("password")} << 400
            << oauthErrorText("unauthorized_client",
                              "The client is not authorized to use the provided grant type. Configured grant types: "
                              "[authorization_code, refresh_token].");
        QTest::newRow("2.2 client_credentials on the org server")
            << Form{grant("client_credentials")} << 401
            << oauthErrorText("invalid_client",
                              "Client Credentials requests to the Org Authorization Server must use the "
                              "private_key_jwt token_endpoint_auth_method.");
        QTest::newRow("P1 junk code") << Form{grant("authorization_code"), {"code", QStringLiteral("junk")}} << 400
                                      << oauthErrorText("invalid_grant",
                                                        "The authorization code is invalid or has expired.");
        QTest::newRow("no code") << Form{grant("authorization_code")} << 400
                                 << oauthErrorText("invalid_request", "The required parameter 'code' is missing.");
        QTest::newRow("P3 junk refresh token")
            << Form{grant("refresh_token"), {"refresh_token", QStringLiteral("junk")}} << 400
            << oauthErrorText("invalid_grant", "The refresh token is invalid or expired.");
        QTest::newRow("duplicates") << Form{grant("refresh_token"), grant("refresh_token")} << 400
                                    << oauthErrorText("invalid_request",
                                                      "The request contained multiple parameters with the same name.");
    }

    void answers_to_bad_requests()
    {
        QFETCH(Form, fields);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.call("/oauth2/v1/token", fields);
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.body, body);
    }

    void P3_tells_that_the_refresh_grant_is_off()
    {
        auto settings = settingsWithRedirectUri();
        settings.scenario = Scenario::RefreshTokenForgotten;
        const Org org(settings);
        Application app(org);
        const auto answer = app.refresh(QStringLiteral("junk"));
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.body,
                 oauthErrorText("unauthorized_client",
                                "The client is not authorized to use the provided grant type. Configured grant types: "
                                "[authorization_code]."));
    }

    void without_the_grant_the_refresh_token_is_silently_missing()
    {
        auto settings = settingsWithRedirectUri();
        settings.scenario = Scenario::RefreshTokenForgotten;
        const Org org(settings);
        Application app(org);
        const auto answer = app.redeem(app.code());
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.text("id_token").isEmpty());
        QVERIFY(!answer.json().contains(QLatin1String("refresh_token")));
    }

    void without_the_scope_the_refresh_token_is_silently_missing()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.redeem(app.code({{"scope", QStringLiteral("openid")}}),
                                       {{"scope", QStringLiteral("openid offline_access")}});
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.json().contains(QLatin1String("refresh_token")));
    }

    void a_wrong_secret_is_noticed_before_the_grant()
    {
        auto settings = settingsWithRedirectUri();
        settings.scenario = Scenario::SecretRotated;
        const Org org(settings);
        Application app(org);
        const auto answer = app.refresh(QStringLiteral("junk"));
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.body,
                 oauthErrorText("invalid_client", "The client secret supplied for a confidential client is invalid."));
    }

    void dpop_is_asked_for_when_it_is_on()
    {
        auto settings = settingsWithRedirectUri();
        settings.dpop = true;
        const Org org(settings);
        Application app(org);
        const auto answer = app.refresh(QStringLiteral("junk"));
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.body, oauthErrorText("invalid_dpop_proof", "The DPoP proof JWT header is missing."));
    }

    void a_browser_may_not_ask_for_offline_access()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer =
            app.post(app.url("/oauth2/v1/token"), "grant_type=authorization_code&code=x&scope=openid%20offline_access",
                     {{"Authorization", app.basic()}, {"Origin", "http://127.0.0.1:1"}});
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.body,
                 oauthErrorText("invalid_scope",
                                "Browser requests to the token endpoint may not include the offline_access scope."));
    }

    void a_code_is_spent_whatever_comes_data()
    {
        QTest::addColumn<Form>("changes");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("2.2 redirect URI")
            << Form{{"redirect_uri", QStringLiteral("http://127.0.0.1:47123/callback/")}}
            << oauthErrorText("invalid_grant",
                              "The 'redirect_uri' does not match the redirection URI used in the authorization "
                              "request.");
        QTest::newRow("2.2 PKCE verifier wrong")
            << Form{{"code_verifier", QStringLiteral("another-verifier-that-is-long-enough-for-S256")}}
            << oauthErrorText("invalid_grant", "PKCE verification failed.");
        QTest::newRow("2.2 PKCE verifier missing")
            << Form{{"code_verifier", left}}
            << oauthErrorText("invalid_request", "PKCE code verifier is required by the application.");
    }

    void a_code_is_spent_whatever_comes()
    {
        QFETCH(Form, changes);
        QFETCH(QByteArray, body);
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto code = app.code();
        const auto answer = app.redeem(code, changes);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.body, body);
        QCOMPARE(app.redeem(code).text("error_description"),
                 QStringLiteral("The authorization code is invalid or has expired."));
    }

    void a_verifier_needs_a_challenge()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const Form withoutPkce = {{"code_challenge", left}, {"code_challenge_method", left}};
        QCOMPARE(app.redeem(app.code(withoutPkce), {{"code_verifier", left}}).status, 200);
        QCOMPARE(app.redeem(app.code(withoutPkce)).body,
                 oauthErrorText("invalid_request",
                                "PKCE code challenge should be specified in the authorize request for code "
                                "verification."));
    }

    void a_code_lives_five_minutes()
    {
        Org org(settingsWithRedirectUri());
        Application app(org);
        const auto early = app.code();
        const auto late = app.code();
        org.setClockOffset(295);
        QCOMPARE(app.redeem(early).status, 200);
        org.setClockOffset(300);
        QCOMPARE(app.redeem(late).text("error"), QStringLiteral("invalid_grant"));
    }

    void a_code_that_is_used_twice_takes_its_tokens_back()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto code = app.code();
        const auto tokens = app.redeem(code);
        QCOMPARE(app.userInfo(tokens.text("access_token")).status, 200);
        QCOMPARE(app.redeem(code).text("error"), QStringLiteral("invalid_grant"));
        QCOMPARE(app.userInfo(tokens.text("access_token")).status, 401);
        QCOMPARE(app.refresh(tokens.text("refresh_token")).text("error"), QStringLiteral("invalid_grant"));
    }

    void a_static_refresh_token_comes_back()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto tokens = app.redeem(app.code());
        const auto first = app.refresh(tokens.text("refresh_token"));
        QCOMPARE(first.status, 200);
        QCOMPARE(first.text("refresh_token"), tokens.text("refresh_token"));
        QVERIFY(first.text("access_token") != tokens.text("access_token"));
        const auto before = claimsOf(tokens.text("id_token"));
        const auto after = claimsOf(first.text("id_token"));
        for (const auto *const claim : {"sub", "iss", "aud", "auth_time"})
            QCOMPARE(after[QLatin1String(claim)], before[QLatin1String(claim)]);
        QVERIFY(!after.contains(QLatin1String("nonce")));
        QCOMPARE(app.refresh(first.text("refresh_token")).status, 200);
        QCOMPARE(app.userInfo(first.text("access_token")).status, 200);
    }

    void an_id_token_on_refresh_is_an_option()
    {
        auto settings = settingsWithRedirectUri();
        settings.idTokenOnRefresh = false;
        const Org org(settings);
        Application app(org);
        const auto answer = app.refresh(app.redeem(app.code()).text("refresh_token"));
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.json().contains(QLatin1String("id_token")));
    }

    void a_rotated_refresh_token_is_dead_and_takes_the_others_with_it()
    {
        auto settings = settingsWithRedirectUri();
        settings.rotateRefreshTokens = true;
        const Org org(settings);
        Application app(org);
        const auto tokens = app.redeem(app.code());
        const auto second = app.refresh(tokens.text("refresh_token"));
        QVERIFY(second.text("refresh_token") != tokens.text("refresh_token"));
        const auto third = app.refresh(second.text("refresh_token"));
        QCOMPARE(third.status, 200);

        QCOMPARE(app.refresh(tokens.text("refresh_token")).body,
                 oauthErrorText("invalid_grant", "The refresh token is invalid or expired."));
        QCOMPARE(app.refresh(third.text("refresh_token")).text("error"), QStringLiteral("invalid_grant"));
        QCOMPARE(app.userInfo(third.text("access_token")).status, 401);
    }

    void rotation_may_have_a_leeway()
    {
        auto settings = settingsWithRedirectUri();
        settings.rotateRefreshTokens = true;
        settings.rotationLeeway = 30;
        Org org(settings);
        Application app(org);
        const auto tokens = app.redeem(app.code());
        QCOMPARE(app.refresh(tokens.text("refresh_token")).status, 200);
        QCOMPARE(app.refresh(tokens.text("refresh_token")).status, 200);
        org.setClockOffset(60);
        QCOMPARE(app.refresh(tokens.text("refresh_token")).status, 400);
    }

    void a_refresh_may_ask_for_less_but_not_for_more()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto token = app.redeem(app.code()).text("refresh_token");
        const auto refresh = [&](const char *scope) {
            return app.call("/oauth2/v1/token",
                            {{"grant_type", QStringLiteral("refresh_token")},
                             {"refresh_token", token},
                             {"scope", QString::fromLatin1(scope)}});
        };
        QCOMPARE(refresh("openid").text("scope"), QStringLiteral("openid"));
        const auto more = refresh("openid groups");
        QCOMPARE(more.status, 400);
        QCOMPARE(more.body,
                 oauthErrorText("access_denied",
                                "Some of the scopes requested for the refresh request were not granted in the original "
                                "authorize request. Denied scopes: groups."));
    }

    void a_revoked_refresh_token_is_really_dead()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto tokens = app.redeem(app.code());
        const auto answer = app.call("/oauth2/v1/revoke", {{"token", tokens.text("refresh_token")}});
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.body.isEmpty());
        QCOMPARE(app.refresh(tokens.text("refresh_token")).body,
                 oauthErrorText("invalid_grant", "The refresh token is invalid or expired."));
        QCOMPARE(app.userInfo(tokens.text("access_token")).status, 401);
    }

    void a_revoked_access_token_dies_alone()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto tokens = app.redeem(app.code());
        QCOMPARE(
            app.call("/oauth2/v1/revoke",
                     {{"token", tokens.text("access_token")}, {"token_type_hint", QStringLiteral("refresh_token")}})
                .status,
            200);
        QCOMPARE(app.userInfo(tokens.text("access_token")).status, 401);
        QCOMPARE(app.refresh(tokens.text("refresh_token")).status, 200);
    }

    void revocation_of_anything_is_fine()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        QCOMPARE(app.call("/oauth2/v1/revoke", {{"token", QStringLiteral("junk")}}).status, 200);
        QCOMPARE(app.call("/oauth2/v1/revoke", {}).body,
                 oauthErrorText("invalid_request", "The 'token' parameter is required."));
    }

    void introspection_tells_the_truth()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto tokens = app.redeem(app.code());
        for (const auto *const name : {"access_token", "refresh_token"}) {
            const auto answer = app.call("/oauth2/v1/introspect", {{"token", tokens.text(name)}});
            QCOMPARE(answer.json()[QLatin1String("active")].toBool(), true);
            QCOMPARE(answer.text("client_id"), org.clientId());
        }
        (void)app.call("/oauth2/v1/revoke", {{"token", tokens.text("refresh_token")}});
        for (const auto *const name : {"access_token", "refresh_token"})
            QCOMPARE(app.call("/oauth2/v1/introspect", {{"token", tokens.text(name)}}).body,
                     QByteArray("{\"active\":false}"));
    }

    void forms_only()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        QCOMPARE(app.get(app.url("/oauth2/v1/token")).status, 405);
        const auto answer = app.send("POST", app.url("/oauth2/v1/token"), "{}", {{"Content-Type", "application/json"}});
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.text("errorCode"), QStringLiteral("E0000021"));
    }
};

QTEST_GUILESS_MAIN(tst_TokenEndpoint)
#include "tst_TokenEndpoint.moc"

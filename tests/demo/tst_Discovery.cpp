#include "demo/Client.h"

#include <QTest>

using namespace demo;

class tst_Discovery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_organization_introduces_itself()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.get(app.url("/.well-known/okta-organization"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(answer.header("Access-Control-Allow-Origin"), QByteArray("*"));
        QVERIFY(answer.text("id").startsWith(QLatin1String("00o")));
        QCOMPARE(answer.text("id").size(), 20);
        QCOMPARE(answer.text("pipeline"), QStringLiteral("idx"));
        QCOMPARE(
            answer.json()[QLatin1String("_links")][QLatin1String("organization")][QLatin1String("href")].toString(),
            org.issuer());
    }

    void the_metadata_has_the_issuer_byte_for_byte()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.get(app.url("/.well-known/openid-configuration"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.text("issuer"), org.issuer());
        QCOMPARE(org.issuer(), QStringLiteral("http://127.0.0.1:%1").arg(org.url().port()));
        for (const auto *const endpoint : {"authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri",
                                           "introspection_endpoint", "revocation_endpoint", "end_session_endpoint"})
            QVERIFY2(answer.text(endpoint).startsWith(org.issuer() + QStringLiteral("/oauth2/v1/")), endpoint);
        const QJsonArray s256 = {QStringLiteral("S256")};
        QCOMPARE(answer.json()[QLatin1String("code_challenge_methods_supported")].toArray(), s256);
        const QJsonArray rs256 = {QStringLiteral("RS256")};
        QCOMPARE(answer.json()[QLatin1String("id_token_signing_alg_values_supported")].toArray(), rs256);
        QVERIFY(answer.body.startsWith("{\"issuer\":")); // Okta's order

        const auto oauth = app.get(app.url("/.well-known/oauth-authorization-server"));
        QCOMPARE(oauth.status, 200);
        QCOMPARE(oauth.text("issuer"), org.issuer());
        QVERIFY(!oauth.json().contains(QLatin1String("userinfo_endpoint")));
    }

    void the_metadata_lists_the_refresh_grant_even_when_the_application_has_it_not()
    {
        auto settings = settingsWithRedirectUri();
        settings.scenario = Scenario::RefreshTokenForgotten;
        const Org org(settings);
        Application app(org);
        const auto answer = app.get(app.url("/.well-known/openid-configuration"));
        QVERIFY(
            answer.json()[QLatin1String("grant_types_supported")].toArray().contains(QStringLiteral("refresh_token")));
    }

    void P0_a_client_id_can_be_asked_for()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto known =
            app.get(app.url("/.well-known/openid-configuration", "client_id=" + org.clientId().toLatin1()));
        QCOMPARE(known.status, 200);

        for (const auto *const path :
             {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server", "/oauth2/v1/keys"}) {
            const auto unknown = app.get(app.url(path, "client_id=0oaWrong"));
            QCOMPARE(unknown.status, 400);
            const QRegularExpression shape(QStringLiteral(
                R"re(^\{"errorCode":"invalid_client","errorSummary":"Invalid value for 'client_id' parameter\.","errorLink":"invalid_client","errorId":"oae[A-Za-z0-9]{22}","errorCauses":\[\]\}$)re"));
            QVERIFY2(shape.match(QString::fromUtf8(unknown.body)).hasMatch(), unknown.body.constData());
        }
    }

    void keys_are_public_and_nothing_else()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.get(app.url("/oauth2/v1/keys"));
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.header("Cache-Control").contains("max-age"));
        const auto keys = answer.json()[QLatin1String("keys")].toArray();
        QCOMPARE(keys.size(), 1);
        const auto key = keys.first().toObject();
        QCOMPARE(key.keys(),
                 (QStringList{QStringLiteral("alg"), QStringLiteral("e"), QStringLiteral("kid"), QStringLiteral("kty"),
                              QStringLiteral("n"), QStringLiteral("use")}));
        QVERIFY(answer.header("X-Rate-Limit-Limit").isEmpty()); // keys and discovery have no limit
    }

    void every_answer_has_a_date_and_a_request_id()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        QSet<QByteArray> ids;
        for (const auto *const path : {"/", "/nowhere", "/.well-known/okta-organization", "/.well-known/nothing",
                                       "/oauth2/v1/keys", "/oauth2/v1/token", "/api/v1/users/me", "/api/v2"}) {
            const auto answer = app.get(app.url(path));
            QVERIFY2(QLocale::c()
                         .toDateTime(QString::fromLatin1(answer.header("Date")),
                                     QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                         .isValid(),
                     path);
            ids.insert(answer.header("X-Okta-Request-Id"));
        }
        QCOMPARE(ids.size(), 8);
        QVERIFY(!ids.contains(QByteArray()));
    }

    void the_date_is_the_organizations_own()
    {
        auto settings = settingsWithRedirectUri();
        settings.clockOffset = 3600;
        const Org org(settings);
        Application app(org);
        auto date = QLocale::c().toDateTime(QString::fromLatin1(app.get(app.url("/")).header("Date")),
                                            QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
        date.setTimeSpec(Qt::UTC);
        const auto ahead = QDateTime::currentDateTimeUtc().secsTo(date);
        QVERIFY(ahead > 3500 && ahead <= 3600);
    }

    void a_custom_authorization_server_is_not_there()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        const auto answer = app.get(app.url("/oauth2/default/.well-known/openid-configuration"));
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.text("errorCode"), QStringLiteral("E0000007"));
        QCOMPARE(answer.text("errorSummary"),
                 QStringLiteral("Not found: Resource not found: default (AuthorizationServer)"));
    }

    void methods_that_are_not_there_are_refused()
    {
        const Org org(settingsWithRedirectUri());
        Application app(org);
        for (const auto *const path :
             {"/.well-known/okta-organization", "/.well-known/openid-configuration", "/oauth2/v1/keys"}) {
            const auto answer = app.post(app.url(path), "a=b");
            QCOMPARE(answer.status, 405);
            QCOMPARE(answer.text("errorCode"), QStringLiteral("E0000022"));
            QCOMPARE(answer.text("errorSummary"),
                     QStringLiteral("The endpoint does not support the provided HTTP method"));
        }
    }
};

QTEST_GUILESS_MAIN(tst_Discovery)
#include "tst_Discovery.moc"

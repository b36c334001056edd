#include "oidc/ProviderMetadata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using oidc::Fault;
using oidc::Reason;
using oidc::Stage;
Q_DECLARE_METATYPE(Reason)

namespace {

const QString Issuer = QStringLiteral("https://acme.okta.com");

QJsonArray list(const QStringList &entries)
{
    return QJsonArray::fromStringList(entries);
}

/// As short as it may be: the required members only.
QJsonObject document(const QString &issuer = Issuer)
{
    const auto at = [&issuer](const char *path) { return QJsonValue(issuer + QLatin1String(path)); };
    return {{QStringLiteral("issuer"), issuer},
            {QStringLiteral("authorization_endpoint"), at("/oauth2/v1/authorize")},
            {QStringLiteral("token_endpoint"), at("/oauth2/v1/token")},
            {QStringLiteral("jwks_uri"), at("/oauth2/v1/keys")},
            {QStringLiteral("response_types_supported"), list({QStringLiteral("code")})},
            {QStringLiteral("subject_types_supported"), list({QStringLiteral("public")})},
            {QStringLiteral("id_token_signing_alg_values_supported"), list({QStringLiteral("RS256")})}};
}

/// The document with one member set; a null value takes it away.
QJsonObject documentWith(const char *member, const QJsonValue &value, QJsonObject base = document())
{
    if (value.isUndefined())
        base.remove(QLatin1String(member));
    else
        base[QLatin1String(member)] = value;
    return base;
}

Expected<oidc::ProviderMetadata, oidc::Error> parsed(const QJsonObject &document, const QString &issuer = Issuer)
{
    return oidc::ProviderMetadata::parse(QJsonDocument(document).toJson(), issuer);
}

const QJsonValue Absent(QJsonValue::Undefined);

} // namespace

class tst_ProviderMetadata final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_discovered_values_are_used_D3()
    {
        QJsonObject full = document();
        full[QStringLiteral("authorization_endpoint")] = QStringLiteral("https://login.example/x7?a=b%2Bc");
        full[QStringLiteral("token_endpoint")] = QStringLiteral("https://token.example/9f/");
        full[QStringLiteral("jwks_uri")] = QStringLiteral("https://keys.example:8443/k");
        full[QStringLiteral("userinfo_endpoint")] = QStringLiteral("https://user.example/u");
        full[QStringLiteral("revocation_endpoint")] = QStringLiteral("https://revoke.example/r");
        full[QStringLiteral("id_token_signing_alg_values_supported")] =
            list({QStringLiteral("RS256"), QStringLiteral("HS256")});
        full[QStringLiteral("code_challenge_methods_supported")] =
            list({QStringLiteral("plain"), QStringLiteral("S256")});
        full[QStringLiteral("authorization_response_iss_parameter_supported")] = true;

        const auto metadata = parsed(full);
        QVERIFY2(metadata.has_value(), metadata ? "" : qPrintable(metadata.error().detail));
        QCOMPARE(metadata->issuer, Issuer);
        QCOMPARE(metadata->authorizationEndpoint.toEncoded(), QByteArray("https://login.example/x7?a=b%2Bc"));
        QCOMPARE(metadata->tokenEndpoint.toEncoded(), QByteArray("https://token.example/9f/"));
        QCOMPARE(metadata->jwksUri.toEncoded(), QByteArray("https://keys.example:8443/k"));
        QCOMPARE(metadata->userinfoEndpoint.toEncoded(), QByteArray("https://user.example/u"));
        QCOMPARE(metadata->revocationEndpoint.toEncoded(), QByteArray("https://revoke.example/r"));
        QCOMPARE(metadata->idTokenSigningAlgorithms, QStringList({QStringLiteral("RS256"), QStringLiteral("HS256")}));
        QVERIFY(metadata->advertisesPkceS256);
        QVERIFY(metadata->advertisesResponseIssuer);
    }

    void what_is_only_recommended_may_be_absent_D7()
    {
        const auto metadata = parsed(document());
        QVERIFY2(metadata.has_value(), metadata ? "" : qPrintable(metadata.error().detail));
        QVERIFY(metadata->userinfoEndpoint.isEmpty());
        QVERIFY(metadata->revocationEndpoint.isEmpty());
        QVERIFY(!metadata->advertisesPkceS256); // D9
        QVERIFY(!metadata->advertisesResponseIssuer);
        QCOMPARE(metadata->clientAuthentication, oidc::ClientAuthentication::Basic); // D10
    }

    void a_document_that_is_good_is_accepted_data()
    {
        QTest::addColumn<QJsonObject>("members");
        QTest::addColumn<QString>("issuer");
        const auto row = [](const char *tag, const char *member, const QJsonValue &value) {
            QTest::newRow(tag) << documentWith(member, value) << Issuer;
        };
        QTest::newRow("D1 issuer with a path") << document(Issuer + QLatin1String("/oauth2/default"))
                                               << QString(Issuer + QLatin1String("/oauth2/default"));
        QTest::newRow("D2 issuer that ends with a slash on both sides")
            << document(Issuer + QLatin1Char('/')) << QString(Issuer + QLatin1Char('/'));
        QTest::newRow("D8 http on loopback, 127.0.0.1")
            << document(QStringLiteral("http://127.0.0.1:9000")) << QStringLiteral("http://127.0.0.1:9000");
        QTest::newRow("D8 http on loopback, ::1")
            << document(QStringLiteral("http://[::1]:9000")) << QStringLiteral("http://[::1]:9000");
        QTest::newRow("D8 http on loopback, localhost")
            << document(QStringLiteral("http://localhost:9000")) << QStringLiteral("http://localhost:9000");
        row("D7 userinfo_endpoint null", "userinfo_endpoint", QJsonValue());
        row("D7 userinfo_endpoint empty", "userinfo_endpoint", QString());
        row("D12 none and HS256 beside RS256", "id_token_signing_alg_values_supported",
            list({QStringLiteral("none"), QStringLiteral("HS256"), QStringLiteral("RS256")}));
        row("D12 EdDSA alone", "id_token_signing_alg_values_supported", list({QStringLiteral("EdDSA")}));
        row("D6 more response types", "response_types_supported",
            list({QStringLiteral("id_token"), QStringLiteral("code token"), QStringLiteral("code")}));
        row("D3 members that nobody asks", "introspection_endpoint", QStringLiteral("http://look.example/i"));
        row("D3 members that nobody asks, of another type", "registration_endpoint", 7);
        for (const char *member : {"device_authorization_endpoint", "end_session_endpoint"}) {
            row(QByteArray("D3 any text in ").append(member).constData(), member, QStringLiteral("ftp://x"));
            row(QByteArray("D3 null in ").append(member).constData(), member, QJsonValue());
        }
    }

    void a_document_that_is_good_is_accepted()
    {
        QFETCH(QJsonObject, members);
        QFETCH(QString, issuer);
        const auto metadata = parsed(members, issuer);
        QVERIFY2(metadata.has_value(), metadata ? "" : qPrintable(metadata.error().detail));
        QCOMPARE(metadata->issuer, issuer);
    }

    void a_document_that_is_not_good_is_refused_data()
    {
        QTest::addColumn<QJsonObject>("members");
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<QString>("detail");
        const auto row = [](const QByteArray &tag, const char *member, const QJsonValue &value, Reason reason,
                            const QString &detail) {
            QTest::newRow(tag.constData()) << documentWith(member, value) << reason << detail;
        };

        const auto issuer = [&row](const char *tag, const QString &value, Reason reason) {
            row(tag, "issuer", value, reason, value);
        };
        issuer("D1 issuer + INVALID", Issuer + QLatin1String("INVALID"), Reason::IssuerMismatch);
        issuer("D1 issuer of another organisation", QStringLiteral("https://other.okta.com"), Reason::IssuerMismatch);
        issuer("D1 issuer of the authorization server", Issuer + QLatin1String("/oauth2/default"),
               Reason::IssuerMismatch);
        issuer("D1 issuer by http", QStringLiteral("http://acme.okta.com"), Reason::IssuerMismatch);
        issuer("D2 issuer with a final slash", Issuer + QLatin1Char('/'), Reason::IssuerNotExact);
        issuer("D2 issuer in other letters", QStringLiteral("https://ACME.okta.com"), Reason::IssuerNotExact);
        row("D1 issuer missing", "issuer", Absent, Reason::IssuerMissing, {});
        row("D1 issuer empty", "issuer", QString(), Reason::IssuerMissing, {});
        row("D1 issuer a list", "issuer", list({Issuer}), Reason::IssuerMissing, {});

        for (const char *member : {"authorization_endpoint", "token_endpoint", "jwks_uri", "response_types_supported",
                                   "id_token_signing_alg_values_supported"}) {
            const QString name = QLatin1String(member);
            const auto tag = [&name](const char *what) {
                return QStringLiteral("D6 %1 %2").arg(name, QLatin1String(what)).toUtf8();
            };
            row(tag("missing"), member, Absent, Reason::MetadataMemberMissing, name);
            row(tag("null"), member, QJsonValue(), Reason::MetadataMemberMissing, name);
            row(tag("a number"), member, 7, Reason::MetadataMemberInvalid, name);
        }
        for (const char *member : {"response_types_supported", "id_token_signing_alg_values_supported"}) {
            row(QByteArray("D6 empty ") + member, member, QJsonArray(), Reason::MetadataMemberMissing,
                QLatin1String(member));
            row(QByteArray("D6 list of numbers ") + member, member, QJsonArray{1}, Reason::MetadataMemberInvalid,
                QLatin1String(member));
        }
        row("D6 without code", "response_types_supported", list({QStringLiteral("id_token"), QStringLiteral("token")}),
            Reason::CodeFlowUnsupported, QStringLiteral("id_token, token"));
        row("D6 code only together", "response_types_supported", list({QStringLiteral("code id_token")}),
            Reason::CodeFlowUnsupported, QStringLiteral("code id_token"));

        for (const char *member :
             {"authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "revocation_endpoint"}) {
            const QString name = QLatin1String(member);
            const auto tag = [&name](const char *id, const char *what) {
                return QStringLiteral("%1 %2 %3").arg(QLatin1String(id), name, QLatin1String(what)).toUtf8();
            };
            row(tag("D8", "by http"), member, QStringLiteral("http://acme.okta.com/x"), Reason::InsecureEndpoint, name);
            row(tag("D8", "by http on loopback, of another's issuer"), member,
                QStringLiteral("http://127.0.0.1:9000/x"), Reason::InsecureEndpoint, name);
            row(tag("D6", "relative"), member, QStringLiteral("/oauth2/v1/x"), Reason::MetadataMemberInvalid, name);
            row(tag("D6", "without scheme"), member, QStringLiteral("//acme.okta.com/x"), Reason::MetadataMemberInvalid,
                name);
            row(tag("D6", "without host"), member, QStringLiteral("https:///x"), Reason::MetadataMemberInvalid, name);
            row(tag("D6", "with a fragment"), member, QStringLiteral("https://acme.okta.com/x#y"),
                Reason::MetadataMemberInvalid, name);
            row(tag("D6", "with a user name"), member, QStringLiteral("https://acme.okta.com@evil.example/x"),
                Reason::MetadataMemberInvalid, name);
            row(tag("L37", "a file"), member, QStringLiteral("file:///etc/passwd"), Reason::MetadataMemberInvalid,
                name);
            row(tag("L37", "a script"), member, QStringLiteral("javascript:alert(1)"), Reason::MetadataMemberInvalid,
                name);
            row(tag("D6", "not a URL"), member, QStringLiteral("https://acme okta/x"), Reason::MetadataMemberInvalid,
                name);
        }

        for (const char *member : {"device_authorization_endpoint", "end_session_endpoint"}) {
            row(QByteArray("D6 no text, which Pomerium wants there: ").append(member), member, 7,
                Reason::MetadataMemberInvalid, QLatin1String(member));
        }

        row("D11 private_key_jwt only", "token_endpoint_auth_methods_supported",
            list({QStringLiteral("private_key_jwt")}), Reason::ClientSecretUnsupported,
            QStringLiteral("private_key_jwt"));
        row("D11 none only", "token_endpoint_auth_methods_supported", list({QStringLiteral("none")}),
            Reason::ClientSecretUnsupported, QStringLiteral("none"));
        row("D11 no method at all", "token_endpoint_auth_methods_supported", QJsonArray(),
            Reason::ClientSecretUnsupported, {});
        row("D11 methods a string", "token_endpoint_auth_methods_supported", QStringLiteral("client_secret_basic"),
            Reason::MetadataMemberInvalid, QStringLiteral("token_endpoint_auth_methods_supported"));
        row("D12 none only", "id_token_signing_alg_values_supported", list({QStringLiteral("none")}),
            Reason::SigningAlgorithmsUnsupported, QStringLiteral("none"));
        row("D12 HS* only", "id_token_signing_alg_values_supported",
            list({QStringLiteral("HS256"), QStringLiteral("HS512")}), Reason::SigningAlgorithmsUnsupported,
            QStringLiteral("HS256, HS512"));
    }

    void a_document_that_is_not_good_is_refused()
    {
        QFETCH(QJsonObject, members);
        QFETCH(Reason, reason);
        QFETCH(QString, detail);
        const auto metadata = parsed(members);
        QVERIFY(!metadata);
        QVERIFY2(metadata.error().reason == reason, qPrintable(metadata.error().detail));
        QVERIFY2(metadata.error().detail.contains(detail), qPrintable(metadata.error().detail));
    }

    void bytes_that_are_no_document_are_told_apart_D4_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("D4 empty") << QByteArray() << Reason(Stage::Discovery, Fault::Empty);
        QTest::newRow("D4 HTML") << QByteArray("\r\n<html>") << Reason(Stage::Discovery, Fault::Html);
        QTest::newRow("D4 not JSON") << QByteArray("issuer: https://acme.okta.com")
                                     << Reason(Stage::Discovery, Fault::Malformed);
        QTest::newRow("D4 truncated") << QJsonDocument(document()).toJson().left(200)
                                      << Reason(Stage::Discovery, Fault::Malformed);
        QTest::newRow("D4 JSON list") << QByteArray("[]") << Reason(Stage::Discovery, Fault::NotObject);
        QTest::newRow("D4 too deep") << QByteArray("{\"x\":" + QByteArray(10'000, '['))
                                     << Reason(Stage::Discovery, Fault::Malformed);
    }

    void bytes_that_are_no_document_are_told_apart_D4()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Reason, reason);
        const auto metadata = oidc::ProviderMetadata::parse(bytes, Issuer);
        QVERIFY(!metadata);
        QVERIFY2(metadata.error().reason == reason, qPrintable(metadata.error().detail));
    }

    void the_issuer_is_judged_before_anything_else_D1()
    {
        const QJsonObject foreign{{QStringLiteral("issuer"), QStringLiteral("https://other.okta.com")}};
        const auto metadata = parsed(foreign);
        QVERIFY(!metadata);
        QCOMPARE(metadata.error().reason, Reason::IssuerMismatch);
    }

    void the_exact_issuer_is_offered_D2()
    {
        const auto metadata = parsed(document(Issuer + QLatin1Char('/')));
        QVERIFY(!metadata);
        QCOMPARE(metadata.error().detail, QString(Issuer + QLatin1Char('/')));
    }

    void pkce_is_advertised_only_by_s256_D9_data()
    {
        QTest::addColumn<QJsonValue>("methods");
        QTest::addColumn<bool>("isAdvertised");
        QTest::newRow("D9 missing") << Absent << false;
        QTest::newRow("D9 plain only") << QJsonValue(list({QStringLiteral("plain")})) << false;
        QTest::newRow("D9 empty") << QJsonValue(QJsonArray()) << false;
        QTest::newRow("D9 S256") << QJsonValue(list({QStringLiteral("S256")})) << true;
        QTest::newRow("D9 s256, another name") << QJsonValue(list({QStringLiteral("s256")})) << false;
    }

    void pkce_is_advertised_only_by_s256_D9()
    {
        QFETCH(QJsonValue, methods);
        QFETCH(bool, isAdvertised);
        const auto metadata = parsed(documentWith("code_challenge_methods_supported", methods));
        QVERIFY(metadata.has_value());
        QCOMPARE(metadata->advertisesPkceS256, isAdvertised);
    }

    void basic_is_preferred_to_post_D10_data()
    {
        QTest::addColumn<QJsonValue>("methods");
        QTest::addColumn<bool>("isBasic");
        const QString basic = QStringLiteral("client_secret_basic");
        const QString post = QStringLiteral("client_secret_post");
        QTest::newRow("D10 missing") << Absent << true;
        QTest::newRow("D10 basic") << QJsonValue(list({basic})) << true;
        QTest::newRow("D10 post and basic") << QJsonValue(list({post, basic})) << true;
        QTest::newRow("D10 post") << QJsonValue(list({post})) << false;
        QTest::newRow("D11 private_key_jwt and post")
            << QJsonValue(list({QStringLiteral("private_key_jwt"), post})) << false;
    }

    void basic_is_preferred_to_post_D10()
    {
        QFETCH(QJsonValue, methods);
        QFETCH(bool, isBasic);
        const auto metadata = parsed(documentWith("token_endpoint_auth_methods_supported", methods));
        QVERIFY(metadata.has_value());
        QCOMPARE(metadata->clientAuthentication,
                 isBasic ? oidc::ClientAuthentication::Basic : oidc::ClientAuthentication::Post);
    }

    void what_the_document_says_is_shown_safely()
    {
        const QString nasty = QStringLiteral("https://a\u202E<b>\n") + QString(5000, QLatin1Char('x'));
        for (const char *member : {"issuer", "token_endpoint"}) {
            const auto metadata = parsed(documentWith(member, nasty));
            QVERIFY(!metadata);
            const QString detail = metadata.error().detail;
            QVERIFY(!detail.contains(QChar(0x202E)) && !detail.contains(QLatin1Char('\n')));
            QVERIFY(detail.size() < 500);
        }
    }

    void the_document_is_found_below_the_issuer_data()
    {
        QTest::addColumn<QString>("issuer");
        QTest::addColumn<QByteArray>("url");
        const auto row = [](const char *tag, const char *issuer, const char *url) {
            QTest::newRow(tag) << QString::fromLatin1(issuer) << QByteArray(url);
        };
        row("host", "https://acme.okta.com", "https://acme.okta.com/.well-known/openid-configuration");
        row("D2 one final slash", "https://acme.okta.com/", "https://acme.okta.com/.well-known/openid-configuration");
        row("path", "https://acme.okta.com/oauth2/default",
            "https://acme.okta.com/oauth2/default/.well-known/openid-configuration");
        row("D2 path with a final slash", "https://tenant.example/auth/",
            "https://tenant.example/auth/.well-known/openid-configuration");
        row("two final slashes: one is taken", "https://tenant.example/auth//",
            "https://tenant.example/auth//.well-known/openid-configuration");
        row("port", "https://idp.example:8443", "https://idp.example:8443/.well-known/openid-configuration");
        row("escapes stay", "https://idp.example/a%20b%2Fc",
            "https://idp.example/a%20b%2Fc/.well-known/openid-configuration");
        row("loopback", "http://127.0.0.1:8080", "http://127.0.0.1:8080/.well-known/openid-configuration");
        row("loopback, IPv6", "http://[::1]:8080", "http://[::1]:8080/.well-known/openid-configuration");
    }

    void the_document_is_found_below_the_issuer()
    {
        QFETCH(QString, issuer);
        QFETCH(QByteArray, url);
        const auto found = oidc::discoveryUrl(issuer);
        QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().detail));
        QCOMPARE(found->toEncoded(), url);
    }

    void what_is_no_issuer_is_not_asked_data()
    {
        QTest::addColumn<QString>("issuer");
        const auto row = [](const char *tag, const char *issuer) { QTest::newRow(tag) << QString::fromLatin1(issuer); };
        row("empty", "");
        row("host without scheme", "acme.okta.com");
        row("scheme without host", "https://");
        row("relative", "//acme.okta.com");
        row("query", "https://acme.okta.com?x=1");
        row("empty query", "https://acme.okta.com?");
        row("fragment", "https://acme.okta.com#x");
        row("user name", "https://admin:pw@acme.okta.com");
        row("http", "http://acme.okta.com");
        row("http with a name like localhost", "http://localhost.evil.example");
        row("ftp", "ftp://acme.okta.com");
        row("file", "file:///etc/passwd");
        row("blank inside", "https://acme okta.com");
        row("port too large", "https://acme.okta.com:99999");
    }

    void what_is_no_issuer_is_not_asked()
    {
        QFETCH(QString, issuer);
        const auto url = oidc::discoveryUrl(issuer);
        QVERIFY2(!url, url ? url->toEncoded().constData() : "");
        QCOMPARE(url.error().reason, Reason::IssuerInvalid);
        QVERIFY(!url.error().detail.contains(QLatin1String("pw")));
    }
};

QTEST_GUILESS_MAIN(tst_ProviderMetadata)
#include "tst_ProviderMetadata.moc"

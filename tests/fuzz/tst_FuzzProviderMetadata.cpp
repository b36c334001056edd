#include "oidc/ProviderMetadata.h"

#include "fuzz/Mutator.h"

#include <QTest>

namespace {

constexpr int Rounds = 50'000;

} // namespace

class tst_FuzzProviderMetadata final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatever_is_accepted_is_safe_to_ask()
    {
        const QByteArray good =
            R"({"issuer":"https://acme.okta.com","authorization_endpoint":"https://acme.okta.com/a",)"
            R"("token_endpoint":"https://acme.okta.com/t","jwks_uri":"https://acme.okta.com/k",)"
            R"("userinfo_endpoint":"https://acme.okta.com/u","response_types_supported":["code"],)"
            R"("id_token_signing_alg_values_supported":["RS256"]})";
        const QByteArray other = R"(http://evil.example#x@javascript:file:///"none","HS256","token")";
        const QByteArray alphabet("abcdehostpx0123456789:/?#[]@!$&'()*+,;=%{}\"\\u ");
        const QString issuer = QStringLiteral("https://acme.okta.com");
        QVERIFY(oidc::ProviderMetadata::parse(good, issuer).has_value());

        Mutator mutator(11);
        int accepted = 0;
        for (int round = 0; round < Rounds; ++round) {
            const auto metadata = oidc::ProviderMetadata::parse(mutator.mutated(good, alphabet, other), issuer);
            if (!metadata)
                continue;
            ++accepted;
            QCOMPARE(metadata->issuer, issuer);
            for (const QUrl &url : {metadata->authorizationEndpoint, metadata->tokenEndpoint, metadata->jwksUri}) {
                QCOMPARE(url.scheme(), QStringLiteral("https"));
                QVERIFY(!url.host().isEmpty() && url.userInfo().isEmpty() && !url.hasFragment());
            }
            QVERIFY(metadata->userinfoEndpoint.isEmpty()
                    || metadata->userinfoEndpoint.scheme() == QLatin1String("https"));
            QVERIFY(!metadata->idTokenSigningAlgorithms.isEmpty());
        }
        QVERIFY2(accepted > Rounds / 50, qPrintable(QString::number(accepted)));
    }

    void whatever_is_entered_as_an_issuer_is_asked_by_https_or_not_at_all()
    {
        Mutator mutator(13);
        const QByteArray alphabet("abcdehostpx0123456789:/?#[]@!$&'()*+,;=%.\\ ");
        int accepted = 0;
        for (int round = 0; round < Rounds; ++round) {
            const QByteArray entered =
                mutator.mutated("https://acme.okta.com/oauth2/default/", alphabet, "http://127.0.0.1:80/#?user@");
            const auto url = oidc::discoveryUrl(QString::fromUtf8(entered));
            if (!url)
                continue;
            ++accepted;
            QVERIFY2(url->isValid(), entered.constData());
            const bool isLocal = url->host().startsWith(QLatin1String("127."));
            QVERIFY2(url->scheme() == QLatin1String("https") || isLocal, entered.constData());
            QVERIFY(url->userInfo().isEmpty() && !url->hasQuery() && !url->hasFragment());
            QVERIFY(url->path().endsWith(QLatin1String("/.well-known/openid-configuration")));
        }
        QVERIFY2(accepted > Rounds / 50, qPrintable(QString::number(accepted)));
    }
};

QTEST_GUILESS_MAIN(tst_FuzzProviderMetadata)
#include "tst_FuzzProviderMetadata.moc"

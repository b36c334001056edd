#include "setup/Configuration.h"

#include <QTest>

using setup::Configuration;
using setup::InputFingerprint;

namespace {

Configuration example(const pomerium::Release &release, const QString &organization)
{
    Configuration configuration;
    configuration.release = release;
    configuration.org = okta::OrgUrl::parse(organization).value();
    configuration.authenticateUrl =
        pomerium::AuthenticateUrl::parse(QStringLiteral("https://authenticate.corp.example.com")).value();
    configuration.redirectPorts = {20011, 20012};
    return configuration;
}

} // namespace

class tst_Configuration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_redirect_uris_are_pomeriums_own_and_then_the_loopback_ones()
    {
        const auto configuration = example(pomerium::Release::current(), QStringLiteral("https://acme.okta.com"));
        QCOMPARE(configuration.signInRedirectUris(),
                 QStringList({QStringLiteral("https://authenticate.corp.example.com/oauth2/callback"),
                              QStringLiteral("http://127.0.0.1:20011/callback"),
                              QStringLiteral("http://127.0.0.1:20012/callback")}));
        QCOMPARE(configuration.loopbackRedirectUris(), configuration.signInRedirectUris().mid(1));
    }

    void the_scope_groups_is_asked_for_only_where_it_is_known_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<QString>("organization");
        QTest::addColumn<bool>("asks");
        QTest::newRow("0.20, the organisation's server") << "0.20 or newer"
                                                         << "https://acme.okta.com" << true;
        QTest::newRow("0.20, a custom server") << "0.20 or newer"
                                               << "https://acme.okta.com/oauth2/default" << false;
        QTest::newRow("0.19") << "0.19"
                              << "https://acme.okta.com" << false;
    }

    void the_scope_groups_is_asked_for_only_where_it_is_known()
    {
        QFETCH(QString, release);
        QFETCH(QString, organization);
        QFETCH(bool, asks);
        const auto scopes = example(pomerium::Release::parse(release).value(), organization).scopes();
        QCOMPARE(scopes.contains(QStringLiteral("groups")), asks);
        QVERIFY(scopes.contains(QStringLiteral("openid")));
        QVERIFY(scopes.contains(QStringLiteral("offline_access")));
    }

    void a_skipped_token_is_kept_and_not_used()
    {
        Configuration configuration;
        configuration.apiToken = Secret("a token");
        QVERIFY(configuration.usedApiToken() == configuration.apiToken);
        configuration.isApiTokenSkipped = true;
        QVERIFY(configuration.usedApiToken().isEmpty());
        QVERIFY(!configuration.apiToken.isEmpty());
    }

    void a_basis_tells_values_and_their_borders_apart()
    {
        const auto of = [](QStringView first, QStringView second) {
            return InputFingerprint().add(first).add(second).digest();
        };
        QCOMPARE(of(u"ab", u"c"), of(u"ab", u"c"));
        QVERIFY(of(u"ab", u"c") != of(u"a", u"bc"));
        QVERIFY(of(u"ab", u"c") != of(u"c", u"ab"));
        QVERIFY(!of(u"ab", u"c").contains("ab"));
    }
};

QTEST_GUILESS_MAIN(tst_Configuration)
#include "tst_Configuration.moc"

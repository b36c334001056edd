#include "pomerium/AuthenticateUrl.h"

#include <QtTest>

using pomerium::AuthenticateUrl;
using Reason = pomerium::AuthenticateUrlError::Reason;
using N = AuthenticateUrl::Normalisation;

class tst_AuthenticateUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_is_typed_becomes_an_origin_and_says_how_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("origin");
        QTest::addColumn<int>("changes");
        const auto row = [](const char *name, const char *typed, const char *origin,
                            AuthenticateUrl::Normalisations n) {
            QTest::newRow(name) << QString::fromUtf8(typed) << QString::fromUtf8(origin) << static_cast<int>(n);
        };
        row("as it should be", "https://authenticate.acme.com", "https://authenticate.acme.com", {});
        row("port", "https://authenticate.acme.com:8443", "https://authenticate.acme.com:8443", {});
        row("port 443 is kept: Okta compares text", "https://a.acme.com:443", "https://a.acme.com:443", {});
        row("no scheme", "authenticate.acme.com", "https://authenticate.acme.com", N::SchemeAdded);
        row("no scheme, port", "authenticate.acme.com:8443", "https://authenticate.acme.com:8443", N::SchemeAdded);
        row("no scheme, port, slash", "a.acme.com:8443/", "https://a.acme.com:8443",
            N::SchemeAdded | N::TrailingSlashRemoved);
        row("two slashes", "//authenticate.acme.com", "https://authenticate.acme.com", N::SchemeAdded);
        row("slash", "https://authenticate.acme.com/", "https://authenticate.acme.com", N::TrailingSlashRemoved);
        row("callback", "https://authenticate.acme.com/oauth2/callback", "https://authenticate.acme.com",
            N::PathRemoved);
        row("query", "https://authenticate.acme.com?x=1", "https://authenticate.acme.com", N::QueryRemoved);
        row("fragment", "https://authenticate.acme.com/#/x", "https://authenticate.acme.com",
            N::FragmentRemoved | N::TrailingSlashRemoved);
        row("everything", " HTTPS://Authenticate.Acme.com/a?b#c\n", "https://authenticate.acme.com",
            N::Trimmed | N::LowerCased | N::PathRemoved | N::QueryRemoved | N::FragmentRemoved);
        row("quotes", "\"https://authenticate.acme.com\"", "https://authenticate.acme.com", N::QuotesRemoved);
        row("typographic quotes", "\u201Chttps://authenticate.acme.com\u201D", "https://authenticate.acme.com",
            N::QuotesRemoved);
        row("international name", "https://anmelden.b\u00FCcher.example", "https://anmelden.xn--bcher-kva.example",
            N::Punycode);
        row("final dot", "https://authenticate.acme.com.", "https://authenticate.acme.com", N::LowerCased);
        row("this computer", "http://localhost:9000", "http://localhost:9000", {});
        row("this computer by number", "http://127.0.0.1:9000/", "http://127.0.0.1:9000", N::TrailingSlashRemoved);
        row("IPv6", "https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443", {});
        row("Zero", "https://authenticate.clever-fox-1.pomerium.app", "https://authenticate.clever-fox-1.pomerium.app",
            {});
    }
    void what_is_typed_becomes_an_origin_and_says_how()
    {
        QFETCH(QString, typed);
        QFETCH(QString, origin);
        QFETCH(int, changes);
        const auto url = AuthenticateUrl::parse(typed);
        QVERIFY(url);
        QCOMPARE(url->toString(), origin);
        QCOMPARE(static_cast<int>(url->normalisations()), changes);
        QCOMPARE(url->redirectUri(), origin + QStringLiteral("/oauth2/callback"));
        // What came out needs nothing more.
        const auto again = AuthenticateUrl::parse(url->toString());
        QVERIFY(again);
        QCOMPARE(again->toString(), origin);
        QCOMPARE(again->normalisations(), AuthenticateUrl::Normalisations());
        QVERIFY(*again == *url);
    }

    void what_cannot_be_one_is_refused_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *name, const QString &typed, Reason reason) {
            QTest::newRow(name) << typed << static_cast<int>(reason);
        };
        row("empty", {}, Reason::Empty);
        row("blanks", QStringLiteral(" \n"), Reason::Empty);
        row("only quotes", QStringLiteral("\"\""), Reason::Empty);
        row("10,000 characters", QStringLiteral("https://") + QString(10000, QLatin1Char('a')), Reason::TooLong);
        row("blank inside", QStringLiteral("https://authenticate .acme.com"), Reason::ForbiddenCharacter);
        row("new line inside", QStringLiteral("https://a.acme.com\nX=1"), Reason::ForbiddenCharacter);
        row("control character", QStringLiteral("https://a\x01.acme.com"), Reason::ForbiddenCharacter);
        row("bidirectional override", QStringLiteral("https://a\u202E.acme.com"), Reason::ForbiddenCharacter);
        row("quote inside", QStringLiteral("https://a'b.acme.com"), Reason::ForbiddenCharacter);
        row("placeholder", QStringLiteral("https://{yourDomain}"), Reason::ForbiddenCharacter);
        row("backslash", QStringLiteral("https:\\\\a.acme.com"), Reason::ForbiddenCharacter);
        row("http", QStringLiteral("http://authenticate.acme.com"), Reason::NotHttps);
        row("ftp", QStringLiteral("ftp://authenticate.acme.com"), Reason::NotHttps);
        row("javascript", QStringLiteral("javascript:alert(1)"), Reason::NotHttps);
        row("one slash", QStringLiteral("https:/authenticate.acme.com"), Reason::NotHttps);
        row("not this computer", QStringLiteral("http://localhost.acme.com"), Reason::NotHttps);
        row("password", QStringLiteral("https://me:secret@a.acme.com"), Reason::HasCredentials);
        row("password, no scheme", QStringLiteral("me:secret@a.acme.com"), Reason::HasCredentials);
        row("no host", QStringLiteral("https://"), Reason::InvalidHost);
        row("only a path", QStringLiteral("/oauth2/callback"), Reason::InvalidHost);
        row("two dots", QStringLiteral("https://a..acme.com"), Reason::InvalidHost);
        row("wildcard", QStringLiteral("https://*.acme.com"), Reason::InvalidHost);
        row("hyphen at the end", QStringLiteral("https://acme-.com"), Reason::InvalidHost);
        row("label of 64", QStringLiteral("https://") + QString(64, QLatin1Char('a')) + QStringLiteral(".com"),
            Reason::InvalidHost);
        row("port 0", QStringLiteral("https://a.acme.com:0"), Reason::InvalidPort);
        row("port 65536", QStringLiteral("https://a.acme.com:65536"), Reason::InvalidPort);
        row("port in words", QStringLiteral("https://a.acme.com:https"), Reason::InvalidPort);
        row("empty port", QStringLiteral("https://a.acme.com:"), Reason::InvalidPort);
        row("1.4 hosted service", QStringLiteral("https://authenticate.pomerium.app/"), Reason::HostedService);
    }
    void what_cannot_be_one_is_refused()
    {
        QFETCH(QString, typed);
        QFETCH(int, reason);
        const auto url = AuthenticateUrl::parse(typed);
        QVERIFY(!url);
        QCOMPARE(static_cast<int>(url.error().reason), reason);
        QVERIFY(!url.error().detail.contains(QLatin1String("secret")));
        QVERIFY(url.error().detail.size() <= 101);
    }
};

QTEST_GUILESS_MAIN(tst_AuthenticateUrl)
#include "tst_AuthenticateUrl.moc"

#include "okta/OrgUrl.h"

#include <QTest>

using okta::OrgUrl;
using okta::OrgUrlError;
using Repair = okta::OrgUrl::Repair;

class tst_OrgUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_admins_paste_becomes_the_organisation_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("organisation");
        QTest::addColumn<QString>("issuer");
        QTest::addColumn<QList<int>>("repairs");
        const auto row = [](const char *name, const char *input, const char *organisation, QList<Repair> repairs,
                            const char *issuer = nullptr) {
            QList<int> numbers;
            for (const auto repair : repairs)
                numbers.append(static_cast<int>(repair));
            QTest::newRow(name) << QString::fromUtf8(input) << QString::fromUtf8(organisation)
                                << QString::fromUtf8(issuer ? issuer : organisation) << numbers;
        };
        row("as it should be", "https://acme.okta.com", "https://acme.okta.com", {});
        row("preview", "https://acme.oktapreview.com", "https://acme.oktapreview.com", {});
        row("EMEA", "https://acme.okta-emea.com", "https://acme.okta-emea.com", {});
        row("government", "https://acme.okta-gov.com", "https://acme.okta-gov.com", {});
        row("trial", "https://trial-1234567.okta.com", "https://trial-1234567.okta.com", {});
        row("custom domain", "https://id.acme.com", "https://id.acme.com", {});
        row("no scheme", "acme.okta.com", "https://acme.okta.com", {Repair::SchemeAdded});
        row("no scheme, two slashes", "//acme.okta.com", "https://acme.okta.com", {Repair::SchemeAdded});
        row("R3 admin host", "https://acme-admin.okta.com", "https://acme.okta.com", {Repair::AdminHost});
        row("R3 admin host, preview", "https://acme-admin.oktapreview.com", "https://acme.oktapreview.com",
            {Repair::AdminHost});
        row("R3 admin host, EMEA", "https://acme-admin.okta-emea.com", "https://acme.okta-emea.com",
            {Repair::AdminHost});
        row("R3 dashboard", "https://acme-admin.okta.com/admin/dashboard", "https://acme.okta.com",
            {Repair::AdminHost, Repair::PathCut});
        row("1.7 docs of 0.15", "https://dev-108295-admin.oktapreview.com/", "https://dev-108295.oktapreview.com",
            {Repair::AdminHost});
        row("R3 admin host, Okta's government test cell", "https://acme-admin.trex-govcloud.com",
            "https://acme.trex-govcloud.com", {Repair::AdminHost});
        row("R3 admin host, Okta's test cell", "https://acme-admin.trexcloud.com", "https://acme.trexcloud.com",
            {Repair::AdminHost});
        row("a name that only begins as Okta's", "https://acme-admin.okta-evil.com", "https://acme-admin.okta-evil.com",
            {});
        row("-admin. of a custom domain stays", "https://x-admin.corp.com", "https://x-admin.corp.com", {});
        row("final slash", "https://acme.okta.com/", "https://acme.okta.com", {});
        row("R3 authorize endpoint", "https://acme.okta.com/oauth2/v1/authorize?client_id=1", "https://acme.okta.com",
            {Repair::PathCut});
        row("fragment", "https://acme.okta.com#x", "https://acme.okta.com", {Repair::PathCut});
        row("discovery document", "https://acme.okta.com/.well-known/openid-configuration", "https://acme.okta.com",
            {Repair::PathCut});
        row("custom server", "https://acme.okta.com/oauth2/default", "https://acme.okta.com", {},
            "https://acme.okta.com/oauth2/default");
        row("custom server, slash", "https://acme.okta.com/oauth2/default/", "https://acme.okta.com", {},
            "https://acme.okta.com/oauth2/default");
        row("custom server, discovery", "https://acme.okta.com/oauth2/aus123/.well-known/openid-configuration",
            "https://acme.okta.com", {Repair::PathCut}, "https://acme.okta.com/oauth2/aus123");
        row("spaces", "  https://acme.okta.com \t", "https://acme.okta.com", {Repair::SpacesCut});
        row("pasted newline", "https://acme.okta.com\n", "https://acme.okta.com", {Repair::SpacesCut});
        row("wrapped line", "https://acme.\r\nokta.com", "https://acme.okta.com", {Repair::SpacesCut});
        row("quotes", "\"https://acme.okta.com\"", "https://acme.okta.com", {Repair::QuotesCut});
        row("capitals", "https://Acme.Okta.com", "https://acme.okta.com", {Repair::LetterCase});
        row("default port", "https://acme.okta.com:443", "https://acme.okta.com", {});
        row("another port", "https://acme.example.com:8443", "https://acme.example.com:8443", {});
        row("port without scheme", "acme.example.com:8443", "https://acme.example.com:8443", {Repair::SchemeAdded});
        row("loopback", "http://127.0.0.1:8080", "http://127.0.0.1:8080", {});
        row("localhost", "http://localhost:8080", "http://localhost:8080", {});
        row("name in another script", "https://bücher.example", "https://xn--bcher-kva.example", {});
    }
    void what_admins_paste_becomes_the_organisation()
    {
        QFETCH(QString, input);
        QFETCH(QString, organisation);
        QFETCH(QString, issuer);
        QFETCH(QList<int>, repairs);
        const auto org = OrgUrl::parse(input);
        QVERIFY2(org, org ? "" : qPrintable(org.error().detail));
        QCOMPARE(org->toString(), organisation);
        QCOMPARE(org->issuer(), issuer);
        QList<int> found;
        for (const auto repair : org->repairs())
            found.append(static_cast<int>(repair));
        std::sort(found.begin(), found.end());
        std::sort(repairs.begin(), repairs.end());
        QCOMPARE(found, repairs);
    }

    void the_repaired_address_needs_no_repair_data() { what_admins_paste_becomes_the_organisation_data(); }
    void the_repaired_address_needs_no_repair()
    {
        QFETCH(QString, input);
        const auto org = OrgUrl::parse(input);
        QVERIFY(org);
        const auto again = OrgUrl::parse(org->issuer());
        QVERIFY(again);
        QCOMPARE(*again, *org);
        QVERIFY(again->repairs().isEmpty());
    }

    void what_is_no_organisation_is_refused_with_its_reason_data()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<OrgUrlError::Reason>("reason");
        using Reason = OrgUrlError::Reason;
        QTest::newRow("empty") << QString() << Reason::Empty;
        QTest::newRow("spaces") << QStringLiteral("   ") << Reason::Empty;
        QTest::newRow("only quotes") << QStringLiteral("\"\"") << Reason::Empty;
        QTest::newRow("10,000 characters")
            << QStringLiteral("https://") + QString(10000, QLatin1Char('a')) << Reason::TooLong;
        QTest::newRow("NUL") << QStringLiteral("https://acme") + QChar(0) + QStringLiteral(".okta.com")
                             << Reason::ControlCharacter;
        QTest::newRow("tab inside") << QStringLiteral("https://ac\tme.okta.com") << Reason::ControlCharacter;
        QTest::newRow("right-to-left override")
            << QStringLiteral("https://acme\u202Emoc.okta.com") << Reason::ControlCharacter;
        QTest::newRow("zero width space") << QStringLiteral("https://acme\u200B.okta.com") << Reason::ControlCharacter;
        QTest::newRow("placeholder in braces") << QStringLiteral("https://{yourOktaDomain}") << Reason::Placeholder;
        QTest::newRow("placeholder in words")
            << QStringLiteral("https://your-okta-domain.okta.com") << Reason::Placeholder;
        QTest::newRow("placeholder in brackets") << QStringLiteral("https://<org>.okta.com") << Reason::Placeholder;
        QTest::newRow("http") << QStringLiteral("http://acme.okta.com") << Reason::SchemeUnsupported;
        QTest::newRow("ftp") << QStringLiteral("ftp://acme.okta.com") << Reason::SchemeUnsupported;
        QTest::newRow("javascript") << QStringLiteral("javascript:alert(1)") << Reason::SchemeUnsupported;
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << Reason::SchemeUnsupported;
        QTest::newRow("no host") << QStringLiteral("https:///path") << Reason::NotAUrl;
        QTest::newRow("words") << QStringLiteral("not an address") << Reason::NotAUrl;
        QTest::newRow("no dot") << QStringLiteral("https://acme") << Reason::HostInvalid;
        QTest::newRow("part begins with a hyphen") << QStringLiteral("https://-acme.okta.com") << Reason::NotAUrl;
        QTest::newRow("part of 64 characters")
            << QStringLiteral("https://%1.okta.com").arg(QString(64, QLatin1Char('a'))) << Reason::NotAUrl;
        QTest::newRow("character that no name has") << QStringLiteral("https://ac!me.okta.com") << Reason::NotAUrl;
        QTest::newRow("user name") << QStringLiteral("https://okta.com@evil.example") << Reason::UserName;
        QTest::newRow("user name and password") << QStringLiteral("https://a:b@acme.okta.com") << Reason::UserName;
        QTest::newRow("Pomerium's callback")
            << QStringLiteral("https://authenticate.example.com/oauth2/callback") << Reason::PomeriumCallback;
    }
    void what_is_no_organisation_is_refused_with_its_reason()
    {
        QFETCH(QString, input);
        QFETCH(OrgUrlError::Reason, reason);
        const auto org = OrgUrl::parse(input);
        QVERIFY2(!org, org ? qPrintable(org->toString()) : "");
        QCOMPARE(org.error().reason, reason);
    }

    void the_admin_console_of_an_organisation_is_known()
    {
        const auto path = QStringLiteral("/admin/apps/active");
        QCOMPARE(OrgUrl::parse(u"acme.okta.com")->adminUrl(path),
                 QUrl(QStringLiteral("https://acme-admin.okta.com/admin/apps/active")));
        QCOMPARE(OrgUrl::parse(u"acme-admin.oktapreview.com")->adminUrl(path),
                 QUrl(QStringLiteral("https://acme-admin.oktapreview.com/admin/apps/active")));
        QVERIFY(OrgUrl::parse(u"id.acme.com")->adminUrl(path).isEmpty());
        // The practice console has its pages where Okta has them.
        QCOMPARE(OrgUrl::parse(u"http://127.0.0.1:1")->adminUrl(path),
                 QUrl(QStringLiteral("http://127.0.0.1:1/admin/apps/active")));
    }

    void only_oktas_own_domains_are_oktas()
    {
        QVERIFY(OrgUrl::parse(u"acme.okta.com")->isOktaDomain());
        QVERIFY(OrgUrl::parse(u"acme.okta.mil")->isOktaDomain());
        QVERIFY(!OrgUrl::parse(u"id.acme.com")->isOktaDomain());
        QVERIFY(!OrgUrl::parse(u"acme.notokta.com")->isOktaDomain());
        QVERIFY(!OrgUrl::parse(u"okta.com.evil.example")->isOktaDomain());
    }
};

QTEST_GUILESS_MAIN(tst_OrgUrl)
#include "tst_OrgUrl.moc"

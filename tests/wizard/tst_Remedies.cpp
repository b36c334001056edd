#include "wizard/Remedies.h"

#include <QTest>

using remedies::ConsolePage;
using remedies::consoleUrl;

class tst_Remedies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_page_of_the_console_is_opened_where_it_has_an_address_data()
    {
        QTest::addColumn<QString>("org");
        QTest::addColumn<ConsolePage>("page");
        QTest::addColumn<QString>("clientId");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *org, ConsolePage page, const char *clientId,
                            const char *expected) {
            QTest::newRow(name) << QString::fromLatin1(org) << page << QString::fromLatin1(clientId)
                                << QString::fromLatin1(expected);
        };
        const char *const practice = "http://127.0.0.1:8123";
        row("practice, general", practice, ConsolePage::AppGeneral, "0oa1",
            "http://127.0.0.1:8123/admin/app/oidc_client/instance/0oa1?tab=general");
        row("practice, sign on", practice, ConsolePage::AppSignOn, "0oa1",
            "http://127.0.0.1:8123/admin/app/oidc_client/instance/0oa1?tab=signon");
        row("practice, assignments", practice, ConsolePage::AppAssignments, "0oa1",
            "http://127.0.0.1:8123/admin/app/oidc_client/instance/0oa1?tab=assignments");
        row("practice, no client ID yet", practice, ConsolePage::AppGeneral, "",
            "http://127.0.0.1:8123/admin/apps/active");
        row("Okta's domain", "https://acme.okta.com", ConsolePage::AppGeneral, "0oa1",
            "https://acme-admin.okta.com/admin/apps/active");
        row("Okta's domain, tokens", "https://acme.okta.com", ConsolePage::Tokens, "0oa1",
            "https://acme-admin.okta.com/admin/access/api/tokens");
        row("a custom domain", "https://id.example.com", ConsolePage::AppGeneral, "0oa1", "");
        row("nothing to open", "https://acme.okta.com", ConsolePage::None, "0oa1", "");
    }

    void a_page_of_the_console_is_opened_where_it_has_an_address()
    {
        QFETCH(QString, org);
        QFETCH(ConsolePage, page);
        QFETCH(QString, clientId);
        QFETCH(QString, expected);
        const auto parsed = okta::OrgUrl::parse(org);
        QVERIFY(parsed);
        QCOMPARE(consoleUrl(*parsed, page, clientId).toString(QUrl::FullyEncoded), expected);
    }

    void a_problem_of_the_app_opens_the_tab_that_its_way_names()
    {
        QCOMPARE(remedies::forCode(QStringLiteral("OKTA-REFRESH-GRANT-OFF")).page, ConsolePage::AppGeneral);
        QCOMPARE(remedies::forCode(QStringLiteral("OKTA-USER-NOT-ASSIGNED")).page, ConsolePage::AppAssignments);
        QCOMPARE(remedies::forCode(QStringLiteral("OKTA-GROUPS-CLAIM-MISSING")).page, ConsolePage::AppSignOn);
        // The ID leads to no app.
        QCOMPARE(remedies::forCode(QStringLiteral("OKTA-UNKNOWN-CLIENT")).page, ConsolePage::Applications);
        QVERIFY(remedies::forCode(QStringLiteral("NET-TIMED-OUT")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_Remedies)
#include "tst_Remedies.moc"

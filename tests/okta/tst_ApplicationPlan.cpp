#include "okta/ApplicationPlan.h"

#include "okta/ApplicationAudit.h"
#include "support/GoodApplication.h"

#include <QTest>

using Method = http::Request::Method;
using Purpose = okta::ApplicationRequest::Purpose;
using okta::ApplicationPlan;
using okta::WantedApplication;

namespace {

const QString Callback = QStringLiteral("https://authenticate.example.com/oauth2/callback");
const QString Test = QStringLiteral("http://127.0.0.1:23571/callback");

okta::Application application(const QJsonObject &json = goodApplication())
{
    return *okta::Application::parse(json);
}

WantedApplication wanted()
{
    WantedApplication wanted;
    wanted.marker = QStringLiteral("Made by Okta Setup for Pomerium 2026-11-28 (abcdefgh)");
    wanted.redirectUri = Callback;
    wanted.signOutRedirectUris = {QStringLiteral("https://authenticate.example.com/.pomerium/signed_out")};
    wanted.requiresPkce = false;
    wanted.groups = {{QStringLiteral("00gA"), QStringLiteral("Engineering")}};
    return wanted;
}

} // namespace

class tst_ApplicationPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_new_app_has_every_setting_in_so_many_words()
    {
        WantedApplication needed = wanted();
        needed.testRedirectUris = {Test};
        const auto plan = ApplicationPlan::creation(needed);
        QCOMPARE(plan.requests.size(), 2);
        QCOMPARE(plan.requests[0].purpose, Purpose::Create);
        QCOMPARE(plan.requests[0].path, QStringLiteral("/api/v1/apps?activate=true"));
        QVERIFY(plan.requests[0].hasSecretAnswer);
        QCOMPARE(plan.requests[1].purpose, Purpose::AssignGroup);
        QCOMPARE(plan.requests[1].path, QStringLiteral("/api/v1/apps/{appId}/groups/00gA"));
        const QJsonObject body = *plan.requests[0].body;
        for (const auto path :
             {okta::paths::ApplicationType, okta::paths::GrantTypes, okta::paths::ResponseTypes,
              okta::paths::RedirectUris, okta::paths::SignOutRedirectUris, okta::paths::WildcardRedirect,
              okta::paths::Dpop, okta::paths::IssuerMode, okta::paths::ConsentMethod, okta::paths::RotationType,
              okta::paths::IdpInitiatedMode, okta::paths::ImplicitAssignment, okta::paths::AdminNote,
              okta::paths::AuthenticationMethod, okta::paths::PkceRequired, okta::paths::AutoKeyRotation})
            QVERIFY2(!okta::valueAt(body, path).isUndefined(), qPrintable(path.toString()));
        QCOMPARE(okta::listAt(body, okta::paths::RedirectUris), (QStringList{Callback, Test}));
        QVERIFY(okta::valueAt(body, okta::paths::ClientSecret).isUndefined());
        QVERIFY(okta::valueAt(body, okta::paths::ClientId).isUndefined());
        QVERIFY(!plan.changes.isEmpty());
    }

    void pkce_and_issuer_follow_what_is_wanted()
    {
        WantedApplication needed = wanted();
        needed.requiresPkce = true;
        needed.issuerMode = okta::IssuerMode::CustomUrl;
        const QJsonObject body = needed.body();
        QCOMPARE(okta::valueAt(body, okta::paths::PkceRequired), QJsonValue(true));
        QCOMPARE(okta::valueAt(body, okta::paths::IssuerMode), QJsonValue(QStringLiteral("CUSTOM_URL")));
    }

    void a_good_app_needs_no_repair()
    {
        QVERIFY(ApplicationPlan::repair(application(), wanted(), okta::auditRows(), wanted().groups).isEmpty());
    }

    void a_repair_changes_what_was_chosen_and_nothing_else()
    {
        QJsonObject broken = goodApplication();
        broken = okta::withValueAt(broken, okta::paths::RedirectUris, QJsonArray{Test});
        broken = okta::withValueAt(broken, okta::paths::GrantTypes, QJsonArray{QStringLiteral("authorization_code")});
        broken = okta::withValueAt(broken, okta::paths::RefreshToken, QJsonValue::Undefined);
        broken = okta::withValueAt(broken, okta::paths::ConsentMethod, QStringLiteral("REQUIRED"));
        const auto plan = ApplicationPlan::repair(application(broken), wanted(),
                                                  {QStringLiteral("a8"), QStringLiteral("a5")}, wanted().groups);
        QCOMPARE(plan.requests.size(), 1);
        QCOMPARE(plan.requests[0].method, Method::Put);
        QCOMPARE(plan.requests[0].path, QStringLiteral("/api/v1/apps/0oaGOOD00000000001d7"));
        QVERIFY(plan.requests[0].hasSecretAnswer);
        QStringList changed;
        for (const auto &change : plan.changes)
            changed.append(change.row);
        QCOMPARE(changed, (QStringList{QStringLiteral("a5"), QStringLiteral("a5"), QStringLiteral("a8")}));

        // Whatever is not one of them goes back as it came: unknown members, profile, what is wrong elsewhere.
        QJsonObject expected = broken;
        expected.remove(QStringLiteral("_links"));
        expected = okta::withValueAt(expected, okta::paths::RedirectUris, QJsonArray{Test, Callback});
        expected = okta::withValueAt(expected, okta::paths::GrantTypes,
                                     QJsonArray{QStringLiteral("authorization_code"), QStringLiteral("refresh_token")});
        expected = okta::withValueAt(expected, okta::paths::RotationType, QStringLiteral("STATIC"));
        QCOMPARE(*plan.requests[0].body, expected);
        QCOMPARE(*plan.after, expected);
    }

    void every_row_that_can_be_repaired_is_good_afterwards_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QJsonValue>("bad");
        QTest::addColumn<QString>("row");
        namespace paths = okta::paths;
        const auto add = [](const char *row, QStringView path, const QJsonValue &bad) {
            QTest::addRow("%s %s", row, qPrintable(path.toString()))
                << path.toString() << bad << QString::fromLatin1(row);
        };
        add("a4", paths::GrantTypes, QJsonArray{QStringLiteral("refresh_token")});
        add("a5", paths::GrantTypes, QJsonArray{QStringLiteral("authorization_code")});
        add("a6", paths::GrantTypes,
            QJsonArray{QStringLiteral("authorization_code"), QStringLiteral("refresh_token"),
                       QStringLiteral("implicit")});
        add("a7", paths::ResponseTypes, QJsonArray{QStringLiteral("code"), QStringLiteral("token")});
        add("a8", paths::RedirectUris, QJsonArray());
        add("a9", paths::RedirectUris, QJsonArray{Callback, Test});
        add("a10", paths::RedirectUris, QJsonArray{Callback, QStringLiteral("http://a.example/cb")});
        add("a11", paths::WildcardRedirect, QStringLiteral("SUBDOMAIN"));
        add("a12", paths::SignOutRedirectUris, QJsonValue::Null);
        add("a13", paths::AuthenticationMethod, QStringLiteral("none"));
        add("a14", paths::PkceRequired, true);
        add("a15", paths::Dpop, true);
        add("a16", paths::IssuerMode, QStringLiteral("CUSTOM_URL"));
        add("a17", paths::Network,
            QJsonObject{{QStringLiteral("connection"), QStringLiteral("ZONE")},
                        {QStringLiteral("include"), QJsonArray{QStringLiteral("nzo1")}}});
        add("a18", paths::AutoKeyRotation, false);
        add("a19", paths::IdTokenEncryption, QStringLiteral("RSA-OAEP-256"));
        add("a20", paths::SubjectType, QStringLiteral("pairwise"));
        add("a21", paths::ConsentMethod, QStringLiteral("REQUIRED"));
        add("a22", paths::RefreshToken,
            QJsonObject{{QStringLiteral("rotation_type"), QStringLiteral("ROTATE")}, {QStringLiteral("leeway"), 0}});
        add("a23", paths::IdpInitiatedMode, QStringLiteral("OKTA"));
        add("a24", paths::SingleLogout, true);
        add("a24", paths::FrontChannelLogout, QStringLiteral("https://a.example/out"));
        add("a25", paths::ImplicitAssignment, true);
        add("a32", paths::SelfService, true);
    }
    void every_row_that_can_be_repaired_is_good_afterwards()
    {
        QFETCH(QString, path);
        QFETCH(QJsonValue, bad);
        QFETCH(QString, row);
        const auto broken = application(okta::withValueAt(goodApplication(), path, bad));
        okta::ApplicationEvidence evidence;
        evidence.application = broken;
        QCOMPARE(okta::repairable(row), okta::Repairable::BySettings);
        QVERIFY(okta::auditApplication(evidence, wanted()).status(row) != checks::Status::Passed);

        const auto plan = ApplicationPlan::repair(broken, wanted(), {row}, wanted().groups);
        QVERIFY(plan.after);
        for (const auto &change : plan.changes)
            QCOMPARE(change.row, row);
        evidence.application = application(*plan.after);
        QCOMPARE(okta::auditApplication(evidence, wanted()).status(row), checks::Status::Passed);
    }

    void groups_are_added_and_those_not_chosen_removed()
    {
        const QList<okta::GroupReference> assigned{{QStringLiteral("00gE"), QStringLiteral("Everyone")}};
        const auto plan = ApplicationPlan::repair(application(), wanted(), {QStringLiteral("a27")}, assigned);
        QCOMPARE(plan.requests.size(), 2);
        QCOMPARE(plan.requests[0].purpose, Purpose::AssignGroup);
        QCOMPARE(plan.requests[1].purpose, Purpose::UnassignGroup);
        QCOMPARE(plan.requests[1].method, Method::Delete);
        QCOMPARE(plan.requests[1].path, QStringLiteral("/api/v1/apps/0oaGOOD00000000001d7/groups/00gE"));

        WantedApplication everyone = wanted();
        everyone.isEveryoneChosen = true;
        QCOMPARE(ApplicationPlan::repair(application(), everyone, {QStringLiteral("a27")}, assigned).requests.size(),
                 1);
    }

    void the_clean_up_takes_the_tests_uris_out_and_keeps_the_order()
    {
        const QStringList uris{QStringLiteral("https://a.example/1"), Test, Callback};
        const auto plan =
            ApplicationPlan::cleanUp(application(okta::withValueAt(goodApplication(), okta::paths::RedirectUris,
                                                                   QJsonArray::fromStringList(uris))),
                                     {Test});
        QCOMPARE(plan.requests.size(), 1);
        QCOMPARE(okta::listAt(*plan.after, okta::paths::RedirectUris), (QStringList{uris.first(), Callback}));
        QVERIFY(ApplicationPlan::cleanUp(application(), {Test}).isEmpty());
    }

    void an_active_app_is_deactivated_before_it_is_deleted()
    {
        const auto plan = ApplicationPlan::deletion(application());
        QCOMPARE(plan.requests.size(), 2);
        QCOMPARE(plan.requests[0].purpose, Purpose::Deactivate);
        QCOMPARE(plan.requests[1].purpose, Purpose::Delete);
        const auto inactive = application(okta::withValueAt(goodApplication(), u"status", QStringLiteral("INACTIVE")));
        QCOMPARE(ApplicationPlan::deletion(inactive).requests.size(), 1);
    }

    void a_secret_never_stays_in_an_app()
    {
        const auto app = application(
            okta::withValueAt(goodApplication(), okta::paths::ClientSecret, QStringLiteral("s3cret-s3cret-s3cret")));
        QVERIFY(!QJsonDocument(app.json()).toJson().contains("s3cret"));
    }

    void an_id_that_could_be_a_path_is_refused()
    {
        for (const char *id : {"", "../users", "0oa1/groups", "0oa 1"}) {
            QJsonObject json = goodApplication();
            json.insert(QStringLiteral("id"), QString::fromLatin1(id));
            QVERIFY(!okta::Application::parse(json));
        }
    }

    void markers_are_ours_and_never_the_same()
    {
        const QString one = WantedApplication::newMarker(QDate(2026, 11, 28));
        QVERIFY(one.startsWith(QStringLiteral("Made by Okta Setup for Pomerium 2026-11-28 (")));
        QVERIFY(WantedApplication::isMarker(one));
        QVERIFY(one != WantedApplication::newMarker(QDate(2026, 11, 28)));
        QVERIFY(!WantedApplication::isMarker(u"Made by Okta Setup for Pomerium"));
        QVERIFY(!WantedApplication::isMarker(one + QStringLiteral(" and edited")));
        QVERIFY(!WantedApplication::isMarker(u""));
    }

    void the_issuer_mode_is_that_of_the_provider_url_data()
    {
        QTest::addColumn<QString>("issuer");
        QTest::addColumn<QString>("org");
        QTest::addColumn<QString>("organizationLink");
        QTest::addColumn<QString>("alternateLink");
        QTest::addColumn<okta::IssuerMode>("mode");
        const QString plain = QStringLiteral("https://acme.okta.com");
        const QString custom = QStringLiteral("https://id.acme.com");
        QTest::newRow("plain") << plain << plain << QString() << QString() << okta::IssuerMode::OrgUrl;
        QTest::newRow("plain, with a custom domain") << plain << plain << plain << custom << okta::IssuerMode::OrgUrl;
        QTest::newRow("custom, told") << custom << custom << plain << custom << okta::IssuerMode::CustomUrl;
        QTest::newRow("custom, not told") << custom << custom << QString() << QString() << okta::IssuerMode::CustomUrl;
        QTest::newRow("second custom domain")
            << QStringLiteral("https://login.acme.com") << QStringLiteral("https://login.acme.com") << plain << custom
            << okta::IssuerMode::CustomUrl;
        QTest::newRow("practice org") << QStringLiteral("http://127.0.0.1:4567")
                                      << QStringLiteral("http://127.0.0.1:4567")
                                      << QStringLiteral("http://127.0.0.1:4567") << QString()
                                      << okta::IssuerMode::OrgUrl;
    }
    void the_issuer_mode_is_that_of_the_provider_url()
    {
        QFETCH(QString, issuer);
        QFETCH(QString, org);
        QFETCH(QString, organizationLink);
        QFETCH(QString, alternateLink);
        QFETCH(okta::IssuerMode, mode);
        std::optional<okta::Organization> organization;
        if (!organizationLink.isEmpty()) {
            organization.emplace();
            organization->organizationUrl = organizationLink;
            organization->customDomainUrl = alternateLink;
        }
        QCOMPARE(okta::issuerModeFor(issuer, *okta::OrgUrl::parse(org), organization), mode);
    }
};

QTEST_GUILESS_MAIN(tst_ApplicationPlan)
#include "tst_ApplicationPlan.moc"

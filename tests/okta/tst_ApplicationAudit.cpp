#include "okta/ApplicationAudit.h"

#include "support/GoodApplication.h"

#include <QTest>

#include <functional>

using checks::Skip;
using checks::Status;
using okta::ApiError;
using okta::ApplicationEvidence;
using okta::WantedApplication;

namespace {

const QString Callback = QStringLiteral("https://authenticate.example.com/oauth2/callback");
const QString SignedOut = QStringLiteral("https://authenticate.example.com/.pomerium/signed_out");

okta::Application application(const QJsonObject &json)
{
    return *okta::Application::parse(json);
}

QJsonArray rules(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).array();
}

const QByteArray TwoFactors = R"([{"name":"Catch-all Rule","status":"ACTIVE","actions":{"appSignOn":
    {"access":"ALLOW","verificationMethod":{"factorMode":"2FA","type":"ASSURANCE"}}}}])";

ApplicationEvidence goodEvidence()
{
    ApplicationEvidence evidence;
    evidence.application = application(goodApplication());
    evidence.groups = QList<okta::GroupReference>{{QStringLiteral("00gA"), QStringLiteral("Engineering")}};
    evidence.hasUsers = true;
    evidence.ownerId = QStringLiteral("00uME");
    evidence.isOwnerAssigned = true;
    evidence.grants = QStringList();
    evidence.policyRules = rules(TwoFactors);
    evidence.secrets = QList<okta::ClientSecretState>{{QStringLiteral("ocs1"), true, QString()}};
    return evidence;
}

WantedApplication wanted()
{
    WantedApplication wanted;
    wanted.redirectUri = Callback;
    wanted.signOutRedirectUris = {SignedOut};
    wanted.requiresPkce = false;
    wanted.groups = {{QStringLiteral("00gA"), QStringLiteral("Engineering")}};
    return wanted;
}

/// The rows that are neither passed nor skipped.
QStringList named(const checks::List &list)
{
    QStringList rows;
    for (const auto &check : list) {
        if (check.status != Status::Passed && check.status != Status::Skipped)
            rows.append(check.id);
    }
    return rows;
}

ApiError refusal(int status, const QString &code)
{
    ApiError error;
    error.reason = status == 403 ? ApiError::Reason::NotPermitted : ApiError::Reason::NotFound;
    error.httpStatus = status;
    error.errorCode = code;
    return error;
}

using Break = std::function<void(ApplicationEvidence &, WantedApplication &)>;

/// One setting of the app changed.
Break setting(QStringView path, const QJsonValue &value)
{
    return [path = path.toString(), value](ApplicationEvidence &evidence, WantedApplication &) {
        evidence.application = application(okta::withValueAt(goodApplication(), path, value));
    };
}

/// A good app at a good custom authorization server.
void atCustomServer(ApplicationEvidence &evidence, WantedApplication &wanted)
{
    wanted.authorizationServer = QStringLiteral("default");
    wanted.usesGroupsClaim = true;
    wanted.scopes = QStringList{QStringLiteral("openid"), QStringLiteral("offline_access"), QStringLiteral("groups")};
    okta::AuthorizationServerState state;
    state.isActive = true;
    state.scopes = wanted.scopes;
    state.claims = rules(R"([{"name":"groups","claimType":"IDENTITY","status":"ACTIVE","alwaysIncludeInToken":true,
                              "conditions":{"scopes":[]}}])");
    state.policies =
        rules(R"([{"id":"00p1","name":"P","status":"ACTIVE","conditions":{"clients":{"include":["ALL_CLIENTS"]}}}])");
    state.rules.insert(QStringLiteral("00p1"),
                       rules(R"([{"name":"R","status":"ACTIVE","conditions":{"scopes":{"include":["*"]},
                                  "grantTypes":{"include":["authorization_code","refresh_token"]}}}])"));
    evidence.server = state;
}

QJsonArray list(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

} // namespace

Q_DECLARE_METATYPE(Break)

class tst_ApplicationAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_good_app_passes()
    {
        const auto result = okta::auditApplication(goodEvidence(), wanted());
        QCOMPARE(result.size(), 34);
        QCOMPARE(named(result), QStringList());
        QVERIFY(result.isPassed());
        QVERIFY(result.finishedAt().isValid());
    }

    void one_fault_is_named_by_its_row_and_no_other_data()
    {
        QTest::addColumn<Break>("breakIt");
        QTest::addColumn<QString>("row");
        QTest::addColumn<Status>("status");
        const auto add = [](const char *name, const char *row, Status status, const Break &breakIt) {
            QTest::addRow("%s %s", row, name) << breakIt << QString::fromLatin1(row) << status;
        };
        namespace paths = okta::paths;
        const Status failed = Status::Failed;
        const Status warning = Status::Warning;
        const QString code = QStringLiteral("authorization_code");
        const QString refresh = QStringLiteral("refresh_token");
        add("inactive", "a1", failed, setting(u"status", QStringLiteral("INACTIVE")));
        add("SAML", "a2", failed, setting(u"signOnMode", QStringLiteral("SAML_2_0")));
        add("from the catalog", "a2", failed, setting(u"name", QStringLiteral("zoomus")));
        add("single page", "a3", failed, setting(paths::ApplicationType, QStringLiteral("browser")));
        add("native", "a3", failed, setting(paths::ApplicationType, QStringLiteral("native")));
        add("no code grant", "a4", failed, setting(paths::GrantTypes, list({refresh})));
        add("no refresh grant", "a5", failed, setting(paths::GrantTypes, list({code})));
        for (const char *grant :
             {"implicit", "password", "client_credentials", "urn:ietf:params:oauth:grant-type:device_code",
              "urn:openid:params:grant-type:ciba", "urn:ietf:params:oauth:grant-type:token-exchange"})
            add(grant, "a6", warning, setting(paths::GrantTypes, list({code, refresh, QString::fromLatin1(grant)})));
        add("no code", "a7", failed, setting(paths::ResponseTypes, list({QStringLiteral("id_token")})));
        add("tokens too", "a7", warning,
            setting(paths::ResponseTypes, list({QStringLiteral("code"), QStringLiteral("token")})));
        add("none", "a8", failed, setting(paths::RedirectUris, QJsonArray()));
        add("other case", "a8", failed, [](ApplicationEvidence &, WantedApplication &wanted) {
            wanted.redirectUri = QStringLiteral("https://Authenticate.example.com/oauth2/callback");
            wanted.testRedirectUris = {Callback};
        });
        add("another one", "a9", warning,
            setting(paths::RedirectUris, list({Callback, QStringLiteral("https://old.example.com/cb")})));
        add("of the test, left behind", "a9", warning,
            setting(paths::RedirectUris, list({Callback, QStringLiteral("http://127.0.0.1:23571/callback")})));
        add("not encrypted", "a10", warning,
            setting(paths::RedirectUris, list({Callback, QStringLiteral("http://old.example.com/cb")})));
        add("asterisk", "a10", warning,
            setting(paths::RedirectUris, list({Callback, QStringLiteral("https://a-*.example.com/cb")})));
        add("wildcards", "a11", warning, setting(paths::WildcardRedirect, QStringLiteral("SUBDOMAIN")));
        add("none", "a12", failed, setting(paths::SignOutRedirectUris, QJsonValue::Undefined));
        add("another", "a12", failed,
            setting(paths::SignOutRedirectUris, list({QStringLiteral("https://authenticate.example.com/")})));
        for (const char *method : {"none", "private_key_jwt", "client_secret_jwt"})
            add(method, "a13", failed, setting(paths::AuthenticationMethod, QString::fromLatin1(method)));
        add("required", "a14", failed, setting(paths::PkceRequired, true));
        add("not required", "a14", warning,
            [](ApplicationEvidence &, WantedApplication &wanted) { wanted.requiresPkce = true; });
        add("on", "a15", failed, setting(paths::Dpop, true));
        add("custom", "a16", failed, setting(paths::IssuerMode, QStringLiteral("CUSTOM_URL")));
        add("org, behind a custom domain", "a16", failed,
            [](ApplicationEvidence &, WantedApplication &wanted) { wanted.issuerMode = okta::IssuerMode::CustomUrl; });
        add("zone", "a17", failed,
            setting(paths::Network, QJsonObject{{QStringLiteral("connection"), QStringLiteral("ZONE")}}));
        add("pinned", "a18", failed, setting(paths::AutoKeyRotation, false));
        add("encrypted", "a19", failed, setting(paths::IdTokenEncryption, QStringLiteral("RSA-OAEP-256")));
        add("pairwise", "a20", failed, setting(paths::SubjectType, QStringLiteral("pairwise")));
        add("consent", "a21", warning, setting(paths::ConsentMethod, QStringLiteral("REQUIRED")));
        add("no leeway", "a22", warning,
            setting(paths::RefreshToken,
                    QJsonObject{{QStringLiteral("rotation_type"), QStringLiteral("ROTATE")},
                                {QStringLiteral("leeway"), 0}}));
        add("by Okta", "a23", warning, setting(paths::IdpInitiatedMode, QStringLiteral("OKTA")));
        add("takes part", "a24", warning, setting(paths::SingleLogout, true));
        add("page", "a24", warning, setting(paths::FrontChannelLogout, QStringLiteral("https://a.example/out")));
        add("everybody", "a25", warning, setting(paths::ImplicitAssignment, true));
        add("nobody", "a26", failed, [](ApplicationEvidence &evidence, WantedApplication &) {
            evidence.groups = QList<okta::GroupReference>();
            evidence.hasUsers = false;
            evidence.isOwnerAssigned = false;
        });
        add("Everyone", "a27", warning, [](ApplicationEvidence &evidence, WantedApplication &) {
            (*evidence.groups)->append({QStringLiteral("00gE"), QStringLiteral("Everyone")});
        });
        add("one more", "a27", warning, [](ApplicationEvidence &evidence, WantedApplication &) {
            (*evidence.groups)->append({QStringLiteral("00gB"), QStringLiteral("Sales")});
        });
        add("another", "a27", failed, [](ApplicationEvidence &evidence, WantedApplication &) {
            evidence.groups = QList<okta::GroupReference>{{QStringLiteral("00gB"), QStringLiteral("Sales")}};
        });
        add("not me", "a28", warning,
            [](ApplicationEvidence &evidence, WantedApplication &) { evidence.isOwnerAssigned = false; });
        add("denies", "a29", failed, [](ApplicationEvidence &evidence, WantedApplication &) {
            evidence.policyRules = rules(R"([{"name":"No","actions":{"appSignOn":{"access":"DENY"}}}])");
        });
        add("one factor", "a29", warning, [](ApplicationEvidence &evidence, WantedApplication &) {
            evidence.policyRules = rules(R"([{"name":"R","actions":{"appSignOn":{"access":"ALLOW",
                "verificationMethod":{"factorMode":"1FA"}}}},{"name":"No","actions":{"appSignOn":{"access":"DENY"}}}])");
        });
        add("none", "a30", failed, [](ApplicationEvidence &evidence, WantedApplication &) {
            evidence.secrets = QList<okta::ClientSecretState>{{QStringLiteral("ocs1"), false, QString()}};
        });
        add("two", "a30", warning, [](ApplicationEvidence &evidence, WantedApplication &) {
            (*evidence.secrets)->append({QStringLiteral("ocs2"), true, QString()});
        });
        add("granted", "a31", warning, [](ApplicationEvidence &evidence, WantedApplication &) {
            evidence.grants = QStringList{QStringLiteral("okta.users.read")};
        });
        add("requests", "a32", warning, setting(paths::SelfService, true));
        add("told another", "a16", failed, [](ApplicationEvidence &evidence, WantedApplication &wanted) {
            wanted.issuer = QStringLiteral("https://acme.okta.com");
            evidence.issuer = QStringLiteral("https://login.acme.example");
        });
        const auto server = [](std::function<void(okta::AuthorizationServerState &)> breakIt) {
            return [breakIt](ApplicationEvidence &evidence, WantedApplication &wanted) {
                atCustomServer(evidence, wanted);
                breakIt(**evidence.server);
            };
        };
        add("no claim of the server", "a33", failed, server([](auto &state) { state.claims = {}; }));
        add("claim of access tokens", "a33", failed, server([](auto &state) {
                state.claims = rules(R"([{"name":"groups","claimType":"RESOURCE","status":"ACTIVE"}])");
            }));
        add("claim only in UserInfo", "a33", failed, server([](auto &state) {
                state.claims = rules(
                    R"([{"name":"groups","claimType":"IDENTITY","status":"ACTIVE","alwaysIncludeInToken":false}])");
            }));
        add("inactive server", "a34", failed, server([](auto &state) { state.isActive = false; }));
        add("no scope groups", "a34", failed,
            server([](auto &state) { state.scopes.removeAll(QStringLiteral("groups")); }));
        add("policy of another client", "a34", failed, server([](auto &state) {
                state.policies = rules(
                    R"([{"id":"00p1","name":"P","status":"ACTIVE","conditions":{"clients":{"include":["0oaOTHER"]}}}])");
            }));
        add("inactive policy", "a34", failed, server([](auto &state) {
                state.policies = rules(
                    R"([{"id":"00p1","name":"P","status":"INACTIVE","conditions":{"clients":{"include":["ALL_CLIENTS"]}}}])");
            }));
        add("rule of another grant", "a34", failed, server([](auto &state) {
                state.rules[QStringLiteral("00p1")] = rules(
                    R"([{"name":"R","status":"ACTIVE","conditions":{"grantTypes":{"include":["client_credentials"]},
                        "scopes":{"include":["*"]}}}])");
            }));
        add("rule without a scope", "a34", failed, server([](auto &state) {
                state.rules[QStringLiteral("00p1")] = rules(
                    R"([{"name":"R","status":"ACTIVE","conditions":{"grantTypes":{"include":["authorization_code"]},
                        "scopes":{"include":["openid","profile"]}}}])");
            }));
        add("only federated", "a33", warning, [](ApplicationEvidence &evidence, WantedApplication &wanted) {
            wanted.usesGroupsClaim = true;
            evidence.federatedClaims = QStringList{QStringLiteral("groups")};
        });
    }
    void one_fault_is_named_by_its_row_and_no_other()
    {
        QFETCH(Break, breakIt);
        QFETCH(QString, row);
        QFETCH(Status, status);
        ApplicationEvidence evidence = goodEvidence();
        WantedApplication needed = wanted();
        breakIt(evidence, needed);
        const auto result = okta::auditApplication(evidence, needed);
        QCOMPARE(named(result), QStringList{row});
        QCOMPARE(result.status(row), status);
        const auto &check = result.check(row);
        QVERIFY(check.problem && check.problem->as<okta::ApplicationFinding>());
        QCOMPARE(okta::auditRow(check.problem->as<okta::ApplicationFinding>()->fault), row);
    }

    void what_is_no_fault_names_nothing_data()
    {
        QTest::addColumn<Break>("change");
        const auto add = [](const char *name, const Break &change) { QTest::newRow(name) << change; };
        namespace paths = okta::paths;
        add("a custom authorization server", atCustomServer);
        add("its own policy", [](ApplicationEvidence &evidence, WantedApplication &wanted) {
            atCustomServer(evidence, wanted);
            (*evidence.server)->policies = rules(
                R"([{"id":"00p0","status":"ACTIVE","conditions":{"clients":{"include":["0oaOTHER"]}}},
                    {"id":"00p1","status":"ACTIVE","conditions":{"clients":{"include":["0oaGOOD00000000001d7"]}}}])");
        });
        add("told the same issuer", [](ApplicationEvidence &evidence, WantedApplication &wanted) {
            wanted.issuer = QStringLiteral("https://acme.okta.com");
            evidence.issuer = wanted.issuer;
        });
        add("discovery that does not answer", [](ApplicationEvidence &evidence, WantedApplication &wanted) {
            wanted.issuer = QStringLiteral("https://acme.okta.com");
            evidence.issuer = Unexpected(refusal(404, QString()));
        });
        add("a groups claim that no call shows",
            [](ApplicationEvidence &, WantedApplication &wanted) { wanted.usesGroupsClaim = true; });
        add("secret in the body", setting(paths::AuthenticationMethod, QStringLiteral("client_secret_post")));
        add("dynamic issuer", setting(paths::IssuerMode, QStringLiteral("DYNAMIC")));
        add("no DPoP field", setting(paths::Dpop, QJsonValue::Undefined));
        add("no consent field", setting(paths::ConsentMethod, QJsonValue::Undefined));
        add("public subject", setting(paths::SubjectType, QStringLiteral("public")));
        add("any network",
            setting(paths::Network, QJsonObject{{QStringLiteral("connection"), QStringLiteral("ANYWHERE")}}));
        add("rotation with leeway",
            setting(paths::RefreshToken,
                    QJsonObject{{QStringLiteral("rotation_type"), QStringLiteral("ROTATE")},
                                {QStringLiteral("leeway"), 30}}));
        add("a tile", setting(u"visibility.hide.web", false));
        add("null logout", setting(u"universalLogout", QJsonValue::Null));
        add("the test's URIs, during the test", [](ApplicationEvidence &evidence, WantedApplication &wanted) {
            wanted.testRedirectUris = {QStringLiteral("http://127.0.0.1:23571/callback")};
            evidence.application = application(
                okta::withValueAt(goodApplication(), okta::paths::RedirectUris, list(wanted.allRedirectUris())));
        });
        add("Classic", setting(u"_links", QJsonObject()));
        add("Everyone, as chosen", [](ApplicationEvidence &evidence, WantedApplication &wanted) {
            wanted.isEveryoneChosen = true;
            (*evidence.groups)->append({QStringLiteral("00gE"), QStringLiteral("Everyone")});
        });
        add("people by name only", [](ApplicationEvidence &evidence, WantedApplication &wanted) {
            wanted.groups.clear();
            evidence.groups = QList<okta::GroupReference>();
        });
        add("old Pomerium without sign-out URI", [](ApplicationEvidence &evidence, WantedApplication &wanted) {
            wanted.sendsSignOutUri = false;
            evidence.application = application(
                okta::withValueAt(goodApplication(), okta::paths::SignOutRedirectUris, QJsonValue::Undefined));
        });
    }
    void what_is_no_fault_names_nothing()
    {
        QFETCH(Break, change);
        ApplicationEvidence evidence = goodEvidence();
        WantedApplication needed = wanted();
        change(evidence, needed);
        const auto result = okta::auditApplication(evidence, needed);
        QCOMPARE(named(result), QStringList());
        QVERIFY(result.isPassed());
    }

    void a_refusal_is_never_good_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("403") << 403 << QStringLiteral("E0000006");
        QTest::newRow("404") << 404 << QStringLiteral("E0000007");
    }
    void a_refusal_is_never_good()
    {
        QFETCH(int, status);
        QFETCH(QString, code);
        const ApiError error = refusal(status, code);
        const QList<QPair<QString, Break>> readings{
            {QStringLiteral("a27"), [&](auto &evidence, auto &) { evidence.groups = Unexpected(error); }},
            {QStringLiteral("a28"), [&](auto &evidence, auto &) { evidence.isOwnerAssigned = Unexpected(error); }},
            {QStringLiteral("a29"), [&](auto &evidence, auto &) { evidence.policyRules = Unexpected(error); }},
            {QStringLiteral("a30"), [&](auto &evidence, auto &) { evidence.secrets = Unexpected(error); }},
            {QStringLiteral("a31"), [&](auto &evidence, auto &) { evidence.grants = Unexpected(error); }}};
        for (const auto &[row, refuse] : readings) {
            ApplicationEvidence evidence = goodEvidence();
            WantedApplication needed = wanted();
            refuse(evidence, needed);
            const auto result = okta::auditApplication(evidence, needed);
            QCOMPARE(result.status(row), Status::Skipped);
            QCOMPARE(result.check(row).skip, Skip::CouldNotCheck);
            QCOMPARE(result.check(row).problem->as<ApiError>()->errorCode, code);
            QVERIFY(!result.isPassed());
            QVERIFY(!result.hasFailed());
        }
    }

    void an_app_that_cannot_be_read_passes_in_no_row()
    {
        ApplicationEvidence evidence = goodEvidence();
        evidence.application = Unexpected(refusal(403, QStringLiteral("E0000006")));
        const auto result = okta::auditApplication(evidence, wanted());
        QCOMPARE(result.count(Status::Skipped), 34);
        QVERIFY(!result.isPassed());
    }

    void nothing_assigned_and_no_right_to_see_it_is_not_nobody()
    {
        ApplicationEvidence evidence = goodEvidence();
        evidence.groups = Unexpected(refusal(403, QStringLiteral("E0000006")));
        evidence.hasUsers = false;
        const auto result = okta::auditApplication(evidence, wanted());
        QCOMPARE(result.status(QStringLiteral("a26")), Status::Skipped);
        QVERIFY(!result.isPassed());
    }

    void the_groups_claim_of_the_orgs_own_server_is_left_to_the_sign_in_test()
    {
        WantedApplication needed = wanted();
        needed.usesGroupsClaim = true;
        const auto result = okta::auditApplication(goodEvidence(), needed);
        QCOMPARE(result.status(QStringLiteral("a33")), Status::Skipped);
        const auto &check = result.check(QStringLiteral("a33"));
        QCOMPARE(check.problem->as<okta::ApplicationFinding>()->fault, okta::ApplicationFault::GroupsClaimUnseen);
        // There is no call that could have failed: an audit of a good app can pass.
        QVERIFY(result.isPassed());
    }

    void a_custom_server_that_cannot_be_read_is_not_good()
    {
        ApplicationEvidence evidence = goodEvidence();
        WantedApplication needed = wanted();
        atCustomServer(evidence, needed);
        evidence.server = Unexpected(refusal(401, QStringLiteral("E0000015")));
        for (const bool isAsked : {true, false}) {
            if (!isAsked)
                evidence.server.reset();
            const auto result = okta::auditApplication(evidence, needed);
            QCOMPARE(result.status(QStringLiteral("a34")), Status::Skipped);
            QCOMPARE(result.check(QStringLiteral("a34")).skip, Skip::CouldNotCheck);
            QVERIFY(result.check(QStringLiteral("a34")).problem);
            QVERIFY(!result.isPassed());
        }
    }

    void rules_that_cannot_be_read_are_not_good()
    {
        ApplicationEvidence evidence = goodEvidence();
        WantedApplication needed = wanted();
        atCustomServer(evidence, needed);
        (*evidence.server)->rules.clear();
        const auto result = okta::auditApplication(evidence, needed);
        QCOMPARE(result.check(QStringLiteral("a34")).skip, Skip::CouldNotCheck);
        QCOMPARE(named(result), QStringList());
        QVERIFY(!result.isPassed());
    }

    void secrets_that_nobody_asked_for_are_skipped_by_choice()
    {
        ApplicationEvidence evidence = goodEvidence();
        evidence.secrets.reset();
        const auto result = okta::auditApplication(evidence, wanted());
        QCOMPARE(result.check(QStringLiteral("a30")).skip, Skip::DoesNotApply);
        QVERIFY(result.isPassed());
    }
};

QTEST_GUILESS_MAIN(tst_ApplicationAudit)
#include "tst_ApplicationAudit.moc"

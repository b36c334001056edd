#include "cli/AppJob.h"

#include "oidc/LoopbackServer.h"
#include "okta/ApplicationFault.h"
#include "support/GoodApplication.h"
#include "support/OktaDescription.h"
#include "support/ScriptedOkta.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using checks::Status;
using cli::AppVerb;

namespace {

const QString Id = QStringLiteral("0oaGOOD00000000001d7");
const QString Marker = QStringLiteral("Made by Okta Setup for Pomerium 2026-11-28 (abcdefgh)");
const QStringList Pomerium{QStringLiteral("--authenticate-url"), QStringLiteral("https://authenticate.example.com"),
                           QStringLiteral("--pomerium"), QStringLiteral("0.30"), QStringLiteral("--no-groups")};
const QStringList TheApp{QStringLiteral("--client-id"), Id};
const QStringList Engineers{QStringLiteral("--groups"), QStringLiteral("Engineering")};

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class tst_AppJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_okta.emplace();
        m_folder.emplace();
        write(QStringLiteral("token"), m_okta->token().toLatin1() + '\n');
    }

    void a_plan_shows_each_request_and_sends_none()
    {
        QVERIFY(run(AppVerb::Plan, Pomerium + Engineers));
        QVERIFY(m_list.isPassed());
        const auto &create = m_list.check(QStringLiteral("request:1"));
        const auto line = advice::checkLine(create, m_list);
        QCOMPARE(line.id, QStringLiteral("request"));
        QVERIFY(line.headline.contains(QLatin1String("Pomerium")));
        QVERIFY(line.detail.contains(QLatin1String("POST /api/v1/apps?activate=true")));
        QVERIFY(line.detail.contains(QLatin1String("https://authenticate.example.com/.pomerium/signed_out")));
        QVERIFY(m_list.contains(QStringLiteral("request:2")));
        QVERIFY(isOnlyReading());
    }

    void an_app_is_created_and_its_secret_written_for_the_owner_only()
    {
        QVERIFY(run(AppVerb::Create, Pomerium + Engineers + output()));
        QVERIFY(m_list.isPassed());
        const QString id = m_okta->appIds().value(0);
        QCOMPARE(read(path(QStringLiteral("secret"))), m_okta->secretOf(id).toUtf8());
        QCOMPARE(QFileInfo(path(QStringLiteral("secret"))).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QCOMPARE(m_okta->assigned.value(id), QStringList{QStringLiteral("00gA")});
        for (const auto &line : advice::checkLines(m_list)) {
            QVERIFY(!line.detail.contains(m_okta->secretOf(id)));
            QVERIFY(!line.detail.contains(m_okta->token()));
        }
        const OktaDescription description;
        for (const auto &call : m_okta->calls())
            QCOMPARE(
                description.problems(QString::fromLatin1(call.method), call.path, call.body, call.method == "POST"),
                QStringList());
    }

    void a_creation_that_was_interrupted_goes_on_by_its_note()
    {
        okta::WantedApplication begun;
        begun.marker = Marker;
        begun.redirectUri = QStringLiteral("https://authenticate.example.com/oauth2/callback");
        begun.testRedirectUris = testUris();
        begun.signOutRedirectUris = {QStringLiteral("https://authenticate.example.com/.pomerium/signed_out")};
        begun.requiresPkce = false;
        const QString id = m_okta->add(begun.body());
        QVERIFY(
            !run(AppVerb::Create, Pomerium + output() + QStringList{QStringLiteral("--marker"), QStringLiteral("x")}));
        QVERIFY(
            run(AppVerb::Create, Pomerium + Engineers + output() + QStringList{QStringLiteral("--marker"), Marker}));
        QVERIFY(m_list.isPassed());
        QCOMPARE(m_okta->appIds(), QStringList{id});
        QCOMPARE(m_okta->count(QStringLiteral("POST /api/v1/apps")), 0);
        QCOMPARE(read(path(QStringLiteral("secret"))), m_okta->secretOf(id).toUtf8());
        QCOMPARE(m_okta->assigned.value(id), QStringList{QStringLiteral("00gA")});
    }

    void a_client_secret_that_a_repair_makes_is_not_lost()
    {
        m_okta->add(
            okta::withValueAt(goodApplication(), okta::paths::AuthenticationMethod, QStringLiteral("private_key_jwt")));
        m_okta->assigned.insert(Id, {QStringLiteral("00gA")});
        QVERIFY(run(AppVerb::Repair,
                    Pomerium + TheApp + Engineers + output()
                        + QStringList{QStringLiteral("--rows"), QStringLiteral("a13")}));
        QCOMPARE(m_list.status(QStringLiteral("a13")), Status::Passed);
        QCOMPARE(m_list.status(QStringLiteral("secret-written")), Status::Passed);
        QCOMPARE(read(path(QStringLiteral("secret"))), m_okta->secretOf(Id).toUtf8());
    }

    void nothing_is_created_whose_secret_would_be_lost()
    {
        QVERIFY(!run(AppVerb::Create, Pomerium));
        write(QStringLiteral("secret"), "something else");
        QVERIFY(!run(AppVerb::Create, Pomerium + output()));
        QCOMPARE(read(path(QStringLiteral("secret"))), QByteArray("something else"));
        QVERIFY(m_okta->calls().isEmpty());
    }

    void a_group_that_is_not_there_creates_nothing()
    {
        const QStringList groups{QStringLiteral("--groups"), QStringLiteral("Engineer")}; // the beginning of a name
        QVERIFY(run(AppVerb::Create, Pomerium + groups + output()));
        QCOMPARE(m_list.status(QStringLiteral("groups-found")), Status::Failed);
        QVERIFY(m_okta->appIds().isEmpty());
    }

    void an_audit_has_its_rows_and_changes_nothing()
    {
        m_okta->add(goodApplication());
        m_okta->assigned.insert(Id, {QStringLiteral("00gA")});
        QVERIFY(run(AppVerb::Audit, Pomerium + TheApp + Engineers));
        for (const QString &row : okta::auditRows())
            QVERIFY(m_list.contains(row));
        QVERIFY(m_list.isPassed());
        QVERIFY(isOnlyReading());
    }

    void an_org_with_one_fault_is_told_by_its_row_and_no_other_data()
    {
        using Break = std::function<void(ScriptedOkta &)>;
        QTest::addColumn<Break>("breakIt");
        QTest::addColumn<QString>("row");
        const auto setting = [](const char *row, QStringView path, const QJsonValue &value) {
            QTest::addRow("%s %s", row, qPrintable(path.toString()))
                << Break([path = path.toString(), value](ScriptedOkta &okta) {
                       okta.edit(Id, [&](QJsonObject &app) { app = okta::withValueAt(app, path, value); });
                   })
                << QString::fromLatin1(row);
        };
        const auto text = [](const char *value) { return QJsonValue(QString::fromLatin1(value)); };
        namespace paths = okta::paths;
        setting("a1", u"status", text("INACTIVE"));
        setting("a2", u"signOnMode", text("SAML_2_0"));
        setting("a3", paths::ApplicationType, text("native"));
        setting("a4", paths::GrantTypes, QJsonArray{text("refresh_token")});
        setting("a5", paths::GrantTypes, QJsonArray{text("authorization_code")});
        setting("a6", paths::GrantTypes,
                QJsonArray{text("authorization_code"), text("refresh_token"), text("client_credentials")});
        setting("a7", paths::ResponseTypes, QJsonArray{text("code"), text("id_token")});
        setting("a8", paths::RedirectUris, QJsonArray());
        setting("a9", paths::RedirectUris,
                QJsonArray{text("https://authenticate.example.com/oauth2/callback"), text("https://b.example/cb")});
        setting("a10", paths::RedirectUris,
                QJsonArray{text("https://authenticate.example.com/oauth2/callback"), text("http://b.example/cb")});
        setting("a11", paths::WildcardRedirect, text("SUBDOMAIN"));
        setting("a12", paths::SignOutRedirectUris, QJsonArray());
        setting("a13", paths::AuthenticationMethod, text("private_key_jwt"));
        setting("a14", paths::PkceRequired, true);
        setting("a15", paths::Dpop, true);
        setting("a16", paths::IssuerMode, text("CUSTOM_URL"));
        setting("a17", paths::Network,
                QJsonObject{{QStringLiteral("connection"), text("ZONE")},
                            {QStringLiteral("include"), QJsonArray{text("nzo1")}}});
        setting("a18", paths::AutoKeyRotation, false);
        setting("a19", paths::IdTokenEncryption, text("RSA-OAEP-256"));
        setting("a20", paths::SubjectType, text("pairwise"));
        setting("a21", paths::ConsentMethod, text("REQUIRED"));
        setting("a22", paths::RefreshToken,
                QJsonObject{{QStringLiteral("rotation_type"), text("ROTATE")}, {QStringLiteral("leeway"), 5}});
        setting("a23", paths::IdpInitiatedMode, text("OKTA"));
        setting("a24", paths::SingleLogout, true);
        setting("a25", paths::ImplicitAssignment, true);
        setting("a32", paths::SelfService, true);
        const auto state = [](const char *row, const char *name, const Break &breakIt) {
            QTest::addRow("%s %s", row, name) << breakIt << QString::fromLatin1(row);
        };
        state("a16", "told another issuer",
              [](ScriptedOkta &okta) { okta.issuer = QStringLiteral("https://login.acme.example"); });
        state("a26", "nobody", [](ScriptedOkta &okta) {
            okta.assigned.clear();
            okta.assignedUsers.clear();
        });
        state("a27", "Everyone", [](ScriptedOkta &okta) { okta.assigned[Id].append(QStringLiteral("00gE")); });
        state("a28", "not me", [](ScriptedOkta &okta) { okta.assignedUsers = {QStringLiteral("00uOTHER")}; });
        state("a29", "one factor", [](ScriptedOkta &okta) {
            okta.policyRules = QJsonDocument::fromJson(R"([{"name":"R","status":"ACTIVE","actions":{"appSignOn":
                {"access":"ALLOW","verificationMethod":{"factorMode":"1FA"}}}}])")
                                   .array();
        });
        state("a31", "scopes", [](ScriptedOkta &okta) { okta.grants = {QStringLiteral("okta.users.read")}; });
    }
    void an_org_with_one_fault_is_told_by_its_row_and_no_other()
    {
        QFETCH(std::function<void(ScriptedOkta &)>, breakIt);
        QFETCH(QString, row);
        m_okta->add(goodApplication());
        m_okta->assigned.insert(Id, {QStringLiteral("00gA")});
        breakIt(*m_okta);
        QVERIFY(run(AppVerb::Audit, Pomerium + TheApp + Engineers));
        QStringList named;
        for (const auto &check : m_list) {
            if (check.status == Status::Failed || check.status == Status::Warning)
                named.append(check.id);
        }
        QCOMPARE(named, QStringList{row});
        const auto line = advice::checkLine(m_list.check(row), m_list);
        QVERIFY(!line.code.isEmpty() && !line.headline.isEmpty() && !line.cause.isEmpty() && !line.remedy.isEmpty());
        QVERIFY(isOnlyReading());
    }

    void a_good_app_of_a_pomerium_that_reads_groups_passes()
    {
        m_okta->add(goodApplication());
        m_okta->assigned.insert(Id, {QStringLiteral("00gA")});
        QStringList pomerium = Pomerium;
        pomerium.removeAll(QStringLiteral("--no-groups"));
        QVERIFY(run(AppVerb::Audit, pomerium + TheApp + Engineers));
        QCOMPARE(m_list.status(QStringLiteral("a33")), Status::Skipped);
        QVERIFY(!advice::checkLine(m_list.check(QStringLiteral("a33")), m_list).remedy.isEmpty());
        QVERIFY(m_list.isPassed());
    }

    void a_custom_domain_is_found_out_and_its_issuer_mode_chosen()
    {
        m_okta->customDomain = QStringLiteral("https://login.acme.example");
        const QStringList domain{QStringLiteral("--provider-url"), m_okta->customDomain};
        QVERIFY(run(AppVerb::Plan, Pomerium + Engineers + domain));
        QVERIFY(advice::checkLine(m_list.check(QStringLiteral("request:1")), m_list)
                    .detail.contains(QLatin1String("\"issuer_mode\":\"CUSTOM_URL\"")));
        QVERIFY(run(AppVerb::Plan, Pomerium + Engineers));
        QVERIFY(advice::checkLine(m_list.check(QStringLiteral("request:1")), m_list)
                    .detail.contains(QLatin1String("\"issuer_mode\":\"ORG_URL\"")));
    }

    void a_fault_fails_the_audit_with_its_advice()
    {
        m_okta->add(okta::withValueAt(goodApplication(), okta::paths::PkceRequired, true));
        m_okta->assigned.insert(Id, {QStringLiteral("00gA")});
        QVERIFY(run(AppVerb::Audit, Pomerium + TheApp + Engineers));
        QCOMPARE(m_list.count(Status::Failed), 1);
        const auto line = advice::checkLine(m_list.check(QStringLiteral("a14")), m_list);
        QCOMPARE(line.code, QStringLiteral("OKTA-APP-PKCE-REQUIRED"));
        QVERIFY(!line.cause.isEmpty() && !line.remedy.isEmpty());
    }

    void a_repair_fixes_the_chosen_rows_and_audits_again()
    {
        m_okta->add(okta::withValueAt(
            okta::withValueAt(goodApplication(), okta::paths::ConsentMethod, QStringLiteral("REQUIRED")),
            okta::paths::Dpop, true));
        m_okta->assigned.insert(Id, {QStringLiteral("00gA")});
        QVERIFY(run(AppVerb::Repair,
                    Pomerium + TheApp + Engineers + QStringList{QStringLiteral("--rows"), QStringLiteral("a15")}));
        QCOMPARE(m_list.status(QStringLiteral("app-changed")), Status::Passed);
        QCOMPARE(m_list.status(QStringLiteral("a15")), Status::Passed);
        QCOMPARE(m_list.status(QStringLiteral("a21")), Status::Warning); // nobody asked for it
        QCOMPARE(m_list.status(QStringLiteral("sessions")), Status::Passed);
    }

    void a_dry_run_of_a_repair_shows_before_and_after()
    {
        m_okta->add(okta::withValueAt(goodApplication(), okta::paths::Dpop, true));
        QVERIFY(run(AppVerb::Repair,
                    Pomerium + TheApp
                        + QStringList{QStringLiteral("--rows"), QStringLiteral("all"), QStringLiteral("--dry-run")}));
        QVERIFY(advice::checkLine(m_list.check(QStringLiteral("request:1")), m_list)
                    .detail.contains(QLatin1String("dpop_bound_access_tokens: true -> false")));
        QVERIFY(isOnlyReading());
    }

    void the_clean_up_leaves_nothing_of_ours()
    {
        m_okta->add(okta::withValueAt(
            goodApplication(), okta::paths::RedirectUris,
            QJsonArray::fromStringList(QStringList{QStringLiteral("https://authenticate.example.com/oauth2/callback")}
                                       + testUris())));
        QVERIFY(run(AppVerb::CleanUp, TheApp));
        QVERIFY(m_list.isPassed());
        QCOMPARE(okta::listAt(m_okta->app(Id), okta::paths::RedirectUris).size(), 1);
        QVERIFY(m_okta->isTokenRevoked);
        QCOMPARE(m_list.status(QStringLiteral("token-rejected")), Status::Passed);
    }

    void only_the_app_with_our_note_is_deleted()
    {
        m_okta->add(goodApplication());
        const QStringList other{QStringLiteral("--marker"),
                                QStringLiteral("Made by Okta Setup for Pomerium 2026-11-28 (zzzzzzzz)")};
        QVERIFY(run(AppVerb::Delete, TheApp + other));
        QCOMPARE(m_list.status(QStringLiteral("app-ours")), Status::Failed);
        QCOMPARE(m_okta->appIds().size(), 1);
        QVERIFY(run(AppVerb::Delete, TheApp + QStringList{QStringLiteral("--marker"), Marker}));
        QVERIFY(m_list.isPassed());
        QVERIFY(m_okta->appIds().isEmpty());
    }

    void a_rotation_keeps_the_old_secret_until_it_is_retired()
    {
        m_okta->add(goodApplication());
        QVERIFY(run(AppVerb::RotateSecret, TheApp + output()));
        QCOMPARE(m_list.status(QStringLiteral("secret-added")), Status::Passed);
        QCOMPARE(m_list.status(QStringLiteral("secret-written")), Status::Passed);
        // This org has no token endpoint: what was not checked is not called accepted.
        QCOMPARE(m_list.status(QStringLiteral("secret-accepted")), Status::Skipped);
        QVERIFY(!m_list.isPassed());
        QCOMPARE(m_okta->secretsOf(Id).size(), 2);
        QVERIFY(run(AppVerb::RotateSecret,
                    TheApp
                        + QStringList{QStringLiteral("--retire-old"), QStringLiteral("--client-secret-file"),
                                      path(QStringLiteral("secret"))}));
        QVERIFY(m_list.isPassed());
        QCOMPARE(m_okta->secretsOf(Id).size(), 1);
        QCOMPARE(m_okta->secretOf(Id).toUtf8(), read(path(QStringLiteral("secret"))));
    }

    void a_wrong_token_fails_with_its_advice()
    {
        write(QStringLiteral("token"), QByteArray("00") + QByteArray(40, 'x'));
        QVERIFY(run(AppVerb::Audit, Pomerium + TheApp));
        const auto line = advice::checkLine(m_list.check(QStringLiteral("a1")), m_list);
        QCOMPARE(line.code, QStringLiteral("OKTA-MANAGEMENT-TOKEN-INVALID"));
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QStringList output() const
    {
        return {QStringLiteral("--client-secret-output"), path(QStringLiteral("secret"))};
    }
    static QStringList testUris()
    {
        QStringList uris;
        for (const quint16 port : oidc::fixedRedirectPorts())
            uris.append(oidc::loopbackRedirectUri(port));
        return uris;
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    [[nodiscard]] bool isOnlyReading() const
    {
        return std::all_of(m_okta->calls().cbegin(), m_okta->calls().cend(),
                           [](const auto &call) { return call.method == "GET"; });
    }
    /// Whether it was begun and came to its end; what it said is in m_list.
    [[nodiscard]] bool run(AppVerb verb, const QStringList &arguments)
    {
        const auto options =
            cli::Options::parse(QStringList{QStringLiteral("--org"), m_okta->url(),
                                            QStringLiteral("--management-token-file"), path(QStringLiteral("token"))}
                                    + arguments,
                                cli::appOptions(verb));
        if (!options) {
            qWarning("%s", qPrintable(options.error()));
            return false;
        }
        auto request = cli::appRequest(verb, *options);
        if (!request)
            return false;
        http::Client http;
        const cli::Console console(cli::Console::Style::Quiet);
        cli::AppJob job(std::move(*request), http, console);
        const QSignalSpy finished(&job, &Job::finished);
        job.start();
        const bool isFinished = QTest::qWaitFor([&finished] { return finished.size() == 1; }, 30'000);
        m_list = job.recorder().list();
        return isFinished;
    }

    std::optional<ScriptedOkta> m_okta;
    std::optional<QTemporaryDir> m_folder;
    checks::List m_list;
};

QTEST_GUILESS_MAIN(tst_AppJob)
#include "tst_AppJob.moc"

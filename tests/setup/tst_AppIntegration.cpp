#include "setup/AppIntegration.h"

#include "support/GoodApplication.h"
#include "support/ScriptedOkta.h"

#include <QSignalSpy>
#include <QTest>

using setup::AppIntegration;
using setup::AppRecord;
using Open = setup::AppRecord::Open;

namespace {

const QString TestUri = QStringLiteral("http://127.0.0.1:23571/callback");

okta::WantedApplication wanted()
{
    okta::WantedApplication wanted;
    wanted.redirectUri = QStringLiteral("https://authenticate.example.com/oauth2/callback");
    wanted.testRedirectUris = {TestUri};
    wanted.signOutRedirectUris = {QStringLiteral("https://authenticate.example.com/.pomerium/signed_out")};
    wanted.requiresPkce = false;
    wanted.groups = {{QStringLiteral("00gA"), QStringLiteral("Engineering")}};
    return wanted;
}

/// One start of the wizard: what it saves outlives it.
struct Start
{
    Start(ScriptedOkta &okta, QJsonObject &draft)
        : integration(http, AppRecord::fromJson(draft))
    {
        QObject::connect(&integration, &AppIntegration::recordChanged, &integration,
                         [this, &draft] { draft = integration.record().toJson(); });
        integration.setManagementToken(*okta::OrgUrl::parse(okta.url()), *okta::ApiToken::parse(okta.token()));
    }
    [[nodiscard]] bool wait() const
    {
        return QTest::qWaitFor([this] { return !integration.isBusy(); }, 30'000);
    }
    http::Client http;
    AppIntegration integration;
};

} // namespace

class tst_AppIntegration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing_is_sent_before_the_verb()
    {
        ScriptedOkta okta;
        QJsonObject draft;
        const Start start(okta, draft);
        QVERIFY(!AppIntegration::creationPlan(wanted()).isEmpty());
        QTest::qWait(0);
        QVERIFY(okta.calls().isEmpty());
        QVERIFY(draft.isEmpty());
    }

    void the_record_is_there_before_the_creation_is_sent()
    {
        ScriptedOkta okta;
        QJsonObject draft;
        Start start(okta, draft);
        AppRecord atPost;
        okta.before = [&](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (call.line() == QLatin1String("POST /api/v1/apps"))
                atPost = AppRecord::fromJson(draft);
            return std::nullopt;
        };
        start.integration.create(wanted());
        QVERIFY(start.wait());
        QVERIFY(start.integration.lines().isPassed());
        QCOMPARE(atPost.open(), Open::CreationUnknown);
        const auto kept = AppRecord::fromJson(draft);
        QCOMPARE(kept.open(), Open::CleanUp);
        QCOMPARE(kept.applicationId, okta.appIds().value(0));
        QCOMPARE(okta.app(kept.applicationId)
                     .value(QStringLiteral("settings"))
                     .toObject()
                     .value(QStringLiteral("notes"))
                     .toObject()
                     .value(QStringLiteral("admin"))
                     .toString(),
                 kept.marker);
        const QString secret = okta.secretOf(kept.applicationId);
        QCOMPARE(QString::fromUtf8(start.integration.takeClientSecret().reveal()), secret);
        QVERIFY(!QJsonDocument(draft).toJson().contains(secret.toUtf8()));
        QVERIFY(!QJsonDocument(draft).toJson().contains(okta.token().toUtf8()));
    }

    void killed_anywhere_the_next_start_ends_with_one_app_data()
    {
        QTest::addColumn<QString>("at"); // the request at which the wizard dies
        QTest::addColumn<bool>("isCarriedOut");
        const QString post = QStringLiteral("POST /api/v1/apps");
        const QString assign = QStringLiteral("PUT /groups/");
        QTest::newRow("before the first question") << QStringLiteral("GET /api/v1/apps") << false;
        QTest::newRow("as the creation is sent") << post << false;
        QTest::newRow("after it, before the reply") << post << true;
        QTest::newRow("before the assignment") << assign << false;
        QTest::newRow("after the assignment") << assign << true;
        QTest::newRow("before the reading back") << QStringLiteral("GET /api/v1/apps/0oa") << false;
    }
    void killed_anywhere_the_next_start_ends_with_one_app()
    {
        QFETCH(QString, at);
        QFETCH(bool, isCarriedOut);
        ScriptedOkta okta;
        QJsonObject draft;
        auto killed = std::make_unique<Start>(okta, draft);
        const auto isIt = [&at](const ScriptedOkta::Call &call) {
            const QString wantedPath = at.section(QLatin1Char(' '), 1);
            if (at.section(QLatin1Char(' '), 0, 0) != QString::fromLatin1(call.method))
                return false;
            if (wantedPath == QLatin1String("/api/v1/apps"))
                return call.path == wantedPath;
            return call.path.contains(wantedPath) && !call.path.endsWith(QLatin1String("/groups"));
        };
        okta.before = [&](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (!killed || !isIt(call) || isCarriedOut)
                return std::nullopt;
            killed.reset();
            return ScriptedOkta::Answer{0, {}, true};
        };
        okta.after = [&](const ScriptedOkta::Call &call, ScriptedOkta::Answer &) {
            if (killed && isIt(call) && isCarriedOut)
                killed.reset();
        };
        killed->integration.create(wanted());
        QTRY_VERIFY(!killed);
        QVERIFY(AppRecord::fromJson(draft).open() == Open::CreationUnknown
                || AppRecord::fromJson(draft).open() == Open::CreationUnfinished);

        Start next(okta, draft);
        next.integration.create(wanted());
        QVERIFY(next.wait());
        QVERIFY(next.integration.lines().isPassed());
        QCOMPARE(okta.appIds().size(), 1);
        const QString id = okta.appIds().first();
        QCOMPARE(okta.assigned.value(id), QStringList{QStringLiteral("00gA")});
        QCOMPARE(QString::fromUtf8(next.integration.takeClientSecret().reveal()), okta.secretOf(id));
    }

    void a_creation_can_be_undone_after_a_kill()
    {
        ScriptedOkta okta;
        QJsonObject draft;
        {
            Start first(okta, draft);
            first.integration.create(wanted());
            QVERIFY(first.wait());
        }
        Start next(okta, draft);
        next.integration.undoCreation();
        QVERIFY(next.wait());
        QVERIFY(next.integration.lines().isPassed());
        QVERIFY(okta.appIds().isEmpty());
        QCOMPARE(AppRecord::fromJson(draft), AppRecord());
    }

    void a_refusal_leaves_nothing_to_go_on_with()
    {
        ScriptedOkta okta;
        okta.before = [](const ScriptedOkta::Call &call) -> std::optional<ScriptedOkta::Answer> {
            if (call.method != "POST")
                return std::nullopt;
            return ScriptedOkta::error(403, QStringLiteral("E0000006"), QStringLiteral("You do not have permission"));
        };
        QJsonObject draft;
        Start start(okta, draft);
        start.integration.create(wanted());
        QVERIFY(start.wait());
        QVERIFY(start.integration.lines().hasFailed());
        QCOMPARE(AppRecord::fromJson(draft).open(), Open::Nothing);
    }

    void the_clean_up_is_open_until_it_was_seen_done()
    {
        ScriptedOkta okta;
        QJsonObject draft;
        Start start(okta, draft);
        start.integration.create(wanted());
        QVERIFY(start.wait());
        QCOMPARE(AppRecord::fromJson(draft).open(), Open::CleanUp);
        const QString id = start.integration.application()->id();
        start.integration.removeTestRedirectUris(id, {TestUri});
        QVERIFY(start.wait());
        QCOMPARE(AppRecord::fromJson(draft).open(), Open::Nothing);
        QCOMPARE(okta::listAt(okta.app(id), okta::paths::RedirectUris), QStringList{wanted().redirectUri});

        start.integration.revokeManagementToken();
        QTRY_VERIFY(!start.integration.hasManagementToken());
        QVERIFY(okta.isTokenRevoked);
        QVERIFY(start.integration.lines().isPassed());
    }

    void a_token_that_still_works_is_kept_to_be_revoked()
    {
        ScriptedOkta okta;
        okta.revokesReally = false;
        QJsonObject draft;
        Start start(okta, draft);
        start.integration.revokeManagementToken();
        QVERIFY(start.wait());
        QVERIFY(start.integration.hasManagementToken());
        QVERIFY(start.integration.lines().hasFailed());
    }

    void a_repair_does_what_was_shown_or_nothing()
    {
        ScriptedOkta okta;
        okta.add(okta::withValueAt(goodApplication(), okta::paths::Dpop, true));
        QJsonObject draft;
        Start start(okta, draft);
        const QString id = QStringLiteral("0oaGOOD00000000001d7");
        start.integration.audit(id, wanted());
        QVERIFY(start.wait());
        QCOMPARE(start.integration.lines().status(QStringLiteral("a15")), checks::Status::Failed);
        const auto plan = start.integration.repairPlan(wanted(), {QStringLiteral("a15")});
        QCOMPARE(plan.changes.size(), 1);

        okta.edit(id, [](QJsonObject &app) {
            app.insert(QStringLiteral("lastUpdated"), QStringLiteral("2026-11-28T10:59:00.000Z"));
        });
        start.integration.repair(wanted(), {QStringLiteral("a15")});
        QVERIFY(start.wait());
        QVERIFY(start.integration.lines().hasFailed());
        QCOMPARE(okta.count(QStringLiteral("PUT /api/v1/apps/") + id), 0);

        start.integration.audit(id, wanted());
        QVERIFY(start.wait());
        start.integration.repair(wanted(), {QStringLiteral("a15")});
        QVERIFY(start.wait());
        QVERIFY(start.integration.lines().isPassed());
        QCOMPARE(okta::valueAt(okta.app(id), okta::paths::Dpop), QJsonValue(false));
    }

    void a_record_that_makes_no_sense_is_none()
    {
        const AppRecord record = AppRecord::fromJson({{QStringLiteral("way"), QStringLiteral("magic")},
                                                      {QStringLiteral("marker"), QStringLiteral("not ours")},
                                                      {QStringLiteral("applicationId"), QStringLiteral("../users")}});
        QCOMPARE(record, AppRecord());
    }
};

QTEST_GUILESS_MAIN(tst_AppIntegration)
#include "tst_AppIntegration.moc"

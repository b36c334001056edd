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

const QString GoodId = QStringLiteral("0oaGOOD00000000001d7");

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
        QCOMPARE(AppRecord::fromJson(draft).open(), Open::Token); // there is one, and it may be used
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
        const AppRecord left = AppRecord::fromJson(draft);
        QVERIFY(left.marker.isEmpty() && left.applicationId.isEmpty());
        QCOMPARE(left.open(), Open::Token); // which was used, and not revoked
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
        QCOMPARE(AppRecord::fromJson(draft).open(), Open::Token);
        QVERIFY(AppRecord::fromJson(draft).marker.isEmpty());
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
        start.integration.cleanUp(QString(), {TestUri});
        QVERIFY(start.wait());
        QCOMPARE(AppRecord::fromJson(draft).open(), Open::Token);
        QVERIFY(AppRecord::fromJson(draft).isCleanedUp);
        QCOMPARE(okta::listAt(okta.app(id), okta::paths::RedirectUris), QStringList{wanted().redirectUri});

        start.integration.revokeManagementToken();
        QTRY_VERIFY(!start.integration.hasManagementToken());
        QCOMPARE(AppRecord::fromJson(draft).open(), Open::Nothing);
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
        QCOMPARE(start.integration.lines().status(QStringLiteral("read-back")), checks::Status::Passed);
        QCOMPARE(okta::valueAt(okta.app(id), okta::paths::Dpop), QJsonValue(false));
    }

    void a_repair_is_audited_again_and_can_be_undone()
    {
        ScriptedOkta okta;
        okta.add(okta::withValueAt(okta::withValueAt(goodApplication(), okta::paths::Dpop, true), u"status",
                                   QStringLiteral("INACTIVE")));
        okta.assigned.insert(GoodId, {QStringLiteral("00gE")});
        QJsonObject draft;
        Start start(okta, draft);
        start.integration.setWay(setup::AppWay::Existing);
        start.integration.audit(GoodId, wanted());
        QVERIFY(start.wait());
        QCOMPARE(AppRecord::fromJson(draft).checkedId, GoodId);
        const QJsonObject before = okta.app(GoodId);
        const QStringList rows{QStringLiteral("a1"), QStringLiteral("a15"), QStringLiteral("a27"),
                               okta::ApplicationPlan::TestUrisRow};
        QVERIFY(!start.integration.canUndoRepair());
        start.integration.repair(wanted(), rows);
        QVERIFY(start.wait());
        // The rows are judged again by themselves, behind the lines of the change.
        QCOMPARE(start.integration.lines().status(QStringLiteral("read-back")), checks::Status::Passed);
        for (const QString &row : {QStringLiteral("a1"), QStringLiteral("a15"), QStringLiteral("a27")})
            QCOMPARE(start.integration.lines().status(row), checks::Status::Passed);
        QCOMPARE(okta.assigned.value(GoodId), QStringList{QStringLiteral("00gA")});
        QCOMPARE(okta.app(GoodId).value(QStringLiteral("status")).toString(), QStringLiteral("ACTIVE"));
        QVERIFY(okta::listAt(okta.app(GoodId), okta::paths::RedirectUris).contains(TestUri));
        QVERIFY(AppRecord::fromJson(draft).hasTestRedirectUris);

        QVERIFY(start.integration.canUndoRepair());
        start.integration.undoRepair(wanted());
        QVERIFY(start.wait());
        QVERIFY(!start.integration.canUndoRepair());
        QJsonObject after = okta.app(GoodId);
        after.insert(QStringLiteral("lastUpdated"), before.value(QStringLiteral("lastUpdated")));
        QCOMPARE(after, before);
        QCOMPARE(okta.assigned.value(GoodId), QStringList{QStringLiteral("00gE")});
        QCOMPARE(start.integration.lines().status(QStringLiteral("a15")), checks::Status::Failed);
        QVERIFY(!AppRecord::fromJson(draft).hasTestRedirectUris);
    }

    void a_put_that_loses_fields_can_be_undone()
    {
        ScriptedOkta okta;
        okta.add(okta::withValueAt(goodApplication(), okta::paths::Dpop, true));
        bool isLossy = true;
        okta.stored = [&isLossy](QJsonObject &app) {
            if (isLossy)
                app.remove(QStringLiteral("profile"));
        };
        QJsonObject draft;
        Start start(okta, draft);
        start.integration.audit(GoodId, wanted());
        QVERIFY(start.wait());
        start.integration.repair(wanted(), {QStringLiteral("a15")});
        QVERIFY(start.wait());
        QCOMPARE(start.integration.lines().status(QStringLiteral("app-changed")), checks::Status::Failed);
        QVERIFY(!okta.app(GoodId).contains(QStringLiteral("profile")));
        isLossy = false;
        QVERIFY(start.integration.canUndoRepair());
        start.integration.undoRepair(wanted());
        QVERIFY(start.wait());
        QCOMPARE(okta.app(GoodId).value(QStringLiteral("profile")), goodApplication().value(QStringLiteral("profile")));
        QCOMPARE(okta::valueAt(okta.app(GoodId), okta::paths::Dpop), QJsonValue(true));
    }

    void nobody_may_sign_in_as_long_as_nobody_was_chosen()
    {
        ScriptedOkta okta;
        QJsonObject draft;
        Start start(okta, draft);
        okta::WantedApplication everyone = wanted();
        everyone.isEveryoneChosen = true;
        start.integration.prepare({QStringLiteral("Everyone")});
        QVERIFY(start.wait());
        auto completed = start.integration.completed(everyone, okta.url());
        QVERIFY(completed.groups.isEmpty() && !completed.isEveryoneChosen);
        start.integration.setAccessChosen(true);
        start.integration.prepare({QStringLiteral("Everyone")});
        QVERIFY(start.wait());
        completed = start.integration.completed(everyone, okta.url());
        QCOMPARE(completed.groups.size(), 1);
        QVERIFY(completed.isEveryoneChosen);
    }

    void groups_of_one_name_are_told_apart_by_the_list()
    {
        ScriptedOkta okta;
        okta.groups.insert(QStringLiteral("00gB"), QStringLiteral("Engineering"));
        QJsonObject draft;
        Start start(okta, draft);
        start.integration.listGroups();
        QVERIFY(QTest::qWaitFor([&] { return !start.integration.isListingGroups(); }));
        QCOMPARE(start.integration.directory().size(), 3);
        start.integration.setAccessChosen(true);
        start.integration.prepare({QStringLiteral("Engineering")});
        QVERIFY(start.wait());
        QVERIFY(start.integration.lines().hasFailed()); // the name alone does not say which
        start.integration.setChosenGroups({{QStringLiteral("00gB"), QStringLiteral("Engineering")}});
        start.integration.prepare({QStringLiteral("Engineering")});
        QVERIFY(start.wait());
        QVERIFY(start.integration.isPreparedFor({QStringLiteral("Engineering")}));
        start.integration.create(start.integration.completed(wanted(), okta.url()));
        QVERIFY(start.wait());
        QCOMPARE(okta.assigned.value(okta.appIds().value(0)), QStringList{QStringLiteral("00gB")});
    }

    void a_secret_is_rotated_in_stages()
    {
        ScriptedOkta okta;
        okta.add(goodApplication());
        const QString old = okta.secretOf(GoodId);
        QJsonObject draft;
        Start start(okta, draft);
        start.integration.addSecret(GoodId); // found by its client ID
        QVERIFY(start.wait());
        QVERIFY(start.integration.lines().isPassed());
        QCOMPARE(AppRecord::fromJson(draft).open(), Open::Rotation);
        QCOMPARE(okta.secretsOf(GoodId).size(), 2);
        const QString fresh = QString::fromUtf8(start.integration.takeClientSecret().reveal());
        QVERIFY(!fresh.isEmpty() && fresh != old);
        QVERIFY(start.integration.isClientSecretNew());
        QVERIFY(!QJsonDocument(draft).toJson().contains(fresh.toUtf8()));

        start.integration.retireOldSecret();
        QVERIFY(start.wait());
        QVERIFY(start.integration.lines().isPassed());
        QCOMPARE(okta.secretsOf(GoodId).size(), 1);
        QCOMPARE(okta.secretOf(GoodId), fresh);
        QCOMPARE(AppRecord::fromJson(draft).open(), Open::Token);
    }

    void a_rotation_can_be_taken_back()
    {
        ScriptedOkta okta;
        okta.add(goodApplication());
        const QString old = okta.secretOf(GoodId);
        QJsonObject draft;
        Start start(okta, draft);
        start.integration.addSecret(GoodId);
        QVERIFY(start.wait());
        const QSignalSpy withdrawn(&start.integration, &AppIntegration::secretWithdrawn);
        start.integration.withdrawSecret();
        QVERIFY(start.wait());
        QVERIFY(start.integration.lines().isPassed());
        QCOMPARE(withdrawn.size(), 1);
        QCOMPARE(okta.secretsOf(GoodId).size(), 1);
        QCOMPARE(okta.secretOf(GoodId), old);
        QVERIFY(!AppRecord::fromJson(draft).isRotationOpen());
    }

    /// The table of kill points: where the wizard dies, what the next start knows, and where going on or undoing ends.
    void killed_anywhere_the_next_start_goes_on_or_undoes_data()
    {
        QTest::addColumn<QString>("work");
        QTest::addColumn<QString>("at"); // the request at which it dies
        QTest::addColumn<bool>("isCarriedOut");
        QTest::addColumn<bool>("isUndone"); // at the next start
        QTest::addColumn<Open>("known");
        const auto row = [](const char *work, const char *at, bool isCarriedOut, bool isUndone, Open known) {
            QTest::addRow("%s, %s, %s, then %s", work, at, isCarriedOut ? "carried out" : "not carried out",
                          isUndone ? "undone" : "gone on with")
                << QString::fromLatin1(work) << QString::fromLatin1(at) << isCarriedOut << isUndone << known;
        };
        for (const bool isUndone : {false, true}) {
            row("create", "POST /api/v1/apps", false, isUndone, Open::CreationUnknown);
            row("create", "POST /api/v1/apps", true, isUndone, Open::CreationUnknown);
            row("create", "PUT /groups/00gA", false, isUndone, Open::CreationUnfinished);
            row("create", "PUT /groups/00gA", true, isUndone, Open::CreationUnfinished);
            row("rotate", "POST /credentials/secrets", false, isUndone, Open::RotationUnknown);
            row("rotate", "POST /credentials/secrets", true, isUndone, Open::RotationUnknown);
        }
        row("undo", "POST /lifecycle/deactivate", false, false, Open::UndoUnfinished);
        row("undo", "POST /lifecycle/deactivate", true, false, Open::UndoUnfinished);
        row("undo", "DELETE /api/v1/apps/0oa", false, false, Open::UndoUnfinished);
        row("undo", "DELETE /api/v1/apps/0oa", true, false, Open::UndoUnfinished);
        row("retire", "POST /lifecycle/deactivate", false, false, Open::RetirementUnfinished);
        row("retire", "POST /lifecycle/deactivate", true, false, Open::RetirementUnfinished);
        row("retire", "DELETE /credentials/secrets/", false, false, Open::RetirementUnfinished);
        row("retire", "DELETE /credentials/secrets/", true, false, Open::RetirementUnfinished);
        row("withdraw", "POST /lifecycle/deactivate", true, false, Open::WithdrawalUnfinished);
        row("withdraw", "DELETE /credentials/secrets/", false, false, Open::WithdrawalUnfinished);
        row("withdraw", "DELETE /credentials/secrets/", true, false, Open::WithdrawalUnfinished);
        row("clean up", "PUT /api/v1/apps/0oa", false, false, Open::CleanUp);
        row("clean up", "PUT /api/v1/apps/0oa", true, false, Open::CleanUp);
        row("revoke", "DELETE /api-tokens/current", false, false, Open::Token);
    }
    void killed_anywhere_the_next_start_goes_on_or_undoes()
    {
        QFETCH(QString, work);
        QFETCH(QString, at);
        QFETCH(bool, isCarriedOut);
        QFETCH(bool, isUndone);
        QFETCH(Open, known);
        ScriptedOkta okta;
        QJsonObject draft;
        const bool isAboutSecrets =
            work == QLatin1String("rotate") || work == QLatin1String("retire") || work == QLatin1String("withdraw");
        QString old;
        QString fresh;
        if (isAboutSecrets) {
            okta.add(goodApplication());
            old = okta.secretOf(GoodId);
        }
        auto killed = std::make_unique<Start>(okta, draft);
        // What was done before, as far as the work needs it.
        if (work == QLatin1String("retire") || work == QLatin1String("withdraw"))
            killed->integration.addSecret(GoodId);
        if (work == QLatin1String("undo") || work == QLatin1String("clean up"))
            killed->integration.create(wanted());
        QVERIFY(killed->wait());
        if (work == QLatin1String("retire"))
            fresh = QString::fromUtf8(killed->integration.takeClientSecret().reveal());

        const auto isIt = [&at](const ScriptedOkta::Call &call) {
            const QString path = at.section(QLatin1Char(' '), 1);
            return at.section(QLatin1Char(' '), 0, 0) == QString::fromLatin1(call.method)
                && (path == QLatin1String("/api/v1/apps") ? call.path == path : call.path.contains(path));
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
        if (work == QLatin1String("create"))
            killed->integration.create(wanted());
        else if (work == QLatin1String("rotate"))
            killed->integration.addSecret(GoodId);
        else if (work == QLatin1String("undo"))
            killed->integration.undoCreation();
        else if (work == QLatin1String("retire"))
            killed->integration.retireOldSecret();
        else if (work == QLatin1String("withdraw"))
            killed->integration.withdrawSecret();
        else if (work == QLatin1String("clean up"))
            killed->integration.cleanUp(QString(), {TestUri});
        else
            killed->integration.revokeManagementToken();
        QTRY_VERIFY(!killed);
        QCOMPARE(AppRecord::fromJson(draft).open(), known);

        Start next(okta, draft);
        next.integration.restore(AppRecord::fromJson(draft));
        QVERIFY(next.integration.isRestored());
        next.integration.setManagementToken(*okta::OrgUrl::parse(okta.url()), *okta::ApiToken::parse(okta.token()));
        next.integration.setAccessChosen(true);
        next.integration.inspect(wanted());
        QVERIFY(next.wait());
        QVERIFY(next.integration.inspection());
        if (isUndone) {
            QVERIFY(next.integration.canUndoOpen());
            next.integration.undoOpen();
        } else {
            next.integration.goOn(wanted(), okta.url(), {QStringLiteral("Engineering")}, GoodId);
        }
        QVERIFY(QTest::qWaitFor(
            [&] {
                const auto open = AppRecord::fromJson(draft).open();
                return !next.integration.isBusy() && open != known && open != Open::CreationUnfinished
                    && open != Open::RotationUnknown;
            },
            30'000));
        const AppRecord left = AppRecord::fromJson(draft);
        if (work == QLatin1String("create")) {
            QCOMPARE(okta.appIds().size(), isUndone ? 0 : 1);
            QCOMPARE(left.open(), isUndone ? Open::Token : Open::CleanUp);
            if (!isUndone) {
                const QString id = okta.appIds().first();
                QCOMPARE(okta.assigned.value(id), QStringList{QStringLiteral("00gA")});
                QCOMPARE(QString::fromUtf8(next.integration.takeClientSecret().reveal()), okta.secretOf(id));
            }
        } else if (work == QLatin1String("undo")) {
            QVERIFY(okta.appIds().isEmpty());
        } else if (work == QLatin1String("rotate")) {
            QCOMPARE(okta.secretsOf(GoodId).size(), isUndone ? 1 : 2);
            QCOMPARE(okta.secretOf(GoodId), old);
            QCOMPARE(left.isRotationOpen(), !isUndone);
            if (!isUndone)
                QCOMPARE(QString::fromUtf8(next.integration.takeClientSecret().reveal()),
                         okta.secretsOf(GoodId).at(1).toObject().value(QStringLiteral("client_secret")).toString());
        } else if (work == QLatin1String("clean up")) {
            QCOMPARE(okta::listAt(okta.app(okta.appIds().first()), okta::paths::RedirectUris),
                     QStringList{wanted().redirectUri});
            QVERIFY(left.isCleanedUp);
        } else if (work == QLatin1String("revoke")) {
            QVERIFY(okta.isTokenRevoked);
        } else {
            QCOMPARE(okta.secretsOf(GoodId).size(), 1);
            QCOMPARE(okta.secretOf(GoodId), work == QLatin1String("retire") ? fresh : old);
            QVERIFY(!left.isRotationOpen());
        }
        QVERIFY(!next.integration.isRestored() || left.open() == Open::Token || left.open() == Open::Nothing);
    }

    void a_groups_claim_on_trial_is_remembered_until_it_is_gone()
    {
        ScriptedOkta okta;
        okta.add(goodApplication());
        QJsonObject draft;
        Start start(okta, draft);
        start.integration.addGroupsClaim(GoodId);
        QVERIFY(start.wait());
        QVERIFY(start.integration.lines().isPassed());
        const AppRecord known = AppRecord::fromJson(draft);
        QVERIFY(!known.claimId.isEmpty());
        QCOMPARE(okta.federatedClaims.value(GoodId).size(), 1);
        start.integration.removeGroupsClaim();
        QVERIFY(start.wait());
        QVERIFY(okta.federatedClaims.value(GoodId).isEmpty());
        QVERIFY(AppRecord::fromJson(draft).claimId.isEmpty());
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

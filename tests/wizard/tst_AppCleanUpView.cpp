#include "wizard/AppCleanUpView.h"

#include "setup/Requests.h"
#include "wizard/Question.h"
#include "wizard/Visible.h"
#include "wizard/World.h"

#include <QLabel>
#include <QPushButton>

namespace {

/// A wizard that has created its app.
void createApp(World &world)
{
    world.enterOrganization();
    auto &app = world.setup.app();
    world.setup.application().setApplicationName(QStringLiteral("Made by the wizard"));
    world.setup.organization().setAuthenticateText(QStringLiteral("https://authenticate.second.example"));
    app.setWay(setup::AppWay::Created);
    app.setManagementToken(*world.setup.configuration().org,
                           *okta::ApiToken::parse(Secret::fromText(world.org.apiToken())));
    app.setAccessChosen(true);
    app.prepare({QStringLiteral("Everyone")});
    QTRY_VERIFY(!app.isBusy());
    app.create(
        app.completed(setup::wantedApplication(world.setup.configuration()), world.setup.configuration().issuer));
    QTRY_VERIFY_WITH_TIMEOUT(!app.isBusy(), 20'000);
    QVERIFY(app.record().isFinished);
}

} // namespace

class tst_AppCleanUpView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_is_ours_is_taken_out_and_the_token_revoked_last()
    {
        World world;
        createApp(world);
        AppCleanUpView view(world.setup);
        view.show();
        QVERIFY(says(view, QStringLiteral("are in the app")));
        QVERIFY(says(view, QStringLiteral("may still work")));
        button(view, QStringLiteral("Remove them"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(world.setup.app().record().isCleanedUp, 20'000);
        QTRY_VERIFY(!world.setup.app().isBusy());
        QVERIFY(!button(view, QStringLiteral("Remove them")));
        button(view, QStringLiteral("Revoke it"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!world.setup.hasOpenWork(), 20'000);
        QVERIFY(world.org.isApiTokenRevoked());
        QTRY_VERIFY(says(view, QStringLiteral("Nothing of ours is left in Okta.")));
        QVERIFY(!world.setup.done().tasks().contains(setup::DoneStep::Task::RemoveLoopbackRedirectUris));
    }

    void the_app_is_deleted_only_after_a_question()
    {
        World world;
        createApp(world);
        AppCleanUpView view(world.setup);
        view.show();
        button(view, QStringLiteral("Delete the app…"))->click();
        auto *question = view.findChild<Question *>();
        QVERIFY(question);
        QVERIFY(!world.setup.app().isBusy());
        question->reject();
        QVERIFY(!world.setup.app().isBusy());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        button(view, QStringLiteral("Delete the app…"))->click();
        question = view.findChild<Question *>();
        QVERIFY(question);
        question->accept();
        QTRY_VERIFY_WITH_TIMEOUT(world.setup.app().record().applicationId.isEmpty(), 20'000);
        QVERIFY(world.setup.app().lines().isPassed());
        QVERIFY(!button(view, QStringLiteral("Delete the app…")));
    }

    void without_a_token_it_is_asked_for_and_nothing_can_be_pressed()
    {
        World world;
        world.enterOrganization();
        AppCleanUpView view(world.setup);
        view.show();
        QVERIFY(named<QWidget>(view, QStringLiteral("Management token")));
        QVERIFY(!button(view, QStringLiteral("Remove them"))->isEnabled());
        QVERIFY(!button(view, QStringLiteral("Revoke it")));
    }
};

QTEST_MAIN(tst_AppCleanUpView)
#include "tst_AppCleanUpView.moc"

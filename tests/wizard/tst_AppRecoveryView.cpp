#include "wizard/AppRecoveryView.h"

#include "wizard/Question.h"
#include "wizard/Visible.h"
#include "wizard/World.h"

#include <QLabel>
#include <QPushButton>

namespace {

const QString Marker = QStringLiteral("Made by Okta Setup for Pomerium 2026-11-28 (abcdefgh)");

void enterToken(World &world)
{
    world.setup.app().setManagementToken(*world.setup.configuration().org,
                                         *okta::ApiToken::parse(Secret::fromText(world.org.apiToken())));
}

/// As a draft of an earlier start says.
void restore(World &world, const setup::AppRecord &record)
{
    world.enterOrganization();
    world.setup.app().restore(record);
}

setup::AppRecord creating()
{
    setup::AppRecord record;
    record.way = setup::AppWay::Created;
    record.isAccessChosen = true;
    record.marker = Marker;
    record.hasTestRedirectUris = true;
    record.hasToken = true;
    return record;
}

} // namespace

class tst_AppRecoveryView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing_unfinished_shows_nothing()
    {
        World world;
        world.enterOrganization();
        AppRecoveryView view(world.setup);
        view.render();
        QVERIFY(view.isHidden());
        enterToken(world); // of this start: not what was left by another
        QVERIFY(view.isHidden());
    }

    void the_window_has_it_as_soon_as_something_is_unfinished()
    {
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        QVERIFY(!window.findChild<AppRecoveryView *>());
        restore(world, creating());
        auto *const view = window.findChild<AppRecoveryView *>();
        QVERIFY(view);
        QVERIFY(view->isVisibleTo(&window));
    }

    void a_creation_of_which_okta_has_nothing_is_forgotten()
    {
        World world;
        restore(world, creating());
        AppRecoveryView view(world.setup);
        view.show();
        QVERIFY(says(view, QStringLiteral("was creating an app integration")));
        QVERIFY(!button(view, QStringLiteral("Ask Okta what is there"))->isEnabled());
        enterToken(world);
        QVERIFY(!button(view, QStringLiteral("Go on"))); // Okta is asked first
        button(view, QStringLiteral("Ask Okta what is there"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(world.setup.app().inspection().has_value(), 20'000);
        QTRY_VERIFY(says(view, QStringLiteral("Okta has no app with our note")));
        button(view, QStringLiteral("Undo"))->click();
        view.findChild<Question *>()->accept();
        QVERIFY(world.setup.app().record().marker.isEmpty());
        QCOMPARE(world.setup.app().record().open(), setup::AppRecord::Open::Token);
    }

    void a_creation_goes_on_to_its_end()
    {
        World world;
        world.setup.application().setApplicationName(QStringLiteral("Made by the wizard"));
        restore(world, creating());
        world.setup.organization().setAuthenticateText(QStringLiteral("https://authenticate.second.example"));
        AppRecoveryView view(world.setup);
        view.show();
        enterToken(world);
        button(view, QStringLiteral("Ask Okta what is there"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(world.setup.app().inspection().has_value(), 20'000);
        QTRY_VERIFY(button(view, QStringLiteral("Go on")));
        button(view, QStringLiteral("Go on"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(world.setup.app().record().isFinished, 30'000);
        QTRY_VERIFY(view.isHidden());
        QVERIFY(!world.setup.configuration().clientSecret.isEmpty());
    }

    void a_token_of_the_last_start_is_revoked_or_said_to_be()
    {
        World world;
        setup::AppRecord record;
        record.hasToken = true;
        restore(world, record);
        AppRecoveryView view(world.setup);
        view.show();
        QVERIFY(says(view, QStringLiteral("may still work")));
        button(view, QStringLiteral("I revoked it in Okta"))->click();
        QVERIFY(!world.setup.hasOpenWork());
        QVERIFY(view.isHidden());

        restore(world, record);
        enterToken(world);
        button(view, QStringLiteral("Revoke the token"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!world.setup.hasOpenWork(), 20'000);
        QVERIFY(world.org.isApiTokenRevoked());
    }

    void it_can_wait()
    {
        World world;
        restore(world, creating());
        AppRecoveryView view(world.setup);
        view.show();
        button(view, QStringLiteral("Not now"))->click();
        QVERIFY(view.isHidden());
        QVERIFY(world.setup.hasOpenWork()); // and is in the draft
    }
};

QTEST_MAIN(tst_AppRecoveryView)
#include "tst_AppRecoveryView.moc"

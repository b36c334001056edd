// What a trainer can show: each mistake in Okta, chosen in the window, ends on its page with what to do about it.

#include "wizard/Breadcrumb.h"
#include "wizard/Page.h"
#include "wizard/StepTitles.h"
#include "wizard/World.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>

using demo::Scenario;
using setup::StepId;

namespace {

QString words(const QWidget &page)
{
    QStringList all;
    const auto labels = page.findChildren<QLabel *>();
    for (const QLabel *const label : labels) {
        if (label->isVisible())
            all.append(label->text());
    }
    const auto ways = page.findChildren<Breadcrumb *>();
    for (const Breadcrumb *const way : ways) {
        if (way->isVisible())
            all.append(way->accessibleName());
    }
    return all.join(QLatin1Char('\n'));
}

/// What the browser shows stays in the browser: the page offers a list of it.
void chooseSymptom(const SetupWizard &window, int index)
{
    named<QPushButton>(window.page(), QStringLiteral("What do you see in your browser?"))->click();
    const auto choices = window.page().findChildren<QRadioButton *>();
    QVERIFY(choices.size() > index && choices.at(index)->isVisible());
    choices.at(index)->click();
}

} // namespace

class tst_Moods : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_mistake_in_okta_ends_with_what_to_do_data()
    {
        QTest::addColumn<Scenario>("mood");
        QTest::addColumn<StepId>("step");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("refresh grant off, credentials")
            << Scenario::RefreshTokenForgotten << StepId::Credentials
            << QStringList{QStringLiteral("Refresh Token"), QStringLiteral("Under Grant type, select Refresh Token.")};
        QTest::newRow("refresh grant off, sign-in")
            << Scenario::RefreshTokenForgotten << StepId::SignIn
            << QStringList{QStringLiteral("Under Grant type, select Refresh Token.")};
        QTest::newRow("redirect URI missing, credentials")
            << Scenario::LoopbackUrisMissing << StepId::Credentials
            << QStringList{QStringLiteral("Add the URI to Sign-in redirect URIs.")};
        QTest::newRow("redirect URI missing, sign-in")
            << Scenario::LoopbackUrisMissing << StepId::SignIn
            << QStringList{QStringLiteral("The redirect URI is not registered."),
                           QStringLiteral("Add the URI to Sign-in redirect URIs.")};
        QTest::newRow("wrong secret, credentials")
            << Scenario::SecretRotated << StepId::Credentials
            << QStringList{QStringLiteral("Copy the secret that is Active."), QStringLiteral("Client Credentials")};
        QTest::newRow("wrong secret, sign-in")
            << Scenario::SecretRotated << StepId::SignIn
            << QStringList{QStringLiteral("Copy the secret that is Active."), QStringLiteral("Client Credentials")};
        QTest::newRow("user not assigned") << Scenario::RobinNotAssigned << StepId::SignIn
                                           << QStringList{QStringLiteral("not assigned"), QStringLiteral("Assign")};
        QTest::newRow("token without rights") << Scenario::TokenWithoutRights << StepId::ApiToken
                                              << QStringList{QStringLiteral("Read-Only Administrator")};
        QTest::newRow("rate limited") << Scenario::RateLimitUsedUp << StepId::ApiToken
                                      << QStringList{QStringLiteral("too many requests"),
                                                     QStringLiteral("Wait a minute, then check again."),
                                                     QStringLiteral("check again in")};
    }

    void a_mistake_in_okta_ends_with_what_to_do()
    {
        QFETCH(Scenario, mood);
        QFETCH(StepId, step);
        QFETCH(QStringList, says);
        World world;
        DemoValues demo;
        demo.moods = QStringList{QStringLiteral("Nothing"), QStringLiteral("This")};
        demo.setMood = [&](int index) { world.org.setScenario(index == 1 ? mood : Scenario::EverythingWorks); };
        SetupWizard window(world.setup, {}, &demo);
        window.show();
        world.enterOrganization();
        world.enterApplication();
        world.enterCredentials();
        if (step == StepId::ApiToken)
            world.setup.signIn().skip();
        world.setup.goTo(step);
        QCOMPARE(world.setup.current(), step);
        named<QComboBox>(window, QStringLiteral("Scenario"))->setCurrentIndex(1);
        const auto press = [&window](const char *button) {
            auto *const found = named<QPushButton>(window.page(), QLatin1String(button));
            QVERIFY2(found && found->isVisible() && found->isEnabled(), button);
            found->click();
        };
        const auto &asked = world.setup.step(step);
        if (step == StepId::Credentials) {
            press("Check again");
            QTRY_VERIFY(!asked.isBusy());
        } else if (step == StepId::ApiToken) {
            world.setup.apiToken().setToken(Secret::fromText(world.org.apiToken()));
            QTRY_VERIFY(world.setup.apiToken().checkedAt().isValid());
            // A rate limit is waited for, in the open and until Cancel; everything else has ended.
            if (mood == Scenario::RateLimitUsedUp)
                QTRY_VERIFY(world.setup.apiToken().checkWaitingUntil());
            else
                QTRY_VERIFY(!asked.isBusy());
        } else {
            QCOMPARE(window.primaryButton().text(), QStringLiteral("&Sign in with browser"));
            QTRY_VERIFY(window.primaryButton().isEnabled());
            window.primaryButton().click();
            QTRY_VERIFY_WITH_TIMEOUT(!asked.isBusy() || world.setup.signIn().isWaitingForBrowser(), 20'000);
            // What stays in the browser never comes back.
            if (mood == Scenario::RobinNotAssigned || mood == Scenario::LoopbackUrisMissing)
                chooseSymptom(window, mood == Scenario::LoopbackUrisMissing ? 0 : 2);
            else
                QTRY_VERIFY_WITH_TIMEOUT(!asked.isBusy(), 20'000);
        }
        const QString said = words(window.page());
        for (const QString &part : says)
            QVERIFY2(said.contains(part), qPrintable(part + QStringLiteral(" is not in\n") + said));
        QVERIFY(mood == Scenario::RateLimitUsedUp || !asked.isVerified());
    }

    void results_are_to_be_checked_again_as_soon_as_the_scenario_changes()
    {
        World world;
        DemoValues demo;
        demo.moods = QStringList{QStringLiteral("Nothing"), QStringLiteral("Secret rotated")};
        demo.setMood = [&](int index) {
            world.org.setScenario(index == 1 ? Scenario::SecretRotated : Scenario::EverythingWorks);
        };
        SetupWizard window(world.setup, {}, &demo);
        window.show();
        world.reachReview();
        if (QTest::currentTestFailed())
            return;
        const auto concerned = {StepId::Credentials, StepId::SignIn, StepId::ApiToken};
        for (const StepId id : concerned)
            QVERIFY(world.setup.step(id).isVerified());
        named<QComboBox>(window, QStringLiteral("Scenario"))->setCurrentIndex(1);
        for (const StepId id : concerned) {
            QVERIFY2(world.setup.step(id).needsRecheck(), qPrintable(steps::title(id)));
            QVERIFY(!world.setup.step(id).isVerified());
            QVERIFY(steps::state(world.setup, id).look == steps::Look::CheckAgain);
        }
    }

    void all_is_well_again_when_the_mood_is_helpful()
    {
        World world;
        DemoValues demo;
        demo.moods = QStringList{QStringLiteral("Nothing"), QStringLiteral("Client secret was rotated")};
        demo.setMood = [&](int index) {
            world.org.setScenario(index == 1 ? Scenario::SecretRotated : Scenario::EverythingWorks);
        };
        SetupWizard window(world.setup, {}, &demo);
        window.show();
        world.enterOrganization();
        world.enterApplication();
        auto *const moods = named<QComboBox>(window, QStringLiteral("Scenario"));
        moods->setCurrentIndex(1);
        world.setup.goTo(StepId::Credentials);
        world.setup.credentials().setClientId(world.org.clientId());
        world.setup.credentials().setClientSecret(Secret::fromText(world.org.clientSecret()));
        QTRY_COMPARE(world.setup.credentials().checkStatus(), checks::Status::Failed);
        QVERIFY(!window.primaryButton().isEnabled());
        moods->setCurrentIndex(0);
        named<QPushButton>(window.page(), QStringLiteral("Check again"))->click();
        QTRY_VERIFY(window.primaryButton().isEnabled());
    }
};

QTEST_MAIN(tst_Moods)
#include "tst_Moods.moc"

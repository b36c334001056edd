#include "wizard/ProblemCard.h"
#include "wizard/SignInPage.h"
#include "wizard/World.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace {

QStringList words(const QWidget &page)
{
    QStringList all;
    const auto labels = page.findChildren<QLabel *>();
    for (const QLabel *const label : labels) {
        if (label->isVisibleTo(&page))
            all.append(label->text());
    }
    return all;
}

} // namespace

class tst_SignInPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_good_sign_in_shows_each_check_as_passed()
    {
        World world;
        world.enterOrganization();
        world.enterCredentials();
        SignInPage page(world.setup.signIn());
        page.act();
        QTRY_VERIFY_WITH_TIMEOUT(world.setup.signIn().canProceed(), 20000);
        QCOMPARE(world.browser.opened.size(), 1);
        QVERIFY(missing(world.setup.signIn()).isEmpty());
        QVERIFY(!page.firstProblem());
        const QString said = words(page).filter(QLatin1String("checks passed")).join(QLatin1Char(' '));
        for (const char *const title :
             {"Okta org", "Signing keys", "ID token", "UserInfo", "Refresh token", "Revocation"})
            QVERIFY2(said.contains(QLatin1String(title)), title);
    }

    void that_no_policy_uses_groups_can_be_said_where_groups_come_with_the_sign_in()
    {
        World world;
        world.enterOrganization();
        world.enterCredentials();
        SignInPage page(world.setup.signIn());
        auto *const choice = named<QCheckBox>(page, QStringLiteral("No policy uses groups"));
        QVERIFY(choice);
        world.setup.organization().setRelease(pomerium::Release::legacy());
        page.render();
        QVERIFY(!choice->isVisibleTo(&page));
        world.setup.organization().setRelease(pomerium::Release::current());
        page.render();
        QVERIFY(choice->isVisibleTo(&page));
        QVERIFY(!choice->isChecked());

        page.act();
        QVERIFY(!choice->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!world.setup.signIn().isBusy(), 20000);
        QVERIFY(world.setup.signIn().isVerified());
        choice->click();
        QVERIFY(!world.setup.signIn().configuration().usesGroups);
        QVERIFY(world.setup.signIn().needsRecheck()); // it asks for something else now
        world.setup.signIn().start();
        QTRY_VERIFY_WITH_TIMEOUT(!world.setup.signIn().isBusy(), 20000);
        QVERIFY(world.setup.signIn().isVerified());
        QCOMPARE(world.setup.signIn().report().checks.status(oidc::CheckId::Groups), checks::Status::Skipped);
    }

    void an_address_that_is_not_the_answer_is_told_and_the_wait_goes_on()
    {
        World world;
        world.browser.comesBack = false;
        world.enterOrganization();
        world.enterCredentials();
        SignInPage page(world.setup.signIn());
        page.act();
        QTRY_VERIFY(world.setup.signIn().isWaitingForBrowser());
        auto *const field = named<QLineEdit>(page, QStringLiteral("Address where the browser ended"));
        QVERIFY(field->isVisibleTo(&page));
        auto *const use = named<QPushButton>(page, QStringLiteral("Use this address"));
        QVERIFY(!use->isEnabled());
        field->setText(world.setup.signIn().report().redirectUri + QStringLiteral("?code=guessed&state=guessed"));
        use->click();
        QVERIFY(words(page).join(QLatin1Char('\n')).contains(QLatin1String("This is not the answer to this sign-in.")));
        QVERIFY(world.setup.signIn().isWaitingForBrowser());
        field->setText(QStringLiteral("x"));
        QVERIFY(!words(page).join(QLatin1Char('\n')).contains(QLatin1String("This is not the answer")));
        world.setup.signIn().cancel();
        QCOMPARE(field->text(), QString());
    }

    void while_it_waits_the_address_can_be_copied_and_the_time_is_told()
    {
        World world;
        world.browser.comesBack = false;
        world.enterOrganization();
        world.enterCredentials();
        SignInPage page(world.setup.signIn());
        page.act();
        QTRY_VERIFY(world.setup.signIn().isWaitingForBrowser());
        auto *const url = named<QLineEdit>(page, QStringLiteral("Address to sign in at"));
        QVERIFY(url->isVisibleTo(&page));
        QCOMPARE(url->text(), world.setup.signIn().authorizationUrl().toString(QUrl::FullyEncoded));
        QVERIFY(named<QPushButton>(page, QStringLiteral("Copy the address to sign in at"))->isVisibleTo(&page));
        QVERIFY(words(page).join(QLatin1Char('\n')).contains(QLatin1String("Time left: ")));
        named<QPushButton>(page, QStringLiteral("Open the browser again"))->click();
        QCOMPARE(world.browser.opened.size(), 2);
        QCOMPARE(world.browser.opened.at(0), world.browser.opened.at(1));
    }

    void cancel_answers_at_once_and_nothing_is_shown_as_good()
    {
        World world;
        world.browser.comesBack = false;
        world.enterOrganization();
        world.enterCredentials();
        SignInPage page(world.setup.signIn());
        page.act();
        QTRY_VERIFY(world.setup.signIn().isWaitingForBrowser());
        world.setup.signIn().cancel();
        QVERIFY(!world.setup.signIn().isBusy());
        QVERIFY(words(page).contains(QStringLiteral("Canceled.")));
        QVERIFY(!words(page).join(QLatin1Char('\n')).contains(QLatin1String("passed")));
        QVERIFY(page.canAct());
    }

    void what_the_browser_may_show_is_seven_choices_each_with_its_remedy()
    {
        World world;
        world.browser.comesBack = false;
        world.enterOrganization();
        world.enterCredentials();
        SignInPage page(world.setup.signIn());
        page.act();
        QTRY_VERIFY(world.setup.signIn().isWaitingForBrowser());
        named<QPushButton>(page, QStringLiteral("What do you see in your browser?"))->click();
        const auto choices = page.findChildren<QRadioButton *>();
        QCOMPARE(choices.size(), 7);
        auto *const card = page.findChild<ProblemCard *>(QStringLiteral("symptomCard"));
        QVERIFY(!card->isVisibleTo(&page));
        for (QRadioButton *const choice : choices) {
            QVERIFY(choice->isVisibleTo(&page));
            choice->click();
            QVERIFY2(card->isVisibleTo(&page), qPrintable(choice->text()));
        }
        choices.first()->click();
        QVERIFY(words(page).join(QLatin1Char('\n')).contains(QLatin1String("Add the URI to Sign-in redirect URIs.")));
        // The redirect URI of this very attempt, to be compared letter by letter.
        QCOMPARE(
            named<QLineEdit>(page, QStringLiteral("Value 1 of 'redirect_uri' must be a Login redirect URI"))->text(),
            world.setup.signIn().report().redirectUri);
    }

    void the_choices_open_by_themselves_when_no_answer_comes()
    {
        World world;
        world.browser.comesBack = false;
        world.enterOrganization();
        world.enterCredentials();
        SignInPage page(world.setup.signIn());
        page.setPatience(std::chrono::milliseconds(1));
        page.act();
        QTRY_VERIFY(world.setup.signIn().isWaitingForBrowser());
        auto *const choices = named<QPushButton>(page, QStringLiteral("What do you see in your browser?"));
        QTRY_VERIFY(choices->isChecked());
        choices->click(); // and stay closed for whoever closes them
        QVERIFY(page.findChildren<QRadioButton *>().size() == 7);
        QVERIFY(!page.findChildren<QRadioButton *>().first()->isVisibleTo(&page));
        const QString before = words(page).filter(QLatin1String("Time left")).join(QString());
        QTRY_VERIFY(words(page).filter(QLatin1String("Time left")).join(QString()) != before);
        QVERIFY(!choices->isChecked());
    }

    void no_sign_in_is_offered_while_it_is_known_that_it_cannot_come_back()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::LoopbackUrisMissing;
        World world(QString(), settings);
        world.enterOrganization();
        world.setup.credentials().setClientId(world.org.clientId());
        world.setup.credentials().setClientSecret(Secret::fromText(world.org.clientSecret()));
        QTRY_VERIFY(world.setup.credentials().probe() && !world.setup.credentials().isBusy());
        SignInPage page(world.setup.signIn(), &world.setup.credentials());
        QVERIFY(!page.verb().isEmpty());
        QVERIFY(!page.canAct());
        QVERIFY(page.firstProblem());
        QCOMPARE(missing(world.setup.signIn()), QStringLiteral("Add the redirect URIs of this test in Okta first."));
        world.org.setScenario(demo::Scenario::EverythingWorks);
        named<QPushButton>(page, QStringLiteral("Check again"))->click();
        QTRY_VERIFY(page.canAct());
        QVERIFY(!page.firstProblem());
    }

    void leaving_it_out_is_allowed_and_never_looks_good()
    {
        World world;
        world.enterOrganization();
        world.enterCredentials();
        SignInPage page(world.setup.signIn());
        QVERIFY(!missing(world.setup.signIn()).isEmpty());
        named<QPushButton>(page, QStringLiteral("Skip this test"))->click();
        QVERIFY(world.setup.signIn().canProceed());
        QVERIFY(!world.setup.signIn().isVerified());
        QVERIFY(words(page).contains(QStringLiteral("You skipped this test.")));
    }

    void a_missing_refresh_grant_fails_its_line_and_the_page()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::RefreshTokenForgotten;
        World world(QString(), settings);
        world.enterOrganization();
        world.setup.credentials().setClientId(world.org.clientId());
        world.setup.credentials().setClientSecret(Secret::fromText(world.org.clientSecret()));
        SignInPage page(world.setup.signIn());
        page.act();
        QTRY_VERIFY_WITH_TIMEOUT(world.setup.signIn().hasReport() && !world.setup.signIn().isBusy(), 20000);
        QVERIFY(page.firstProblem());
        QVERIFY(words(page).contains(QStringLiteral("The sign-in test failed.")));
        QVERIFY(!missing(world.setup.signIn()).isEmpty());
    }
};

QTEST_MAIN(tst_SignInPage)
#include "tst_SignInPage.moc"

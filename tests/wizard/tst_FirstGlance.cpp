// The five-second test: whoever looks at the window after something went wrong sees, without scrolling, what it is, why
// it matters and what to press. With the environment variable WIZARD_PICTURES naming a folder, pictures are kept there.

#include "wizard/CheckList.h"
#include "wizard/Page.h"
#include "wizard/ProblemCard.h"
#include "wizard/Tokens.h"
#include "wizard/WizardStyle.h"
#include "wizard/World.h"

#include <QApplication>
#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>

using demo::Scenario;
using setup::StepId;

namespace {

/// 1080 x 760, without the strip that says that it is practice.
constexpr QSize Room(1080, 712);

/// Whether all of it can be seen where the page is scrolled to now.
bool isInSight(const SetupWizard &window, const QWidget &part)
{
    const auto *const area = window.findChild<QScrollArea *>();
    if (!part.isVisible())
        return false;
    const QRect place(part.mapTo(area->viewport(), QPoint()), part.size());
    return area->viewport()->rect().contains(place);
}

void checkSight(const SetupWizard &window, const QWidget &part, const char *what)
{
    const auto *const area = window.findChild<QScrollArea *>();
    const QRect place(part.mapTo(area->viewport(), QPoint()), part.size());
    QTRY_VERIFY2(isInSight(window, part),
                 qPrintable(QStringLiteral("%1 is at %2 to %3 of %4")
                                .arg(QLatin1String(what))
                                .arg(place.top())
                                .arg(place.bottom())
                                .arg(area->viewport()->height())));
}

/// The card that is shown first.
ProblemCard *firstCard(const SetupWizard &window)
{
    const auto cards = window.page().findChildren<ProblemCard *>();
    for (ProblemCard *const card : cards) {
        if (card->isVisible())
            return card;
    }
    return nullptr;
}

} // namespace

class tst_FirstGlance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new WizardStyle);
        QApplication::setPalette(tokens::palette(tokens::Theme::Light));
        QFont font = QApplication::font();
        font.setPointSizeF(10); // what DisplaySettings makes of a smaller one
        QApplication::setFont(font);
    }

    void what_why_and_what_to_press_are_in_the_first_screen_data()
    {
        QTest::addColumn<Scenario>("scenario");
        QTest::addColumn<StepId>("step");
        QTest::newRow("Refresh Token forgotten") << Scenario::RefreshTokenForgotten << StepId::Credentials;
        QTest::newRow("Pomerium's redirect URI missing") << Scenario::PomeriumRedirectUriMissing << StepId::Credentials;
        QTest::newRow("loopback URIs missing") << Scenario::LoopbackUrisMissing << StepId::Credentials;
        QTest::newRow("loopback URIs missing, sign-in") << Scenario::LoopbackUrisMissing << StepId::SignIn;
        QTest::newRow("secret rotated") << Scenario::SecretRotated << StepId::Credentials;
        QTest::newRow("DPoP required") << Scenario::DpopRequired << StepId::Credentials;
        QTest::newRow("app inactive") << Scenario::AppInactive << StepId::Credentials;
        QTest::newRow("Robin not assigned") << Scenario::RobinNotAssigned << StepId::SignIn;
        QTest::newRow("token without rights") << Scenario::TokenWithoutRights << StepId::ApiToken;
    }

    void what_why_and_what_to_press_are_in_the_first_screen()
    {
        QFETCH(Scenario, scenario);
        QFETCH(StepId, step);
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        window.resize(Room);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        world.enterOrganization();
        world.enterApplication();
        if (step != StepId::Credentials) {
            world.enterCredentials();
            if (step == StepId::ApiToken)
                world.setup.signIn().skip();
        }
        world.org.setScenario(scenario);
        world.setup.goTo(step);
        QCOMPARE(world.setup.current(), step);
        switch (step) {
        case StepId::Credentials:
            world.setup.credentials().setClientId(world.org.clientId());
            world.setup.credentials().setClientSecret(Secret::fromText(world.org.clientSecret()));
            QTRY_VERIFY(world.setup.credentials().probe() && !world.setup.credentials().isBusy());
            break;
        case StepId::SignIn:
            if (scenario == Scenario::LoopbackUrisMissing) {
                world.setup.credentials().checkNow(); // it is seen before anybody signs in
                QTRY_VERIFY(!world.setup.credentials().isBusy());
                break;
            }
            window.primaryButton().click();
            QTRY_VERIFY(world.setup.signIn().isWaitingForBrowser());
            named<QPushButton>(window.page(), QStringLiteral("What do you see in your browser?"))->click();
            window.page().findChildren<QRadioButton *>().at(2)->click();
            break;
        default:
            world.setup.apiToken().setToken(Secret::fromText(world.org.apiToken()));
            QTRY_VERIFY(world.setup.apiToken().checkedAt().isValid() && !world.setup.apiToken().isBusy());
        }
        QTRY_VERIFY(firstCard(window));
        const ProblemCard &card = *firstCard(window);
        // Once everything has its place.
        QTRY_VERIFY(card.height() >= card.layout()->heightForWidth(card.width()));
        checkSight(window, *card.findChild<QLabel *>(QStringLiteral("problemHeading")), "the heading");
        const auto &cause = *card.findChild<QLabel *>(QStringLiteral("problemCause"));
        QVERIFY(!cause.text().isEmpty());
        checkSight(window, cause, "the cause");
        checkSight(window, *card.firstButton(), "the button");
        // What a check found is there without the page being scrolled; what was chosen in a list may be scrolled to.
        if (scenario != Scenario::RobinNotAssigned)
            checkSight(window, *window.findChild<QLabel *>(QStringLiteral("headingLabel")), "the title of the page");
        if (const QString folder = qEnvironmentVariable("WIZARD_PICTURES"); !folder.isEmpty())
            QVERIFY(
                window.grab().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(QTest::currentDataTag()))));
    }

    void a_rate_limit_says_how_long_it_is_waited_for()
    {
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        window.resize(Room);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        world.enterOrganization();
        world.enterApplication();
        world.enterCredentials();
        world.setup.signIn().skip();
        world.org.setScenario(Scenario::RateLimitUsedUp);
        world.setup.goTo(StepId::ApiToken);
        world.setup.apiToken().setToken(Secret::fromText(world.org.apiToken()));
        QTRY_VERIFY(world.setup.apiToken().checkWaitingUntil());
        checkSight(window, *window.page().findChild<QLabel *>(QStringLiteral("waitLabel")), "how long");
        auto *const cancel = window.findChild<QPushButton *>(QStringLiteral("cancelButton"));
        QVERIFY(cancel->isVisible());
    }
};

QTEST_MAIN(tst_FirstGlance)
#include "tst_FirstGlance.moc"

// The window itself: its size, its keys and wheel, its colors; what it does with the steps is in tst_SetupWizard.cpp.

#include "wizard/DisplaySettings.h"
#include "wizard/Page.h"
#include "wizard/StepList.h"
#include "wizard/StepTitles.h"
#include "wizard/Tokens.h"
#include "wizard/WizardStyle.h"
#include "wizard/World.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QWheelEvent>

using setup::StepId;

namespace {

struct Wizard
{
    Wizard()
        : window(world.setup, {}, nullptr)
    {
        window.show();
    }
    [[nodiscard]] StepList *list() const { return window.findChild<StepList *>(); }
    /// The list of who may sign in, on the page that has it.
    [[nodiscard]] QComboBox *openList()
    {
        world.enterOrganization();
        world.setup.goTo(StepId::Application);
        return window.page().findChild<QComboBox *>(QStringLiteral("accessComboBox"));
    }

    World world;
    SetupWizard window;
};

/// As a person turns it: an event that is only sent does not go on to the parents of the widget that ignores it.
void turnWheel(QWidget &widget, int turn)
{
    QWheelEvent wheel(QPointF(5, 5), widget.mapToGlobal(QPointF(5, 5)), QPoint(), QPoint(0, turn), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&wheel);
    qApp->notify(&widget, &wheel);
}

} // namespace

class tst_Window : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escape_closes_an_open_list_and_nothing_else()
    {
        Wizard wizard;
        QVERIFY(QTest::qWaitForWindowActive(&wizard.window));
        auto *const answers = wizard.openList();
        QVERIFY(answers);
        answers->showPopup();
        QTRY_VERIFY(answers->view()->isVisible());
        QTest::keyClick(answers->view(), Qt::Key_Escape);
        QTRY_VERIFY(!answers->view()->isVisible());
        QVERIFY(wizard.window.isVisible());
        QTest::keyClick(&wizard.window, Qt::Key_Escape); // a clean first page ended the program once
        QVERIFY(wizard.window.isVisible());
    }

    void the_wheel_over_a_closed_list_changes_no_answer()
    {
        QApplication::setStyle(new WizardStyle);
        Wizard wizard;
        wizard.window.resize(720, 420);
        QVERIFY(QTest::qWaitForWindowActive(&wizard.window));
        auto *const answers = wizard.openList();
        const QString before = answers->currentText();
        for (const int turn : {-120, 120}) {
            turnWheel(*answers, turn);
            QCOMPARE(answers->currentText(), before);
        }
        auto *const area = wizard.window.findChild<QScrollArea *>();
        area->verticalScrollBar()->setValue(0);
        turnWheel(*answers, -120);
        QVERIFY2(area->verticalScrollBar()->value() > 0, "the page is scrolled instead");
    }

    void what_a_check_finds_has_the_keyboard()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::RefreshTokenForgotten;
        World world(QString(), settings);
        SetupWizard window(world.setup, {}, nullptr);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        world.enterOrganization();
        world.enterApplication();
        world.setup.goTo(StepId::Credentials);
        window.findChild<QPushButton *>(QStringLiteral("backButton"))->setFocus();
        world.setup.credentials().setClientId(world.org.clientId());
        world.setup.credentials().setClientSecret(Secret::fromText(world.org.clientSecret()));
        QTRY_VERIFY(world.setup.credentials().probe() && !world.setup.credentials().isBusy());
        QTRY_VERIFY(window.page().firstProblem());
        QTRY_COMPARE(QApplication::focusWidget(), window.page().firstProblem());
        // A known failure is not walked past as if nothing were.
        QVERIFY(!window.primaryButton().isEnabled());
    }

    void what_has_the_focus_on_a_new_page_is_in_sight()
    {
        Wizard wizard;
        auto &window = wizard.window;
        window.resize(720, 420);
        QVERIFY(QTest::qWaitForWindowActive(&window));
        wizard.world.reachReview();
        const auto *const area = window.findChild<QScrollArea *>();
        const auto isInSight = [area] {
            const QWidget *const focus = QApplication::focusWidget();
            if (!focus || !area->isAncestorOf(focus))
                return focus != nullptr; // in the footer, which always is
            return area->viewport()->rect().contains(
                QRect(focus->mapTo(area->viewport(), QPoint()), focus->size()).center());
        };
        for (const auto id : {StepId::Organization, StepId::Application, StepId::Credentials, StepId::SignIn,
                              StepId::ApiToken, StepId::Export}) {
            window.findChild<QScrollArea *>()->verticalScrollBar()->setValue(10'000);
            wizard.world.setup.goTo(id);
            QTRY_VERIFY2(isInSight(), qPrintable(steps::title(id)));
        }
        window.primaryButton().click();
        QCOMPARE(wizard.world.setup.current(), StepId::Done);
        QVERIFY(window.primaryButton().hasFocus());
    }

    void whoever_pressed_a_button_that_is_disabled_then_has_the_focus_beside_it()
    {
        Wizard wizard;
        auto &window = wizard.window;
        QVERIFY(QTest::qWaitForWindowActive(&window));
        wizard.world.browser.comesBack = false;
        wizard.world.enterOrganization();
        wizard.world.enterApplication();
        wizard.world.enterCredentials();
        wizard.world.setup.goTo(StepId::SignIn);
        window.primaryButton().setFocus();
        window.primaryButton().click();
        QVERIFY(wizard.world.setup.signIn().isBusy());
        QCOMPARE(QApplication::focusWidget(), window.findChild<QPushButton *>(QStringLiteral("cancelButton")));
    }

    void the_list_of_steps_becomes_one_row_where_there_is_no_room()
    {
        Wizard wizard;
        auto *const button = wizard.window.findChild<QPushButton *>(QStringLiteral("stepButton"));
        wizard.window.resize(tokens::units(wizard.window, 250), 700);
        QVERIFY(wizard.list()->isVisible());
        QVERIFY(!button->isVisible());
        // Below 215 units of the font that is, whatever its size in pixels.
        wizard.window.resize(tokens::units(wizard.window, 200), 420);
        QVERIFY(!wizard.list()->isVisible());
        QVERIFY(button->isVisible());
        QCOMPARE(button->text(), QStringLiteral("Step 1 of 7: Okta org"));
        wizard.window.resize(tokens::units(wizard.window, 250), 700);
        QVERIFY(wizard.list()->isVisible());
        wizard.window.setMinimumHeight(0);
        wizard.window.resize(tokens::units(wizard.window, 250), tokens::units(wizard.window, 80));
        QVERIFY(!wizard.list()->isVisible());
        QVERIFY(button->isVisible());
        wizard.window.resize(tokens::units(wizard.window, 200), 420);
        wizard.world.enterOrganization();
        button->click();
        QMenu *menu = nullptr;
        QTRY_VERIFY((menu = wizard.window.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly)));
        QTRY_COMPARE(menu->actions().size(), 7);
        menu->actions().at(1)->trigger();
        QCOMPARE(wizard.world.setup.current(), StepId::Application);
        menu->close();
    }

    void the_window_is_never_larger_than_the_screen()
    {
        const QFont before = QApplication::font();
        const auto restore = qScopeGuard([&before] { QApplication::setFont(before); });
        QFont large = before;
        large.setPointSizeF(before.pointSizeF() * 2);
        QApplication::setFont(large);
        Wizard wizard;
        QVERIFY(QTest::qWaitForWindowExposed(&wizard.window));
        const QRect room = wizard.window.screen()->availableGeometry();
        QTRY_VERIFY(wizard.window.frameGeometry().height() <= room.height());
        QTRY_VERIFY(wizard.window.frameGeometry().width() <= room.width());
        const QPushButton &primary = wizard.window.primaryButton();
        const QRect place(primary.mapTo(&wizard.window, QPoint()), primary.size());
        QVERIFY(wizard.window.rect().contains(place));
    }

    void colors_and_text_follow_at_once_and_nothing_entered_is_lost()
    {
        QApplication::setStyle(new WizardStyle);
        const QFont font = QApplication::font();
        const auto restore = qScopeGuard([&font] {
            QApplication::setFont(font);
            QApplication::setPalette(tokens::palette(tokens::Theme::Light));
        });
        World world;
        DisplaySettings display({});
        SetupWizard window(world.setup, {}, nullptr, &display);
        window.show();
        auto *field = named<QLineEdit>(window.page(), QStringLiteral("Okta organization URL"));
        field->setText(QStringLiteral("https://acme.okta.com"));
        const int before = field->height();
        display.setTextSize(150);
        display.setAppearance(DisplaySettings::Appearance::Dark);
        field = named<QLineEdit>(window.page(), QStringLiteral("Okta organization URL"));
        QCOMPARE(field->text(), QStringLiteral("https://acme.okta.com"));
        QTRY_VERIFY(field->height() > before);
        // Qt hands a new palette to the widgets with the next turn of the event loop.
        QTRY_COMPARE(tokens::themeOf(field->palette()), tokens::Theme::Dark);
        QVERIFY(!QApplication::focusWidget() || QApplication::focusWidget()->window() == &window);
        // And back: everything is as it was.
        const auto sizes = [&window] {
            const auto height = [&window](const char *name) {
                return window.findChild<QWidget *>(QLatin1String(name))->fontMetrics().height();
            };
            return QList<int>{height("headingLabel"), height("leadLabel"), height("missingLabel"),
                              window.primaryButton().sizeHint().height(),
                              window.findChild<StepList *>()->isVisible() ? 1 : 0};
        };
        display.setTextSize(100);
        const auto isAlone = [&window] {
            return window.findChildren<QWidget *>(QStringLiteral("headingLabel")).size() == 1;
        };
        QTRY_VERIFY(isAlone()); // the page before is gone
        const auto usual = sizes();
        display.enlargeText();
        // All of it at once, headings too.
        QTRY_VERIFY(sizes().at(0) > usual.at(0) && sizes().at(1) > usual.at(1) && sizes().at(2) > usual.at(2));
        display.reduceText();
        QTRY_COMPARE(sizes(), usual);
    }
};

QTEST_MAIN(tst_Window)
#include "tst_Window.moc"

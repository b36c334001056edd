#include "secrets/KeychainIndex.h"
#include "support/FakeKeychain.h"
#include "wizard/Notice.h"
#include "wizard/Page.h"
#include "wizard/Question.h"
#include "wizard/StepList.h"
#include "wizard/StepTitles.h"
#include "wizard/World.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressDialog>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTcpServer>

#include <algorithm>

using setup::StepId;

namespace {

/// A window on a world of its own, as a person sees it after the start.
struct Wizard
{
    explicit Wizard(const QString &draftPath = {}, const DemoValues *demo = nullptr)
        : world(draftPath)
        , window(world.setup, {}, demo)
    {
        window.show();
    }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return window.findChild<QPushButton *>(QLatin1String(name));
    }
    [[nodiscard]] QLineEdit *field(const QString &accessibleName) const
    {
        return named<QLineEdit>(window.page(), accessibleName);
    }
    [[nodiscard]] StepList *list() const { return window.findChild<StepList *>(); }
    [[nodiscard]] QString said(StepId id) const { return list()->button(id).accessibleName(); }
    void clickStep(StepId id) { QTest::mouseClick(&list()->button(id), Qt::LeftButton); }

    World world;
    SetupWizard window;
};

/// Closes a box when the test is over, however it ends.
Question *question(const SetupWizard &window)
{
    const auto boxes = window.findChildren<Question *>();
    return boxes.isEmpty() ? nullptr : boxes.first();
}

QAbstractButton *answer(const Question &box, const QString &text)
{
    const auto buttons = box.findChildren<QAbstractButton *>();
    for (QAbstractButton *const button : buttons) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

/// What can be typed on a page, as it stands there; secrets are not drawn, so the step is asked for them elsewhere.
QStringList shown(const Page &page)
{
    QStringList texts;
    const auto edits = page.findChildren<QLineEdit *>();
    for (const QLineEdit *const edit : edits)
        texts.append(edit->objectName() + QLatin1Char('=') + edit->text());
    const auto areas = page.findChildren<QPlainTextEdit *>();
    for (const QPlainTextEdit *const area : areas)
        texts.append(area->objectName() + QLatin1Char('=') + area->toPlainText());
    const auto boxes = page.findChildren<QAbstractButton *>();
    for (const QAbstractButton *const box : boxes) {
        if (box->isCheckable() && box->inherits("QCheckBox"))
            texts.append(box->objectName() + QLatin1Char('=') + QString::number(box->isChecked()));
    }
    const auto combos = page.findChildren<QComboBox *>();
    for (const QComboBox *const combo : combos)
        texts.append(combo->objectName() + QLatin1Char('=') + combo->currentText());
    return texts;
}

} // namespace

class tst_SetupWizard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_pages_come_in_their_order_and_say_where_one_is()
    {
        Wizard wizard;
        QCOMPARE(wizard.window.windowTitle(), QStringLiteral("Step 1 of 7: Okta org – Okta Setup for Pomerium"));
        QVERIFY(!wizard.button("backButton")->isEnabled());
        wizard.world.reachReview();
        wizard.world.setup.goTo(StepId::Organization);
        const QStringList titles{QStringLiteral("Okta org"),
                                 QStringLiteral("App integration"),
                                 QStringLiteral("Client credentials"),
                                 QStringLiteral("Sign-in test"),
                                 QStringLiteral("Groups and API token"),
                                 QStringLiteral("Review and write"),
                                 QStringLiteral("Finish")};
        for (int number = 1; number <= titles.size(); ++number) {
            QCOMPARE(
                wizard.window.windowTitle(),
                QStringLiteral("Step %1 of 7: %2 – Okta Setup for Pomerium").arg(number).arg(titles.at(number - 1)));
            QCOMPARE(wizard.window.page().accessibleName(), titles.at(number - 1));
            QVERIFY(!wizard.window.findChild<QLabel *>(QStringLiteral("headingLabel"))->text().isEmpty());
            QCOMPARE(wizard.button("primaryButton")->text(),
                     number == 6       ? QStringLiteral("&Write file")
                         : number == 7 ? QStringLiteral("C&lose")
                                       : QStringLiteral("&Continue"));
            if (number < titles.size())
                wizard.button("primaryButton")->click();
        }
        QVERIFY(QFile::exists(wizard.world.target()));
        QVERIFY(wizard.window.close()); // written: nothing to ask
    }

    void there_is_one_button_that_goes_on_and_it_says_what_is_missing()
    {
        Wizard wizard;
        int defaults = 0;
        const auto buttons = wizard.window.findChildren<QPushButton *>();
        for (const QPushButton *const button : buttons)
            defaults += button->isDefault() ? 1 : 0;
        QCOMPARE(defaults, 1);
        QVERIFY(wizard.window.primaryButton().isDefault());
        QVERIFY(!wizard.window.primaryButton().isEnabled());
        auto *const missing = wizard.window.findChild<QLabel *>(QStringLiteral("missingLabel"));
        QCOMPARE(missing->text(), QStringLiteral("Enter your Okta organization URL."));
        QCOMPARE(wizard.window.primaryButton().accessibleDescription(), missing->text());
        wizard.world.enterOrganization();
        QVERIFY(wizard.window.primaryButton().isEnabled());
        QCOMPARE(missing->text(), QStringLiteral("Next: create the app integration in Okta"));
    }

    void the_list_says_how_each_step_stands()
    {
        Wizard wizard;
        QCOMPARE(wizard.said(StepId::Organization), QStringLiteral("Step 1 of 7: Okta org, current"));
        QCOMPARE(wizard.said(StepId::Application), QStringLiteral("Step 2 of 7: App integration, not yet"));
        wizard.world.reachReview();
        QCOMPARE(wizard.said(StepId::Application), QStringLiteral("Step 2 of 7: App integration, done"));
        QCOMPARE(wizard.said(StepId::Export), QStringLiteral("Step 6 of 7: Review and write, current"));
        wizard.clickStep(StepId::Organization);
        wizard.field(QStringLiteral("Authenticate service URL"))->setText(QStringLiteral("other.example"));
        QCOMPARE(wizard.said(StepId::Application), QStringLiteral("Step 2 of 7: App integration, check again"));
        QCOMPARE(wizard.said(StepId::Credentials), QStringLiteral("Step 3 of 7: Client credentials, check again"));
        QCOMPARE(wizard.said(StepId::SignIn), QStringLiteral("Step 4 of 7: Sign-in test, check again"));
        QCOMPARE(wizard.said(StepId::ApiToken), QStringLiteral("Step 5 of 7: Groups and API token, done"));
        QCOMPARE(wizard.world.setup.configuration().clientId, wizard.world.org.clientId());
        QVERIFY(!wizard.world.setup.configuration().clientSecret.isEmpty());
    }

    void the_list_opens_what_may_be_opened()
    {
        Wizard wizard;
        wizard.clickStep(StepId::Export);
        QCOMPARE(wizard.world.setup.current(), StepId::Organization);
        wizard.world.reachReview();
        wizard.clickStep(StepId::Credentials);
        QCOMPARE(wizard.world.setup.current(), StepId::Credentials);
        wizard.clickStep(StepId::Done); // nothing is written yet
        QCOMPARE(wizard.world.setup.current(), StepId::Credentials);
    }

    void the_list_is_walked_by_keys()
    {
        Wizard wizard;
        QVERIFY(QTest::qWaitForWindowActive(&wizard.window));
        wizard.world.reachReview();
        const auto press = [](Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); };
        const auto hasFocus = [&wizard](StepId id) { return wizard.list()->button(id).hasFocus(); };
        wizard.list()->setFocus();
        QVERIFY(hasFocus(StepId::Export));
        press(Qt::Key_Up);
        press(Qt::Key_Up);
        QCOMPARE(wizard.world.setup.current(), StepId::Export); // looked at, not opened
        QVERIFY(hasFocus(StepId::SignIn));
        press(Qt::Key_Return);
        QCOMPARE(wizard.world.setup.current(), StepId::SignIn);
        wizard.list()->setFocus();
        press(Qt::Key_Home);
        QVERIFY(hasFocus(StepId::Organization));
        press(Qt::Key_Up);
        QVERIFY(hasFocus(StepId::Organization));
        press(Qt::Key_End); // the last that may be opened
        QVERIFY(hasFocus(StepId::Export));
        press(Qt::Key_Down);
        QVERIFY(hasFocus(StepId::Export));
        // Tab stops at one of them, and where the arrows went does not stay.
        const auto stops = [&wizard] {
            QList<StepId> ids;
            for (const auto id : steps::all()) {
                if ((wizard.list()->button(id).focusPolicy() & Qt::TabFocus) != 0)
                    ids.append(id);
            }
            return ids;
        };
        QCOMPARE(stops(), QList<StepId>{StepId::Export});
        wizard.window.primaryButton().setFocus();
        QCOMPARE(stops(), QList<StepId>{StepId::SignIn});
    }

    void back_never_loses_data_on_any_page_in_any_order()
    {
        Wizard wizard;
        auto &setup = wizard.world.setup;
        setup.application().setBaseUris(QStringLiteral("https://one.example\nhttps://two.example"));
        setup.application().setAccess(setup::Access::NamedGroups);
        setup.application().setAccessGroups({QStringLiteral("Finance"), QStringLiteral("Support")});
        wizard.world.reachReview();
        QMap<int, QStringList> before;
        for (int id = 0; id <= static_cast<int>(StepId::Export); ++id) {
            setup.goTo(static_cast<StepId>(id));
            before.insert(id, shown(wizard.window.page()));
        }
        for (int from = 0; from <= static_cast<int>(StepId::Export); ++from) {
            for (int to = 0; to <= static_cast<int>(StepId::Export); ++to) {
                wizard.clickStep(static_cast<StepId>(from));
                wizard.clickStep(static_cast<StepId>(to));
                QCOMPARE(setup.current(), static_cast<StepId>(to));
                QCOMPARE(shown(wizard.window.page()), before.value(to));
            }
        }
        while (wizard.button("backButton")->isEnabled()) {
            QTest::mouseClick(wizard.button("backButton"), Qt::LeftButton);
            QCOMPARE(shown(wizard.window.page()), before.value(static_cast<int>(setup.current())));
        }
        QCOMPARE(setup.current(), StepId::Organization);
        QVERIFY(setup.configuration().clientSecret == Secret::fromText(wizard.world.org.clientSecret()));
        QVERIFY(setup.configuration().apiToken == Secret::fromText(wizard.world.org.apiToken()));
    }

    void what_is_half_typed_is_kept_too()
    {
        Wizard wizard;
        wizard.world.reachReview();
        wizard.clickStep(StepId::Organization);
        wizard.field(QStringLiteral("Okta organization URL"))->setText(QStringLiteral("https://"));
        wizard.clickStep(StepId::Application);
        wizard.field(QStringLiteral("App integration name"))->clear();
        wizard.clickStep(StepId::Organization);
        QCOMPARE(wizard.field(QStringLiteral("Okta organization URL"))->text(), QStringLiteral("https://"));
        wizard.clickStep(StepId::Application);
        QCOMPARE(wizard.field(QStringLiteral("App integration name"))->text(), QString());
    }

    void a_double_click_on_next_is_one_step()
    {
        Wizard wizard;
        wizard.world.reachReview();
        wizard.clickStep(StepId::Organization);
        QPushButton *const next = &wizard.window.primaryButton();
        QTest::mouseClick(next, Qt::LeftButton);
        QTest::mouseDClick(next, Qt::LeftButton); // how the second press and release arrive
        QTest::mouseRelease(next, Qt::LeftButton);
        QCOMPARE(wizard.world.setup.current(), StepId::Application);
        QTest::mouseClick(next, Qt::LeftButton); // whoever has read it goes on
        QCOMPARE(wizard.world.setup.current(), StepId::Credentials);
    }

    void a_key_held_down_is_one_step()
    {
        Wizard wizard;
        QVERIFY(QTest::qWaitForWindowActive(&wizard.window));
        wizard.world.reachReview();
        wizard.clickStep(StepId::Organization);
        const auto hold = [](int key, Qt::KeyboardModifiers modifiers = {}) {
            for (const bool isRepeat : {false, true, true, true}) {
                QKeyEvent press(QEvent::KeyPress, key, modifiers, QStringLiteral("\r"), isRepeat);
                QCoreApplication::sendEvent(QApplication::focusWidget(), &press);
            }
        };
        wizard.window.page().firstField()->setFocus();
        hold(Qt::Key_Return);
        QCOMPARE(wizard.world.setup.current(), StepId::Application);
        wizard.window.primaryButton().setFocus();
        hold(Qt::Key_Return);
        QCOMPARE(wizard.world.setup.current(), StepId::Credentials);
    }

    void enter_goes_on_only_where_one_may()
    {
        Wizard wizard;
        QVERIFY(QTest::qWaitForWindowActive(&wizard.window));
        QTest::keyClick(wizard.field(QStringLiteral("Okta organization URL")), Qt::Key_Return);
        QCOMPARE(wizard.world.setup.current(), StepId::Organization);
        wizard.world.enterOrganization();
        QTest::keyClick(wizard.field(QStringLiteral("Okta organization URL")), Qt::Key_Return);
        QCOMPARE(wizard.world.setup.current(), StepId::Application);
        wizard.world.enterApplication();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(wizard.world.setup.current(), StepId::Credentials);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_B, Qt::AltModifier);
        QTRY_COMPARE(wizard.world.setup.current(), StepId::Application);
    }

    void a_wait_can_be_cancelled_and_answers_at_once()
    {
        Wizard wizard;
        wizard.world.browser.comesBack = false;
        wizard.world.enterOrganization();
        wizard.world.enterApplication();
        wizard.world.enterCredentials();
        wizard.world.setup.goTo(StepId::SignIn);
        QPushButton *const cancel = wizard.button("cancelButton");
        QVERIFY(!cancel->isVisible());
        wizard.world.setup.signIn().start();
        QVERIFY(cancel->isVisible());
        QTRY_VERIFY(wizard.world.setup.signIn().isWaitingForBrowser());
        QVERIFY(!wizard.window.primaryButton().isEnabled());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!wizard.world.setup.signIn().isBusy());
        QVERIFY(!cancel->isVisible());
    }

    void a_server_that_never_answers_can_be_cancelled_too()
    {
        Wizard wizard;
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        wizard.field(QStringLiteral("Okta organization URL"))
            ->setText(QStringLiteral("http://127.0.0.1:%1").arg(silent.serverPort()));
        QTRY_VERIFY(wizard.button("cancelButton")->isVisible());
        QTest::mouseClick(wizard.button("cancelButton"), Qt::LeftButton);
        QVERIFY(!wizard.world.setup.organization().isBusy());
        QVERIFY(!wizard.button("cancelButton")->isVisible());
        QVERIFY(!wizard.window.primaryButton().isEnabled());
        // And asked again by whoever wants to, without typing anything anew.
        auto *const again = named<QPushButton>(wizard.window.page(), QStringLiteral("Check again"));
        QVERIFY(again->isVisible());
        again->click();
        QVERIFY(wizard.world.setup.organization().isBusy());
    }

    void escape_ends_the_wait_and_never_closes_the_window()
    {
        Wizard wizard;
        QVERIFY(QTest::qWaitForWindowActive(&wizard.window));
        wizard.world.browser.comesBack = false;
        wizard.world.enterOrganization();
        wizard.world.enterApplication();
        wizard.world.enterCredentials();
        wizard.world.setup.goTo(StepId::SignIn);
        wizard.world.setup.signIn().start();
        QTRY_VERIFY(wizard.world.setup.signIn().isWaitingForBrowser());
        QTest::keyClick(&wizard.window, Qt::Key_Escape);
        QVERIFY(!wizard.world.setup.signIn().isBusy());
        QVERIFY(!question(wizard.window));
        QTest::keyClick(&wizard.window, Qt::Key_Escape);
        QVERIFY(!question(wizard.window));
        QVERIFY(wizard.window.isVisible());
    }

    void closing_with_unsaved_work_asks_once_and_staying_keeps_everything()
    {
        QTemporaryDir folder;
        Wizard wizard(folder.filePath(QStringLiteral("draft.json")));
        wizard.field(QStringLiteral("Okta organization URL"))->setText(QStringLiteral("acme.okta.com"));
        QVERIFY(!wizard.window.close());
        QVERIFY(!wizard.window.close());
        QCOMPARE(wizard.window.findChildren<Question *>().size(), 1);
        QPointer<Question> box = question(wizard.window);
        QVERIFY(box->text().contains(QLatin1String("are kept for the next start")));
        answer(*box, QStringLiteral("Stay"))->click();
        QTRY_VERIFY(!box);
        QVERIFY(wizard.window.isVisible());
        QCOMPARE(wizard.field(QStringLiteral("Okta organization URL"))->text(), QStringLiteral("acme.okta.com"));
        QVERIFY(!wizard.window.close());
        answer(*question(wizard.window), QStringLiteral("Close"))->click();
        QVERIFY(!wizard.window.isVisible());
    }

    void another_org_can_be_set_up_once_the_file_is_written()
    {
        QTemporaryDir folder;
        Wizard wizard(folder.filePath(QStringLiteral("draft.json")));
        wizard.world.reachReview();
        wizard.window.primaryButton().click();
        QTRY_COMPARE(wizard.world.setup.current(), StepId::Done);
        QVERIFY(!wizard.window.wantsAnother());
        named<QPushButton>(wizard.window.page(), QStringLiteral("Set up another org"))->click();
        QVERIFY(!wizard.window.isVisible());
        QVERIFY(wizard.window.wantsAnother());
        // The next one begins with empty pages, and nothing is offered to it.
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("draft.json"))));
    }

    void who_stays_does_not_set_up_another_org()
    {
        QTemporaryDir folder;
        Wizard wizard(folder.filePath(QStringLiteral("draft.json")));
        wizard.world.reachReview();
        wizard.window.primaryButton().click();
        QTRY_COMPARE(wizard.world.setup.current(), StepId::Done);
        wizard.world.setup.credentials().setClientId(QStringLiteral("0oaNotWrittenYet0000"));
        auto *const another = named<QPushButton>(wizard.window.page(), QStringLiteral("Set up another org"));
        another->click();
        QPointer<Question> box = question(wizard.window);
        QVERIFY(box);
        answer(*box, QStringLiteral("Stay"))->click();
        QTRY_VERIFY(!box);
        QVERIFY(wizard.window.isVisible());
        QVERIFY(!wizard.window.wantsAnother());
        another->click();
        answer(*question(wizard.window), QStringLiteral("Set up another org"))->click();
        QVERIFY(!wizard.window.isVisible());
        QVERIFY(wizard.window.wantsAnother());
    }

    void step_2_is_called_by_the_way_that_was_chosen()
    {
        Wizard wizard;
        wizard.world.enterOrganization();
        wizard.window.primaryButton().click();
        const auto heading = [&wizard] {
            return wizard.window.findChild<QLabel *>(QStringLiteral("headingLabel"))->text();
        };
        QCOMPARE(heading(), QStringLiteral("Create the app integration in Okta"));
        wizard.world.setup.app().setWay(setup::AppWay::Created);
        QCOMPARE(heading(), QStringLiteral("Let the wizard create the app"));
        wizard.world.setup.app().setWay(setup::AppWay::Existing);
        QCOMPARE(heading(), QStringLiteral("Check the app that exists"));
        wizard.world.setup.app().setWay(setup::AppWay::ByHand);
        QCOMPARE(heading(), QStringLiteral("Create the app integration in Okta"));
    }

    void the_question_never_promises_what_is_not_kept()
    {
        Wizard wizard; // as in the demo: nothing is kept
        wizard.field(QStringLiteral("Okta organization URL"))->setText(QStringLiteral("acme.okta.com"));
        QVERIFY(!wizard.window.close());
        QVERIFY(question(wizard.window)->text().contains(QLatin1String("will be lost")));
    }

    void closing_untouched_asks_nothing()
    {
        http::Client http;
        secrets::MemoryKeychain keychain;
        TestBrowser browser;
        setup::Setup setup(setup::Services{http, keychain, browser}, setup::Draft(QString()));
        SetupWizard window(setup, {}, nullptr);
        window.show();
        QVERIFY(window.close());
        QVERIFY(!window.isVisible());
    }

    void an_unfinished_setup_is_offered_and_continued()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("draft.json"));
        QString organization;
        {
            Wizard killed(path);
            killed.world.enterOrganization();
            organization = killed.world.setup.configuration().organizationText;
            killed.window.primaryButton().click();
            killed.field(QStringLiteral("App integration name"))->setText(QStringLiteral("Our Pomerium"));
            QTRY_VERIFY(QFile::exists(path));
            QTRY_VERIFY(setup::Draft(path).load()->configuration.applicationName == QLatin1String("Our Pomerium"));
        }
        Wizard wizard(path);
        auto *const resume = named<QPushButton>(wizard.window, QStringLiteral("Continue where you left off"));
        QVERIFY(resume->isVisible());
        QVERIFY(wizard.field(QStringLiteral("Okta organization URL"))->text().isEmpty());
        resume->click();
        QVERIFY(!resume->isVisible());
        QCOMPARE(wizard.world.setup.current(), StepId::Application);
        QCOMPARE(wizard.field(QStringLiteral("App integration name"))->text(), QStringLiteral("Our Pomerium"));
        wizard.button("backButton")->click();
        QCOMPARE(wizard.field(QStringLiteral("Okta organization URL"))->text(), organization);
    }

    void a_resumed_setup_says_which_earlier_step_lacks_its_secret()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("draft.json"));
        {
            Wizard killed(path);
            killed.world.reachReview();
            QTRY_VERIFY(QFile::exists(path) && setup::Draft(path).load()->step == StepId::Export);
        }
        Wizard wizard(path);
        wizard.world.setup.resumeDraft();
        wizard.world.setup.apiToken().skip();
        QCOMPARE(wizard.world.setup.current(), StepId::ApiToken);
        QVERIFY(wizard.world.setup.apiToken().canProceed());
        QVERIFY(!wizard.world.setup.canGoNext());
        QVERIFY(!wizard.window.primaryButton().isEnabled());
        const auto *const missing = wizard.window.findChild<QLabel *>(QStringLiteral("missingLabel"));
        QVERIFY2(missing->text().startsWith(QLatin1String("Okta org: "))
                     || missing->text().startsWith(QLatin1String("Client credentials: ")),
                 qPrintable(missing->text()));
        // Who chose not to give a token is not told that the step was not reached.
        QCOMPARE(wizard.said(StepId::ApiToken), QStringLiteral("Step 5 of 7: Groups and API token, current, skipped"));
        QCOMPARE(wizard.said(StepId::Application), QStringLiteral("Step 2 of 7: App integration, done"));
    }

    void an_unfinished_setup_can_be_thrown_away()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("draft.json"));
        setup::Configuration configuration;
        configuration.organizationText = QStringLiteral("acme.okta.com");
        QVERIFY(setup::Draft(path).save(configuration, StepId::Credentials));
        Wizard wizard(path);
        named<QPushButton>(wizard.window, QStringLiteral("Start again"))->click();
        QVERIFY(!QFile::exists(path));
        QVERIFY(!named<QPushButton>(wizard.window, QStringLiteral("Start again"))->isVisible());
        QVERIFY(wizard.field(QStringLiteral("Okta organization URL"))->text().isEmpty());
    }

    void a_second_window_says_that_it_saves_nothing()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("draft.json"));
        const Wizard first(path);
        Wizard second(path);
        QVERIFY(!named<QPushButton>(second.window, QStringLiteral("Start again"))->isVisible());
        QStringList said;
        const auto labels = second.window.findChildren<QLabel *>();
        for (const QLabel *const label : labels) {
            if (label->isVisible())
                said.append(label->text());
        }
        QVERIFY(said.join(QLatin1Char('\n')).contains(QLatin1String("is open in another window")));
    }

    void forgetting_can_be_cancelled_where_the_keychain_waits()
    {
        World world;
        FakeKeychain keychain;
        keychain.isSlow = true;
        const secrets::KeychainIndex ledger(world.folder.filePath(QStringLiteral("ledger.json")));
        const auto entry = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
        QVERIFY(ledger.add(entry));
        keychain.put(entry, "00token");
        SetupWizard window(
            world.setup, [&] { return std::make_unique<setup::ForgetJob>(keychain, ledger, &world.setup); }, nullptr);
        window.show();
        const auto actions = window.findChildren<QAction *>();
        const auto forget = std::find_if(actions.cbegin(), actions.cend(), [](const QAction *action) {
            return action->text() == QStringLiteral("For&get everything…");
        });
        QVERIFY(forget != actions.cend());
        (*forget)->trigger();
        answer(*question(window), QStringLiteral("Forget everything"))->click();
        QTRY_VERIFY(window.findChild<QProgressDialog *>());
        QTRY_VERIFY(window.findChild<QProgressDialog *>()->isVisible());
        window.findChild<QProgressDialog *>()->findChild<QPushButton *>()->click();
        QTRY_VERIFY(!window.findChild<QProgressDialog *>());
        QTRY_VERIFY(question(window) && question(window)->heading().startsWith(QLatin1String("Stopped")));
        QVERIFY(keychain.entries().contains(entry.account));
    }

    void what_goes_wrong_in_the_demo_is_chosen_in_the_window()
    {
        DemoValues demo;
        QList<int> chosen;
        demo.moods = QStringList{QStringLiteral("Nothing"), QStringLiteral("Redirect URI is missing")};
        demo.setMood = [&chosen](int index) { chosen.append(index); };
        const Wizard wizard({}, &demo);
        auto *const moods = named<QComboBox>(wizard.window, QStringLiteral("Scenario"));
        QVERIFY(moods->isVisible());
        moods->setCurrentIndex(1);
        QCOMPARE(chosen, QList<int>{1});
    }

    void an_import_says_which_version_it_selected_and_its_banner_can_be_closed()
    {
        Wizard wizard;
        const QString path = wizard.world.folder.filePath(QStringLiteral("old.env"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("IDP_PROVIDER=okta\nIDP_CLIENT_ID=0oa1b2c3D4e5F6g7H5d7\nIDP_SERVICE_ACCOUNT="
                   + QByteArray("{\"api_key\":\"00abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN\"}").toBase64() + "\n");
        file.close();
        const auto said = [&wizard] {
            QStringList all;
            const auto labels = wizard.window.findChildren<QLabel *>();
            for (const QLabel *const label : labels) {
                if (label->isVisible())
                    all.append(label->text());
            }
            return all.join(QLatin1Char('\n'));
        };
        wizard.window.takeImport(path);
        QVERIFY(wizard.world.setup.configuration().release.usesServiceAccount());
        QVERIFY2(said().contains(QLatin1String("so this version is selected")), qPrintable(said()));
        const auto close = [&wizard]() -> QPushButton * {
            const auto buttons = wizard.window.findChildren<QPushButton *>();
            for (QPushButton *const button : buttons) {
                if (button->isVisible() && button->accessibleName() == QLatin1String("Close this message"))
                    return button;
            }
            return nullptr;
        };
        QVERIFY(close());
        close()->click();
        QVERIFY(!close());
        QVERIFY(!said().contains(QLatin1String("so this version is selected")));
        // It is about the page that was open, and goes with it.
        wizard.window.takeImport(path);
        QVERIFY(close());
        wizard.world.enterOrganization();
        wizard.world.setup.goTo(StepId::Application);
        QVERIFY(!close());
    }

    void what_was_refused_to_be_written_is_in_sight_and_has_the_keyboard()
    {
        Wizard wizard;
        wizard.window.resize(1024, 600);
        QVERIFY(QTest::qWaitForWindowActive(&wizard.window));
        wizard.world.reachReview();
        if (QTest::currentTestFailed())
            return;
        QFile file(wizard.world.target()); // it appears after what would change was shown
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("ADDRESS=:8443\n");
        file.close();
        auto *const area = wizard.window.findChild<QScrollArea *>();
        QTRY_VERIFY(area->verticalScrollBar()->maximum() > 0);
        area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
        wizard.window.primaryButton().click();
        QCOMPARE(wizard.world.setup.current(), StepId::Export);
        auto *const notice = wizard.window.page().findChild<Notice *>(QStringLiteral("writeNotice"));
        QVERIFY(notice->isVisible());
        QTRY_VERIFY(
            area->viewport()->rect().contains(QRect(notice->mapTo(area->viewport(), QPoint()), notice->size())));
        QVERIFY(notice->isAncestorOf(QApplication::focusWidget()));
        QVERIFY2(!notice->text().contains(QLatin1String("--")), qPrintable(notice->text()));
        // The footer says it, too, wherever the page is scrolled to.
        QCOMPARE(wizard.window.findChild<QLabel *>(QStringLiteral("missingLabel"))->text(),
                 QStringLiteral("A file with this name already exists."));
    }

    void f1_says_what_belongs_in_the_field()
    {
        Wizard wizard;
        QVERIFY(QTest::qWaitForWindowActive(&wizard.window));
        wizard.field(QStringLiteral("Authenticate service URL"))->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F1);
        auto *const help = wizard.window.findChild<Question *>();
        QVERIFY(help);
        QCOMPARE(help->heading(), QStringLiteral("Authenticate service URL"));
        QVERIFY(help->text().contains(QLatin1String("AUTHENTICATE_SERVICE_URL")));
        help->reject();
    }
};

QTEST_MAIN(tst_SetupWizard)
#include "tst_SetupWizard.moc"

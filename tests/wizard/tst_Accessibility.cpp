// What somebody needs who does not see the window, or has no mouse: names, an order, a way to everything.

#include "wizard/Page.h"
#include "wizard/StepTitles.h"
#include "wizard/World.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>

using setup::StepId;

namespace {

bool isStop(const QWidget &widget)
{
    return widget.isVisible() && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus
        && !widget.focusProxy();
}

QString nameOf(QWidget &widget)
{
    if (!widget.accessibleName().isEmpty())
        return widget.accessibleName();
    auto *const interface = QAccessible::queryAccessibleInterface(&widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

QString described(const QWidget &widget)
{
    return QStringLiteral("%1 %2").arg(QLatin1String(widget.metaObject()->className()), widget.objectName());
}

/// Where Tab leads from here until it comes back.
QList<QWidget *> walk()
{
    QList<QWidget *> way;
    for (QWidget *at = QApplication::focusWidget(); at && !way.contains(at); at = QApplication::focusWidget()) {
        way.append(at);
        QTest::keyClick(at, Qt::Key_Tab);
    }
    return way;
}

/// What a screen reader finds below `interface`, and what it is given when it asks for one part more: parts may go
/// between its two questions, how many there are and which. Lists look a row up in their model and survive it.
void checkParts(QAccessibleInterface &interface, int &count)
{
    if (!interface.object() || qobject_cast<QAbstractItemView *>(interface.object()))
        return;
    const int known = interface.childCount();
    for (const int index : {known, known + 1, known + 100000})
        QVERIFY2(!interface.child(index), interface.object()->metaObject()->className());
    for (int index = 0; index < known; ++index) {
        QAccessibleInterface *const part = interface.child(index);
        QVERIFY(part);
        ++count;
        checkParts(*part, count);
        if (QTest::currentTestFailed())
            return;
    }
}

/// Opens each page of a wizard that is filled in, one after the other, until `check` fails.
template <typename Check> void onEachPage(Check check)
{
    World world;
    SetupWizard window(world.setup, {}, nullptr);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    world.reachReview();
    if (QTest::currentTestFailed())
        return;
    const auto ids = steps::all();
    for (const StepId id : ids) {
        world.setup.goTo(id);
        check(id, world, window);
        if (QTest::currentTestFailed())
            return;
    }
}

QString names(const QList<QWidget *> &way)
{
    QStringList all;
    for (QWidget *const widget : way)
        all.append(nameOf(*widget));
    return all.join(QStringLiteral(", "));
}

QStringList mnemonics(const QWidget &window)
{
    QStringList keys;
    const auto add = [&keys](const QString &text) {
        const QString key = QKeySequence::mnemonic(text).toString();
        if (!key.isEmpty())
            keys.append(key);
    };
    const auto buttons = window.findChildren<QAbstractButton *>();
    for (const QAbstractButton *const button : buttons) {
        if (button->isVisible())
            add(button->text());
    }
    const auto labels = window.findChildren<QLabel *>();
    for (const QLabel *const label : labels) {
        if (label->isVisible() && label->buddy())
            add(label->text());
    }
    const auto menus = window.findChild<QMenuBar *>()->actions();
    for (const QAction *const menu : menus)
        add(menu->text());
    return keys;
}

/// Neighbors in the tree of which the second stands above the first, and not beside it.
void findDisorder(QAccessibleInterface &part, QStringList &wrong)
{
    const QAccessibleInterface *before = nullptr;
    for (int i = 0; i < part.childCount(); ++i) {
        QAccessibleInterface *const child = part.child(i);
        if (!child || child->state().invisible || !child->object() || !child->object()->isWidgetType())
            continue;
        // Nothing to read: a help without words, a line between two parts.
        if (child->rect().isEmpty() || (child->childCount() == 0 && child->text(QAccessible::Name).isEmpty()))
            continue;
        findDisorder(*child, wrong);
        const bool isNextColumn = before && child->rect().left() >= before->rect().right();
        if (before && !isNextColumn && child->rect().bottom() <= before->rect().top())
            wrong.append(described(*static_cast<QWidget *>(before->object())) + before->text(QAccessible::Name)
                         + QStringLiteral(" is read before ") + described(*static_cast<QWidget *>(child->object()))
                         + child->text(QAccessible::Name));
        before = child;
    }
}

} // namespace

class tst_Accessibility : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void each_page_can_be_named_and_walked_data()
    {
        QTest::addColumn<bool>("isFilledIn");
        QTest::addColumn<bool>("isLegacy");
        QTest::newRow("at the start") << false << false;
        QTest::newRow("filled in, 0.19") << true << true;
        QTest::newRow("filled in, 0.20") << true << false;
    }

    void each_page_can_be_named_and_walked()
    {
        QFETCH(bool, isFilledIn);
        QFETCH(bool, isLegacy);
        World world;
        DemoValues demo;
        demo.moods = QStringList{QStringLiteral("Nothing")};
        demo.setMood = [](int) {};
        SetupWizard window(world.setup, {}, &demo);
        window.resize(1280, 1000);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        if (isFilledIn) {
            world.setup.application().setAccess(setup::Access::NamedGroups);
            world.setup.application().setAccessGroups({QStringLiteral("Finance")});
            world.reachReview();
            if (QTest::currentTestFailed())
                return;
            if (!isLegacy)
                world.setup.organization().setRelease(pomerium::Release::current());
        }
        const auto ids = steps::all();
        for (const auto id : ids) {
            if (id == StepId::Done)
                world.setup.exportStep().write();
            world.setup.goTo(id);
            if (world.setup.current() != id)
                continue; // may not be opened yet
            QCoreApplication::sendPostedEvents();
            const QByteArray title = steps::title(id).toUtf8();

            const auto all = window.findChildren<QWidget *>();
            for (QWidget *const widget : all) {
                if (isStop(*widget))
                    QVERIFY2(!nameOf(*widget).isEmpty(), (title + ": " + described(*widget).toUtf8()).constData());
            }

            (window.page().firstField() ? window.page().firstField() : &window.primaryButton())->setFocus();
            const auto way = walk();
            for (QWidget *const widget : all) {
                if (isStop(*widget))
                    QVERIFY2(
                        way.contains(widget),
                        (title + ": Tab never reaches " + described(*widget).toUtf8() + " on " + names(way).toUtf8())
                            .constData());
            }
            // In the order in which it is read: downwards, and to the right within a line.
            const QWidget *before = nullptr;
            for (const QWidget *const widget : way) {
                if (!window.page().isAncestorOf(widget) || widget == way.first()) {
                    before = nullptr;
                    continue;
                }
                const QRect here(widget->mapTo(&window.page(), QPoint()), widget->size());
                if (before) {
                    const QRect there(before->mapTo(&window.page(), QPoint()), before->size());
                    const bool isBelow = here.center().y() >= there.bottom();
                    const bool isBeside = here.top() < there.bottom() && here.left() >= there.right() - 1;
                    QVERIFY2(isBelow || isBeside,
                             (title + ": " + nameOf(*const_cast<QWidget *>(before)).toUtf8() + " then "
                              + nameOf(*const_cast<QWidget *>(widget)).toUtf8())
                                 .constData());
                }
                before = widget;
            }

            QStringList keys = mnemonics(window);
            keys.sort();
            QStringList once = keys;
            once.removeDuplicates();
            QVERIFY2(keys == once, (title + ": " + keys.join(QLatin1Char(' ')).toUtf8()).constData());
        }
    }

    void what_is_wrong_is_told_with_the_field_data()
    {
        QTest::addColumn<StepId>("step");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("organisation") << StepId::Organization << "Okta organization URL"
                                      << "ftp://acme.okta.com";
        QTest::newRow("authenticate") << StepId::Organization << "Authenticate service URL"
                                      << "ftp://x";
        QTest::newRow("name") << StepId::Application << "App integration name"
                              << "";
        QTest::newRow("client id") << StepId::Credentials << "Client ID"
                                   << "a b";
        QTest::newRow("client secret") << StepId::Credentials << "Client secret"
                                       << "a b";
    }

    void what_is_wrong_is_told_with_the_field()
    {
        QFETCH(StepId, step);
        QFETCH(QString, field);
        QFETCH(QString, text);
        World world;
        SetupWizard window(world.setup, {}, nullptr);
        window.show();
        world.reachReview();
        if (QTest::currentTestFailed())
            return;
        world.setup.goTo(step);
        auto *const edit = named<QLineEdit>(window.page(), field);
        QVERIFY(edit);
        setTextByAccessibility(*edit, text);
        edit->clearFocus(); // not while somebody types
        auto *const interface = QAccessible::queryAccessibleInterface(edit);
        const QString description = interface->text(QAccessible::Description);
        QVERIFY(!description.isEmpty());
        // The same words are on the page.
        bool isShown = false;
        const auto labels = window.page().findChildren<QLabel *>();
        for (const QLabel *const label : labels)
            isShown =
                isShown || (label->isVisible() && !label->text().isEmpty() && description.startsWith(label->text()));
        QVERIFY2(isShown, qPrintable(description));
        QVERIFY(!window.primaryButton().isEnabled());
    }

    void a_secret_is_never_read_out()
    {
        onEachPage([](StepId, const World &world, SetupWizard &window) {
            const auto all = window.findChildren<QWidget *>();
            for (QWidget *const widget : all) {
                auto *const interface = QAccessible::queryAccessibleInterface(widget);
                if (!interface)
                    continue;
                for (const auto kind :
                     {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help}) {
                    const QString text = interface->text(kind);
                    QVERIFY2(!text.contains(world.org.clientSecret()) && !text.contains(world.org.apiToken()),
                             qPrintable(described(*widget)));
                }
            }
        });
    }

    void a_part_that_is_no_longer_there_can_be_asked_for()
    {
        onEachPage([](StepId, const World &, SetupWizard &window) {
            int count = 0;
            checkParts(*QAccessible::queryAccessibleInterface(&window), count);
            QVERIFY2(count > 40, qPrintable(QString::number(count)));
        });
    }

    void a_screen_reader_reads_from_the_top_to_the_bottom()
    {
        onEachPage([](StepId id, const World &, SetupWizard &window) {
            QStringList wrong;
            const auto isInOrder = [&] {
                wrong.clear();
                findDisorder(*QAccessible::queryAccessibleInterface(&window.page()), wrong);
                return wrong.isEmpty();
            };
            // Once everything has its place.
            QTRY_VERIFY2(isInOrder(),
                         qPrintable(steps::title(id) + QStringLiteral(": ") + wrong.join(QStringLiteral("; "))));
        });
    }

    void the_page_that_opens_has_the_focus_in_its_first_field()
    {
        onEachPage([](StepId id, const World &, SetupWizard &window) {
            if (id == StepId::Done)
                return;
            const QWidget *const first =
                window.page().firstField() ? window.page().firstField() : &window.primaryButton();
            const QWidget *const focus = QApplication::focusWidget();
            QVERIFY2(first == focus || first->isAncestorOf(focus) || first->focusProxy() == focus,
                     qPrintable(steps::title(id)));
        });
    }
};

QTEST_MAIN(tst_Accessibility)
#include "tst_Accessibility.moc"

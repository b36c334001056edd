#include "wizard/SecretLineEdit.h"
#include "wizard/Tokens.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QVBoxLayout>
#include <QtTest>

class tst_SecretLineEdit : public QObject
{
    Q_OBJECT

    struct Window : QWidget
    {
        Window()
        {
            auto *const layout = new QVBoxLayout(this);
            layout->addWidget(&field);
            layout->addWidget(&other);
            field.setNames(QStringLiteral("API token"), QStringLiteral("Show API token"));
            show();
            activateWindow();
        }
        SecretLineEdit field;
        QLineEdit other;
        QPushButton &button() { return *field.findChild<QPushButton *>(QStringLiteral("revealButton")); }
    };

private Q_SLOTS:
    void what_was_typed_comes_out_as_bytes()
    {
        Window window;
        QSignalSpy edited(&window.field, &SecretLineEdit::edited);
        QTest::keyClicks(window.field.lineEdit(), QStringLiteral("abc"));
        QCOMPARE(window.field.secret().reveal().toByteArray(), QByteArrayLiteral("abc"));
        QCOMPARE(edited.size(), 3);
    }

    void a_screen_reader_hears_no_secret_while_it_is_masked()
    {
        Window window;
        window.field.setSecret(Secret(QByteArrayLiteral("canary")));
        auto *const interface = QAccessible::queryAccessibleInterface(window.field.lineEdit());
        QVERIFY(!interface->text(QAccessible::Value).contains(QLatin1String("canary")));
        QVERIFY(interface->state().passwordEdit);
        QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("API token"));
    }

    void nobody_on_the_accessibility_bus_hears_what_is_typed_while_it_is_masked()
    {
        static QStringList told;
        told.clear();
        const auto before = QAccessible::installUpdateHandler([](QAccessibleEvent *event) {
            switch (event->type()) {
            case QAccessible::TextInserted:
                told.append(static_cast<QAccessibleTextInsertEvent *>(event)->textInserted());
                break;
            case QAccessible::TextRemoved:
                told.append(static_cast<QAccessibleTextRemoveEvent *>(event)->textRemoved());
                break;
            case QAccessible::TextUpdated:
                told.append(static_cast<QAccessibleTextUpdateEvent *>(event)->textRemoved());
                told.append(static_cast<QAccessibleTextUpdateEvent *>(event)->textInserted());
                break;
            case QAccessible::ValueChanged:
                told.append(static_cast<QAccessibleValueChangeEvent *>(event)->value().toString());
                break;
            default:
                break;
            }
        });
        {
            Window window;
            // Qt tells nobody while no screen reader is there, as on the platform of these tests: so the field's
            // handler is given what Qt would give it.
            const QAccessible::UpdateHandler tell = QAccessible::installUpdateHandler(nullptr);
            QVERIFY(tell);
            const auto tellAll = [tell](QLineEdit *edit) {
                QAccessibleTextInsertEvent inserted(edit, 0, QStringLiteral("canary"));
                tell(&inserted);
                QAccessibleTextRemoveEvent removed(edit, 0, QStringLiteral("canary"));
                tell(&removed);
                QAccessibleTextUpdateEvent updated(edit, 0, QStringLiteral("canary"), QStringLiteral("canaries"));
                tell(&updated);
                QAccessibleValueChangeEvent changed(edit, QStringLiteral("canary"));
                tell(&changed);
            };
            window.field.setSecret(Secret(QByteArrayLiteral("canary")));
            told.clear();
            tellAll(window.field.lineEdit());
            QCOMPARE(told.size(), 5);
            QCOMPARE(told.join(QString()).remove(QChar(0x2022)), QString());
            QCOMPARE(told.first().size(), 6);
            told.clear();
            tellAll(&window.other); // other fields are read out as ever
            QCOMPARE(told.count(QStringLiteral("canary")), 4);
            told.clear();
            window.button().click();
            tellAll(window.field.lineEdit());
            QCOMPARE(told.count(QStringLiteral("canary")), 4);
        }
        QAccessible::installUpdateHandler(before);
    }

    void what_is_copied_while_it_is_shown_goes_the_way_of_secrets()
    {
        QClipboard &clipboard = *QGuiApplication::clipboard();
        for (const QKeySequence::StandardKey key : {QKeySequence::Copy, QKeySequence::Cut}) {
            Window window;
            window.field.setSecret(Secret(QByteArrayLiteral("canary")));
            clipboard.setText(QStringLiteral("before"));
            window.field.lineEdit()->selectAll();
            QTest::keySequence(window.field.lineEdit(), QKeySequence(key));
            QCOMPARE(clipboard.text(), QStringLiteral("before")); // masked: nothing at all
            window.button().click();
            window.field.lineEdit()->selectAll();
            QTest::keySequence(window.field.lineEdit(), QKeySequence(key));
            QCOMPARE(clipboard.text(), QStringLiteral("canary"));
            QCOMPARE(clipboard.mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")),
                     QByteArrayLiteral("secret"));
            QCOMPARE(window.field.isEmpty(), key == QKeySequence::Cut);
        }
        // Who goes takes it along.
        QCOMPARE(clipboard.text(), QString());
    }

    void deleting_a_line_copies_nothing()
    {
        QClipboard &clipboard = *QGuiApplication::clipboard();
        for (const QKeySequence::StandardKey key : {QKeySequence::DeleteEndOfLine, QKeySequence::DeleteCompleteLine}) {
            if (QKeySequence(key).isEmpty())
                continue;
            Window window;
            window.field.setSecret(Secret(QByteArrayLiteral("canary")));
            window.button().click();
            clipboard.setText(QStringLiteral("before"));
            window.field.lineEdit()->home(false);
            QTest::keySequence(window.field.lineEdit(), QKeySequence(key));
            QVERIFY(window.field.isEmpty());
            QCOMPARE(clipboard.text(), QStringLiteral("before"));
        }
    }

    void selecting_with_the_mouse_fills_no_other_clipboard()
    {
        QClipboard &clipboard = *QGuiApplication::clipboard();
        Window window;
        window.field.setSecret(Secret(QByteArrayLiteral("canary")));
        window.button().click();
        QLineEdit *const edit = window.field.lineEdit();
        QTest::mouseDClick(edit, Qt::LeftButton, Qt::NoModifier, edit->rect().center());
        QCOMPARE(edit->selectedText(), QStringLiteral("canary"));
        if (clipboard.supportsSelection())
            QVERIFY(!clipboard.text(QClipboard::Selection).contains(QLatin1String("canary")));
    }

    void selecting_with_keys_fills_no_other_clipboard()
    {
        QClipboard &clipboard = *QGuiApplication::clipboard();
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.field.setSecret(Secret(QByteArrayLiteral("canary")));
        window.button().click();
        QLineEdit *const edit = window.field.lineEdit();
        edit->setFocus();
        const auto isFree = [&clipboard] {
            return !clipboard.supportsSelection()
                || !clipboard.text(QClipboard::Selection).contains(QLatin1String("canary"));
        };
        QTest::keyClick(edit, Qt::Key_Home);
        QTest::keyClick(edit, Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(edit->selectedText(), QStringLiteral("canary"));
        QVERIFY(isFree());
        QTest::keyClick(edit, Qt::Key_Home);
        QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(edit->selectedText(), QStringLiteral("canary"));
        QVERIFY(isFree());
        // What is in no secret's field goes where it always went.
        QLineEdit plain(&window);
        plain.setText(QStringLiteral("not a secret"));
        plain.show();
        plain.setFocus();
        QTest::keyClick(&plain, Qt::Key_A, Qt::ControlModifier);
        if (clipboard.supportsSelection())
            QCOMPARE(clipboard.text(QClipboard::Selection), QStringLiteral("not a secret"));
    }

    void it_can_be_filled_by_assistive_technology()
    {
        Window window;
        QSignalSpy edited(&window.field, &SecretLineEdit::edited);
        QAccessible::queryAccessibleInterface(window.field.lineEdit())
            ->setText(QAccessible::Value, QStringLiteral("xyz"));
        QCOMPARE(edited.size(), 1);
        QCOMPARE(window.field.secret().reveal().toByteArray(), QByteArrayLiteral("xyz"));
    }

    void the_button_and_ctrl_h_reveal_and_hide()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.field.lineEdit()->setFocus();
        QVERIFY(!window.field.isRevealed());
        const QFont hidden = window.field.lineEdit()->font();
        window.button().click();
        QVERIFY(window.field.isRevealed());
        QCOMPARE(window.button().text(), QStringLiteral("Hide"));
        QCOMPARE(window.field.lineEdit()->font(), tokens::font(tokens::Type::Code, window.field.font()));
        QTest::keyClick(window.field.lineEdit(), Qt::Key_H, Qt::ControlModifier);
        QVERIFY(!window.field.isRevealed());
        QCOMPARE(window.button().text(), QStringLiteral("Show"));
        QCOMPARE(window.field.lineEdit()->font(), hidden);
    }

    void it_hides_when_the_focus_leaves()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.field.lineEdit()->setFocus();
        window.button().click();
        window.button().setFocus();
        QVERIFY(window.field.isRevealed()); // its own button is not away
        window.other.setFocus();
        QVERIFY(!window.field.isRevealed());
    }

    void it_hides_when_the_window_is_deactivated()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.button().click();
        QVERIFY(window.field.isRevealed());
        QEvent deactivated(QEvent::WindowDeactivate);
        QCoreApplication::sendEvent(&window.field, &deactivated);
        QVERIFY(!window.field.isRevealed());
    }

    void it_hides_by_itself_after_20_seconds()
    {
        Window window;
        QCOMPARE(window.field.shownFor(), std::chrono::milliseconds(20000));
        window.field.setShownFor(std::chrono::milliseconds(30));
        window.button().click();
        QVERIFY(window.field.isRevealed());
        QTRY_VERIFY(!window.field.isRevealed());
        QVERIFY(!window.button().isChecked());
    }
};

QTEST_MAIN(tst_SecretLineEdit)
#include "tst_SecretLineEdit.moc"

#include "wizard/SecretLineEdit.h"

#include <QAccessible>
#include <QLineEdit>
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
            field.setNames(QStringLiteral("API token"), QStringLiteral("Reveal API token"));
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
        window.button().click();
        QVERIFY(window.field.isRevealed());
        QTest::keyClick(window.field.lineEdit(), Qt::Key_H, Qt::ControlModifier);
        QVERIFY(!window.field.isRevealed());
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

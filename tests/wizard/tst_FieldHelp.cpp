#include "wizard/FieldHelp.h"
#include "wizard/PlainLabel.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QVBoxLayout>
#include <QtTest>

namespace {

const QString help = QStringLiteral("In the menu under your name.");
const QString wrong = QStringLiteral("Enter a full address.");

/// A field, its line, and another field to go to.
struct Form
{
    Form()
    {
        auto *const column = new QVBoxLayout(&window);
        for (QWidget *const widget : std::initializer_list<QWidget *>{&field, &line, &other})
            column->addWidget(widget);
        line.setField(field);
        line.setHelp(help);
        window.show();
        field.setFocus();
    }
    [[nodiscard]] QString said() const { return line.findChild<PlainLabel *>()->text(); }

    QWidget window;
    QLineEdit field;
    FieldHelp line;
    QLineEdit other;
};

} // namespace

class tst_FieldHelp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing_is_called_wrong_while_somebody_types()
    {
        Form form;
        QVERIFY(QTest::qWaitForWindowActive(&form.window));
        form.line.setError(wrong);
        QCOMPARE(form.said(), help);
        QVERIFY(!form.line.isErrorShown());
        form.other.setFocus();
        QCOMPARE(form.said(), wrong);
        QVERIFY(form.field.property("isWrong").toBool());
        QCOMPARE(form.field.accessibleDescription(), wrong);
    }

    void once_it_was_wrong_it_is_said_after_a_pause()
    {
        Form form;
        QVERIFY(QTest::qWaitForWindowActive(&form.window));
        form.line.setError(wrong);
        form.other.setFocus();
        form.field.setFocus();
        form.line.setError({});
        QCOMPARE(form.said(), help);
        form.line.setError(wrong);
        QCOMPARE(form.said(), help);
        QTRY_COMPARE(form.said(), wrong);
    }

    void what_is_right_is_said_at_once()
    {
        Form form;
        QVERIFY(QTest::qWaitForWindowActive(&form.window));
        form.line.setMark(FieldHelp::Mark::Verified, QStringLiteral("Verified"));
        const auto labels = form.field.findChildren<PlainLabel *>();
        QCOMPARE(labels.size(), 1);
        QVERIFY(labels.constFirst()->isVisible());
        QVERIFY2(form.field.textMargins().right() > 0, "the text does not run below the mark");
    }

    void a_repair_is_offered_as_a_button()
    {
        Form form;
        QVERIFY(QTest::qWaitForWindowActive(&form.window));
        auto *const button = form.line.findChild<QPushButton *>();
        QVERIFY(!button->isVisible());
        form.other.setFocus();
        form.line.setError(wrong, QStringLiteral("Use https://acme.okta.com"));
        QVERIFY(button->isVisible());
        QSignalSpy spy(&form.line, &FieldHelp::actionTriggered);
        button->click();
        QCOMPARE(spy.size(), 1);
    }
};

QTEST_MAIN(tst_FieldHelp)
#include "tst_FieldHelp.moc"

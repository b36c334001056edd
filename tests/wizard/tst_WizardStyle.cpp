#include "wizard/Appearance.h"
#include "wizard/WizardStyle.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtTest>

#include <initializer_list>

namespace {

/// The colour in the middle of a widget's left edge.
QColor edgeOf(QWidget &widget)
{
    const QImage image = widget.grab().toImage();
    return image.pixelColor(0, image.height() / 2);
}

QPalette dark()
{
    QPalette palette(QColor(0x3a, 0x3a, 0x3a), QColor(0x2b, 0x2b, 0x2b));
    palette.setColor(QPalette::WindowText, QColor(0xee, 0xee, 0xee));
    palette.setColor(QPalette::Base, QColor(0x1e, 0x1e, 0x1e));
    palette.setColor(QPalette::Text, QColor(0xee, 0xee, 0xee));
    palette.setColor(QPalette::ButtonText, QColor(0xee, 0xee, 0xee));
    return palette;
}

} // namespace

class tst_WizardStyle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WizardStyle); }

    void edges_and_focus_can_be_seen_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << QApplication::style()->standardPalette();
        QTest::newRow("dark") << dark();
    }

    void edges_and_focus_can_be_seen()
    {
        QFETCH(QPalette, palette);
        QApplication::setPalette(palette);
        QWidget window;
        auto *const layout = new QVBoxLayout(&window);
        auto *const edit = new QLineEdit;
        auto *const combo = new QComboBox;
        auto *const button = new QPushButton(QStringLiteral("Copy"));
        auto *const other = new QPushButton(QStringLiteral("Next"));
        other->setDefault(true);
        for (QWidget *const widget : std::initializer_list<QWidget *>{edit, combo, button, other})
            layout->addWidget(widget);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const QColor ground = palette.color(QPalette::Window);
        for (QWidget *const widget : std::initializer_list<QWidget *>{edit, combo, button}) {
            other->setFocus();
            const QColor without = edgeOf(*widget);
            if (widget != button) // a button is told by its ground
                QVERIFY2(appearance::contrast(without, ground) >= 3, widget->metaObject()->className());
            widget->setFocus();
            const QColor with = edgeOf(*widget);
            QVERIFY2(with != without, widget->metaObject()->className());
            QVERIFY2(appearance::contrast(with, ground) >= 3, widget->metaObject()->className());
        }
    }

    void boxes_to_tick_grow_with_the_text()
    {
        QCheckBox box(QStringLiteral("Refresh Token is ticked"));
        const int before = box.style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, &box);
        QFont font = box.font();
        font.setPointSizeF(font.pointSizeF() * 2);
        box.setFont(font);
        QVERIFY(box.style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, &box) >= before * 3 / 2);
    }

    void a_button_has_room_around_its_words()
    {
        const QPushButton button(QStringLiteral("What does the browser show?"));
        const int words = button.fontMetrics().horizontalAdvance(button.text());
        QVERIFY(button.sizeHint().width() >= words + button.fontMetrics().height());
    }
};

QTEST_MAIN(tst_WizardStyle)
#include "tst_WizardStyle.moc"

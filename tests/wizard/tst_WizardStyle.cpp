#include "wizard/Appearance.h"
#include "wizard/Tokens.h"
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

} // namespace

class tst_WizardStyle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new WizardStyle); }

    void edges_and_focus_can_be_seen_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << tokens::palette(tokens::Theme::Light);
        QTest::newRow("dark") << tokens::palette(tokens::Theme::Dark);
        QTest::newRow("high contrast") << tokens::palette(tokens::Theme::System);
        QTest::newRow("high contrast, dark") << tokens::palette(tokens::Theme::System, true);
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
            QVERIFY2(appearance::contrast(edgeOf(*widget), ground) >= 3, widget->metaObject()->className());
            widget->setFocus();
            // The ring lies outside, with a gap.
            const QImage image = window.grab().toImage();
            const int outside = widget->x() - tokens::FocusGap - 1;
            const QColor ring = image.pixelColor(outside, widget->geometry().center().y());
            QVERIFY2(appearance::contrast(ring, ground) >= 3, widget->metaObject()->className());
            QCOMPARE(image.pixelColor(widget->x() - 1, widget->geometry().center().y()), ground);
        }
    }

    void a_disabled_button_is_still_there_in_high_contrast()
    {
        for (const bool isDark : {false, true}) {
            const QPalette palette = tokens::palette(tokens::Theme::System, isDark);
            QApplication::setPalette(palette);
            QPushButton button(QStringLiteral("Continue"));
            button.setEnabled(false);
            const QImage image = button.grab().toImage();
            const QColor ground = palette.color(QPalette::Window);
            int seen = 0;
            int gaps = 0;
            for (int x = image.width() / 4; x < image.width() * 3 / 4; ++x)
                appearance::contrast(image.pixelColor(x, 0), ground) >= 3 ? ++seen : ++gaps;
            QVERIFY2(seen > 0, "no edge");
            QVERIFY2(gaps > 0, "the edge of an enabled button");
            QVERIFY(appearance::contrast(palette.color(QPalette::Disabled, QPalette::ButtonText), ground) >= 3);
        }
    }

    void the_primary_button_is_told_from_the_others_by_its_ground()
    {
        QApplication::setPalette(tokens::palette(tokens::Theme::Light));
        QPushButton button(QStringLiteral("Continue"));
        WizardStyle::setLook(button, WizardStyle::Look::Primary);
        const auto middleOf = [&button] { return button.grab().toImage().pixelColor(6, button.height() / 2); };
        QCOMPARE(middleOf(), tokens::color(tokens::Role::Accent, button.palette()));
        button.setEnabled(false);
        QVERIFY(middleOf() != tokens::color(tokens::Role::Accent, button.palette()));
    }

    void fields_and_buttons_are_of_one_height()
    {
        const QPushButton button(QStringLiteral("Copy"));
        const QLineEdit edit;
        const QComboBox combo;
        QCOMPARE(button.sizeHint().height(), edit.sizeHint().height());
        QCOMPARE(combo.sizeHint().height(), edit.sizeHint().height());
        QCOMPARE(edit.sizeHint().height(), tokens::units(edit, 9));
    }

    void boxes_to_tick_grow_with_the_text()
    {
        QCheckBox box(QStringLiteral("I selected Refresh Token"));
        const int before = box.style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, &box);
        QFont font = box.font();
        font.setPointSizeF(font.pointSizeF() * 2);
        box.setFont(font);
        QVERIFY(box.style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, &box) >= before * 3 / 2);
    }

    void icon_and_words_are_in_the_middle_from_both_sides_data()
    {
        QTest::addColumn<bool>("isRightToLeft");
        QTest::addColumn<bool>("isSmall");
        QTest::newRow("left to right") << false << false;
        QTest::newRow("left to right, small") << false << true;
        QTest::newRow("right to left") << true << false;
        QTest::newRow("right to left, small") << true << true;
    }

    void icon_and_words_are_in_the_middle_from_both_sides()
    {
        QFETCH(bool, isRightToLeft);
        QFETCH(bool, isSmall);
        QApplication::setPalette(tokens::palette(tokens::Theme::Light));
        QPixmap block(16, 16);
        block.fill(Qt::red);
        QPushButton button(block, QStringLiteral("Open in Okta"));
        button.setIconSize({16, 16});
        button.setLayoutDirection(isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        if (isSmall)
            WizardStyle::setLook(button, WizardStyle::Look::Small);
        button.resize(button.sizeHint() + QSize(100, 0));
        const QImage image = button.grab().toImage();
        // Only what is drawn differently from the ground between the two edges.
        const QColor ground = image.pixelColor(image.width() / 2, 3);
        int first = -1;
        int last = -1;
        bool isIconFirst = false;
        for (int x = 5; x < image.width() - 5; ++x) {
            for (int y = 4; y < image.height() - 4; ++y) {
                const QColor color = image.pixelColor(x, y);
                if (appearance::contrast(color, ground) < 1.5)
                    continue;
                if (first < 0)
                    isIconFirst = color == QColor(Qt::red);
                first = first < 0 ? x : first;
                last = x;
            }
        }
        QVERIFY(first > 0);
        QCOMPARE(isIconFirst, !isRightToLeft);
        const int before = first;
        const int after = image.width() - 1 - last;
        QVERIFY2(qAbs(before - after) <= 4, qPrintable(QStringLiteral("%1 before, %2 after").arg(before).arg(after)));
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

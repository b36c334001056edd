#include "wizard/Appearance.h"
#include "wizard/Tokens.h"

#include <QApplication>
#include <QFontMetrics>
#include <QLabel>
#include <QMetaEnum>
#include <QPalette>
#include <QtTest>

using tokens::Role;
using tokens::Theme;

class tst_Tokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_color_can_be_told_from_its_ground_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << tokens::palette(Theme::Light);
        QTest::newRow("dark") << tokens::palette(Theme::Dark);
        QTest::newRow("high contrast, light") << tokens::palette(Theme::System, false);
        QTest::newRow("high contrast, dark") << tokens::palette(Theme::System, true);
    }

    void every_color_can_be_told_from_its_ground()
    {
        QFETCH(QPalette, palette);
        struct Row
        {
            Role ink;
            QList<Role> grounds;
            double least;
        };
        const QList<Role> all = {Role::Background, Role::Surface,     Role::Sunken, Role::AccentTint,
                                 Role::GoodTint,   Role::WarningTint, Role::BadTint};
        // WCAG 2.2: 4.5 for text (1.4.3), 3 for what tells a control (1.4.11).
        const QList<Row> table = {{Role::Text, all, 4.5},
                                  {Role::SecondaryText, all, 4.5},
                                  {Role::Placeholder, {Role::Background, Role::Surface}, 4.5},
                                  {Role::Accent, {Role::Background, Role::Surface, Role::AccentTint}, 4.5},
                                  {Role::OnAccent, {Role::Accent}, 4.5},
                                  {Role::Good, {Role::Background, Role::Surface, Role::GoodTint}, 4.5},
                                  {Role::Warning, {Role::Background, Role::Surface, Role::WarningTint}, 4.5},
                                  {Role::Bad, {Role::Background, Role::Surface, Role::BadTint}, 4.5},
                                  {Role::Edge, {Role::Background, Role::Surface}, 3}};
        for (const Row &row : table) {
            for (const Role ground : row.grounds) {
                const double contrast =
                    appearance::contrast(tokens::color(row.ink, palette), tokens::color(ground, palette));
                QVERIFY2(
                    contrast >= row.least,
                    qPrintable(QStringLiteral("role %1 on %2: %3").arg(int(row.ink)).arg(int(ground)).arg(contrast)));
            }
        }
    }

    void what_Qt_paints_by_itself_can_be_read_data() { every_color_can_be_told_from_its_ground_data(); }

    void what_Qt_paints_by_itself_can_be_read()
    {
        QFETCH(QPalette, palette);
        const std::initializer_list<std::pair<QPalette::ColorRole, QPalette::ColorRole>> pairs = {
            {QPalette::WindowText, QPalette::Window},
            {QPalette::Text, QPalette::Base},
            {QPalette::ButtonText, QPalette::Button},
            {QPalette::PlaceholderText, QPalette::Base},
            {QPalette::ToolTipText, QPalette::ToolTipBase},
            {QPalette::HighlightedText, QPalette::Highlight},
            {QPalette::Link, QPalette::Window}};
        for (const auto &[ink, ground] : pairs)
            QVERIFY2(appearance::contrast(palette.color(ink), palette.color(ground)) >= 4.5,
                     QMetaEnum::fromType<QPalette::ColorRole>().valueToKey(ink));
        QVERIFY(appearance::contrast(palette.color(QPalette::Disabled, QPalette::ButtonText),
                                     palette.color(QPalette::Disabled, QPalette::Button))
                >= 3);
    }

    void the_theme_is_found_again_in_every_widget()
    {
        QCOMPARE(tokens::themeOf(tokens::palette(Theme::Light)), Theme::Light);
        QCOMPARE(tokens::themeOf(tokens::palette(Theme::Dark)), Theme::Dark);
        QCOMPARE(tokens::themeOf(tokens::palette(Theme::System)), Theme::System);
        QApplication::setPalette(tokens::palette(Theme::Dark));
        const QLabel label;
        QCOMPARE(tokens::color(Role::Good, label.palette()), QColor(0x74, 0xcc, 0x8d));
    }

    void a_palette_that_is_not_ours_is_left_alone_and_has_no_tints()
    {
        QApplication::setPalette(tokens::palette(Theme::Light));
        QPalette slate(QColor(0x20, 0x20, 0x20)); // the rest of it is derived from this button
        slate.setColor(QPalette::Window, QColor(0x10, 0x20, 0x10));
        slate.setColor(QPalette::WindowText, Qt::yellow);
        QCOMPARE(tokens::color(Role::BadTint, slate), QColor(0x10, 0x20, 0x10));
        QCOMPARE(tokens::color(Role::Edge, slate), QColor(Qt::yellow));
        QCOMPARE(tokens::lineWidth(slate), 2);
    }

    void lengths_follow_the_font()
    {
        QLabel label;
        QCOMPARE(tokens::units(label, 4), label.fontMetrics().height());
        const int before = tokens::units(label, 9);
        QFont font = label.font();
        font.setPointSizeF(font.pointSizeF() * 2);
        label.setFont(font);
        QVERIFY(tokens::units(label, 9) >= before * 19 / 10);
    }

    void an_l_and_an_I_differ_in_values()
    {
        const QFontMetrics metrics(tokens::font(tokens::Type::Code, QApplication::font()));
        QCOMPARE(metrics.horizontalAdvance(QLatin1Char('l')), metrics.horizontalAdvance(QLatin1Char('W')));
    }
};

QTEST_MAIN(tst_Tokens)
#include "tst_Tokens.moc"

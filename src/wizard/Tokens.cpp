#include "wizard/Tokens.h"

#include <QFontDatabase>
#include <QFontMetrics>
#include <QPalette>
#include <QWidget>

namespace tokens {

namespace {

struct Row
{
    Role role;
    QRgb light;
    QRgb dark;
};

constexpr Row Table[] = {
    {Role::Background, 0xfff4f6f8, 0xff15191e},    {Role::Surface, 0xffffffff, 0xff1d232a},
    {Role::Sunken, 0xffebeef2, 0xff10141a},        {Role::Line, 0xffd3d9e0, 0xff333c47},
    {Role::Edge, 0xff7a8593, 0xff75818f},          {Role::Text, 0xff18212b, 0xffe7ecf1},
    {Role::SecondaryText, 0xff4e5a68, 0xffa9b4c0}, {Role::Placeholder, 0xff67727f, 0xff8c97a4},
    {Role::Accent, 0xff26508c, 0xff8db4ec},        {Role::OnAccent, 0xffffffff, 0xff0b1b33},
    {Role::AccentTint, 0xffe5ecf6, 0xff1d2b40},    {Role::Good, 0xff1b6e35, 0xff74cc8d},
    {Role::GoodTint, 0xffe6f3ea, 0xff1a2e24},      {Role::Warning, 0xff855000, 0xffe9b24f},
    {Role::WarningTint, 0xfffbf0dc, 0xff332817},   {Role::Bad, 0xffb3202a, 0xffff8f87},
    {Role::BadTint, 0xfffce9ea, 0xff3a2023},
};

QRgb value(Role role, Theme theme)
{
    for (const Row &row : Table) {
        if (row.role == role)
            return theme == Theme::Dark ? row.dark : row.light;
    }
    Q_UNREACHABLE();
}

/// What stands for a role where the palette is not ours.
QColor systemColor(Role role, const QPalette &palette)
{
    switch (role) {
    case Role::Background:
    case Role::AccentTint:
    case Role::GoodTint:
    case Role::WarningTint:
    case Role::BadTint:
        return palette.color(QPalette::Window);
    case Role::Surface:
    case Role::Sunken:
        return palette.color(QPalette::Base);
    case Role::Line:
    case Role::Edge:
    case Role::Text:
    case Role::SecondaryText:
    case Role::Placeholder:
    case Role::Good:
    case Role::Warning:
    case Role::Bad:
        return palette.color(QPalette::WindowText);
    case Role::Accent:
        return palette.color(QPalette::Highlight);
    case Role::OnAccent:
        return palette.color(QPalette::HighlightedText);
    }
    Q_UNREACHABLE();
}

QPalette highContrast(bool isDark)
{
    const QColor paper = isDark ? Qt::black : Qt::white;
    const QColor ink = isDark ? Qt::white : Qt::black;
    QPalette palette;
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::Button,
                            QPalette::ToolTipBase, QPalette::Light, QPalette::Midlight})
        palette.setColor(role, paper);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::BrightText,
          QPalette::PlaceholderText, QPalette::Dark, QPalette::Mid, QPalette::Shadow})
        palette.setColor(role, ink);
    palette.setColor(QPalette::Highlight, isDark ? QColor(0x00, 0xff, 0xff) : QColor(0x00, 0x00, 0x80));
    palette.setColor(QPalette::HighlightedText, paper);
    palette.setColor(QPalette::Link, palette.color(QPalette::Highlight));
    palette.setColor(QPalette::LinkVisited, palette.color(QPalette::Highlight));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, isDark ? QColor(0xa0, 0xa0, 0xa0) : QColor(0x60, 0x60, 0x60));
    return palette;
}

} // namespace

QPalette palette(Theme theme, bool isDarkSystem)
{
    if (theme == Theme::System)
        return highContrast(isDarkSystem);
    const auto of = [theme](Role role) { return QColor(value(role, theme)); };
    QPalette palette;
    palette.setColor(QPalette::Window, of(Role::Background));
    palette.setColor(QPalette::Base, of(Role::Surface));
    palette.setColor(QPalette::Button, of(Role::Surface));
    palette.setColor(QPalette::ToolTipBase, of(Role::Surface));
    palette.setColor(QPalette::AlternateBase, of(Role::Sunken));
    palette.setColor(QPalette::Mid, of(Role::Line));
    palette.setColor(QPalette::Midlight, of(Role::Line));
    palette.setColor(QPalette::Light, of(Role::Surface));
    palette.setColor(QPalette::Dark, of(Role::Edge));
    palette.setColor(QPalette::Shadow, of(Role::Edge));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::BrightText})
        palette.setColor(role, of(Role::Text));
    palette.setColor(QPalette::PlaceholderText, of(Role::Placeholder));
    palette.setColor(QPalette::Highlight, of(Role::Accent));
    palette.setColor(QPalette::HighlightedText, of(Role::OnAccent));
    palette.setColor(QPalette::Link, of(Role::Accent));
    palette.setColor(QPalette::LinkVisited, of(Role::Accent));
    // Quieter than what can be used, and still read: the reason stands in the footer, the word here.
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, of(Role::Placeholder));
    palette.setColor(QPalette::Disabled, QPalette::Base, of(Role::Background));
    palette.setColor(QPalette::Disabled, QPalette::Button, of(Role::Background));
    return palette;
}

Theme themeOf(const QPalette &palette)
{
    // No widget of ours changes the color of edges, and no other palette has just these two.
    const QRgb edge = palette.color(QPalette::Active, QPalette::Dark).rgb();
    const QRgb line = palette.color(QPalette::Active, QPalette::Mid).rgb();
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        if (edge == value(Role::Edge, theme) && line == value(Role::Line, theme))
            return theme;
    }
    return Theme::System;
}

QColor color(Role role, const QPalette &palette)
{
    const Theme theme = themeOf(palette);
    return theme == Theme::System ? systemColor(role, palette) : QColor(value(role, theme));
}

int units(const QWidget &widget, double count)
{
    return qRound(widget.fontMetrics().height() * count / 4);
}

int lineWidth(const QPalette &palette)
{
    return themeOf(palette) == Theme::System ? 2 : 1;
}

QFont font(Type type, const QFont &base)
{
    const auto scaled = [&base](QFont font, double factor) {
        if (base.pointSizeF() > 0)
            font.setPointSizeF(base.pointSizeF() * factor);
        else
            font.setPixelSize(qRound(base.pixelSize() * factor));
        return font;
    };
    QFont font = base;
    switch (type) {
    case Type::Body:
        return font;
    case Type::Caption:
        return scaled(font, 0.9);
    case Type::FieldLabel:
        font.setWeight(QFont::DemiBold);
        return font;
    case Type::CardHeading:
        font.setWeight(QFont::DemiBold);
        return scaled(font, 1.12);
    case Type::PageTitle:
        font.setWeight(QFont::Bold);
        return scaled(font, 1.75);
    case Type::Code:
        return scaled(QFontDatabase::systemFont(QFontDatabase::FixedFont), 0.95);
    }
    Q_UNREACHABLE();
}

} // namespace tokens

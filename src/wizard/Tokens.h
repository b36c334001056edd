#pragma once

#include <QColor>

QT_BEGIN_NAMESPACE
class QFont;
class QPalette;
class QWidget;
QT_END_NAMESPACE

/// The colors, lengths and type of everything that a person sees. Nothing else in this folder names a color.
///
/// The colors of a widget are found by its palette, so a painter needs nothing but the palette that it has anyway, and
/// what is painted follows when the palette changes.
namespace tokens {

/// `System` is a palette that is not ours, left untouched: the high contrast of the system, or one that was chosen for
/// the whole desktop. It has no tints, and its edges are in the color of the text.
enum class Theme { Light, Dark, System };

enum class Role {
    Background, ///< of the window
    Surface, ///< cards, rail, footer, fields
    Sunken, ///< values to copy, code, the ground of a sketch
    Line, ///< around cards and between rows; decoration only
    Edge, ///< of everything that can be used: at least 3 : 1 (WCAG 2.2, 1.4.11)
    Text,
    SecondaryText,
    Placeholder,
    Accent, ///< the primary button, the focus, links
    OnAccent,
    AccentTint,
    Good,
    GoodTint,
    Warning,
    WarningTint,
    Bad,
    BadTint
};

/// The palette of this theme. For Theme::System, one of high contrast: black and white, for systems that have none.
[[nodiscard]] QPalette palette(Theme theme, bool isDarkSystem = false);
/// Whose palette this is.
[[nodiscard]] Theme themeOf(const QPalette &palette);
[[nodiscard]] QColor color(Role role, const QPalette &palette);

/// `count` quarters of the height of a line: the unit of all lengths, 4 px at 96 dpi, so that everything follows the
/// font.
[[nodiscard]] int units(const QWidget &widget, double count);
/// The thickness of edges: 1, and 2 where the palette has no tints to help.
[[nodiscard]] int lineWidth(const QPalette &palette);
constexpr double ControlRadius = 6;
constexpr double CardRadius = 8;
constexpr int FocusWidth = 2; ///< of the ring around what has the focus
constexpr int FocusGap = 1; ///< between the ring and the control

/// Caption 0.9, body and field label 1.0, headings of cards and problems 1.12, the title of the page 1.75.
enum class Type { Caption, Body, FieldLabel, CardHeading, PageTitle, Code };
/// `base` is the font of running text. Code is the system's fixed font: an l and an I must differ.
[[nodiscard]] QFont font(Type type, const QFont &base);
/// How far the lines of running text are apart, as a multiple of their height in the font.
constexpr double LineHeight = 1.4;
/// The longest line of running text, in average letters.
constexpr int Measure = 72;

} // namespace tokens

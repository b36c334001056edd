#pragma once

#include "checks/Status.h"

#include <QColor>

QT_BEGIN_NAMESPACE
class QFont;
class QFontMetrics;
class QPainter;
class QPalette;
class QRectF;
class QWidget;
QT_END_NAMESPACE

/// What a state looks like: its color and its mark. The colors themselves are in Tokens.
namespace appearance {

/// The relative luminance of WCAG 2.2: 0 for black, 1 for white.
[[nodiscard]] double luminance(const QColor &color);
/// The ratio of WCAG 2.2, 1.4.3: from 1 to 21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);

enum class Tone { Neutral, Good, Notice, Warning, Bad };
[[nodiscard]] Tone toneOf(checks::Status status);
/// For marks and words of this tone on the window, on a card and on its own tint.
[[nodiscard]] QColor color(Tone tone, const QPalette &palette);
/// A ground for words in the palette's own text color, with a breath of this tone.
[[nodiscard]] QColor tint(Tone tone, const QPalette &palette);
/// For lines between parts.
[[nodiscard]] QColor quietLine(const QPalette &palette);
/// For secondary words, on every ground.
[[nodiscard]] QColor quietText(const QPalette &palette);

/// A drawn mark: what it is can be told by its shape alone.
void paintMark(QPainter &painter, const QRectF &rect, checks::Status status, const QPalette &palette);

/// A multiple of the line height, so that everything grows with the font.
[[nodiscard]] int lines(const QWidget &widget, double count);
/// Larger and bolder than the widget's own font.
[[nodiscard]] QFont headingFont(const QFont &base, double factor);

} // namespace appearance

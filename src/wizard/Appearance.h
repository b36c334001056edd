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

/// Colours and marks, made from the palette that the system gives, so that light and dark are both right.
namespace appearance {

/// The ratio of WCAG 2.2, 1.4.3: from 1 to 21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);
/// The colour of this hue that can be read on this background: at least 4.5 : 1.
[[nodiscard]] QColor readable(const QColor &hue, const QColor &background);

enum class Tone { Neutral, Good, Notice, Warning, Bad };
[[nodiscard]] Tone toneOf(checks::Status status);
/// For marks and words of this tone on the palette's window colour.
[[nodiscard]] QColor color(Tone tone, const QPalette &palette);
/// A ground for words in the palette's own text colour, with a breath of this tone.
[[nodiscard]] QColor tint(Tone tone, const QPalette &palette);
/// For lines between parts.
[[nodiscard]] QColor quietLine(const QPalette &palette);
/// For the edge of something to fill in or to tick: at least 3 : 1 against the window (WCAG 2.2, 1.4.11).
[[nodiscard]] QColor edge(const QPalette &palette);
/// For secondary words on the palette's window colour.
[[nodiscard]] QColor quietText(const QPalette &palette);

/// A drawn mark: what it is can be told by its shape alone.
void paintMark(QPainter &painter, const QRectF &rect, checks::Status status, const QPalette &palette);

/// A multiple of the line height, so that everything grows with the font.
[[nodiscard]] int lines(const QWidget &widget, double count);
/// Larger and bolder than the widget's own font.
[[nodiscard]] QFont headingFont(const QFont &base, double factor);

} // namespace appearance

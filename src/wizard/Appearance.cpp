#include "wizard/Appearance.h"

#include "wizard/Tokens.h"

#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QWidget>

#include <cmath>

namespace appearance {

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

} // namespace

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (qMax(first, second) + 0.05) / (qMin(first, second) + 0.05);
}

Tone toneOf(checks::Status status)
{
    switch (status) {
    case checks::Status::Pending:
    case checks::Status::Skipped:
        return Tone::Neutral;
    case checks::Status::Running:
        return Tone::Notice;
    case checks::Status::Passed:
        return Tone::Good;
    case checks::Status::Warning:
        return Tone::Warning;
    case checks::Status::Failed:
        return Tone::Bad;
    }
    Q_UNREACHABLE();
}

QColor color(Tone tone, const QPalette &palette)
{
    switch (tone) {
    case Tone::Neutral:
        return quietText(palette);
    case Tone::Good:
        return tokens::color(tokens::Role::Good, palette);
    case Tone::Notice:
        return tokens::color(tokens::Role::Accent, palette);
    case Tone::Warning:
        return tokens::color(tokens::Role::Warning, palette);
    case Tone::Bad:
        return tokens::color(tokens::Role::Bad, palette);
    }
    Q_UNREACHABLE();
}

QColor tint(Tone tone, const QPalette &palette)
{
    switch (tone) {
    case Tone::Neutral:
        return tokens::color(tokens::Role::Sunken, palette);
    case Tone::Good:
        return tokens::color(tokens::Role::GoodTint, palette);
    case Tone::Notice:
        return tokens::color(tokens::Role::AccentTint, palette);
    case Tone::Warning:
        return tokens::color(tokens::Role::WarningTint, palette);
    case Tone::Bad:
        return tokens::color(tokens::Role::BadTint, palette);
    }
    Q_UNREACHABLE();
}

QColor quietLine(const QPalette &palette)
{
    return tokens::color(tokens::Role::Line, palette);
}

QColor quietText(const QPalette &palette)
{
    return tokens::color(tokens::Role::SecondaryText, palette);
}

void paintMark(QPainter &painter, const QRectF &rect, checks::Status status, const QPalette &palette)
{
    const QColor ink = color(toneOf(status), palette);
    const QColor paper =
        status == checks::Status::Failed || status == checks::Status::Warning || status == checks::Status::Passed
        ? tokens::color(tokens::Role::Surface, palette)
        : palette.color(QPalette::Window);
    const double size = qMin(rect.width(), rect.height());
    QRectF box(0, 0, size, size);
    box.moveCenter(rect.center());
    const double width = size / 8;
    const auto at = [&box, size](double x, double y) { return QPointF(box.left() + x * size, box.top() + y * size); };

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    switch (status) {
    case checks::Status::Pending:
        pen.setWidthF(width * 0.7);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.adjusted(width, width, -width, -width));
        break;
    case checks::Status::Running:
        for (const double x : {0.2, 0.5, 0.8})
            painter.drawEllipse(at(x, 0.5), width * 0.85, width * 0.85);
        break;
    case checks::Status::Passed:
        painter.drawEllipse(box);
        pen.setColor(paper);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF({at(0.28, 0.53), at(0.44, 0.69), at(0.73, 0.34)}));
        break;
    case checks::Status::Warning:
        painter.drawPolygon(QPolygonF({at(0.5, 0.04), at(1.0, 0.94), at(0.0, 0.94)}));
        pen.setColor(paper);
        pen.setWidthF(width * 0.9);
        painter.setPen(pen);
        painter.drawLine(at(0.5, 0.38), at(0.5, 0.62));
        painter.drawPoint(at(0.5, 0.8));
        break;
    case checks::Status::Failed:
        painter.drawRoundedRect(box, size / 5, size / 5);
        pen.setColor(paper);
        painter.setPen(pen);
        painter.drawLine(at(0.31, 0.31), at(0.69, 0.69));
        painter.drawLine(at(0.69, 0.31), at(0.31, 0.69));
        break;
    case checks::Status::Skipped:
        pen.setWidthF(width * 0.7);
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.adjusted(width, width, -width, -width));
        painter.drawLine(at(0.32, 0.5), at(0.68, 0.5));
        break;
    }
    painter.restore();
}

int lines(const QWidget &widget, double count)
{
    return qRound(widget.fontMetrics().height() * count);
}

QFont headingFont(const QFont &base, double factor)
{
    QFont font = base;
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(base.pixelSize() * factor));
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace appearance

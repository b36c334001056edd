#include "wizard/Appearance.h"

#include <QFont>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QWidget>

#include <cmath>

namespace appearance {

namespace {

// WCAG wants 4.5. More, because colours are rounded, and so that it holds on a tinted ground as well.
constexpr double ReadableContrast = 5.4;
constexpr double VisibleContrast = 3.2; // WCAG wants 3
constexpr int Steps = 64;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QColor mixed(const QColor &a, const QColor &b, double shareOfB)
{
    const auto mix = [shareOfB](int from, int to) { return qRound(from + (to - from) * shareOfB); };
    return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

} // namespace

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (qMax(first, second) + 0.05) / (qMin(first, second) + 0.05);
}

QColor readable(const QColor &hue, const QColor &background)
{
    const QColor goal = luminance(background) > 0.18 ? QColor(Qt::black) : QColor(Qt::white);
    for (int step = 0; step < Steps; ++step) {
        const QColor candidate = mixed(hue, goal, static_cast<double>(step) / Steps);
        if (contrast(candidate, background) >= ReadableContrast)
            return candidate;
    }
    return goal;
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
    const QColor window = palette.color(QPalette::Window);
    switch (tone) {
    case Tone::Neutral:
        return quietText(palette);
    case Tone::Good:
        return readable(QColor(0x1f, 0x88, 0x3d), window);
    case Tone::Notice:
        return readable(QColor(0x1f, 0x6f, 0xd0), window);
    case Tone::Warning:
        return readable(QColor(0xb0, 0x70, 0x00), window);
    case Tone::Bad:
        return readable(QColor(0xd1, 0x24, 0x2f), window);
    }
    Q_UNREACHABLE();
}

QColor tint(Tone tone, const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    const QColor tinted = mixed(window, color(tone, palette), 0.12);
    // Where text and window are close already, a tint would take away what is left.
    return contrast(palette.color(QPalette::WindowText), tinted) >= 4.5 ? tinted : window;
}

QColor quietLine(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.25);
}

QColor edge(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    const QColor text = palette.color(QPalette::WindowText);
    for (int step = 0; step < Steps; ++step) {
        const QColor candidate = mixed(window, text, static_cast<double>(step) / Steps);
        if (contrast(candidate, window) >= VisibleContrast)
            return candidate;
    }
    return text;
}

QColor quietText(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    return readable(mixed(palette.color(QPalette::WindowText), window, 0.45), window);
}

void paintMark(QPainter &painter, const QRectF &rect, checks::Status status, const QPalette &palette)
{
    const QColor ink = color(toneOf(status), palette);
    const QColor paper = palette.color(QPalette::Window);
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

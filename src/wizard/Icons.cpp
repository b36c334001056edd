#include "wizard/Icons.h"

#include "wizard/Tokens.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>

namespace icons {

namespace {

constexpr double Grid = 20;
constexpr double Stroke = 1.6;

QPainterPath line(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    bool isFirst = true;
    for (const QPointF &point : points) {
        if (isFirst)
            path.moveTo(point);
        else
            path.lineTo(point);
        isFirst = false;
    }
    return path;
}

QPainterPath eye()
{
    QPainterPath path;
    path.moveTo(2, 10);
    path.cubicTo(5, 4.5, 15, 4.5, 18, 10);
    path.cubicTo(15, 15.5, 5, 15.5, 2, 10);
    path.addEllipse(QPointF(10, 10), 2.6, 2.6);
    return path;
}

QPainterPath triangle(double tip)
{
    // Points to `tip`, away from the other side.
    const double back = Grid - tip;
    QPainterPath path = line({{back, 4}, {tip, 10}, {back, 16}});
    path.closeSubpath();
    return path;
}

QPainterPath outline(Icon icon)
{
    QPainterPath path;
    switch (icon) {
    case Icon::Copy:
        path.addRoundedRect(QRectF(7, 7, 10, 10), 2, 2);
        path.addPath(line({{4.5, 13}, {3, 13}, {3, 3}, {13, 3}, {13, 4.5}}));
        return path;
    case Icon::Check:
        return line({{4, 10.5}, {8.2, 14.7}, {16, 5.8}});
    case Icon::Cross:
        path.addPath(line({{5, 5}, {15, 15}}));
        path.addPath(line({{15, 5}, {5, 15}}));
        return path;
    case Icon::Warning:
        path = line({{10, 2.8}, {18, 16.8}, {2, 16.8}});
        path.closeSubpath();
        path.addPath(line({{10, 8}, {10, 11.6}}));
        path.addPath(line({{10, 14.1}, {10, 14.2}}));
        return path;
    case Icon::Info:
        path.addEllipse(QPointF(10, 10), 7.6, 7.6);
        path.addPath(line({{10, 9.4}, {10, 13.6}}));
        path.addPath(line({{10, 6.4}, {10, 6.5}}));
        return path;
    case Icon::Minus:
        return line({{5, 10}, {15, 10}});
    case Icon::Clock:
        path.addEllipse(QPointF(10, 10), 7.6, 7.6);
        path.addPath(line({{10, 5.6}, {10, 10}, {13, 12}}));
        return path;
    case Icon::Eye:
        return eye();
    case Icon::EyeOff:
        path = eye();
        path.addPath(line({{3.5, 16.5}, {16.5, 3.5}}));
        return path;
    case Icon::OpenOutside:
        path.addPath(line({{6, 14}, {14.4, 5.6}}));
        path.addPath(line({{7.6, 5.4}, {14.6, 5.4}, {14.6, 12.4}}));
        return path;
    case Icon::Refresh:
        path.arcMoveTo(QRectF(3.5, 3.5, 13, 13), 40);
        path.arcTo(QRectF(3.5, 3.5, 13, 13), 40, 290);
        path.addPath(line({{16, 2.6}, {15.4, 6.2}, {11.8, 5.6}}));
        return path;
    case Icon::ChevronRight:
        return line({{7.5, 5}, {12.5, 10}, {7.5, 15}});
    case Icon::ChevronDown:
        return line({{5, 7.5}, {10, 12.5}, {15, 7.5}});
    case Icon::File:
        path = line({{5, 2.8}, {11.5, 2.8}, {15.2, 6.5}, {15.2, 17.2}, {5, 17.2}});
        path.closeSubpath();
        path.addPath(line({{11.2, 3}, {11.2, 6.8}, {15, 6.8}}));
        return path;
    case Icon::Folder:
        path = line({{2.8, 4.6}, {8, 4.6}, {9.8, 6.8}, {17.2, 6.8}, {17.2, 15.8}, {2.8, 15.8}});
        path.closeSubpath();
        return path;
    case Icon::Key:
        path.addEllipse(QPointF(6.6, 10), 3.6, 3.6);
        path.addPath(line({{10.2, 10}, {17.4, 10}, {17.4, 13}}));
        path.addPath(line({{14, 10}, {14, 12.4}}));
        return path;
    case Icon::Search:
        path.addEllipse(QPointF(8.8, 8.8), 5.4, 5.4);
        path.addPath(line({{12.8, 12.8}, {17, 17}}));
        return path;
    case Icon::Play:
    case Icon::Next:
        return triangle(15);
    case Icon::Previous:
        return triangle(5);
    case Icon::Pause:
        path.addPath(line({{7, 4.6}, {7, 15.4}}));
        path.addPath(line({{13, 4.6}, {13, 15.4}}));
        return path;
    }
    Q_UNREACHABLE();
}

bool hasDirection(Icon icon)
{
    return icon == Icon::ChevronRight || icon == Icon::OpenOutside || icon == Icon::Previous || icon == Icon::Next;
}

bool isSolid(Icon icon)
{
    return icon == Icon::Play || icon == Icon::Previous || icon == Icon::Next;
}

class Engine final : public QIconEngine
{
public:
    Engine(Icon icon, On ground)
        : m_icon(icon)
        , m_ground(ground)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        QColor ink = palette.color(QPalette::ButtonText);
        if (mode == QIcon::Disabled)
            ink = palette.color(QPalette::Disabled, QPalette::ButtonText);
        else if (m_ground == On::Accent)
            ink = tokens::color(tokens::Role::OnAccent, palette);
        icons::paint(*painter, rect, m_icon, ink);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new Engine(m_icon, m_ground); }

private:
    const Icon m_icon;
    const On m_ground;
};

} // namespace

void paint(QPainter &painter, const QRectF &rect, Icon icon, const QColor &color)
{
    const double side = qMin(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    painter.scale(side / Grid, side / Grid);
    if (hasDirection(icon) && QGuiApplication::isRightToLeft())
        painter.scale(-1, 1);
    painter.translate(-Grid / 2, -Grid / 2);
    painter.setPen(QPen(color, Stroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(isSolid(icon) ? QBrush(color) : QBrush(Qt::NoBrush));
    painter.drawPath(outline(icon));
    painter.restore();
}

QIcon make(Icon icon, On ground)
{
    return QIcon(new Engine(icon, ground));
}

} // namespace icons

#include "wizard/OktaSketch.h"

#include "wizard/Icons.h"
#include "wizard/Tokens.h"

#include <QDialog>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

namespace {

using sketches::Kind;
using tokens::Role;

constexpr double Width = 60; // units
constexpr double Padding = 3;

/// Draws the parts of a sketch one below the other.
class Painter
{
public:
    Painter(QPainter &painter, const QPalette &palette, const QFont &font, double unit, bool isMirrored)
        : m_painter(painter)
        , m_palette(palette)
        , m_font(font)
        , m_unit(unit)
        , m_isMirrored(isMirrored)
    {
    }

    void draw(const sketches::Part &part, QRectF row, double width)
    {
        m_width = width;
        const bool isAtEnd = part.kind == Kind::Button || (part.kind == Kind::Title && part.value);
        QRectF target = row.adjusted(0, m_unit * 0.4, 0, -m_unit * 0.4);
        if (isAtEnd && part.badge > 0)
            target.setLeft(target.right() - endWidth(part) - m_unit * 9);
        if (part.badge > 0)
            highlight(target);
        const QString label = QString::fromUtf8(part.label);
        const QString value = QString::fromUtf8(part.value ? part.value : "");
        const QRectF inner = row.adjusted(m_unit * 1.5, 0, -m_unit * 1.5, 0);
        switch (part.kind) {
        case Kind::Title:
            text(inner, label, Role::Text, true);
            if (part.value)
                text(inner.adjusted(0, 0, 0, 0), value, Role::Text, false, true);
            break;
        case Kind::Breadcrumb:
        case Kind::Filler:
            text(inner, label, Role::SecondaryText);
            break;
        case Kind::Tabs:
            text(inner, label, Role::SecondaryText, true);
            break;
        case Kind::MenuItem:
            text(inner.adjusted(part.badge > 0 ? m_unit * 6 : 0, 0, 0, 0), label, Role::Text);
            break;
        case Kind::TableRow:
            text(inner, label, Role::Text);
            text(inner.adjusted(0, 0, part.badge > 0 ? -m_unit * 6 : 0, 0), value, Role::SecondaryText, false, true);
            break;
        case Kind::Field: {
            QRectF name = inner;
            name.setHeight(row.height() * 0.42);
            text(name, label, Role::SecondaryText);
            QRectF box = inner;
            box.setTop(name.bottom() + m_unit * 0.5);
            box.setBottom(row.bottom() - m_unit);
            frame(box, 3);
            text(box.adjusted(m_unit, 0, -m_unit * (part.badge > 0 ? 6 : 1), 0), value, Role::Text);
            break;
        }
        case Kind::CheckBox:
        case Kind::CheckBoxOn:
        case Kind::Radio:
        case Kind::RadioOn:
            choice(part.kind, inner);
            text(inner.adjusted(m_unit * 5.5, 0, -m_unit * (part.badge > 0 ? 5 : 0), 0), label, Role::Text);
            break;
        case Kind::Button: {
            QRectF box = inner;
            box.setLeft(box.right() - endWidth(part) - m_unit * 2);
            box.adjust(0, m_unit * 0.8, 0, -m_unit * 0.8);
            if (part.badge == 0)
                frame(box, 3);
            text(box, label, Role::Text, false, false, true);
            break;
        }
        }
        if (part.badge > 0)
            badge(part, target);
    }

private:
    double endWidth(const sketches::Part &part) const
    {
        const char *const words = part.kind == Kind::Title ? part.value : part.label;
        return QFontMetrics(m_font).horizontalAdvance(QString::fromUtf8(words)) + m_unit * 2;
    }

    QRectF mirrored(QRectF rect) const
    {
        if (m_isMirrored)
            rect.moveRight(m_width - rect.left());
        return rect;
    }

    QColor ink(Role role) const { return tokens::color(role, m_palette); }

    void text(const QRectF &rect, const QString &words, Role role, bool isBold = false, bool isAtEnd = false,
              bool isCentered = false)
    {
        QFont font = m_font;
        font.setWeight(isBold ? QFont::DemiBold : QFont::Normal);
        m_painter.setFont(font);
        m_painter.setPen(ink(role));
        const bool isRight = isAtEnd != m_isMirrored;
        const int side = isCentered ? Qt::AlignHCenter : isRight ? Qt::AlignRight : Qt::AlignLeft;
        const QRectF place = mirrored(rect);
        m_painter.drawText(
            place, side | Qt::AlignVCenter | Qt::TextSingleLine,
            m_painter.fontMetrics().elidedText(words, Qt::ElideRight, static_cast<int>(place.width()) + 1));
    }

    void frame(const QRectF &rect, double radius)
    {
        m_painter.setPen(QPen(ink(Role::Line), 1));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(mirrored(rect), radius, radius);
    }

    void highlight(const QRectF &rect)
    {
        m_painter.setPen(QPen(ink(Role::Accent), 2));
        m_painter.setBrush(ink(Role::AccentTint));
        m_painter.drawRoundedRect(mirrored(rect), tokens::ControlRadius, tokens::ControlRadius);
    }

    void choice(Kind kind, const QRectF &row)
    {
        const double side = m_unit * 3.6;
        const QRectF box = mirrored({row.left(), row.center().y() - side / 2, side, side});
        const bool isOn = kind == Kind::CheckBoxOn || kind == Kind::RadioOn;
        const bool isRound = kind == Kind::Radio || kind == Kind::RadioOn;
        m_painter.setPen(isOn && !isRound ? QPen(Qt::NoPen) : QPen(ink(isOn ? Role::Accent : Role::Edge), 1.2));
        m_painter.setBrush(isOn && !isRound ? ink(Role::Accent) : ink(Role::Surface));
        const double radius = isRound ? side / 2 : 3;
        m_painter.drawRoundedRect(box, radius, radius);
        if (isOn && isRound) {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(ink(Role::Accent));
            m_painter.drawEllipse(box.center(), side / 4, side / 4);
        } else if (isOn) {
            icons::paint(m_painter, box, icons::Icon::Check, ink(Role::OnAccent));
        }
    }

    void badge(const sketches::Part &part, const QRectF &target)
    {
        const double side = m_unit * 4.4;
        const bool isBefore = part.kind == Kind::Button || part.kind == Kind::Title || part.kind == Kind::MenuItem;
        const double left = isBefore ? target.left() + m_unit : target.right() - side - m_unit;
        const double y =
            part.kind == Kind::Field ? target.bottom() - m_unit * 1.4 - side : target.center().y() - side / 2;
        const QRectF circle = mirrored({left, y, side, side});
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(ink(Role::Accent));
        m_painter.drawEllipse(circle);
        QFont font = m_font;
        font.setWeight(QFont::Bold);
        m_painter.setFont(font);
        m_painter.setPen(ink(Role::OnAccent));
        m_painter.drawText(circle, Qt::AlignCenter, QString::number(part.badge));
    }

    QPainter &m_painter;
    const QPalette &m_palette;
    const QFont m_font;
    const double m_unit;
    const bool m_isMirrored;
    double m_width = 0;
};

} // namespace

OktaSketch::OktaSketch(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(tr("Enlarge"));
}

void OktaSketch::setPlace(sketches::Place place, int badge)
{
    if (place == m_place && badge == m_badge)
        return;
    m_place = place;
    m_badge = badge;
    m_parts = sketches::parts(place);
    for (sketches::Part &part : m_parts) {
        if (badge > 0 && part.badge != badge)
            part.badge = 0;
    }
    setAccessibleName(m_parts.isEmpty() ? QString() : tr("Drawing"));
    setAccessibleDescription(m_parts.isEmpty() ? QString() : sketches::description(m_parts));
    setVisible(!m_parts.isEmpty());
    updateGeometry();
    update();
}

QFont OktaSketch::smallFont() const
{
    QFont small = font();
    if (small.pointSizeF() > 0)
        small.setPointSizeF(small.pointSizeF() * 0.85);
    else
        small.setPixelSize(qRound(small.pixelSize() * 0.85));
    return small;
}

double OktaSketch::rowHeight(const sketches::Part &part) const
{
    const double unit = fontMetrics().height() / 4.0;
    return part.kind == sketches::Kind::Field ? unit * 13 : unit * (part.badge > 0 ? 7.4 : 6);
}

QSize OktaSketch::sizeHint() const
{
    const double unit = fontMetrics().height() / 4.0;
    double height = unit * Padding * 2;
    for (const auto &part : m_parts)
        height += rowHeight(part);
    return {qRound(unit * Width), qRound(height + unit * 10)};
}

void OktaSketch::enlarge()
{
    auto *const dialog = new QDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Drawing"));
    auto *const area = new QScrollArea(dialog);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(accessibleName());
    area->setAccessibleDescription(accessibleDescription());
    auto *const large = new OktaSketch(area);
    QFont font = large->font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 2);
    else
        font.setPixelSize(font.pixelSize() * 2);
    large->setFont(font);
    large->setFocusPolicy(Qt::NoFocus);
    large->setAttribute(Qt::WA_TransparentForMouseEvents);
    large->setPlace(m_place, m_badge);
    large->resize(large->sizeHint());
    area->setWidget(large);
    auto *const close = new QPushButton(tr("Close"), dialog);
    auto *const column = new QVBoxLayout(dialog);
    column->addWidget(area);
    column->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    const QSize around(tokens::units(*this, 10), tokens::units(*this, 24));
    dialog->resize((large->size() + around).boundedTo(screen()->availableSize()));
    dialog->open();
}

void OktaSketch::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        enlarge();
}

void OktaSketch::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        enlarge();
    else
        QWidget::keyPressEvent(event);
}

void OktaSketch::paintEvent(QPaintEvent *)
{
    const double unit = fontMetrics().height() / 4.0;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double caption = unit * 10;
    painter.setPen(QPen(tokens::color(Role::Line, palette()), 1));
    painter.setBrush(tokens::color(Role::Surface, palette()));
    const QRectF card(0.5, 0.5, width() - 1, height() - caption - 1);
    painter.drawRoundedRect(card, tokens::ControlRadius, tokens::ControlRadius);
    Painter parts(painter, palette(), smallFont(), unit, layoutDirection() == Qt::RightToLeft);
    double y = unit * Padding;
    for (const auto &part : m_parts) {
        const double height = rowHeight(part);
        parts.draw(part, QRectF(unit * 1.5, y, width() - unit * 3, height), width());
        y += height;
    }
    painter.setFont(smallFont());
    painter.setPen(tokens::color(Role::SecondaryText, palette()));
    painter.drawText(QRectF(0, height() - caption + unit * 1.5, width(), caption - unit * 1.5),
                     Qt::TextWordWrap | Qt::AlignTop | Qt::AlignLeading,
                     tr("Simplified drawing. Not a screenshot of Okta."));
}

#include "wizard/SketchPanel.h"

#include "wizard/OktaSketch.h"
#include "wizard/PlainLabel.h"

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

SketchPanel::SketchPanel(QWidget *parent)
    : QWidget(parent)
    , m_heading(new PlainLabel(this))
    , m_where(new PlainLabel(this))
    , m_sketch(new OktaSketch(this))
{
    const auto units = [this](double count) { return tokens::units(*this, count); };
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(units(3.5), units(3), units(3.5), units(1));
    column->setSpacing(units(0.5));
    column->addWidget(m_heading);
    column->addWidget(m_where);
    column->addSpacing(units(6));
    column->addWidget(m_sketch);
    m_heading->setType(tokens::Type::FieldLabel);
    m_where->setInk(tokens::Role::SecondaryText);
    m_where->setType(tokens::Type::Caption);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void SketchPanel::show(const QString &heading, const QString &where, sketches::Place place, int badge)
{
    m_heading->setText(heading);
    m_where->setText(where);
    m_sketch->setPlace(place, badge);
}

void SketchPanel::paintEvent(QPaintEvent *)
{
    using tokens::Role;
    const double line = tokens::lineWidth(palette());
    const QRectF card = QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2);
    const double divide = m_sketch->y() - tokens::units(*this, 3.5);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(card, tokens::CardRadius, tokens::CardRadius);
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(rect(), tokens::color(Role::Sunken, palette()));
    painter.fillRect(QRectF(0, 0, width(), divide), tokens::color(Role::Surface, palette()));
    painter.fillRect(QRectF(0, divide, width(), line), tokens::color(Role::Line, palette()));
    painter.restore();
    painter.setPen(QPen(tokens::color(Role::Line, palette()), line));
    painter.drawPath(outline);
}

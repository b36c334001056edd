#include "wizard/Card.h"

#include "wizard/Tokens.h"

#include <QEvent>
#include <QPainter>

Card::Card(QWidget *parent)
    : QWidget(parent)
{
    // As high as its text at its width; a limit at the height that it would like would cut it.
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    pad();
}

void Card::setStatus(checks::Status status)
{
    if (status == m_status)
        return;
    m_status = status;
    update();
}

void Card::setTight(bool isTight)
{
    m_isTight = isTight;
    pad();
}

void Card::setCurrent(bool isCurrent)
{
    if (isCurrent == m_isCurrent)
        return;
    m_isCurrent = isCurrent;
    update();
}

void Card::pad()
{
    const int sides = tokens::units(*this, 4.5);
    const int above = tokens::units(*this, m_isTight ? 2.5 : 4);
    setContentsMargins(sides, above, sides, above);
}

void Card::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        pad();
    QWidget::changeEvent(event);
}

void Card::paintEvent(QPaintEvent *)
{
    using tokens::Role;
    Role ground = Role::Surface;
    Role edge = Role::Line;
    switch (m_status) {
    case checks::Status::Pending:
    case checks::Status::Skipped:
        break;
    case checks::Status::Running:
        ground = Role::AccentTint;
        edge = Role::Accent;
        break;
    case checks::Status::Passed:
        ground = Role::GoodTint;
        edge = Role::Good;
        break;
    case checks::Status::Warning:
        ground = Role::WarningTint;
        edge = Role::Warning;
        break;
    case checks::Status::Failed:
        ground = Role::BadTint;
        edge = Role::Bad;
        break;
    }
    const bool isMarked = m_isCurrent && m_status == checks::Status::Pending;
    if (isMarked)
        edge = Role::Accent;
    const double line = isMarked ? qMax(2, tokens::lineWidth(palette())) : tokens::lineWidth(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens::color(edge, palette()), line));
    painter.setBrush(tokens::color(ground, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), tokens::CardRadius,
                            tokens::CardRadius);
}

#include "wizard/StatusMark.h"

#include "wizard/Appearance.h"
#include "wizard/Tokens.h"

#include <QPainter>

StatusMark::StatusMark(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusMark::setStatus(checks::Status status)
{
    if (status == m_status)
        return;
    m_status = status;
    turn();
    update();
}

void StatusMark::setNumber(int number)
{
    m_number = number;
    update();
}

void StatusMark::turn()
{
    if (m_status == checks::Status::Running && isVisible())
        m_timer.start(80, this);
    else
        m_timer.stop();
}

void StatusMark::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    turn();
}

void StatusMark::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void StatusMark::timerEvent(QTimerEvent *)
{
    constexpr int Degrees = 30;
    m_turn = (m_turn + Degrees) % 360;
    update();
}

QSize StatusMark::sizeHint() const
{
    const int side = tokens::units(*this, 5);
    return {side, side};
}

void StatusMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_status == checks::Status::Running) {
        // A ring with a piece of it that goes round.
        const double width = this->width() / 9.0;
        const QRectF ring = QRectF(rect()).adjusted(width, width, -width, -width);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(tokens::color(tokens::Role::Line, palette()), width));
        painter.drawEllipse(ring);
        painter.setPen(QPen(tokens::color(tokens::Role::Accent, palette()), width, Qt::SolidLine, Qt::RoundCap));
        painter.drawArc(ring, (90 - m_turn) * 16, -100 * 16);
        return;
    }
    if (m_status == checks::Status::Pending && m_number > 0) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(tokens::color(tokens::Role::Edge, palette()), tokens::lineWidth(palette())));
        painter.drawEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
        QFont small = tokens::font(tokens::Type::Caption, font());
        small.setWeight(QFont::DemiBold);
        painter.setFont(small);
        painter.setPen(tokens::color(tokens::Role::SecondaryText, palette()));
        painter.drawText(rect(), Qt::AlignCenter, QString::number(m_number));
        return;
    }
    appearance::paintMark(painter, QRectF(rect()).adjusted(1, 1, -1, -1), m_status, palette());
}

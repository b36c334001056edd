#include "wizard/StatusMark.h"

#include "wizard/Appearance.h"

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
    update();
}

QSize StatusMark::sizeHint() const
{
    const int side = fontMetrics().height();
    return {side, side};
}

void StatusMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    appearance::paintMark(painter, QRectF(rect()).adjusted(1, 1, -1, -1), m_status, palette());
}

#include "wizard/Panel.h"

#include <QPainter>

Panel::Panel(tokens::Role ground, QWidget *parent)
    : QWidget(parent)
    , m_ground(ground)
{
}

void Panel::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokens::color(m_ground, palette()));
}

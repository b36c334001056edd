#pragma once

#include "wizard/Tokens.h"

#include <QWidget>

/// A plain ground for a part of the window, in a color of Tokens.
class Panel final : public QWidget
{
    Q_OBJECT

public:
    Panel(tokens::Role ground, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const tokens::Role m_ground;
};

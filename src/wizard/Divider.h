#pragma once

#include <QWidget>

/// A thin line between two parts of the window, quiet in every palette.
class Divider final : public QWidget
{
    Q_OBJECT

public:
    Divider(Qt::Orientation orientation, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
};

#pragma once

#include "setup/Setup.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE
class StepList;

/// The side of the window: the steps, and at its foot whose setup this is and whether it is kept.
class Rail final : public QWidget
{
    Q_OBJECT

public:
    explicit Rail(QWidget *parent);

    [[nodiscard]] StepList &steps() const { return *m_steps; }
    void render(setup::Setup &setup);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StepList *const m_steps;
    QLabel *const m_host;
    QLabel *const m_saved;
};

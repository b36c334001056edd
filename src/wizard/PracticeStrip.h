#pragma once

#include <QWidget>

struct DemoValues;

/// Stands above everything while nothing is real: says so, and chooses what goes wrong.
class PracticeStrip final : public QWidget
{
    Q_OBJECT

public:
    /// `demo` lives as long as the strip.
    PracticeStrip(const DemoValues &demo, QWidget *parent);

Q_SIGNALS:
    /// The pretend org is in another state now.
    void scenarioChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
};

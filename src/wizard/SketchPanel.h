#pragma once

#include "wizard/Sketches.h"

#include <QWidget>

class OktaSketch;
class PlainLabel;

/// Beside the fields of a page, where there is room: which place in Okta is meant, as a drawing.
class SketchPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SketchPanel(QWidget *parent = nullptr);

    /// `heading`: what is found there; `where`: how to get there; `badge`: the number of the only part that is
    /// highlighted, 0: each that has one.
    void show(const QString &heading, const QString &where, sketches::Place place, int badge = 0);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PlainLabel *const m_heading;
    PlainLabel *const m_where;
    OktaSketch *const m_sketch;
};

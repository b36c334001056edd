#pragma once

#include "wizard/Sketches.h"

#include <QWidget>

/// Paints a description of a place in Okta, and says below that it is a drawing. For a screen reader it is a picture
/// with a description of the same parts.
class OktaSketch final : public QWidget
{
    Q_OBJECT

public:
    explicit OktaSketch(QWidget *parent = nullptr);

    void setPlace(sketches::Place place);
    [[nodiscard]] sketches::Place place() const { return m_place; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] double rowHeight(const sketches::Part &part) const;
    [[nodiscard]] QFont smallFont() const;

    sketches::Place m_place = sketches::Place::None;
    QList<sketches::Part> m_parts;
};

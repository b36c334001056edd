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

    /// `badge`: the number of the only part that is highlighted; 0: each that has one.
    void setPlace(sketches::Place place, int badge = 0);
    [[nodiscard]] sketches::Place place() const { return m_place; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    /// Opens the same drawing in a window of its own, at double size; a click and Enter do it.
    void enlarge();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] double rowHeight(const sketches::Part &part) const;
    [[nodiscard]] QFont smallFont() const;

    sketches::Place m_place = sketches::Place::None;
    int m_badge = 0;
    QList<sketches::Part> m_parts;
};

#pragma once

#include "checks/Status.h"

#include <QWidget>

/// What belongs together, on a ground of its own: one subject each. Its layout comes from whoever fills it; the padding
/// is the card's.
class Card final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(bool isTight READ isTight WRITE setTight)

public:
    explicit Card(QWidget *parent = nullptr);

    /// Pending: a plain card; Running: in the color of what is current; the others in the color of their state.
    void setStatus(checks::Status status);
    [[nodiscard]] bool isTight() const { return m_isTight; }
    /// Less padding, for a card of one row.
    void setTight(bool isTight);
    /// Whether it is the one that is to be done now: an edge of accent on the same ground.
    void setCurrent(bool isCurrent);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void pad();

    checks::Status m_status = checks::Status::Pending;
    bool m_isCurrent = false;
    bool m_isTight = false;
};

#pragma once

#include "checks/Status.h"

#include <QBasicTimer>
#include <QWidget>

/// One drawn mark beside words; the only thing in the program that moves is its spinner. The words say the same, so it
/// is nothing to a screen reader.
class StatusMark final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusMark(QWidget *parent = nullptr);

    void setStatus(checks::Status status);
    /// Shown in the circle while its turn has not come: the first thing to do is 1.
    void setNumber(int number);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void turn();

    QBasicTimer m_timer; ///< while something runs and can be seen
    int m_turn = 0; ///< degrees
    int m_number = 0; ///< 0: none
    checks::Status m_status = checks::Status::Pending;
};

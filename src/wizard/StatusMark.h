#pragma once

#include "checks/Status.h"

#include <QWidget>

/// One drawn mark beside words. The words say the same, so it is nothing to a screen reader.
class StatusMark final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusMark(QWidget *parent = nullptr);

    void setStatus(checks::Status status);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    checks::Status m_status = checks::Status::Pending;
};

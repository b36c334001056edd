#pragma once

#include "core/CheckStatus.h"

#include <QWidget>

/// One drawn mark beside words. The words say the same, so it is nothing to a screen reader.
class StatusMark final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusMark(QWidget *parent = nullptr);

    void setStatus(CheckStatus status);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    CheckStatus m_status = CheckStatus::Pending;
};

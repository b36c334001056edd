#pragma once

#include "pomerium/Difference.h"

#include <QPlainTextEdit>

/// A difference, a line each: "+" and "-" in front say the same as the colours.
class DiffView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DiffView(QWidget *parent = nullptr);

    void setDifference(const QList<pomerium::DiffLine> &difference);

private:
    QList<pomerium::DiffLine> m_difference;
};

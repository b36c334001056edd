#pragma once

#include "advice/CheckLine.h"

#include <QList>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

/// One line for each check: a mark, words, and for trouble cause, remedy and details. Lines are redrawn in place while
/// the checks run.
class CheckList final : public QWidget
{
    Q_OBJECT

public:
    explicit CheckList(QWidget *parent = nullptr);
    ~CheckList() override;

    void setLines(const QList<advice::CheckLine> &checkLines);

private:
    class Row;
    QVBoxLayout *const m_layout;
    QList<Row *> m_rows;
};

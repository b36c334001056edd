#pragma once

#include "setup/Setup.h"

#include <QList>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QAbstractButton;
QT_END_NAMESPACE

/// The steps at the side: a drawn mark, the name, and below it what is to be known. Tab stops at one of them; arrows
/// move, Enter, Space or a click opens. A step that may not be opened yet cannot be chosen.
///
/// Seven buttons and not a view of a model: item views are half a megabyte of code that nothing else needs before the
/// first window (tests/bench).
class StepList final : public QWidget
{
    Q_OBJECT

public:
    explicit StepList(QWidget *parent = nullptr);
    ~StepList() override;

    void render(setup::Setup &setup);
    [[nodiscard]] QAbstractButton &button(setup::StepId id) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void stepChosen(setup::StepId id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    class Row;

    /// To the next that can be chosen, `by` +1 or -1 rows further on from `row`; nowhere where there is none.
    void move(int row, int by);
    /// Where Tab stops.
    void setStop(int row);

    QList<Row *> m_rows;
    int m_current = 0;
};

#pragma once

#include "setup/Setup.h"

#include <QListWidget>

/// The steps at the side: a drawn mark, the name, and below it what is to be known. Arrows move, Enter or a click
/// opens; a step that may not be opened yet cannot be chosen.
class StepList final : public QListWidget
{
    Q_OBJECT

public:
    explicit StepList(QWidget *parent = nullptr);

    void render(setup::Setup &setup);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void stepChosen(setup::StepId id);

protected:
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void choose(QListWidgetItem *item);

    setup::StepId m_current = setup::StepId::Organization;
};

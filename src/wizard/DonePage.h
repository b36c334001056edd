#pragma once

#include "wizard/Page.h"

#include <memory>

namespace setup {
class DoneStep;
}
namespace Ui {
class DonePage;
}

/// Page 7: what was written where, and what is left to do.
class DonePage final : public Page
{
    Q_OBJECT

public:
    explicit DonePage(setup::DoneStep &step, QWidget *parent = nullptr);
    ~DonePage() override;

    void render() override;
    [[nodiscard]] QWidget *firstField() const override;

Q_SIGNALS:
    void saveReportRequested();

private:
    void renderTasks();

    setup::DoneStep &m_step;
    const std::unique_ptr<Ui::DonePage> m_ui;
};

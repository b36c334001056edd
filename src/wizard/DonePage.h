#pragma once

#include "wizard/Page.h"

#include <QTimer>

#include <memory>

namespace setup {
class DoneStep;
class Setup;
} // namespace setup
namespace Ui {
class DonePage;
}

/// Page 7: what was written where, whether the running Pomerium has it, and what is left to do.
class DonePage final : public Page
{
    Q_OBJECT

public:
    explicit DonePage(setup::DoneStep &step, QWidget *parent = nullptr);
    ~DonePage() override;

    /// What is left of ours in Okta, and a rotation that is under way.
    void showCleanUp(setup::Setup &setup);
    void render() override;
    [[nodiscard]] QWidget *firstField() const override;
    [[nodiscard]] bool tellsTime() const override;
    [[nodiscard]] QString hint() const override;

    /// Whether it can go on with the next org.
    void setOffersAnother(bool offers);

Q_SIGNALS:
    void saveReportRequested();
    void anotherOrgRequested();

private:
    void renderTasks();
    void renderPomerium();
    void renderWait();

    setup::DoneStep &m_step;
    QTimer m_second; ///< while it is waited for Pomerium
    const std::unique_ptr<Ui::DonePage> m_ui;
    QStringList m_shownTasks;
};

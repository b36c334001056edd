#pragma once

#include "wizard/Page.h"

#include <QList>

#include <memory>

namespace setup {
class ApplicationStep;
class Setup;
} // namespace setup
namespace Ui {
class ApplicationPage;
}
class ValueRow;

/// Page 2: what to type into Okta's form, in its order.
class ApplicationPage final : public Page
{
    Q_OBJECT

public:
    explicit ApplicationPage(setup::ApplicationStep &step, QWidget *parent = nullptr);
    ~ApplicationPage() override;

    /// The ways to have the app created or checked by the wizard, above the form.
    void showIntegration(setup::Setup &setup);
    void render() override;
    [[nodiscard]] QWidget *firstField() const override;
    [[nodiscard]] QString hint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void renderRedirectUris();
    void renderProgress();
    /// The drawing of what is to be done now; -1: the last task.
    void showPlace(int task);
    void copyNextUri();

    setup::ApplicationStep &m_step;
    bool m_wasOpened = false; ///< the page in Okta
    const std::unique_ptr<Ui::ApplicationPage> m_ui;
    class AppIntegrationView *m_view = nullptr; ///< the three ways, where they are offered
    bool m_isFormHidden = false; ///< the parts that are typed into Okta's form
    bool m_isUriListOpen = false;
    int m_tasks = 0; ///< how many there are to do in Okta
    int m_done = 0; ///< how many of them
    QList<ValueRow *> m_redirectRows;
};

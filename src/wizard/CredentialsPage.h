#pragma once

#include "wizard/Page.h"

#include <memory>

namespace setup {
class CredentialsStep;
}
namespace Ui {
class CredentialsPage;
}
struct DemoValues;

/// Page 3: client ID and client secret, and what Okta says about them without a browser.
class CredentialsPage final : public Page
{
    Q_OBJECT

public:
    CredentialsPage(setup::CredentialsStep &step, const DemoValues *demo, QWidget *parent = nullptr);
    ~CredentialsPage() override;

    void render() override;
    [[nodiscard]] QWidget *firstField() const override;
    [[nodiscard]] QString hint() const override;
    [[nodiscard]] QWidget *firstProblem() const override;

private:
    void renderClientId();
    void renderSecret();
    void renderKeeping();
    void renderFindings();

    setup::CredentialsStep &m_step;
    const bool m_isPractice; ///< nothing is real, and success says so
    const std::unique_ptr<Ui::CredentialsPage> m_ui;
};

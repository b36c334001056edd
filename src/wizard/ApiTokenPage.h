#pragma once

#include "wizard/Page.h"

#include <QTimer>

#include <memory>

namespace setup {
class ApiTokenStep;
}
namespace Ui {
class ApiTokenPage;
}
struct DemoValues;

/// Page 5: the API token, the keychain, and the directory behind it.
class ApiTokenPage final : public Page
{
    Q_OBJECT

public:
    ApiTokenPage(setup::ApiTokenStep &step, const DemoValues *demo, QWidget *parent = nullptr);
    ~ApiTokenPage() override;

    void render() override;
    [[nodiscard]] QWidget *firstField() const override;
    [[nodiscard]] bool tellsTime() const override;
    [[nodiscard]] QString hint() const override;
    [[nodiscard]] QWidget *firstProblem() const override;

private:
    void renderToken();
    void renderOwner();
    void renderRules();
    void renderWait();
    void renderKeychain();
    void renderGroups();
    void renderForecast();

    setup::ApiTokenStep &m_step;
    const bool m_isPractice; ///< nothing is real, and success says so
    const std::unique_ptr<Ui::ApiTokenPage> m_ui;
    QTimer m_second; ///< while the rate limit makes something wait
};

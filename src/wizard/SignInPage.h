#pragma once

#include "wizard/Page.h"

#include <QTimer>

#include <memory>

namespace setup {
class SignInStep;
}
namespace Ui {
class SignInPage;
}

/// Page 4: the sign-in check, live.
class SignInPage final : public Page
{
    Q_OBJECT

public:
    explicit SignInPage(setup::SignInStep &step, QWidget *parent = nullptr);
    ~SignInPage() override;

    void render() override;
    [[nodiscard]] QWidget *firstField() const override;
    [[nodiscard]] QString missing() const override;

private:
    void renderWait();
    void renderOutcome();
    void renderSymptoms();

    setup::SignInStep &m_step;
    const std::unique_ptr<Ui::SignInPage> m_ui;
    QTimer m_second; ///< for the time that is left
    QString m_symptomsFor; ///< the redirect URI that the symptoms' sentences name
    bool m_wasWaiting = false;
};

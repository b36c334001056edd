#pragma once

#include "advice/CheckLine.h"
#include "wizard/Page.h"

#include <QTimer>

#include <memory>

namespace setup {
class CredentialsStep;
class SignInStep;
} // namespace setup
namespace Ui {
class SignInPage;
}

/// Page 4: the sign-in check, live.
class SignInPage final : public Page
{
    Q_OBJECT

public:
    /// `credentials` may be null. What its checks saw to be in the way is shown here, and then no sign-in is offered:
    /// the browser could not come back.
    explicit SignInPage(setup::SignInStep &step, setup::CredentialsStep *credentials = nullptr,
                        QWidget *parent = nullptr);
    ~SignInPage() override;

    void render() override;
    [[nodiscard]] QWidget *firstField() const override;
    [[nodiscard]] QString missing() const override;
    [[nodiscard]] QWidget *firstProblem() const override;

private:
    /// The redirect URIs of this test that Okta was seen not to know.
    [[nodiscard]] QList<advice::CheckLine> obstacles() const;
    void renderWait();
    void renderPaste();
    void takeAddress();
    void renderOutcome();
    void renderSymptoms();

    setup::SignInStep &m_step;
    setup::CredentialsStep *const m_credentials;
    const std::unique_ptr<Ui::SignInPage> m_ui;
    QTimer m_second; ///< for the time that is left
    QString m_symptomsFor; ///< the redirect URI that the symptoms' sentences name
    bool m_wasWaiting = false;
};

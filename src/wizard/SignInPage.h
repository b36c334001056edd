#pragma once

#include "advice/CheckLine.h"
#include "wizard/Page.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>
#include <memory>

QT_BEGIN_NAMESPACE
class QRadioButton;
QT_END_NAMESPACE

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
    [[nodiscard]] bool tellsTime() const override;
    [[nodiscard]] QString hint() const override;
    [[nodiscard]] QWidget *firstProblem() const override;
    [[nodiscard]] QString verb() const override;
    [[nodiscard]] bool canAct() const override;
    void act() override;

    /// The list of what the browser may show opens by itself after this long without an answer.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

private:
    /// The redirect URIs of this test that Okta was seen not to know.
    [[nodiscard]] QList<advice::CheckLine> obstacles() const;
    void renderWait();
    void renderPaste();
    void takeAddress();
    void renderOutcome();
    void renderSymptoms();
    void showSymptom(int index);

    setup::SignInStep &m_step;
    setup::CredentialsStep *const m_credentials;
    const std::unique_ptr<Ui::SignInPage> m_ui;
    QTimer m_second; ///< for the time that is left
    std::chrono::milliseconds m_patience = std::chrono::seconds(30);
    QElapsedTimer m_waited; ///< for the browser
    QString m_symptomsFor; ///< the redirect URI that the symptoms' sentences name
    QList<QRadioButton *> m_symptoms;
    bool m_wasWaiting = false;
};

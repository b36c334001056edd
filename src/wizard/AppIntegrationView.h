#pragma once

#include "setup/AppRecord.h"

#include <QList>
#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace setup {
class AppIntegration;
struct Configuration;
} // namespace setup
class CheckList;
class Notice;
class PlainLabel;
class SecretLineEdit;

/// The three ways to an app integration, on page 2: by hand; created by the wizard; there already, and checked. Nothing
/// is sent to Okta before a button says what will be.
class AppIntegrationView final : public QWidget
{
    Q_OBJECT

public:
    AppIntegrationView(setup::AppIntegration &integration, const setup::Configuration &configuration,
                       QWidget *parent = nullptr);
    ~AppIntegrationView() override;

    void render();

private:
    void chooseWay(setup::AppWay way);
    void start();
    void act();
    [[nodiscard]] bool takeToken();
    [[nodiscard]] QStringList selectedRows() const;
    void renderPlan();
    void renderRepairs();
    void renderWait();

    setup::AppIntegration &m_integration;
    const setup::Configuration &m_configuration;
    QRadioButton *const m_byHand;
    QRadioButton *const m_create;
    QRadioButton *const m_check;
    QWidget *const m_panel;
    PlainLabel *const m_tokenLabel;
    SecretLineEdit *const m_token;
    PlainLabel *const m_clientIdLabel;
    QLineEdit *const m_clientId;
    QPushButton *const m_startButton;
    Notice *const m_notice;
    CheckList *const m_checkList;
    QWidget *const m_repairs;
    QVBoxLayout *const m_repairsLayout;
    QList<QCheckBox *> m_repairBoxes;
    PlainLabel *const m_plan;
    QPushButton *const m_actButton;
    PlainLabel *const m_wait;
    QPushButton *const m_cancelButton;
    QPushButton *const m_undoButton;
    QPushButton *const m_revokeButton;
    QTimer m_second; ///< redraws the countdown
};

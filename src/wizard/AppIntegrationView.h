#pragma once

#include "okta/ApplicationPlan.h"
#include "setup/AppRecord.h"

#include <QList>
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
class ApplicationStep;
} // namespace setup
class AppGroupsView;
class Card;
class CheckList;
class ManagementTokenView;
class Notice;
class PlainLabel;

/// The three ways to an app integration, on page 2: by hand; created by the wizard; there already, and checked. Nothing
/// is sent to Okta before a button says what will be.
class AppIntegrationView final : public QWidget
{
    Q_OBJECT

public:
    AppIntegrationView(setup::AppIntegration &integration, setup::ApplicationStep &step, QWidget *parent = nullptr);
    ~AppIntegrationView() override;

    void render();
    /// What goes below the audit of an app that exists.
    void addBelow(QWidget *widget);
    /// The way that is chosen.
    [[nodiscard]] QWidget *firstField() const;

private:
    /// A setting of the audit that can be repaired: a box, and what would change.
    struct Repair
    {
        QString row;
        QCheckBox *box = nullptr;
        PlainLabel *change = nullptr;
    };

    void buildWays();
    void buildApp();
    void buildWork();
    void chooseWay(setup::AppWay way);
    void start();
    void act();
    void askToUndoCreation();
    void checkExisting(const QString &clientId);
    [[nodiscard]] okta::WantedApplication wanted() const;
    [[nodiscard]] QStringList selectedRows() const;
    [[nodiscard]] QStringList repairableRows() const;
    void renderExisting();
    void renderPlan();
    void renderRepairs();
    void renderResult();

    setup::AppIntegration &m_integration;
    setup::ApplicationStep &m_step;
    QRadioButton *const m_byHand;
    QRadioButton *const m_create;
    QRadioButton *const m_check;
    QWidget *const m_panel;
    QVBoxLayout *m_column = nullptr;
    ManagementTokenView *m_token = nullptr;
    Card *m_appCard = nullptr;
    PlainLabel *m_appHeading = nullptr;
    PlainLabel *m_nameLabel = nullptr;
    QLineEdit *m_name = nullptr;
    PlainLabel *m_clientIdLabel = nullptr;
    QLineEdit *m_clientId = nullptr;
    AppGroupsView *m_groups = nullptr;
    QPushButton *m_startButton = nullptr;
    Notice *m_notice = nullptr;
    Notice *m_result = nullptr;
    CheckList *m_checkList = nullptr;
    QWidget *m_existing = nullptr; ///< apps that are in the way, each with a button
    QVBoxLayout *m_existingColumn = nullptr;
    QStringList m_existingIds;
    Card *m_planCard = nullptr;
    PlainLabel *m_planHeading = nullptr;
    QVBoxLayout *m_repairColumn = nullptr;
    QList<Repair> m_repairs;
    PlainLabel *m_plan = nullptr;
    PlainLabel *m_remark = nullptr;
    QPushButton *m_actButton = nullptr;
    Card *m_claimCard = nullptr;
    QPushButton *m_addClaim = nullptr;
    QPushButton *m_removeClaim = nullptr;
    QPushButton *m_cancelButton = nullptr;
    QPushButton *m_undoButton = nullptr;
    QPushButton *m_undoRepairButton = nullptr;
};

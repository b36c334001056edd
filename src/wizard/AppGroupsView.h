#pragma once

#include "okta/WantedApplication.h"

#include <QIdentityProxyModel>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QButtonGroup;
class QLineEdit;
class QListView;
class QPushButton;
class QRadioButton;
QT_END_NAMESPACE

namespace setup {
class AppIntegration;
class ApplicationStep;
} // namespace setup
class GroupsModel;
class Notice;
class PlainLabel;

/// Who may sign in, chosen from the groups that the org has. Nobody is, until somebody is chosen: Everyone is a choice
/// like any other.
class AppGroupsView final : public QWidget
{
    Q_OBJECT

public:
    AppGroupsView(setup::AppIntegration &integration, setup::ApplicationStep &step, QWidget *parent = nullptr);
    ~AppGroupsView() override;

    void render();
    /// Whether an app that is there may keep the assignments that it has.
    void setMayStay(bool mayStay);

private:
    /// The groups with a box before each.
    class Boxes;

    void choose();
    void chooseEveryone();
    void chooseNothing();
    void chosenChanged();

    setup::AppIntegration &m_integration;
    setup::ApplicationStep &m_step;
    QButtonGroup *const m_choice;
    QRadioButton *const m_stay;
    QRadioButton *const m_groups;
    QRadioButton *const m_everyone;
    QWidget *const m_picker;
    QLineEdit *const m_search;
    QListView *const m_list;
    PlainLabel *const m_count;
    PlainLabel *const m_chosen;
    Notice *const m_notice;
    QPushButton *const m_again;
    GroupsModel *const m_model;
    Boxes *const m_boxes;
    bool m_isChoosing = false; ///< "only these groups" is open
    bool m_mayStay = false;
};

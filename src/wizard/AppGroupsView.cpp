#include "wizard/AppGroupsView.h"

#include "advice/Diagnosis.h"
#include "core/ServerText.h"
#include "setup/AppIntegration.h"
#include "setup/ApplicationStep.h"
#include "wizard/Appearance.h"
#include "wizard/CardParts.h"
#include "wizard/GroupsModel.h"
#include "wizard/Notice.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QRadioButton>
#include <QSignalBlocker>

#include <algorithm>

class AppGroupsView::Boxes final : public QIdentityProxyModel
{
public:
    explicit Boxes(AppGroupsView &view)
        : QIdentityProxyModel(&view)
        , m_view(view)
    {
    }

    [[nodiscard]] const QList<okta::GroupReference> &chosen() const { return m_chosen; }
    void setChosen(const QList<okta::GroupReference> &chosen) { m_chosen = chosen; }

    /// The names alone: a screen reader would read out every column as a group.
    [[nodiscard]] int columnCount(const QModelIndex &) const override { return 1; }
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        return QIdentityProxyModel::flags(index) | Qt::ItemIsUserCheckable;
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == Qt::CheckStateRole && index.column() == GroupsModel::Name)
            return static_cast<int>(m_chosen.contains(reference(index)) ? Qt::Checked : Qt::Unchecked);
        return QIdentityProxyModel::data(index, role);
    }
    bool setData(const QModelIndex &index, const QVariant &value, int role) override
    {
        if (role != Qt::CheckStateRole)
            return false;
        const okta::GroupReference group = reference(index);
        m_chosen.removeAll(group);
        if (value.toInt() == Qt::Checked)
            m_chosen.append(group);
        Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
        m_view.chosenChanged();
        return true;
    }

private:
    [[nodiscard]] okta::GroupReference reference(const QModelIndex &index) const
    {
        const okta::Group &group = m_view.m_model->group(index.row());
        return {group.id, group.name};
    }

    AppGroupsView &m_view;
    QList<okta::GroupReference> m_chosen;
};

AppGroupsView::AppGroupsView(setup::AppIntegration &integration, setup::ApplicationStep &step, QWidget *parent)
    : QWidget(parent)
    , m_integration(integration)
    , m_step(step)
    , m_choice(new QButtonGroup(this))
    , m_stay(new QRadioButton(tr("Keep the assignments that are there"), this))
    , m_groups(new QRadioButton(tr("Only these groups"), this))
    , m_everyone(new QRadioButton(tr("Everyone in the org"), this))
    , m_picker(new QWidget(this))
    , m_search(new QLineEdit(m_picker))
    , m_list(new QListView(m_picker))
    , m_count(parts::hint({}, m_picker))
    , m_chosen(new PlainLabel(m_picker))
    , m_notice(new Notice(m_picker))
    , m_again(parts::button(tr("List the groups again"), m_picker))
    , m_model(new GroupsModel(m_integration.directory(), this))
    , m_boxes(new Boxes(*this))
{
    m_boxes->setSourceModel(m_model);
    m_search->setAccessibleName(tr("Search the groups that may sign in"));
    m_search->setPlaceholderText(tr("Search by name or ID"));
    m_search->setClearButtonEnabled(true);
    m_list->setModel(m_boxes);
    m_list->setModelColumn(GroupsModel::Name);
    m_list->setUniformItemSizes(true);
    m_list->setSpacing(tokens::units(*this, 0.75));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Groups that may sign in"));
    m_list->setFixedHeight(appearance::lines(*this, 8));
    for (QRadioButton *const choice : {m_stay, m_groups, m_everyone})
        m_choice->addButton(choice);
    auto *const picker = parts::column(*m_picker, 1.5);
    picker->addWidget(m_search);
    picker->addWidget(m_list);
    picker->addWidget(m_count);
    picker->addWidget(m_notice);
    picker->addLayout(parts::row({m_again}, *this));
    picker->addWidget(m_chosen);
    auto *const column = parts::column(*this, 1.5);
    for (QWidget *const part : {static_cast<QWidget *>(m_stay), static_cast<QWidget *>(m_groups), m_picker,
                                static_cast<QWidget *>(m_everyone)})
        column->addWidget(part);

    // Not clicked(): a screen reader toggles.
    const auto chooses = [this](QRadioButton *button, void (AppGroupsView::*chosen)()) {
        connect(button, &QRadioButton::toggled, this, [this, chosen](bool isOn) {
            if (isOn)
                (this->*chosen)();
        });
    };
    chooses(m_groups, &AppGroupsView::choose);
    chooses(m_everyone, &AppGroupsView::chooseEveryone);
    chooses(m_stay, &AppGroupsView::chooseNothing);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_model->search(m_search->text().trimmed()); });
    connect(m_again, &QPushButton::clicked, &m_integration, &setup::AppIntegration::listGroups);
    connect(&m_integration, &setup::AppIntegration::groupsArrived, this, [this](qsizetype first) {
        m_model->appended(first);
        render();
    });
    connect(&m_integration, &setup::AppIntegration::changed, this, &AppGroupsView::render);
    connect(&m_step, &setup::Step::changed, this, &AppGroupsView::render);
    render();
}

AppGroupsView::~AppGroupsView() = default;

void AppGroupsView::setMayStay(bool mayStay)
{
    m_mayStay = mayStay;
    render();
}

void AppGroupsView::choose()
{
    m_isChoosing = true;
    chosenChanged();
}

void AppGroupsView::chooseEveryone()
{
    m_isChoosing = false;
    m_step.setAccess(setup::Access::Everyone);
    m_integration.setAccessChosen(true);
}

void AppGroupsView::chooseNothing()
{
    m_isChoosing = false;
    m_integration.setAccessChosen(false);
}

void AppGroupsView::chosenChanged()
{
    QStringList names;
    for (const okta::GroupReference &group : m_boxes->chosen())
        names.append(group.name);
    m_step.setAccess(setup::Access::NamedGroups);
    m_step.setAccessGroups(names);
    m_integration.setChosenGroups(m_boxes->chosen());
    m_integration.setAccessChosen(!names.isEmpty());
}

void AppGroupsView::render()
{
    const auto &configuration = m_step.configuration();
    const bool isChosen = m_integration.record().isAccessChosen;
    const bool isNamed = configuration.access == setup::Access::NamedGroups;
    m_isChoosing = m_isChoosing || (isChosen && isNamed);
    {
        const QSignalBlocker guardStay(m_stay);
        const QSignalBlocker guardGroups(m_groups);
        const QSignalBlocker guardEveryone(m_everyone);
        m_choice->setExclusive(false);
        m_stay->setChecked(m_mayStay && !isChosen && !m_isChoosing);
        m_groups->setChecked(m_isChoosing);
        m_everyone->setChecked(isChosen && !isNamed);
        m_choice->setExclusive(true);
    }
    m_stay->setVisible(m_mayStay);
    m_picker->setVisible(m_isChoosing);
    const bool hasToken = m_integration.hasManagementToken();
    const bool isListing = m_integration.isListingGroups();
    const auto &groups = m_integration.directory();
    // What a draft says is known by its names, until the list has come.
    if (isChosen && isNamed && m_boxes->chosen().isEmpty() && !groups.isEmpty()) {
        QList<okta::GroupReference> known;
        for (const okta::Group &group : groups) {
            if (configuration.accessGroups.contains(group.name))
                known.append({group.id, group.name});
        }
        m_boxes->setChosen(known);
    }
    m_search->setVisible(!groups.isEmpty());
    m_list->setVisible(!groups.isEmpty());
    const QString count = QLocale().toString(groups.size());
    m_count->setText(!hasToken       ? tr("Enter the management token to list the groups.")
                         : isListing ? tr("Listing the groups… %1 so far").arg(count)
                                     : tr("Groups in the org: %1").arg(count));
    if (const auto &error = m_integration.directoryError())
        m_notice->show(checks::Status::Failed, advice::diagnose(*error));
    else
        m_notice->clear();
    m_again->setVisible(hasToken && !isListing && (groups.isEmpty() || m_integration.directoryError()));
    QStringList names;
    for (const QString &name : configuration.accessGroups)
        names.append(serverText(name, 60));
    m_chosen->setVisible(isNamed && !names.isEmpty());
    m_chosen->setText(tr("May sign in: %1").arg(names.join(QStringLiteral(", "))));
}

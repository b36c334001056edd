#include "wizard/GroupsView.h"

#include "wizard/Appearance.h"
#include "wizard/CopyButton.h"
#include "wizard/GroupsModel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

GroupsView::GroupsView(QWidget *parent)
    : QWidget(parent)
    , m_filter(new QLineEdit(this))
    , m_table(new QTableView(this))
    , m_copy(new CopyButton(this))
    , m_sorted(new QSortFilterProxyModel(this))
{
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *const row = new QHBoxLayout;
    row->addWidget(m_filter, 1);
    row->addWidget(m_copy);
    layout->addLayout(row);
    layout->addWidget(m_table);

    m_filter->setObjectName(QStringLiteral("groupsFilterLineEdit"));
    m_filter->setAccessibleName(tr("Search the groups"));
    m_filter->setPlaceholderText(tr("Search by name or id"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, this, &GroupsView::filterChanged);

    m_sorted->setFilterKeyColumn(-1);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(m_sorted);
    m_table->setAccessibleName(tr("Groups of the organisation"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    // All rows are alike: nothing is measured, so 100,000 of them cost nothing.
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(appearance::lines(*this, 1.5));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setMinimumHeight(appearance::lines(*this, 9));
    m_copy->setCopies(tr("Copy the ids of the selected groups"), [this] { return selectedIds(); });
    m_copy->setEnabled(false);
}

GroupsView::~GroupsView() = default;

void GroupsView::setGroups(const QList<okta::Group> &groups)
{
    m_model = new GroupsModel(groups, this);
    m_sorted->setSourceModel(m_model);
    QHeaderView *const header = m_table->horizontalHeader();
    header->setSectionResizeMode(GroupsModel::Name, QHeaderView::Stretch);
    for (const int column : {GroupsModel::Kind, GroupsModel::Members, GroupsModel::Id})
        header->setSectionResizeMode(column, QHeaderView::Interactive);
    const QFontMetrics metrics = fontMetrics();
    m_table->setColumnWidth(GroupsModel::Kind, metrics.horizontalAdvance(tr("from an application")) + metrics.height());
    m_table->setColumnWidth(GroupsModel::Members, metrics.horizontalAdvance(QStringLiteral("100,000")) + 2 * metrics.height());
    m_table->setColumnWidth(GroupsModel::Id, metrics.horizontalAdvance(QStringLiteral("00g0000000000000000w")) + metrics.height());
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { m_copy->setEnabled(m_table->selectionModel()->hasSelection()); });
}

void GroupsView::appended(qsizetype first)
{
    if (m_model)
        m_model->appended(first);
}

void GroupsView::filterChanged()
{
    m_sorted->setFilterFixedString(m_filter->text().trimmed());
}

QString GroupsView::selectedIds() const
{
    QStringList ids;
    const auto rows = m_table->selectionModel()->selectedRows(GroupsModel::Id);
    for (const QModelIndex &row : rows)
        ids.append(row.data().toString());
    return ids.join(QLatin1Char('\n'));
}

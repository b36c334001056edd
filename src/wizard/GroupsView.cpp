#include "wizard/GroupsView.h"

#include "wizard/Appearance.h"
#include "wizard/CopyButton.h"
#include "wizard/GroupsModel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

GroupsView::GroupsView(QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_hits(new QLabel(this))
    , m_table(new QTableView(this))
    , m_selected(new QLabel(this))
    , m_copy(new CopyButton(this))
    , m_access(new QPushButton(tr("Let these sign in"), this))
{
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *const above = new QHBoxLayout;
    above->addWidget(m_search, 1);
    above->addWidget(m_hits);
    layout->addLayout(above);
    layout->addWidget(m_table);
    auto *const below = new QHBoxLayout;
    below->addWidget(m_selected, 1);
    below->addWidget(m_copy);
    below->addWidget(m_access);
    layout->addLayout(below);

    m_search->setObjectName(QStringLiteral("groupsFilterLineEdit"));
    m_search->setAccessibleName(tr("Search the groups"));
    m_search->setPlaceholderText(tr("Search by name or ID"));
    m_search->setClearButtonEnabled(true);
    connect(m_search, &QLineEdit::textChanged, this, &GroupsView::searchChanged);
    m_search->installEventFilter(this);
    m_hits->setTextFormat(Qt::PlainText);
    m_selected->setTextFormat(Qt::PlainText);
    m_selected->setWordWrap(true);

    m_table->setAccessibleName(tr("Groups of the org"));
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
    setCopied(Copied::Ids);
    m_access->setAutoDefault(true);
    m_access->setAccessibleName(tr("Let the selected groups sign in"));
    m_access->setToolTip(tr("Enters the selected groups at Controlled access in step 2."));
    connect(m_access, &QPushButton::clicked, this, [this] {
        QStringList names;
        const auto groups = selectedGroups();
        for (const auto &group : groups)
            names.append(group.name);
        Q_EMIT accessWanted(names);
    });
    render();
}

GroupsView::~GroupsView() = default;

void GroupsView::setGroups(const QList<okta::Group> &groups)
{
    m_model = new GroupsModel(groups, this);
    m_table->setModel(m_model);
    QHeaderView *const header = m_table->horizontalHeader();
    header->setSectionResizeMode(GroupsModel::Name, QHeaderView::Stretch);
    for (const int column : {GroupsModel::Kind, GroupsModel::Members, GroupsModel::Id})
        header->setSectionResizeMode(column, QHeaderView::Interactive);
    const QFontMetrics metrics = fontMetrics();
    m_table->setColumnWidth(GroupsModel::Kind, metrics.horizontalAdvance(tr("from an application")) + metrics.height());
    m_table->setColumnWidth(GroupsModel::Members,
                            metrics.horizontalAdvance(QStringLiteral("100,000")) + 2 * metrics.height());
    m_table->setColumnWidth(GroupsModel::Id,
                            metrics.horizontalAdvance(QStringLiteral("00g0000000000000000w")) + metrics.height());
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &GroupsView::render);
    connect(m_model, &QAbstractItemModel::modelReset, this, &GroupsView::render);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &GroupsView::render);
    render();
}

void GroupsView::appended(qsizetype first)
{
    if (m_model)
        m_model->appended(first);
}

void GroupsView::searchChanged()
{
    if (m_model)
        m_model->search(m_search->text().trimmed());
}

bool GroupsView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            // Not the window's Next: who searches wants to go on with what was found.
            m_table->setFocus(Qt::OtherFocusReason);
            if (!m_table->selectionModel()->hasSelection())
                m_table->selectRow(0);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QList<okta::Group> GroupsView::selectedGroups() const
{
    QList<okta::Group> groups;
    // In the order of the list, whatever the order of the clicks. Ranges, not rows: all of 100,000 are one range.
    const auto selection = m_table->selectionModel()->selection();
    QList<int> rows;
    for (const auto &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (const int row : std::as_const(rows))
        groups.append(m_model->group(row));
    return groups;
}

void GroupsView::setCopied(Copied copied)
{
    m_copied = copied;
    const bool isNames = copied == Copied::Names;
    m_copy->setCopies(isNames ? tr("Copy the names of the selected groups") : tr("Copy the IDs of the selected groups"),
                      [this, isNames] {
                          QStringList lines;
                          const auto groups = selectedGroups();
                          for (const auto &group : groups)
                              lines.append(isNames ? group.name : group.id);
                          return lines.join(QLatin1Char('\n'));
                      });
    render();
}

void GroupsView::render()
{
    int selected = 0;
    if (m_model) {
        const auto selection = m_table->selectionModel()->selection();
        for (const auto &range : selection)
            selected += range.height();
    }
    const QLocale locale;
    m_hits->setVisible(m_model && m_model->isSearching());
    m_hits->setText(m_model ? tr("Found: %1").arg(locale.toString(m_model->rowCount())) : QString());
    const QString count = locale.toString(selected);
    const bool isNames = m_copied == Copied::Names;
    if (selected > 0)
        m_selected->setText(isNames ? tr("Selected: %1. Copy their names:").arg(count)
                                    : tr("Selected: %1. Copy their IDs:").arg(count));
    else
        m_selected->setText(isNames ? tr("Select groups to copy their names: policies name them in claim/groups.")
                                    : tr("Select groups to copy their IDs: policies need them."));
    m_copy->refresh();
    m_copy->setEnabled(selected > 0);
    m_access->setEnabled(selected > 0);
}

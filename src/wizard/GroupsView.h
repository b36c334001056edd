#pragma once

#include "okta/GroupsJob.h"

#include <QWidget>

#include <memory>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTableView;
QT_END_NAMESPACE
class CopyButton;
class GroupsModel;

/// The groups of the directory: searchable, ids to copy.
class GroupsView final : public QWidget
{
    Q_OBJECT

public:
    explicit GroupsView(QWidget *parent = nullptr);
    ~GroupsView() override;

    /// The list must live as long as this view.
    void setGroups(const QList<okta::Group> &groups);
    void appended(qsizetype first);

private:
    [[nodiscard]] QString selectedIds() const;
    void filterChanged();

    QLineEdit *const m_filter;
    QTableView *const m_table;
    CopyButton *const m_copy;
    QSortFilterProxyModel *const m_sorted;
    GroupsModel *m_model = nullptr;
};

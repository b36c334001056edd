#pragma once

#include "okta/GroupsJob.h"

#include <QAbstractTableModel>
#include <QList>

/// The groups that a step has, read in place: nothing is copied, and 100,000 rows arrive page by page.
///
/// It searches by itself, because a QSortFilterProxyModel tells the views of each gap between two hits, which takes
/// seconds with 100,000 rows.
class GroupsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Kind, Members, Id };

    explicit GroupsModel(const QList<okta::Group> &groups, QObject *parent = nullptr);

    /// The list grew at its end; from 0 on: it is another list.
    void appended(qsizetype first);
    /// Shows the groups with this text in name or id; empty: all of them.
    void search(const QString &text);
    [[nodiscard]] bool isSearching() const { return !m_sought.isEmpty(); }
    [[nodiscard]] const okta::Group &group(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString kindWord(okta::Group::Kind kind);
    /// The hits among the groups from `first` on.
    [[nodiscard]] QList<qsizetype> found(qsizetype first) const;

    const QList<okta::Group> &m_groups;
    QString m_sought;
    QList<qsizetype> m_found; ///< positions in the list, while searching
    qsizetype m_known; ///< how many groups the views were told of, or were looked at
};

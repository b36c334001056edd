#pragma once

#include "okta/GroupsJob.h"

#include <QAbstractTableModel>

/// The groups that a step has, read in place: nothing is copied, and 100,000 rows arrive page by page.
class GroupsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Kind, Members, Id };

    explicit GroupsModel(const QList<okta::Group> &groups, QObject *parent = nullptr);

    /// The list grew at its end; from 0 on: it is another list.
    void appended(qsizetype first);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString kindWord(okta::Group::Kind kind);

    const QList<okta::Group> &m_groups;
    int m_rows = 0; ///< how many the views were told of
};

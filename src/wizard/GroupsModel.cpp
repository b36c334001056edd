#include "wizard/GroupsModel.h"

#include <QLocale>

GroupsModel::GroupsModel(const QList<okta::Group> &groups, QObject *parent)
    : QAbstractTableModel(parent)
    , m_groups(groups)
    , m_rows(static_cast<int>(groups.size()))
{
}

void GroupsModel::appended(qsizetype first)
{
    const int rows = static_cast<int>(m_groups.size());
    if (first == 0 || rows < m_rows || first != m_rows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    if (rows == m_rows)
        return;
    beginInsertRows({}, m_rows, rows - 1);
    m_rows = rows;
    endInsertRows();
}

int GroupsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int GroupsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Id + 1;
}

QString GroupsModel::kindWord(okta::Group::Kind kind)
{
    switch (kind) {
    case okta::Group::Kind::Okta:
        return tr("Okta");
    case okta::Group::Kind::BuiltIn:
        return tr("built in");
    case okta::Group::Kind::Application:
        return tr("from an application");
    case okta::Group::Kind::Other:
        return tr("other");
    }
    Q_UNREACHABLE();
}

QVariant GroupsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_groups.size())
        return {};
    const okta::Group &group = m_groups.at(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == Members)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Name:
        return group.name;
    case Kind:
        return kindWord(group.kind);
    case Members:
        return group.members ? QLocale().toString(*group.members) : tr("not told");
    case Id:
        return group.id;
    }
    return {};
}

QVariant GroupsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Kind:
        return tr("Kind");
    case Members:
        return tr("Members");
    case Id:
        return tr("Id");
    }
    return {};
}

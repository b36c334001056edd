#include "wizard/GroupsModel.h"

#include <QLocale>

GroupsModel::GroupsModel(const QList<okta::Group> &groups, QObject *parent)
    : QAbstractTableModel(parent)
    , m_groups(groups)
    , m_known(groups.size())
{
}

void GroupsModel::appended(qsizetype first)
{
    if (first == 0 || first != m_known || m_groups.size() < m_known) {
        beginResetModel();
        m_known = m_groups.size();
        m_found = found(0);
        endResetModel();
        return;
    }
    const auto more = found(m_known);
    const int before = rowCount();
    const auto added = isSearching() ? more.size() : m_groups.size() - m_known;
    if (added > 0)
        beginInsertRows({}, before, before + static_cast<int>(added) - 1);
    m_known = m_groups.size();
    m_found += more;
    if (added > 0)
        endInsertRows();
}

void GroupsModel::search(const QString &text)
{
    if (text == m_sought)
        return;
    beginResetModel();
    m_sought = text;
    m_known = m_groups.size();
    m_found = found(0);
    endResetModel();
}

QList<qsizetype> GroupsModel::found(qsizetype first) const
{
    QList<qsizetype> hits;
    if (!isSearching())
        return hits;
    for (qsizetype i = first; i < m_groups.size(); ++i) {
        const auto &group = m_groups.at(i);
        if (group.name.contains(m_sought, Qt::CaseInsensitive) || group.id.contains(m_sought, Qt::CaseInsensitive))
            hits.append(i);
    }
    return hits;
}

const okta::Group &GroupsModel::group(int row) const
{
    return m_groups.at(isSearching() ? m_found.at(row) : row);
}

int GroupsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(isSearching() ? m_found.size() : m_known);
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
    // The list may have been cleared, and its views not told yet.
    if (!index.isValid() || index.row() >= rowCount() || m_groups.size() < m_known)
        return {};
    const okta::Group &group = this->group(index.row());
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
        return tr("ID");
    }
    return {};
}

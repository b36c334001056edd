#pragma once

#include "okta/GroupsJob.h"

#include <QStringList>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;
QT_END_NAMESPACE
class CopyButton;
class GroupsModel;

/// The groups of the directory: searchable, ids to copy, names to give access to.
class GroupsView final : public QWidget
{
    Q_OBJECT

public:
    explicit GroupsView(QWidget *parent = nullptr);
    ~GroupsView() override;

    /// The list must live as long as this view.
    void setGroups(const QList<okta::Group> &groups);
    void appended(qsizetype first);
    /// What policies of this Pomerium need: the names that come in the claim, or the ids of the directory.
    enum class Copied { Names, Ids };
    void setCopied(Copied copied);

Q_SIGNALS:
    /// The selected groups, by name, are to be those that may sign in.
    void accessWanted(const QStringList &names);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QList<okta::Group> selectedGroups() const;
    void searchChanged();
    void render();

    QLineEdit *const m_search;
    QLabel *const m_hits;
    QTableView *const m_table;
    QLabel *const m_selected;
    CopyButton *const m_copy;
    QPushButton *const m_access;
    GroupsModel *m_model = nullptr;
    Copied m_copied = Copied::Ids;
};

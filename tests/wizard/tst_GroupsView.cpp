#include "wizard/CopyButton.h"
#include "wizard/GroupsView.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

namespace {

void grow(QList<okta::Group> &groups, int count)
{
    for (int i = 0; i < count; ++i) {
        const auto number = groups.size();
        okta::Group group;
        group.id = QStringLiteral("00g%1").arg(number, 17, 10, QLatin1Char('0'));
        group.name = QStringLiteral("Group %1").arg(number);
        group.kind = okta::Group::Kind::Okta;
        groups.append(group);
    }
}

} // namespace

class tst_GroupsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groups_are_shown_while_they_arrive()
    {
        QList<okta::Group> groups;
        GroupsView view;
        view.setGroups(groups);
        auto *const table = view.findChild<QTableView *>();
        grow(groups, 200);
        view.appended(0);
        QCOMPARE(table->model()->rowCount(), 200);
        grow(groups, 50);
        view.appended(200);
        QCOMPARE(table->model()->rowCount(), 250);
        groups.clear();
        grow(groups, 3);
        view.appended(0);
        QCOMPARE(table->model()->rowCount(), 3);
    }

    void they_are_found_by_name_and_by_id()
    {
        QList<okta::Group> groups;
        grow(groups, 300);
        GroupsView view;
        view.setGroups(groups);
        auto *const table = view.findChild<QTableView *>();
        auto *const filter = view.findChild<QLineEdit *>();
        filter->setText(QStringLiteral("group 29"));
        QCOMPARE(table->model()->rowCount(), 11); // 29 and 290 to 299
        filter->setText(QStringLiteral("0000000123"));
        QCOMPARE(table->model()->rowCount(), 1);
        filter->setText(QStringLiteral(".*"));
        QCOMPARE(table->model()->rowCount(), 0); // plain text, no pattern
    }

    void the_ids_of_the_selected_ones_are_copied()
    {
        QList<okta::Group> groups;
        grow(groups, 5);
        GroupsView view;
        view.setGroups(groups);
        auto *const table = view.findChild<QTableView *>();
        auto *const copy = view.findChild<QPushButton *>();
        QVERIFY(!copy->isEnabled());
        table->selectRow(1);
        QVERIFY(copy->isEnabled());
        copy->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), groups.at(1).id);
    }

    void names_are_copied_where_policies_name_the_claim()
    {
        QList<okta::Group> groups;
        grow(groups, 3);
        GroupsView view;
        view.setGroups(groups);
        view.setCopied(GroupsView::Copied::Names);
        view.show();
        view.findChild<QTableView *>()->selectRow(1);
        auto *const copy = view.findChild<CopyButton *>();
        QCOMPARE(copy->accessibleName(), QStringLiteral("Copy the names of the selected groups"));
        copy->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), groups.at(1).name);
    }

    void a_search_goes_on_while_groups_arrive()
    {
        QList<okta::Group> groups;
        grow(groups, 200);
        GroupsView view;
        view.setGroups(groups);
        auto *const table = view.findChild<QTableView *>();
        view.findChild<QLineEdit *>()->setText(QStringLiteral("group 20"));
        QCOMPARE(table->model()->rowCount(), 1); // 20
        grow(groups, 50);
        view.appended(200);
        QCOMPARE(table->model()->rowCount(), 11); // and 200 to 209
        QCOMPARE(table->model()->index(1, 0).data().toString(), QStringLiteral("Group 200"));
        view.findChild<QLineEdit *>()->clear();
        QCOMPARE(table->model()->rowCount(), 250);
    }

    void a_kind_is_no_name()
    {
        QList<okta::Group> groups;
        grow(groups, 3);
        GroupsView view;
        view.setGroups(groups);
        view.findChild<QLineEdit *>()->setText(QStringLiteral("okta"));
        QCOMPARE(view.findChild<QTableView *>()->model()->rowCount(), 0);
    }

    void a_list_that_was_cleared_is_not_read()
    {
        QList<okta::Group> groups;
        grow(groups, 3);
        GroupsView view;
        view.setGroups(groups);
        const auto *const model = view.findChild<QTableView *>()->model();
        groups.clear();
        QVERIFY(!model->index(2, 0).data().isValid());
        view.appended(0);
        QCOMPARE(model->rowCount(), 0);
    }

    void selected_groups_are_offered_for_access_by_name()
    {
        QList<okta::Group> groups;
        grow(groups, 5);
        GroupsView view;
        view.setGroups(groups);
        auto *const table = view.findChild<QTableView *>();
        QPushButton *access = nullptr;
        const auto buttons = view.findChildren<QPushButton *>();
        for (QPushButton *const button : buttons) {
            if (button->accessibleName() == QLatin1String("Let the selected groups sign in"))
                access = button;
        }
        QVERIFY(access);
        QVERIFY(!access->isEnabled());
        QSignalSpy wanted(&view, &GroupsView::accessWanted);
        table->setSelectionMode(QAbstractItemView::MultiSelection);
        table->selectRow(3);
        table->selectRow(1);
        access->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toStringList(),
                 QStringList({QStringLiteral("Group 1"), QStringLiteral("Group 3")}));
    }

    void enter_in_the_search_goes_to_what_was_found()
    {
        QList<okta::Group> groups;
        grow(groups, 5);
        GroupsView view;
        view.setGroups(groups);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        auto *const search = view.findChild<QLineEdit *>();
        QSignalSpy pressed(search, &QLineEdit::returnPressed);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(pressed.size(), 0); // the window takes it for Next
        QVERIFY(view.findChild<QTableView *>()->selectionModel()->hasSelection());
    }
};

QTEST_MAIN(tst_GroupsView)
#include "tst_GroupsView.moc"

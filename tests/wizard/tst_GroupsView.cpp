#include "wizard/GroupsView.h"

#include <QClipboard>
#include <QElapsedTimer>
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

    void a_hundred_thousand_do_not_freeze_the_window()
    {
        QList<okta::Group> groups;
        GroupsView view;
        view.setGroups(groups);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        qint64 longest = 0;
        QElapsedTimer clock;
        for (int page = 0; page < 10; ++page) {
            const auto first = groups.size();
            grow(groups, 10000);
            clock.start();
            view.appended(first);
            QCoreApplication::sendPostedEvents();
            longest = qMax(longest, clock.elapsed());
        }
        QCOMPARE(view.findChild<QTableView *>()->model()->rowCount(), 100000);
        // Far above what is needed here (some 10 ms) and far below what a person calls frozen, on a busy machine.
        QVERIFY2(longest < 2000, qPrintable(QString::number(longest)));
    }
};

QTEST_MAIN(tst_GroupsView)
#include "tst_GroupsView.moc"

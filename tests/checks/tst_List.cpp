#include "checks/List.h"

#include <QTest>

using checks::Check;
using checks::List;
using checks::Skip;
using checks::Status;

namespace {

struct Flood
{
    int depth = 0;
};

struct Drought
{
};

List with(Status first, Status second, Skip skip = Skip::CouldNotCheck)
{
    List list;
    list.put({.id = QStringLiteral("first"), .status = first});
    list.put({.id = QStringLiteral("second"), .status = second, .skip = skip});
    return list;
}

} // namespace

class tst_List : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing_checked_is_not_passed();
    void passes_when_all_that_applies_is_good_data();
    void passes_when_all_that_applies_is_good();
    void putting_keeps_the_order();
    void open_checks_are_skipped_and_results_stay();
    void the_end_is_the_time_of_the_last_result();
    void a_problem_tells_its_type();
};

void tst_List::nothing_checked_is_not_passed()
{
    QVERIFY(!List().isPassed());
}

void tst_List::passes_when_all_that_applies_is_good_data()
{
    QTest::addColumn<Status>("second");
    QTest::addColumn<Skip>("skip");
    QTest::addColumn<bool>("passes");
    QTest::newRow("passed") << Status::Passed << Skip::CouldNotCheck << true;
    QTest::newRow("warning") << Status::Warning << Skip::CouldNotCheck << true;
    QTest::newRow("failed") << Status::Failed << Skip::CouldNotCheck << false;
    QTest::newRow("pending") << Status::Pending << Skip::CouldNotCheck << false;
    QTest::newRow("running") << Status::Running << Skip::CouldNotCheck << false;
    QTest::newRow("could not be checked") << Status::Skipped << Skip::CouldNotCheck << false;
    QTest::newRow("does not apply") << Status::Skipped << Skip::DoesNotApply << true;
}

void tst_List::passes_when_all_that_applies_is_good()
{
    QFETCH(Status, second);
    QFETCH(Skip, skip);
    QFETCH(bool, passes);
    QCOMPARE(with(Status::Passed, second, skip).isPassed(), passes);
}

void tst_List::putting_keeps_the_order()
{
    List list({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    list.put({.id = QStringLiteral("b"), .status = Status::Failed});
    list.put({.id = QStringLiteral("d"), .status = Status::Passed});
    QStringList ids;
    for (const Check &check : list)
        ids.append(check.id);
    QCOMPARE(ids.join(QLatin1Char(' ')), QStringLiteral("a b c d"));
    QCOMPARE(list.status(QStringLiteral("b")), Status::Failed);
    QCOMPARE(list.status(QStringLiteral("a")), Status::Pending);
    QVERIFY(list.hasFailed());
    QCOMPARE(list.count(Status::Pending), 2);
}

void tst_List::open_checks_are_skipped_and_results_stay()
{
    List list = with(Status::Failed, Status::Running);
    list.skipOpen();
    QCOMPARE(list.status(QStringLiteral("first")), Status::Failed);
    QCOMPARE(list.status(QStringLiteral("second")), Status::Skipped);
    QCOMPARE(list.check(QStringLiteral("second")).skip, Skip::CouldNotCheck);
}

void tst_List::the_end_is_the_time_of_the_last_result()
{
    List list({QStringLiteral("a"), QStringLiteral("b")});
    QVERIFY(!list.finishedAt().isValid());
    const QDateTime early = QDateTime::fromSecsSinceEpoch(1000, Qt::UTC);
    list.put({.id = QStringLiteral("a"), .status = Status::Passed, .checkedAt = early.addSecs(5)});
    list.put({.id = QStringLiteral("b"), .status = Status::Passed, .checkedAt = early});
    QCOMPARE(list.finishedAt(), early.addSecs(5));
}

void tst_List::a_problem_tells_its_type()
{
    const checks::Problem problem = Flood{3};
    QVERIFY(problem.as<Flood>());
    QCOMPARE(problem.as<Flood>()->depth, 3);
    QVERIFY(!problem.as<Drought>());
}

QTEST_GUILESS_MAIN(tst_List)
#include "tst_List.moc"

#include "checks/Recorder.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using checks::Recorder;
using checks::Skip;
using checks::Status;

namespace {

const QString First = QStringLiteral("first");
const QString Second = QStringLiteral("second");

} // namespace

class tst_Recorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void its_signal_comes_from_the_event_loop();
    void a_listener_may_destroy_it();
    void results_have_a_time_and_others_have_none();
    void what_has_no_result_could_not_be_checked();
};

void tst_Recorder::its_signal_comes_from_the_event_loop()
{
    Recorder recorder({First, Second});
    QSignalSpy changes(&recorder, &Recorder::changed);
    recorder.running(First);
    recorder.fail(First, QStringLiteral("because"));
    QCOMPARE(changes.size(), 0);
    QTRY_COMPARE(changes.size(), 2);
    QCOMPARE(changes.at(0).at(0).toString(), First);
    QCOMPARE(recorder.list().status(First), Status::Failed);
}

void tst_Recorder::a_listener_may_destroy_it()
{
    auto recorder = std::make_unique<Recorder>(QStringList{First});
    int changes = 0;
    connect(recorder.get(), &Recorder::changed, this, [&recorder, &changes] {
        ++changes;
        recorder.reset();
    });
    recorder->running(First);
    recorder->passed(First);
    QTRY_VERIFY(!recorder);
    QCOMPARE(changes, 1);
}

void tst_Recorder::results_have_a_time_and_others_have_none()
{
    Recorder recorder({First, Second});
    recorder.running(First);
    QVERIFY(!recorder.list().check(First).checkedAt.isValid());
    recorder.passed(First, QStringLiteral("seen"));
    QVERIFY(recorder.list().check(First).checkedAt.isValid());
    recorder.doesNotApply(Second);
    QVERIFY(!recorder.list().check(Second).checkedAt.isValid());
    QVERIFY(recorder.list().isPassed());
}

void tst_Recorder::what_has_no_result_could_not_be_checked()
{
    Recorder recorder({First, Second});
    recorder.warn(First, QStringLiteral("old"));
    recorder.skipOpen();
    QCOMPARE(recorder.list().status(First), Status::Warning);
    QCOMPARE(recorder.list().status(Second), Status::Skipped);
    QCOMPARE(recorder.list().check(Second).skip, Skip::CouldNotCheck);
    QVERIFY(!recorder.list().isPassed());
}

QTEST_GUILESS_MAIN(tst_Recorder)
#include "tst_Recorder.moc"

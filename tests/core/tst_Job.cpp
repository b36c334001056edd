#include "core/Job.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <vector>

namespace {

/// Ends when it is told to, as often as it is told to.
class ObedientJob final : public JobOf<int, QString>
{
public:
    explicit ObedientJob(std::vector<int> endsAtOnceWith = {})
        : m_endsAtOnceWith(std::move(endsAtOnceWith))
    {
    }

    void end(Outcome outcome) { finishWith(std::move(outcome)); }
    void endWithoutOutcome() { finish(); }
    [[nodiscard]] int runs() const { return m_runs; }

private:
    void run() override
    {
        ++m_runs;
        for (const int value : m_endsAtOnceWith)
            finishWith(value);
    }

    const std::vector<int> m_endsAtOnceWith;
    int m_runs = 0;
};

/// Waits until everything that is queued now has been delivered.
void deliverQueued()
{
    QObject marker;
    bool delivered = false;
    QMetaObject::invokeMethod(
        &marker, [&delivered] { delivered = true; }, Qt::QueuedConnection);
    QTRY_VERIFY(delivered);
}

} // namespace

class tst_Job : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void works_only_when_started();
    void finished_comes_from_the_event_loop_even_when_the_work_ends_at_once();
    void finished_comes_once_and_the_first_outcome_stays();
    void an_end_before_the_start_is_not_announced();
    void an_error_is_an_outcome();
    void an_outcome_can_be_taken();
    void destroying_it_keeps_it_silent();
    void its_own_slot_may_destroy_it();
    void a_later_end_is_ignored();
};

void tst_Job::works_only_when_started()
{
    ObedientJob job;
    QSignalSpy finished(&job, &Job::finished);
    deliverQueued();
    QCOMPARE(job.runs(), 0);
    QVERIFY(!job.isRunning());
    QVERIFY(!job.isFinished());
    job.start();
    QCOMPARE(job.runs(), 1);
    QVERIFY(job.isRunning());
    QVERIFY(!job.isFinished());
    deliverQueued();
    QCOMPARE(finished.size(), 0);
}

void tst_Job::finished_comes_from_the_event_loop_even_when_the_work_ends_at_once()
{
    ObedientJob job({1});
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    QCOMPARE(finished.size(), 0);
    QVERIFY(job.isRunning());
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(job.isFinished());
    QVERIFY(!job.isRunning());
    QCOMPARE(*job.outcome(), 1);
}

void tst_Job::finished_comes_once_and_the_first_outcome_stays()
{
    ObedientJob job({1, 2, 3});
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    job.end(4);
    job.endWithoutOutcome();
    QTRY_COMPARE(finished.size(), 1);
    deliverQueued();
    QCOMPARE(finished.size(), 1);
    QCOMPARE(*job.outcome(), 1);
}

void tst_Job::an_end_before_the_start_is_not_announced()
{
    ObedientJob job;
    QSignalSpy finished(&job, &Job::finished);
    job.endWithoutOutcome();
    deliverQueued();
    QCOMPARE(finished.size(), 0);
    job.start();
    job.end(5);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(*job.outcome(), 5);
}

void tst_Job::an_error_is_an_outcome()
{
    ObedientJob job;
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    job.end(Unexpected(QStringLiteral("no")));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!job.outcome());
    QCOMPARE(job.outcome().error(), QStringLiteral("no"));
}

void tst_Job::an_outcome_can_be_taken()
{
    ObedientJob job({6});
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    QTRY_COMPARE(finished.size(), 1);
    const auto outcome = job.takeOutcome();
    QCOMPARE(*outcome, 6);
}

void tst_Job::destroying_it_keeps_it_silent()
{
    auto job = std::make_unique<ObedientJob>(std::vector<int>{1});
    int finished = 0;
    connect(job.get(), &Job::finished, this, [&finished] { ++finished; });
    job->start();
    job.reset(); // finished() is on its way
    deliverQueued();
    QCOMPARE(finished, 0);
}

void tst_Job::its_own_slot_may_destroy_it()
{
    auto job = std::make_unique<ObedientJob>(std::vector<int>{1});
    int finished = 0;
    connect(job.get(), &Job::finished, this, [&] {
        ++finished;
        job.reset();
    });
    job->start();
    QTRY_COMPARE(finished, 1);
    QVERIFY(!job);
}

void tst_Job::a_later_end_is_ignored()
{
    ObedientJob job({1});
    QSignalSpy finished(&job, &Job::finished);
    job.start();
    QTRY_COMPARE(finished.size(), 1);
    job.end(2);
    deliverQueued();
    QCOMPARE(finished.size(), 1);
    QCOMPARE(*job.outcome(), 1);
    QVERIFY(job.isFinished());
}

QTEST_GUILESS_MAIN(tst_Job)

#include "tst_Job.moc"

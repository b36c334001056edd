#include "pomerium/SyncForecast.h"

#include <QtTest>

#include <limits>

using pomerium::SyncForecast;

class tst_SyncForecast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_arithmetic_can_be_followed_data()
    {
        QTest::addColumn<int>("groups");
        QTest::addColumn<qint64>("members"); // -1: unknown
        QTest::addColumn<int>("limit");
        QTest::addColumn<int>("share");
        QTest::addColumn<int>("calls");
        QTest::addColumn<int>("perMinute");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("timeoutMinutes");
        QTest::addColumn<int>("intervalMinutes");

        const auto row = [](const char *name, int groups, qint64 members, int limit, int share) -> QTestData & {
            return QTest::newRow(name) << groups << members << limit << share;
        };
        // pages + a page a group: 5 + 1000, at 250 a minute 241.2 s, twice that is 8.04 minutes
        row("okta.md 6: 1,000 groups, Workforce", 1000, -1, 500, 50) << 1005 << 250 << 242 << 9 << 10;
        // ... and 1005 / 50 = 20.1 minutes
        row("okta.md 6: 1,000 groups, free", 1000, -1, 100, 50) << 1005 << 50 << 1206 << 41 << 41;
        // 3 + 450 + 112500 / 200 = 1015; the measured 903 had the members spread evenly
        row("1.6: 450 groups of 250", 450, 450 * 250, 500, 50) << 1015 << 250 << 244 << 9 << 10;
        row("few groups fit the defaults", 100, -1, 500, 50) << 101 << 250 << 25 << 1 << 10;
        row("one page exactly", 200, 200, 500, 50) << 202 << 250 << 49 << 2 << 10;
        row("a page more", 201, 0, 500, 50) << 203 << 250 << 49 << 2 << 10;
        row("no groups: still asked once", 0, -1, 500, 50) << 1 << 250 << 1 << 1 << 10;
        // 150 ms a call: a generous limit does not make calls instant
        row("latency rules", 1000, -1, 12000, 100) << 1005 << 12000 << 151 << 6 << 10;
        row("nonsense is taken as the least", -5, -7, 0, 0) << 1 << 1 << 60 << 2 << 10;
        row("a share above 100", 10, -1, 600, 250) << 11 << 600 << 2 << 1 << 10;
    }
    void the_arithmetic_can_be_followed()
    {
        QFETCH(int, groups);
        QFETCH(qint64, members);
        QFETCH(int, limit);
        QFETCH(int, share);
        const auto forecast =
            SyncForecast::from(groups, members == -1 ? std::nullopt : std::optional(members), limit, share);
        QTEST(forecast.callsFirstSync, "calls");
        QTEST(forecast.callsPerMinute, "perMinute");
        QTEST(static_cast<int>(forecast.duration.count()), "seconds");
        QTEST(static_cast<int>(forecast.timeout.count() / 60), "timeoutMinutes");
        QTEST(static_cast<int>(forecast.interval.count() / 60), "intervalMinutes");
        QCOMPARE(forecast.callsFirstSync, forecast.groupPages + forecast.memberPages);
        QCOMPARE(forecast.timeout.count() % 60, 0);
        QVERIFY(forecast.interval >= forecast.timeout);
        QVERIFY(forecast.timeout >= 2 * forecast.duration);
        QCOMPARE(forecast.fitsDefaults(), forecast.timeout.count() == 60);
    }

    void no_spread_of_the_members_needs_more_calls()
    {
        // Every way to spread 2,000 memberships over four groups in steps of 50.
        const auto forecast = SyncForecast::from(4, 2000, 500, 50);
        int worst = 0;
        for (int a = 0; a <= 2000; a += 50) {
            for (int b = 0; a + b <= 2000; b += 50) {
                for (int c = 0; a + b + c <= 2000; c += 50) {
                    int pages = 1;
                    for (const int size : {a, b, c, 2000 - a - b - c})
                        pages += qMax(1, (size + 199) / 200);
                    worst = qMax(worst, pages);
                }
            }
        }
        QVERIFY(worst <= forecast.callsFirstSync);
        QVERIFY(forecast.callsFirstSync <= worst + 1);
    }

    void the_largest_numbers_do_not_overflow()
    {
        const auto forecast = SyncForecast::from(std::numeric_limits<int>::max(), std::numeric_limits<qint64>::max(),
                                                 std::numeric_limits<int>::max(), 100);
        QVERIFY(forecast.callsFirstSync > 0);
        QVERIFY(forecast.duration.count() > 0);
        QVERIFY(forecast.timeout > forecast.duration);
    }
};

QTEST_GUILESS_MAIN(tst_SyncForecast)
#include "tst_SyncForecast.moc"

#include "okta/ApiPace.h"

#include <QTest>

class tst_ApiPace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eight_calls_a_minute_until_more_is_known()
    {
        okta::ApiPace pace;
        for (int call = 0; call < 8; ++call) {
            QCOMPARE(pace.delayAt(call * 100).count(), 0);
            pace.sent(call * 100);
        }
        QCOMPARE(pace.delayAt(1'000).count(), 59'000);
        QCOMPARE(pace.delayAt(60'000).count(), 0); // the first one left the minute
        pace.sent(60'000);
        QCOMPARE(pace.delayAt(60'000).count(), 100);
    }

    void a_small_org_stays_at_eight_and_a_large_one_goes_faster()
    {
        okta::ApiPace pace;
        okta::RateLimit rate;
        rate.limit = 20;
        pace.learn(rate);
        QCOMPARE(pace.allowance(), 8);
        rate.limit = 100;
        pace.learn(rate);
        QCOMPARE(pace.allowance(), 40);
        pace.learn(okta::RateLimit()); // an answer that does not say
        QCOMPARE(pace.allowance(), 40);
        for (int call = 0; call < 40; ++call)
            pace.sent(call);
        QCOMPARE(pace.delayAt(50).count(), 59'950);
    }
};

QTEST_GUILESS_MAIN(tst_ApiPace)
#include "tst_ApiPace.moc"

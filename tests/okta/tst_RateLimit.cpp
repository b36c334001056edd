#include "okta/RateLimit.h"

#include <QTest>

using okta::RateLimit;

namespace {

const QDateTime Received = QDateTime::fromString(QStringLiteral("2026-11-24T12:00:00Z"), Qt::ISODate);

http::Response answer(QList<QPair<QByteArray, QByteArray>> headers)
{
    http::Response response;
    response.status = 429;
    response.headers = std::move(headers);
    response.receivedAt = Received;
    return response;
}

QByteArray seconds(const QDateTime &time)
{
    return QByteArray::number(time.toSecsSinceEpoch());
}

} // namespace

class tst_RateLimit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_reset_is_corrected_by_the_servers_clock()
    {
        // Their clock is an hour ahead of ours; 20 seconds are left.
        const auto theirs = Received.addSecs(3600);
        const auto rate = RateLimit::of(answer({{"X-Rate-Limit-Limit", "600"},
                                                {"X-Rate-Limit-Remaining", "0"},
                                                {"X-Rate-Limit-Reset", seconds(theirs.addSecs(20))},
                                                {"Date", "Tue, 24 Nov 2026 13:00:00 GMT"}}));
        QCOMPARE(rate.limit, 600);
        QCOMPARE(rate.remaining, 0);
        QCOMPARE(rate.reset, Received.addSecs(20));
    }

    void without_a_date_our_clock_has_to_do()
    {
        QCOMPARE(okta::retryTime(answer({{"x-rate-limit-reset", seconds(Received.addSecs(20))}})),
                 Received.addSecs(21));
    }

    void without_a_reset_it_is_a_minute() { QCOMPARE(okta::retryTime(answer({})), Received.addSecs(60)); }

    void nonsense_is_bounded_data()
    {
        QTest::addColumn<QByteArray>("reset");
        QTest::addColumn<qint64>("wait");
        QTest::newRow("in the past") << seconds(Received.addSecs(-1000)) << qint64(1);
        QTest::newRow("in an hour") << seconds(Received.addSecs(3600)) << qint64(3601);
        QTest::newRow("in a year: not believed") << seconds(Received.addDays(365)) << qint64(60);
        QTest::newRow("in milliseconds: not believed")
            << QByteArray(seconds(Received.addSecs(20)) + "000") << qint64(60);
        QTest::newRow("words") << QByteArray("soon") << qint64(60);
        QTest::newRow("negative") << QByteArray("-5") << qint64(60);
        QTest::newRow("huge") << QByteArray("99999999999999999999") << qint64(60);
    }
    void nonsense_is_bounded()
    {
        QFETCH(QByteArray, reset);
        QFETCH(qint64, wait);
        QCOMPARE(okta::retryTime(answer({{"X-Rate-Limit-Reset", reset}})), Received.addSecs(wait));
    }
};

QTEST_GUILESS_MAIN(tst_RateLimit)
#include "tst_RateLimit.moc"

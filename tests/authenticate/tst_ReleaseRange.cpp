#include "authenticate/ReleaseRange.h"

#include <QTest>

class tst_ReleaseRange final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_release_outside_of_it_is_contradicted_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        QTest::addColumn<QString>("release");
        QTest::addColumn<bool>("isContradicted");
        const auto row = [](int first, int last, const char *release, bool isContradicted) {
            QTest::addRow("%d to %d, given %s", first, last, release)
                << first << last << QString::fromLatin1(release) << isContradicted;
        };
        row(17, 19, "0.18", false);
        row(17, 19, "0.19.2", false);
        row(17, 19, "0.20", true);
        row(17, 19, "0.16", true);
        row(17, 19, "0.20 or newer", true);
        row(27, 0, "0.33.1", false);
        row(27, 0, "0.26.1", true);
        row(27, 0, "0.20 or newer", false);
        row(27, 0, "0.19 or older", true);
        row(0, 16, "0.19 or older", false);
        row(0, 16, "0.20 or newer", true);
        row(0, 16, "0.15", false);
        row(0, 16, "0.17", true);
        row(21, 24, "0.20 or newer", false);
        row(21, 24, "0.25", true);
        row(21, 24, "1.0", true);
        row(0, 0, "0.33", false);
    }

    void a_release_outside_of_it_is_contradicted()
    {
        QFETCH(int, first);
        QFETCH(int, last);
        QFETCH(QString, release);
        QFETCH(bool, isContradicted);
        authenticate::ReleaseRange range;
        range.isAtLeast(first);
        if (last > 0)
            range.isAtMost(last);
        QCOMPARE(range.contradicts(*pomerium::Release::parse(release)), isContradicted);
    }

    void it_says_what_it_is()
    {
        authenticate::ReleaseRange range;
        QVERIFY(!range.isNarrowed());
        QCOMPARE(range.toString(), QString());
        range.isAtLeast(27);
        QCOMPARE(range.toString(), QStringLiteral("0.27 or later"));
        range.isAtLeast(20); // less than what is known
        range.isAtMost(32);
        QCOMPARE(range.toString(), QStringLiteral("0.27 to 0.32"));
        range.isAtLeast(32);
        QCOMPARE(range.toString(), QStringLiteral("0.32"));
        QVERIFY(!range.isEmpty());
        range.isAtLeast(33);
        QVERIFY(range.isEmpty());
        authenticate::ReleaseRange old;
        old.isAtMost(16);
        QCOMPARE(old.toString(), QStringLiteral("0.16 or earlier"));
    }
};

QTEST_GUILESS_MAIN(tst_ReleaseRange)
#include "tst_ReleaseRange.moc"

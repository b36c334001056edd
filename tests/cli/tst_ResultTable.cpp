#include "cli/ResultTable.h"

#include <QTest>

#include <algorithm>

using cli::Terminal;

namespace {

QList<advice::CheckLine> lines()
{
    advice::CheckLine good;
    good.id = QStringLiteral("signing-keys");
    good.title = QStringLiteral("Signing keys");
    good.status = checks::Status::Passed;
    good.headline = QStringLiteral("We fetched the provider's signing keys.");
    advice::CheckLine bad;
    bad.id = QStringLiteral("refresh-token");
    bad.title = QStringLiteral("Refresh token");
    bad.status = checks::Status::Failed;
    bad.code = QStringLiteral("OKTA-REFRESH-GRANT-OFF");
    bad.headline = QStringLiteral("Okta issued no refresh token, so people would be signed out after an hour.");
    bad.cause =
        QStringLiteral("The app's Refresh Token grant is not selected in its General Settings, or the scope was "
                       "not granted.");
    bad.remedy = QStringLiteral("Select Refresh Token.\nSelect Save.");
    return {good, bad};
}

} // namespace

class tst_ResultTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void each_check_is_one_row_and_a_bad_one_is_explained()
    {
        const QStringList rows = cli::resultTable(lines(), Terminal{}).trimmed().split(QLatin1Char('\n'));
        QCOMPARE(rows.size(), 6);
        QVERIFY(rows.at(0).startsWith(QLatin1String("passed")) && rows.at(0).contains(QLatin1String("Signing keys")));
        QVERIFY(rows.at(1).startsWith(QLatin1String("failed")));
        QVERIFY(rows.at(2).trimmed().startsWith(QLatin1String("The app's Refresh Token grant")));
        QCOMPARE(rows.at(4).trimmed(), QStringLiteral("Select Save."));
        QCOMPARE(rows.at(5).trimmed(), QStringLiteral("[OKTA-REFRESH-GRANT-OFF]"));
    }

    void nothing_is_wider_than_the_terminal()
    {
        for (const int width : {70, 80, 120}) {
            const QString table = cli::resultTable(lines(), Terminal{true, false, width});
            const QStringList rows = table.split(QLatin1Char('\n'));
            for (const QString &row : rows)
                QVERIFY2(row.size() <= width, qPrintable(row));
            // The columns stay where they are.
            QVERIFY(std::all_of(rows.cbegin() + 2, rows.cend() - 1,
                                [](const QString &row) { return row.startsWith(QString(20, QLatin1Char(' '))); }));
        }
    }

    void an_address_is_never_broken()
    {
        const QString address = QStringLiteral("https://acme.okta.com/") + QString(200, QLatin1Char('x'));
        QVERIFY(cli::wrapped(QStringLiteral("Open ") + address, 40, 4).contains(address));
    }

    void colors_are_for_terminals_only()
    {
        QVERIFY(!cli::resultTable(lines(), Terminal{true, false, 80}).contains(QLatin1Char('\x1b')));
        const QString colored = cli::resultTable(lines(), Terminal{true, true, 80});
        QVERIFY(colored.contains(QLatin1String("\x1b[31mfailed")) && colored.contains(QLatin1String("\x1b[32mpassed")));
    }

    void NO_COLOR_and_a_file_have_none()
    {
        QVERIFY(!Terminal::of(stdout).hasColors || Terminal::of(stdout).isTerminal);
        qputenv("NO_COLOR", "1");
        QVERIFY(!Terminal::of(stdout).hasColors);
        qunsetenv("NO_COLOR");
    }
};

QTEST_GUILESS_MAIN(tst_ResultTable)
#include "tst_ResultTable.moc"

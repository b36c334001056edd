#include "wizard/Footer.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

class tst_Footer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void what_runs_longer_says_for_how_long()
    {
        Footer footer(nullptr);
        footer.show();
        const auto *const elapsed = footer.findChild<QLabel *>(QStringLiteral("elapsedLabel"));
        footer.say(checks::Status::Running, QStringLiteral("Checking with Okta…"));
        QVERIFY(!elapsed->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(elapsed->isVisible(), 30'000);
        QVERIFY(elapsed->text().startsWith(QLatin1String("0:")));
        footer.say(checks::Status::Running, QStringLiteral("Checking with Okta, again…")); // the same wait
        QVERIFY(elapsed->isVisible());
        footer.say(checks::Status::Pending, QStringLiteral("Next: the client credentials."));
        QVERIFY(!elapsed->isVisible());
    }

    void a_page_that_tells_the_time_is_not_contradicted()
    {
        Footer footer(nullptr);
        footer.show();
        const auto *const elapsed = footer.findChild<QLabel *>(QStringLiteral("elapsedLabel"));
        footer.say(checks::Status::Running, QStringLiteral("Checking with Okta…"));
        QTRY_VERIFY_WITH_TIMEOUT(elapsed->isVisible(), 30'000);
        footer.say(checks::Status::Running, QStringLiteral("Sign in in your browser."), false);
        QVERIFY(!elapsed->isVisible());
    }

    void what_is_said_is_the_description_of_the_button()
    {
        Footer footer(nullptr);
        footer.say(checks::Status::Failed, QStringLiteral("1 problem to fix before you continue."));
        QCOMPARE(footer.primary().accessibleDescription(), footer.sentence());
    }
};

QTEST_MAIN(tst_Footer)
#include "tst_Footer.moc"

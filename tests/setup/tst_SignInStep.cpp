#include "setup/SignInStep.h"

#include "support/SettledOrganization.h"

#include <QTcpServer>

using oidc::CheckId;
using setup::SignInStep;

namespace {

struct Bench : SettledOrganization
{
    explicit Bench(demo::Settings settings = {})
        : SettledOrganization(std::move(settings))
    {
        configuration.clientId = org.clientId();
        configuration.clientSecret = Secret::fromText(org.clientSecret());
    }
    [[nodiscard]] bool run()
    {
        step.start();
        return QTest::qWaitFor([this] { return !step.isBusy(); }, 40'000);
    }
    [[nodiscard]] checks::Status status(const QString &id) const { return step.report().checks.status(id); }

    SignInStep step{configuration, services};
};

} // namespace

class tst_SignInStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everything_passes_where_everything_is_right()
    {
        Bench bench;
        QCOMPARE(bench.step.report().checks.size(), CheckId::all().size());
        QVERIFY(!bench.step.hasReport());
        QVERIFY(bench.run());
        for (const auto &check : bench.step.report().checks) {
            if (check.id != CheckId::Groups) // a claim may deserve a remark
                QVERIFY2(check.status == checks::Status::Passed, qPrintable(check.id + check.detail));
        }
        QVERIFY(bench.step.isVerified());
        QVERIFY(bench.step.canProceed());
        QVERIFY(bench.step.finishedAt().isValid());
    }

    void a_mistake_in_okta_fails_where_it_is_data()
    {
        QTest::addColumn<demo::Scenario>("mood");
        QTest::addColumn<QString>("failed");
        QTest::newRow("the refresh grant is off")
            << demo::Scenario::RefreshTokenForgotten << QString(CheckId::RefreshToken);
        QTest::newRow("the secret was rotated") << demo::Scenario::SecretRotated << QString(CheckId::ClientCredentials);
    }

    void a_mistake_in_okta_fails_where_it_is()
    {
        QFETCH(demo::Scenario, mood);
        QFETCH(QString, failed);
        Bench bench;
        bench.org.setScenario(mood);
        QVERIFY(bench.run());
        QCOMPARE(bench.status(failed), checks::Status::Failed);
        QVERIFY(!bench.step.isVerified());
        QVERIFY(!bench.step.canProceed());
    }

    void going_on_without_it_is_never_shown_as_good()
    {
        Bench bench;
        bench.step.skip();
        QVERIFY(bench.step.isSkipped());
        QVERIFY(bench.step.canProceed());
        QVERIFY(!bench.step.isVerified());
        QVERIFY(bench.run());
        QVERIFY(!bench.step.isSkipped());
        QVERIFY(bench.step.isVerified());
    }

    void cancel_answers_at_once_and_proves_nothing()
    {
        Bench bench;
        bench.browser.staysAway = true;
        bench.step.start();
        QTRY_VERIFY(bench.step.isWaitingForBrowser());
        QVERIFY(bench.step.authorizationUrl().isValid());
        QVERIFY(bench.step.remainingWait() > std::chrono::minutes(4));
        QTRY_COMPARE(bench.browser.opened, 1);
        bench.step.reopenBrowser();
        QTRY_COMPARE(bench.browser.opened, 2);
        bench.step.cancel();
        QVERIFY(!bench.step.isBusy());
        QVERIFY(bench.step.wasCancelled());
        QVERIFY(!bench.step.canProceed());
        for (const auto &check : bench.step.report().checks)
            QCOMPARE(check.status, checks::Status::Pending);
        QTcpServer port; // the listener is gone
        QVERIFY(port.listen(QHostAddress::LocalHost, bench.configuration.redirectPorts.first()));
    }

    void a_change_of_what_was_checked_makes_it_stale_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *const what : {"client ID", "client secret", "release", "authenticate URL", "organisation"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }

    void a_change_of_what_was_checked_makes_it_stale()
    {
        QFETCH(QString, what);
        Bench bench;
        QVERIFY(bench.run());
        QVERIFY(bench.step.isVerified());
        if (what == QLatin1String("client ID"))
            bench.configuration.clientId += QLatin1Char('x');
        else if (what == QLatin1String("client secret"))
            bench.configuration.clientSecret = Secret("another");
        else if (what == QLatin1String("release"))
            bench.organization.setRelease(pomerium::Release::legacy());
        else if (what == QLatin1String("authenticate URL"))
            bench.organization.setAuthenticateText(QStringLiteral("https://other.example.com"));
        else
            bench.organization.setOrganizationText(QStringLiteral("https://other.okta.com"));
        bench.organization.cancel();
        QVERIFY(bench.step.needsRecheck());
        QVERIFY(!bench.step.isVerified());
        QVERIFY(!bench.step.canProceed());
    }

    void it_starts_only_with_everything_there()
    {
        Bench bench;
        QVERIFY(bench.step.canStart());
        bench.configuration.clientSecret = Secret();
        QVERIFY(!bench.step.canStart());
        bench.step.start();
        QVERIFY(!bench.step.isBusy());
    }
};

QTEST_GUILESS_MAIN(tst_SignInStep)
#include "tst_SignInStep.moc"

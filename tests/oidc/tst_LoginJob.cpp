#include "oidc/LoginJob.h"

#include "SignIn.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using oidc::CheckId;
using oidc::CheckStatus;
using oidc::Error;
using Endpoint = ScriptedProvider::Endpoint;

/// The flow as a whole; each rule has its row in tst_LoginRules.
class tst_LoginJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_good_provider_passes_every_check();
};

void tst_LoginJob::a_good_provider_passes_every_check()
{
    SignIn signIn;
    QVERIFY2(signIn.run(), signIn.summary().constData());
    for (const oidc::Check &check : signIn.report().checks) {
        const auto expected = check.id == CheckId::Groups ? CheckStatus::Skipped : CheckStatus::Passed;
        QVERIFY2(check.status == expected, signIn.summary().constData());
    }
    QVERIFY(signIn.report().isPassed());
    QCOMPARE(signIn.provider.violations(), QStringList());
    QCOMPARE(signIn.provider.codeExchanges(), 1);
    QCOMPARE(signIn.provider.refreshes(), 3); // two that work, and the one that proves the revocation
    QCOMPARE(signIn.provider.userInfoCalls(), 2);
    QCOMPARE(signIn.report().email, QStringLiteral("ada@example.com"));
    QCOMPARE(signIn.report().subject, QStringLiteral("00uScripted"));
    QVERIFY(signIn.browser.page().contains("<html"));
}

QTEST_GUILESS_MAIN(tst_LoginJob)
#include "tst_LoginJob.moc"

#include "setup/OrganizationStep.h"

#include "demo/Org.h"
#include "http/Client.h"
#include "support/FakeKeychain.h"
#include "support/RawServer.h"
#include "support/TestCertificates.h"
#include "support/VisitingUserAgent.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using setup::Configuration;
using setup::OrganizationStep;

namespace {

const QString Discovery = QStringLiteral("/.well-known/openid-configuration");

/// A step with all it needs.
struct Bench
{
    Configuration configuration;
    http::Client http;
    FakeKeychain keychain;
    VisitingUserAgent browser;
    setup::Services services{http, keychain, browser, std::chrono::milliseconds(0)};
    OrganizationStep step{configuration, services};
};

} // namespace

class tst_OrganizationStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void an_organisation_that_answers_is_good()
    {
        const demo::Org org;
        Bench bench;
        QCOMPARE(bench.step.checkStatus(), checks::Status::Pending);
        bench.step.setOrganizationText(org.issuer() + QStringLiteral("/ "));
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Passed);
        QCOMPARE(bench.configuration.issuer, org.issuer());
        QVERIFY(bench.configuration.metadata);
        QVERIFY(bench.step.organization());
        QVERIFY(bench.step.isVerified());
        QVERIFY(!bench.step.canProceed()); // no authenticate URL yet
        bench.step.setAuthenticateText(QStringLiteral("authenticate.example.com"));
        QVERIFY(bench.step.canProceed());
        QCOMPARE(bench.configuration.authenticateUrl->toString(), QStringLiteral("https://authenticate.example.com"));
    }

    void an_address_of_Oktas_is_no_Pomerium()
    {
        Bench bench;
        bench.step.setAuthenticateText(QStringLiteral("https://acme.okta.com"));
        QVERIFY(!bench.configuration.authenticateUrl);
        QVERIFY(bench.step.authenticateProblem());
        QCOMPARE(bench.step.authenticateProblem()->reason, pomerium::AuthenticateUrlError::Reason::OktaAddress);
        bench.step.setAuthenticateText(QStringLiteral("https://okta.example.com"));
        QVERIFY(bench.configuration.authenticateUrl);
    }

    void a_company_ca_is_trusted_from_then_on()
    {
        const TestAuthority company;
        RawServer server;
        server.setTls(company.issue());
        server.setAnswer(httpAnswer("{}"));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("ca.pem"));
        QFile pem(path);
        QVERIFY(pem.open(QIODevice::WriteOnly));
        pem.write(company.pem());
        pem.close();
        Bench bench;
        bench.step.setOrganizationText(server.url(QString()).toString());
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Failed);
        QVERIFY(bench.step.discoveryError()->transport);
        QCOMPARE(server.heads(), 0);

        bench.step.setCompanyCaFile(path);
        QVERIFY(!bench.step.companyCaProblem());
        QTRY_VERIFY(server.heads() > 0);
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Failed); // it is no organization
        QVERIFY(!bench.step.discoveryError()->transport);

        bench.step.setCompanyCaFile(QString());
        QTRY_VERIFY(bench.step.discoveryError() && bench.step.discoveryError()->transport);
    }

    void a_company_ca_that_is_none_is_told_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("reason");
        using Reason = http::AuthoritiesError::Reason;
        QTest::newRow("no such file") << QStringLiteral("/no/such/file") << int(Reason::NotReadable);
        QTest::newRow("a folder") << QDir::tempPath() << int(Reason::NotReadable);
        QTest::newRow("a device") << QStringLiteral("/dev/zero") << int(Reason::NotReadable);
        QTest::newRow("another file") << QCoreApplication::applicationFilePath() << -1;
    }

    void a_company_ca_that_is_none_is_told()
    {
        QFETCH(QString, path);
        QFETCH(int, reason);
        Bench bench;
        bench.step.setCompanyCaFile(path);
        QVERIFY(bench.step.companyCaProblem());
        if (reason >= 0)
            QCOMPARE(int(bench.step.companyCaProblem()->reason), reason);
        QCOMPARE(bench.http.additionalAuthorityCount(), 0);
        bench.step.setCompanyCaFile(QString());
        QVERIFY(!bench.step.companyCaProblem());
    }

    void what_is_typed_meanwhile_is_asked_once_and_nothing_else()
    {
        const demo::Org first;
        const demo::Org second;
        Bench bench;
        bench.step.setOrganizationText(first.issuer().chopped(1));
        bench.step.setOrganizationText(first.issuer());
        bench.step.setOrganizationText(second.issuer());
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Passed);
        QCOMPARE(bench.configuration.issuer, second.issuer());
        QCOMPARE(first.requestCount(QStringLiteral("/")), 0);
        QCOMPARE(second.requestCount(Discovery), 1);
    }

    void the_same_value_is_not_asked_again_unless_the_person_says_so()
    {
        const demo::Org org;
        Bench bench;
        bench.step.setOrganizationText(org.issuer());
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Passed);
        bench.step.setOrganizationText(org.issuer() + QStringLiteral("/")); // the same, repaired
        bench.step.enter();
        QVERIFY(!bench.step.isBusy());
        QCOMPARE(org.requestCount(Discovery), 1);
        bench.step.checkNow();
        QVERIFY(bench.step.isBusy());
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Passed);
        QCOMPARE(org.requestCount(Discovery), 2);
    }

    void a_result_about_another_text_is_neither_shown_nor_used()
    {
        const demo::Org org;
        Bench bench;
        bench.step.setOrganizationText(org.issuer());
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Passed);
        bench.step.setOrganizationText(QStringLiteral("https://"));
        QCOMPARE(bench.step.checkStatus(), checks::Status::Pending);
        QVERIFY(bench.step.organizationProblem());
        QVERIFY(bench.step.needsRecheck());
        QVERIFY(!bench.step.isVerified());
        QVERIFY(bench.configuration.issuer.isEmpty());
        QVERIFY(!bench.configuration.metadata);
        bench.step.setOrganizationText(org.issuer()); // as it was: what is known is known
        QCOMPARE(bench.step.checkStatus(), checks::Status::Passed);
        QCOMPARE(bench.configuration.issuer, org.issuer());
        QCOMPARE(org.requestCount(Discovery), 1);
    }

    void leaving_in_the_typing_pause_does_not_lose_the_check()
    {
        const demo::Org first;
        const demo::Org second;
        Bench bench;
        bench.step.setOrganizationText(first.issuer());
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Passed);
        bench.step.setOrganizationText(second.issuer());
        bench.step.cancel();
        QVERIFY(!bench.step.isBusy());
        bench.step.enter();
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Passed);
        QCOMPARE(bench.configuration.issuer, second.issuer());
    }

    void cancel_answers_at_once()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::Silent;
        const demo::Org org(settings);
        Bench bench;
        bench.step.setOrganizationText(org.issuer());
        QTRY_COMPARE(org.requestCount(Discovery), 1);
        QVERIFY(bench.step.isBusy());
        bench.step.cancel();
        QVERIFY(!bench.step.isBusy());
        QCOMPARE(bench.step.checkStatus(), checks::Status::Pending);
        QCOMPARE(bench.configuration.organizationText, org.issuer());
        QTRY_COMPARE(org.openConnections(), 0);
    }

    void new_input_cancels_what_runs()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::Silent;
        const demo::Org silent(settings);
        const demo::Org org;
        Bench bench;
        bench.step.setOrganizationText(silent.issuer());
        QTRY_COMPARE(silent.requestCount(Discovery), 1);
        bench.step.setOrganizationText(org.issuer());
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Passed);
        QCOMPARE(bench.configuration.issuer, org.issuer());
        QTRY_COMPARE(silent.openConnections(), 0);
    }

    void an_organisation_that_hangs_up_is_not_good()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::HangsUp;
        const demo::Org org(settings);
        Bench bench;
        bench.step.setAuthenticateText(QStringLiteral("https://authenticate.example.com"));
        bench.step.setOrganizationText(org.issuer());
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Failed);
        QVERIFY(bench.step.discoveryError());
        QVERIFY(!bench.step.canProceed());
        QVERIFY(!bench.step.isVerified());
        QVERIFY(bench.configuration.issuer.isEmpty());
    }

    void another_issuer_is_offered_and_taken_byte_for_byte()
    {
        const demo::Org org;
        Bench bench;
        // The same server under another name: its document names 127.0.0.1.
        bench.step.setAuthenticateText(QStringLiteral("https://authenticate.example.com"));
        bench.step.setOrganizationText(
            QString(org.issuer()).replace(QLatin1String("127.0.0.1"), QLatin1String("localhost")));
        QTRY_VERIFY(bench.step.checkStatus() != checks::Status::Pending && !bench.step.isBusy());
        QCOMPARE(bench.step.checkStatus(), checks::Status::Failed);
        QVERIFY(!bench.step.canProceed());
        QCOMPARE(bench.step.adoptableIssuer(), org.issuer());
        bench.step.adoptDiscoveredIssuer();
        QTRY_COMPARE(bench.step.checkStatus(), checks::Status::Passed);
        QCOMPARE(bench.configuration.issuer, org.issuer());
        QVERIFY(bench.step.canProceed());
        QVERIFY(bench.step.adoptableIssuer().isEmpty());
    }

    void each_change_is_said_once()
    {
        Bench bench;
        QSignalSpy changed(&bench.step, &setup::Step::changed);
        bench.step.setRelease(pomerium::Release::legacy());
        bench.step.setRelease(pomerium::Release::legacy());
        bench.step.setAuthenticateText(QStringLiteral("x y"));
        bench.step.setAuthenticateText(QStringLiteral("x y"));
        QCOMPARE(changed.count(), 2);
        QVERIFY(bench.step.authenticateProblem());
        bench.step.setAuthenticateText(QString());
        QVERIFY(!bench.step.authenticateProblem());
    }
};

QTEST_GUILESS_MAIN(tst_OrganizationStep)
#include "tst_OrganizationStep.moc"

#include "setup/CredentialsStep.h"

#include "support/QueuedEvents.h"
#include "support/SettledOrganization.h"

#include <QSignalSpy>

using oidc::ProbeId;
using setup::CredentialsStep;

namespace {

const QString Authorize = QStringLiteral("/oauth2/v1/authorize");
const QString TokenEndpoint = QStringLiteral("/oauth2/v1/token");

struct Bench : SettledOrganization
{
    using SettledOrganization::SettledOrganization;

    void enterAll()
    {
        step.setClientId(org.clientId());
        step.setClientSecret(Secret::fromText(org.clientSecret()));
    }
    [[nodiscard]] bool probed()
    {
        return QTest::qWaitFor([this] { return step.probe() && !step.needsRecheck() && !step.isBusy(); }, 20'000);
    }
    [[nodiscard]] secrets::KeychainEntry entry() const
    {
        return secrets::clientSecretEntry(configuration.org->host(), configuration.clientId);
    }

    CredentialsStep step{configuration, services};
};

} // namespace

using Kept = setup::KeptSecret::State;

class tst_CredentialsStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_practice_value_is_refused_by_a_real_organization_and_good_for_practice()
    {
        using Hint = okta::ApiToken::Hint;
        Bench bench;
        bench.enterAll();
        QVERIFY(bench.probed());
        QVERIFY(!bench.step.clientIdHint());
        QVERIFY(!bench.step.secretHint());
        QVERIFY(bench.step.canProceed());
        bench.configuration.org = *okta::OrgUrl::parse(u"https://acme.okta.com");
        QCOMPARE(bench.step.clientIdHint(), Hint::PracticeValue);
        QCOMPARE(bench.step.secretHint(), Hint::PracticeValue);
        QVERIFY(!bench.step.canProceed());
    }

    void good_credentials_pass_without_a_browser()
    {
        Bench bench;
        QCOMPARE(bench.step.checkStatus(), checks::Status::Pending);
        bench.enterAll();
        QVERIFY(!bench.step.canProceed());
        QVERIFY(bench.probed());
        const checks::List &findings = bench.step.probe()->findings;
        QCOMPARE(findings.status(ProbeId::ClientKnown), checks::Status::Passed);
        QCOMPARE(findings.status(ProbeId::SecretAccepted), checks::Status::Passed);
        QCOMPARE(std::count_if(findings.begin(), findings.end(),
                               [](const checks::Check &check) { return !ProbeId::uriOf(check.id).isEmpty(); }),
                 2);
        QCOMPARE(bench.step.checkStatus(), checks::Status::Passed);
        QVERIFY(bench.step.canProceed());
        QVERIFY(bench.step.isVerified());
        QCOMPARE(bench.browser.opened, 0);
    }

    void a_mistake_in_okta_is_not_good_data()
    {
        QTest::addColumn<demo::Scenario>("mood");
        QTest::addColumn<bool>("goesOn");
        QTest::newRow("the secret was rotated") << demo::Scenario::SecretRotated << false;
        QTest::newRow("a loopback redirect URI is missing") << demo::Scenario::LoopbackUrisMissing << true;
        QTest::newRow("the refresh grant is off") << demo::Scenario::RefreshTokenForgotten << true;
    }

    void a_mistake_in_okta_is_not_good()
    {
        QFETCH(demo::Scenario, mood);
        QFETCH(bool, goesOn);
        Bench bench;
        bench.org.setScenario(mood);
        bench.enterAll();
        QVERIFY(bench.probed());
        QCOMPARE(bench.step.checkStatus(), checks::Status::Failed);
        QVERIFY(!bench.step.isVerified());
        QCOMPARE(bench.step.canProceed(), goesOn);
    }

    void what_nobody_could_ask_is_not_done()
    {
        Bench bench;
        bench.org.setScenario(demo::Scenario::HangsUp);
        bench.enterAll();
        QVERIFY(bench.probed());
        QCOMPARE(bench.step.checkStatus(), checks::Status::Warning);
        QVERIFY(bench.step.canProceed());
        QVERIFY(!bench.step.isVerified());
    }

    void an_application_that_requires_pkce_does_not_pass_for_a_release_without_it()
    {
        demo::Settings settings;
        settings.requirePkce = true;
        Bench bench(settings);
        bench.organization.setRelease(pomerium::Release::legacy());
        bench.enterAll();
        QVERIFY(bench.probed());
        QCOMPARE(bench.step.checkStatus(), checks::Status::Failed);
        bench.organization.setRelease(pomerium::Release::parse(u"0.33").value());
        QVERIFY(bench.step.needsRecheck());
        bench.step.enter();
        QVERIFY(bench.probed());
        QCOMPARE(bench.step.checkStatus(), checks::Status::Passed);
    }

    void each_set_of_values_is_asked_once()
    {
        Bench bench;
        bench.enterAll();
        QVERIFY(bench.probed());
        const int asked = bench.org.requestCount(TokenEndpoint);
        QCOMPARE(asked, 1);
        bench.step.enter();
        bench.step.setClientId(QLatin1Char(' ') + bench.org.clientId());
        bench.step.setClientSecret(Secret::fromText(bench.org.clientSecret()));
        QVERIFY(!bench.step.isBusy());
        bench.step.checkNow();
        QVERIFY(bench.step.isBusy());
        QVERIFY(QTest::qWaitFor([&bench] { return !bench.step.isBusy(); }, 20'000));
        QCOMPARE(bench.org.requestCount(TokenEndpoint), 2);
    }

    void new_input_cancels_what_runs_and_cancel_answers_at_once()
    {
        Bench bench;
        bench.org.setScenario(demo::Scenario::Silent);
        bench.enterAll();
        QTRY_COMPARE(bench.org.requestCount(TokenEndpoint), 1);
        QVERIFY(bench.step.isBusy());
        bench.step.setClientId(QString());
        QVERIFY(!bench.step.isBusy());
        bench.step.setClientId(bench.org.clientId());
        QTRY_VERIFY(bench.step.isBusy());
        bench.step.cancel();
        QVERIFY(!bench.step.isBusy());
        QCOMPARE(bench.configuration.clientId, bench.org.clientId());
        QVERIFY(!bench.configuration.clientSecret.isEmpty());
    }

    void an_early_change_makes_it_stale_and_keeps_the_values()
    {
        Bench bench;
        bench.enterAll();
        QVERIFY(bench.probed());
        const demo::Org other;
        bench.settle(other);
        QVERIFY(bench.step.needsRecheck());
        QVERIFY(!bench.step.isVerified());
        QVERIFY(!bench.step.canProceed());
        QCOMPARE(bench.step.checkStatus(), checks::Status::Pending);
        QCOMPARE(bench.configuration.clientId, bench.org.clientId());
        QVERIFY(bench.configuration.clientSecret == Secret::fromText(bench.org.clientSecret()));
        bench.settle(bench.org);
        QVERIFY(bench.step.isVerified());
    }

    void values_say_what_is_wrong_with_them()
    {
        Bench bench;
        QCOMPARE(bench.step.clientIdProblem(), CredentialsStep::ClientIdProblem::Empty);
        QCOMPARE(bench.step.secretProblem(), CredentialsStep::SecretProblem::Empty);
        bench.step.setClientId(QStringLiteral("0oa bc"));
        QCOMPARE(bench.step.clientIdProblem(), CredentialsStep::ClientIdProblem::CharacterInvalid);
        bench.step.setClientId(QString(256, QLatin1Char('x')));
        QCOMPARE(bench.step.clientIdProblem(), CredentialsStep::ClientIdProblem::TooLong);
        bench.step.setClientSecret(Secret(" abc\n"));
        QVERIFY(bench.step.secretWasTrimmed());
        QVERIFY(bench.configuration.clientSecret == Secret("abc"));
        QCOMPARE(bench.step.secretProblem(), CredentialsStep::SecretProblem::None);
        bench.step.setClientSecret(Secret("a\xc3\xa4"));
        QCOMPARE(bench.step.secretProblem(), CredentialsStep::SecretProblem::CharacterInvalid);
        bench.step.setClientSecret(Secret(QByteArray(1001, 'x')));
        QCOMPARE(bench.step.secretProblem(), CredentialsStep::SecretProblem::TooLong);
        QCOMPARE(bench.org.requestCount(Authorize), 0);
    }

    void a_secret_is_kept_only_when_asked_and_seen_to_be_right()
    {
        Bench bench;
        bench.enterAll();
        QVERIFY(bench.probed());
        QCOMPARE(bench.keychain.stores, 0);
        bench.step.setKeepClientSecret(true);
        QTRY_COMPARE(bench.step.keptState(), Kept::Kept);
        QCOMPARE(bench.keychain.at(bench.entry()), bench.org.clientSecret().toUtf8());
        bench.step.setKeepClientSecret(false);
        QTRY_VERIFY(!bench.step.kept().isWorking());
        QVERIFY(bench.keychain.entries().empty());
    }

    void a_wrong_secret_is_not_kept()
    {
        Bench bench;
        bench.org.setScenario(demo::Scenario::SecretRotated);
        bench.step.setKeepClientSecret(true);
        bench.enterAll();
        QVERIFY(bench.probed());
        QVERIFY(!bench.step.kept().isWorking());
        QCOMPARE(bench.keychain.stores, 0);
    }

    void a_keychain_that_refuses_is_said()
    {
        Bench bench;
        bench.keychain.storeFails = FakeKeychain::Reason::ReadBackDiffers;
        bench.step.setKeepClientSecret(true);
        bench.enterAll();
        QTRY_COMPARE(bench.step.keptState(), Kept::Failed);
        QCOMPARE(bench.step.kept().error()->reason, FakeKeychain::Reason::ReadBackDiffers);
        QVERIFY(bench.step.isVerified()); // the secret is right all the same
    }

    void after_forgetting_everything_the_secret_is_not_kept_again()
    {
        Bench bench;
        bench.enterAll();
        QVERIFY(bench.probed());
        bench.step.setKeepClientSecret(true);
        QTRY_COMPARE(bench.step.keptState(), Kept::Kept);
        bench.keychain.entries().clear();
        bench.step.keychainEmptied();
        QVERIFY(!bench.configuration.keepClientSecret);
        QCOMPARE(bench.step.keptState(), Kept::NotKept);
        bench.step.checkNow();
        QVERIFY(bench.probed());
        QVERIFY(bench.keychain.entries().empty());
    }

    void what_was_kept_for_one_client_is_not_said_of_another()
    {
        Bench bench;
        bench.step.setKeepClientSecret(true);
        bench.enterAll();
        QTRY_COMPARE(bench.step.keptState(), Kept::Kept);
        demo::Settings same;
        same.clientId = bench.org.clientId();
        same.clientSecret = bench.org.clientSecret();
        same.redirectUris = bench.configuration.signInRedirectUris();
        const demo::Org other(same);
        const auto before = bench.entry();
        bench.settle(other);
        QCOMPARE(bench.step.keptState(), Kept::NotKept);
        bench.step.enter();
        QVERIFY(bench.probed());
        QTRY_COMPARE(bench.step.keptState(), Kept::Kept);
        QVERIFY(bench.entry() != before);
        QVERIFY(!bench.keychain.at(bench.entry()).isEmpty());
        QCOMPARE(bench.keychain.stores, 2);
    }

    void a_kept_secret_is_found_and_checked()
    {
        Bench bench;
        bench.step.setClientId(bench.org.clientId());
        bench.keychain.put(bench.entry(), bench.org.clientSecret().toUtf8());
        bench.step.restore(false);
        QTRY_VERIFY(bench.step.secretIsRestored());
        QVERIFY(bench.probed());
        QVERIFY(bench.step.isVerified());
        QCOMPARE(bench.keychain.stores, 0);
        bench.step.setKeepClientSecret(false);
        QTRY_VERIFY(!bench.step.kept().isWorking());
        bench.step.setKeepClientSecret(true);
        QTRY_COMPARE(bench.step.keptState(), Kept::Kept);
        QVERIFY(!bench.keychain.at(bench.entry()).isEmpty()); // removed, and stored anew
    }

    void no_window_is_opened_to_find_it()
    {
        Bench bench;
        bench.step.setClientId(bench.org.clientId());
        bench.keychain.put(bench.entry(), bench.org.clientSecret().toUtf8());
        bench.keychain.state = secrets::KeychainState::Locked;
        bench.step.restore(false);
        QTRY_COMPARE(bench.keychain.probes, 1);
        runQueuedEvents();
        QCOMPARE(bench.keychain.fetches, 0);
        bench.step.restore(true);
        QTRY_VERIFY(bench.step.secretIsRestored());
    }

    void a_secret_that_comes_late_goes_to_no_other_client()
    {
        Bench bench;
        bench.keychain.isSlow = true;
        bench.step.setClientId(bench.org.clientId());
        bench.keychain.put(bench.entry(), bench.org.clientSecret().toUtf8());
        bench.step.restore(false);
        bench.keychain.answer();
        QTRY_COMPARE(bench.keychain.fetches, 1);
        bench.organization.setOrganizationText(QStringLiteral("https://"));
        QVERIFY(!bench.configuration.org);
        QSignalSpy changed(&bench.step, &setup::Step::changed);
        bench.keychain.answer();
        runQueuedEvents();
        QVERIFY(bench.configuration.clientSecret.isEmpty());
        QVERIFY(!bench.step.secretIsRestored());
    }

    void a_restored_secret_is_not_sent_to_another_organisation()
    {
        Bench bench;
        bench.step.setClientId(bench.org.clientId());
        bench.keychain.put(bench.entry(), bench.org.clientSecret().toUtf8());
        bench.step.restore(false);
        QTRY_VERIFY(bench.step.secretIsRestored());
        QVERIFY(bench.probed());
        const demo::Org other;
        bench.settle(other);
        bench.step.enter();
        QVERIFY(bench.configuration.clientSecret.isEmpty());
        QTRY_COMPARE(bench.keychain.probes, 2);
        QCOMPARE(other.requestCount(TokenEndpoint), 0);
        bench.settle(bench.org);
        QTRY_COMPARE(bench.keychain.fetches, 2);
        bench.step.enter();
        QTRY_VERIFY(bench.step.secretIsRestored()); // nothing is lost
    }
};

QTEST_GUILESS_MAIN(tst_CredentialsStep)
#include "tst_CredentialsStep.moc"

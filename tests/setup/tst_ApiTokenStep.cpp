#include "setup/ApiTokenStep.h"

#include "support/QueuedEvents.h"
#include "support/SettledOrganization.h"

#include <QSignalSpy>

using okta::TokenCheckId;
using setup::ApiTokenStep;
using Keeping = setup::KeptSecret::State;

namespace {

const QString Me = QStringLiteral("/api/v1/users/me");

struct Bench : SettledOrganization
{
    using SettledOrganization::SettledOrganization;

    void enterToken() { step.setToken(Secret::fromText(org.apiToken())); }
    [[nodiscard]] bool checked()
    {
        return QTest::qWaitFor(
            [this] { return step.checkedAt().isValid() && !step.needsRecheck() && !step.isChecking(); }, 20'000);
    }
    [[nodiscard]] secrets::KeychainEntry entry() const { return secrets::apiTokenEntry(configuration.org->host()); }

    ApiTokenStep step{configuration, services};
};

} // namespace

class tst_ApiTokenStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_good_token_is_checked_kept_and_its_groups_are_shown()
    {
        Bench bench;
        QCOMPARE(bench.step.report().checks.size(), 4);
        bench.enterToken();
        QVERIFY(!bench.step.canProceed());
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Kept);
        QVERIFY(bench.step.report().checks.isPassed());
        QVERIFY(bench.step.isVerified());
        QVERIFY(bench.step.canProceed());
        QCOMPARE(bench.keychain.at(bench.entry()), bench.org.apiToken().toUtf8());
        QTRY_VERIFY(bench.step.directory().isComplete());
        QCOMPARE(bench.step.directory().groups().size(), bench.org.settings().groupCount);
        QVERIFY(bench.step.forecast());
        QVERIFY(!bench.org.isApiTokenRevoked());
    }

    void a_practice_token_goes_to_no_real_organization()
    {
        Bench bench;
        QVERIFY(okta::isPracticeValue(bench.org.apiToken().toUtf8()));
        bench.configuration.org = *okta::OrgUrl::parse(QStringLiteral("https://acme.okta.com"));
        bench.enterToken();
        bench.step.checkNow();
        QVERIFY(!bench.step.isChecking());
        QCOMPARE(bench.step.tokenHint(), okta::ApiToken::Hint::PracticeValue);
        QCOMPARE(bench.step.missing(), setup::Missing::Correction);
        bench.step.skip();
        QVERIFY(bench.step.canProceed());
    }

    void a_token_is_checked_once()
    {
        Bench bench;
        bench.step.setToken(Secret("00half"));
        bench.enterToken();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Kept);
        bench.step.setToken(Secret::fromText(QStringLiteral(" SSWS ") + bench.org.apiToken()));
        bench.step.enter();
        QVERIFY(!bench.step.isChecking());
        QCOMPARE(bench.org.requestCount(Me), 1);
        bench.step.checkNow();
        QVERIFY(bench.step.isChecking());
        QVERIFY(bench.checked());
        QCOMPARE(bench.org.requestCount(Me), 2);
        QCOMPARE(bench.keychain.stores, 1); // it is there already
    }

    void a_token_that_is_not_good_is_not_kept()
    {
        Bench bench;
        bench.step.setToken(Secret(QByteArray("00") + QByteArray(40, 'x')));
        QVERIFY(bench.checked());
        QCOMPARE(bench.step.report().checks.status(TokenCheckId::TokenAccepted), checks::Status::Failed);
        QVERIFY(!bench.step.isVerified());
        QVERIFY(!bench.step.canProceed());
        QCOMPARE(bench.step.kept().state(), Keeping::NotKept);
        bench.step.keepAgain();
        QCOMPARE(bench.keychain.probes + bench.keychain.stores, 0);
    }

    void a_token_without_rights_fails_where_it_is()
    {
        Bench bench;
        bench.org.setScenario(demo::Scenario::TokenWithoutRights);
        bench.enterToken();
        QVERIFY(bench.checked());
        QCOMPARE(bench.step.report().checks.status(TokenCheckId::TokenAccepted), checks::Status::Passed);
        QCOMPARE(bench.step.report().checks.status(TokenCheckId::ListGroups), checks::Status::Failed);
        QVERIFY(!bench.step.canProceed());
    }

    void keychain_trouble_has_its_reason_and_two_ways_on_data()
    {
        using State = secrets::KeychainState;
        using Reason = FakeKeychain::Reason;
        QTest::addColumn<State>("state");
        QTest::addColumn<std::optional<Reason>>("storeFails");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("no bus") << State::NoBus << std::optional<Reason>() << Reason::NoBus;
        QTest::newRow("no service") << State::NoService << std::optional<Reason>() << Reason::NoService;
        QTest::newRow("stays locked") << State::Locked << std::optional(Reason::Locked) << Reason::Locked;
        QTest::newRow("no collection") << State::NoCollection << std::optional(Reason::NoCollection)
                                       << Reason::NoCollection;
        QTest::newRow("refused") << State::Ready << std::optional(Reason::AccessDenied) << Reason::AccessDenied;
        QTest::newRow("it lies") << State::Ready << std::optional(Reason::ReadBackDiffers) << Reason::ReadBackDiffers;
    }

    void keychain_trouble_has_its_reason_and_two_ways_on()
    {
        QFETCH(secrets::KeychainState, state);
        QFETCH(std::optional<FakeKeychain::Reason>, storeFails);
        QFETCH(FakeKeychain::Reason, reason);
        Bench bench;
        bench.keychain.state = state;
        bench.keychain.storeFails = storeFails;
        bench.enterToken();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Failed);
        QCOMPARE(bench.step.kept().error()->reason, reason);
        QVERIFY(!bench.step.canProceed());
        bench.step.keepAgain();
        QCOMPARE(bench.step.kept().state(), Keeping::Asking);
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Failed);
        bench.step.keepForSessionOnly();
        QVERIFY(bench.step.canProceed());
        QVERIFY(bench.keychain.entries().empty());
        // Checked again, it stays as the person said.
        bench.keychain.state = secrets::KeychainState::Ready;
        bench.keychain.storeFails.reset();
        bench.step.checkNow();
        QVERIFY(bench.checked());
        QCOMPARE(bench.step.kept().state(), Keeping::SessionOnly);
        QVERIFY(bench.keychain.entries().empty());
    }

    void trouble_that_went_away_is_gone()
    {
        Bench bench;
        bench.keychain.probeFails = FakeKeychain::Reason::TimedOut;
        bench.enterToken();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Failed);
        bench.keychain.probeFails.reset();
        bench.step.keepAgain();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Kept);
        QVERIFY(!bench.step.kept().error());
    }

    void after_forgetting_everything_nothing_is_called_kept()
    {
        Bench bench;
        bench.enterToken();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Kept);
        bench.keychain.entries().clear();
        bench.step.keychainEmptied();
        QCOMPARE(bench.step.kept().state(), Keeping::SessionOnly);
        QVERIFY(bench.step.canProceed());
        bench.step.checkNow();
        QVERIFY(bench.checked());
        QVERIFY(bench.keychain.entries().empty());
    }

    void a_keychain_in_memory_is_not_called_kept()
    {
        Bench bench;
        bench.keychain.state = secrets::KeychainState::SessionOnly;
        bench.enterToken();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::SessionOnly);
        QVERIFY(bench.step.canProceed());
    }

    void a_slow_keychain_stores_what_was_checked_where_it_was_checked()
    {
        Bench bench;
        bench.keychain.isSlow = true;
        bench.enterToken();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Asking);
        const auto first = bench.entry();
        bench.organization.setOrganizationText(QStringLiteral("https://")); // no organisation at all just now
        bench.keychain.answer();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Storing);
        bench.keychain.answer();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Kept);
        QCOMPARE(bench.keychain.at(first), bench.org.apiToken().toUtf8());
        QCOMPARE(bench.keychain.entries().size(), std::size_t(1));
        QVERIFY(!bench.step.canProceed());
    }

    void another_token_ends_the_storing_of_the_one_before()
    {
        Bench bench;
        bench.keychain.isSlow = true;
        bench.enterToken();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Asking);
        bench.step.setToken(Secret("00other"));
        QCOMPARE(bench.step.kept().state(), Keeping::NotKept);
        bench.keychain.answer();
        runQueuedEvents();
        QCOMPARE(bench.keychain.stores, 0);
    }

    void going_on_without_it_is_not_done_and_keeps_the_text()
    {
        Bench bench;
        bench.enterToken();
        QTRY_COMPARE(bench.step.kept().state(), Keeping::Kept);
        bench.step.skip();
        QVERIFY(bench.step.canProceed());
        QVERIFY(bench.step.isSkipped());
        QVERIFY(!bench.step.isVerified());
        QVERIFY(!bench.configuration.apiToken.isEmpty());
        QVERIFY(bench.configuration.usedApiToken().isEmpty());
        bench.step.checkNow();
        QVERIFY(!bench.step.isSkipped());
        QVERIFY(bench.checked());
        QVERIFY(bench.step.isVerified());
    }

    void cancel_answers_at_once()
    {
        Bench bench;
        bench.org.setScenario(demo::Scenario::Silent);
        const int before = bench.org.requestCount(QStringLiteral("/"));
        bench.enterToken();
        QTRY_VERIFY(bench.org.requestCount(QStringLiteral("/")) > before);
        QVERIFY(bench.step.isBusy());
        bench.step.cancel();
        QVERIFY(!bench.step.isBusy());
        QVERIFY(!bench.step.isVerified());
        QVERIFY(!bench.configuration.apiToken.isEmpty());
    }

    void groups_can_be_given_up_and_counted_anew()
    {
        demo::Settings settings;
        settings.groupCount = 2500;
        Bench bench(settings);
        bench.enterToken();
        QTRY_VERIFY(bench.step.directory().isLoading());
        bench.step.cancelGroups();
        QVERIFY(!bench.step.directory().isLoading());
        QVERIFY(!bench.step.directory().isComplete());
        QVERIFY(!bench.step.forecast());
        bench.step.loadGroups();
        QTRY_VERIFY(bench.step.directory().isComplete());
        QCOMPARE(bench.step.directory().groups().size(), 2500);
    }

    void a_page_of_groups_is_no_change_of_the_step()
    {
        demo::Settings settings;
        settings.groupCount = 5000;
        settings.rateLimit = 1000;
        Bench bench(settings);
        bench.enterToken();
        QTRY_VERIFY(bench.step.directory().isLoading());
        QSignalSpy changes(&bench.step, &setup::Step::changed);
        QSignalSpy pages(&bench.step.directory(), &setup::Directory::appended);
        QTRY_VERIFY(bench.step.directory().isComplete());
        QVERIFY(pages.size() >= 20);
        QVERIFY2(changes.size() < 10, qPrintable(QString::number(changes.size())));
    }

    void a_check_that_the_rate_limit_stopped_is_made_again_once()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::RateLimitUsedUp;
        settings.rateLimitWindow = 1;
        Bench bench(settings);
        bench.enterToken();
        QTRY_VERIFY(bench.step.checkWaitingUntil());
        QVERIFY(bench.step.isBusy()); // so that Cancel is there
        QVERIFY(!bench.step.canProceed());
        QCOMPARE(bench.org.requestCount(Me), 1);
        QTRY_VERIFY(bench.step.isVerified());
        QVERIFY(!bench.step.checkWaitingUntil());
        QCOMPARE(bench.org.requestCount(Me), 2);
    }

    void a_rate_limit_that_stays_is_not_asked_in_a_loop()
    {
        demo::Settings settings;
        settings.rateLimit = 1; // nothing is left of it for a token
        settings.rateLimitWindow = 1;
        Bench bench(settings);
        bench.enterToken();
        QTRY_VERIFY(bench.step.checkWaitingUntil());
        QTRY_VERIFY(bench.checked() && !bench.step.checkWaitingUntil());
        QTRY_VERIFY(!bench.step.isBusy());
        QVERIFY(!bench.step.isVerified());
        QCOMPARE(bench.org.requestCount(Me), 2);
        bench.step.checkNow();
        QTRY_VERIFY(bench.step.checkWaitingUntil());
    }

    void the_wait_for_the_rate_limit_can_be_cancelled()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::RateLimitUsedUp;
        Bench bench(settings);
        bench.enterToken();
        QTRY_VERIFY(bench.step.checkWaitingUntil());
        bench.step.cancel();
        QVERIFY(!bench.step.checkWaitingUntil());
        QVERIFY(!bench.step.isBusy());
        QCOMPARE(bench.step.report().checks.status(TokenCheckId::ListGroups), checks::Status::Failed);
    }

    void groups_of_the_directory_can_be_given_access()
    {
        Bench bench;
        bench.configuration.accessGroups = {QStringLiteral("b")};
        QSignalSpy changes(&bench.step, &setup::Step::changed);
        bench.step.addToAccess({});
        QCOMPARE(bench.configuration.access, setup::Access::Everyone);
        bench.step.addToAccess({QStringLiteral("a"), QStringLiteral("b")});
        QCOMPARE(bench.configuration.access, setup::Access::NamedGroups);
        QCOMPARE(bench.configuration.accessGroups, QStringList({QStringLiteral("b"), QStringLiteral("a")}));
        QCOMPARE(changes.size(), 1);
    }

    void organisations_do_not_mix()
    {
        Bench bench;
        const demo::Org other;
        const auto otherEntry = secrets::apiTokenEntry(okta::OrgUrl::parse(other.issuer())->host());
        bench.keychain.put(bench.entry(), bench.org.apiToken().toUtf8());
        bench.keychain.put(otherEntry, other.apiToken().toUtf8());
        bench.step.enter();
        QTRY_VERIFY(bench.step.tokenIsRestored());
        QTRY_VERIFY(bench.step.isVerified());
        QCOMPARE(bench.step.kept().state(), Keeping::Kept);
        bench.settle(other);
        QVERIFY(bench.step.needsRecheck());
        QVERIFY(!bench.step.canProceed());
        bench.step.enter();
        QTRY_VERIFY(bench.step.isVerified());
        QVERIFY(bench.configuration.apiToken == Secret::fromText(other.apiToken()));
        QCOMPARE(bench.keychain.at(bench.entry()), other.apiToken().toUtf8());
        QCOMPARE(other.requestCount(Me), 1); // with its own token, and only with that
        bench.settle(bench.org);
        bench.step.enter();
        QTRY_VERIFY(bench.step.isVerified());
        QVERIFY(bench.configuration.apiToken == Secret::fromText(bench.org.apiToken()));
        QCOMPARE(bench.keychain.stores, 0);
    }

    void a_token_that_comes_late_goes_to_no_other_organisation()
    {
        Bench bench;
        const demo::Org other;
        bench.keychain.isSlow = true;
        bench.keychain.put(bench.entry(), bench.org.apiToken().toUtf8());
        bench.step.restore(false);
        bench.organization.setOrganizationText(QStringLiteral("https://"));
        bench.keychain.answer();
        QTRY_COMPARE(bench.keychain.fetches, 1);
        bench.settle(other);
        bench.keychain.answer();
        runQueuedEvents();
        QVERIFY(bench.configuration.apiToken.isEmpty());
        QVERIFY(!bench.step.tokenIsRestored());
    }

    void a_locked_keychain_is_opened_only_when_the_person_says_so()
    {
        Bench bench;
        bench.keychain.put(bench.entry(), bench.org.apiToken().toUtf8());
        bench.keychain.state = secrets::KeychainState::Locked;
        bench.step.enter();
        QTRY_VERIFY(bench.step.kept().canUnlockToRestore());
        QCOMPARE(bench.keychain.fetches, 0);
        bench.step.restore(true);
        QTRY_VERIFY(bench.step.tokenIsRestored());
        QVERIFY(!bench.step.kept().canUnlockToRestore());
    }

    void a_keychain_that_was_asked_for_a_token_says_why_it_gives_none()
    {
        using State = secrets::KeychainState;
        Bench bench;
        bench.keychain.state = State::Locked;
        bench.step.enter(); // nobody asked: nothing is said
        QTRY_VERIFY(bench.step.kept().canUnlockToRestore());
        QVERIFY(!bench.step.kept().restoreError());
        bench.keychain.isSlow = true;
        bench.step.restore(true);
        bench.keychain.answer();
        QTRY_VERIFY(bench.step.kept().isUnlockingToRestore());
        bench.keychain.answer();
        QTRY_VERIFY(bench.step.kept().restoreError());
        QCOMPARE(bench.step.kept().restoreError()->reason, FakeKeychain::Reason::NotFound);
        QVERIFY(!bench.step.kept().isUnlockingToRestore());
        QVERIFY(!bench.step.kept().canUnlockToRestore());
        bench.keychain.isSlow = false;
        bench.keychain.state = State::NoService;
        bench.step.restore(true);
        QTRY_VERIFY(bench.step.kept().restoreError());
        QCOMPARE(bench.step.kept().restoreError()->reason, FakeKeychain::Reason::NoService);
        bench.step.setToken(Secret("00x"));
        QVERIFY(!bench.step.kept().restoreError());
    }

    void confusions_are_named_and_what_cannot_be_sent_is_not()
    {
        Bench bench;
        bench.step.setToken(Secret("00T1234567890abcdefg"));
        QCOMPARE(bench.step.tokenHint(), okta::ApiToken::Hint::TokenId);
        bench.step.setToken(Secret("00 with spaces"));
        QVERIFY(bench.step.tokenProblem());
        bench.step.enter();
        QVERIFY(!bench.step.isBusy());
        QVERIFY(!bench.step.canProceed());
        bench.step.setToken(Secret(" 00abc\n"));
        QVERIFY(bench.step.tokenWasTrimmed());
        QVERIFY(!bench.step.tokenProblem());
        bench.step.setToken(Secret());
        QVERIFY(!bench.step.tokenProblem());
    }
};

QTEST_GUILESS_MAIN(tst_ApiTokenStep)
#include "tst_ApiTokenStep.moc"

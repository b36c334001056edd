#include "keychain/FakeSecretService.h"
#include "keychain/KeyringTest.h"
#include "keychain/SystemKeychain.h"

#include <QTest>

using keychain::SystemKeychain;
using Mood = FakeSecretService::Mood;

namespace {

const secrets::KeychainEntry Token = secrets::apiTokenEntry(QStringLiteral("acme.okta.com"));
const QString Stored = Token.service + QLatin1Char('/') + Token.account;

/// Short deadlines, for those who get no answer.
SystemKeychain::Options impatient()
{
    return {.probeWithin = std::chrono::milliseconds(1500),
            .answerWithin = std::chrono::milliseconds(1500),
            .personWithin = std::chrono::milliseconds(1500)};
}

} // namespace

/// A Secret Service that does not do what it says, or does not say anything, at moments that a real one cannot be
/// caught at.
class tst_LyingKeyring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void an_honest_one_is_believed();
    void the_state_is_told_apart_data();
    void the_state_is_told_apart();
    void silence_is_a_timeout_in_time_data();
    void silence_is_a_timeout_in_time();
    void a_secret_that_was_altered_is_not_stored();
    void a_secret_that_was_not_kept_is_not_stored();
    void a_secret_that_is_still_there_was_not_removed();
    void an_entry_that_cannot_be_read_is_not_proved_to_be_gone();
    void an_unlock_window_that_changed_nothing_is_locked();
    void an_error_of_the_platform_is_passed_on_data();
    void an_error_of_the_platform_is_passed_on();
    void what_waits_behind_an_unanswered_request_ends_in_time_and_leaves_no_trace();
    void what_waits_behind_an_unanswered_request_goes_on_when_the_answer_comes();
    void dropping_a_job_that_the_system_has_not_answered_is_silent();
    void leaving_in_the_middle_is_no_service();
    void leaving_while_the_window_is_open_is_no_service();
};

void tst_LyingKeyring::an_honest_one_is_believed()
{
    FakeSecretService service({});
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    QCOMPARE(service.secrets().value(Stored), QByteArrayLiteral("secret"));
    QVERIFY(outcomeOf(keychain.fetch(Token)).value() == Secret(QByteArrayLiteral("secret")));
    KEYRING_VERIFY(outcomeOf(keychain.remove(Token)));
    QVERIFY(service.secrets().isEmpty());
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "NotFound");
}

void tst_LyingKeyring::the_state_is_told_apart_data()
{
    QTest::addColumn<Mood>("mood");
    QTest::addColumn<QByteArray>("state");
    QTest::newRow("ready") << Mood{} << QByteArrayLiteral("Ready");
    QTest::newRow("locked") << Mood{.isLocked = true} << QByteArrayLiteral("Locked");
    QTest::newRow("no collection") << Mood{.hasNoCollection = true} << QByteArrayLiteral("NoCollection");
    QTest::newRow("the collection is gone") << Mood{.aliasDangles = true} << QByteArrayLiteral("NoCollection");
}

void tst_LyingKeyring::the_state_is_told_apart()
{
    QFETCH(const Mood, mood);
    QFETCH(const QByteArray, state);
    FakeSecretService service(mood);
    SystemKeychain keychain;
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), state);
}

void tst_LyingKeyring::silence_is_a_timeout_in_time_data()
{
    QTest::addColumn<Mood>("mood");
    QTest::addColumn<QString>("operation");
    QTest::newRow("ReadAlias, probe") << Mood{.silentMethods = {QStringLiteral("ReadAlias")}}
                                      << QStringLiteral("probe");
    QTest::newRow("Locked, probe") << Mood{.silentMethods = {QStringLiteral("Get")}} << QStringLiteral("probe");
    QTest::newRow("ReadAlias, store") << Mood{.silentMethods = {QStringLiteral("ReadAlias")}}
                                      << QStringLiteral("store");
    QTest::newRow("SearchItems, fetch") << Mood{.silentMethods = {QStringLiteral("SearchItems")}}
                                        << QStringLiteral("fetch");
    QTest::newRow("Unlock, fetch") << Mood{.isLocked = true, .silentMethods = {QStringLiteral("Unlock")}}
                                   << QStringLiteral("fetch");
    QTest::newRow("unlock window, fetch")
        << Mood{.isLocked = true, .promptIsNeverShown = true} << QStringLiteral("fetch");
    QTest::newRow("unlock window, store")
        << Mood{.isLocked = true, .promptIsNeverShown = true} << QStringLiteral("store");
    QTest::newRow("unlock window, remove")
        << Mood{.isLocked = true, .promptIsNeverShown = true} << QStringLiteral("remove");
}

void tst_LyingKeyring::silence_is_a_timeout_in_time()
{
    QFETCH(const Mood, mood);
    QFETCH(const QString, operation);
    FakeSecretService service(mood);
    SystemKeychain keychain(impatient());
    const QByteArray reason = operation == QLatin1String("probe") ? reasonOf(outcomeOf(keychain.probe()))
        : operation == QLatin1String("store")
        ? reasonOf(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("s")))))
        : operation == QLatin1String("fetch") ? reasonOf(outcomeOf(keychain.fetch(Token)))
                                              : reasonOf(outcomeOf(keychain.remove(Token)));
    QCOMPARE(reason, "TimedOut");
    QVERIFY(service.secrets().isEmpty());
}

void tst_LyingKeyring::a_secret_that_was_altered_is_not_stored()
{
    FakeSecretService service({.altersSecrets = true});
    SystemKeychain keychain;
    QCOMPARE(reasonOf(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret"))))), "ReadBackDiffers");
}

void tst_LyingKeyring::a_secret_that_was_not_kept_is_not_stored()
{
    FakeSecretService service({.forgetsSecrets = true});
    SystemKeychain keychain;
    QCOMPARE(reasonOf(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret"))))), "ReadBackDiffers");
}

void tst_LyingKeyring::a_secret_that_is_still_there_was_not_removed()
{
    FakeSecretService service({.keepsDeleted = true});
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(Token))), "StillThere");
}

void tst_LyingKeyring::an_entry_that_cannot_be_read_is_not_proved_to_be_gone()
{
    FakeSecretService service({});
    SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
    service.mood().errorName = QStringLiteral("org.example.Broken");
    QCOMPARE(reasonOf(outcomeOf(keychain.remove(Token))), "Other");
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "Other");
}

void tst_LyingKeyring::an_unlock_window_that_changed_nothing_is_locked()
{
    FakeSecretService service({.isLocked = true, .unlocksNothing = true});
    SystemKeychain keychain;
    QCOMPARE(reasonOf(outcomeOf(keychain.fetch(Token))), "Locked");
    QCOMPARE(service.calls(QStringLiteral("Prompt")), 1); // and nobody is asked again and again
}

void tst_LyingKeyring::an_error_of_the_platform_is_passed_on_data()
{
    QTest::addColumn<QString>("errorName");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("locked meanwhile") << QStringLiteral("org.freedesktop.Secret.Error.IsLocked")
                                      << QByteArrayLiteral("AccessDenied");
    QTest::newRow("something else") << QStringLiteral("org.example.Broken") << QByteArrayLiteral("Other");
}

void tst_LyingKeyring::an_error_of_the_platform_is_passed_on()
{
    QFETCH(const QString, errorName);
    QFETCH(const QByteArray, reason);
    FakeSecretService service({.errorName = errorName});
    SystemKeychain keychain;
    const auto stored = outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret"))));
    QCOMPARE(reasonOf(stored), reason);
    QVERIFY2(stored.error().detail.contains(QLatin1String("as told")), qPrintable(stored.error().detail));
}

void tst_LyingKeyring::what_waits_behind_an_unanswered_request_ends_in_time_and_leaves_no_trace()
{
    FakeSecretService service({.silentMethods = {QStringLiteral("CreateItem")}});
    SystemKeychain keychain(impatient());
    QCOMPARE(reasonOf(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("unanswered"))))), "TimedOut");

    const secrets::KeychainEntry other = secrets::apiTokenEntry(QStringLiteral("other.okta.com"));
    const auto second = outcomeOf(keychain.store(other, Secret(QByteArrayLiteral("given up"))));
    QCOMPARE(reasonOf(second), "TimedOut");
    QVERIFY2(second.error().detail.contains(QLatin1String("earlier request")), qPrintable(second.error().detail));
    QCOMPARE(stateOf(outcomeOf(keychain.probe())), "Ready"); // asking is still possible

    // The answer comes after all: the first is stored, the second was never asked for.
    service.mood().silentMethods.clear();
    service.answerSilenced();
    KEYRING_VERIFY(outcomeOf(keychain.fetch(Token)));
    QCOMPARE(service.secrets().keys(), QStringList{Stored});
    QCOMPARE(service.calls(QStringLiteral("CreateItem")), 1);
    KEYRING_VERIFY(outcomeOf(keychain.remove(Token)));
}

void tst_LyingKeyring::what_waits_behind_an_unanswered_request_goes_on_when_the_answer_comes()
{
    FakeSecretService service({.silentMethods = {QStringLiteral("CreateItem")}});
    SystemKeychain keychain;
    const auto store = keychain.store(Token, Secret(QByteArrayLiteral("secret")));
    const auto fetch = keychain.fetch(Token);
    store->start();
    QTRY_COMPARE(service.calls(QStringLiteral("CreateItem")), 1);
    fetch->start();
    QTRY_COMPARE(service.calls(QStringLiteral("ReadAlias")), 2);
    service.mood().silentMethods.clear();
    service.answerSilenced();
    QTRY_VERIFY(store->isFinished() && fetch->isFinished());
    KEYRING_VERIFY(store->outcome());
    KEYRING_VERIFY(fetch->outcome());
}

void tst_LyingKeyring::dropping_a_job_that_the_system_has_not_answered_is_silent()
{
    FakeSecretService service({.silentMethods = {QStringLiteral("CreateItem")}});
    auto keychain = std::make_unique<SystemKeychain>();
    auto store = keychain->store(Token, Secret(QByteArrayLiteral("secret")));
    int finished = 0;
    connect(store.get(), &Job::finished, this, [&finished] { ++finished; });
    store->start();
    QTRY_COMPARE(service.calls(QStringLiteral("CreateItem")), 1);
    store.reset();
    keychain.reset();
    service.mood().silentMethods.clear();
    service.answerSilenced();

    // QtKeychain's job ends alone, and the next one has its turn.
    SystemKeychain another;
    const auto fetched = outcomeOf(another.fetch(Token));
    KEYRING_VERIFY(fetched);
    QCOMPARE(finished, 0);
}

void tst_LyingKeyring::leaving_in_the_middle_is_no_service()
{
    FakeSecretService service({.silentMethods = {QStringLiteral("CreateItem")}});
    SystemKeychain keychain;
    const auto store = keychain.store(Token, Secret(QByteArrayLiteral("secret")));
    store->start();
    QTRY_COMPARE(service.calls(QStringLiteral("CreateItem")), 1);
    service.leave();
    QTRY_VERIFY(store->isFinished());
    QCOMPARE(reasonOf(store->outcome()), "NoService");

    // It comes back.
    FakeSecretService again({});
    KEYRING_VERIFY(outcomeOf(keychain.store(Token, Secret(QByteArrayLiteral("secret")))));
}

void tst_LyingKeyring::leaving_while_the_window_is_open_is_no_service()
{
    FakeSecretService service({.isLocked = true, .promptIsNeverShown = true});
    SystemKeychain keychain;
    const auto fetch = keychain.fetch(Token);
    fetch->start();
    QTRY_COMPARE(service.calls(QStringLiteral("Prompt")), 1);
    service.leave();
    QTRY_VERIFY(fetch->isFinished());
    QCOMPARE(reasonOf(fetch->outcome()), "NoService");
}

QTEST_GUILESS_MAIN(tst_LyingKeyring)

#include "tst_LyingKeyring.moc"

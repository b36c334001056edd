#include "demo/Org.h"
#include "http/Client.h"
#include "keychain/GnomeKeyring.h"
#include "keychain/KeyringTest.h"
#include "keychain/Prompter.h"
#include "keychain/SystemKeychain.h"
#include "secrets/ForgetEverythingJob.h"
#include "secrets/IndexedKeychain.h"
#include "setup/Setup.h"
#include "wizard/ApiTokenPage.h"
#include "wizard/SetupWizard.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

using Keeping = setup::KeptSecret::State;

namespace {

class NoBrowser final : public oidc::UserAgent
{
public:
    Expected<void, QString> open(const QUrl &) override { return Unexpected(QStringLiteral("none")); }
};

/// A wizard with the system's keychain, as the program puts it together.
class Wizard
{
public:
    Wizard(const demo::Org &org, const QString &folder)
        : m_org(org)
        , ledger(folder + QStringLiteral("/entries.json"))
        , m_written(m_system, ledger)
        , setup(setup::Services{m_http, m_written, m_browser, std::chrono::milliseconds(1)},
                setup::Draft(folder + QStringLiteral("/draft.json")))
        , window(setup, {}, nullptr)
        , page(setup.apiToken(), nullptr)
    {
        window.show();
    }

    void enterOrganization()
    {
        setup.organization().setRelease(pomerium::Release::legacy());
        setup.organization().setOrganizationText(m_org.url().toString());
        QTRY_VERIFY(setup.configuration().org);
    }
    void enterToken()
    {
        enterOrganization();
        step().setToken(Secret::fromText(m_org.apiToken()));
    }

    [[nodiscard]] setup::ApiTokenStep &step() { return setup.apiToken(); }
    [[nodiscard]] secrets::Keychain &keychain() { return m_written; }
    [[nodiscard]] secrets::KeychainEntry entry() const
    {
        return secrets::apiTokenEntry(setup.configuration().org->host());
    }
    [[nodiscard]] QByteArray kept() const { return gnomekeyring::lookup(entry().service, entry().account); }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        const auto buttons = page.findChildren<QPushButton *>();
        for (QPushButton *const each : buttons) {
            if (each->text() == text && each->isVisibleTo(&page))
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] bool says(const QString &words) const
    {
        const auto labels = page.findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) {
            return label->isVisibleTo(&page) && label->text().contains(words);
        });
    }

private:
    const demo::Org &m_org;
    http::Client m_http;
    keychain::SystemKeychain m_system;
    NoBrowser m_browser;

public:
    const secrets::KeychainIndex ledger;

private:
    secrets::IndexedKeychain m_written;

public:
    setup::Setup setup;
    SetupWizard window;
    ApiTokenPage page;
};

} // namespace

/// The wizard in front of a real gnome-keyring that is locked, unlocked and taken away while it runs.
class tst_WizardUnlock : public QObject
{
    Q_OBJECT

public:
    static void initMain() { qputenv("QT_QPA_PLATFORM", "offscreen"); } // the display is for the unlock windows

private Q_SLOTS:
    void init();
    void cleanup();

    void nothing_else_waits_for_the_unlock_window();
    void cancelled_it_says_so_and_can_be_tried_again();
    void it_can_be_closed_while_the_unlock_window_is_open();
    void a_keyring_that_is_taken_away_under_the_window_is_said_and_comes_back();
    void at_the_next_start_a_locked_token_is_found_when_the_person_says_so();
    void locked_while_it_runs_nothing_that_was_kept_is_asked_for_again();
    void what_was_kept_is_forgotten_and_that_is_proved();

private:
    std::unique_ptr<demo::Org> m_org;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_WizardUnlock::init()
{
    m_org = std::make_unique<demo::Org>();
    m_folder = std::make_unique<QTemporaryDir>();
    const keychain::SystemKeychain keychain;
    KEYRING_VERIFY(outcomeOf(keychain::SystemKeychain().probe())); // starts the daemon
    gnomekeyring::lock();
    QTRY_VERIFY(!prompter::isShown());
}

void tst_WizardUnlock::cleanup()
{
    if (prompter::isShown())
        prompter::cancel();
    QTRY_VERIFY(!prompter::isShown());
}

void tst_WizardUnlock::nothing_else_waits_for_the_unlock_window()
{
    Wizard wizard(*m_org, m_folder->path());
    wizard.enterToken();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    QCOMPARE(wizard.step().kept().state(), Keeping::Storing);
    QVERIFY(wizard.says(QStringLiteral("Your keyring is locked.")));
    QTRY_VERIFY(wizard.step().directory().isComplete()); // with the window open
    QVERIFY(!wizard.step().canProceed());

    QVERIFY(wizard.button(QStringLiteral("Continue without saving")));
    wizard.button(QStringLiteral("Continue without saving"))->click();
    QVERIFY(wizard.step().canProceed());
    QVERIFY(wizard.says(QStringLiteral("stays in memory only")));
    // Answered late, nothing is stored any more: the person has decided.
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);
    QCOMPARE(wizard.step().kept().state(), Keeping::SessionOnly);
    QCOMPARE(wizard.kept(), QByteArray());
}

void tst_WizardUnlock::cancelled_it_says_so_and_can_be_tried_again()
{
    Wizard wizard(*m_org, m_folder->path());
    wizard.enterToken();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::cancel();
    QTRY_COMPARE_WITH_TIMEOUT(wizard.step().kept().state(), Keeping::Failed, 20'000);
    QVERIFY(wizard.says(QStringLiteral("The keyring stayed locked.")));
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);

    wizard.button(QStringLiteral("Try again"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::answer(gnomekeyring::password());
    QTRY_COMPARE_WITH_TIMEOUT(wizard.step().kept().state(), Keeping::Kept, 20'000);
    QVERIFY(wizard.step().canProceed());
    QCOMPARE(wizard.kept(), m_org->apiToken().toUtf8());
}

void tst_WizardUnlock::it_can_be_closed_while_the_unlock_window_is_open()
{
    const qint64 process = gnomekeyring::processId();
    {
        Wizard wizard(*m_org, m_folder->path());
        wizard.enterToken();
        QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    }
    QVERIFY(prompter::isShown());
    QCOMPARE(gnomekeyring::processId(), process);
    // Under ASan: what is answered now reaches nobody who is gone.
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);
    QCOMPARE(stateOf(outcomeOf(keychain::SystemKeychain().probe())), "Ready");
}

void tst_WizardUnlock::a_keyring_that_is_taken_away_under_the_window_is_said_and_comes_back()
{
    Wizard wizard(*m_org, m_folder->path());
    wizard.enterToken();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    gnomekeyring::takeAway();
    QTRY_COMPARE_WITH_TIMEOUT(wizard.step().kept().state(), Keeping::Failed, 20'000);
    QVERIFY(wizard.says(QStringLiteral("No keyring is installed.")));
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);

    wizard.button(QStringLiteral("Try again"))->click(); // the bus starts another one, which is locked
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::answer(gnomekeyring::password());
    QTRY_COMPARE_WITH_TIMEOUT(wizard.step().kept().state(), Keeping::Kept, 20'000);
    QCOMPARE(wizard.kept(), m_org->apiToken().toUtf8());
}

void tst_WizardUnlock::at_the_next_start_a_locked_token_is_found_when_the_person_says_so()
{
    gnomekeyring::unlock();
    {
        Wizard wizard(*m_org, m_folder->path());
        wizard.enterToken();
        QTRY_COMPARE_WITH_TIMEOUT(wizard.step().kept().state(), Keeping::Kept, 20'000);
    }
    gnomekeyring::lock();
    Wizard wizard(*m_org, m_folder->path());
    wizard.enterOrganization();
    wizard.step().enter();
    QTRY_VERIFY_WITH_TIMEOUT(wizard.step().kept().canUnlockToRestore(), 20'000);
    QVERIFY(!prompter::isShown()); // no window comes from nowhere
    QVERIFY(wizard.step().configuration().apiToken.isEmpty());
    wizard.button(QStringLiteral("Look in the keychain"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    QVERIFY(wizard.says(QStringLiteral("Your keyring is locked.")));
    prompter::cancel();
    QTRY_VERIFY_WITH_TIMEOUT(wizard.says(QStringLiteral("The keyring stayed locked. Nothing was read.")), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(!prompter::isShown(), 20'000);

    wizard.button(QStringLiteral("Look in the keychain"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(wizard.step().tokenIsRestored(), 20'000);
    QVERIFY(wizard.says(QStringLiteral("Found in the system keychain.")));
    QTRY_VERIFY_WITH_TIMEOUT(wizard.step().canProceed(), 20'000);
}

void tst_WizardUnlock::locked_while_it_runs_nothing_that_was_kept_is_asked_for_again()
{
    gnomekeyring::unlock();
    Wizard wizard(*m_org, m_folder->path());
    wizard.enterToken();
    QTRY_COMPARE_WITH_TIMEOUT(wizard.step().kept().state(), Keeping::Kept, 20'000);
    gnomekeyring::lock();
    wizard.step().checkNow();
    QTRY_VERIFY_WITH_TIMEOUT(wizard.step().canProceed() && wizard.step().directory().isComplete(), 20'000);
    QVERIFY(!prompter::isShown());
    QCOMPARE(wizard.step().kept().state(), Keeping::Kept);
    gnomekeyring::unlock();
    QCOMPARE(wizard.kept(), m_org->apiToken().toUtf8());
}

void tst_WizardUnlock::what_was_kept_is_forgotten_and_that_is_proved()
{
    gnomekeyring::unlock();
    Wizard wizard(*m_org, m_folder->path());
    wizard.enterToken();
    QTRY_COMPARE_WITH_TIMEOUT(wizard.step().kept().state(), Keeping::Kept, 20'000);
    gnomekeyring::lock();
    secrets::ForgetEverythingJob forget(wizard.keychain(), wizard.ledger);
    forget.start();
    QTRY_VERIFY_WITH_TIMEOUT(prompter::isShown(), 20'000);
    prompter::answer(gnomekeyring::password());
    QTRY_VERIFY_WITH_TIMEOUT(forget.isFinished(), 20'000);
    QVERIFY(forget.outcome());
    QVERIFY(forget.outcome()->isComplete());
    QCOMPARE(forget.outcome()->removed, QList<secrets::KeychainEntry>{wizard.entry()});
    QCOMPARE(gnomekeyring::count(wizard.entry().service, wizard.entry().account), 0);
    QVERIFY(wizard.ledger.entries().value().isEmpty());
}

QTEST_MAIN(tst_WizardUnlock)

#include "tst_WizardUnlock.moc"

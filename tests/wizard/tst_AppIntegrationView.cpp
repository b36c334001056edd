#include "setup/AppIntegration.h"
#include "wizard/ApplicationPage.h"
#include "wizard/SecretLineEdit.h"
#include "wizard/World.h"

#include <QAccessible>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace {

/// The page with its three ways, shown.
struct Shown
{
    explicit Shown(World &world)
        : page(world.setup.application())
    {
        page.showIntegration(world.setup);
        page.show();
    }
    template <typename Button> [[nodiscard]] Button *button(const QString &text) const
    {
        const auto all = page.findChildren<Button *>();
        for (Button *const each : all) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    void enterToken(const QString &token) const
    {
        auto *const field = named<QLineEdit>(page, QStringLiteral("Management token"));
        QVERIFY(field);
        field->setText(token);
        button<QPushButton>(QStringLiteral("Use this token"))->click();
    }
    ApplicationPage page;
};

} // namespace

class tst_AppIntegrationView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void by_hand_is_the_way_until_another_is_chosen()
    {
        World world;
        world.enterOrganization();
        const Shown shown(world);
        QVERIFY(shown.button<QRadioButton>(QStringLiteral("Create it by hand in Okta"))->isChecked());
        QVERIFY(!named<QLineEdit>(shown.page, QStringLiteral("Management token"))->isVisible());
    }

    void the_management_token_is_named_wherever_the_focus_may_be()
    {
        World world;
        world.enterOrganization();
        const Shown shown(world);
        const auto fields = shown.page.findChildren<SecretLineEdit *>();
        QVERIFY(!fields.isEmpty());
        for (SecretLineEdit *const field : fields) {
            const auto *const seen = QAccessible::queryAccessibleInterface(field);
            QVERIFY(seen);
            QCOMPARE(seen->text(QAccessible::Name), QStringLiteral("Management token"));
        }
    }

    void an_app_is_created_after_its_plan_was_shown()
    {
        World world;
        world.enterOrganization();
        world.setup.organization().setAuthenticateText(QStringLiteral("https://authenticate.second.example"));
        world.setup.application().setApplicationName(QStringLiteral("Made by the wizard"));
        const Shown shown(world);
        shown.button<QRadioButton>(QStringLiteral("Let this wizard create it"))->click();
        auto *const start = shown.button<QPushButton>(QStringLiteral("Show what will change"));
        QVERIFY(!start->isEnabled());
        shown.enterToken(world.org.apiToken());
        QTRY_VERIFY(!world.setup.app().isListingGroups());
        QVERIFY(!start->isEnabled()); // nobody may sign in yet
        shown.button<QRadioButton>(QStringLiteral("Everyone in the org"))->click();
        QVERIFY(start->isEnabled());
        const int before = world.org.requestCount(QStringLiteral("/api/v1/apps"));
        start->click();
        auto *const act = shown.button<QPushButton>(QStringLiteral("Create app integration"));
        QTRY_VERIFY(act->isVisible());
        QCOMPARE(world.org.requestCount(QStringLiteral("/api/v1/apps")), before); // nothing before the verb

        act->click();
        QTRY_VERIFY_WITH_TIMEOUT(!world.setup.app().isBusy(), 20'000);
        QVERIFY(world.setup.app().lines().isPassed());
        QVERIFY(!act->isVisible());
        QCOMPARE(world.setup.configuration().clientId, world.setup.app().application()->clientId());
        QVERIFY(!world.setup.configuration().clientSecret.isEmpty());
        QVERIFY(world.setup.application().canProceed());

        shown.button<QPushButton>(QStringLiteral("Revoke the management token"))->click();
        QTRY_VERIFY(!world.setup.app().hasManagementToken());
        QVERIFY(world.org.isApiTokenRevoked());
    }

    void an_app_that_exists_is_checked_and_its_faults_can_be_repaired()
    {
        World world;
        world.enterOrganization();
        const Shown shown(world);
        shown.button<QRadioButton>(QStringLiteral("It exists: check it"))->click();
        shown.enterToken(world.org.apiToken());
        named<QLineEdit>(shown.page, QStringLiteral("Client ID of the app"))->setText(world.org.clientId());
        shown.button<QPushButton>(QStringLiteral("Check app integration"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!world.setup.app().isBusy(), 20'000);
        QVERIFY(world.setup.app().lines().contains(QStringLiteral("a34")));
        QCOMPARE(world.setup.configuration().clientId, world.org.clientId());
        // One box for each setting that is not good and can be repaired, and no verb before one is selected.
        int wrong = 0;
        for (const auto &check : world.setup.app().lines()) {
            const bool isWrong = check.status == checks::Status::Failed || check.status == checks::Status::Warning;
            if (isWrong && okta::repairable(check.id) != okta::Repairable::No)
                ++wrong;
        }
        int boxes = 0;
        const auto all = shown.page.findChildren<QCheckBox *>();
        for (const QCheckBox *const box : all) {
            if (box->text().startsWith(QStringLiteral("Repair: ")))
                ++boxes;
        }
        QCOMPARE(boxes, wrong);
        auto *const act = shown.button<QPushButton>(QStringLiteral("Repair selected settings"));
        QVERIFY(act && !act->isEnabled());
    }

    void pomeriums_own_token_is_refused()
    {
        World world;
        world.enterOrganization();
        world.setup.apiToken().setToken(Secret::fromText(world.org.apiToken()));
        const Shown shown(world);
        shown.button<QRadioButton>(QStringLiteral("Let this wizard create it"))->click();
        shown.enterToken(world.org.apiToken());
        QVERIFY(!world.setup.app().hasManagementToken());
    }
};

QTEST_MAIN(tst_AppIntegrationView)
#include "tst_AppIntegrationView.moc"

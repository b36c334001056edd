#include "wizard/ApiTokenPage.h"
#include "wizard/CheckList.h"
#include "wizard/ProblemCard.h"
#include "wizard/World.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace {

QString words(const QWidget &page)
{
    QStringList all;
    const auto labels = page.findChildren<QLabel *>();
    for (const QLabel *const label : labels) {
        if (label->isVisibleTo(&page))
            all.append(label->text());
    }
    return all.join(QLatin1Char('\n'));
}

} // namespace

class tst_ApiTokenPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_right_token_shows_its_owner_the_groups_and_the_cost()
    {
        World world;
        world.enterOrganization();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        QVERIFY(!missing(world.setup.apiToken()).isEmpty());
        setTextByAccessibility(*named<QLineEdit>(page, QStringLiteral("API token")), world.org.apiToken());
        QTRY_VERIFY(world.setup.apiToken().canProceed());
        QTRY_VERIFY(world.setup.apiToken().directory().isComplete());
        QVERIFY(missing(world.setup.apiToken()).isEmpty());
        const QString said = words(page);
        QVERIFY(said.contains(QLatin1String("List members")));
        QVERIFY(!page.findChild<CheckList *>()->firstProblem());
        QVERIFY(said.contains(QLatin1String("The token belongs to")));
        QVERIFY(said.contains(QLatin1String("One full sync takes")));
        QVERIFY(!said.contains(world.org.apiToken()));
        auto *const table = named<QTableView>(page, QStringLiteral("Groups of the org"));
        QCOMPARE(table->model()->rowCount(), world.org.settings().groupCount);
    }

    void the_empty_list_of_groups_leads_to_the_token()
    {
        World world;
        world.enterOrganization();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        auto *const enter = named<QPushButton>(page, QStringLiteral("Enter an API token"));
        QVERIFY(enter->isVisible());
        enter->click();
        QVERIFY(named<QLineEdit>(page, QStringLiteral("API token"))->hasFocus());
        setTextByAccessibility(*named<QLineEdit>(page, QStringLiteral("API token")), world.org.apiToken());
        QVERIFY(!enter->isVisible());
    }

    void without_a_keychain_the_page_says_that_the_token_lives_in_memory()
    {
        World world;
        world.enterOrganization();
        world.enterToken();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        QVERIFY(words(page).contains(QLatin1String("stays in memory only")));
        QVERIFY(!words(page).contains(QLatin1String("Saved in the system keychain")));
    }

    void a_token_without_rights_does_not_pass()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::TokenWithoutRights;
        World world(QString(), settings);
        world.enterOrganization();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        named<QLineEdit>(page, QStringLiteral("API token"))->setText(world.org.apiToken());
        QTRY_COMPARE(missing(world.setup.apiToken()), QStringLiteral("The token does not do what is needed."));
        QVERIFY(page.findChild<CheckList *>()->firstProblem());
    }

    void what_a_sync_needs_is_said_and_whether_the_token_has_it()
    {
        World world;
        world.enterOrganization();
        world.enterToken();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        QVERIFY(words(page).contains(QLatin1String("The token can do both.")));
        QVERIFY(words(page).contains(QLatin1String("status ACTIVE")));

        demo::Settings settings;
        settings.scenario = demo::Scenario::TokenWithoutRights;
        World other(QString(), settings);
        other.enterOrganization();
        ApiTokenPage poor(other.setup.apiToken(), nullptr);
        other.setup.apiToken().setToken(Secret::fromText(other.org.apiToken()));
        QTRY_VERIFY(words(poor).contains(QLatin1String("The token could not list groups")));
    }

    void the_rules_that_end_a_token_are_there_before_one_is_entered()
    {
        World world;
        world.enterOrganization();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        const QString said = words(page);
        QVERIFY(said.contains(QLatin1String("30 days")));
        QVERIFY(said.contains(QLatin1String("deactivated")));
        QVERIFY(said.contains(QLatin1String("outside the networks")));
        QVERIFY(said.contains(QLatin1String("Restart Pomerium")));
    }

    void a_rate_limit_is_counted_down()
    {
        demo::Settings settings;
        settings.scenario = demo::Scenario::RateLimitUsedUp;
        World world(QString(), settings);
        world.enterOrganization();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        world.setup.apiToken().setToken(Secret::fromText(world.org.apiToken()));
        QTRY_COMPARE(missing(world.setup.apiToken()), QStringLiteral("Waiting for Okta's rate limit…"));
        QVERIFY(words(page).contains(QLatin1String("check again in")));
        world.setup.apiToken().cancel();
        QVERIFY(!words(page).contains(QLatin1String("check again in")));
    }

    void groups_chosen_here_are_entered_on_page_2()
    {
        World world;
        world.enterOrganization();
        world.enterToken();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        named<QTableView>(page, QStringLiteral("Groups of the org"))->selectRow(1);
        named<QPushButton>(page, QStringLiteral("Let the selected groups sign in"))->click();
        const auto &configuration = world.setup.application().configuration();
        QCOMPARE(configuration.access, setup::Access::NamedGroups);
        QCOMPARE(configuration.accessGroups, QStringList{world.org.group(1).name});
        QVERIFY(words(page).contains(world.org.group(1).name));
    }

    void a_token_id_is_named_for_what_it_is()
    {
        World world;
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        auto *const field = named<QLineEdit>(page, QStringLiteral("API token"));
        field->setText(QStringLiteral("00Tabcdefghijklmnopq"));
        QVERIFY(field->accessibleDescription().contains(QLatin1String("00T")));
    }

    void going_on_without_a_token_is_possible_and_said()
    {
        World world;
        world.enterOrganization();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        named<QPushButton>(page, QStringLiteral("Continue without an API token"))->click();
        QVERIFY(world.setup.apiToken().canProceed());
        QVERIFY(words(page).contains(QLatin1String("You skipped the API token.")));
        QVERIFY(words(page).contains(QLatin1String("Pomerium will not know any groups")));
    }

    void newer_releases_are_told_what_the_token_is_good_for()
    {
        World world;
        world.enterOrganization();
        world.setup.organization().setRelease(pomerium::Release::current());
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        QVERIFY(words(page).contains(QLatin1String("Enterprise or Zero")));
    }
};

QTEST_MAIN(tst_ApiTokenPage)
#include "tst_ApiTokenPage.moc"

#include "wizard/ApiTokenPage.h"
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
        QVERIFY(!page.missing().isEmpty());
        setTextByAccessibility(*named<QLineEdit>(page, QStringLiteral("API token")), world.org.apiToken());
        QTRY_VERIFY(world.setup.apiToken().isComplete());
        QTRY_VERIFY(world.setup.apiToken().hasAllGroups());
        QVERIFY(page.missing().isEmpty());
        const QString said = words(page);
        QVERIFY(said.contains(QLatin1String("List members: passed")));
        QVERIFY(said.contains(QLatin1String("The token belongs to")));
        QVERIFY(said.contains(QLatin1String("Calls for one full sync")));
        QVERIFY(!said.contains(world.org.apiToken()));
        auto *const table = named<QTableView>(page, QStringLiteral("Groups of the organisation"));
        QCOMPARE(table->model()->rowCount(), world.org.settings().groupCount);
    }

    void without_a_keychain_the_page_says_that_the_token_lives_in_memory()
    {
        World world;
        world.enterOrganization();
        world.enterToken();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        QVERIFY(words(page).contains(QLatin1String("kept in memory until this window closes")));
        QVERIFY(!words(page).contains(QLatin1String("is in the system's keychain")));
    }

    void a_token_without_rights_does_not_pass()
    {
        demo::Settings settings;
        settings.mood = demo::Mood::TokenWithoutRights;
        World world(QString(), settings);
        world.enterOrganization();
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        named<QLineEdit>(page, QStringLiteral("API token"))->setText(world.org.apiToken());
        QTRY_COMPARE(page.missing(), QStringLiteral("The token does not do what is needed."));
        QVERIFY(words(page).contains(QLatin1String("List groups: failed")));
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
        QVERIFY(world.setup.apiToken().isComplete());
        QVERIFY(words(page).contains(QLatin1String("Going on without an API token.")));
        QVERIFY(words(page).contains(QLatin1String("Pomerium will not know any groups")));
    }

    void newer_releases_are_told_what_the_token_is_good_for()
    {
        World world;
        world.enterOrganization();
        world.setup.organization().setRelease(pomerium::Release::current());
        ApiTokenPage page(world.setup.apiToken(), nullptr);
        QVERIFY(words(page).contains(QLatin1String("Enterprise and Zero")));
    }
};

QTEST_MAIN(tst_ApiTokenPage)
#include "tst_ApiTokenPage.moc"

#include "wizard/ApplicationPage.h"
#include "wizard/World.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

class tst_ApplicationPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void every_redirect_uri_is_there_to_copy_with_pomeriums_first()
    {
        World world;
        world.enterOrganization();
        ApplicationPage page(world.setup.application());
        const QStringList uris = world.setup.configuration().signInRedirectUris();
        QCOMPARE(uris.size(), 4);
        QCOMPARE(uris.first(), QStringLiteral("https://authenticate.pomerium.example/oauth2/callback"));
        for (int i = 0; i < uris.size(); ++i) {
            auto *const copy = named<QPushButton>(page, QStringLiteral("Copy sign-in redirect URI %1").arg(i + 1));
            QVERIFY(copy);
            copy->click();
            QCOMPARE(QGuiApplication::clipboard()->text(), uris.at(i));
        }
    }

    void each_task_is_marked_as_it_is_done()
    {
        World world;
        world.enterOrganization();
        ApplicationPage page(world.setup.application());
        const auto says = [&page](const char *progress) { return page.hint().startsWith(QLatin1String(progress)); };
        QVERIFY2(says("0 of 5 done"), qPrintable(page.hint()));
        named<QPushButton>(page, QStringLiteral("Copy app integration name"))->click();
        QVERIFY(says("1 of 5 done"));
        auto *const grant = named<QPushButton>(page, QStringLiteral("Mark as done: Refresh Token is selected"));
        grant->click();
        QVERIFY(says("2 of 5 done"));
        QCOMPARE(grant->text(), QStringLiteral("Done"));
        grant->click(); // taken back
        QVERIFY(says("1 of 5 done"));
        QCOMPARE(grant->text(), QStringLiteral("Mark as done"));
        auto *const next = page.findChild<QPushButton *>(QStringLiteral("copyNextButton"));
        for (int i = 0; i < 4; ++i)
            next->click();
        QVERIFY(!next->isEnabled());
        QVERIFY(says("2 of 5 done"));
        named<QPushButton>(page, QStringLiteral("Mark as done: assigned and saved"))->click();
        QVERIFY(says("3 of 5 done"));
        // What is optional counts once it is wanted.
        named<QPlainTextEdit>(page, QStringLiteral("Base URIs"))->setPlainText(QStringLiteral("https://a.example"));
        QVERIFY(says("3 of 6 done"));
        named<QPushButton>(page, QStringLiteral("Copy base URIs"))->click();
        QVERIFY(says("4 of 6 done"));
    }

    void what_is_for_the_test_only_says_so_beside_its_value()
    {
        World world;
        world.enterOrganization();
        ApplicationPage page(world.setup.application());
        int tagged = 0;
        for (const auto *const label : page.findChildren<QLabel *>())
            tagged += label->text() == QLatin1String("sign-in test, remove later") ? 1 : 0;
        QCOMPARE(tagged, 3);
    }

    void next_waits_for_the_tick()
    {
        World world;
        ApplicationPage page(world.setup.application());
        QVERIFY(!missing(world.setup.application()).isEmpty());
        named<QPushButton>(page, QStringLiteral("Mark as done: Refresh Token is selected"))->click();
        QVERIFY(missing(world.setup.application()).isEmpty());
        QVERIFY(world.setup.application().canProceed());
    }

    void fields_reach_the_step_also_by_assistive_technology()
    {
        World world;
        auto &step = world.setup.application();
        ApplicationPage page(step);
        setTextByAccessibility(*named<QLineEdit>(page, QStringLiteral("App integration name")),
                               QStringLiteral("Pomerium test"));
        QCOMPARE(step.configuration().applicationName, QStringLiteral("Pomerium test"));
        setTextByAccessibility(*named<QPlainTextEdit>(page, QStringLiteral("Base URIs")),
                               QStringLiteral("https://a.example"));
        QCOMPARE(step.configuration().baseUris, QStringLiteral("https://a.example"));
    }

    void a_wrong_name_and_a_wrong_base_uri_are_told_at_the_field()
    {
        World world;
        ApplicationPage page(world.setup.application());
        auto *const name = named<QLineEdit>(page, QStringLiteral("App integration name"));
        name->clear();
        QVERIFY(!name->accessibleDescription().isEmpty());
        auto *const uris = named<QPlainTextEdit>(page, QStringLiteral("Base URIs"));
        uris->setPlainText(QStringLiteral("https://fine.example\nnot an address"));
        QVERIFY(uris->accessibleDescription().contains(QLatin1String("not an address")));
    }

    void groups_are_asked_for_only_when_they_matter()
    {
        World world;
        auto &step = world.setup.application();
        step.setRefreshTokenTicked(true);
        ApplicationPage page(step);
        auto *const groups = named<QPlainTextEdit>(page, QStringLiteral("Groups that may sign in"));
        QVERIFY(!groups->isVisibleTo(&page));
        named<QComboBox>(page, QStringLiteral("Controlled access"))->setCurrentIndex(1);
        QVERIFY(groups->isVisibleTo(&page));
        QVERIFY(!step.canProceed());
        groups->setPlainText(QStringLiteral("  Engineering \n\nSupport\n"));
        QCOMPARE(step.configuration().accessGroups,
                 (QStringList{QStringLiteral("Engineering"), QStringLiteral("Support")}));
        QCOMPARE(groups->toPlainText(), QStringLiteral("  Engineering \n\nSupport\n")); // not under the fingers
        QVERIFY(step.canProceed());
    }
};

QTEST_MAIN(tst_ApplicationPage)
#include "tst_ApplicationPage.moc"

// What is above the window while nothing is real: the exercise, the scenario, and that old results are old.

#include "wizard/ApiTokenPage.h"
#include "wizard/Notice.h"
#include "wizard/PlainLabel.h"
#include "wizard/PracticeStrip.h"
#include "wizard/World.h"

#include <QComboBox>
#include <QPushButton>

class tst_PracticeStrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_exercise_is_told_until_it_is_solved()
    {
        DemoValues demo;
        demo.moods = QStringList{QStringLiteral("Everything works"), QStringLiteral("Empty org")};
        demo.mood = 1;
        int opened = 0;
        int begun = 0;
        demo.openConsole = [&opened] { ++opened; };
        demo.startOver = [&begun] { ++begun; };
        demo.exercise = {1, 6, QStringLiteral("Let Robin in"), QStringLiteral("Applications > Applications")};
        PracticeStrip strip(demo, nullptr);
        strip.resize(1000, strip.sizeHint().height());
        strip.show();
        QCOMPARE(strip.findChild<QComboBox *>()->currentIndex(), 1);
        const auto *const progress = strip.findChild<PlainLabel *>(QStringLiteral("progressLabel"));
        const auto *const next = strip.findChild<PlainLabel *>(QStringLiteral("nextLabel"));
        QCOMPARE(progress->text(), QStringLiteral("1 of 6 done"));
        QVERIFY(next->text().contains(QLatin1String("Let Robin in")));
        QVERIFY(next->text().contains(QLatin1String("Applications > Applications")));
        strip.findChild<QPushButton *>(QStringLiteral("openConsoleButton"))->click();
        strip.findChild<QPushButton *>(QStringLiteral("startOverButton"))->click();
        QCOMPARE(opened, 1);
        QCOMPARE(begun, 1);

        demo.exercise = {2, 6, QStringLiteral("List groups"), {}};
        Q_EMIT demo.changed();
        QVERIFY(!next->text().contains(QLatin1String("console")));

        demo.exercise = {6, 6, {}, {}};
        Q_EMIT demo.changed();
        QCOMPARE(progress->text(), QStringLiteral("Solved"));
    }

    void the_scenario_follows_the_console_without_choosing_it_again()
    {
        DemoValues demo;
        demo.moods = QStringList{QStringLiteral("One"), QStringLiteral("Two")};
        QList<int> chosen;
        demo.setMood = [&chosen](int index) { chosen.append(index); };
        const PracticeStrip strip(demo, nullptr);
        auto *const scenarios = strip.findChild<QComboBox *>();
        demo.mood = 1;
        Q_EMIT demo.changed();
        QCOMPARE(scenarios->currentIndex(), 1);
        QCOMPARE(chosen, QList<int>());
        scenarios->setCurrentIndex(0);
        QCOMPARE(chosen, QList<int>{0});
    }

    void all_is_in_sight_where_there_is_little_room()
    {
        DemoValues demo;
        demo.moods = QStringList{QStringLiteral("Pomerium's redirect URI missing")};
        demo.openConsole = [] {};
        demo.startOver = [] {};
        demo.exercise = {0, 3, QStringLiteral("Put it right in the console"), QStringLiteral("Applications > General")};
        for (const double size : {1.0, 2.0}) {
            QWidget window;
            QFont font = window.font();
            font.setPointSizeF(font.pointSizeF() * size);
            window.setFont(font);
            PracticeStrip strip(demo, &window);
            strip.setGeometry(0, 0, 720, 300);
            window.show();
            QVERIFY2(strip.minimumSizeHint().width() <= 720,
                     qPrintable(QString::number(strip.minimumSizeHint().width())));
            const auto parts = strip.findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
            for (const QWidget *const part : parts) {
                if (part->isVisible())
                    QVERIFY2(strip.rect().contains(part->geometry()), qPrintable(part->objectName()));
            }
        }
    }

    void a_kept_secret_of_a_practice_is_not_taken_for_a_real_one()
    {
        World world;
        secrets::MemoryKeychain keychain(secrets::KeychainState::Ready);
        setup::Setup setup(setup::Services{world.http, keychain, world.browser, std::chrono::milliseconds(1)},
                           setup::Draft(QString()));
        setup.organization().setAuthenticateText(QStringLiteral("https://authenticate.pomerium.example"));
        setup.organization().setOrganizationText(world.org.url().toString());
        QTRY_VERIFY(setup.organization().canProceed());
        const DemoValues demo;
        const ApiTokenPage practice(setup.apiToken(), &demo);
        const ApiTokenPage real(setup.apiToken(), nullptr);
        setup.apiToken().setToken(Secret::fromText(world.org.apiToken()));
        QTRY_COMPARE(setup.apiToken().kept().state(), setup::KeptSecret::State::Kept);
        const auto says = [](const ApiTokenPage &page) {
            return page.findChild<Notice *>(QStringLiteral("keychainNotice"))->text();
        };
        QVERIFY2(says(practice).startsWith(QLatin1String("Practice: ")), qPrintable(says(practice)));
        QVERIFY2(!says(real).contains(QLatin1String("Practice")), qPrintable(says(real)));
    }

    void another_state_of_the_org_makes_results_old()
    {
        World world;
        world.reachReview();
        for (const auto id : {setup::StepId::Credentials, setup::StepId::SignIn, setup::StepId::ApiToken}) {
            QVERIFY(world.setup.step(id).isVerified());
        }
        world.setup.expireResults();
        for (const auto id : {setup::StepId::Credentials, setup::StepId::SignIn, setup::StepId::ApiToken}) {
            QVERIFY(!world.setup.step(id).isVerified());
            QVERIFY(world.setup.step(id).needsRecheck());
        }
        world.setup.credentials().checkNow();
        QTRY_VERIFY(world.setup.credentials().isVerified());
    }
};

QTEST_MAIN(tst_PracticeStrip)
#include "tst_PracticeStrip.moc"

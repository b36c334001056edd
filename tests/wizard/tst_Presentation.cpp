// The demo as it is played to a room, at a pace that nobody could follow.

#include "wizard/Autoplay.h"
#include "wizard/CaptionBar.h"
#include "wizard/Page.h"
#include "wizard/PlainLabel.h"
#include "wizard/Presentation.h"
#include "wizard/World.h"

#include <QLayout>
#include <QLineEdit>
#include <QPushButton>

using setup::StepId;

namespace {

constexpr auto longest = 60'000;

Presentation::Pace quick()
{
    using std::chrono::milliseconds;
    return {milliseconds(0), milliseconds(0), milliseconds(0), milliseconds(1)};
}

demo::Settings forgotten()
{
    demo::Settings settings;
    settings.scenario = demo::Scenario::RefreshTokenForgotten;
    return settings;
}

/// A demo with everything that a presentation touches.
struct Room
{
    Room()
        : world({}, forgotten())
        , window(world.setup, {}, &values)
    {
        values.organizationUrl = world.org.url().toString();
        values.authenticateUrl = QStringLiteral("https://authenticate.pomerium.example");
        values.clientId = world.org.clientId();
        values.clientSecret = Secret::fromText(world.org.clientSecret());
        values.apiToken = Secret::fromText(world.org.apiToken());
        values.repair = [this] { world.org.doLesson(); };
        window.show();
    }

    [[nodiscard]] CaptionBar *bar() const { return window.findChild<CaptionBar *>(); }

    World world;
    DemoValues values;
    SetupWizard window;
};

} // namespace

class tst_Presentation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_plays_the_newest_release_with_one_mistake_to_its_last_page()
    {
        Room room;
        Presentation play(room.window, room.world.setup, room.values,
                          presentationScript(room.world.setup, room.values, room.world.target()), quick());
        QSignalSpy finished(&play, &Presentation::finished);
        // What a room sees on the way: the mistake, and that it is gone.
        bool hasFailed = false;
        bool isRepaired = false;
        connect(&room.world.setup, &setup::Setup::changed, &play, [&] {
            const auto &probe = room.world.setup.credentials().probe();
            const auto status = probe ? probe->findings.status(oidc::ProbeId::RefreshGrant) : checks::Status::Pending;
            hasFailed = hasFailed || (status != checks::Status::Pending && status != checks::Status::Passed);
            isRepaired = hasFailed && status == checks::Status::Passed;
        });
        play.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longest);
        QCOMPARE(finished.first().first().toString(), QString());
        QCOMPARE(room.world.setup.current(), StepId::Done);
        QVERIFY(hasFailed && isRepaired);
        QCOMPARE(room.world.setup.configuration().release.toString(), pomerium::Release::current().toString());
        QVERIFY(QFile::exists(room.world.target()));
        // The last page stays, with its sentence.
        QVERIFY(room.bar() && room.bar()->isVisible());
        QVERIFY(room.bar()->place().startsWith(QLatin1String("Step 7 of 7")));
        // A step back says it again, and does nothing twice.
        const auto before = QFileInfo(room.world.target()).lastModified();
        play.goBack();
        play.goBack();
        QCOMPARE(room.world.setup.current(), StepId::Export);
        play.goNext();
        QCOMPARE(room.world.setup.current(), StepId::Done);
        QCOMPARE(QFileInfo(room.world.target()).lastModified(), before);
        play.goBack();
        room.window.close();
        QTRY_VERIFY(!room.window.isVisible());
    }

    void every_sentence_fits_and_says_where_it_is()
    {
        Room room;
        const auto scenes = presentationScript(room.world.setup, room.values, room.world.target());
        QList<StepId> steps;
        for (const auto &scene : scenes) {
            QVERIFY2(scene.caption.split(QLatin1Char(' ')).size() <= 20, qPrintable(scene.caption));
            if (steps.isEmpty() || steps.last() != scene.step)
                steps.append(scene.step);
        }
        QCOMPARE(steps.size(), 7); // each once, in order
        CaptionBar bar;
        bar.show();
        const auto *const sentence = bar.findChild<PlainLabel *>(QStringLiteral("captionLabel"));
        for (const auto &scene : scenes) {
            bar.say(QStringLiteral("Step 4 of 7 · 2 of 5"), scene.caption);
            bar.resize(900, bar.heightForWidth(900));
            bar.layout()->activate();
            QVERIFY2(sentence->heightForWidth(sentence->width()) <= sentence->height() + 1, qPrintable(scene.caption));
        }
    }

    void space_pauses_arrows_step_and_escape_leaves_the_wizard()
    {
        Room room;
        Presentation play(room.window, room.world.setup, room.values,
                          presentationScript(room.world.setup, room.values, room.world.target()),
                          Presentation::Pace()); // slow: nothing happens by itself meanwhile
        const QSignalSpy finished(&play, &Presentation::finished);
        play.start();
        QCOMPARE(room.bar()->place(), QStringLiteral("Step 1 of 7 · 1 of 3"));
        auto *const focus = room.window.findChild<QLineEdit *>(QStringLiteral("organizationLineEdit"));
        QTest::keyClick(focus, Qt::Key_Space);
        QVERIFY(play.isPaused());
        QCOMPARE(focus->text(), QString());
        QTest::keyClick(focus, Qt::Key_Right); // goes on, at once
        QVERIFY(!play.isPaused());
        QTRY_COMPARE(play.at(), 1);
        QTest::keyClick(focus, Qt::Key_Left);
        QCOMPARE(play.at(), 0);
        QTest::keyClick(focus, Qt::Key_Escape);
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!room.bar());
        auto *const again = room.window.page().findChild<QLineEdit *>(QStringLiteral("organizationLineEdit"));
        again->clear();
        QTest::keyClicks(again, QStringLiteral("a b"));
        QCOMPARE(again->text(), QStringLiteral("a b"));
    }

    void a_demo_that_does_not_go_on_says_so()
    {
        Room room;
        room.values.repair = [] {}; // nobody repairs it
        auto scenes = presentationScript(room.world.setup, room.values, room.world.target());
        scenes.removeIf([](const Scene &scene) { return scene.step != StepId::Organization; });
        scenes.append({StepId::Export, QStringLiteral("A page that cannot be opened yet."), {}});
        Presentation play(room.window, room.world.setup, room.values, scenes, quick());
        QSignalSpy finished(&play, &Presentation::finished);
        play.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, longest);
        QVERIFY(finished.first().first().toString().contains(QLatin1String("cannot be opened")));
        QCOMPARE(room.bar()->sentence(), finished.first().first().toString());
    }
};

QTEST_MAIN(tst_Presentation)
#include "tst_Presentation.moc"

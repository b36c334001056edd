#include "wizard/DonePage.h"
#include "wizard/World.h"

#include <QLabel>
#include <QPushButton>

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

class tst_DonePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_says_what_was_written_where_and_what_is_left()
    {
        World world;
        world.reachReview();
        world.setup.exportStep().write();
        QVERIFY(world.setup.exportStep().isVerified());
        DonePage page(world.setup.done());
        const QString said = words(page);
        QVERIFY(said.contains(world.target() + QLatin1String(" was written.")));
        for (const QString &uri : world.setup.configuration().loopbackRedirectUris())
            QVERIFY(said.contains(uri));
        QVERIFY(said.contains(QLatin1String("restart Pomerium")));
    }

    void it_says_how_each_program_is_told_of_the_file()
    {
        World world;
        world.reachReview();
        DonePage page(world.setup.done());
        const auto formats = pomerium::exportFormats();
        for (const auto format : formats) {
            world.setup.exportStep().setFormat(format);
            page.render();
            const QString said = words(page);
            QCOMPARE(said.contains(QLatin1String("kubectl apply -f ")), format == pomerium::ExportFormat::Kubernetes);
            QCOMPARE(said.contains(QLatin1String("EnvironmentFile=")), format == pomerium::ExportFormat::EnvSystemd);
            QCOMPARE(said.contains(QLatin1String("--env-file")), format == pomerium::ExportFormat::EnvDocker);
            QCOMPARE(said.contains(QLatin1String("delete the file")), format == pomerium::ExportFormat::CopySheet);
        }
    }

    void undo_puts_back_what_was_there()
    {
        World world;
        {
            QFile file(world.target());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("BEFORE=1\n");
        }
        world.reachReview();
        world.setup.exportStep().write();
        DonePage page(world.setup.done());
        auto *const undo = named<QPushButton>(page, QStringLiteral("Undo writing"));
        QVERIFY(undo->isVisibleTo(&page));
        undo->click();
        QFile file(world.target());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArrayLiteral("BEFORE=1\n"));
        QVERIFY(words(page).contains(QLatin1String("Writing was undone.")));
        QVERIFY(!undo->isVisibleTo(&page));
    }

    void an_undo_that_is_not_possible_any_more_says_so_and_loses_nothing()
    {
        World world;
        world.reachReview();
        world.setup.exportStep().write();
        {
            QFile file(world.target());
            QVERIFY(file.open(QIODevice::Append));
            file.write("THEIRS=1\n");
        }
        DonePage page(world.setup.done());
        named<QPushButton>(page, QStringLiteral("Undo writing"))->click();
        QFile file(world.target());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("THEIRS=1"));
        QVERIFY(!words(page).contains(QLatin1String("Writing was undone.")));
        QVERIFY(world.setup.exportStep().writeError());
    }
};

QTEST_MAIN(tst_DonePage)
#include "tst_DonePage.moc"

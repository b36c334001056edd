#include "support/ScriptedPomerium.h"
#include "wizard/DonePage.h"
#include "wizard/World.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
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
    const auto values = page.findChildren<QLineEdit *>();
    for (const QLineEdit *const value : values) {
        if (value->isVisibleTo(&page))
            all.append(value->text());
    }
    return all.join(QLatin1Char('\n')).remove(QChar(0x200B)); // where an address may be broken
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

    void each_value_that_is_left_to_type_has_its_own_copy()
    {
        World world;
        world.reachReview();
        world.setup.exportStep().write();
        DonePage page(world.setup.done());
        const QStringList uris = world.setup.configuration().loopbackRedirectUris();
        for (int i = 0; i < uris.size(); ++i) {
            auto *const copy = named<QPushButton>(page, QStringLiteral("Copy ") + uris.at(i));
            QVERIFY(copy);
            copy->click();
            QCOMPARE(QGuiApplication::clipboard()->text(), uris.at(i));
        }
        QVERIFY2(!words(page).contains(QLatin1String("127.0.0.1:17817/callback, ")), "no URI is in a sentence");
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

    void routes_can_be_named_and_what_is_none_is_told()
    {
        World world;
        world.reachReview();
        world.setup.exportStep().write();
        DonePage page(world.setup.done());
        auto *const routes = named<QLineEdit>(page, QStringLiteral("Routes to check too"));
        auto *const check = named<QPushButton>(page, QStringLiteral("Check the running Pomerium"));
        QVERIFY(routes && check);
        QVERIFY(check->isEnabled());
        routes->setText(QStringLiteral("https://app.example.com ftp://files.example.com"));
        QVERIFY(words(page).contains(QLatin1String("ftp://files.example.com is not the address of a route.")));
        QVERIFY(!check->isEnabled());
        routes->setText(QStringLiteral("https://app.example.com"));
        QVERIFY(check->isEnabled());
        QCOMPARE(world.setup.configuration().pomeriumRoutes, QStringLiteral("https://app.example.com"));
        // Another page shows them again.
        DonePage again(world.setup.done());
        QCOMPARE(named<QLineEdit>(again, QStringLiteral("Routes to check too"))->text(),
                 QStringLiteral("https://app.example.com"));
    }

    void the_running_pomerium_is_asked_whether_it_has_the_file()
    {
        World world;
        ScriptedPomerium pomerium({});
        world.reachReview();
        world.setup.organization().setAuthenticateText(pomerium.authenticateUrl());
        world.org.setRedirectUris(world.setup.configuration().signInRedirectUris());
        world.setup.exportStep().refresh();
        world.setup.exportStep().write();
        // A Pomerium that was started with the file, but for a line feed behind the client secret.
        auto &script = pomerium.script();
        script.minor = 19;
        script.issuer = world.setup.configuration().issuer.toUtf8();
        script.authorizationEndpoint = world.setup.configuration().metadata->authorizationEndpoint.toString().toUtf8();
        QFile file(world.target());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto lines = file.readAll().split('\n');
        for (const QByteArray &line : lines) {
            if (!line.startsWith('#') && line.contains('='))
                script.variables.insert(line.left(line.indexOf('=')), line.mid(line.indexOf('=') + 1));
        }
        script.variables["IDP_CLIENT_SECRET"] += '\n';

        DonePage page(world.setup.done());
        auto *const check = named<QPushButton>(page, QStringLiteral("Check the running Pomerium"));
        auto *const wait = named<QPushButton>(page, QStringLiteral("Wait until it runs"));
        auto *const cancel = named<QPushButton>(page, QStringLiteral("Cancel the check"));
        QVERIFY(check && wait && cancel);
        QVERIFY(check->isEnabled());
        QVERIFY(!cancel->isVisibleTo(&page));
        check->click();
        QVERIFY(cancel->isVisibleTo(&page));
        QTRY_VERIFY(!world.setup.done().isBusy());
        QVERIFY2(words(page).contains(QLatin1String("ends with a line feed")), qPrintable(words(page)));
        QVERIFY(words(page).contains(QLatin1String("Pomerium does not run with these settings yet.")));

        // It is waited for until it was restarted rightly.
        wait->click();
        QVERIFY(words(page).contains(QLatin1String("Time left: ")));
        QVERIFY(!check->isEnabled());
        script.variables["IDP_CLIENT_SECRET"].chop(1);
        QTRY_VERIFY_WITH_TIMEOUT(!world.setup.done().isBusy(), 20'000);
        QVERIFY2(words(page).contains(QLatin1String("Pomerium runs with these settings.")), qPrintable(words(page)));

        // Cancel ends a wait at once.
        script.variables["IDP_CLIENT_SECRET"] += '\n';
        wait->click();
        QTRY_VERIFY(words(page).contains(QLatin1String("ends with a line feed")));
        cancel->click();
        QVERIFY(!world.setup.done().isBusy());
        QVERIFY(check->isEnabled());
        QVERIFY(!cancel->isVisibleTo(&page));
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
        // There is no file to load.
        QVERIFY(!words(page).contains(QLatin1String("restart Pomerium")));
    }

    void what_is_said_of_the_file_is_true()
    {
        World world;
        world.reachReview();
        DonePage page(world.setup.done());
        world.setup.exportStep().write();
        QVERIFY(words(page).contains(QLatin1String("readable by you only")));
        // The same once more: nothing is written, and nothing can be undone.
        const QDateTime before = QFileInfo(world.target()).lastModified();
        world.setup.exportStep().setTargetPath(world.target() + QStringLiteral("-2"));
        world.setup.exportStep().write();
        QVERIFY(words(page).contains(QLatin1String("-2 was written.")));
        world.setup.exportStep().setTargetPath(world.target());
        world.setup.exportStep().write();
        QVERIFY(world.setup.exportStep().wasAlreadySo());
        QVERIFY(words(page).contains(QLatin1String("Nothing had to be written.")));
        QVERIFY(!words(page).contains(QLatin1String("was written.")));
        QVERIFY(!named<QPushButton>(page, QStringLiteral("Undo writing"))->isVisibleTo(&page));
        QCOMPARE(QFileInfo(world.target()).lastModified(), before);
    }

    void who_may_read_a_replaced_file_is_not_said_to_be_one_person()
    {
        World world;
        {
            QFile file(world.target());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("BEFORE=1\n");
        }
        QVERIFY(QFile::setPermissions(world.target(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        world.reachReview();
        DonePage page(world.setup.done());
        world.setup.exportStep().write();
        QVERIFY(!words(page).contains(QLatin1String("by you only")));
        QVERIFY(words(page).contains(QLatin1String("keeps its owner and group")));
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

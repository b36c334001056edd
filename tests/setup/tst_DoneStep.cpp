#include "setup/DoneStep.h"

#include "http/Client.h"
#include "support/FakeKeychain.h"
#include "support/VisitingUserAgent.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using setup::DoneStep;
using Task = setup::DoneStep::Task;

class tst_DoneStep : public QObject
{
    Q_OBJECT

private:
    http::Client m_http;
    FakeKeychain m_keychain;
    VisitingUserAgent m_browser;
    const setup::Services m_services{m_http, m_keychain, m_browser};

private Q_SLOTS:
    void what_is_left_depends_on_the_release_and_the_token_data()
    {
        QTest::addColumn<QString>("release");
        QTest::addColumn<bool>("hasToken");
        QTest::addColumn<bool>("isSkipped");
        QTest::addColumn<QList<Task>>("tasks");
        const QList<Task> legacy{Task::RemoveLoopbackRedirectUris, Task::LoadFile, Task::RestartPomerium};
        const QList<Task> current{Task::RemoveLoopbackRedirectUris, Task::ConfigureGroupsClaim, Task::LoadFile};
        QTest::newRow("0.19") << "0.19" << true << false << legacy;
        QTest::newRow("0.20, no token") << "0.20" << false << false << current;
        QTest::newRow("0.20, a token") << "0.20" << true << false << current + QList{Task::EnterTokenInConsole};
        QTest::newRow("0.20, a skipped token") << "0.20" << true << true << current;
    }

    void what_is_left_depends_on_the_release_and_the_token()
    {
        QFETCH(QString, release);
        QFETCH(bool, hasToken);
        QFETCH(bool, isSkipped);
        QFETCH(QList<Task>, tasks);
        setup::Configuration configuration;
        configuration.release = pomerium::Release::parse(release).value();
        configuration.apiToken = hasToken ? Secret("00abc") : Secret();
        configuration.isApiTokenSkipped = isSkipped;
        setup::ExportStep exportStep(configuration, [] { return std::nullopt; });
        const DoneStep step(configuration, exportStep, m_services);
        QCOMPARE(step.tasks(), tasks);
    }

    void a_groups_claim_that_was_seen_is_not_asked_for_again()
    {
        setup::Configuration configuration;
        configuration.release = pomerium::Release::current();
        setup::ExportStep exportStep(configuration, [] { return std::nullopt; });
        bool hasSeen = false;
        const DoneStep step(configuration, exportStep, m_services, [&hasSeen] { return hasSeen; });
        QVERIFY(step.tasks().contains(Task::ConfigureGroupsClaim));
        hasSeen = true;
        QVERIFY(!step.tasks().contains(Task::ConfigureGroupsClaim));
        QVERIFY(step.tasks().contains(Task::NameGroups));
        configuration.release = pomerium::Release::legacy();
        QVERIFY(!step.tasks().contains(Task::NameGroups));
    }

    void what_is_done_with_the_file_depends_on_its_format_data()
    {
        using Format = pomerium::ExportFormat;
        QTest::addColumn<Format>("format");
        QTest::addColumn<QList<Task>>("tasks");
        const auto row = [](Format format, const QList<Task> &tasks) {
            QTest::newRow(qPrintable(pomerium::formatName(format)))
                << format << QList{Task::RemoveLoopbackRedirectUris, Task::ConfigureGroupsClaim} + tasks;
        };
        row(Format::EnvSystemd, {Task::PlaceClientSecret, Task::LoadFile, Task::EnterTokenInConsole});
        row(Format::ConfigYaml, {Task::PlaceClientSecret, Task::LoadFile, Task::EnterTokenInConsole});
        row(Format::Kubernetes, {Task::ApplyManifest, Task::EnterTokenInConsole});
        row(Format::ClientSecret, {Task::PlaceClientSecret, Task::EnterTokenInConsole});
        row(Format::CopySheet, {Task::CopyValues});
    }
    void what_is_done_with_the_file_depends_on_its_format()
    {
        QFETCH(pomerium::ExportFormat, format);
        QFETCH(QList<Task>, tasks);
        setup::Configuration configuration;
        configuration.release = pomerium::Release::current();
        configuration.apiToken = Secret("00abc");
        configuration.format = format;
        setup::ExportStep exportStep(configuration, [] { return std::nullopt; });
        exportStep.setClientSecretPath(QStringLiteral("/run/secrets/okta"));
        QCOMPARE(DoneStep(configuration, exportStep, m_services).tasks(), tasks);
    }

    void it_is_done_when_the_file_is_written_and_not_when_that_was_undone()
    {
        const QTemporaryDir folder;
        setup::Configuration configuration;
        configuration.issuer = QStringLiteral("https://acme.okta.com");
        configuration.clientId = QStringLiteral("0oaABCDEFGHIJKLMNOPQ");
        configuration.clientSecret = Secret("a-client-secret");
        configuration.redirectPorts = {20011};
        configuration.targetPath = folder.filePath(QStringLiteral("pomerium.env"));
        setup::ExportStep exportStep(configuration, [] { return std::nullopt; });
        const DoneStep step(configuration, exportStep, m_services);
        QCOMPARE(step.loopbackRedirectUris(), QStringList{QStringLiteral("http://127.0.0.1:20011/callback")});
        QVERIFY(!step.isVerified());
        exportStep.enter();
        QSignalSpy changed(&step, &setup::Step::changed);
        exportStep.write();
        QVERIFY(step.isVerified());
        QVERIFY(step.canProceed());
        QCOMPARE(changed.count(), 1);
        exportStep.undo();
        QVERIFY(!step.isVerified());
        QCOMPARE(changed.count(), 2);
    }
};

QTEST_GUILESS_MAIN(tst_DoneStep)
#include "tst_DoneStep.moc"

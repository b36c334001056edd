#include "http/Client.h"

#include "support/RawServer.h"
#include "support/TestCertificates.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/// A company's authority is added to the system's, never instead of them. The system's folder is replaced for one
/// process, in a mount namespace of its own, where this test runs itself once more.
class tst_SystemTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void an_added_authority_does_not_replace_the_systems();
};

void tst_SystemTrust::an_added_authority_does_not_replace_the_systems()
{
    const QString systemFolder = QStringLiteral("/etc/ssl/certs");
    const TestAuthority added(QStringLiteral("Added Authority"));
    const QByteArray inside = qgetenv("OKTA_SETUP_TEST_SERVER");
    if (inside.isEmpty()) {
        if (QProcess::execute(QStringLiteral("unshare"),
                              {QStringLiteral("-r"), QStringLiteral("-m"), QStringLiteral("true")})
            != 0)
            QSKIP("no mount namespaces here");
        const TestAuthority system(QStringLiteral("System Authority"));
        QTemporaryDir folder;
        // A name like OpenSSL's hashes is what makes Qt load authorities on demand, as on a real system.
        for (const QString &name : {QStringLiteral("system.pem"), QStringLiteral("00000000.0")}) {
            QFile pem(folder.filePath(name));
            QVERIFY(pem.open(QIODevice::WriteOnly));
            pem.write(system.pem());
        }
        RawServer server;
        server.setTls(system.issue());
        server.setAnswer(httpAnswer("{}"));

        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("OKTA_SETUP_TEST_SERVER"), server.url().toString());
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(QStringLiteral("unshare"),
                      {QStringLiteral("-r"), QStringLiteral("-m"), QStringLiteral("sh"), QStringLiteral("-c"),
                       QStringLiteral("mount --bind \"$1\" \"$2\" && exec \"$3\""), QStringLiteral("sh"), folder.path(),
                       systemFolder, QCoreApplication::applicationFilePath()});
        QSignalSpy ended(&process, &QProcess::finished);
        QVERIFY(ended.wait(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(server.requests().size(), 1); // it did trust the server, in there
        return;
    }

    http::Client client(http::ClientSettings{added.pem()});
    http::Request request;
    request.url = QUrl(QString::fromLatin1(inside));
    const auto job = client.request(std::move(request));
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY2(job->outcome(), qPrintable(job->outcome() ? QString() : job->outcome().error().detail));
}

QTEST_GUILESS_MAIN(tst_SystemTrust)

#include "tst_SystemTrust.moc"

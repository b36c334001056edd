#include "http/Client.h"

#include <QSignalSpy>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

/// A package without Qt's TLS plugin: the program must say that, and not that a server cannot be reached.
class tst_MissingTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void a_missing_backend_is_told_apart();
};

void tst_MissingTls::a_missing_backend_is_told_apart()
{
    QTemporaryDir empty;
    QCoreApplication::setLibraryPaths({empty.path()}); // before the first use of TLS in this process
    if (QSslSocket::supportsSsl())
        QSKIP("this Qt has its TLS backend built in");
    http::Client client;
    http::Request request;
    request.url = QUrl(QStringLiteral("https://127.0.0.1:1/"));
    const auto job = client.request(std::move(request));
    QSignalSpy finished(job.get(), &Job::finished);
    job->start();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!job->outcome());
    QCOMPARE(job->outcome().error().reason, http::TransportError::Reason::TlsUnavailable);
}

QTEST_GUILESS_MAIN(tst_MissingTls)

#include "tst_MissingTls.moc"

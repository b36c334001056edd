#include "pomerium/ImportFile.h"

#include <QtTest>

#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace pomerium;
using Reason = ImportError::Reason;

class tst_ImportFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void what_is_in_the_file_decides_whatever_its_name_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        const QByteArray environment("IDP_PROVIDER=okta\nIDP_CLIENT_ID=0oa1b2c3d4e5f6g7h8i9\n");
        const QByteArray configuration("idp_provider: okta\nidp_client_id: 0oa1b2c3d4e5f6g7h8i9\n");
        for (const char *name : {"pomerium.env", ".env", "config.yaml", "CONFIG.YML", "pomerium", "x.txt"}) {
            QTest::addRow("%s, environment", name) << QString::fromLatin1(name) << environment;
            QTest::addRow("%s, configuration", name) << QString::fromLatin1(name) << configuration;
        }
    }
    void what_is_in_the_file_decides_whatever_its_name()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        const auto import = importFile(put(name, content));
        QVERIFY(import);
        QCOMPARE(import->clientId, std::optional(QStringLiteral("0oa1b2c3d4e5f6g7h8i9")));
    }

    void what_is_neither_is_refused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("empty") << QByteArray() << Reason::Empty;
        QTest::newRow("manifest") << QByteArray("apiVersion: v1\nkind: Secret\n") << Reason::DifferentFormat;
        QTest::newRow("JSON") << QByteArray("{}") << Reason::DifferentFormat;
        QTest::newRow("binary") << QByteArray("\x7F"
                                              "ELF\0\0",
                                              6)
                                << Reason::NotText;
        QTest::newRow("another program's") << QByteArray("A=1\n") << Reason::NothingOfOurs;
        QTest::newRow("5 MiB") << QByteArray(5 * 1024 * 1024, 'x') << Reason::TooLarge;
    }
    void what_is_neither_is_refused()
    {
        QFETCH(QByteArray, content);
        QFETCH(Reason, reason);
        for (const char *name : {"pomerium.env", "config.yaml"}) {
            const auto import = importFile(put(QString::fromLatin1(name), content));
            QVERIFY(!import);
            QCOMPARE(import.error().reason, reason);
        }
    }

    void what_is_no_file_is_refused_without_waiting()
    {
        QCOMPARE(reasonOf(m_folder->path()), Reason::NotAFile);
        QCOMPARE(reasonOf(m_folder->filePath(QStringLiteral("missing"))), Reason::NotReadable);
        QCOMPARE(reasonOf(QString()), Reason::NotReadable);
#ifdef Q_OS_UNIX
        const QString pipe = m_folder->filePath(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(pipe.toLocal8Bit().constData(), 0600), 0);
        QCOMPARE(reasonOf(pipe), Reason::NotAFile);
        QCOMPARE(reasonOf(QStringLiteral("/dev/zero")), Reason::NotAFile);
        const QString link = m_folder->filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(m_folder->filePath(QStringLiteral("missing")), link));
        QCOMPARE(reasonOf(link), Reason::NotReadable);
#endif
    }

private:
    [[nodiscard]] QString put(const QString &name, const QByteArray &content) const
    {
        const QString path = m_folder->filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
            qFatal("cannot write into the temporary folder");
        return path;
    }
    [[nodiscard]] static std::optional<Reason> reasonOf(const QString &path)
    {
        const auto import = importFile(path);
        return import ? std::nullopt : std::optional(import.error().reason);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(tst_ImportFile)
#include "tst_ImportFile.moc"

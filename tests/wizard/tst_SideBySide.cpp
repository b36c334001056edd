// A window and a browser in the two halves of the screen. The browser is a script that writes down how it was started.

#include "wizard/SideBySide.h"

#include <QDesktopServices>
#include <QFile>
#include <QScreen>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

class tst_SideBySide : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_path = qgetenv("PATH");
        qputenv("PATH", m_folder.path().toLocal8Bit() + ':' + m_path);
    }

    void cleanupTestCase() { qputenv("PATH", m_path); }

    void the_left_half_is_as_wide_as_the_window_has_to_be()
    {
        const auto [left, right] = SideBySide::halves(QRect(0, 30, 1600, 870), 720);
        QCOMPARE(left, QRect(0, 30, 800, 870));
        QCOMPARE(right, QRect(800, 30, 800, 870));
        const auto [wide, rest] = SideBySide::halves(QRect(0, 0, 1280, 800), 720);
        QCOMPARE(wide, QRect(0, 0, 720, 800));
        QCOMPARE(rest, QRect(720, 0, 560, 800));
    }

    void what_is_opened_is_opened_in_the_other_half()
    {
        writeBrowser("exit 0");
        QWidget window;
        window.setMinimumSize(200, 100);
        SideBySide sideBySide(window);
        sideBySide.arrange(QUrl(QStringLiteral("http://127.0.0.1:1/admin?hint=1")));
        const QRect screen = window.screen()->availableGeometry();
        QVERIFY(window.isVisible());
        QTRY_COMPARE(window.frameGeometry().topLeft(), screen.topLeft());
        QCOMPARE(window.frameGeometry().width(), screen.width() / 2);
        QTRY_COMPARE(starts().size(), 1);
        const auto first = starts().first().split(' ');
        QVERIFY(first.contains("--window-position=" + QByteArray::number(screen.width() / 2) + ",0"));
        QVERIFY(first.contains("--no-first-run"));
        QCOMPARE(first.last(), QByteArray("http://127.0.0.1:1/admin?hint=1"));
        // As a page of the wizard does it.
        QVERIFY(QDesktopServices::openUrl(QUrl(QStringLiteral("http://127.0.0.1:1/other"))));
        QTRY_COMPARE(starts().size(), 2);
        const auto second = starts().at(1).split(' ');
        QCOMPARE(second.first(), first.first()); // the same profile: the browser that is open takes the page
        QCOMPARE(second.last(), QByteArray("http://127.0.0.1:1/other"));
        const QString profile = QString::fromLocal8Bit(first.first().mid(first.first().indexOf('=') + 1));
        QVERIFY(QFile::exists(profile));
        m_profile = profile;
    }

    void the_profile_is_gone_afterwards()
    {
        QVERIFY(!m_profile.isEmpty());
        QVERIFY(!QFile::exists(m_profile));
    }

    void a_browser_that_does_not_start_is_left_alone()
    {
        writeBrowser("exit 1");
        QWidget window;
        SideBySide sideBySide(window);
        sideBySide.arrange(QUrl(QStringLiteral("http://127.0.0.1:1/")));
        QTRY_COMPARE(starts().size(), 1);
        // From here on it is the system's: nothing comes to this one any more.
        QTRY_VERIFY(!QDesktopServices::openUrl(QUrl(QStringLiteral("http://127.0.0.1:1/again"))));
    }

private:
    void writeBrowser(const QByteArray &end)
    {
        QFile::remove(m_folder.filePath(QStringLiteral("starts")));
        QFile file(m_folder.filePath(QStringLiteral("chromium")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho \"$@\" >> '" + m_folder.filePath(QStringLiteral("starts")).toLocal8Bit() + "'\n"
                   + end + '\n');
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    [[nodiscard]] QList<QByteArray> starts() const
    {
        QFile file(m_folder.filePath(QStringLiteral("starts")));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QList<QByteArray>();
    }

    QTemporaryDir m_folder;
    QByteArray m_path;
    QString m_profile;
};

QTEST_MAIN(tst_SideBySide)
#include "tst_SideBySide.moc"

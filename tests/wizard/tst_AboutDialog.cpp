#include "wizard/AboutDialog.h"

#include "core/Product.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

namespace {

QString words(const QWidget &dialog)
{
    QStringList all;
    const auto labels = dialog.findChildren<QLabel *>();
    for (const QLabel *const label : labels)
        all.append(label->text());
    return all.join(QLatin1Char('\n'));
}

} // namespace

class tst_AboutDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void it_says_which_version_this_is()
    {
        const AboutDialog dialog;
        QVERIFY(words(dialog).contains(product::name() + QLatin1Char(' ') + product::version()));
    }

    void the_notices_of_the_package_are_shown()
    {
        const QTemporaryDir folder;
        QFile notices(folder.filePath(QStringLiteral("THIRD-PARTY-NOTICES.txt")));
        QVERIFY(notices.open(QIODevice::WriteOnly));
        notices.write("libqt6core6 6.4.2 \xC2\xA9 <b>The Qt Company</b>\n");
        notices.close();
        AboutDialog dialog(notices.fileName());
        const auto *const text = dialog.findChild<QPlainTextEdit *>();
        QVERIFY(text);
        QVERIFY(text->toPlainText().contains(QStringLiteral("libqt6core6 6.4.2 © <b>The Qt Company</b>")));
        QVERIFY(text->isReadOnly());
        QVERIFY(words(dialog).contains(QLatin1String("sbom.spdx.json")));
        // Tab leaves it again: a text that swallows the key is a trap.
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        dialog.findChild<QPlainTextEdit *>()->setFocus();
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
        QVERIFY(!text->hasFocus());
    }

    void a_copy_without_notices_says_so()
    {
        const AboutDialog dialog(QStringLiteral("/nowhere/THIRD-PARTY-NOTICES.txt"));
        QVERIFY(!dialog.findChild<QPlainTextEdit *>());
        QVERIFY(words(dialog).contains(QLatin1String("not installed from one")));
    }

    void they_are_looked_for_where_packages_put_them()
    {
#ifdef Q_OS_LINUX
        QVERIFY(AboutDialog::installedNotices().endsWith(
            QLatin1String("/share/doc/okta-setup-for-pomerium/THIRD-PARTY-NOTICES.txt")));
        QVERIFY(!AboutDialog::installedNotices().contains(QLatin1String("..")));
#endif
    }
};

QTEST_MAIN(tst_AboutDialog)
#include "tst_AboutDialog.moc"

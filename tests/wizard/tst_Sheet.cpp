#include "wizard/Sheet.h"

#include <QLabel>
#include <QVBoxLayout>
#include <QtTest>

class tst_Sheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void the_title_keeps_its_distance_from_a_banner()
    {
        QWidget window;
        auto *const around = new QVBoxLayout(&window);
        auto *const sheet = new Sheet(&window);
        around->addWidget(sheet);
        sheet->setPage(new QWidget);
        sheet->setTitle(QStringLiteral("Step 1 of 7"), QStringLiteral("Okta org"), QStringLiteral("Which org it is."));
        auto *const banner = new QLabel(QStringLiteral("A setup was saved."), sheet);
        sheet->banners().addWidget(banner);
        banner->hide();
        window.resize(800, 600);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto *const title = sheet->findChild<QLabel *>(QStringLiteral("headingLabel"));
        const int alone = title->mapTo(sheet, QPoint()).y();

        banner->show();
        QTRY_VERIFY(title->mapTo(sheet, QPoint()).y() >= alone + banner->height() + 8);
        banner->hide();
        QTRY_COMPARE(title->mapTo(sheet, QPoint()).y(), alone);
    }
};

QTEST_MAIN(tst_Sheet)
#include "tst_Sheet.moc"

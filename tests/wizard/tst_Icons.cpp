#include "wizard/Icons.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QSet>
#include <QtTest>

using icons::Icon;

class tst_Icons : public QObject
{
    Q_OBJECT

private:
    static QImage painted(Icon icon)
    {
        QImage image(60, 60, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        icons::paint(painter, QRectF(0, 0, 60, 60), icon, Qt::black);
        return image;
    }

private Q_SLOTS:
    void each_is_another_drawing_and_stays_within_its_place()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i <= static_cast<int>(Icon::Next); ++i) {
            const auto icon = static_cast<Icon>(i);
            if (icon == Icon::Play) // the same triangle as Next
                continue;
            const QImage image = painted(icon);
            QByteArray bits;
            int ink = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const bool isInk = image.pixelColor(x, y).alpha() > 0;
                    ink += isInk ? 1 : 0;
                    bits += isInk ? '#' : ' ';
                    QVERIFY2(!isInk || (x > 0 && y > 0 && x < 59 && y < 59), qPrintable(QString::number(i)));
                }
            }
            QVERIFY2(ink > 30, qPrintable(QString::number(i)));
            QVERIFY2(!seen.contains(bits), qPrintable(QString::number(i)));
            seen.insert(bits);
        }
    }

    void what_points_somewhere_is_mirrored_from_right_to_left()
    {
        const QImage before = painted(Icon::ChevronRight);
        const QImage check = painted(Icon::Check);
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        const auto restore = qScopeGuard([] { QGuiApplication::setLayoutDirection(Qt::LeftToRight); });
        QVERIFY(painted(Icon::ChevronRight) != before);
        QCOMPARE(painted(Icon::Check), check);
    }
};

QTEST_MAIN(tst_Icons)
#include "tst_Icons.moc"

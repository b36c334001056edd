#include "wizard/Appearance.h"

#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QSet>
#include <QtTest>

class tst_Appearance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrast_is_that_of_WCAG()
    {
        QCOMPARE(qRound(appearance::contrast(Qt::black, Qt::white)), 21);
        QCOMPARE(qRound(appearance::contrast(Qt::white, Qt::white)), 1);
        // The example of WebAIM: #777777 on white just fails.
        const double grey = appearance::contrast(QColor(0x77, 0x77, 0x77), Qt::white);
        QVERIFY(grey > 4.4 && grey < 4.5);
    }

    void marks_differ_in_shape_and_not_only_in_colour()
    {
        QSet<QByteArray> shapes;
        for (const auto status : {checks::Status::Pending, checks::Status::Running, checks::Status::Passed,
                                  checks::Status::Warning, checks::Status::Failed, checks::Status::Skipped}) {
            QImage image(32, 32, QImage::Format_ARGB32);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            appearance::paintMark(painter, QRectF(0, 0, 32, 32), status, QPalette());
            painter.end();
            // What is painted at all, without its colour; the sign inside is told by its brightness.
            QByteArray shape;
            for (int y = 0; y < 32; ++y) {
                for (int x = 0; x < 32; ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    shape += pixel.alpha() < 128 ? ' ' : pixel.lightness() > 180 ? '.' : '#';
                }
            }
            QVERIFY(shape.count('#') > 0);
            shapes.insert(shape);
        }
        QCOMPARE(shapes.size(), 6);
    }
};

QTEST_MAIN(tst_Appearance)
#include "tst_Appearance.moc"

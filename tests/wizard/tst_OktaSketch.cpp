#include "wizard/OktaSketch.h"
#include "wizard/Tokens.h"

#include <QApplication>
#include <QImage>
#include <QtTest>

using sketches::Place;

class tst_OktaSketch : public QObject
{
    Q_OBJECT

private:
    static int pixelsOf(const QImage &image, const QColor &color)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) == color ? 1 : 0;
        }
        return count;
    }

private Q_SLOTS:
    void every_place_is_drawn_with_its_steps_numbered_data()
    {
        QTest::addColumn<int>("place");
        for (int place = static_cast<int>(Place::OrgUrl); place <= static_cast<int>(Place::TokenValue); ++place)
            QTest::addRow("%d", place) << place;
    }

    void every_place_is_drawn_with_its_steps_numbered()
    {
        QFETCH(int, place);
        const auto parts = sketches::parts(static_cast<Place>(place));
        QList<int> badges;
        for (const auto &part : parts) {
            if (part.badge > 0)
                badges.append(part.badge);
        }
        QVERIFY(!badges.isEmpty());
        for (const auto theme : {tokens::Theme::Light, tokens::Theme::Dark, tokens::Theme::System}) {
            QApplication::setPalette(tokens::palette(theme));
            OktaSketch sketch;
            sketch.setPlace(static_cast<Place>(place));
            sketch.resize(sketch.sizeHint());
            const QImage image = sketch.grab().toImage();
            const int accent = pixelsOf(image, tokens::color(tokens::Role::Accent, sketch.palette()));
            QVERIFY2(accent > 60 * badges.size(), qPrintable(QString::number(accent)));
            const QString words = sketch.accessibleDescription();
            for (const int badge : badges)
                QVERIFY2(words.contains(QString::number(badge)), qPrintable(words));
        }
    }

    void the_description_is_made_from_the_same_parts()
    {
        QCOMPARE(sketches::description(sketches::parts(Place::GrantType)),
                 QStringLiteral("Drawing of General Settings: 1 Edit, 2 the check box Refresh Token, not selected, 3 "
                                "Save."));
    }

    void it_is_mirrored_from_right_to_left()
    {
        OktaSketch sketch;
        sketch.setPlace(Place::GrantType);
        sketch.resize(sketch.sizeHint());
        const QImage before = sketch.grab().toImage();
        sketch.setLayoutDirection(Qt::RightToLeft);
        QVERIFY(sketch.grab().toImage() != before);
    }
};

QTEST_MAIN(tst_OktaSketch)
#include "tst_OktaSketch.moc"

#include "wizard/OktaSketch.h"
#include "wizard/Tokens.h"

#include <QApplication>
#include <QDialog>
#include <QImage>
#include <QScrollArea>
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

    void a_click_or_enter_opens_it_at_double_size()
    {
        QWidget window;
        auto *const sketch = new OktaSketch(&window);
        sketch->setPlace(Place::GrantType);
        sketch->resize(sketch->sizeHint());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (const bool isClick : {true, false}) {
            if (isClick)
                QTest::mouseClick(sketch, Qt::LeftButton);
            else
                QTest::keyClick(sketch, Qt::Key_Return);
            auto *const dialog = window.findChild<QDialog *>();
            QVERIFY(dialog && dialog->isVisible());
            auto *const area = dialog->findChild<QScrollArea *>();
            QCOMPARE(area->accessibleName(), sketch->accessibleName());
            QCOMPARE(area->accessibleDescription(), sketch->accessibleDescription());
            auto *const large = dialog->findChild<OktaSketch *>();
            QVERIFY(large->width() >= sketch->width() * 2 - 4);
            QVERIFY(large->height() >= sketch->height() * 2 - 20);
            delete dialog;
        }
    }

    void only_one_step_can_be_highlighted()
    {
        OktaSketch all;
        all.setPlace(Place::NewWebAppIntegration);
        all.resize(all.sizeHint());
        OktaSketch one;
        one.setPlace(Place::NewWebAppIntegration, 3);
        one.resize(one.sizeHint());
        const QColor accent = tokens::color(tokens::Role::Accent, one.palette());
        QVERIFY(pixelsOf(one.grab().toImage(), accent) > 60);
        QVERIFY(pixelsOf(one.grab().toImage(), accent) < pixelsOf(all.grab().toImage(), accent));
        QVERIFY(one.accessibleDescription().contains(QLatin1String("3 the check box Refresh Token")));
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

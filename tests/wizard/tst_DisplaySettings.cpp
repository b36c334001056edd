#include "wizard/DisplaySettings.h"
#include "wizard/SystemAppearance.h"
#include "wizard/WizardStyle.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using Appearance = DisplaySettings::Appearance;

class tst_DisplaySettings : public QObject
{
    Q_OBJECT

private:
    QPalette m_palette;
    QFont m_font;

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new WizardStyle);
        m_palette = QApplication::palette();
        m_font = QApplication::font();
    }

    void cleanup()
    {
        QApplication::setPalette(m_palette);
        QApplication::setFont(m_font);
    }

    void what_is_chosen_is_there_at_the_next_start()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("new/display.ini"));
        {
            DisplaySettings settings(path);
            QCOMPARE(settings.appearance(), Appearance::System);
            QCOMPARE(settings.textSize(), 100);
            settings.setAppearance(Appearance::Dark);
            settings.setTextSize(150);
            settings.setShowsAllChecks(true);
            QCOMPARE(tokens::themeOf(QApplication::palette()), tokens::Theme::Dark);
        }
        cleanup();
        DisplaySettings settings(path);
        QCOMPARE(settings.appearance(), Appearance::Dark);
        QCOMPARE(settings.textSize(), 150);
        QVERIFY(settings.showsAllChecks());
        const double before = QApplication::font().pointSizeF();
        settings.apply();
        QCOMPARE(tokens::themeOf(QApplication::palette()), tokens::Theme::Dark);
        QVERIFY(QApplication::font().pointSizeF() >= before * 1.5);
    }

    void nonsense_in_the_file_is_the_usual_look()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("display.ini"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[General]\nappearance=Purple\ntextSize=-4\n");
        file.close();
        const DisplaySettings settings(path);
        QCOMPARE(settings.appearance(), Appearance::System);
        QCOMPARE(settings.textSize(), 100);
    }

    void text_grows_and_shrinks_in_four_steps()
    {
        DisplaySettings settings({});
        settings.reduceText();
        QCOMPARE(settings.textSize(), 100);
        for (const int size : {125, 150, 200, 200}) {
            settings.enlargeText();
            QCOMPARE(settings.textSize(), size);
        }
        settings.reduceText();
        QCOMPARE(settings.textSize(), 150);
    }

    void a_dark_palette_of_the_desktop_makes_the_wizard_dark()
    {
        QPalette platform;
        platform.setColor(QPalette::Window, QColor(0x2b, 0x2b, 0x2b));
        platform.setColor(QPalette::WindowText, Qt::white);
        QApplication::setPalette(platform);
        DisplaySettings settings({});
        settings.apply();
        QCOMPARE(tokens::themeOf(QApplication::palette()), tokens::Theme::Dark);
        settings.setAppearance(Appearance::Light);
        QCOMPARE(tokens::themeOf(QApplication::palette()), tokens::Theme::Light);
    }

    void high_contrast_of_the_system_is_left_untouched()
    {
        const QPalette system = tokens::palette(tokens::Theme::System, true);
        QApplication::setPalette(system);
        DisplaySettings settings({});
        settings.apply();
        QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(Qt::black));
        QCOMPARE(tokens::themeOf(QApplication::palette()), tokens::Theme::System);
    }

    void only_what_changes_the_look_is_told()
    {
        DisplaySettings settings({});
        settings.apply();
        QSignalSpy spy(&settings, &DisplaySettings::changed);
        settings.setAppearance(Appearance::Light); // looks as before
        QCOMPARE(spy.size(), 0);
        settings.setAppearance(Appearance::HighContrast);
        QCOMPARE(spy.size(), 1);
    }
};

QTEST_MAIN(tst_DisplaySettings)
#include "tst_DisplaySettings.moc"

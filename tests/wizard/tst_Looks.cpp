// Every page in light and dark, at the smallest sizes: is it all there, and can it be read? With the environment
// variable WIZARD_PICTURES naming a folder, the pictures are kept there.

#include "wizard/Appearance.h"
#include "wizard/Page.h"
#include "wizard/StepTitles.h"
#include "wizard/Tokens.h"
#include "wizard/WizardStyle.h"
#include "wizard/World.h"

#include <QAbstractButton>
#include <QApplication>
#include <QBoxLayout>
#include <QImage>
#include <QLabel>
#include <QMap>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTranslator>

#include <cmath>

namespace {

/// A language that needs more room than English, as German does.
class Longer final : public QTranslator
{
public:
    QString translate(const char *, const char *source, const char *, int) const override
    {
        const QString text = QString::fromUtf8(source);
        return text.size() < 4 ? text
                               : text + QStringLiteral(" ausgedehnt").repeated(1 + static_cast<int>(text.size()) / 40);
    }
    bool isEmpty() const override { return false; }
};

/// The first word that is not shown whole; empty: all are.
QString clipped(const QWidget &window)
{
    const auto labels = window.findChildren<QLabel *>();
    for (const QLabel *const label : labels) {
        const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        if (label->isVisible() && !label->text().isEmpty()
            && (label->height() < needed || (!label->wordWrap() && label->width() < label->sizeHint().width())))
            return label->text();
    }
    const auto buttons = window.findChildren<QAbstractButton *>();
    for (const QAbstractButton *const button : buttons) {
        if (button->isVisible() && !button->text().isEmpty()
            && (button->width() < button->sizeHint().width() || button->height() < button->minimumSizeHint().height()))
            return button->text();
    }
    return {};
}

/// What makes a page wide: its three widest parts that are made of no others.
QString widest(const QWidget &page)
{
    QMap<int, QString> parts;
    const auto widgets = page.findChildren<QWidget *>();
    for (const QWidget *const widget : widgets) {
        if (widget->isVisible() && !widget->layout())
            parts.insert(-qMax(widget->minimumSizeHint().width(), widget->minimumWidth()), widget->objectName());
    }
    QStringList names;
    for (auto part = parts.cbegin(); part != parts.cend() && names.size() < 3; ++part)
        names.append(QStringLiteral("%1: %2").arg(part.value()).arg(-part.key()));
    return names.join(QStringLiteral(", "));
}

/// The first label whose words cannot be told from their ground, as they are painted; empty: all can.
QString unreadable(SetupWizard &window)
{
    const QImage image = window.grab().toImage().convertToFormat(QImage::Format_RGB32);
    const double scale = image.devicePixelRatio();
    const auto labels = window.findChildren<QLabel *>();
    for (const QLabel *const label : labels) {
        const QRect shown(label->mapTo(&window, QPoint()), label->size());
        if (!label->isVisible() || label->text().trimmed().isEmpty() || label->visibleRegion().isEmpty()
            || label->visibleRegion().boundingRect() != label->rect())
            continue;
        const QRect place = QRectF(shown.x() * scale, shown.y() * scale, shown.width() * scale, shown.height() * scale)
                                .toRect()
                                .intersected(image.rect());
        if (place.isEmpty())
            continue;
        const QColor ground = image.pixelColor(place.topLeft());
        double best = 1;
        for (int y = place.top(); y <= place.bottom(); ++y) {
            for (int x = place.left(); x <= place.right(); ++x)
                best = qMax(best, appearance::contrast(image.pixelColor(x, y), ground));
        }
        // The core of a stroke has the whole color at most, and a thin one somewhat less.
        if (best < 3.5)
            return QStringLiteral("%1 (%2)").arg(label->text()).arg(best);
    }
    return {};
}

/// The first gap of a page that is not of the scale (half units, Tokens); empty: all are.
QString gapOffTheScale(const QWidget &page)
{
    const double unit = page.fontMetrics().height() / 4.0;
    const auto layouts = page.findChildren<QBoxLayout *>();
    for (const QBoxLayout *const layout : layouts) {
        const double halves = layout->spacing() / unit * 2;
        if (layout->spacing() > 0 && std::abs(halves - qRound(halves)) * unit / 2 > 1)
            return QStringLiteral("%1: %2").arg(layout->objectName()).arg(layout->spacing());
    }
    return {};
}

void keep(QWidget &window, const QString &name)
{
    const QString folder = qEnvironmentVariable("WIZARD_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(window.grab().save(QStringLiteral("%1/%2.png").arg(folder, name)));
}

} // namespace

class tst_Looks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new WizardStyle);
        QFont font = QApplication::font();
        font.setPointSizeF(10); // what DisplaySettings makes of a smaller one
        QApplication::setFont(font);
    }

    void every_page_can_be_used_at_this_size_in_these_colours_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isRightToLeft");
        QTest::addColumn<double>("fontFactor");
        const QPalette light = tokens::palette(tokens::Theme::Light);
        const QPalette dark = tokens::palette(tokens::Theme::Dark);
        const QPalette high = tokens::palette(tokens::Theme::System);
        const QPalette highDark = tokens::palette(tokens::Theme::System, true);
        QTest::newRow("light-1280x900") << light << QSize(1280, 900) << false << 1.0;
        QTest::newRow("light-1024x600") << light << QSize(1024, 600) << false << 1.0;
        QTest::newRow("dark-1024x600") << dark << QSize(1024, 600) << false << 1.0;
        QTest::newRow("light-720x420") << light << QSize(720, 420) << false << 1.0;
        QTest::newRow("right-to-left-1024x600") << light << QSize(1024, 600) << true << 1.0;
        QTest::newRow("long-words-1280x900") << light << QSize(1280, 900) << false << 1.0;
        QTest::newRow("long-words-1024x600") << light << QSize(1024, 600) << false << 1.0;
        QTest::newRow("dark-1280x900") << dark << QSize(1280, 900) << false << 1.0;
        QTest::newRow("large-text-1280x900") << dark << QSize(1280, 900) << false << 2.0;
        QTest::newRow("large-text-1024x600") << light << QSize(1024, 600) << false << 2.0;
        QTest::newRow("light-1080x760") << light << QSize(1080, 760) << false << 1.0;
        QTest::newRow("dark-1080x760") << dark << QSize(1080, 760) << false << 1.0;
        QTest::newRow("high-contrast-1080x760") << high << QSize(1080, 760) << false << 1.0;
        QTest::newRow("high-contrast-dark-1080x760") << highDark << QSize(1080, 760) << false << 1.0;
        QTest::newRow("right-to-left-1080x760") << light << QSize(1080, 760) << true << 1.0;
    }

    void every_page_can_be_used_at_this_size_in_these_colours()
    {
        QFETCH(QPalette, palette);
        QFETCH(QSize, size);
        QFETCH(bool, isRightToLeft);
        QFETCH(double, fontFactor);
        const QFont fontBefore = QApplication::font();
        QFont font = fontBefore;
        font.setPointSizeF(font.pointSizeF() * fontFactor);
        QApplication::setFont(font);
        QApplication::setPalette(palette);
        QApplication::setLayoutDirection(isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
        Longer longer;
        if (QByteArray(QTest::currentDataTag()).startsWith("long-words"))
            QCoreApplication::installTranslator(&longer);
        const auto restore = qScopeGuard([&] {
            QApplication::setFont(fontBefore);
            QApplication::setLayoutDirection(Qt::LeftToRight);
        });

        World world;
        DemoValues demo;
        demo.moods = QStringList{QStringLiteral("Nothing"), QStringLiteral("Redirect URI is missing")};
        demo.setMood = [](int) {};
        SetupWizard wizard(world.setup, {}, &demo);
        wizard.resize(size);
        wizard.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wizard));
        world.reachReview();
        if (QTest::currentTestFailed())
            return;
        const auto ids = steps::all();
        for (const auto id : ids) {
            if (id == setup::StepId::Done)
                world.setup.exportStep().write();
            world.setup.goTo(id);
            QCOMPARE(world.setup.current(), id);
            auto *const area = wizard.findChild<QScrollArea *>();
            QCoreApplication::processEvents(); // layouts take more than one turn, and bars come and go with them
            QTRY_VERIFY2(area->widget()->width() <= area->viewport()->width(),
                         qPrintable(QStringLiteral("%1 is %2 wide, for %3; %4")
                                        .arg(steps::title(id))
                                        .arg(area->widget()->width())
                                        .arg(area->viewport()->width())
                                        .arg(widest(wizard.page()))));
            QTRY_VERIFY2(clipped(wizard).isEmpty(),
                         qPrintable(QStringLiteral("page %1: %2").arg(steps::number(id)).arg(clipped(wizard))));
            QVERIFY2(unreadable(wizard).isEmpty(),
                     qPrintable(QStringLiteral("page %1: %2").arg(steps::number(id)).arg(unreadable(wizard))));
            QVERIFY2(gapOffTheScale(wizard.page()).isEmpty(), qPrintable(gapOffTheScale(wizard.page())));
            keep(wizard, QStringLiteral("%1-%2").arg(QLatin1String(QTest::currentDataTag())).arg(steps::number(id)));
            QCOMPARE(wizard.size(), size);
            const QRect page(wizard.page().mapTo(area, QPoint()), wizard.page().size());
            const QRect shown = area->viewport()->geometry();
            const int gap = isRightToLeft ? page.left() - shown.left() : shown.right() - page.right();
            QVERIFY2(gap >= 4, qPrintable(QStringLiteral("page touches its bar: %1").arg(gap)));
            const auto buttons = {QStringLiteral("primaryButton"), QStringLiteral("backButton")};
            for (const QString &name : buttons) {
                auto *const button = wizard.findChild<QPushButton *>(name);
                const QRect place(button->mapTo(&wizard, QPoint()), button->size());
                if (!button->isVisible()) // Back, on the first page
                    continue;
                QVERIFY2(wizard.rect().contains(place), qPrintable(name));
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(name));
            }
            // A page that is too wide would have to be scrolled sideways to be read.
            QVERIFY2(area->horizontalScrollBar()->maximum() == 0,
                     qPrintable(QStringLiteral("page %1 is %2 too wide")
                                    .arg(steps::number(id))
                                    .arg(area->horizontalScrollBar()->maximum())));
        }
    }
};

QTEST_MAIN(tst_Looks)
#include "tst_Looks.moc"

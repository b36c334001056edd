#include "wizard/DisplaySettings.h"

#include "core/Product.h"
#include "wizard/Appearance.h"
#include "wizard/SystemAppearance.h"

#include <QApplication>
#include <QMetaEnum>
#include <QSettings>
#include <QStandardPaths>

#include <cstdlib>

namespace {

constexpr double SmallestText = 10; // points

QString appearanceKey()
{
    return QStringLiteral("appearance");
}

QString showsAllKey()
{
    return QStringLiteral("showsAllChecks");
}

QString textSizeKey()
{
    return QStringLiteral("textSize");
}

bool isDark(const QPalette &palette)
{
    // Halfway to the eye: as far in contrast from black as from white.
    return appearance::luminance(palette.color(QPalette::Window)) < 0.18;
}

/// Whether the system's own palette is one of high contrast, which is left as it is.
bool isHighContrast(const QPalette &palette)
{
    constexpr double Highest = 20; // of 21
    return tokens::themeOf(palette) == tokens::Theme::System
        && appearance::contrast(palette.color(QPalette::Window), palette.color(QPalette::WindowText)) > Highest
        && palette.color(QPalette::Window) == palette.color(QPalette::Button);
}

} // namespace

DisplaySettings::DisplaySettings(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_systemFont(QApplication::font())
    , m_systemPalette(QApplication::palette())
    , m_system(std::make_unique<SystemAppearance>())
{
    connect(m_system.get(), &SystemAppearance::changed, this, &DisplaySettings::apply);
    if (m_path.isEmpty())
        return;
    const QSettings settings(m_path, QSettings::IniFormat);
    const auto names = QMetaEnum::fromType<Appearance>();
    bool isKnown = false;
    const int value = names.keyToValue(settings.value(appearanceKey()).toString().toLatin1().constData(), &isKnown);
    if (isKnown)
        m_appearance = static_cast<Appearance>(value);
    m_showsAllChecks = settings.value(showsAllKey()).toBool();
    const int size = settings.value(textSizeKey()).toInt();
    if (textSizes().contains(size))
        m_textSize = size;
}

DisplaySettings::~DisplaySettings() = default;

QString DisplaySettings::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QLatin1Char('/')
        + product::applicationId() + QStringLiteral("/display.ini");
}

void DisplaySettings::save() const
{
    if (m_path.isEmpty())
        return;
    QSettings settings(m_path, QSettings::IniFormat);
    settings.setValue(appearanceKey(),
                      QLatin1String(QMetaEnum::fromType<Appearance>().valueToKey(static_cast<int>(m_appearance))));
    settings.setValue(textSizeKey(), m_textSize);
    settings.setValue(showsAllKey(), m_showsAllChecks);
}

void DisplaySettings::setAppearance(Appearance appearance)
{
    if (appearance == m_appearance)
        return;
    m_appearance = appearance;
    save();
    apply();
}

void DisplaySettings::setTextSize(int percent)
{
    int nearest = textSizes().constFirst();
    const auto sizes = textSizes();
    for (const int size : sizes) {
        if (std::abs(size - percent) < std::abs(nearest - percent))
            nearest = size;
    }
    if (nearest == m_textSize)
        return;
    m_textSize = nearest;
    save();
    apply();
}

void DisplaySettings::setShowsAllChecks(bool isWanted)
{
    if (isWanted == m_showsAllChecks)
        return;
    m_showsAllChecks = isWanted;
    save();
}

void DisplaySettings::stepText(int by)
{
    const auto sizes = textSizes();
    setTextSize(sizes.at(qBound<qsizetype>(0, sizes.indexOf(m_textSize) + by, sizes.size() - 1)));
}

void DisplaySettings::enlargeText()
{
    stepText(1);
}

void DisplaySettings::reduceText()
{
    stepText(-1);
}

QPalette DisplaySettings::wantedPalette() const
{
    using tokens::Theme;
    switch (m_appearance) {
    case Appearance::Light:
        return tokens::palette(Theme::Light);
    case Appearance::Dark:
        return tokens::palette(Theme::Dark);
    case Appearance::HighContrast:
        return isHighContrast(m_systemPalette)
            ? m_systemPalette
            : tokens::palette(Theme::System, isDark(m_systemPalette) || m_system->isDark());
    case Appearance::System:
        break;
    }
    if (isHighContrast(m_systemPalette))
        return m_systemPalette;
    const bool isDarkWanted = isDark(m_systemPalette) || m_system->isDark();
    if (m_system->wantsHighContrast())
        return tokens::palette(Theme::System, isDarkWanted);
    return tokens::palette(isDarkWanted ? Theme::Dark : Theme::Light);
}

void DisplaySettings::apply()
{
    QFont font = m_systemFont;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(qMax(SmallestText, font.pointSizeF()) * m_textSize / 100);
    else
        font.setPixelSize(font.pixelSize() * m_textSize / 100);
    const QPalette palette = wantedPalette();
    if (font == QApplication::font() && palette == QApplication::palette())
        return;
    QApplication::setFont(font);
    QApplication::setPalette(palette);
    Q_EMIT changed();
}

void DisplaySettings::followSystem()
{
    m_system->ask();
}

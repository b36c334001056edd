#include "wizard/SystemAppearance.h"

#include <QSettings>

SystemAppearance::SystemAppearance(QObject *parent)
    : QObject(parent)
{
}

SystemAppearance::~SystemAppearance() = default;

void SystemAppearance::ask()
{
#ifdef Q_OS_WIN
    // What "Choose your default app mode" writes; high contrast comes as the palette itself.
    const QSettings settings(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    const QSettings accessibility(QStringLiteral("HKEY_CURRENT_USER\\Control Panel\\Accessibility\\HighContrast"),
                                  QSettings::NativeFormat);
    constexpr int HighContrastOn = 1; // HCF_HIGHCONTRASTON of HIGHCONTRASTW
    take(settings.value(QStringLiteral("AppsUseLightTheme"), 1).toInt() == 0,
         (accessibility.value(QStringLiteral("Flags")).toInt() & HighContrastOn) != 0);
#endif
}

void SystemAppearance::take(bool isDark, bool wantsHighContrast)
{
    if (isDark == m_isDark && wantsHighContrast == m_wantsHighContrast)
        return;
    m_isDark = isDark;
    m_wantsHighContrast = wantsHighContrast;
    Q_EMIT changed();
}

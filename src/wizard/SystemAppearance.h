#pragma once

#include <QObject>

#include <memory>

/// What the desktop says about colors, besides the palette that a platform theme brings: light or dark, and whether
/// high contrast is wanted. On Linux the settings portal is asked (org.freedesktop.appearance), without waiting for it;
/// on other systems it knows nothing more than Qt does.
class SystemAppearance final : public QObject
{
    Q_OBJECT

public:
    explicit SystemAppearance(QObject *parent = nullptr);
    ~SystemAppearance() override;

    [[nodiscard]] bool isDark() const { return m_isDark; }
    [[nodiscard]] bool wantsHighContrast() const { return m_wantsHighContrast; }
    /// Begins to ask; the answers come by changed(), now and whenever the system's settings change.
    void ask();
    /// An answer of the system's.
    void take(bool isDark, bool wantsHighContrast);

Q_SIGNALS:
    void changed();

private:
    bool m_isDark = false;
    bool m_wantsHighContrast = false;
    std::unique_ptr<QObject> m_portal;
};

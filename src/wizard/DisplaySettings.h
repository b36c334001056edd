#pragma once

#include "wizard/Tokens.h"

#include <QFont>
#include <QObject>
#include <QPalette>

#include <memory>

class SystemAppearance;

/// What a person chose under View: colors and the size of the text. Remembered in a small file, and applied to the
/// whole program. As long as nothing is chosen, the colors follow the system.
class DisplaySettings final : public QObject
{
    Q_OBJECT

public:
    enum class Appearance { System, Light, Dark, HighContrast };
    Q_ENUM(Appearance)

    /// `path`: the file; empty: nothing is remembered. Takes what QApplication has now for the system's font and
    /// palette.
    explicit DisplaySettings(QString path, QObject *parent = nullptr);
    ~DisplaySettings() override;

    /// In the folder of the person's settings.
    [[nodiscard]] static QString defaultPath();

    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);
    /// In percent: 100, 125, 150 or 200.
    [[nodiscard]] int textSize() const { return m_textSize; }
    /// The nearest of the four.
    void setTextSize(int percent);
    [[nodiscard]] static QList<int> textSizes() { return {100, 125, 150, 200}; }
    /// Whether lists of checks are unfolded.
    [[nodiscard]] bool showsAllChecks() const { return m_showsAllChecks; }
    void setShowsAllChecks(bool isWanted);
    void enlargeText();
    void reduceText();

    /// Sets palette and font of the program. To be called before the first window is made.
    void apply();
    /// Asks the system's settings, which takes a while, and follows them from then on. To be called once something is
    /// painted.
    void followSystem();

Q_SIGNALS:
    /// Palette or font of the program are others now.
    void changed();

private:
    void save() const;
    void stepText(int by);
    [[nodiscard]] QPalette wantedPalette() const;

    const QString m_path;
    const QFont m_systemFont;
    const QPalette m_systemPalette;
    Appearance m_appearance = Appearance::System;
    int m_textSize = 100;
    bool m_showsAllChecks = false;
    std::unique_ptr<SystemAppearance> m_system;
};

#pragma once

#include "wizard/PresentationScript.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>

class CaptionBar;
class SetupWizard;

/// Plays the demo to a room on the wizard's own pages: says what happens, shows what is pressed, types letter by
/// letter. Space pauses, the arrows step, Escape ends it and leaves the wizard to whoever sits there. The last page
/// stays.
///
/// What was done stays done: a step back shows and says it again.
class Presentation final : public QObject
{
    Q_OBJECT

public:
    struct Pace
    {
        std::chrono::milliseconds base{1500}; ///< how long a sentence stays, and
        std::chrono::milliseconds perWord{300};
        std::chrono::milliseconds lead{1200}; ///< between a sentence and what is done
        std::chrono::milliseconds key{45}; ///< between two letters
    };

    Presentation(SetupWizard &wizard, setup::Setup &setup, const DemoValues &demo, QList<Scene> scenes, Pace pace);
    ~Presentation() override;

    void start();
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    /// The sentence that is on, counted from 0.
    [[nodiscard]] qsizetype at() const { return m_at; }

public Q_SLOTS:
    void goBack();
    void togglePause();
    void goNext();
    /// The bar goes; the wizard can be used.
    void stop();

Q_SIGNALS:
    /// Once, when the last sentence is on, when it was stopped, or with what went wrong, for people.
    void finished(const QString &trouble);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Ring;
    void open(qsizetype index);
    void tick();
    void act();
    void typeLetter();
    void point();
    void renderRing();
    void fail(const QString &trouble);
    void end(const QString &trouble);
    [[nodiscard]] const Scene &scene() const { return m_scenes.at(m_at); }
    [[nodiscard]] QWidget *target() const;
    [[nodiscard]] QString place() const;

    SetupWizard &m_wizard;
    setup::Setup &m_setup;
    const DemoValues &m_demo;
    const QList<Scene> m_scenes;
    const Pace m_pace;
    QPointer<CaptionBar> m_bar;
    std::unique_ptr<Ring> m_ring;
    QTimer m_timer;
    std::chrono::milliseconds m_shownFor{0}; ///< without the pauses
    qsizetype m_at = 0;
    qsizetype m_done = 0; ///< how many scenes were acted
    QString m_typing; ///< what is still to be typed
    bool m_hasActed = false; ///< in the scene that is on
    bool m_isHurried = false; ///< Next was pressed
    bool m_isPaused = false;
    bool m_hasEnded = false;
    bool m_isClosing = false; ///< the window is
};

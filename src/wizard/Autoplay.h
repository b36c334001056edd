#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace setup {
class Setup;
}
class SetupWizard;

/// Plays the whole demo by itself where nobody watches (a room has Presentation), by the gestures of a person on the
/// wizard's own pages: presses, types, waits for what the page waits for, and goes on.
class Autoplay final : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString folder; ///< gets the file, the reports and the pictures
        bool savesPictures = false; ///< one PNG for each page
        std::chrono::milliseconds pace = std::chrono::seconds(3); ///< between two gestures
    };

    Autoplay(SetupWizard &wizard, setup::Setup &setup, Options options);

    void start();

    /// The report of what was played, as HTML and as JSON. What went wrong, for people; empty: nothing.
    [[nodiscard]] static QString saveReports(setup::Setup &setup, const QString &folder);

Q_SIGNALS:
    /// `trouble` is empty when all went well; otherwise what did not, for people.
    void finished(const QString &trouble);

private:
    void tick();
    [[nodiscard]] QString act();
    [[nodiscard]] QString press(const char *button);
    [[nodiscard]] QString takePicture();
    void goOn();
    void stop(const QString &trouble);

    SetupWizard &m_wizard;
    setup::Setup &m_setup;
    const Options m_options;
    QTimer m_timer;
    QElapsedTimer m_waited;
    bool m_hasActed = false;
    bool m_hasLooked = false; ///< at the result, for as long as the pace says
};

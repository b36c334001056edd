#pragma once

#include "setup/Step.h"

#include <QList>
#include <QString>

#include <functional>

namespace setup {
class Setup;
}
struct DemoValues;

/// One sentence of a presentation, with what is pointed at and what is done meanwhile.
struct Scene
{
    enum class Act {
        Look, ///< only the sentence
        Type, ///< into the target
        Press, ///< the target
        Primary, ///< the window's primary button
        Repair ///< what the exercise asks for, in the org; then the target is pressed
    };

    setup::StepId step;
    QString caption;
    QString target; ///< the name of a widget of the page; empty: nothing is pointed at
    Act act = Act::Look;
    std::function<QString()> text = {}; ///< what is typed
    std::function<bool()> isReady = {}; ///< whether what was done has had its effect; empty: at once
};

/// The whole demo for a room: the newest release, one mistake in Okta and its repair. `target`: the file that is
/// written. What is given lives as long as the scenes.
[[nodiscard]] QList<Scene> presentationScript(setup::Setup &setup, const DemoValues &demo, const QString &target);

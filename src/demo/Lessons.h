#pragma once

#include "demo/ConsolePlaces.h"
#include "demo/Scenario.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace demo {

class Store;
class Tenant;

/// What a scenario teaches: for its hint, and for the instructor sheet.
struct Lesson
{
    Scenario scenario;
    QString sees; ///< what trainees see in the wizard
    QString does; ///< what they should do
    ConsolePlace where; ///< in the console
    QString mark; ///< the part of that page that the hint points at
};

/// Where an exercise goes on: what the console's "Hint" says, and which parts of its pages it points at.
struct Pointer
{
    QString does; ///< what to do there
    ConsolePlace where = ConsolePlace::Dashboard;
    QStringList marks;
};

[[nodiscard]] const Lesson &lessonOf(Scenario scenario);

/// One step of an exercise.
struct LessonStep
{
    QString title;
    bool isDone = false;
    bool isInConsole = false; ///< something has to be done, or copied, there
};

/// How far the exercise is, from what the store holds and what its log tells. The last step is always that the check
/// was seen to pass.
[[nodiscard]] QList<LessonStep> progressOf(const Store &store);

/// For the step that is next. An exercise about one mistake points at the mistake all the time.
[[nodiscard]] Pointer pointerOf(const Store &store);

[[nodiscard]] bool isSolved(const QList<LessonStep> &steps);

/// "Do it for me": does in the console what the lesson asks for. False where there is nothing to do but wait, or what
/// is left is done in the wizard.
bool doLesson(Tenant &tenant);

/// Whether the next thing to do in the console is a new API token, whose value is shown once to whoever makes it.
[[nodiscard]] bool wantsToken(const Store &store);

/// The application that a lesson is about: the one that was handed out, or the newest. Empty: there is none.
[[nodiscard]] QString lessonAppId(const Store &store);

} // namespace demo

#pragma once

#include "demo/ConsolePlaces.h"
#include "demo/Scenario.h"

#include <QList>
#include <QString>

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

[[nodiscard]] const Lesson &lessonOf(Scenario scenario);

/// One step of an exercise.
struct LessonStep
{
    QString title;
    bool isDone = false;
};

/// How far the exercise is, from what the store holds and what its log tells. The last step is always that the check
/// was seen to pass.
[[nodiscard]] QList<LessonStep> progressOf(const Store &store);

[[nodiscard]] bool isSolved(const QList<LessonStep> &steps);

/// "Do it for me": does in the console what the lesson asks for. False where there is nothing to do but wait.
bool doLesson(Tenant &tenant);

/// The application that a lesson is about: the one that was handed out, or the newest. Empty: there is none.
[[nodiscard]] QString lessonAppId(const Store &store);

} // namespace demo

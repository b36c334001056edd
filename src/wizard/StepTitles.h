#pragma once

#include "setup/Setup.h"

#include <QList>

/// The steps' names for people, in one place for list, heading and window title.
namespace steps {

constexpr int Count = 7;
[[nodiscard]] QList<setup::StepId> all();
/// As in the list at the side.
[[nodiscard]] QString title(setup::StepId id);
/// What stands over the page; of step 2, for the way that was chosen.
[[nodiscard]] QString heading(const setup::Setup &setup, setup::StepId id);
/// One sentence below the heading.
[[nodiscard]] QString lead(const setup::Setup &setup, setup::StepId id);

/// How a step is shown. More than setup::StepState: what was seen to be wrong, and what was left out by choice.
enum class Look { NotYet, Current, Done, CheckAgain, Problem, Skipped };
struct State
{
    Look look = Look::NotYet;
    bool isCurrent = false;
    int problems = 0; ///< with Look::Problem, how many
};
[[nodiscard]] State state(setup::Setup &setup, setup::StepId id);
/// "done", "current", "check again", "not yet", "1 problem", "skipped": what a screen reader says.
[[nodiscard]] QString word(const State &state);
/// What stands below the name in the list; empty where the mark says all.
[[nodiscard]] QString remark(const State &state);
/// 1 to 7.
[[nodiscard]] int number(setup::StepId id);

} // namespace steps

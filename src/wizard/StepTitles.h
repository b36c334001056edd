#pragma once

#include "setup/Setup.h"

#include <QList>

/// The steps' names for people, in one place for list, heading and window title.
namespace steps {

constexpr int Count = 7;
[[nodiscard]] QList<setup::StepId> all();
[[nodiscard]] QString title(setup::StepId id);
/// What stands over the page: a sentence about what is done there.
[[nodiscard]] QString heading(setup::StepId id);
/// "done", "current", "check again", "not yet".
[[nodiscard]] QString word(setup::StepState state);
/// 1 to 7.
[[nodiscard]] int number(setup::StepId id);

} // namespace steps

#pragma once

#include <QString>

namespace checks {

/// How one check stands. The one vocabulary of the command line's JSON, the report and the wizard.
enum class Status {
    Pending, ///< its turn has not come
    Running,
    Passed, ///< seen to be good
    Warning, ///< good, with something to know
    Failed, ///< seen to be bad
    Skipped ///< not checked; Check::skip says why
};

/// Why a check was skipped. Decides whether the whole can still pass.
enum class Skip {
    CouldNotCheck, ///< something was in the way: never counts as good
    DoesNotApply, ///< nothing to be checked here, for this release or this choice of the administrator's
};

/// "pending", "running", "passed", "warning", "failed", "skipped": the words of the command line's JSON, a contract.
[[nodiscard]] QString statusName(Status status);

} // namespace checks

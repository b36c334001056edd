#pragma once

/// How one line of a check stands. Shared by all checks, because the command line prints them alike.
enum class CheckStatus {
    Pending, ///< its turn has not come
    Running,
    Passed, ///< seen to be good
    Warning, ///< good, with something to know
    Failed,
    Skipped ///< could not be checked, because of an earlier failure or because it does not apply
};

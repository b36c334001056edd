#pragma once

namespace cli {

/// Exit statuses; a contract.
enum class Status {
    Passed = 0, ///< all passed, or the file was written
    Failed = 1, ///< a check failed, or nothing was written
    WrongUsage = 2, ///< the command line, or a file that it names
    Cancelled = 3 ///< cancelled or timed out
};

} // namespace cli

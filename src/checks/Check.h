#pragma once

#include "checks/Problem.h"
#include "checks/Status.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace checks {

/// One line of what was checked.
struct Check
{
    QString id = {}; ///< a contract of the command line: "id-token"
    Status status = Status::Pending;
    Skip skip = Skip::CouldNotCheck; ///< with Status::Skipped
    /// With Warning and Failed, why; with Skipped, what was in the way; with Running, what can be mended meanwhile.
    std::optional<Problem> problem = {};
    QString detail = {}; ///< what was seen, English, for the details pane; safe to show; never a secret
    QDateTime checkedAt = {}; ///< UTC; when it came to its result; invalid: it has none
};

} // namespace checks

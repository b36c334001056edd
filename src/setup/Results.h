#pragma once

#include "checks/List.h"

#include <QList>
#include <QString>

namespace setup {

class Setup;

/// What the checks of one part of the setup say, or why they say nothing. The report and the review page show these
/// and nothing else.
struct Result
{
    enum class State {
        NotChecked,
        Stale, ///< something that it is about was changed since
        LeftOut, ///< the person goes on without it
        Checked ///< see `checks`
    };

    /// `organization`, `credentials`, `sign-in`, `api-token`, `running-pomerium`: the sections of the report.
    QString id;
    State state = State::NotChecked;
    checks::List checks = {}; ///< empty but for Checked

    /// The worst of the checks. What could not be checked lowers a pass to a warning: it was not seen to be good.
    /// Skipped where nothing was seen.
    [[nodiscard]] checks::Status status() const;
};

/// In the order of the steps. The running Pomerium is only there once a file was written: before, there is none that
/// could have it.
[[nodiscard]] QList<Result> results(Setup &setup);

} // namespace setup

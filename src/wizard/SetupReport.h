#pragma once

#include "advice/Report.h"

namespace setup {
class Setup;
}

/// What was collected and checked so far, without secrets: for the review page and for the file to attach to a change
/// ticket. A check that was not made is there too, and says so.
[[nodiscard]] advice::Report setupReport(setup::Setup &setup);
/// The report's sections as one line each.
[[nodiscard]] QList<advice::CheckLine> setupSummary(setup::Setup &setup);

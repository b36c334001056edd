#pragma once

#include "advice/CheckLine.h"
#include "cli/Terminal.h"

#include <QList>
#include <QString>

namespace cli {

/// The checks as one table for people: status, title, what was seen; under what is not good, why and what to do.
/// Ends with a line break; empty for no lines.
[[nodiscard]] QString resultTable(const QList<advice::CheckLine> &lines, const Terminal &terminal);

/// One row of it alone, without what to do: how a check stands while others still run. Without a line break.
[[nodiscard]] QString tableRow(const advice::CheckLine &line, int titleWidth, const Terminal &terminal);

} // namespace cli

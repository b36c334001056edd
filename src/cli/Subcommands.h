#pragma once

#include "cli/Subcommand.h"

#include <QList>

namespace cli {

/// Every subcommand that needs no server of our own, in the order of the help. A new one is one line here.
[[nodiscard]] QList<Subcommand> subcommands();

} // namespace cli

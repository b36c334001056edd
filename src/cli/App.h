#pragma once

#include "cli/Subcommand.h"

#include <QList>

namespace cli {

/// `pomerium-okta app plan|create|audit|repair|clean-up|rotate-secret|delete`: one subcommand each.
[[nodiscard]] QList<Subcommand> appSubcommands();

} // namespace cli

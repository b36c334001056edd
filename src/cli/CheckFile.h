#pragma once

#include "cli/Subcommand.h"

namespace cli {

/// `pomerium-okta check`: an existing file of Pomerium's, checked by everything that needs no browser.
[[nodiscard]] Subcommand checkFile();

} // namespace cli

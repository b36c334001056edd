#pragma once

#include "cli/Subcommand.h"

namespace cli {

/// `pomerium-okta verify-pomerium`: whether a running Pomerium has the settings of a file, or those that the wizard
/// stored. A wait that ends in vain is "cancelled", as the other commands' is.
[[nodiscard]] Subcommand verifyPomerium();

} // namespace cli

#pragma once

#include "cli/Subcommand.h"

namespace cli {

/// `pomerium-okta verify-token`: the check of an API token without the wizard.
[[nodiscard]] Subcommand verifyToken();

} // namespace cli

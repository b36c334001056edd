#pragma once

#include "core/Secret.h"

namespace setup {

/// 32 bytes of the system generator in standard base64, as Pomerium wants COOKIE_SECRET and SHARED_SECRET.
[[nodiscard]] Secret generatedSecret();

} // namespace setup

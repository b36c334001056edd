#pragma once

#include <QString>

namespace demo {

/// Letters and digits from the system's random numbers: ids, codes, tokens, secrets. Never begins with a "-".
[[nodiscard]] QString randomText(int length);

} // namespace demo

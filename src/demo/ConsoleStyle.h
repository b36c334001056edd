#pragma once

#include <QByteArray>

namespace demo {

/// The console's style sheet and its script, as they stand in each page, with the hashes by which the policy knows
/// them.
[[nodiscard]] const QByteArray &consoleStyle();
[[nodiscard]] const QByteArray &consoleScript();
[[nodiscard]] const QByteArray &consolePolicy();

} // namespace demo

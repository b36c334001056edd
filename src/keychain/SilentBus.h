#pragma once

#include <chrono>

namespace keychain {

/// Keeps this process from a session bus that never answers, which would hold up whoever asks for it, Qt's own uses
/// included, for good. Asks the bus of DBUS_SESSION_BUS_ADDRESS once, without Qt's D-Bus, and takes its address out of
/// the environment when there is no answer within the limit. To be called before anything else may use the bus; on a
/// bus that works it takes about a millisecond. Does nothing where keychains need no bus.
void leaveSilentBus(std::chrono::milliseconds limit = std::chrono::seconds(2));

/// Whether leaveSilentBus() found that the bus does not answer.
[[nodiscard]] bool isBusSilent();

} // namespace keychain

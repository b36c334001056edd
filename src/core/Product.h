#pragma once

#include <QString>

/// What this program is called, everywhere.
namespace product {

/// "Okta Setup for Pomerium".
[[nodiscard]] QString name();
/// Reverse-DNS application id: service name of keychain entries, desktop file, AppStream id. Never changes, or stored
/// secrets would be lost.
[[nodiscard]] QString applicationId();
/// From project() in the top CMakeLists.txt, for example "0.1.0".
[[nodiscard]] QString version();

} // namespace product

#pragma once

#include <QString>

/// Where things are in the Okta Admin Console, in words. Okta renamed "Applications > Applications" to "Applications
/// and Resources > Applications" in August 2026; organisations show one or the other, so both are named.
namespace advice::places {

[[nodiscard]] QString applications();
/// The application, General tab, and a setting there.
[[nodiscard]] QString general(const QString &setting);
[[nodiscard]] QString clientCredentials();
[[nodiscard]] QString redirectUris();
[[nodiscard]] QString grantTypes();
[[nodiscard]] QString assignments();
[[nodiscard]] QString signOn();
[[nodiscard]] QString tokens();
[[nodiscard]] QString administrators();
[[nodiscard]] QString authorizationServers();

} // namespace advice::places

#pragma once

#include <QString>

/// Where things are in the Okta Admin Console, in words. Okta renamed "Applications > Applications" to "Applications
/// and Resources > Applications" in August 2026; orgs show one or the
/// other. Sentences name the first; menuFootnote() names the other, once for each list.
namespace advice::places {

[[nodiscard]] QString applications();
/// The other name of the menu.
[[nodiscard]] QString menuFootnote();
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

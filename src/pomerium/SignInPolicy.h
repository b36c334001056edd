#pragma once

#include "oidc/RelyingParty.h"
#include "pomerium/Release.h"

#include <QStringList>

#include <optional>

namespace pomerium {

/// What Pomerium asks for without IDP_SCOPES (pkg/identity/oidc/oidc.go): openid profile email offline_access.
[[nodiscard]] QStringList defaultScopes();

/// How this release signs people in, as seen with the real programs 0.15.8, 0.17.4, 0.19.2, 0.22.2, 0.25.2, 0.30.8 and
/// 0.33.1. Without a release: what holds for all of them; where they differ, Behavior::Varies. Groups are then not
/// looked at.
[[nodiscard]] oidc::RelyingParty signInPolicy(const std::optional<Release> &release);

} // namespace pomerium

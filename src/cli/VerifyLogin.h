#pragma once

#include "cli/Subcommand.h"
#include "oidc/LoginJob.h"

namespace cli {

/// `pomerium-okta verify-login`: the sign-in test without the wizard.
[[nodiscard]] Subcommand verifyLogin();

/// The sign-in that the options of verify-login ask for; the error is a sentence.
[[nodiscard]] Expected<oidc::LoginRequest, QString> loginRequest(const Options &options);

} // namespace cli

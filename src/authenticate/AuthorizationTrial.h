#pragma once

#include "authenticate/Findings.h"
#include "checks/Problem.h"
#include "http/Client.h"

#include <QUrl>

#include <optional>

namespace authenticate {

/// The authorization request that a Pomerium makes, put to the provider with prompt=none: whoever has no session is
/// sent back, or refused on a page, without a sign-in (OpenID Connect Core section 3.1.2.1).
[[nodiscard]] QUrl withoutInteraction(const QUrl &authorizationRequest);

/// What the provider's answer says of the request.
struct TrialResult
{
    bool isAccepted = false;
    std::optional<checks::Problem> refusal = {}; ///< it said no, and this is why
    std::optional<checks::Problem> doubt = {}; ///< neither yes nor no
};
[[nodiscard]] TrialResult judgeTrial(const http::RequestJob::Outcome &outcome, const AuthorizationRedirect &request);

} // namespace authenticate

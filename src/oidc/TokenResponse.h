#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "http/Response.h"
#include "oidc/Error.h"

#include <QStringList>

#include <chrono>
#include <optional>

namespace oidc {

/// A successful answer of the token endpoint (RFC 6749 section 5.1, OpenID Connect Core section 3.1.3.3).
struct TokenResponse
{
    Secret accessToken;
    Secret refreshToken; ///< empty: none came
    Secret idToken; ///< empty: none came (an error after the code exchange, allowed after a refresh)
    std::optional<QStringList> scopes; ///< none: as requested (section 5.1)
    std::optional<std::chrono::seconds> expiresIn;

    /// Understands success, both of Okta's error shapes, and everything else that servers answer instead.
    [[nodiscard]] static Expected<TokenResponse, Error> parse(const http::Response &response);
    /// The tokens that an answer brought although parse() refuses it. They may not be used (RFC 9700 section 4.5.3.2);
    /// they can be revoked. Empty where none came.
    [[nodiscard]] static TokenResponse refusedTokens(const http::Response &response);
};

/// What an error reply says, in either shape; request id and rate limit from the headers.
[[nodiscard]] ServerAnswer serverAnswer(const http::Response &response);
/// "HTTP 503", and what the answer said, for Error::detail.
[[nodiscard]] QString describe(const ServerAnswer &answer);
/// Scheme, host and path of a redirect's target, for Error::detail: what follows the path may hold a secret.
[[nodiscard]] QString describeTarget(const QUrl &target);

} // namespace oidc

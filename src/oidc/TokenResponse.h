#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "http/Response.h"
#include "oidc/Error.h"
#include "oidc/ServerAnswer.h"

#include <QStringList>

#include <optional>

namespace oidc {

/// A successful answer of the token endpoint (RFC 6749 section 5.1, OpenID Connect Core section 3.1.3.3).
struct TokenResponse
{
    Secret accessToken;
    Secret refreshToken; ///< empty: none came
    Secret idToken; ///< empty: none came (an error after the code exchange, allowed after a refresh)
    std::optional<QStringList> scopes; ///< none: as requested (section 5.1)

    /// Understands success, both error shapes, and everything else that servers answer instead.
    [[nodiscard]] static Expected<TokenResponse, Error> parse(const http::Response &response);
    /// The tokens that an answer brought although parse() refuses it. They may not be used (RFC 9700 section 4.5.3.2);
    /// they can be revoked. Empty where none came.
    [[nodiscard]] static TokenResponse refusedTokens(const http::Response &response);
};

} // namespace oidc

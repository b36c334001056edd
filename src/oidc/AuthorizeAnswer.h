#pragma once

#include "core/Expected.h"
#include "http/Response.h"
#include "http/TransportError.h"
#include "oidc/Error.h"

#include <QString>

namespace oidc {

/// What one call of the authorization endpoint with prompt=none came to.
struct AuthorizeAnswer
{
    enum class Kind {
        None, ///< no answer, or one that says nothing
        CameBack, ///< redirected to our URI
        Refused ///< a client error, shown instead of redirecting
    };
    Kind kind = Kind::None;
    int status = 0;
    Error evidence; ///< in its answer: the `error` of a redirect, or what the page says
    QString page; ///< with Refused: the text, to look for words in

    /// Reads an answer to a request with this redirect URI. The redirect was not followed.
    [[nodiscard]] static AuthorizeAnswer of(const Expected<http::Response, http::TransportError> &outcome,
                                            const QString &redirectUri);

    /// What the page talks about: the redirect URI; the client; PKCE; or that nobody is signed in, which prompt=none
    /// leads to when the request itself is good.
    [[nodiscard]] bool isAboutRedirectUri() const;
    [[nodiscard]] bool isAboutClient() const;
    [[nodiscard]] bool isAboutPkce() const;
    [[nodiscard]] bool isAboutSession() const;
};

} // namespace oidc

#pragma once

#include "core/Secret.h"
#include "http/Client.h"
#include "oidc/ClientCredentials.h"
#include "oidc/KnownSecrets.h"
#include "oidc/RevocationJob.h"
#include "oidc/TokenJob.h"
#include "oidc/TokenResponse.h"

#include <memory>
#include <vector>

namespace oidc {

/// Every token that came during a sign-in check and was not revoked yet, so that none is left behind, whatever happens.
///
/// Of the refresh tokens only the newest is kept: an old one is never shown to the provider again, for providers that
/// rotate take that for theft and end the session (RFC 9700 section 4.14).
class IssuedTokens
{
public:
    /// Writes down what an answer brought.
    void add(const TokenResponse &tokens);

    [[nodiscard]] bool isEmpty() const { return m_refreshToken.isEmpty() && m_accessTokens.empty(); }
    [[nodiscard]] bool hasRefreshToken() const { return !m_refreshToken.isEmpty(); }
    /// The newest one.
    [[nodiscard]] const Secret &refreshToken() const { return m_refreshToken; }
    /// Newest last.
    [[nodiscard]] const std::vector<Secret> &accessTokens() const { return m_accessTokens; }

    void clear();

    /// All that ever came, and whatever else is to be hidden in what the provider says.
    [[nodiscard]] KnownSecrets &secrets() { return m_secrets; }

    /// Has everything revoked without waiting for an answer, and forgets it.
    void dispatchRevocations(const QUrl &revocationEndpoint, const ClientCredentials &credentials, http::Client &http);

private:
    Secret m_refreshToken;
    std::vector<Secret> m_accessTokens;
    KnownSecrets m_secrets;
};

/// Lets a call of the token endpoint that nobody waits for any more come to its end, and has revoked what it brings:
/// the provider may have issued tokens already. Without one that is under way, nothing happens.
void revokeWhatComesOf(std::unique_ptr<TokenJob> call, const QUrl &revocationEndpoint,
                       const ClientCredentials &credentials, http::Client &http);

} // namespace oidc

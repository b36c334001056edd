#pragma once

#include "core/Job.h"
#include "http/Client.h"
#include "oidc/ClientCredentials.h"
#include "oidc/TokenResponse.h"

#include <memory>

namespace oidc {

/// One call of the token endpoint. Sent once, never retried.
class TokenJob final : public JobOf<TokenResponse, Error>
{
    Q_OBJECT

public:
    /// grant_type=authorization_code with the same redirect URI as before, byte for byte, and the PKCE verifier
    /// (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
    [[nodiscard]] static std::unique_ptr<TokenJob> exchangeCode(const QUrl &tokenEndpoint,
                                                                const ClientCredentials &credentials,
                                                                const Secret &code, const QString &redirectUri,
                                                                const Secret &codeVerifier, http::Client &http);
    /// grant_type=refresh_token (RFC 6749 section 6); no scope: as granted. What the server refuses is RefreshGrantOff
    /// or RefreshRefused.
    [[nodiscard]] static std::unique_ptr<TokenJob> refresh(const QUrl &tokenEndpoint,
                                                           const ClientCredentials &credentials,
                                                           const Secret &refreshToken, http::Client &http);

    /// Tokens that came in an answer that was refused, to be revoked and for nothing else. Only after finished(), once.
    [[nodiscard]] TokenResponse takeRefusedTokens() { return std::move(m_refusedTokens); }

private:
    enum class Grant { AuthorizationCode, RefreshToken };

    TokenJob(Grant grant, std::unique_ptr<http::RequestJob> request);
    void run() override;
    void answered();

    const Grant m_grant;
    std::unique_ptr<http::RequestJob> m_request;
    TokenResponse m_refusedTokens;
};

} // namespace oidc

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
                                                                const ClientCredentials &credentials, const Secret &code,
                                                                const QString &redirectUri, const Secret &codeVerifier,
                                                                http::Client &http);
    /// grant_type=refresh_token (RFC 6749 section 6); no scope: as granted.
    [[nodiscard]] static std::unique_ptr<TokenJob> refresh(const QUrl &tokenEndpoint, const ClientCredentials &credentials,
                                                           const Secret &refreshToken, http::Client &http);

private:
    explicit TokenJob(std::unique_ptr<http::RequestJob> request);
    void run() override;
    void answered();

    const std::unique_ptr<http::RequestJob> m_request;
};

} // namespace oidc

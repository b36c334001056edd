#pragma once

#include "core/Job.h"
#include "http/Client.h"
#include "oidc/ClientCredentials.h"
#include "oidc/Error.h"
#include "oidc/IssuedTokens.h"
#include "oidc/ProviderMetadata.h"
#include "oidc/RevocationJob.h"
#include "oidc/TokenJob.h"

#include <memory>
#include <optional>
#include <vector>

namespace oidc {

/// Revokes all tokens of a ledger (RFC 7009), and proves it: because servers answer 200 to anything (section 2.2), one
/// refresh afterwards has to fail with invalid_grant. The refresh token goes first and alone: a provider that works on
/// several revocations of one session at the same time may lose one of them (seen with Keycloak 26). The access tokens
/// go beside the proof.
///
/// The error is what is not good about it. Only RefreshTokenStillAlive is a failure; the rest is worth a warning.
class TokenCleanUpJob final : public JobOf<void, Error>
{
    Q_OBJECT

public:
    /// `mayProve`: whether the newest refresh token is known to work and may be used. The references outlive the job.
    TokenCleanUpJob(const ProviderMetadata &metadata, const ClientCredentials &credentials, IssuedTokens &ledger,
                    bool mayProve, http::Client &http);
    ~TokenCleanUpJob() override;

private:
    void run() override;
    void refreshTokenRevoked();
    void revokeAccessTokens();
    void proved();
    void endPart();

    const ProviderMetadata &m_metadata;
    const ClientCredentials &m_credentials;
    IssuedTokens &m_ledger;
    const bool m_mayProve;
    http::Client &m_http;
    Secret m_refreshToken;
    std::unique_ptr<RevocationJob> m_refreshTokenRevocation;
    std::vector<std::unique_ptr<RevocationJob>> m_accessTokenRevocations;
    std::unique_ptr<TokenJob> m_proof;
    int m_pending = 0;
    std::optional<Error> m_problem; ///< the gravest so far
};

} // namespace oidc

#include "oidc/TokenCleanUpJob.h"

namespace oidc {

namespace {

using Reason = Error::Reason;

} // namespace

TokenCleanUpJob::TokenCleanUpJob(const ProviderMetadata &metadata, const ClientCredentials &credentials,
                                 IssuedTokens &ledger, bool mayProve, http::Client &http)
    : m_metadata(metadata)
    , m_credentials(credentials)
    , m_ledger(ledger)
    , m_mayProve(mayProve)
    , m_http(http)
{
}

TokenCleanUpJob::~TokenCleanUpJob()
{
    revokeWhatComesOf(std::move(m_proof), m_metadata.revocationEndpoint, m_credentials, m_http);
}

void TokenCleanUpJob::run()
{
    if (m_metadata.revocationEndpoint.isEmpty()) {
        m_ledger.clear();
        finishWith(Unexpected(
            because(Reason::RevocationEndpointMissing, QStringLiteral("revocation_endpoint is not in the metadata"))));
        return;
    }
    m_refreshToken = m_ledger.refreshToken().clone();
    if (!m_refreshToken.isEmpty())
        revoke(m_refreshToken, TokenKind::Refresh);
    for (const Secret &token : m_ledger.accessTokens())
        revoke(token, TokenKind::Access);
    if (m_revocations.empty()) {
        finishWith({});
        return;
    }
    for (const auto &revocation : m_revocations)
        revocation->start();
}

void TokenCleanUpJob::revoke(const Secret &token, TokenKind kind)
{
    auto job = std::make_unique<RevocationJob>(m_metadata.revocationEndpoint, m_credentials, token, kind, m_http);
    connect(job.get(), &Job::finished, this, &TokenCleanUpJob::revoked);
    ++m_pending;
    m_revocations.push_back(std::move(job));
}

void TokenCleanUpJob::revoked()
{
    if (--m_pending > 0)
        return;
    m_ledger.clear(); // each was shown to the endpoint; to show it again on destruction would change nothing

    for (std::size_t i = 0; i < m_revocations.size() && !m_problem; ++i) {
        if (const auto &outcome = m_revocations[i]->outcome(); !outcome) {
            m_problem = outcome.error();
            const bool isRefreshToken = i == 0 && !m_refreshToken.isEmpty();
            m_problem->detail = (isRefreshToken ? QStringLiteral("refresh token: ") : QStringLiteral("access token: "))
                + m_problem->detail;
        }
    }

    const bool isRefreshTokenRevoked = !m_refreshToken.isEmpty() && m_revocations.front()->outcome();
    if (isRefreshTokenRevoked && m_mayProve) {
        m_proof = TokenJob::refresh(m_metadata.tokenEndpoint, m_credentials, m_refreshToken, m_http);
        connect(m_proof.get(), &Job::finished, this, &TokenCleanUpJob::proved);
        m_proof->start();
        return;
    }
    if (!m_problem) {
        m_problem = because(Reason::RevocationUnproven,
                            m_refreshToken.isEmpty()
                                ? QStringLiteral("revoked; without a refresh token there is nothing to prove it with")
                                : QStringLiteral("revoked; the refresh token was not used any more to prove it"));
    }
    finishWith(Unexpected(*std::move(m_problem)));
}

void TokenCleanUpJob::proved()
{
    auto outcome = m_proof->takeOutcome();
    if (outcome) {
        // What it brought goes the same way, and is not waited for.
        IssuedTokens fresh;
        fresh.add(*outcome);
        fresh.dispatchRevocations(m_metadata.revocationEndpoint, m_credentials, m_http);
        finishWith(Unexpected(because(Reason::RefreshTokenStillAlive,
                                      QStringLiteral("the revoked refresh token still brought new tokens"))));
        return;
    }
    IssuedTokens fresh;
    fresh.add(m_proof->takeRefusedTokens());
    fresh.dispatchRevocations(m_metadata.revocationEndpoint, m_credentials, m_http);
    if (m_problem) {
        finishWith(Unexpected(*std::move(m_problem)));
        return;
    }
    Error &error = outcome.error();
    if (error.reason == Reason::RefreshRefused && error.answer.error == QLatin1String("invalid_grant")) {
        finishWith({});
        return;
    }
    error.reason = Reason::RevocationUnproven;
    finishWith(Unexpected(std::move(error)));
}

} // namespace oidc

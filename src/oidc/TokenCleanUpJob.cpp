#include "oidc/TokenCleanUpJob.h"

namespace oidc {

namespace {

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
    if (m_refreshToken.isEmpty()) {
        m_problem = because(Reason::RevocationUnproven,
                            QStringLiteral("revoked; without a refresh token there is nothing to prove it with"));
        revokeAccessTokens();
        return;
    }
    m_refreshTokenRevocation = std::make_unique<RevocationJob>(m_metadata.revocationEndpoint, m_credentials,
                                                               m_refreshToken, TokenKind::Refresh, m_http);
    connect(m_refreshTokenRevocation.get(), &Job::finished, this, &TokenCleanUpJob::refreshTokenRevoked);
    m_refreshTokenRevocation->start();
}

void TokenCleanUpJob::refreshTokenRevoked()
{
    if (const auto &outcome = m_refreshTokenRevocation->outcome(); !outcome) {
        m_problem = outcome.error();
        m_problem->detail.prepend(QStringLiteral("refresh token: "));
    } else if (m_mayProve) {
        m_proof = TokenJob::refresh(m_metadata.tokenEndpoint, m_credentials, m_refreshToken, m_http);
        connect(m_proof.get(), &Job::finished, this, &TokenCleanUpJob::proved);
        ++m_pending;
    } else {
        m_problem = because(Reason::RevocationUnproven,
                            QStringLiteral("revoked; the refresh token was not used any more to prove it"));
    }
    revokeAccessTokens();
    if (m_proof)
        m_proof->start();
}

void TokenCleanUpJob::revokeAccessTokens()
{
    ++m_pending; // so that the last of them does not end it before all have begun
    for (const Secret &token : m_ledger.accessTokens()) {
        auto job = std::make_unique<RevocationJob>(m_metadata.revocationEndpoint, m_credentials, token,
                                                   TokenKind::Access, m_http);
        connect(job.get(), &Job::finished, this, &TokenCleanUpJob::endPart);
        ++m_pending;
        m_accessTokenRevocations.push_back(std::move(job));
    }
    for (const auto &revocation : m_accessTokenRevocations)
        revocation->start();
    endPart();
}

void TokenCleanUpJob::proved()
{
    auto outcome = m_proof->takeOutcome();
    // What it brought goes the same way, and is not waited for.
    IssuedTokens fresh;
    if (outcome)
        fresh.add(*outcome);
    else
        fresh.add(m_proof->takeRefusedTokens());
    fresh.dispatchRevocations(m_metadata.revocationEndpoint, m_credentials, m_http);

    if (outcome) {
        m_problem = because(Reason::RefreshTokenStillAlive,
                            QStringLiteral("the revoked refresh token still brought new tokens"));
    } else if (outcome.error().reason != Reason::RefreshRefused
               || outcome.error().answer.error != QLatin1String("invalid_grant")) {
        m_problem = std::move(outcome).error();
        m_problem->reason = Reason::RevocationUnproven;
    }
    endPart();
}

void TokenCleanUpJob::endPart()
{
    if (--m_pending > 0)
        return;
    m_ledger.clear(); // each was shown to the endpoint; to show it again on destruction would change nothing
    for (const auto &revocation : m_accessTokenRevocations) {
        if (m_problem && m_problem->reason != Reason::RevocationUnproven)
            break; // graver than an access token that lives on for an hour
        if (const auto &outcome = revocation->outcome(); !outcome) {
            m_problem = outcome.error();
            m_problem->detail.prepend(QStringLiteral("access token: "));
            if (m_problem->reason == Reason::RevocationRefused)
                m_problem->reason = Reason::AccessTokenNotRevoked;
        }
    }
    if (m_problem)
        finishWith(Unexpected(*std::move(m_problem)));
    else
        finishWith({});
}

} // namespace oidc

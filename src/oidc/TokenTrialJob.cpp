#include "oidc/TokenTrialJob.h"

namespace oidc {

namespace {

constexpr int Rounds = 2;

} // namespace

TokenTrialJob::TokenTrialJob(TokenTrialRequest request, IssuedTokens &ledger, http::Client &http)
    : m_request(std::move(request))
    , m_ledger(ledger)
    , m_http(http)
{
}

TokenTrialJob::~TokenTrialJob()
{
    revokeWhatComesOf(std::move(m_refresh), m_request.metadata.revocationEndpoint, m_request.credentials, m_http);
}

void TokenTrialJob::run()
{
    m_latest = m_request.idToken;
    if (m_request.metadata.userinfoEndpoint.isEmpty()) {
        m_trial.userInfoProblem =
            because(Reason::UserInfoEndpointMissing, QStringLiteral("userinfo_endpoint is not in the metadata"));
    }
    if (!m_ledger.hasRefreshToken()) {
        m_trial.refreshProblem = m_request.refreshGrantOff;
        if (!m_trial.refreshProblem) {
            m_trial.refreshProblem = because(
                Reason::RefreshTokenMissing,
                m_request.scopes.contains(QLatin1String("offline_access"))
                    ? QStringLiteral("no refresh_token came")
                    : QStringLiteral("no refresh_token came, and offline_access is not among the granted scopes"));
        }
    }
    startRound();
}

void TokenTrialJob::startRound()
{
    ++m_round;
    m_pending = 0;
    m_userInfo.reset();
    m_refresh.reset();
    // The first round uses what came with the code, the second what the first refresh brought; without a refresh there
    // is nothing new to use.
    if (m_round == 1 || !m_trial.refreshProblem) {
        if (!m_trial.userInfoProblem) {
            m_userInfo = std::make_unique<UserInfoJob>(m_request.metadata.userinfoEndpoint,
                                                       m_ledger.accessTokens().back(), m_request.idToken.subject(),
                                                       m_request.relyingParty.userInfoMembers, m_request.keys, m_http);
            connect(m_userInfo.get(), &Job::finished, this, &TokenTrialJob::userInfoAnswered);
            ++m_pending;
        }
        if (!m_trial.refreshProblem) {
            m_refresh = TokenJob::refresh(m_request.metadata.tokenEndpoint, m_request.credentials,
                                          m_ledger.refreshToken(), m_http);
            connect(m_refresh.get(), &Job::finished, this, &TokenTrialJob::refreshAnswered);
            ++m_pending;
        }
    }
    if (m_pending == 0) {
        finishWith(std::move(m_trial));
        return;
    }
    if (m_refresh)
        m_refresh->start();
    if (m_userInfo)
        m_userInfo->start();
}

void TokenTrialJob::userInfoAnswered()
{
    auto userInfo = m_userInfo->takeOutcome();
    if (userInfo) {
        m_trial.userInfoClaims = userInfo->claims;
    } else {
        m_trial.userInfoProblem = std::move(userInfo).error();
        if (m_round == 2) {
            QString &detail = m_trial.userInfoProblem->detail;
            detail = detail.isEmpty() ? QStringLiteral("with the refreshed access token")
                                      : QStringLiteral("with the refreshed access token: ") + detail;
        }
    }
    endRound();
}

void TokenTrialJob::refreshAnswered()
{
    auto tokens = m_refresh->takeOutcome();
    if (!tokens) {
        m_ledger.add(m_refresh->takeRefusedTokens());
        refreshFailed(std::move(tokens).error());
        return;
    }
    m_refreshed = *std::move(tokens);
    if (!m_refreshed.refreshToken.isEmpty() && !(m_refreshed.refreshToken == m_ledger.refreshToken()))
        m_trial.rotates = true;
    m_ledger.add(m_refreshed);

    if (m_refreshed.idToken.isEmpty()) {
        // Core section 12.2: the response might not contain one.
        m_trial.refreshedWithoutIdToken = true;
        refreshSucceeded();
        return;
    }
    IdTokenExpectations expectations;
    expectations.issuer = m_request.metadata.issuer;
    expectations.clientId = m_request.credentials.clientId;
    expectations.algorithms = m_request.metadata.idTokenSigningAlgorithms;
    expectations.accessToken = &m_refreshed.accessToken;
    expectations.notBeforeLeeway = m_request.relyingParty.notBeforeLeeway;
    m_idTokenJob = std::make_unique<IdTokenJob>(m_refreshed.idToken.clone(), m_request.keys, m_request.metadata.jwksUri,
                                                std::move(expectations), m_http);
    connect(m_idTokenJob.get(), &Job::finished, this, &TokenTrialJob::refreshedIdTokenJudged);
    m_idTokenJob->start();
}

void TokenTrialJob::refreshedIdTokenJudged()
{
    auto refreshed = m_idTokenJob->takeOutcome();
    if (!refreshed) {
        refreshFailed(std::move(refreshed).error());
        return;
    }
    if (auto successor = m_latest->checkSuccessor(*refreshed); !successor) {
        refreshFailed(std::move(successor).error());
        return;
    }
    if (refreshed->leewayUsed() && !m_trial.refreshWarning)
        m_trial.refreshWarning = refreshed->leewayUsed();
    if (m_latest->isRestampedBy(*refreshed) && !m_trial.refreshWarning)
        m_trial.refreshWarning = because(Reason::AuthTimeRestamped, {});
    m_latest = *std::move(refreshed);
    refreshSucceeded();
}

void TokenTrialJob::refreshSucceeded()
{
    // RFC 6749 section 6: without `scope` in the request, the new token is as good as the old one.
    if (m_refreshed.scopes) {
        QStringList lost;
        for (const QString &scope : m_request.scopes) {
            if (!m_refreshed.scopes->contains(scope))
                lost.append(scope);
        }
        if (!lost.isEmpty())
            m_trial.refreshWarning = because(Reason::RefreshScopeReduced, lost.join(QLatin1Char(' ')));
    }
    m_trial.isRefreshTokenAlive = m_round == Rounds;
    endRound();
}

void TokenTrialJob::refreshFailed(Error error)
{
    m_trial.isRefreshTokenAlive = false;
    m_trial.refreshProblem = std::move(error);
    if (m_round == 2) {
        QString &detail = m_trial.refreshProblem->detail;
        detail =
            detail.isEmpty() ? QStringLiteral("the second refresh") : QStringLiteral("the second refresh: ") + detail;
    }
    endRound();
}

void TokenTrialJob::endRound()
{
    if (--m_pending > 0)
        return;
    if (m_round < Rounds && !m_trial.refreshProblem) {
        startRound();
        return;
    }
    if (!m_trial.refreshProblem) {
        m_trial.refreshDetail = m_trial.rotates ? QStringLiteral("refreshed twice; each time a new refresh token came")
                                                : QStringLiteral("refreshed twice; the refresh token stays the same");
        if (m_trial.refreshedWithoutIdToken)
            m_trial.refreshDetail += QStringLiteral("; no ID token came with it, which is allowed");
    }
    finishWith(std::move(m_trial));
}

} // namespace oidc

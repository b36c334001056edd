#pragma once

#include "core/Job.h"
#include "http/Client.h"
#include "oidc/ClientCredentials.h"
#include "oidc/Error.h"
#include "oidc/IdToken.h"
#include "oidc/IdTokenJob.h"
#include "oidc/IssuedTokens.h"
#include "oidc/JsonWebKeySet.h"
#include "oidc/ProviderMetadata.h"
#include "oidc/TokenJob.h"
#include "oidc/UserInfoJob.h"

#include <QJsonObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace oidc {

/// What came of using the tokens.
struct TokenTrial
{
    std::optional<Error> userInfoProblem; ///< none: it answered each time, with the right subject
    QJsonObject userInfoClaims;
    std::optional<Error> refreshProblem; ///< none: the grant worked twice
    std::optional<Error> refreshWarning;
    QString refreshDetail; ///< what was seen
    bool refreshedWithoutIdToken = false;
    bool rotates = false;
    /// Whether the newest refresh token is known to work: only then does a refusal after the revocation prove anything,
    /// and only then may it be shown to the provider once more.
    bool isRefreshTokenAlive = false;
};

/// What a trial needs. The references outlive the job.
struct TokenTrialRequest
{
    const ProviderMetadata &metadata;
    const ClientCredentials &credentials;
    JsonWebKeySet &keys;
    const IdToken &idToken; ///< of the sign-in, verified
    QStringList scopes; ///< as granted
    std::optional<Error> refreshGrantOff; ///< the probe's evidence
    RelyingParty relyingParty = {};
};

/// Uses verified tokens as a relying party will: UserInfo and the refresh grant at the same time, and then both again
/// with what the refresh brought. Only the newest refresh token is ever used. After a refreshed ID token that is not
/// right, nothing more is asked (OpenID Connect Core section 12.2).
class TokenTrialJob final : public JobOf<TokenTrial, Error>
{
    Q_OBJECT

public:
    /// The tokens are in `ledger`, and what a refresh brings goes there.
    TokenTrialJob(TokenTrialRequest request, IssuedTokens &ledger, http::Client &http);
    ~TokenTrialJob() override;

private:
    void run() override;
    void startRound();
    void userInfoAnswered();
    void refreshAnswered();
    void refreshedIdTokenJudged();
    void refreshSucceeded();
    void refreshFailed(Error error);
    void endRound();

    const TokenTrialRequest m_request;
    IssuedTokens &m_ledger;
    http::Client &m_http;
    TokenTrial m_trial;
    int m_round = 0;
    int m_pending = 0;
    std::unique_ptr<UserInfoJob> m_userInfo;
    std::unique_ptr<TokenJob> m_refresh;
    TokenResponse m_refreshed; ///< before the job below, which points into it
    std::unique_ptr<IdTokenJob> m_idTokenJob;
    std::optional<IdToken> m_latest; ///< the newest verified one
};

} // namespace oidc

#pragma once

#include "oidc/LoginJob.h"

#include "core/Random.h"
#include "oidc/AuthorizationRequest.h"
#include "oidc/ClientCredentials.h"
#include "oidc/ClientProbeJob.h"
#include "oidc/CodeVerifier.h"
#include "oidc/DiscoveryJob.h"
#include "oidc/IdTokenJob.h"
#include "oidc/IssuedTokens.h"
#include "oidc/LoginVerdicts.h"
#include "oidc/LoopbackServer.h"
#include "oidc/TokenCleanUpJob.h"
#include "oidc/TokenJob.h"
#include "oidc/TokenTrialJob.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace oidc {

/// Why a check of this library is as it is. Only where it has a problem.
inline const Error &problemOf(const checks::Check &check)
{
    return *check.problem->as<Error>();
}

/// The stages of a sign-in test. LoginJob.cpp has those up to the browser's return, LoginJobTokens.cpp what is done
/// with the code and the tokens.
class LoginJob::Private
{
public:
    Private(LoginJob *job, LoginRequest loginRequest, http::Client &client, UserAgent &userAgent)
        : q(job)
        , request(std::move(loginRequest))
        , http(client)
        , browser(userAgent)
    {
    }

    // One function for each stage, in the order of the flow.
    void discover();
    void discovered();
    void bind();
    void prepare();
    void keysFetched();
    void probed();
    void prepared();
    void waitForBrowser();
    void openBrowser();
    void browserFailed(const QString &why);
    void disturbed();
    void timedOut();
    void redirected();
    void exchangeCode(ClientAuthentication method);
    void tokensReceived();
    void idTokenJudged();
    void tokensTried();
    void groupsJudged();
    void cleanUp();
    void cleanedUp();
    void end();

    // The report. No secret gets into it.
    void begin(const QString &id) { record({.id = id, .status = checks::Status::Running}); }
    void pass(const QString &id, const QString &detail = {})
    {
        record({.id = id, .status = checks::Status::Passed, .detail = detail});
    }
    void warn(const QString &id, Error problem) { setProblem(id, checks::Status::Warning, std::move(problem)); }
    void fail(const QString &id, Error problem) { setProblem(id, checks::Status::Failed, std::move(problem)); }
    void object(const QString &id, Objection objection);
    void doesNotApply(const QString &id, const QString &detail);
    void setProblem(const QString &id, checks::Status status, Error problem);
    void record(checks::Check check);
    void skipOpen();
    [[nodiscard]] const checks::Check *probedRedirect(const QString &uri) const;
    [[nodiscard]] checks::Status statusOf(const QString &id) const { return recorder.list().status(id); }
    void showResult(LoopbackServer::Result result);
    void redirectPassed();
    [[nodiscard]] bool isAccepted(ClientAuthentication method) const;
    [[nodiscard]] bool triesBothMethods() const;
    [[nodiscard]] std::optional<Error> exchangeProblem(Error error);

    LoginJob *const q;
    const LoginRequest request;
    http::Client &http;
    UserAgent &browser;
    checks::Recorder recorder{CheckId::all()};
    LoginReport report;

    // Everything of one attempt: made once, used once.
    const QByteArray state = stateFor(request.relyingParty);
    const QByteArray nonce = randomToken();
    const CodeVerifier verifier = CodeVerifier::generate();
    QUrl authorizationUrl;
    std::optional<QDeadlineTimer> wait;
    QString browserProblem; ///< why the last attempt to start it failed
    Secret code;

    std::optional<ProviderMetadata> metadata;
    std::optional<ClientCredentials> credentials;
    std::optional<JsonWebKeySet> keys;
    TokenResponse tokens;
    std::optional<IdToken> idToken;
    IssuedTokens ledger; ///< tokens to be revoked, also by the destructor
    std::optional<Error> firstExchangeProblem; ///< before the other way of authentication was tried
    bool mayProve = false;
    int preparing = 0;

    std::unique_ptr<DiscoveryJob> discovery;
    std::unique_ptr<JsonWebKeySetJob> keysJob;
    std::unique_ptr<ClientProbeJob> probeJob;
    std::unique_ptr<LoopbackServer> listener;
    QTimer timeout;
    std::unique_ptr<TokenJob> exchange;
    std::unique_ptr<IdTokenJob> idTokenJob;
    std::unique_ptr<TokenTrialJob> trial;
    std::unique_ptr<TokenCleanUpJob> cleanUpJob;
};

} // namespace oidc

#include "oidc/LoginJob.h"

#include "core/Random.h"
#include "core/ServerText.h"
#include "oidc/AuthorizationRequest.h"
#include "oidc/AuthorizationResponse.h"
#include "oidc/CodeVerifier.h"
#include "oidc/DiscoveryJob.h"
#include "oidc/IdTokenJob.h"
#include "oidc/IssuedTokens.h"
#include "oidc/LoopbackServer.h"
#include "oidc/TokenCleanUpJob.h"
#include "oidc/TokenJob.h"
#include "oidc/TokenTrialJob.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QTimer>

#include <algorithm>

namespace oidc {

namespace {

using Reason = Error::Reason;

/// Reasons for which the difference between two clocks may be the cause.
bool isAboutTime(Reason reason)
{
    return reason == Reason::IdTokenExpired || reason == Reason::IdTokenIssuedTooLongAgo
        || reason == Reason::IdTokenIssuedInFuture || reason == Reason::IdTokenNotYetValid
        || reason == Reason::IdTokenLeewayUsed || reason == Reason::RefreshedTimesInvalid;
}

/// The groups of a claim: a list of texts, or one text alone. An error when it is anything else or empty.
Expected<QStringList, Error> groupsIn(const QJsonValue &claim)
{
    QStringList groups;
    if (claim.isString()) {
        groups.append(claim.toString());
    } else if (claim.isArray()) {
        const QJsonArray array = claim.toArray();
        for (const QJsonValue &group : array) {
            if (!group.isString())
                return Unexpected(because(Reason::GroupsClaimInvalid, QStringLiteral("an entry is not a text")));
            groups.append(group.toString());
        }
    } else {
        return Unexpected(because(Reason::GroupsClaimInvalid, QStringLiteral("not a list of texts")));
    }
    groups.removeAll(QString());
    if (groups.isEmpty())
        return Unexpected(because(Reason::GroupsClaimMissing, QStringLiteral("the claim is there, and empty")));
    return groups;
}

/// Why a check of this library is as it is. Only where it has a problem.
const Error &problemOf(const checks::Check &check)
{
    return *check.problem->as<Error>();
}

} // namespace

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
    void disturbed();
    void timedOut();
    void redirected();
    void exchangeCode(const Secret &code);
    void tokensReceived();
    void idTokenJudged();
    void tokensTried();
    void judgeGroups();
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
    void setProblem(const QString &id, checks::Status status, Error problem);
    void record(checks::Check check);
    void skipOpen();
    [[nodiscard]] const checks::Check *probedRedirect(const QString &uri) const;
    [[nodiscard]] checks::Status statusOf(const QString &id) const { return recorder.list().status(id); }
    void showResult(LoopbackServer::Result result);
    void redirectPassed();

    LoginJob *const q;
    const LoginRequest request;
    http::Client &http;
    UserAgent &browser;
    checks::Recorder recorder{CheckId::all()};
    LoginReport report;

    // Everything of one attempt: made once, used once.
    const QByteArray state = randomToken();
    const QByteArray nonce = randomToken();
    const CodeVerifier verifier = CodeVerifier::generate();
    QUrl authorizationUrl;
    std::optional<QDeadlineTimer> wait;
    Secret code;

    std::optional<ProviderMetadata> metadata;
    std::optional<ClientCredentials> credentials;
    std::optional<JsonWebKeySet> keys;
    TokenResponse tokens;
    std::optional<IdToken> idToken;
    IssuedTokens ledger; ///< tokens to be revoked, also by the destructor
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

void LoginJob::Private::record(checks::Check check)
{
    const QString id = check.id;
    check.detail = ledger.secrets().hidden(check.detail);
    recorder.record(std::move(check));
    report.checks.put(recorder.list().check(id));
}

void LoginJob::Private::setProblem(const QString &id, checks::Status status, Error problem)
{
    if (isAboutTime(problem.reason) && !problem.clockOffset)
        problem.clockOffset = report.clockOffset;
    const QString detail = problem.detail;
    ledger.secrets().hideIn(problem);
    record({.id = id, .status = status, .problem = std::move(problem), .detail = detail});
}

void LoginJob::Private::skipOpen()
{
    for (const QString &id : CheckId::all()) {
        if (statusOf(id) == checks::Status::Pending || statusOf(id) == checks::Status::Running) {
            record({.id = id,
                    .status = checks::Status::Skipped,
                    .detail = QStringLiteral("could not be checked after what failed before")});
        }
    }
}

/// What the probe found out about a redirect URI; null: it was not asked.
const checks::Check *LoginJob::Private::probedRedirect(const QString &uri) const
{
    const QString id = ProbeId::redirectUri(uri);
    return report.probe && report.probe->findings.contains(id) ? &report.probe->findings.check(id) : nullptr;
}

void LoginJob::Private::discover()
{
    begin(CheckId::Organization);
    discovery = std::make_unique<DiscoveryJob>(request.issuer, http);
    connect(discovery.get(), &Job::finished, q, [this] { discovered(); });
    discovery->start();
}

void LoginJob::Private::discovered()
{
    auto outcome = discovery->takeOutcome();
    if (!outcome) {
        report.clockOffset = outcome.error().clockOffset;
        fail(CheckId::Organization, std::move(outcome).error());
        end();
        return;
    }
    metadata = outcome->metadata;
    report.issuer = metadata->issuer;
    report.clockOffset = outcome->clockOffset;
    credentials = ClientCredentials{request.clientId, request.clientSecret.clone(), metadata->clientAuthentication};
    ledger.secrets().add(*credentials);
    ledger.secrets().add(verifier.value());
    if (metadata->advertisesPkceS256) {
        pass(CheckId::Organization, metadata->issuer);
    } else {
        warn(CheckId::Organization,
             because(Reason::PkceNotAdvertised, QStringLiteral("S256 is not in code_challenge_methods_supported")));
    }
    bind();
    prepare();
}

/// Before the probes, so that they ask about the port that will be used.
void LoginJob::Private::bind()
{
    listener = std::make_unique<LoopbackServer>(state);
    if (auto port = listener->listen(request.ports); !port) {
        fail(CheckId::Redirect, std::move(port).error());
        listener.reset();
        return;
    }
    report.redirectUri = listener->redirectUri();
}

/// Keys and probes at the same time; the browser waits for both. A provider that remembers the last authorization
/// request has to remember the browser's and not a probe's, and a sign-in whose token cannot be verified proves
/// nothing.
void LoginJob::Private::prepare()
{
    preparing = 2;
    begin(CheckId::SigningKeys);
    keysJob = std::make_unique<JsonWebKeySetJob>(metadata->jwksUri, http);
    connect(keysJob.get(), &Job::finished, q, [this] { keysFetched(); });

    begin(CheckId::ClientCredentials);
    ClientProbeRequest probe;
    probe.metadata = *metadata;
    probe.credentials = credentials->clone();
    if (listener)
        probe.redirectUris.append(report.redirectUri);
    if (!request.productionRedirectUri.isEmpty())
        probe.redirectUris.append(request.productionRedirectUri);
    probe.scopes = request.scopes;
    // Pomerium sends a challenge only where the metadata offers S256.
    probe.askWithoutPkce = listener && (!request.pomeriumSendsPkce || !metadata->advertisesPkceS256);
    probeJob = std::make_unique<ClientProbeJob>(std::move(probe), http);
    connect(probeJob.get(), &Job::finished, q, [this] { probed(); });

    keysJob->start();
    probeJob->start();
}

void LoginJob::Private::keysFetched()
{
    auto outcome = keysJob->takeOutcome();
    if (outcome) {
        keys = *std::move(outcome);
        QStringList details{QStringLiteral("%1 usable keys").arg(keys->keys().size())};
        details += keys->leftOut();
        if (keys->unfamiliar().isEmpty()) {
            pass(CheckId::SigningKeys, details.join(QLatin1String("; ")));
        } else {
            warn(CheckId::SigningKeys,
                 because(Reason::KeysUnfamiliar, keys->unfamiliar().join(QLatin1String("; ")).left(1000)));
        }
    } else {
        fail(CheckId::SigningKeys, std::move(outcome).error());
    }
    prepared();
}

void LoginJob::Private::probed()
{
    auto outcome = probeJob->takeOutcome();
    if (outcome) {
        report.probe = *outcome;
        credentials->method = report.probe->clientAuthentication;
        const checks::List &findings = report.probe->findings;
        for (const QString &id : {ProbeId::ClientKnown, ProbeId::SecretAccepted, ProbeId::NoDpop}) {
            if (statusOf(CheckId::ClientCredentials) == checks::Status::Running
                && findings.status(id) == checks::Status::Failed)
                fail(CheckId::ClientCredentials, problemOf(findings.check(id)));
        }
        if (statusOf(CheckId::ClientCredentials) == checks::Status::Running
            && findings.status(ProbeId::SecretAccepted) == checks::Status::Passed) {
            if (findings.status(ProbeId::ClientKnown) == checks::Status::Warning)
                warn(CheckId::ClientCredentials, problemOf(findings.check(ProbeId::ClientKnown)));
            else
                pass(CheckId::ClientCredentials, QStringLiteral("the token endpoint accepted client ID and secret"));
        }
        // Otherwise it stays open: the code exchange will tell.
    }
    prepared();
}

void LoginJob::Private::prepared()
{
    if (--preparing > 0)
        return;
    if (statusOf(CheckId::SigningKeys) == checks::Status::Failed
        || statusOf(CheckId::ClientCredentials) == checks::Status::Failed
        || statusOf(CheckId::Redirect) == checks::Status::Failed) {
        end();
        return;
    }
    waitForBrowser();
}

void LoginJob::Private::waitForBrowser()
{
    AuthorizationRequest authorization;
    authorization.authorizationEndpoint = metadata->authorizationEndpoint;
    authorization.clientId = request.clientId;
    authorization.redirectUri = report.redirectUri;
    authorization.scopes = request.scopes;
    authorization.state = state;
    authorization.nonce = nonce;
    authorization.codeChallenge = verifier.challenge();
    authorizationUrl = authorization.url();

    // Queued: the listener is in the middle of answering the browser.
    connect(
        listener.get(), &LoopbackServer::redirected, q, [this] { redirected(); }, Qt::QueuedConnection);
    connect(
        listener.get(), &LoopbackServer::disturbed, q, [this] { disturbed(); }, Qt::QueuedConnection);
    // Both clocks are monotonic: a computer whose time is set meanwhile does not wait longer or shorter.
    wait.emplace(request.browserTimeout);
    timeout.setSingleShot(true);
    timeout.setTimerType(Qt::PreciseTimer);
    connect(&timeout, &QTimer::timeout, q, [this] { timedOut(); });
    timeout.start(request.browserTimeout);

    begin(CheckId::Redirect);
    QMetaObject::invokeMethod(
        q, [job = q] { Q_EMIT job->waitingForBrowser(); }, Qt::QueuedConnection);
    openBrowser();
}

void LoginJob::Private::openBrowser()
{
    auto opened = browser.open(authorizationUrl);
    if (opened) {
        record({.id = CheckId::Redirect,
                .status = checks::Status::Running,
                .detail = QStringLiteral("waiting on %1").arg(report.redirectUri)});
        return;
    }
    const QString why = serverText(opened.error());
    if (request.browserIsRequired) {
        timeout.stop();
        wait.reset();
        fail(CheckId::Redirect, because(Reason::BrowserNotStarted, why));
        end();
        return;
    }
    record({.id = CheckId::Redirect,
            .status = checks::Status::Running,
            .detail = QStringLiteral("the browser could not be started: %1").arg(why)});
}

/// Not for us, and nothing depends on it; but a browser that insists on https shows a dead page, so it is told at once.
void LoginJob::Private::disturbed()
{
    if (!listener)
        return;
    report.ignoredRequests = listener->ignoredRequests();
    if (wait && listener->sawTls() && !recorder.list().check(CheckId::Redirect).problem) {
        setProblem(
            CheckId::Redirect, checks::Status::Running,
            because(Reason::RedirectTimedOutAfterHttps, QStringLiteral("waiting on %1").arg(report.redirectUri)));
    }
}

void LoginJob::Private::timedOut()
{
    if (!wait)
        return;
    wait.reset();
    report.isTimedOut = true;

    Error problem = because(Reason::RedirectTimedOut,
                            QStringLiteral("nothing came back to %1 within %2 s")
                                .arg(report.redirectUri)
                                .arg(std::chrono::duration_cast<std::chrono::seconds>(request.browserTimeout).count()));
    if (const checks::Check *probed = probedRedirect(report.redirectUri);
        probed && probed->status == checks::Status::Failed) {
        problem = problemOf(*probed);
        problem.reason = Reason::RedirectTimedOutUriRefused;
    }
    // Seen on this very port: it says more than a probe.
    if (listener->sawTls())
        problem.reason = Reason::RedirectTimedOutAfterHttps;
    report.ignoredRequests = listener->ignoredRequests();
    fail(CheckId::Redirect, std::move(problem));
    end();
}

void LoginJob::Private::redirected()
{
    if (!wait)
        return; // too late: it has timed out
    wait.reset();
    timeout.stop();
    report.ignoredRequests = listener->ignoredRequests();

    auto response =
        AuthorizationResponse::parse(listener->query(), metadata->issuer, metadata->advertisesResponseIssuer);
    if (!response) {
        fail(CheckId::Redirect, std::move(response).error());
        end();
        return;
    }
    redirectPassed();
    code = std::move(response->code);
    ledger.secrets().add(code);
    exchangeCode(code);
}

/// It came back; what would still keep Pomerium's own sign-in from coming back is a warning.
void LoginJob::Private::redirectPassed()
{
    const checks::Check *const ours = probedRedirect(report.redirectUri);
    const checks::Check *const production = probedRedirect(request.productionRedirectUri);
    // Where the probe was wrong about the URI that has just worked, it says nothing about the other one either.
    if (ours && ours->status == checks::Status::Passed && production && production->status == checks::Status::Failed) {
        warn(CheckId::Redirect, problemOf(*production));
        return;
    }
    if (report.probe && report.probe->findings.contains(ProbeId::PkceOptional)) {
        const checks::Check &pkce = report.probe->findings.check(ProbeId::PkceOptional);
        if (pkce.status == checks::Status::Warning) {
            warn(CheckId::Redirect, problemOf(pkce));
            return;
        }
    }
    pass(CheckId::Redirect, report.redirectUri);
}

void LoginJob::Private::exchangeCode(const Secret &authorizationCode)
{
    begin(CheckId::CodeExchange);
    exchange = TokenJob::exchangeCode(metadata->tokenEndpoint, *credentials, authorizationCode, report.redirectUri,
                                      verifier.value(), http);
    connect(exchange.get(), &Job::finished, q, [this] { tokensReceived(); });
    exchange->start();
}

void LoginJob::Private::tokensReceived()
{
    auto outcome = exchange->takeOutcome();
    if (!outcome) {
        ledger.add(exchange->takeRefusedTokens());
        const Error &error = outcome.error();
        if (error.reason == Reason::ClientRefused)
            fail(CheckId::ClientCredentials, error);
        fail(CheckId::CodeExchange, error);
        showResult(LoopbackServer::Result::Failed);
        cleanUp();
        return;
    }
    tokens = *std::move(outcome);
    ledger.add(tokens);
    if (statusOf(CheckId::ClientCredentials) == checks::Status::Running)
        pass(CheckId::ClientCredentials, QStringLiteral("the token endpoint accepted client ID and secret"));
    pass(CheckId::CodeExchange,
         tokens.scopes ? QStringLiteral("scopes: %1").arg(serverText(tokens.scopes->join(QLatin1Char(' '))))
                       : QString());

    begin(CheckId::IdToken);
    if (tokens.idToken.isEmpty()) {
        fail(CheckId::IdToken,
             because(Reason::IdTokenMissing, QStringLiteral("id_token is not in the token response")));
        showResult(LoopbackServer::Result::Failed);
        cleanUp();
        return;
    }
    IdTokenExpectations expectations;
    expectations.issuer = metadata->issuer;
    expectations.clientId = request.clientId;
    expectations.nonce = nonce;
    expectations.algorithms = metadata->idTokenSigningAlgorithms;
    expectations.accessToken = &tokens.accessToken;
    expectations.code = &code;
    idTokenJob = std::make_unique<IdTokenJob>(std::move(tokens.idToken), *keys, metadata->jwksUri,
                                              std::move(expectations), http);
    connect(idTokenJob.get(), &Job::finished, q, [this] { idTokenJudged(); });
    idTokenJob->start();
}

void LoginJob::Private::idTokenJudged()
{
    auto verdict = idTokenJob->takeOutcome();
    if (!verdict) {
        fail(CheckId::IdToken, std::move(verdict).error());
        showResult(LoopbackServer::Result::Failed);
        cleanUp(); // none of the tokens is used any more (RFC 9700 section 4.5.3.2)
        return;
    }
    idToken = *std::move(verdict);
    report.subject = idToken->subject();
    report.idTokenClaims = idToken->claims();
    report.email = idToken->claims().value(QLatin1String("email")).toString();
    if (idToken->leewayUsed()) {
        warn(CheckId::IdToken, *idToken->leewayUsed());
    } else {
        pass(
            CheckId::IdToken,
            QStringLiteral("%1, key %2%3")
                .arg(idToken->algorithm(),
                     idToken->keyId().isEmpty() ? QStringLiteral("without an id") : serverText(idToken->keyId(), 100),
                     idTokenJob->hasFetchedKeys() ? QStringLiteral(", after fetching the keys once more") : QString()));
    }
    showResult(LoopbackServer::Result::SignedIn);

    begin(CheckId::UserInfo);
    begin(CheckId::RefreshToken);
    TokenTrialRequest trialRequest{*metadata,   *credentials, *keys, *idToken, tokens.scopes.value_or(request.scopes),
                                   std::nullopt};
    if (report.probe && report.probe->findings.status(ProbeId::RefreshGrant) == checks::Status::Failed)
        trialRequest.refreshGrantOff = problemOf(report.probe->findings.check(ProbeId::RefreshGrant));
    trial = std::make_unique<TokenTrialJob>(std::move(trialRequest), ledger, http);
    connect(trial.get(), &Job::finished, q, [this] { tokensTried(); });
    trial->start();
}

void LoginJob::Private::tokensTried()
{
    const TokenTrial result = *trial->takeOutcome();

    report.userInfoClaims = result.userInfoClaims;
    if (result.userInfoProblem) {
        fail(CheckId::UserInfo, *result.userInfoProblem);
    } else {
        // Pomerium takes it from either; UserInfo has the last word.
        if (const QString email = result.userInfoClaims.value(QLatin1String("email")).toString(); !email.isEmpty())
            report.email = email;
        if (report.email.isEmpty())
            warn(CheckId::UserInfo, because(Reason::EmailMissing, QStringLiteral("neither has an email")));
        else
            pass(CheckId::UserInfo, serverText(report.email));
    }

    report.refreshedWithoutIdToken = result.refreshedWithoutIdToken;
    report.refreshTokenRotates = result.rotates;
    if (result.refreshProblem)
        fail(CheckId::RefreshToken, *result.refreshProblem);
    else if (result.refreshWarning)
        warn(CheckId::RefreshToken, *result.refreshWarning);
    else
        pass(CheckId::RefreshToken, result.refreshDetail);

    mayProve = result.isRefreshTokenAlive;
    judgeGroups();
    cleanUp();
}

void LoginJob::Private::judgeGroups()
{
    if (!request.checkGroups) {
        record({.id = CheckId::Groups,
                .status = checks::Status::Skipped,
                .skip = checks::Skip::DoesNotApply,
                .detail = QStringLiteral("only for a release that takes groups from the claim")});
        return;
    }
    const QLatin1String name("groups");
    QJsonValue claim = report.idTokenClaims.value(name);
    if (claim.isUndefined() || claim.isNull()) {
        if (statusOf(CheckId::UserInfo) == checks::Status::Failed) {
            record({.id = CheckId::Groups,
                    .status = checks::Status::Skipped,
                    .detail = QStringLiteral("not in the ID token, and UserInfo could not be asked")});
            return;
        }
        claim = report.userInfoClaims.value(name);
    }
    if (claim.isUndefined() || claim.isNull()) {
        fail(CheckId::Groups,
             because(Reason::GroupsClaimMissing, QStringLiteral("neither in the ID token nor in UserInfo")));
        return;
    }
    auto groups = groupsIn(claim);
    if (!groups) {
        fail(CheckId::Groups, std::move(groups).error());
        return;
    }
    report.groups = *groups;
    pass(CheckId::Groups, QStringLiteral("%1 groups").arg(groups->size()));
}

void LoginJob::Private::cleanUp()
{
    if (ledger.isEmpty()) {
        end();
        return;
    }
    begin(CheckId::Revocation);
    cleanUpJob = std::make_unique<TokenCleanUpJob>(*metadata, *credentials, ledger, mayProve, http);
    connect(cleanUpJob.get(), &Job::finished, q, [this] { cleanedUp(); });
    cleanUpJob->start();
}

void LoginJob::Private::cleanedUp()
{
    auto outcome = cleanUpJob->takeOutcome();
    if (outcome)
        pass(CheckId::Revocation, QStringLiteral("revoked, and the refresh token was refused afterwards"));
    else if (outcome.error().reason == Reason::RefreshTokenStillAlive)
        fail(CheckId::Revocation, std::move(outcome).error());
    else
        warn(CheckId::Revocation, std::move(outcome).error());
    end();
}

void LoginJob::Private::showResult(LoopbackServer::Result result)
{
    if (listener)
        listener->showResult(result);
}

/// Nothing more will be asked. The browser still gets its page, if it ever came.
void LoginJob::Private::end()
{
    timeout.stop();
    wait.reset();
    skipOpen();
    tokens = {};
    code = {};
    if (listener)
        report.ignoredRequests = listener->ignoredRequests();
    if (!listener || listener->query().isEmpty()) {
        listener.reset();
        q->finish();
        return;
    }
    if (statusOf(CheckId::Redirect) == checks::Status::Failed)
        showResult(LoopbackServer::Result::Failed);
    const auto closed = [this] {
        listener.reset();
        q->finish();
    };
    if (listener->isClosed()) {
        closed();
        return;
    }
    connect(listener.get(), &LoopbackServer::closed, q, closed, Qt::QueuedConnection);
}

LoginJob::LoginJob(LoginRequest request, http::Client &http, UserAgent &browser)
    : m_private(std::make_unique<Private>(this, std::move(request), http, browser))
{
}

LoginJob::~LoginJob()
{
    // Dropped in the middle: what came, or is about to, is not left behind at the provider (RFC 7009), and nobody waits
    // for it.
    Private &d = *m_private;
    if (!d.metadata || !d.credentials)
        return;
    d.ledger.dispatchRevocations(d.metadata->revocationEndpoint, *d.credentials, d.http);
    revokeWhatComesOf(std::move(d.exchange), d.metadata->revocationEndpoint, *d.credentials, d.http);
}

const checks::Recorder &LoginJob::recorder() const
{
    return m_private->recorder;
}

const LoginReport &LoginJob::report() const
{
    return m_private->report;
}

QUrl LoginJob::authorizationUrl() const
{
    return m_private->authorizationUrl;
}

bool LoginJob::isWaitingForBrowser() const
{
    return m_private->wait.has_value();
}

std::chrono::milliseconds LoginJob::remainingWait() const
{
    return m_private->wait ? std::chrono::milliseconds(m_private->wait->remainingTime()) : std::chrono::milliseconds(0);
}

void LoginJob::reopenBrowser()
{
    if (isWaitingForBrowser())
        m_private->openBrowser();
}

void LoginJob::run()
{
    m_private->discover();
}

} // namespace oidc

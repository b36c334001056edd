#include "oidc/LoginJobPrivate.h"

#include "core/ServerText.h"
#include "oidc/AuthorizationRequest.h"
#include "oidc/AuthorizationResponse.h"
#include "oidc/Limits.h"

namespace oidc {

namespace {

/// Reasons for which the difference between two clocks may be the cause.
bool isAboutTime(Reason reason)
{
    return reason == Reason::IdTokenExpired || reason == Reason::IdTokenIssuedTooLongAgo
        || reason == Reason::IdTokenIssuedInFuture || reason == Reason::IdTokenNotYetValid
        || reason == Reason::IdTokenLeewayUsed || reason == Reason::RefreshedTimesInvalid;
}

} // namespace

void LoginJob::Private::record(checks::Check check)
{
    const QString id = check.id;
    check.detail = ledger.secrets().hidden(check.detail);
    recorder.record(std::move(check));
    report.checks.put(recorder.list().check(id));
}

void LoginJob::Private::object(const QString &id, Objection objection)
{
    setProblem(id, objection.isFailure ? checks::Status::Failed : checks::Status::Warning, std::move(objection.error));
}

void LoginJob::Private::doesNotApply(const QString &id, const QString &detail)
{
    record({.id = id, .status = checks::Status::Skipped, .skip = checks::Skip::DoesNotApply, .detail = detail});
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
    discovery = std::make_unique<DiscoveryJob>(request.issuer, http, AnswerLimit);
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
    preparing = request.probes ? 2 : 1;
    begin(CheckId::SigningKeys);
    keysJob = std::make_unique<JsonWebKeySetJob>(metadata->jwksUri, http);
    connect(keysJob.get(), &Job::finished, q, [this] { keysFetched(); });
    if (!request.probes) {
        doesNotApply(CheckId::ClientCredentials, QStringLiteral("not asked beforehand, as was chosen"));
        keysJob->start();
        return;
    }

    begin(CheckId::ClientCredentials);
    ClientProbeRequest probe;
    probe.metadata = *metadata;
    probe.credentials = credentials->clone();
    if (listener)
        probe.redirectUris.append(report.redirectUri);
    if (!request.productionRedirectUri.isEmpty())
        probe.redirectUris.append(request.productionRedirectUri);
    probe.scopes = request.scopes;
    probe.relyingParty = request.relyingParty;
    probe.moreParameters = request.moreParameters;
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
        if (auto objection = objectionToKeys(*keys, request.relyingParty))
            object(CheckId::SigningKeys, *std::move(objection));
        else
            pass(CheckId::SigningKeys, details.join(QLatin1String("; ")));
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
        for (const QLatin1String id : {ProbeId::ClientKnown, ProbeId::SecretAccepted, ProbeId::NoDpop}) {
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
    authorization.moreParameters = request.moreParameters;
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
    browserProblem.clear();
    browser.setFailureHandler([this](const QString &why) { browserFailed(why); });
    auto opened = browser.open(authorizationUrl);
    if (!opened) {
        browserFailed(opened.error());
        return;
    }
    record({.id = CheckId::Redirect,
            .status = checks::Status::Running,
            .detail = QStringLiteral("waiting on %1").arg(report.redirectUri)});
}

/// The wait goes on: the address can be copied and opened by hand.
void LoginJob::Private::browserFailed(const QString &why)
{
    if (!wait)
        return;
    browserProblem = serverText(why);
    record({.id = CheckId::Redirect,
            .status = checks::Status::Running,
            .detail = QStringLiteral("the browser could not be started: %1").arg(browserProblem)});
    QMetaObject::invokeMethod(
        q, [job = q] { Q_EMIT job->browserFailed(); }, Qt::QueuedConnection);
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
    if (const checks::Check *probed = probedRedirect(report.redirectUri); probed && probed->problem) {
        const Error &seen = problemOf(*probed);
        if (probed->status == checks::Status::Failed) {
            problem = seen;
            if (seen.reason != Reason::StateRefused)
                problem.reason = Reason::RedirectTimedOutUriRefused;
        } else if (seen.reason == Reason::RedirectUriUnclear
                   && (seen.answer.httpStatus >= 400 || !seen.answer.error.isEmpty())) {
            // The browser will have met the same page.
            problem.reason = Reason::RedirectTimedOutPage;
            problem.answer = seen.answer;
        }
    }
    if (!browserProblem.isEmpty()) {
        if (problem.reason == Reason::RedirectTimedOut)
            problem = because(Reason::BrowserNotStarted, browserProblem);
        else
            problem.detail += QStringLiteral("; the browser could not be started: %1").arg(browserProblem);
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
    begin(CheckId::CodeExchange);
    exchangeCode(triesBothMethods() ? ClientAuthentication::Basic : credentials->method);
}

/// It came back; what will keep the relying party's own sign-in from coming back is told all the same.
void LoginJob::Private::redirectPassed()
{
    const checks::Check *const ours = probedRedirect(report.redirectUri);
    const checks::Check *const production = probedRedirect(request.productionRedirectUri);
    // Where the probe was wrong about the URI that has just worked, it says nothing about the other one either.
    if (ours && ours->status == checks::Status::Passed && production && production->status == checks::Status::Failed) {
        fail(CheckId::Redirect, problemOf(*production));
        return;
    }
    if (report.probe && report.probe->findings.contains(ProbeId::PkceOptional)) {
        const checks::Check &pkce = report.probe->findings.check(ProbeId::PkceOptional);
        if (pkce.status == checks::Status::Warning || pkce.status == checks::Status::Failed) {
            setProblem(CheckId::Redirect, pkce.status, problemOf(pkce));
            return;
        }
    }
    pass(CheckId::Redirect, report.redirectUri);
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
    d.browser.setFailureHandler({});
    d.http.closeIdleConnections(); // code, verifier and tokens went over them
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

bool LoginJob::takeAddress(const QString &pasted)
{
    return isWaitingForBrowser() && m_private->listener->take(pasted);
}

QString LoginJob::browserProblem() const
{
    return m_private->browserProblem;
}

void LoginJob::run()
{
    m_private->discover();
}

} // namespace oidc

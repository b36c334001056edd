// More than 500 lines: each finding draws on the answers to several probes, so that they are judged in one place.

#include "oidc/ClientProbeJob.h"

#include "core/Random.h"
#include "oidc/AuthorizationRequest.h"
#include "oidc/AuthorizeAnswer.h"
#include "oidc/CodeVerifier.h"
#include "oidc/KnownSecrets.h"
#include "oidc/LoginVerdicts.h"
#include "oidc/RevocationJob.h"
#include "oidc/ServerAnswer.h"
#include "oidc/TokenJob.h"

#include <QUrlQuery>

#include <algorithm>
#include <chrono>

namespace oidc {

namespace {

using RequestOutcome = Expected<http::Response, http::TransportError>;

/// Longer than that and the answer is not worth waiting for: the browser's sign-in tells too.
constexpr auto Limit = std::chrono::seconds(5);

enum class Answer { Yes, No, CannotTell };

/// One question that a probe answered.
struct Finding
{
    Answer answer = Answer::CannotTell;
    std::optional<Error> evidence = {}; ///< with No, why; with CannotTell, what got in the way
};

/// All questions, as they are answered one after the other.
struct Findings
{
    struct Redirect
    {
        QString uri = {};
        Finding registered;
    };

    Finding clientKnown;
    Finding secretAccepted;
    Finding refreshGrant;
    Finding requiresDpop;
    QList<Redirect> redirects; ///< in the order asked
    Finding requiresPkce; ///< asked only when ClientProbeRequest says so
};

Finding yes()
{
    return {Answer::Yes, std::nullopt};
}

Finding no(Error evidence)
{
    return {Answer::No, std::move(evidence)};
}

Finding cannotTell(std::optional<Error> evidence = std::nullopt)
{
    return {Answer::CannotTell, std::move(evidence)};
}

/// A question as a check: `good` is the answer that lets it pass.
checks::Check toCheck(const QString &id, const Finding &finding, Answer good)
{
    checks::Check check{.id = id, .status = checks::Status::Passed, .checkedAt = QDateTime::currentDateTimeUtc()};
    if (finding.answer == Answer::CannotTell) {
        check.status = checks::Status::Skipped;
        check.checkedAt = {};
    } else if (finding.answer != good) {
        check.status = checks::Status::Failed;
    }
    if (check.status != checks::Status::Passed && finding.evidence) {
        check.problem = *finding.evidence;
        check.detail = finding.evidence->detail;
    }
    return check;
}

/// Whether a refusal may be about the way in which the secret was sent: unless it says that there is no such client.
/// Words about the secret say nothing: to a server that looks for it in the body, one in the header is missing.
bool mayBeAboutMethod(const ServerAnswer &answer)
{
    return !answer.description.contains(QLatin1String("client_id"), Qt::CaseInsensitive);
}

ClientAuthentication otherThan(ClientAuthentication method)
{
    return method == ClientAuthentication::Basic ? ClientAuthentication::Post : ClientAuthentication::Basic;
}

} // namespace

class ClientProbeJob::Private
{
public:
    Private(ClientProbeJob *job, ClientProbeRequest probeRequest, http::Client &client)
        : q(job)
        , request(std::move(probeRequest))
        , credentials(request.credentials.clone())
        , http(client)
    {
    }

    /// Sends a request; when it is answered, `judge` is told, and after the last one the job ends.
    template <typename Judge> void ask(http::RequestJob &job, Judge judge)
    {
        ++unanswered;
        QObject::connect(&job, &Job::finished, q, [this, &job, judge] {
            judge(job.outcome());
            if (--unanswered > 0)
                return;
            askWithPlainState();
            if (unanswered > 0)
                return;
            judgeAuthorize();
            hideSecrets();
            q->finishWith(result());
        });
        job.start();
    }

    void askRefresh()
    {
        refreshRequests.push_back(junkRefreshJob());
        ask(*refreshRequests.back(), [this](const RequestOutcome &outcome) { judgeRefresh(outcome); });
    }

    struct Authorize
    {
        QString redirectUri;
        bool withPkce = true;
        std::unique_ptr<http::RequestJob> job;
        AuthorizeAnswer answer;
    };

    /// Whether a request that may be good did not lead to the sign-in, for a reason that may be its `state`.
    [[nodiscard]] static bool mayBeAboutState(const AuthorizeAnswer &answer)
    {
        switch (answer.kind) {
        case AuthorizeAnswer::Kind::CameBack:
            return answer.evidence.answer.error == QLatin1String("invalid_request");
        case AuthorizeAnswer::Kind::Refused:
            return !answer.isAboutRedirectUri() && !answer.isAboutClient() && !answer.isAboutPkce()
                && !answer.isAboutSession();
        case AuthorizeAnswer::Kind::None:
            return answer.status >= 300 && answer.status < 400 && !answer.evidence.answer.error.isEmpty();
        }
        Q_UNREACHABLE();
    }

    /// Refused with the relying party's kind of `state`: once more with a plain one, which tells whether that was why.
    void askWithPlainState()
    {
        if (plainState || request.relyingParty.paddedStateSize == 0)
            return;
        for (const Authorize &each : authorize) {
            if (!each.withPkce || !mayBeAboutState(each.answer))
                continue;
            plainState.emplace(Authorize{each.redirectUri, true, authorizeJob(each.redirectUri, true, {}), {}});
            ask(*plainState->job, [this](const RequestOutcome &outcome) {
                plainState->answer = AuthorizeAnswer::of(outcome, plainState->redirectUri);
            });
            return;
        }
    }

    [[nodiscard]] bool isStateRefused() const
    {
        return plainState && plainState->answer.kind == AuthorizeAnswer::Kind::CameBack
            && !mayBeAboutState(plainState->answer);
    }

    [[nodiscard]] std::unique_ptr<http::RequestJob> authorizeJob(const QString &redirectUri, bool withPkce)
    {
        return authorizeJob(redirectUri, withPkce, request.relyingParty);
    }

    /// With a `state` as this relying party sends it.
    [[nodiscard]] std::unique_ptr<http::RequestJob> authorizeJob(const QString &redirectUri, bool withPkce,
                                                                 const RelyingParty &stateOf)
    {
        // Nothing of the later sign-in is shown beforehand: state, nonce and challenge are made for this one request.
        AuthorizationRequest authorization;
        authorization.authorizationEndpoint = request.metadata.authorizationEndpoint;
        authorization.clientId = request.credentials.clientId;
        authorization.redirectUri = redirectUri;
        authorization.scopes = request.scopes;
        authorization.state = stateFor(stateOf);
        authorization.nonce = randomToken();
        if (withPkce)
            authorization.codeChallenge = CodeVerifier::generate().challenge();
        authorization.moreParameters = request.moreParameters;
        authorization.prompt = QStringLiteral("none");
        http::Request get;
        get.url = authorization.url();
        get.accept = QByteArrayLiteral("text/html,application/json;q=0.9,*/*;q=0.8");
        get.timeout = Limit;
        return http.request(std::move(get));
    }

    [[nodiscard]] std::unique_ptr<http::RequestJob> metadataJob()
    {
        auto url = discoveryUrl(request.metadata.issuer);
        if (!url)
            return nullptr; // not an issuer URL: then discovery could not have worked either
        QUrl withClient = *url;
        QUrlQuery query(withClient);
        query.addQueryItem(QStringLiteral("client_id"),
                           QString::fromLatin1(QUrl::toPercentEncoding(request.credentials.clientId)));
        withClient.setQuery(query);
        http::Request get;
        get.url = withClient;
        get.timeout = Limit;
        return http.request(std::move(get));
    }

    [[nodiscard]] std::unique_ptr<http::RequestJob> junkRefreshJob()
    {
        http::Request post = credentials.formRequest(
            request.metadata.tokenEndpoint,
            {{QByteArrayLiteral("grant_type"), QByteArrayLiteral("refresh_token")},
             {QByteArrayLiteral("refresh_token"), QByteArrayLiteral("not-a-refresh-token-") + randomToken(12)}});
        post.timeout = Limit;
        return http.request(std::move(post));
    }

    /// GET {issuer}/.well-known/openid-configuration?client_id=: some providers refuse unknown clients there. 200 says
    /// nothing by itself: others do not look at client_id.
    void judgeMetadata(const RequestOutcome &outcome)
    {
        if (auto problem = answerProblem(outcome)) {
            probe.clientKnown = cannotTell(std::move(problem));
            return;
        }
        ServerAnswer answer = serverAnswer(*outcome);
        if (outcome->status >= 400 && outcome->status < 500 && outcome->status != 429
            && answer.error == QLatin1String("invalid_client")) {
            const QString detail = describe(answer);
            probe.clientKnown = no(because(Reason::ClientRefused, detail, std::move(answer)));
        }
    }

    /// POST token with a junk refresh token. Servers check client, secret, grant and token in this order, so how far it
    /// came tells what was right.
    void judgeRefresh(const RequestOutcome &outcome)
    {
        judgeRefreshAnswer(outcome);
        const auto &refusal = probe.secretAccepted.evidence;
        if (probe.secretAccepted.answer == Answer::No && !firstRefusal && mayBeAboutMethod(refusal->answer)) {
            firstRefusal = refusal;
            credentials.method = otherThan(credentials.method);
            askRefresh();
        } else if (firstRefusal && probe.secretAccepted.answer != Answer::Yes
                   && probe.requiresDpop.answer != Answer::Yes) {
            // No better in the other way: the first answer is the one to be told.
            credentials.method = request.credentials.method;
            refuse(*firstRefusal);
        }
    }

    void judgeRefreshAnswer(const RequestOutcome &outcome)
    {
        if (const auto problem = answerProblem(outcome)) {
            tellNothing(*problem);
            return;
        }
        const http::Response &response = *outcome;
        auto tokens = TokenResponse::parse(response);
        if (tokens) {
            revoke(*tokens);
            tellNothing(because(Reason(Stage::Token, Fault::Malformed),
                                QStringLiteral("a made-up refresh token was accepted")));
            return;
        }
        revoke(TokenResponse::refusedTokens(response));

        const Error &error = tokens.error();
        const ServerAnswer &answer = error.answer;
        if (error.reason == Reason::ClientRefused) {
            refuse(error);
            return;
        }
        if (error.reason == Reason::DpopRequired) {
            probe.requiresDpop = {Answer::Yes, error};
            probe.secretAccepted = cannotTell(error);
            probe.refreshGrant = cannotTell(error);
            return;
        }
        if (error.reason != Reason(Stage::Token, Fault::Refused)) {
            tellNothing(error);
            return;
        }

        if (answer.error == QLatin1String("invalid_grant")) {
            probe.secretAccepted = yes();
            probe.refreshGrant = yes();
            probe.requiresDpop = {Answer::No, std::nullopt};
            return;
        }
        if (saysGrantTypeOff(answer)) {
            // The client was authenticated before its grants were looked up, where it says so in words; otherwise
            // unauthorized_client with 401 or 403 is what some servers say to a wrong secret.
            const bool isAuthenticated = answer.error != QLatin1String("unsupported_grant_type")
                && (answer.httpStatus == 400 || !answer.description.isEmpty());
            if (isAuthenticated) {
                Error evidence = error;
                evidence.reason = Reason::RefreshGrantOff;
                probe.secretAccepted = yes();
                probe.refreshGrant = no(std::move(evidence));
                probe.requiresDpop = cannotTell(error);
                return;
            }
            if (answer.error == QLatin1String("unsupported_grant_type")) {
                Error evidence = error;
                evidence.reason = Reason::RefreshGrantOff;
                tellNothing(error);
                probe.refreshGrant = no(std::move(evidence));
                return;
            }
        }
        tellNothing(error);
    }

    void refuse(Error evidence)
    {
        evidence.sentSecretSize = request.credentials.clientSecret.size();
        probe.secretAccepted = no(evidence);
        probe.refreshGrant = cannotTell(evidence);
        probe.requiresDpop = cannotTell(evidence);
    }

    void tellNothing(const Error &evidence)
    {
        probe.secretAccepted = cannotTell(evidence);
        probe.refreshGrant = cannotTell(evidence);
        probe.requiresDpop = cannotTell(evidence);
    }

    /// A server that gives tokens for junk gave them to nobody who wants them.
    void revoke(const TokenResponse &tokens)
    {
        if (request.metadata.revocationEndpoint.isEmpty())
            return;
        const auto dispatch = [this](const Secret &token, TokenKind kind) {
            if (!token.isEmpty())
                http.dispatch(revocationRequest(request.metadata.revocationEndpoint, credentials, token, kind));
        };
        dispatch(tokens.refreshToken, TokenKind::Refresh);
        dispatch(tokens.accessToken, TokenKind::Access);
    }

    /// All answers are in: those of the authorization endpoint only mean something together with the others.
    void judgeAuthorize()
    {
        const auto cameBack = [](const Authorize &each) { return each.answer.kind == AuthorizeAnswer::Kind::CameBack; };
        const bool someCameBack = std::any_of(authorize.cbegin(), authorize.cend(), cameBack);
        // A provider that redirects to the client's URI has found the client first (RFC 6749 section 4.1.2.1); one that
        // accepts the secret has found it too.
        const bool isFound = someCameBack || probe.secretAccepted.answer == Answer::Yes;
        if (isFound && probe.clientKnown.answer == Answer::CannotTell) {
            probe.clientKnown = yes();
        } else if (probe.clientKnown.answer == Answer::No && probe.secretAccepted.answer == Answer::Yes) {
            probe.clientKnown.answer = Answer::CannotTell;
            probe.clientKnown.evidence->reason = Reason::ClientContradicted;
        }

        for (const Authorize &each : authorize) {
            if (!each.withPkce)
                continue;
            Findings::Redirect redirect{each.redirectUri, cannotTell(each.answer.evidence)};
            if (isStateRefused() && mayBeAboutState(each.answer)) {
                redirect.registered = no(each.answer.evidence);
                redirect.registered.evidence->reason = Reason::StateRefused;
            } else if (cameBack(each)) {
                redirect.registered = yes();
            } else if (each.answer.kind == AuthorizeAnswer::Kind::Refused) {
                // An unknown client is refused with the same status; only words or another probe tell them apart.
                const bool saysUri = each.answer.isAboutRedirectUri();
                const bool saysOther =
                    each.answer.isAboutClient() || each.answer.isAboutPkce() || each.answer.isAboutSession();
                // 400 without a word is what a bad redirect URI leads to; any other status may be a firewall's.
                const bool isPlainRefusal =
                    each.answer.status == 400 && probe.clientKnown.answer == Answer::Yes && !saysOther;
                if (saysUri || isPlainRefusal) {
                    redirect.registered = no(each.answer.evidence);
                    redirect.registered.evidence->reason = Reason::RedirectUriRefused;
                }
            }
            probe.redirects.append(std::move(redirect));
        }
        judgePkce();
    }

    /// The same request with and without a code challenge: if only the second is refused, the application requires
    /// PKCE.
    void judgePkce()
    {
        const auto without =
            std::find_if(authorize.cbegin(), authorize.cend(), [](const Authorize &each) { return !each.withPkce; });
        if (without == authorize.cend())
            return;
        const auto with = std::find_if(authorize.cbegin(), authorize.cend(), [&](const Authorize &each) {
            return each.withPkce && each.redirectUri == without->redirectUri;
        });
        Q_ASSERT(with != authorize.cend());
        using Kind = AuthorizeAnswer::Kind;
        Error evidence = without->answer.evidence;
        evidence.reason = Reason::PkceRequired; // which of the two, and how grave it is, result() says
        if (without->answer.kind == Kind::CameBack) {
            if (with->answer.kind == Kind::CameBack
                && without->answer.evidence.answer.error == QLatin1String("invalid_request")
                && with->answer.evidence.answer.error != QLatin1String("invalid_request"))
                probe.requiresPkce = {Answer::Yes, std::move(evidence)};
            else if (without->answer.evidence.answer.error != QLatin1String("invalid_request"))
                probe.requiresPkce = {Answer::No, std::nullopt};
        } else if (without->answer.kind == Kind::Refused
                   && (with->answer.kind == Kind::CameBack || without->answer.isAboutPkce())) {
            probe.requiresPkce = {Answer::Yes, std::move(evidence)};
        }
    }

    /// A server may repeat the client secret in the words of its refusal.
    void hideSecrets()
    {
        KnownSecrets secrets;
        secrets.add(request.credentials);
        const auto hide = [&secrets](Finding &finding) {
            if (finding.evidence)
                secrets.hideIn(*finding.evidence);
        };
        for (Finding *const finding :
             {&probe.clientKnown, &probe.secretAccepted, &probe.refreshGrant, &probe.requiresDpop, &probe.requiresPkce})
            hide(*finding);
        for (Findings::Redirect &redirect : probe.redirects)
            hide(redirect.registered);
    }

    /// Only where the relying party may send no challenge, or where no challenge is sent for want of S256.
    [[nodiscard]] bool asksWithoutPkce() const
    {
        return !request.redirectUris.isEmpty()
            && (request.relyingParty.sendsPkce != RelyingParty::Behavior::Yes || !request.metadata.advertisesPkceS256);
    }

    [[nodiscard]] ClientProbe result() const
    {
        ClientProbe result;
        result.clientAuthentication = credentials.method;
        checks::Check known = toCheck(ProbeId::ClientKnown, probe.clientKnown, Answer::Yes);
        // The token endpoint, which is what counts, accepts it; the metadata says that there is no such client.
        if (probe.clientKnown.evidence && probe.clientKnown.evidence->reason == Reason::ClientContradicted)
            known.status = checks::Status::Warning;
        result.findings.put(std::move(known));
        result.findings.put(toCheck(ProbeId::SecretAccepted, probe.secretAccepted, Answer::Yes));
        result.findings.put(toCheck(ProbeId::RefreshGrant, probe.refreshGrant, Answer::Yes));
        result.findings.put(toCheck(ProbeId::NoDpop, probe.requiresDpop, Answer::No));
        for (const Findings::Redirect &redirect : probe.redirects)
            result.findings.put(toCheck(ProbeId::redirectUri(redirect.uri), redirect.registered, Answer::Yes));
        if (asksWithoutPkce()) {
            checks::Check pkce = toCheck(ProbeId::PkceOptional, probe.requiresPkce, Answer::No);
            if (pkce.status == checks::Status::Failed) {
                auto objection = objectionToRequiredPkce(*probe.requiresPkce.evidence,
                                                         request.metadata.advertisesPkceS256, request.relyingParty);
                pkce.status = objection->isFailure ? checks::Status::Failed : checks::Status::Warning;
                pkce.problem = std::move(objection->error);
            }
            result.findings.put(std::move(pkce));
        }
        return result;
    }

    ClientProbeJob *const q;
    const ClientProbeRequest request;
    ClientCredentials credentials;
    http::Client &http;
    Findings probe;
    std::optional<Error> firstRefusal; ///< before the other way was tried
    std::unique_ptr<http::RequestJob> metadataRequest;
    std::vector<std::unique_ptr<http::RequestJob>> refreshRequests;
    std::vector<Authorize> authorize;
    std::optional<Authorize> plainState; ///< asked once more, where the others' `state` may have been refused
    int unanswered = 0;
};

ClientProbeJob::ClientProbeJob(ClientProbeRequest request, http::Client &http)
    : m_private(std::make_unique<Private>(this, std::move(request), http))
{
}

ClientProbeJob::~ClientProbeJob() = default;

void ClientProbeJob::run()
{
    Private &d = *m_private;
    for (const QString &uri : d.request.redirectUris)
        d.authorize.push_back({uri, true, d.authorizeJob(uri, true), {}});
    if (d.asksWithoutPkce()) {
        const QString uri = d.request.redirectUris.constFirst();
        d.authorize.push_back({uri, false, d.authorizeJob(uri, false), {}});
    }
    d.metadataRequest = d.metadataJob();

    if (d.metadataRequest)
        d.ask(*d.metadataRequest, [&d](const RequestOutcome &outcome) { d.judgeMetadata(outcome); });
    d.askRefresh();
    for (auto &each : d.authorize) {
        d.ask(*each.job,
              [&each](const RequestOutcome &outcome) { each.answer = AuthorizeAnswer::of(outcome, each.redirectUri); });
    }
}

} // namespace oidc

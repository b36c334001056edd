// More than 500 lines: each verdict draws on all answers together, so that they are judged in one place.

#include "authenticate/CheckPomeriumJob.h"

#include "authenticate/AuthorizationTrial.h"
#include "authenticate/Explanation.h"
#include "authenticate/Findings.h"
#include "core/ServerText.h"
#include "oidc/DiscoveryJob.h"
#include "oidc/KnownSecrets.h"
#include "oidc/ServerAnswer.h"

#include <algorithm>
#include <functional>

namespace authenticate {

namespace {

using Reason = Error::Reason;

const QString Found = QStringLiteral("pomerium-found");
const QString Callback = QStringLiteral("callback");
const QString SentToOkta = QStringLiteral("sent-to-okta");
const QString SettingsMatch = QStringLiteral("settings-match");
const QString OktaAccepts = QStringLiteral("okta-accepts");

/// What stands behind the colon is the object of the check.
QString routeId(const QUrl &url)
{
    return QStringLiteral("route:") + serverText(url.toString(QUrl::RemoveUserInfo));
}

/// Same place, whatever the query.
bool isSamePlace(const QUrl &a, const QUrl &b)
{
    return isSameOrigin(a, b) && a.path(QUrl::FullyEncoded) == b.path(QUrl::FullyEncoded);
}

bool contains(const QList<Mistake> &mistakes, std::initializer_list<Mistake> any)
{
    return std::any_of(any.begin(), any.end(), [&mistakes](Mistake mistake) { return mistakes.contains(mistake); });
}

/// Mistakes that a redirect to the provider would show, too: where the id has them and the redirect does not, two
/// services run with two configurations.
bool isVisible(const QList<Mistake> &mistakes)
{
    return contains(mistakes,
                    {Mistake::EveryValueDoubleQuotes, Mistake::EveryValueSingleQuotes,
                     Mistake::EveryValueCarriageReturn, Mistake::ScopesMissing, Mistake::ScopesSpaced,
                     Mistake::ScopesSeparatedBySpaces, Mistake::ScopesDoubleQuotes, Mistake::UrlSlash,
                     Mistake::UrlAdminHost, Mistake::UrlDefaultServer, Mistake::UrlWithoutPath, Mistake::UrlMissing,
                     Mistake::UrlDoubleQuotes, Mistake::ClientIdDoubleQuotes, Mistake::ClientIdMissing,
                     Mistake::ProviderMissing, Mistake::ProviderDoubleQuotes, Mistake::RequestParametersMissing});
}

/// Of the mistakes, those that the redirect to the provider shows: what is sent has nothing to do with the others.
QList<Mistake> shownBySignIn(const QList<Mistake> &mistakes)
{
    QList<Mistake> shown;
    for (const Mistake mistake : mistakes) {
        if (isVisible({mistake})
            || contains({mistake},
                        {Mistake::ClientIdOther, Mistake::ScopesOthers, Mistake::RequestParametersOther,
                         Mistake::AuthenticateUrlOther}))
            shown.append(mistake);
    }
    return shown;
}

/// For the details: "a=b c=d".
QByteArray listed(const std::map<QByteArray, QByteArray> &parameters)
{
    QByteArrayList all;
    for (const auto &[name, value] : parameters)
        all.append(name + '=' + value);
    return all.isEmpty() ? QByteArrayLiteral("none") : all.join(' ');
}

/// The scopes as a set, without order; empty ones stay: they are what spaces behind commas leave.
QByteArrayList sortedScopes(QByteArrayList scopes)
{
    std::sort(scopes.begin(), scopes.end());
    return scopes;
}

} // namespace

CheckRequest CheckRequest::clone() const
{
    CheckRequest copy{settings.clone(), authenticateUrl, release, routes, std::nullopt, metadata, callbackPath};
    if (otherClientSecret)
        copy.otherClientSecret = otherClientSecret->clone();
    return copy;
}

QStringList CheckRequest::checkIds() const
{
    QStringList ids{Found, Callback, SentToOkta, SettingsMatch, OktaAccepts};
    for (const QUrl &route : routes)
        ids.append(routeId(route));
    return ids;
}

std::optional<QUrl> CheckRequest::routeUrl(const QString &text)
{
    const QString trimmed = text.trimmed();
    QUrl url(trimmed.contains(QLatin1String("://")) ? trimmed : QStringLiteral("https://") + trimmed, QUrl::StrictMode);
    const bool isAllowed =
        url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && http::isLoopback(url));
    if (!url.isValid() || !isAllowed || url.host().isEmpty() || !url.userInfo().isEmpty())
        return std::nullopt;
    if (url.path().isEmpty())
        url.setPath(QStringLiteral("/"));
    url.setFragment({});
    return url;
}

class CheckPomeriumJob::Private
{
public:
    Private(CheckPomeriumJob *job, CheckRequest checkRequest, http::Client &client)
        : q(job)
        , request(std::move(checkRequest))
        , http(client)
        , recorder(request.checkIds())
        , metadata(request.metadata)
    {
        secrets.add(request.settings.clientSecret);
        secrets.add(request.settings.serviceAccount);
        if (request.otherClientSecret)
            secrets.add(*request.otherClientSecret);
    }

    struct Route
    {
        QUrl url;
        std::unique_ptr<http::RequestJob> first, second;
        std::optional<SignInRedirect> redirect;
        std::optional<Explanation> explanation;
    };

    void begin()
    {
        const auto ids = request.checkIds();
        for (const QString &id : ids)
            recorder.running(id);
        if (!metadata) {
            discovery = std::make_unique<oidc::DiscoveryJob>(QString::fromUtf8(request.settings.url), http);
            await(*discovery, &Private::firstTripDone);
        }
        document = get(QStringLiteral("/.well-known/pomerium/"));
        signIn = get(QStringLiteral("/.pomerium/"));
        jwt = get(QStringLiteral("/.pomerium/jwt"));
        // Only this tells 0.19, which has to have the service account, from 0.20, which does not read it.
        if (!request.settings.serviceAccount.isEmpty())
            user = get(QStringLiteral("/.pomerium/user"));
        for (const QUrl &url : std::as_const(request.routes))
            routes.push_back({url, get(url), nullptr, std::nullopt, std::nullopt});
        await(*document, &Private::firstTripDone);
        await(*signIn, &Private::firstTripDone);
        await(*jwt, &Private::firstTripDone);
        if (user)
            await(*user, &Private::firstTripDone);
        for (Route &route : routes)
            await(*route.first, &Private::firstTripDone);
        if (discovery)
            discovery->start();
        document->start();
        signIn->start();
        jwt->start();
        if (user)
            user->start();
        for (Route &route : routes)
            route.first->start();
    }

    /// `done` is called after the last one that is awaited.
    void await(Job &job, void (Private::*done)())
    {
        ++unanswered;
        QObject::connect(&job, &Job::finished, q, [this, done] {
            if (--unanswered == 0)
                (this->*done)();
        });
    }

    [[nodiscard]] QUrl authenticateUrl() const { return QUrl(request.authenticateUrl.toString(), QUrl::StrictMode); }

    [[nodiscard]] std::unique_ptr<http::RequestJob> get(const QString &path)
    {
        QUrl url = authenticateUrl();
        url.setPath(path);
        return get(url);
    }

    [[nodiscard]] std::unique_ptr<http::RequestJob> get(const QUrl &url)
    {
        http::Request get;
        get.url = url;
        get.accept = QByteArrayLiteral("text/html"); // JSON gets a 401 instead of a redirect from every release
        get.maximumBodySize = 256 * 1024;
        return http.request(std::move(get));
    }

    [[nodiscard]] Error hidden(Error error) const
    {
        error.detail = secrets.hidden(error.detail);
        return error;
    }
    void fail(const QString &id, Error error) { recorder.fail(id, hidden(std::move(error))); }
    void doubt(const QString &id, Error error) { recorder.couldNotCheck(id, hidden(std::move(error))); }
    [[nodiscard]] QString shown(const QByteArray &text) const { return secrets.hidden(serverText(text)); }

    void firstTripDone()
    {
        if (discovery) {
            auto outcome = discovery->takeOutcome();
            if (outcome)
                metadata = outcome->metadata;
            else
                discoveryError = outcome.error();
        }
        const auto found = judgeDocument(document->outcome());
        if (!found) {
            fail(Found, found.error());
            recorder.skipOpen();
            q->finish();
            return;
        }
        recorder.passed(Found);
        if (found->hasIssuer)
            range.isAtLeast(26); // not in 0.25.2, but in 0.30.8
        // Releases from 0.31 on do not read the path, so theirs is the usual one.
        const QString withPath = request.authenticateUrl.redirectUri(request.callbackPath);
        redirectUri = found->callback == withPath ? withPath : request.authenticateUrl.redirectUri();
        callbackError = judgeCallback(*found, redirectUri);
        if (callbackError)
            fail(Callback, *callbackError);
        else
            recorder.passed(Callback, found->callback);

        authorization = authorizationRedirect(signIn->outcome());
        own = signInRedirect(jwt->outcome());
        for (Route &route : routes)
            route.redirect = signInRedirect(route.first->outcome());
        narrowByRedirects();
        explainSettings();
        if (request.release && range.isNarrowed() && range.contradicts(*request.release))
            recorder.warn(Found, because(Reason::ReleaseContradicted, range.toString()));
        judgeSignIn();
        judgeSettings();
        secondTrip();
    }

    // What all answers together say -------------------------------------------------------------------------------

    void narrowByRedirects()
    {
        if (authorization && leadsToProvider()) {
            if (authorization->hasChallenge)
                range.isAtLeast(33);
            else if (metadata->advertisesPkceS256)
                range.isAtMost(32);
            if (authorization->asksOfflineAccess)
                range.isAtMost(16);
            if (authorization->hasClientId)
                hints.clientId = authorization->clientId;
            hints.scope = authorization->scope;
            hints.requestParameters = authorization->more;
            if (!authorization->redirectUri.isEmpty())
                hints.redirectUri = authorization->redirectUri;
        }
        if (request.otherClientSecret)
            hints.otherClientSecret = &*request.otherClientSecret;
        if (user) {
            const int status = user->outcome() ? user->outcome()->status : 0;
            const bool isGivenSo = request.release && request.release->isBefore(0, 20);
            hints.readsServiceAccount = status == 421 || (isGivenSo && status == 0);
        }
        const SignInRedirect *const redirect = ownRedirect();
        if (!redirect)
            return;
        if (redirect->isEncrypted) {
            range.isAtLeast(21);
            range.isAtMost(24);
        } else if (redirect->id.isEmpty()) {
            range.isAtMost(16);
        } else {
            range.isAtLeast(17);
        }
    }

    [[nodiscard]] bool leadsToProvider() const
    {
        return metadata && authorization && isSamePlace(authorization->target, metadata->authorizationEndpoint);
    }

    /// The redirect of /.pomerium/jwt to this very sign-in, or, where that is not served, a route's.
    [[nodiscard]] const SignInRedirect *ownRedirect() const
    {
        if (own && isSameOrigin(own->target, authenticateUrl()))
            return &*own;
        if (own)
            return nullptr;
        for (const Route &route : routes) {
            if (route.redirect && isSameOrigin(route.redirect->target, authenticateUrl()))
                return &*route.redirect;
        }
        return nullptr;
    }

    [[nodiscard]] bool canCompute() const
    {
        return !request.settings.clientSecret.isEmpty() && request.settings.areRequestParametersKnown;
    }

    [[nodiscard]] std::optional<Explanation> explained(const SignInRedirect &redirect) const
    {
        if (redirect.id.isEmpty() || !canCompute())
            return std::nullopt;
        auto found = explain(redirect.id.reveal(), request.settings, hints);
        // IDP_SCOPES set, to what is asked for anyway, is as good as not set.
        const bool isAsGood = !request.settings.areScopesKnown
            || (hints.scope
                && sortedScopes(hints.scope->split(' ')) == sortedScopes(request.settings.scopesInEffect()));
        if (found && isAsGood)
            found->mistakes.removeAll(Mistake::ScopesOthers);
        if (found && !request.settings.areScopesKnown)
            found->mistakes.removeAll(Mistake::RequestParametersOther);
        return found;
    }

    void explainSettings()
    {
        if (const SignInRedirect *const redirect = ownRedirect())
            explanation = explained(*redirect);
        for (Route &route : routes) {
            if (route.redirect)
                route.explanation = explained(*route.redirect);
        }
        if (!explanation)
            return;
        const IdShape shape = explanation->shape;
        if (shape.text == IdText::Base62) {
            range.isAtLeast(27);
            if (shape.hasAudiences) {
                range.isAtLeast(29);
                range.isAtMost(32);
            }
        } else {
            range.isAtMost(shape.hasServiceAccount ? 19 : 26);
            // Without a service account, 0.17 to 0.19 show the same as 0.20.
            if (!shape.hasServiceAccount && !request.settings.serviceAccount.isEmpty()
                && !explanation->mistakes.contains(Mistake::ServiceAccountMissing))
                range.isAtLeast(20);
        }
    }

    // sent-to-okta -------------------------------------------------------------------------------------------------

    void judgeSignIn()
    {
        if (!authorization) {
            fail(SentToOkta, whyNotSent());
            return;
        }
        if (isHostedService(authorization->target)) {
            fail(SentToOkta, because(Reason::HostedService, oidc::describeTarget(authorization->target)));
            return;
        }
        if (isSameOrigin(authorization->target, authenticateUrl())
            || (authorization->target.host() == authenticateUrl().host() && !authorization->hasClientId)) {
            fail(SentToOkta, judgeNoRedirect(signIn->outcome()));
            return;
        }
        if (metadata && !leadsToProvider()) {
            fail(SentToOkta,
                 because(Reason::ProviderElsewhere, oidc::describeTarget(authorization->target), mistakesOf()));
            return;
        }
        if (auto error = whatIsSent()) {
            // The id is the authorize service's view, the redirect the authenticate service's.
            if (explanation && explanation->mistakes.isEmpty() && error->reason != Reason::RedirectUriDiffers)
                error->reason = Reason::ServicesDiffer;
            fail(SentToOkta, *std::move(error));
            return;
        }
        if (!metadata) {
            recorder.couldNotCheck(SentToOkta, *discoveryError);
            return;
        }
        recorder.passed(SentToOkta, oidc::describeTarget(authorization->target));
    }

    /// What is wrong with the parameters that everybody can see.
    [[nodiscard]] std::optional<Error> whatIsSent() const
    {
        const QList<Mistake> mistakes = shownBySignIn(mistakesOf());
        if (authorization->clientId.isEmpty())
            return because(Reason::ClientIdMissing, {}, mistakes);
        if (authorization->clientId != request.settings.clientId)
            return because(Reason::ClientIdDiffers, shown(authorization->clientId), mistakes);
        if (authorization->redirectUri != redirectUri.toUtf8())
            return because(Reason::RedirectUriDiffers, shown(authorization->redirectUri), mistakes);
        auto parameters = request.settings.requestParameters;
        QByteArrayList expected = request.settings.scopesInEffect();
        if (const auto scope = parameters.find("scope"); scope != parameters.end())
            expected = scope->second.split(' '); // a parameter of the settings has the last word
        if (request.settings.areScopesKnown && sortedScopes(authorization->scope.split(' ')) != sortedScopes(expected))
            return because(Reason::ScopesDiffer,
                           QStringLiteral("asked for: %1\nexpected: %2")
                               .arg(shown(authorization->scope), shown(expected.join(' '))),
                           mistakes);
        for (const char *const usual : {"client_id", "redirect_uri", "response_type", "scope", "state", "nonce",
                                        "code_challenge", "code_challenge_method"})
            parameters.erase(usual);
        if (authorization->asksOfflineAccess)
            parameters.erase("access_type");
        if (request.settings.areRequestParametersKnown && request.settings.areScopesKnown
            && authorization->more != parameters)
            return because(Reason::RequestParametersDiffer,
                           QStringLiteral("sent: %1\nexpected: %2")
                               .arg(shown(listed(authorization->more)), shown(listed(parameters))),
                           mistakes);
        return std::nullopt;
    }

    [[nodiscard]] QList<Mistake> mistakesOf() const { return explanation ? explanation->mistakes : QList<Mistake>(); }

    [[nodiscard]] Error whyNotSent() const
    {
        const auto &outcome = signIn->outcome();
        Error error = judgeNoRedirect(outcome);
        const bool isHosted = callbackError && callbackError->reason == Reason::HostedService;
        if (error.reason == Reason::NotRedirected && isHosted)
            return because(Reason::HostedService, error.detail);
        if (!outcome || outcome->status != 500)
            return error;
        if (auto said = reasonOnPage(*outcome)) {
            said->mistakes = mistakesOf();
            return *said;
        }
        // Only the log has the words. The id knows the settings, and so what Pomerium made of them.
        const QList<Mistake> mistakes = mistakesOf();
        if (contains(mistakes, {Mistake::ProviderMissing}))
            return because(Reason::ProviderMissing, error.detail, mistakes);
        if (contains(mistakes,
                     {Mistake::ProviderDoubleQuotes, Mistake::EveryValueDoubleQuotes, Mistake::EveryValueSingleQuotes,
                      Mistake::EveryValueCarriageReturn}))
            return because(Reason::ProviderUnknown, error.detail, mistakes);
        if (contains(mistakes,
                     {Mistake::UrlSlash, Mistake::UrlAdminHost, Mistake::UrlDefaultServer, Mistake::UrlWithoutPath,
                      Mistake::UrlMissing, Mistake::UrlDoubleQuotes}))
            return because(Reason::IssuerNotExact, error.detail, mistakes);
        if (explanation && !isVisible(mistakes))
            return because(Reason::IssuerUnreachable, error.detail, mistakes);
        return because(Reason::SignInFailed, error.detail, mistakes);
    }

    // settings-match -----------------------------------------------------------------------------------------------

    void judgeSettings()
    {
        if (own && isHostedService(own->target)) {
            doubt(SettingsMatch, because(Reason::HostedService, oidc::describeTarget(own->target)));
            return;
        }
        if (own && !isSameOrigin(own->target, authenticateUrl())) {
            fail(SettingsMatch, elsewhere(own->target));
            return;
        }
        const SignInRedirect *const redirect = ownRedirect();
        if (!redirect) {
            judgeMissingRedirect();
            return;
        }
        if (redirect->isEncrypted) {
            doubt(SettingsMatch, because(Reason::IdEncrypted, releaseDetail()));
            return;
        }
        if (redirect->id.isEmpty()) {
            doubt(SettingsMatch, because(Reason::IdAbsent, releaseDetail()));
            return;
        }
        if (request.settings.clientSecret.isEmpty()) {
            doubt(SettingsMatch, because(Reason::SecretUnknown));
            return;
        }
        if (!request.settings.areRequestParametersKnown) {
            doubt(SettingsMatch, because(Reason::RequestParametersUnread));
            return;
        }
        if (!explanation) {
            fail(SettingsMatch, because(Reason::SettingsDiffer));
        } else if (!explanation->mistakes.isEmpty()) {
            const bool looksRight = recorder.list().status(SentToOkta) == checks::Status::Passed;
            const bool differ = looksRight && isVisible(explanation->mistakes);
            fail(SettingsMatch,
                 because(differ ? Reason::ServicesDiffer : Reason::SettingsDiffer, {}, explanation->mistakes));
        } else {
            recorder.passed(SettingsMatch, releaseDetail());
        }
    }

    [[nodiscard]] QString releaseDetail() const
    {
        return range.isNarrowed() ? QStringLiteral("Pomerium %1").arg(range.toString()) : QString();
    }

    [[nodiscard]] Error elsewhere(const QUrl &target) const
    {
        const QString detail = oidc::describeTarget(target);
        const bool isOnlyPlain = target.scheme() == QLatin1String("http")
            && authenticateUrl().scheme() == QLatin1String("https") && target.host() == authenticateUrl().host();
        return because(isOnlyPlain ? Reason::RedirectedToHttp : Reason::SignInElsewhere, detail);
    }

    /// /.pomerium/jwt did not redirect, and no route of this Pomerium's did.
    void judgeMissingRedirect()
    {
        const auto &outcome = jwt->outcome();
        if (outcome && (outcome->status == 404 || outcome->status == 421)) {
            doubt(SettingsMatch, because(Reason::IdOutOfReach, QStringLiteral("HTTP %1").arg(outcome->status)));
        } else if (outcome && (outcome->status == 500 || outcome->status == 503)) {
            const bool isHosted = callbackError && callbackError->reason == Reason::HostedService;
            const QString detail = QStringLiteral("HTTP %1").arg(outcome->status);
            if (isHosted)
                doubt(SettingsMatch, because(Reason::HostedService, detail));
            else
                fail(SettingsMatch, because(Reason::KeyUnreachable, detail));
        } else {
            doubt(SettingsMatch, judgeNoRedirect(outcome));
        }
    }

    // The second round trip: where people are sent ---------------------------------------------------------------

    void secondTrip()
    {
        unanswered = 0;
        if (leadsToProvider() && !authorization->clientId.isEmpty()) {
            http::Request get;
            get.url = withoutInteraction(authorization->target);
            get.accept = QByteArrayLiteral("text/html,application/json;q=0.9,*/*;q=0.8");
            trial = http.request(std::move(get));
            await(*trial, &Private::secondTripDone);
        } else {
            recorder.couldNotCheck(OktaAccepts);
        }
        for (Route &route : routes) {
            if (judgeRouteAnswer(routeId(route.url), route)) {
                route.second = get(route.redirect->target);
                await(*route.second, &Private::secondTripDone);
            }
        }
        if (unanswered == 0) {
            q->finish();
            return;
        }
        if (trial)
            trial->start();
        for (Route &route : routes) {
            if (route.second)
                route.second->start();
        }
    }

    void secondTripDone()
    {
        if (trial) {
            TrialResult result = judgeTrial(trial->outcome(), *authorization);
            if (result.isAccepted)
                recorder.passed(OktaAccepts);
            else if (result.refusal)
                recorder.fail(OktaAccepts, hiddenIn(*std::move(result.refusal)));
            else
                recorder.couldNotCheck(OktaAccepts, hiddenIn(*std::move(result.doubt)));
        }
        for (const Route &route : routes) {
            if (route.second)
                judgeRouteSignIn(routeId(route.url), route);
        }
        q->finish();
    }

    [[nodiscard]] checks::Problem hiddenIn(checks::Problem problem) const
    {
        if (const auto *const error = problem.as<oidc::Error>()) {
            oidc::Error copy = *error;
            secrets.hideIn(copy);
            return copy;
        }
        if (const auto *const error = problem.as<Error>())
            return hidden(*error);
        return problem;
    }

    // route --------------------------------------------------------------------------------------------------------

    /// Whether the route sends people to the sign-in of this Pomerium, so that it can be followed there.
    bool judgeRouteAnswer(const QString &id, const Route &route)
    {
        const auto &outcome = route.first->outcome();
        const QString address = oidc::describeTarget(route.url);
        const auto failed = [&](Reason reason, const QString &detail = {}) {
            fail(id, because(reason, detail.isEmpty() ? address : address + QStringLiteral("\n") + detail));
            return false;
        };
        if (!outcome) {
            Error error = judgeNoRedirect(outcome);
            error.detail = address;
            fail(id, std::move(error));
            return false;
        }
        if (!route.redirect) {
            const QString status = QStringLiteral("HTTP %1").arg(outcome->status);
            switch (outcome->status) {
            case 200:
                return failed(Reason::RouteOpen);
            case 404:
            case 421:
                return failed(Reason::RouteNotFound, status);
            case 401:
            case 403:
                return failed(Reason::RouteRefused, status);
            case 500:
            case 503:
                return failed(Reason::KeyUnreachable, status);
            default: {
                Error error = judgeNoRedirect(outcome);
                error.detail = address + QLatin1Char('\n') + error.detail;
                fail(id, std::move(error));
                return false;
            }
            }
        }
        const QUrl &target = route.redirect->target;
        if (isHostedService(target))
            return failed(Reason::HostedService, oidc::describeTarget(target));
        if (!isSameOrigin(target, authenticateUrl())) {
            Error error = elsewhere(target);
            return failed(error.reason, error.detail);
        }
        if (!target.path().startsWith(QLatin1String("/.pomerium/")))
            return failed(Reason::RedirectedElsewhere, oidc::describeTarget(target));
        return true;
    }

    void judgeRouteSignIn(const QString &id, const Route &route)
    {
        const QString address = oidc::describeTarget(route.url);
        const auto &outcome = route.second->outcome();
        const auto sent = authorizationRedirect(outcome);
        if (!sent) {
            // What keeps everybody from signing in keeps those of the route, too.
            Error error = authorization ? judgeNoRedirect(outcome) : whyNotSent();
            error.detail = address + QLatin1Char('\n') + error.detail;
            fail(id, std::move(error));
            return;
        }
        const bool isElsewhere = metadata && !isSamePlace(sent->target, metadata->authorizationEndpoint);
        if (isElsewhere) {
            fail(id,
                 because(Reason::ProviderElsewhere, address + QLatin1Char('\n') + oidc::describeTarget(sent->target)));
            return;
        }
        if (sent->clientId != request.settings.clientId) {
            // Where everybody gets another client, the route has none of its own.
            const bool isOwn = !authorization || authorization->clientId != sent->clientId;
            fail(id,
                 because(isOwn ? Reason::RouteHasOwnClient : Reason::ClientIdDiffers,
                         address + QLatin1Char('\n') + shown(sent->clientId)));
            return;
        }
        if (route.redirect->isEncrypted) {
            doubt(id, because(Reason::IdEncrypted, address));
        } else if (route.redirect->id.isEmpty()) {
            doubt(id, because(Reason::IdAbsent, address));
        } else if (request.settings.clientSecret.isEmpty()) {
            doubt(id, because(Reason::SecretUnknown, address));
        } else if (!request.settings.areRequestParametersKnown) {
            doubt(id, because(Reason::RequestParametersUnread, address));
        } else if (route.explanation && route.explanation->mistakes.isEmpty()) {
            if (metadata)
                recorder.passed(id, address);
            else
                recorder.couldNotCheck(id, *discoveryError, address);
        } else {
            fail(id,
                 because(Reason::RouteSettingsDiffer, address,
                         route.explanation ? route.explanation->mistakes : QList<Mistake>()));
        }
    }

    CheckPomeriumJob *const q;
    const CheckRequest request;
    http::Client &http;
    checks::Recorder recorder;
    oidc::KnownSecrets secrets;
    std::optional<oidc::ProviderMetadata> metadata;
    std::optional<oidc::Error> discoveryError;
    std::unique_ptr<oidc::DiscoveryJob> discovery;
    std::unique_ptr<http::RequestJob> document, signIn, jwt, user, trial;
    std::vector<Route> routes;
    QString redirectUri; ///< as it is to be
    std::optional<Error> callbackError;
    std::optional<AuthorizationRedirect> authorization; ///< of /.pomerium/
    std::optional<SignInRedirect> own; ///< of /.pomerium/jwt
    std::optional<Explanation> explanation; ///< of the id that this Pomerium shows
    Hints hints;
    ReleaseRange range;
    int unanswered = 0;
};

CheckPomeriumJob::CheckPomeriumJob(CheckRequest request, http::Client &http)
    : m_private(std::make_unique<Private>(this, std::move(request), http))
{
}

CheckPomeriumJob::~CheckPomeriumJob() = default;

const checks::List &CheckPomeriumJob::list() const
{
    return m_private->recorder.list();
}

const checks::Recorder &CheckPomeriumJob::recorder() const
{
    return m_private->recorder;
}

const std::optional<oidc::ProviderMetadata> &CheckPomeriumJob::metadata() const
{
    return m_private->metadata;
}

void CheckPomeriumJob::run()
{
    m_private->begin();
}

} // namespace authenticate

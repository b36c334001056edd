#include "oidc/LoginJobPrivate.h"

#include "core/ServerText.h"

namespace oidc {

namespace {

} // namespace

/// Whether the probe has seen the secret accepted, sent in this way.
bool LoginJob::Private::isAccepted(ClientAuthentication method) const
{
    return report.probe && report.probe->clientAuthentication == method
        && report.probe->findings.status(ProbeId::SecretAccepted) == checks::Status::Passed;
}

/// Whether the code is shown to the token endpoint in the header first, and then in the body, as the relying party
/// does.
bool LoginJob::Private::triesBothMethods() const
{
    return request.relyingParty.sendsBasicFirst && !isAccepted(ClientAuthentication::Basic);
}

void LoginJob::Private::exchangeCode(ClientAuthentication method)
{
    credentials->method = method;
    exchange =
        TokenJob::exchangeCode(metadata->tokenEndpoint, *credentials, code, report.redirectUri, verifier.value(), http);
    connect(exchange.get(), &Job::finished, q, [this] { tokensReceived(); });
    exchange->start();
}

/// What a refused exchange means. Nothing: it is tried once more, as the relying party does.
std::optional<Error> LoginJob::Private::exchangeProblem(Error error)
{
    const bool isRefusal =
        error.reason == Reason::ClientRefused || error.reason == Reason(Stage::Token, Fault::Refused);
    if (firstExchangeProblem) {
        // The code was good until the first attempt: then that attempt has spent it.
        if (error.answer.error == QLatin1String("invalid_grant")
            && firstExchangeProblem->reason == Reason::ClientRefused)
            error.reason = Reason::CodeSpentByFirstAttempt;
        else if (!isAccepted(ClientAuthentication::Post))
            error = *firstExchangeProblem; // no better in the body: the first answer is the one to be told
    } else if (triesBothMethods() && isRefusal) {
        firstExchangeProblem = std::move(error);
        exchangeCode(ClientAuthentication::Post);
        return std::nullopt;
    }
    if (error.reason == Reason::ClientRefused)
        error.sentSecretSize = request.clientSecret.size();
    return error;
}

void LoginJob::Private::tokensReceived()
{
    auto outcome = exchange->takeOutcome();
    if (!outcome) {
        ledger.add(exchange->takeRefusedTokens());
        const auto error = exchangeProblem(std::move(outcome).error());
        if (!error)
            return;
        if (error->reason == Reason::ClientRefused)
            fail(CheckId::ClientCredentials, *error);
        fail(CheckId::CodeExchange, *error);
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
    expectations.notBeforeLeeway = request.relyingParty.notBeforeLeeway;
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
    auto objection = objectionToAlgorithm(verdict->algorithm(), request.relyingParty);
    if (objection && objection->isFailure) {
        object(CheckId::IdToken, *std::move(objection));
        showResult(LoopbackServer::Result::Failed);
        cleanUp();
        return;
    }
    idToken = *std::move(verdict);
    report.subject = serverText(idToken->subject());
    report.idTokenClaims = idToken->claims();
    report.email = serverText(idToken->claims().value(QLatin1String("email")).toString());
    if (objection) {
        object(CheckId::IdToken, *std::move(objection));
    } else if (idToken->leewayUsed()) {
        warn(CheckId::IdToken, *idToken->leewayUsed());
    } else {
        pass(
            CheckId::IdToken,
            QStringLiteral("%1, key %2%3")
                .arg(idToken->algorithm(),
                     idToken->keyId().isEmpty() ? QStringLiteral("without an ID") : serverText(idToken->keyId(), 100),
                     idTokenJob->hasFetchedKeys() ? QStringLiteral(", after fetching the keys once more") : QString()));
    }
    showResult(LoopbackServer::Result::SignedIn);

    begin(CheckId::UserInfo);
    begin(CheckId::RefreshToken);
    TokenTrialRequest trialRequest{
        *metadata,    *credentials,        *keys, *idToken, tokens.scopes.value_or(request.scopes),
        std::nullopt, request.relyingParty};
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
        // It may be in either; UserInfo has the last word.
        if (const QString email = result.userInfoClaims.value(QLatin1String("email")).toString(); !email.isEmpty())
            report.email = serverText(email);
        if (report.email.isEmpty())
            warn(CheckId::UserInfo, because(Reason::EmailMissing, QStringLiteral("neither has an email")));
        else
            pass(CheckId::UserInfo, report.email);
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
    groupsJudged();
    cleanUp();
}

void LoginJob::Private::groupsJudged()
{
    if (!request.relyingParty.readsGroups) {
        doesNotApply(CheckId::Groups, QStringLiteral("only for a release that takes groups from the claim"));
        return;
    }
    if (!request.usesGroups) {
        doesNotApply(CheckId::Groups, QStringLiteral("no policy uses groups, as was chosen"));
        return;
    }
    if (statusOf(CheckId::UserInfo) == checks::Status::Failed
        && !report.idTokenClaims.contains(QLatin1String("groups"))) {
        record({.id = CheckId::Groups,
                .status = checks::Status::Skipped,
                .detail = QStringLiteral("not in the ID token, and UserInfo could not be asked")});
        return;
    }
    auto verdict = judgeGroups(mergedClaims(report.idTokenClaims, report.userInfoClaims));
    for (const QString &group : std::as_const(verdict.groups))
        report.groups.append(serverText(group));
    if (verdict.objection)
        object(CheckId::Groups, *std::move(verdict.objection));
    else
        pass(CheckId::Groups, QStringLiteral("%1 groups").arg(report.groups.size()));
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
    http.closeIdleConnections(); // they went over them
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

} // namespace oidc

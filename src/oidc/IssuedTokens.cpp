#include "oidc/IssuedTokens.h"

#include <algorithm>

namespace oidc {

void IssuedTokens::add(const TokenResponse &tokens)
{
    m_secrets.add(tokens);
    if (!tokens.refreshToken.isEmpty())
        m_refreshToken = tokens.refreshToken.clone();
    const bool isNew = std::none_of(m_accessTokens.cbegin(), m_accessTokens.cend(),
                                    [&tokens](const Secret &known) { return known == tokens.accessToken; });
    if (!tokens.accessToken.isEmpty() && isNew)
        m_accessTokens.push_back(tokens.accessToken.clone());
}

void IssuedTokens::clear()
{
    m_refreshToken = {};
    m_accessTokens.clear();
}

void IssuedTokens::dispatchRevocations(const QUrl &revocationEndpoint, const ClientCredentials &credentials,
                                       http::Client &http)
{
    if (!revocationEndpoint.isEmpty()) {
        const auto rest = std::make_shared<std::vector<http::Request>>();
        for (const Secret &token : m_accessTokens)
            rest->push_back(revocationRequest(revocationEndpoint, credentials, token, TokenKind::Access));
        const auto dispatchRest = [&http, rest] {
            for (http::Request &request : *rest)
                http.dispatch(std::move(request));
        };
        if (hasRefreshToken()) {
            // Alone: a provider that works on several of one session at the same time may lose this one.
            auto first = std::make_unique<RevocationJob>(revocationEndpoint, credentials, m_refreshToken,
                                                         TokenKind::Refresh, http);
            QObject::connect(first.get(), &Job::finished, &http, dispatchRest);
            first->start();
            http.adopt(std::move(first)); // connects later, so that it lets go of the job when the rest is on its way
        } else {
            dispatchRest();
        }
    }
    clear();
}

void revokeWhatComesOf(std::unique_ptr<TokenJob> call, const QUrl &revocationEndpoint,
                       const ClientCredentials &credentials, http::Client &http)
{
    if (!call || !call->isRunning() || revocationEndpoint.isEmpty())
        return;
    const auto owner = std::make_shared<const ClientCredentials>(credentials.clone());
    QObject::connect(call.get(), &Job::finished, &http, [&http, ended = call.get(), revocationEndpoint, owner] {
        IssuedTokens late;
        if (auto outcome = ended->takeOutcome())
            late.add(*outcome);
        else
            late.add(ended->takeRefusedTokens());
        late.dispatchRevocations(revocationEndpoint, *owner, http);
    });
    http.adopt(std::move(call)); // connects later, so that it lets go of the call when this is done with it
}

} // namespace oidc

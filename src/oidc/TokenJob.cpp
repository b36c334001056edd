#include "oidc/TokenJob.h"

namespace oidc {

std::unique_ptr<TokenJob> TokenJob::exchangeCode(const QUrl &tokenEndpoint, const ClientCredentials &credentials,
                                                 const Secret &code, const QString &redirectUri,
                                                 const Secret &codeVerifier, http::Client &http)
{
    http::FormFields fields{
        {QByteArrayLiteral("grant_type"), QByteArrayLiteral("authorization_code")},
        {QByteArrayLiteral("code"), code.reveal().toByteArray()},
        {QByteArrayLiteral("redirect_uri"), redirectUri.toUtf8()},
        {QByteArrayLiteral("code_verifier"), codeVerifier.reveal().toByteArray()},
    };
    return std::unique_ptr<TokenJob>(new TokenJob(
        Grant::AuthorizationCode, http.request(credentials.formRequest(tokenEndpoint, std::move(fields)))));
}

std::unique_ptr<TokenJob> TokenJob::refresh(const QUrl &tokenEndpoint, const ClientCredentials &credentials,
                                            const Secret &refreshToken, http::Client &http)
{
    http::FormFields fields{
        {QByteArrayLiteral("grant_type"), QByteArrayLiteral("refresh_token")},
        {QByteArrayLiteral("refresh_token"), refreshToken.reveal().toByteArray()},
    };
    return std::unique_ptr<TokenJob>(
        new TokenJob(Grant::RefreshToken, http.request(credentials.formRequest(tokenEndpoint, std::move(fields)))));
}

TokenJob::TokenJob(Grant grant, std::unique_ptr<http::RequestJob> request)
    : m_grant(grant)
    , m_request(std::move(request))
{
}

void TokenJob::run()
{
    connect(m_request.get(), &Job::finished, this, &TokenJob::answered);
    m_request->start();
}

void TokenJob::answered()
{
    const auto outcome = m_request->takeOutcome();
    if (auto problem = answerProblem(outcome)) {
        finishWith(Unexpected(*std::move(problem)));
        return;
    }
    auto tokens = TokenResponse::parse(*outcome);
    if (!tokens) {
        m_refusedTokens = TokenResponse::refusedTokens(*outcome);
        Error &error = tokens.error();
        if (m_grant == Grant::RefreshToken && error.reason == Reason(Stage::Token, Fault::Refused)) {
            error.reason = saysGrantTypeOff(error.answer) ? Reason::RefreshGrantOff : Reason::RefreshRefused;
        }
    }
    finishWith(std::move(tokens));
}

} // namespace oidc

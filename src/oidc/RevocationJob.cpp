#include "oidc/RevocationJob.h"

#include "oidc/ServerAnswer.h"

namespace oidc {

http::Request revocationRequest(const QUrl &revocationEndpoint, const ClientCredentials &credentials,
                                const Secret &token, TokenKind kind)
{
    return credentials.formRequest(
        revocationEndpoint,
        {{QByteArrayLiteral("token"), token.reveal().toByteArray()},
         {QByteArrayLiteral("token_type_hint"),
          kind == TokenKind::Refresh ? QByteArrayLiteral("refresh_token") : QByteArrayLiteral("access_token")}});
}

RevocationJob::RevocationJob(const QUrl &revocationEndpoint, const ClientCredentials &credentials, const Secret &token,
                             TokenKind kind, http::Client &http)
    : m_request(http.request(revocationRequest(revocationEndpoint, credentials, token, kind)))
{
}

void RevocationJob::run()
{
    connect(m_request.get(), &Job::finished, this, &RevocationJob::answered);
    m_request->start();
}

void RevocationJob::answered()
{
    const auto &outcome = m_request->outcome();
    if (outcome && outcome->status >= 200 && outcome->status <= 299) {
        finishWith({});
        return;
    }
    if (!outcome) {
        finishWith(Unexpected(*answerProblem(outcome)));
        return;
    }
    ServerAnswer answer = serverAnswer(*outcome);
    const QString detail = describe(answer);
    finishWith(Unexpected(because(Reason::RevocationRefused, detail, std::move(answer))));
}

} // namespace oidc

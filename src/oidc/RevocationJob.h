#pragma once

#include "core/Job.h"
#include "http/Client.h"
#include "oidc/ClientCredentials.h"
#include "oidc/Error.h"

#include <memory>

namespace oidc {

enum class TokenKind { Refresh, Access };

/// The request of RFC 7009 section 2.1; also for http::Client::dispatch() when nobody waits for the answer.
[[nodiscard]] http::Request revocationRequest(const QUrl &revocationEndpoint, const ClientCredentials &credentials,
                                              const Secret &token, TokenKind kind);

/// Revokes one token. 200 is no proof: servers answer it to anything (section 2.2).
class RevocationJob final : public JobOf<void, Error>
{
    Q_OBJECT

public:
    RevocationJob(const QUrl &revocationEndpoint, const ClientCredentials &credentials, const Secret &token,
                  TokenKind kind, http::Client &http);

private:
    void run() override;
    void answered();

    const std::unique_ptr<http::RequestJob> m_request;
};

} // namespace oidc

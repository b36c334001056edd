#pragma once

#include "core/Job.h"
#include "http/Client.h"
#include "oidc/Error.h"
#include "oidc/ProviderMetadata.h"

#include <chrono>
#include <memory>
#include <optional>

namespace oidc {

/// What discovery found, with the server's clock.
struct Discovery
{
    ProviderMetadata metadata;
    std::optional<qint64> clockOffset; ///< seconds that the server's clock is ahead of ours
};

/// Fetches and checks the provider's metadata (OpenID Connect Discovery section 4). Redirects are not followed.
class DiscoveryJob final : public JobOf<Discovery, Error>
{
    Q_OBJECT

public:
    /// `limit`: how long to wait for the answer.
    DiscoveryJob(QString issuer, http::Client &http, std::chrono::milliseconds limit = std::chrono::seconds(10));

private:
    void run() override;
    void answered();

    const QString m_issuer;
    http::Client &m_http;
    const std::chrono::milliseconds m_limit;
    std::unique_ptr<http::RequestJob> m_request;
};

} // namespace oidc

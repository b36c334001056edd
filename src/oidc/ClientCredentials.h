#pragma once

#include "core/Secret.h"
#include "http/FormEncoding.h"
#include "http/Request.h"
#include "oidc/ProviderMetadata.h"

#include <QString>

namespace oidc {

/// Client ID and secret, with the one method by which they are sent (some servers refuse two at once).
struct ClientCredentials
{
    QString clientId;
    Secret clientSecret;
    ClientAuthentication method = ClientAuthentication::Basic;

    [[nodiscard]] ClientCredentials clone() const;
    /// A form POST with these credentials, by Authorization header or in the body.
    [[nodiscard]] http::Request formRequest(const QUrl &endpoint, http::FormFields fields) const;
};

} // namespace oidc

#pragma once

#include "core/Secret.h"
#include "pomerium/IdentityProviderSettings.h"

#include <QByteArray>
#include <QByteArrayList>

#include <map>

namespace authenticate {

/// The identity provider settings as a running Pomerium has them in memory, UTF-8, nothing trimmed: what its id for
/// them is computed from.
struct ProviderSettings
{
    QByteArray type = QByteArrayLiteral("okta"); ///< IDP_PROVIDER
    QByteArray url; ///< IDP_PROVIDER_URL
    QByteArray clientId;
    Secret clientSecret; ///< in effect: of IDP_CLIENT_SECRET or of the file; empty: it is not known here
    QByteArrayList scopes; ///< one for each part of IDP_SCOPES; none: not set, Pomerium takes its own
    Secret serviceAccount; ///< IDP_SERVICE_ACCOUNT as written; empty: none
    /// Other ways to write the same API token, any of which is as good.
    std::vector<Secret> serviceAccountSpellings;
    std::map<QByteArray, QByteArray> requestParameters; ///< IDP_REQUEST_PARAMS, by name
    QByteArrayList accessTokenAudiences; ///< IDP_ACCESS_TOKEN_ALLOWED_AUDIENCES (0.29 to 0.32)
    QByteArray authenticateUrl; ///< AUTHENTICATE_SERVICE_URL without a slash at the end
    bool areScopesKnown = true; ///< false: the source says nothing of them, so what Pomerium asks for is taken
    bool areRequestParametersKnown = true; ///< false: they are there in a form that is not read here

    /// What an export of these settings makes Pomerium have; the client secret is left empty where the settings name a
    /// file instead.
    [[nodiscard]] static ProviderSettings of(const pomerium::IdentityProviderSettings &settings);

    /// A second copy, with its secrets, asked for in so many words.
    [[nodiscard]] ProviderSettings clone() const;

    /// The scopes that Pomerium asks for with these settings (pkg/identity/oidc/oidc.go).
    [[nodiscard]] QByteArrayList scopesInEffect() const;
};

} // namespace authenticate

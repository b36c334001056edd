#pragma once

#include "authenticate/ProviderSettings.h"

#include <QByteArray>
#include <QList>

#include <map>
#include <optional>

namespace authenticate {

/// What may have happened to the settings on their way into a running Pomerium. Each changes them in one certain way,
/// so that it can be tried.
enum class Mistake {
    SecretLineFeed, ///< a line feed behind the secret: a file that was written with echo
    SecretCarriageReturnLineFeed, ///< the same, from Windows
    SecretCarriageReturn,
    SecretSpace, ///< a space behind it
    SecretDoubleQuotes, ///< literal quotes around it
    SecretSingleQuotes,
    SecretPercentEncoded,
    SecretBase64,
    SecretBase64OfLine, ///< echo SECRET | base64
    SecretIsOtherSecret, ///< the other of Okta's two
    SecretIsClientId,
    SecretMissing,
    EveryValueDoubleQuotes, ///< docker run --env-file keeps the quotes
    EveryValueSingleQuotes,
    EveryValueCarriageReturn, ///< a file with CRLF, read by a shell
    ScopesMissing,
    ScopesSpaced, ///< a space behind each comma: Pomerium does not trim
    ScopesSeparatedBySpaces, ///< no commas: one scope with spaces in it
    ScopesDoubleQuotes,
    ScopesOthers, ///< IDP_SCOPES is set, to what Pomerium was seen to ask for
    UrlSlash, ///< a slash at the end of IDP_PROVIDER_URL
    UrlAdminHost, ///< acme-admin.okta.com
    UrlDefaultServer, ///< /oauth2/default behind the org's URL
    UrlWithoutPath, ///< the custom authorization server's path is missing
    UrlMissing,
    UrlDoubleQuotes,
    ClientIdDoubleQuotes,
    ClientIdMissing,
    ClientIdOther, ///< that which Pomerium was seen to send
    ProviderMissing, ///< IDP_PROVIDER
    ProviderDoubleQuotes,
    ServiceAccountMissing,
    ServiceAccountDoubleQuotes,
    ServiceAccountLineFeed,
    RequestParametersMissing,
    RequestParametersOther, ///< those that Pomerium was seen to send
    AuthenticateUrlOther ///< that of the redirect URI that Pomerium was seen to send
};

/// What Pomerium was seen to send to the identity provider, and what else is known.
struct Hints
{
    std::optional<QByteArray> clientId;
    std::optional<QByteArray> scope; ///< the parameter as a whole
    std::optional<QByteArray> redirectUri;
    std::optional<std::map<QByteArray, QByteArray>> requestParameters;
    const Secret *otherClientSecret = nullptr; ///< the second secret of the same app; may be null
    /// It is known to be 0.19 or older, so a service account that is not in its id is missing.
    bool readsServiceAccount = false;
};

/// Every mistake, the likeliest first; at the end those that take over what was seen, so that what explains it goes
/// first.
[[nodiscard]] QList<Mistake> everyMistake();

/// The settings after this mistake; nothing where it changes nothing, or cannot be made.
[[nodiscard]] std::optional<ProviderSettings> after(Mistake mistake, const ProviderSettings &settings,
                                                    const Hints &hints);

} // namespace authenticate

#pragma once

#include <QStringView>

#include <optional>

/// What a text holds that nobody should read, told by its form alone: for fields that are no secret's, so that what was
/// pasted into the wrong one is said at once and saved nowhere.
enum class SecretShape {
    ApiToken, ///< 42 characters that begin with 00, as Okta's API tokens do
    ClientSecret, ///< 40 or 64 characters of [A-Za-z0-9_-], as Okta's client secrets have
    ServiceAccount, ///< the base64 of {"api_key": …}
    JsonWebToken, ///< an ID token, access token or client assertion (RFC 7519)
    PrivateKey, ///< PEM
    Credentials, ///< user:password@ in an address
    Random ///< another long run of mixed characters: a key in base64, a token of another system
};

/// The first such thing anywhere in the text; none: nothing that looks like one. Names, addresses, Okta's ids of 20
/// characters and UUIDs are none.
[[nodiscard]] std::optional<SecretShape> secretShapeIn(QStringView text);

#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "pomerium/Release.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace pomerium {

/// What is wrong with a value of IDP_SERVICE_ACCOUNT: with it, the named release of Pomerium does not get at a working
/// API token. From 0.10.3 much of this is no error for Pomerium: it takes the whole text as the token and groups stay
/// empty, so this is the only place that tells.
struct ServiceAccountError
{
    enum class Reason {
        Empty,
        NotReadByRelease, ///< 0.20 or newer has no service account
        WrappedInQuotes, ///< docker run --env-file and kubectl keep them
        TrailingSpace, ///< read by 0.18 and 0.19 only
        PaddingRemoved, ///< the `=` at the end is missing
        UrlAlphabet, ///< base64url: `-` or `_` where `+` or `/` belong
        NotBase64, ///< detail: position of the first illegal character
        RawToken, ///< the API token itself; right before 0.10 only
        RawJson, ///< {"api_key": ...} without base64; read by 0.18 and 0.19 only
        Base64OfToken, ///< base64 of the token alone; read from 0.10.3 only
        NewlineInToken, ///< echo TOKEN | base64: the token ends in a line feed
        DoubleBase64, ///< copied from `data:` of a Kubernetes Secret
        ApiTokenMember, ///< {"api_token": ...}, as the documentation of 0.10.0 had it
        ApiKeyMissing, ///< JSON without an api_key that is not empty
        MalformedJson, ///< a byte order mark, UTF-16 or typographic quotes inside; taken as the token as a whole
        NotJson, ///< JSON is needed by a release before 0.10.3, and this is none
        NotRaw ///< base64, and the release is before 0.10 and wants the token itself
    };
    Reason reason = Reason::NotBase64;
    QString detail; ///< never a part of the value
};

/// The value of IDP_SERVICE_ACCOUNT: the JSON object {"api_key": TOKEN} on one line of standard base64.
class ServiceAccount
{
public:
    ServiceAccount() = delete;

    /// Byte for byte what `printf '{"api_key":"%s"}' TOKEN | base64 -w 0` prints. The characters that JSON does not
    /// take as they are (no Okta token has one) are escaped.
    [[nodiscard]] static Secret encode(const Secret &apiToken);
    /// The value that this release reads: encode(), but the token itself before 0.10.
    [[nodiscard]] static Secret encodeFor(const Secret &apiToken, const Release &release);

    /// The API token that this release of Pomerium takes out of the value, judged as its own parser does
    /// (internal/directory/okta/okta.go; internal/encoding/base64.go from 0.18).
    [[nodiscard]] static Expected<Secret, ServiceAccountError> decode(QByteArrayView value, const Release &release);

    /// The API token that was meant, out of every mistaken form that is understood: to repair an old file with.
    [[nodiscard]] static std::optional<Secret> recover(QByteArrayView value);
};

} // namespace pomerium

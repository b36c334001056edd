#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "oidc/Error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace oidc {

/// What the browser brought back (RFC 6749 section 4.1.2, RFC 9207), once its `state` was found to be ours.
struct AuthorizationResponse
{
    Secret code;

    /// Judges a query whose `state` is right: duplicates and code with error are malformed, `iss` is compared before
    /// anything else is believed, an error response becomes AuthorizationDenied. Unknown parameters are ignored.
    [[nodiscard]] static Expected<AuthorizationResponse, Error> parse(QByteArrayView query, const QString &issuer,
                                                                      bool issuerIsPromised);
};

/// Whether this query has exactly one `state`, and it is ours; compared in constant time. Asked before anything else.
[[nodiscard]] bool hasState(QByteArrayView query, QByteArrayView state);

} // namespace oidc

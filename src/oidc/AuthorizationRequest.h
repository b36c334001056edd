#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace oidc {

/// The first leg of the code flow (RFC 6749 section 4.1.1, OpenID Connect Core section 3.1.2.1).
struct AuthorizationRequest
{
    QUrl authorizationEndpoint;
    QString clientId;
    QString redirectUri; ///< byte for byte as registered
    QStringList scopes;
    QByteArray state; ///< only [A-Za-z0-9_-]: some providers refuse others
    QByteArray nonce;
    QByteArray codeChallenge; ///< S256; empty: none is sent (a probe only)
    QString prompt; ///< empty: not sent

    /// The URL for the browser. Parameters that the endpoint already has are kept (RFC 6749 section 3.1).
    [[nodiscard]] QUrl url() const;
};

} // namespace oidc

#pragma once

#include "http/FormEncoding.h"
#include "oidc/RelyingParty.h"

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
    QByteArray state;
    QByteArray nonce;
    QByteArray codeChallenge; ///< S256; empty: none is sent (a probe only)
    /// Of the relying party's own; one that is set here already is replaced, as it does that, but for redirect URI,
    /// state, nonce and challenge, which belong to this sign-in.
    http::FormFields moreParameters = {};
    QString prompt; ///< empty: not sent, unless it is among those

    /// The URL for the browser. Parameters that the endpoint already has are kept (RFC 6749 section 3.1).
    [[nodiscard]] QUrl url() const;
};

/// A fresh `state` of the kind that the relying party sends: of [A-Za-z0-9_-] alone, or with "=" at its end.
[[nodiscard]] QByteArray stateFor(const RelyingParty &relyingParty);

} // namespace oidc

#pragma once

#include "authenticate/Error.h"
#include "authenticate/ReleaseRange.h"
#include "checks/Problem.h"
#include "core/Expected.h"
#include "core/Secret.h"
#include "http/Client.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <map>
#include <optional>

/// What single answers of a running Pomerium say; pure functions.
namespace authenticate {

using Outcome = http::RequestJob::Outcome;

/// What a Pomerium says of itself at /.well-known/pomerium/.
struct PomeriumDocument
{
    QString callback; ///< authentication_callback_endpoint, safe to show
    bool hasIssuer = false; ///< from 0.27 at the latest
};
[[nodiscard]] Expected<PomeriumDocument, Error> judgeDocument(const Outcome &outcome);

/// Whether its callback is the redirect URI; why not.
[[nodiscard]] std::optional<Error> judgeCallback(const PomeriumDocument &document, const QString &redirectUri);

/// A redirect to an identity provider (RFC 6749 section 4.1.1), its parameters decoded.
struct AuthorizationRedirect
{
    QUrl target;
    QByteArray clientId;
    QByteArray redirectUri;
    QByteArray scope;
    std::map<QByteArray, QByteArray> more; ///< what Pomerium does not send by itself
    bool hasClientId = false; ///< the parameter is there, perhaps empty
    bool hasChallenge = false; ///< PKCE with S256 (from 0.33)
    bool asksOfflineAccess = false; ///< access_type=offline (0.16 and older)
};
/// Reads a redirect; nothing when it is none.
[[nodiscard]] std::optional<AuthorizationRedirect> authorizationRedirect(const Outcome &outcome);

/// A redirect to the authenticate service, from a route or /.pomerium/jwt.
struct SignInRedirect
{
    QUrl target;
    Secret id; ///< pomerium_idp_id; empty: it has none
    bool isEncrypted = false; ///< pomerium_hpke_query (0.21 to 0.24)
};
[[nodiscard]] std::optional<SignInRedirect> signInRedirect(const Outcome &outcome);

/// Same scheme, host and port, as a browser sees it (RFC 6454 section 4).
[[nodiscard]] bool isSameOrigin(const QUrl &a, const QUrl &b);
/// authenticate.pomerium.app
[[nodiscard]] bool isHostedService(const QUrl &url);

/// What a page of Pomerium's with status 500 says about the reason: only 0.15 to 0.17 say anything.
[[nodiscard]] std::optional<Error> reasonOnPage(const http::Response &response);

/// Why no redirect came from a place of Pomerium's that redirects when it is well; by status.
[[nodiscard]] Error judgeNoRedirect(const Outcome &outcome);

} // namespace authenticate

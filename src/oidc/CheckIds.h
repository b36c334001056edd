#pragma once

#include <QString>
#include <QStringList>

namespace oidc {

/// The ids of the sign-in test's checks, a contract of the command line.
struct CheckId
{
    static constexpr QLatin1String Organization{"organization"};
    static constexpr QLatin1String SigningKeys{"signing-keys"};
    static constexpr QLatin1String ClientCredentials{"client-credentials"};
    static constexpr QLatin1String Redirect{"redirect"};
    static constexpr QLatin1String CodeExchange{"code-exchange"};
    static constexpr QLatin1String IdToken{"id-token"};
    static constexpr QLatin1String UserInfo{"userinfo"};
    static constexpr QLatin1String RefreshToken{"refresh-token"};
    static constexpr QLatin1String Groups{"groups"};
    static constexpr QLatin1String Revocation{"revocation"};

    /// All of them, in the order of the flow.
    [[nodiscard]] static QStringList all()
    {
        return {Organization, SigningKeys, ClientCredentials, Redirect, CodeExchange,
                IdToken,      UserInfo,    RefreshToken,      Groups,   Revocation};
    }
};

/// The ids of the checks without a browser, in the order of a client probe's list: ClientKnown, SecretAccepted,
/// RefreshGrant, NoDpop, one for each redirect URI, PkceOptional where it was asked.
struct ProbeId
{
    static constexpr QLatin1String ClientKnown{"client-known"};
    static constexpr QLatin1String SecretAccepted{"secret-accepted"};
    static constexpr QLatin1String RefreshGrant{"refresh-grant"};
    static constexpr QLatin1String NoDpop{"no-dpop"}; ///< failed: the app requires DPoP
    static constexpr QLatin1String PkceOptional{"pkce-optional"}; ///< failed: the app requires PKCE

    /// What the ids of all redirect URIs have in common, and all that is left of them in a line for people.
    static constexpr QLatin1String RedirectUri{"redirect-uri"};

    /// "redirect-uri:" and the URI: each is a check of its own.
    [[nodiscard]] static QString redirectUri(const QString &uri) { return redirectUriPrefix() + uri; }
    /// The URI of such an id; empty: it is another id.
    [[nodiscard]] static QString uriOf(const QString &id)
    {
        return id.startsWith(redirectUriPrefix()) ? id.mid(redirectUriPrefix().size()) : QString();
    }

private:
    [[nodiscard]] static QString redirectUriPrefix() { return QString(RedirectUri) + QLatin1Char(':'); }
};

} // namespace oidc

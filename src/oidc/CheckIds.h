#pragma once

#include <QString>
#include <QStringList>

namespace oidc {

/// The ids of the sign-in test's checks, a contract of the command line.
struct CheckId
{
    static inline const QString Organization = QStringLiteral("organization");
    static inline const QString SigningKeys = QStringLiteral("signing-keys");
    static inline const QString ClientCredentials = QStringLiteral("client-credentials");
    static inline const QString Redirect = QStringLiteral("redirect");
    static inline const QString CodeExchange = QStringLiteral("code-exchange");
    static inline const QString IdToken = QStringLiteral("id-token");
    static inline const QString UserInfo = QStringLiteral("userinfo");
    static inline const QString RefreshToken = QStringLiteral("refresh-token");
    static inline const QString Groups = QStringLiteral("groups");
    static inline const QString Revocation = QStringLiteral("revocation");

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
    static inline const QString ClientKnown = QStringLiteral("client-known");
    static inline const QString SecretAccepted = QStringLiteral("secret-accepted");
    static inline const QString RefreshGrant = QStringLiteral("refresh-grant");
    static inline const QString NoDpop = QStringLiteral("no-dpop"); ///< failed: the app requires DPoP
    static inline const QString PkceOptional = QStringLiteral("pkce-optional"); ///< failed: the app requires PKCE

    /// What the ids of all redirect URIs have in common, and all that is left of them in a line for people.
    static inline const QString RedirectUri = QStringLiteral("redirect-uri");

    /// "redirect-uri:" and the URI: each is a check of its own.
    [[nodiscard]] static QString redirectUri(const QString &uri) { return redirectUriPrefix() + uri; }
    /// The URI of such an id; empty: it is another id.
    [[nodiscard]] static QString uriOf(const QString &id)
    {
        return id.startsWith(redirectUriPrefix()) ? id.mid(redirectUriPrefix().size()) : QString();
    }

private:
    [[nodiscard]] static QString redirectUriPrefix() { return RedirectUri + QLatin1Char(':'); }
};

} // namespace oidc

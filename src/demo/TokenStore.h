#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace demo {

/// One sign-in: what was asked for, and everything that was given for it. All of it can die together.
struct SignIn
{
    QString appId; ///< of the application that it was for
    QString clientId; ///< of that application
    QStringList scopes;
    QString redirectUri;
    QString codeChallenge; ///< S256; empty: no PKCE
    QString nonce;
    qint64 time = 0; ///< of the authentication
    QString refreshToken; ///< the newest one, or empty
    bool isEnded = false; ///< every token of it is dead
};

/// Codes, access tokens and refresh tokens that were given out. Nothing survives the process.
class TokenStore final
{
public:
    static constexpr int CodeLifetime = 300; ///< seconds
    static constexpr int AccessTokenLifetime = 3600; ///< seconds
    static constexpr int RefreshTokenLifetime = 90 * 86400; ///< seconds

    using SignInPointer = std::shared_ptr<SignIn>;

    struct Code
    {
        SignInPointer signIn;
        qint64 expires = 0;
        bool isUsed = false;
    };

    struct AccessToken
    {
        SignInPointer signIn;
        QString jwtId;
        QStringList scopes;
        qint64 issued = 0;
        qint64 expires = 0;
    };

    struct RefreshToken
    {
        SignInPointer signIn;
        QString id; ///< "oar…", by which the management API names it
        qint64 created = 0;
        qint64 expires = 0;
        qint64 validUntil = 0; ///< set when it was rotated away; 0: it was not
    };

    [[nodiscard]] QString addCode(const SignInPointer &signIn, qint64 now);

    /// A code works once. A second use ends the sign-in (RFC 6749 section 4.1.2).
    [[nodiscard]] SignInPointer takeCode(const QString &code, qint64 now);

    void addAccessToken(const QString &token, const AccessToken &details, qint64 now);
    [[nodiscard]] std::optional<AccessToken> accessToken(const QString &token, qint64 now) const;

    /// Also makes it the sign-in's newest.
    [[nodiscard]] QString addRefreshToken(const SignInPointer &signIn, qint64 now);

    /// Whose refresh token it is. A token that was rotated away and whose leeway is over ends its sign-in.
    [[nodiscard]] SignInPointer useRefreshToken(const QString &token, qint64 now);

    /// Looks without consequences.
    [[nodiscard]] std::optional<RefreshToken> refreshToken(const QString &token, qint64 now) const;

    /// Those that work, of one application.
    [[nodiscard]] QList<RefreshToken> refreshTokensOf(const QString &appId, qint64 now) const;

    /// Everything that one application was given dies.
    void revokeAllOf(const QString &appId);

    /// Everything dies.
    void clear();

    /// A new refresh token in place of the old one, which works for `leeway` more seconds.
    [[nodiscard]] QString rotate(const QString &token, qint64 now, int leeway);

    /// RFC 7009: an access token dies alone, a refresh token takes all of its sign-in with it.
    void revoke(const QString &token);

private:
    void dropExpired(qint64 now);

    QHash<QString, Code> m_codes;
    QHash<QString, AccessToken> m_accessTokens;
    QHash<QString, RefreshToken> m_refreshTokens;
};

} // namespace demo

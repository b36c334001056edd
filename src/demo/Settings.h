#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

namespace demo {

Q_NAMESPACE

/// The classic failures a trainer can show.
enum class Mood {
    Helpful, ///< everything is set up as it should be
    RefreshGrantOff, ///< the Refresh Token grant is not ticked: tokens arrive, the refresh token silently does not
    RedirectUriMissing, ///< none of the loopback redirect URIs is registered; the other ones are
    WrongSecret, ///< the client secret was rotated: the one that was handed out is no longer right
    UserNotAssigned, ///< the person who signs in is not assigned to the application
    TokenWithoutRights, ///< the API token's owner may not see groups
    RateLimited, ///< somebody else used up the rest of this minute's share of the groups API
    Silent, ///< connections are accepted, requests are read and never answered
    HangsUp, ///< connections are accepted and cut when the request is there
};
Q_ENUM_NS(Mood)

/// A group of the directory, as the management API shows it.
struct Group
{
    QString id; ///< "00g" and 17 more characters
    QString name;
    QString description;
    QString type; ///< "OKTA_GROUP", "BUILT_IN" or "APP_GROUP"
    int members = 0;
};

/// How the pretend organisation is set up. What is empty is made up.
struct Settings
{
    quint16 port = 0; ///< 0: any free one. The address is always 127.0.0.1.
    Mood mood = Mood::Helpful;

    /// The registered sign-in redirect URIs, compared byte for byte as Okta does.
    QStringList redirectUris;

    QString clientId; ///< empty: "0oa" and 17 random characters
    QString clientSecret; ///< empty: 64 random characters
    QString apiToken; ///< empty: "00" and 40 random characters

    int groupCount = 12; ///< how many groups there are; they are generated on the fly, so 100,000 cost no memory
    int userCount = 250; ///< how many people there are, all of them members of the first group, "Everyone"
    int groupsOfUser = 4; ///< of how many groups (the first ones) the person who signs in is a member

    bool rotateRefreshTokens = false; ///< false: STATIC, Okta's default for web applications; true: ROTATE
    int rotationLeeway = 0; ///< for how many seconds a rotated refresh token still works (Okta: 0 to 60)
    bool idTokenOnRefresh = true; ///< whether a refresh brings a new ID token
    bool requirePkce = false;
    bool dpop = false; ///< "Require Demonstrating Proof of Possession" is ticked
    bool groupsClaim = true; ///< the application has a groups claim filter
    bool userAssigned = true; ///< false: the same as Mood::UserNotAssigned

    int rateLimit = 600; ///< of groups and members together, for each window; a token may use half of it
    int rateLimitWindow = 60; ///< seconds
    int latencyMs = 0; ///< before each answer, milliseconds
    int clockOffset = 0; ///< by how many seconds the organisation's clock is ahead of ours
};

} // namespace demo

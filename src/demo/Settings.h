#pragma once

#include "demo/Scenario.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace demo {

/// A group of the directory, as the management API shows it.
struct Group
{
    QString id; ///< "00gPRACTICE" and 9 digits
    QString name;
    QString description;
    QString type; ///< "OKTA_GROUP", "BUILT_IN" or "APP_GROUP"
    int members = 0;
};

/// How the pretend organization is set up. What is empty is made up.
struct Settings
{
    quint16 port = 0; ///< 0: any free one. The address is always 127.0.0.1.
    Scenario scenario = Scenario::EverythingWorks; ///< the state to begin with

    /// The same number makes the same ids, secrets and tokens each time, so that a handout matches. Nothing: other ones
    /// each time.
    std::optional<quint64> seed;

    /// The registered sign-in redirect URIs, compared byte for byte as Okta does.
    QStringList redirectUris;

    QString clientId; ///< empty: "0oaPRACTICE" and 9 random characters
    QString clientSecret; ///< empty: "PRACTICE" and 56 random characters
    QString apiToken; ///< empty: "00PRACTICE" and 32 random characters

    int groupCount = 12; ///< how many groups there are; they are generated on the fly, so 100,000 cost no memory
    int userCount = 250; ///< how many people there are, all of them members of the first group, "Everyone"
    int groupsOfUser = 4; ///< of how many groups (the first ones) the person who signs in is a member

    bool rotateRefreshTokens = false; ///< false: STATIC, Okta's default for web applications; true: ROTATE
    int rotationLeeway = 0; ///< for how many seconds a rotated refresh token still works (Okta: 0 to 60)
    bool idTokenOnRefresh = true; ///< whether a refresh brings a new ID token
    bool requirePkce = false;
    bool dpop = false; ///< "Require Demonstrating Proof of Possession" is ticked
    bool groupsClaim = true; ///< the application has a groups claim filter
    bool userAssigned = true; ///< false: the same as Scenario::RobinNotAssigned

    int rateLimit = 600; ///< of groups and members together, for each window; a token may use half of it
    int appsRateLimit = 100; ///< of the list of applications and all that is below one; a token may use half of it
    int rateLimitWindow = 60; ///< seconds
    int latencyMs = 0; ///< before each answer, milliseconds
    int clockOffset = 0; ///< by how many seconds the organization's clock is ahead of ours
};

} // namespace demo

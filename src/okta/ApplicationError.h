#pragma once

#include "okta/ApiError.h"
#include "okta/JsonPath.h"

#include <QList>
#include <QString>

#include <optional>

namespace okta {

/// Why something with an app integration did not go as asked, beyond a plain refusal (ApiError).
struct ApplicationError
{
    enum class Reason {
        NotFound, ///< no app with this client ID
        SeveralFound, ///< more than one fits: the administrator has to say which
        ExistsAlready, ///< an app of this name, or with this redirect URI
        CreationUnknown, ///< the reply to the creation was lost, and no app of ours is there (yet)
        ChangeUnknown, ///< the reply to a change was lost, and what Okta holds is not what was asked
        ChangedMeanwhile, ///< somebody edited the app since it was shown
        StillEditedByOthers, ///< refused twice because of another change at the same time
        NotAsAsked, ///< Okta holds something else than what was sent; see differences
        SecretNotShown, ///< the reply has no client secret
        NotOurs, ///< not an app that this program made, so it is not deleted
        StillThere, ///< deleted, and found again
        TokenStillWorks, ///< revoked, and accepted again
        RotationUnderWay, ///< there are two secrets already
        SecretNotOfThisApp, ///< the given secret is none of the app's active ones
        GroupUnknown, ///< no group of exactly this name; detail: the name
        GroupAmbiguous, ///< several groups of this name
        LastRedirectUri, ///< the app would have no redirect URI left, which Okta does not take
        ClaimExists, ///< a claim named groups is there already; detail: its id
        SessionsEnded ///< fewer refresh tokens after a change than before
    };
    Reason reason = Reason::NotFound;
    QString detail = {}; ///< English; safe to show; never a secret
    QList<JsonDifference> differences = {};
    std::optional<ApiError> api = {}; ///< what was in the way, where something was
};

} // namespace okta

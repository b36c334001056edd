#pragma once

#include "http/Request.h"
#include "okta/Application.h"
#include "okta/ApplicationError.h"
#include "okta/WantedApplication.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace okta {

/// One request to the management API, before it is sent.
struct ApplicationRequest
{
    enum class Purpose {
        Read,
        Create,
        Replace, ///< the whole object
        Activate,
        Deactivate,
        Delete,
        AssignGroup,
        UnassignGroup,
        RevokeToken,
        AddSecret,
        DeactivateSecret,
        DeleteSecret,
        AddClaim,
        DeleteClaim
    };

    Purpose purpose = Purpose::Create;
    http::Request::Method method = http::Request::Method::Post;
    QString path = {}; ///< "/api/v1/apps", with its query
    std::optional<QJsonObject> body = {};
    QString subject = {}; ///< the label, a group's name: for people
    bool hasSecretAnswer = false; ///< the reply carries a client secret in clear
};

/// One setting and what becomes of it.
struct ApplicationChange
{
    QString row = {}; ///< "a8"; empty: not one of an audit's
    QString path = {}; ///< "settings.oauthClient.redirect_uris"; "groups" and "status" are not in the object
    QJsonValue before = {}; ///< undefined: not set
    QJsonValue after = {}; ///< undefined: removed

    /// Whether it is a member of the object that a PUT replaces.
    [[nodiscard]] bool isSetting() const { return path.contains(QLatin1Char('.')) || path == QLatin1String("label"); }
};

/// What would be done, before any of it is: every request, and every setting before and after. Pure.
struct ApplicationPlan
{
    QList<ApplicationChange> changes = {};
    QList<ApplicationRequest> requests = {};
    /// The whole body that the app shall have after a PUT; nothing: there is no PUT in the plan.
    std::optional<QJsonObject> after = {};
    /// Why it cannot be done as it is; nothing is sent then.
    std::optional<ApplicationError> obstacle = {};

    [[nodiscard]] bool isEmpty() const { return requests.isEmpty(); }

    /// A new app, and its groups.
    [[nodiscard]] static ApplicationPlan creation(const WantedApplication &wanted);
    /// The rows of an audit that are to be repaired, in one PUT of the whole object. Rows that are good already change
    /// nothing. `assigned` are the groups that the app has.
    [[nodiscard]] static ApplicationPlan repair(const Application &application, const WantedApplication &wanted,
                                                const QStringList &rows, const QList<GroupReference> &assigned = {});
    /// The sign-in test's redirect URIs that are not there yet, added to what repair() changes.
    static constexpr QLatin1String TestUrisRow{"test-uris"};
    /// The groups claim by a call of the API, for an org's own server: an offer, proven by the sign-in test alone.
    [[nodiscard]] static ApplicationRequest groupsClaimRequest(const QString &applicationId);
    /// Undoes a change: what `done` set goes back to what it was in `before`, as does what Okta lost meanwhile; groups
    /// and the status, too.
    [[nodiscard]] static ApplicationPlan restoration(const Application &held, const QList<GroupReference> &assigned,
                                                     const Application &before,
                                                     const QList<GroupReference> &assignedBefore,
                                                     const ApplicationPlan &done);
    /// The redirect URIs of the sign-in test out of the app; empty when they are not there.
    [[nodiscard]] static ApplicationPlan cleanUp(const Application &application, const QStringList &testRedirectUris);
    /// The PUT of an object with these changes.
    [[nodiscard]] static ApplicationPlan replacement(const Application &application,
                                                     const QList<ApplicationChange> &changes);
    /// Deactivated first: Okta deletes no active app.
    [[nodiscard]] static ApplicationPlan deletion(const Application &application);
};

/// PUT /api/v1/apps/{id}/groups/{gid}.
[[nodiscard]] ApplicationRequest assignGroupRequest(const QString &applicationId, const GroupReference &group);

} // namespace okta

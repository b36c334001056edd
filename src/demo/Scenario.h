#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace demo {

Q_NAMESPACE

/// A state in which the organization begins: what a trainer can show, each with what a trainee has to put right.
enum class Scenario {
    EmptyOrg, ///< nothing was made yet: no application, no API token
    EverythingWorks, ///< everything is set up as it should be
    RefreshTokenForgotten, ///< the Refresh Token grant is not selected: tokens arrive, the refresh token silently does
                           ///< not
    PomeriumRedirectUriMissing, ///< only the loopback redirect URIs are registered
    LoopbackUrisMissing, ///< none of the loopback redirect URIs is registered; the other ones are
    SecretRotated, ///< the client secret that was handed out is Inactive, and another one Active
    DpopRequired, ///< the application demands DPoP proofs, which Pomerium does not send
    RobinNotAssigned, ///< the person who signs in is not assigned to the application
    TokenWithoutRights, ///< the API token's owner may not see groups
    RateLimitUsedUp, ///< somebody else used up the rest of this minute's share of the groups API
    AppInactive, ///< the application is deactivated
    Silent, ///< connections are accepted, requests are read and never answered; for tests of waiting
    HangsUp, ///< connections are accepted and cut when the request is there; for tests of the network
};
Q_ENUM_NS(Scenario)

/// The scenarios that a class is shown, in the order of a lesson: all but Silent and HangsUp.
[[nodiscard]] const QList<Scenario> &lessonScenarios();

/// For people: "Refresh Token forgotten".
[[nodiscard]] QString scenarioTitle(Scenario scenario);

/// For a command line: "refresh-token-forgotten".
[[nodiscard]] QString scenarioName(Scenario scenario);

/// By its name, or by the name that it had in version 1: "refresh-grant-off". Nothing when there is none.
[[nodiscard]] std::optional<Scenario> scenarioOfName(const QString &name);

/// All names, without the old ones.
[[nodiscard]] QStringList scenarioNames();

} // namespace demo

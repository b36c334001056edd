#pragma once

#include "checks/List.h"
#include "okta/ApiError.h"
#include "okta/Application.h"
#include "okta/ApplicationFault.h"
#include "okta/WantedApplication.h"

#include <QHash>
#include <QJsonArray>

#include <optional>

namespace okta {

/// What one question to Okta gave. Nothing: it was not asked.
template <typename T> using Seen = std::optional<Expected<T, ApiError>>;

/// A client secret without its value.
struct ClientSecretState
{
    QString id; ///< ocs…
    bool isActive = false;
    QString created; ///< as Okta wrote it
};

/// A custom authorization server, as far as it decides about an app's sign-ins. Lists are as Okta answers.
struct AuthorizationServerState
{
    bool isActive = false;
    QStringList scopes = {};
    QJsonArray claims = {};
    QJsonArray policies = {};
    /// By a policy's id; of the policies that cover the app. What is not there was not read.
    QHash<QString, QJsonArray> rules = {};
};

/// All that was read of an app integration.
struct ApplicationEvidence
{
    Seen<Application> application = {};
    Seen<QList<GroupReference>> groups = {}; ///< assigned
    Seen<bool> hasUsers = {}; ///< anybody is assigned at all, by group or by name
    QString ownerId = {}; ///< 00u… of whoever will sign in; empty: not known
    Seen<bool> isOwnerAssigned = {};
    Seen<QStringList> grants = {}; ///< scopes of Okta's own API that the app's tokens have
    Seen<QJsonArray> policyRules = {}; ///< of the app's sign-in policy, as Okta answers
    Seen<QList<ClientSecretState>> secrets = {}; ///< asked only when the administrator said so
    Seen<QStringList> federatedClaims = {}; ///< names
    /// What discovery names as issuer when it is asked for this client.
    Seen<QString> issuer = {};
    Seen<AuthorizationServerState> server = {}; ///< where the provider URL names a custom one
};

/// Whether a policy of an authorization server is active and covers a client.
[[nodiscard]] bool coversClient(const QJsonObject &policy, const QString &clientId);

/// Judges an app integration by what this Pomerium needs: rows a1 to a34. A row that could not be read is skipped as
/// "could not check" with the refusal, never passed.
[[nodiscard]] checks::List auditApplication(const ApplicationEvidence &evidence, const WantedApplication &wanted);

} // namespace okta

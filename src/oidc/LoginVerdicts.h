#pragma once

#include "oidc/Error.h"
#include "oidc/JsonWebKeySet.h"
#include "oidc/RelyingParty.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace oidc {

/// What is not good, and whether the relying party surely fails because of it.
struct Objection
{
    Error error;
    bool isFailure = true; ///< false: some releases of the relying party fail, or none does
};

/// The claims of a person as a relying party has them that lays UserInfo's over the ID token's, name by name. It keeps
/// them flat, so an object ({"a": 1}) becomes other names ("groups.a") and replaces nothing.
[[nodiscard]] QJsonObject mergedClaims(const QJsonObject &idToken, const QJsonObject &userInfo);

/// The groups in the merged claims, and what is wrong with the claim.
struct GroupsVerdict
{
    QStringList groups = {};
    std::optional<Objection> objection = {};
};
[[nodiscard]] GroupsVerdict judgeGroups(const QJsonObject &claims);

/// Whether the relying party can read this key set.
[[nodiscard]] std::optional<Objection> objectionToKeys(const JsonWebKeySet &keys, const RelyingParty &relyingParty);

/// Whether the relying party takes ID tokens that are signed with this algorithm.
[[nodiscard]] std::optional<Objection> objectionToAlgorithm(const QString &algorithm, const RelyingParty &relyingParty);

/// Whether the relying party can sign people in at a provider that refuses requests without PKCE. `refusal`: how it
/// refused one.
[[nodiscard]] std::optional<Objection> objectionToRequiredPkce(Error refusal, bool isS256Advertised,
                                                               const RelyingParty &relyingParty);

} // namespace oidc

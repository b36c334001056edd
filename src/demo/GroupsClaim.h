#pragma once

#include <QStringList>

namespace demo {

struct App;
struct FederatedClaim;
class Store;

/// The groups of person 0 that the application's filter lets through: the value of the claim. Empty without a filter.
[[nodiscard]] QStringList groupsClaimOf(const Store &store, const App &app);

/// What a federated claim says about the groups of the person who signs in; empty: nothing.
[[nodiscard]] QStringList federatedGroupsOf(const Store &store, const FederatedClaim &claim);

} // namespace demo

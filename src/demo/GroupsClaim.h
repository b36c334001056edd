#pragma once

#include <QStringList>

namespace demo {

struct App;
class Store;

/// The groups of person 0 that the application's filter lets through: the value of the claim. Empty without a filter.
[[nodiscard]] QStringList groupsClaimOf(const Store &store, const App &app);

} // namespace demo

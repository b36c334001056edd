#include "demo/GroupsClaim.h"

#include "demo/Store.h"

#include <QRegularExpression>

namespace demo {

namespace {

bool matches(const GroupsClaim &filter, const QString &name)
{
    if (filter.filter == QLatin1String("Starts with"))
        return name.startsWith(filter.value);
    if (filter.filter == QLatin1String("Equals"))
        return name == filter.value;
    if (filter.filter == QLatin1String("Contains"))
        return name.contains(filter.value);
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(filter.value));
    return pattern.isValid() && pattern.match(name).hasMatch();
}

} // namespace

QStringList federatedGroupsOf(const Store &store, const FederatedClaim &claim)
{
    // The documented form: user.getGroups({'group.type': {'OKTA_GROUP'}}).![profile.name]. Without the projection at
    // its end it is stored, and nothing comes of it.
    const bool makesNames = claim.expression.startsWith(QLatin1String("user.getGroups("))
        && claim.expression.endsWith(QLatin1String(".![profile.name]"));
    return makesNames ? store.directory.groupNamesOfUser() : QStringList();
}

QStringList groupsClaimOf(const Store &store, const App &app)
{
    if (!app.groupsClaim)
        return {};
    auto names = store.directory.groupNamesOfUser();
    names.removeIf([&app](const QString &name) { return !matches(*app.groupsClaim, name); });
    return names;
}

} // namespace demo

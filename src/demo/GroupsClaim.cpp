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

QStringList groupsClaimOf(const Store &store, const App &app)
{
    if (!app.groupsClaim)
        return {};
    auto names = store.directory.groupNamesOfUser();
    names.removeIf([&app](const QString &name) { return !matches(*app.groupsClaim, name); });
    return names;
}

} // namespace demo

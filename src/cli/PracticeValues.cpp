#include "cli/PracticeValues.h"

#include "advice/Diagnosis.h"
#include "okta/ApiToken.h"
#include "okta/OrgUrl.h"

#include <algorithm>

namespace cli {

Expected<bool, QString> isPractice(const QString &providerUrl, std::initializer_list<NamedValue> values)
{
    const auto *const found = std::find_if(values.begin(), values.end(),
                                           [](const NamedValue &value) { return okta::isPracticeValue(value.second); });
    if (found == values.end())
        return false;
    const auto org = okta::OrgUrl::parse(providerUrl);
    // Of an address that is none, the check or the export says so; nothing is sent there.
    if (!providerUrl.isEmpty() && (!org || org->isOnThisComputer()))
        return true;
    return Unexpected(QStringLiteral("%1: %2").arg(
        found->first, advice::sentence(okta::ApiToken::Hint::PracticeValue, advice::Field::ClientSecret)));
}

} // namespace cli

#pragma once

#include <QString>

namespace demo {

/// A page of the practice console. Paths are those of Okta's Admin Console where it has them.
enum class ConsolePlace {
    Dashboard,
    Applications, ///< the list, with "Create App Integration"
    NewApplication, ///< "New Web App Integration"
    AppGeneral, ///< an application's Client Credentials and General Settings
    AppSignOn, ///< an application's groups claim filter and policy
    AppAssignments, ///< who may use an application
    People,
    Groups,
    ApiTokens,
    Administrators,
    SystemLog,
    InstructorSheet, ///< for the trainer, printable
};

/// The path of a page, to be put behind Org::url(). The pages of an application want its id.
[[nodiscard]] QString consolePath(ConsolePlace place, const QString &appId = {});

/// The entry of the navigation under which a page is: of an application's pages, the list.
[[nodiscard]] ConsolePlace consoleEntry(ConsolePlace place);

/// What one clicks to come there: "Applications > Applications".
[[nodiscard]] QString consoleWay(ConsolePlace place);

} // namespace demo

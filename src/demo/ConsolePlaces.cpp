#include "demo/ConsolePlaces.h"

namespace demo {

QString consolePath(ConsolePlace place, const QString &appId)
{
    auto app = QStringLiteral("/admin/app/oidc_client/instance/") + appId;
    switch (place) {
    case ConsolePlace::Dashboard:
        return QStringLiteral("/admin/dashboard");
    case ConsolePlace::Applications:
        return QStringLiteral("/admin/apps/active");
    case ConsolePlace::NewApplication:
        return QStringLiteral("/admin/apps/oauth2-wizard/create?applicationType=WEB");
    case ConsolePlace::AppGeneral:
        return app;
    case ConsolePlace::AppSignOn:
        return app + QStringLiteral("?tab=signon");
    case ConsolePlace::AppAssignments:
        return app + QStringLiteral("?tab=assignments");
    case ConsolePlace::People:
        return QStringLiteral("/admin/users");
    case ConsolePlace::Groups:
        return QStringLiteral("/admin/groups");
    case ConsolePlace::ApiTokens:
        return QStringLiteral("/admin/access/api/tokens");
    case ConsolePlace::Administrators:
        return QStringLiteral("/admin/access/admins");
    case ConsolePlace::SystemLog:
        return QStringLiteral("/admin/reports/system-log");
    case ConsolePlace::InstructorSheet:
        return QStringLiteral("/admin/practice/sheet");
    }
    Q_UNREACHABLE();
}

ConsolePlace consoleEntry(ConsolePlace place)
{
    switch (place) {
    case ConsolePlace::NewApplication:
    case ConsolePlace::AppGeneral:
    case ConsolePlace::AppSignOn:
    case ConsolePlace::AppAssignments:
        return ConsolePlace::Applications;
    default:
        return place;
    }
}

QString consoleWay(ConsolePlace place)
{
    switch (place) {
    case ConsolePlace::Dashboard:
        return QStringLiteral("Dashboard");
    case ConsolePlace::Applications:
        return QStringLiteral("Applications > Applications");
    case ConsolePlace::NewApplication:
        return QStringLiteral("Applications > Applications > Create App Integration");
    case ConsolePlace::AppGeneral:
        return QStringLiteral("Applications > Applications > the app > General");
    case ConsolePlace::AppSignOn:
        return QStringLiteral("Applications > Applications > the app > Sign On");
    case ConsolePlace::AppAssignments:
        return QStringLiteral("Applications > Applications > the app > Assignments");
    case ConsolePlace::People:
        return QStringLiteral("Directory > People");
    case ConsolePlace::Groups:
        return QStringLiteral("Directory > Groups");
    case ConsolePlace::ApiTokens:
        return QStringLiteral("Security > API > Tokens");
    case ConsolePlace::Administrators:
        return QStringLiteral("Security > Administrators");
    case ConsolePlace::SystemLog:
        return QStringLiteral("Reports > System Log");
    case ConsolePlace::InstructorSheet:
        return QStringLiteral("Practice > Instructor sheet");
    }
    Q_UNREACHABLE();
}

} // namespace demo

#pragma once

#include "demo/ConsolePlaces.h"
#include "demo/HttpResponse.h"

namespace demo {

struct ConsoleSession;
class Tenant;

/// What one page of the console has to say.
struct ConsolePage
{
    QString title;
    ConsolePlace place = ConsolePlace::Dashboard; ///< which entry of the navigation is marked
    QString above; ///< what stands over the title: "Applications"
    QByteArray beside; ///< after the title: a badge, buttons
    QByteArray content;
    int status = 200;
};

/// The page as a whole: ribbon, navigation, hint, content, styles, the one script. Takes the session's notice.
[[nodiscard]] HttpResponse consoleShell(const Tenant &tenant, ConsoleSession &session, const ConsolePage &page);

/// A page without ribbon and navigation, for paper.
[[nodiscard]] HttpResponse instructorSheet(const Tenant &tenant);

/// Whether the hint is open and points at this part of a page.
[[nodiscard]] bool isMarked(const Tenant &tenant, const ConsoleSession &session, const char *mark);

/// The same for a tab of an application or its line in the list: the way to where the hint points.
[[nodiscard]] bool isOnTheWay(const Tenant &tenant, const ConsoleSession &session, ConsolePlace place);

/// A form's beginning, with what proves that it is ours. The form ends with "</form>".
[[nodiscard]] QByteArray formTo(const QString &action, const ConsoleSession &session, const QString &verb);

} // namespace demo

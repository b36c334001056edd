#pragma once

#include "demo/ConsoleShell.h"

#include <QList>

namespace demo {

struct App;
struct AppFault;
struct ConsoleSession;
class FormFields;
class Tenant;

/// The console's pages about applications. They only show; what their forms do is Console's business.
namespace pages {

[[nodiscard]] ConsolePage applications(const Tenant &tenant, const ConsoleSession &session);

/// The dialog of "Create App Integration": sign-in method and application type.
[[nodiscard]] ConsolePage createDialog(const Tenant &tenant, const ConsoleSession &session, const QString &fault);

/// "New Web App Integration" and its sisters. `controlledAccess` is what was chosen there.
[[nodiscard]] ConsolePage newApplication(const Tenant &tenant, const ConsoleSession &session, const App &draft,
                                         const QString &controlledAccess, const AppFault *fault);

/// What is asked of an application's page.
struct AppView
{
    QString edit; ///< "general", "credentials", "claim" or empty
    QString shownSecret; ///< the id of the secret that is shown in clear, or empty
    const AppFault *fault = nullptr; ///< why "Save" was refused
};

/// `app` may be a draft: what was typed and is not saved.
[[nodiscard]] ConsolePage appGeneral(const Tenant &tenant, const ConsoleSession &session, const App &app,
                                     const AppView &view);
[[nodiscard]] ConsolePage appSignOn(const Tenant &tenant, const ConsoleSession &session, const App &app,
                                    const AppView &view);
[[nodiscard]] ConsolePage appAssignments(const Tenant &tenant, const ConsoleSession &session, const App &app);

/// The draft that a form of settings holds, on top of what there is.
[[nodiscard]] App draftOf(const FormFields &fields, App app);

} // namespace pages

} // namespace demo

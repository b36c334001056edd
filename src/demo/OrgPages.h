#pragma once

#include "demo/ConsoleShell.h"

namespace demo {

struct ConsoleSession;
class Tenant;

/// The console's pages about everything but applications. They only show.
namespace pages {

[[nodiscard]] ConsolePage dashboard(const Tenant &tenant, const ConsoleSession &session);
[[nodiscard]] ConsolePage people(const Tenant &tenant);
[[nodiscard]] ConsolePage groups(const Tenant &tenant);

/// Takes the session's token that is shown once.
[[nodiscard]] ConsolePage apiTokens(const Tenant &tenant, ConsoleSession &session, bool isCreating);
[[nodiscard]] ConsolePage administrators(const Tenant &tenant, const ConsoleSession &session);
[[nodiscard]] ConsolePage systemLog(const Tenant &tenant, const ConsoleSession &session);
[[nodiscard]] ConsolePage refused(int status, const QString &title, const QString &why);

} // namespace pages

} // namespace demo

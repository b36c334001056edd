#pragma once

#include "demo/Settings.h"
#include "demo/SigningKey.h"
#include "demo/Store.h"

#include <QString>

#include <memory>

namespace demo {

/// What the organization is, without what it does: its settings, its store, its key, its clock.
class Tenant final
{
public:
    explicit Tenant(Settings settings);

    Settings settings; ///< as given; clock and redirect URIs may change later
    QString issuer; ///< no trailing slash; empty until the server listens
    Store store;
    const std::shared_ptr<const SigningKey> signingKey;

    /// Seconds of the Unix epoch by the organization's clock.
    [[nodiscard]] qint64 now() const { return store.now() / 1000; }

    /// The person who signs in and who is the administrator of the console.
    [[nodiscard]] Person user() const { return store.directory.person(0); }

    /// Writes a line of the System Log. What acts is the person who signs in unless the event names another one.
    void log(Event event);
};

/// The parts of an event that one has most often.
[[nodiscard]] Event eventOf(const char *type, const QString &message);
void logInactive(Tenant &tenant, const App &app); ///< what asks for it hears that it is unknown; Okta writes nothing
[[nodiscard]] Event appEvent(const char *type, const QString &message, const App &app);

} // namespace demo

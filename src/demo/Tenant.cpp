#include "demo/Tenant.h"

namespace demo {

Tenant::Tenant(Settings given)
    : settings(std::move(given))
    , store(settings)
    , signingKey(SigningKey::ofThisProcess())
{
}

void Tenant::log(Event event)
{
    if (event.actorId.isEmpty()) {
        const auto person = user();
        event.actorId = person.id;
        event.actorName = person.firstName + QLatin1Char(' ') + person.lastName;
    }
    store.events.add(std::move(event), store.timeText());
}

Event eventOf(const char *type, const QString &message)
{
    Event event;
    event.type = QString::fromLatin1(type);
    event.message = message;
    return event;
}

void logInactive(Tenant &tenant, const App &app)
{
    auto event = appEvent("", QStringLiteral("Request of an inactive application"), app);
    event.isSuccess = false;
    event.reason = QStringLiteral("inactive_app");
    tenant.log(std::move(event));
}

Event appEvent(const char *type, const QString &message, const App &app)
{
    auto event = eventOf(type, message);
    event.targetId = app.id;
    event.targetName = app.label;
    event.targetType = QStringLiteral("AppInstance");
    return event;
}

} // namespace demo

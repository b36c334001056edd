#pragma once

#include <QList>
#include <QString>

namespace demo {

/// One line of the System Log.
struct Event
{
    /// Okta's name, "app.oauth2.token.grant.refresh_token". Empty for what Okta writes no event about, such as a GET of
    /// the management API: the console shows it, the API does not.
    QString type;
    QString message; ///< for people, "OAuth 2.0 refresh token is granted"
    QString actorId; ///< of a person, or of an application that acts by itself
    QString actorName;
    QString targetId; ///< empty: none
    QString targetName;
    QString targetType; ///< "AppInstance", "User", "UserGroup", "Token"
    bool isSuccess = true;
    QString reason; ///< outcome.reason, of failures
    QString published; ///< set by the log
    qint64 number = 0; ///< set by the log: 1, 2, …
};

/// The newest events, oldest first. Bounded.
class EventLog final
{
public:
    void add(Event event, const QString &now);
    [[nodiscard]] const QList<Event> &events() const { return m_events; }

    /// How many were ever added.
    [[nodiscard]] qint64 count() const { return m_count; }

    /// Whether one of this type was seen, of this outcome, after the event of this number.
    [[nodiscard]] bool has(const char *type, bool isSuccess, qint64 after = 0) const;

    /// The same with a piece of the reason or of the message.
    [[nodiscard]] bool hasWith(const char *type, bool isSuccess, const QString &piece, qint64 after = 0) const;

private:
    static constexpr qsizetype MaximumEvents = 1000;

    QList<Event> m_events;
    qint64 m_count = 0;
};

} // namespace demo

#include "demo/EventLog.h"

#include <algorithm>

namespace demo {

void EventLog::add(Event event, const QString &now)
{
    event.number = ++m_count;
    event.published = now;
    if (m_events.size() >= MaximumEvents)
        m_events.removeFirst();
    m_events.append(std::move(event));
}

bool EventLog::has(const char *type, bool isSuccess, qint64 after) const
{
    return hasWith(type, isSuccess, {}, after);
}

bool EventLog::hasWith(const char *type, bool isSuccess, const QString &piece, qint64 after) const
{
    return std::any_of(m_events.cbegin(), m_events.cend(), [&](const Event &event) {
        return event.number > after && event.type == QLatin1String(type) && event.isSuccess == isSuccess
            && (piece.isEmpty() || event.reason.contains(piece) || event.message.contains(piece));
    });
}

} // namespace demo

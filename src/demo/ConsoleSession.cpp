#include "demo/ConsoleSession.h"

#include "demo/FormFields.h"
#include "demo/HttpRequest.h"
#include "demo/RandomText.h"

namespace demo {

QString ConsoleSessions::cookie(const HttpRequest &request)
{
    const auto parts = request.header("cookie").split(';');
    for (const auto &part : parts) {
        const auto pair = part.trimmed();
        const auto equals = pair.indexOf('=');
        if (equals > 0 && pair.left(equals) == ConsoleCookie)
            return QString::fromLatin1(pair.mid(equals + 1));
    }
    return {};
}

ConsoleSession &ConsoleSessions::of(const HttpRequest &request, bool &isNew)
{
    const auto known = m_sessions.find(cookie(request));
    isNew = known == m_sessions.end();
    if (!isNew)
        return *known;
    while (m_order.size() >= MaximumSessions)
        m_sessions.remove(m_order.dequeue());
    ConsoleSession session;
    session.id = randomText(32);
    session.formToken = randomText(32);
    m_order.enqueue(session.id);
    return *m_sessions.insert(session.id, session);
}

bool ConsoleSessions::isFormOf(const HttpRequest &request, const FormFields &fields, const QString &origin) const
{
    const auto known = m_sessions.constFind(cookie(request));
    if (known == m_sessions.constEnd() || fields.value(QLatin1String("form")) != known->formToken)
        return false;
    const auto from = QString::fromLatin1(request.header("origin"));
    return from.isEmpty() || from == origin;
}

void ConsoleSessions::clear()
{
    for (auto &session : m_sessions) {
        session.hint = 0;
        session.notice.clear();
        session.shownOnce.clear();
    }
}

} // namespace demo

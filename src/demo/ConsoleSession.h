#pragma once

#include <QHash>
#include <QQueue>
#include <QString>

namespace demo {

class FormFields;
struct HttpRequest;

/// One browser at the console.
struct ConsoleSession
{
    QString id; ///< in a cookie
    QString formToken; ///< in every form
    bool hasNewMenuNames = false; ///< "Applications and Resources", as Okta's menu says since August 2026
    int hint = 0; ///< 0: none; 1: where; 2: what; 3: do it for me
    QString notice; ///< shown once, on the next page
    QString shownOnce; ///< a new API token's value, shown once
};

/// The browsers that are there. Nothing is asked of anybody: a session only ties forms to the browser that got them.
class ConsoleSessions final
{
public:
    /// The session that the request's cookie names, or a new one.
    [[nodiscard]] ConsoleSession &of(const HttpRequest &request, bool &isNew);

    /// Whether a form came from a page of this console, in the browser that got that page.
    [[nodiscard]] bool isFormOf(const HttpRequest &request, const FormFields &fields, const QString &origin) const;

    void clear();

private:
    static constexpr qsizetype MaximumSessions = 200;

    [[nodiscard]] static QString cookie(const HttpRequest &request);

    QHash<QString, ConsoleSession> m_sessions;
    QQueue<QString> m_order; ///< oldest first
};

/// The name of the cookie.
constexpr const char *ConsoleCookie = "practice_console";

} // namespace demo

#include "demo/ConsoleShell.h"

#include "demo/ConsoleSession.h"
#include "demo/ConsoleStyle.h"
#include "demo/Html.h"
#include "demo/Lessons.h"
#include "demo/Tenant.h"

#include <algorithm>

namespace demo {

namespace {

QString str(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

struct Entry
{
    const char *label;
    ConsolePlace place;
    bool isThere = true; ///< false: shown, and does nothing, as much of a big console does for a small task
};

struct Area
{
    const char *label;
    QList<Entry> entries;
};

const QList<Area> &areas()
{
    static const QList<Area> list = {
        {"Directory",
         {{"People", ConsolePlace::People},
          {"Groups", ConsolePlace::Groups},
          {"Profile Editor", ConsolePlace::Dashboard, false}}},
        {"Applications",
         {{"Applications", ConsolePlace::Applications}, {"Self Service", ConsolePlace::Dashboard, false}}},
        {"Security",
         {{"API", ConsolePlace::ApiTokens},
          {"Administrators", ConsolePlace::Administrators},
          {"Networks", ConsolePlace::Dashboard, false}}},
        {"Reports", {{"System Log", ConsolePlace::SystemLog}, {"Reports", ConsolePlace::Dashboard, false}}},
    };
    return list;
}

QByteArray navigation(const Tenant &tenant, const ConsoleSession &session, ConsolePlace current)
{
    const bool hasNewNames = session.hasNewMenuNames;
    const auto entry = [&](const char *label, ConsolePlace place) {
        const bool isMarked =
            session.hint > 0 && place != current && consoleEntry(pointerOf(tenant.store).where) == place;
        return "<li><a href=\"" + html::text(consolePath(place)) + '"'
            + (place == current ? QByteArray(" aria-current=\"page\"") : QByteArray())
            + (isMarked ? QByteArray(" class=\"hinted\"") : QByteArray()) + '>' + label + "</a></li>\n";
    };
    QByteArray list = entry("Dashboard", ConsolePlace::Dashboard);
    for (const auto &area : areas()) {
        const bool isRenamed = hasNewNames && qstrcmp(area.label, "Applications") == 0;
        list += QByteArray("<li><span>") + (isRenamed ? "Applications and Resources" : area.label) + "</span><ul>\n";
        for (const auto &each : area.entries) {
            list += each.isThere ? entry(each.label, each.place)
                                 : QByteArray("<li><span class=\"off\" aria-disabled=\"true\" title=\"Not part of the "
                                              "practice\">")
                    + each.label + "</span></li>\n";
        }
        list += "</ul></li>\n";
    }
    return "<nav class=\"side\" aria-label=\"Console\"><ul>\n" + list + "</ul></nav>\n";
}

QByteArray practiceForm(const ConsoleSession &session, const char *verb, const QByteArray &content)
{
    return formTo(str("/admin/practice"), session, str(verb)) + content + "</form>";
}

QByteArray ribbon(const Tenant &tenant, const ConsoleSession &session)
{
    const auto scenario = tenant.store.scenario();
    const auto steps = progressOf(tenant.store);
    const auto done = std::count_if(steps.cbegin(), steps.cend(), [](const LessonStep &step) { return step.isDone; });
    QByteArray end;
    if (isSolved(steps))
        end += "<span class=\"solved\" role=\"status\">Solved</span>";
    end += "<span>Scenario: " + html::text(scenarioTitle(scenario)) + "</span><a href=\"/admin/dashboard\">"
        + QByteArray::number(done) + " of " + QByteArray::number(steps.size()) + " done</a>";
    end += practiceForm(session, session.hint == 0 ? "hint" : "hint-away",
                        html::button(session.hint == 0 ? str("Hint") : str("Hide hint")));
    end += practiceForm(session, "start-over", html::button(str("Start over")));
    return "<header class=\"ribbon\"><strong>Practice console</strong><span>Pretend admin console on this computer. "
           "Not "
           "Okta.</span><div class=\"end\">"
        + end + "</div></header>\n";
}

QByteArray hint(const Tenant &tenant, const ConsoleSession &session)
{
    if (session.hint == 0)
        return {};
    const auto pointer = pointerOf(tenant.store);
    const auto app = lessonAppId(tenant.store);
    QByteArray items;
    const auto where = app.isEmpty() ? consoleEntry(pointer.where) : pointer.where;
    items += "<li>Where: " + html::link(consoleWay(where), consolePath(where, app)) + "</li>\n";
    if (session.hint >= 2)
        items += "<li>What: " + html::text(pointer.does) + "</li>\n";
    QByteArray next;
    if (session.hint == 1)
        next = practiceForm(session, "hint", html::button(str("What do I do there?")));
    else if (session.hint == 2)
        next = practiceForm(session, "do-it", html::button(str("Do it for me")));
    return "<aside class=\"hint\" aria-label=\"Hint\"><strong>Hint</strong><ol>" + items + "</ol>" + next
        + "</aside>\n";
}

HttpResponse document(const QString &title, const QByteArray &body, int status)
{
    auto response = HttpResponse::html(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>"
            + html::text(title + str(" - Practice console, not Okta")) + "</title>\n<style>" + consoleStyle()
            + "</style>\n</head>\n<body>\n" + body + "<script>" + consoleScript() + "</script>\n</body>\n</html>\n",
        status);
    response.add("Content-Security-Policy", consolePolicy());
    response.add("X-Frame-Options", "DENY");
    response.add("X-Content-Type-Options", "nosniff");
    response.add("Referrer-Policy", "same-origin");
    response.add("Cache-Control", "no-store");
    return response;
}

} // namespace

bool isMarked(const Tenant &tenant, const ConsoleSession &session, const char *mark)
{
    return session.hint > 0 && pointerOf(tenant.store).marks.contains(QLatin1String(mark));
}

bool isOnTheWay(const Tenant &tenant, const ConsoleSession &session, ConsolePlace place)
{
    return session.hint > 0 && pointerOf(tenant.store).where == place;
}

QByteArray formTo(const QString &action, const ConsoleSession &session, const QString &verb)
{
    return "<form method=\"post\" action=\"" + html::text(action) + "\">" + html::hidden(str("form"), session.formToken)
        + html::hidden(str("verb"), verb);
}

HttpResponse consoleShell(const Tenant &tenant, ConsoleSession &session, const ConsolePage &page)
{
    QByteArray notice;
    if (!session.notice.isEmpty())
        notice = "<p class=\"notice\" role=\"status\">" + html::text(session.notice) + "</p>\n";
    session.notice.clear();
    const auto who = tenant.user();
    const QString name = who.firstName + QLatin1Char(' ') + who.lastName;
    const QByteArray body = "<a class=\"skip\" href=\"#content\">Skip to the content</a>\n" + ribbon(tenant, session)
        + "<div class=\"frame\">\n" + navigation(tenant, session, page.place)
        + "<main id=\"content\" tabindex=\"-1\">\n"
        + (page.above.isEmpty() ? QByteArray() : "<p class=\"crumb\">" + html::text(page.above) + "</p>\n")
        + "<div class=\"title\"><h1>" + html::text(page.title) + "</h1>" + page.beside
        + "<span class=\"who\">Signed in as " + html::text(name) + ", practice admin</span></div>\n"
        + hint(tenant, session) + notice + page.content + "</main>\n</div>\n";
    return document(page.title, body, page.status);
}

HttpResponse instructorSheet(const Tenant &tenant)
{
    QByteArray body =
        "<main class=\"sheet\"><h1>Instructor sheet</h1>\n<p>Practice for Okta Setup for Pomerium. Each "
        "scenario is a state in which the practice console begins. <span class=\"noprint\">Print this page "
        "for the class.</span></p>\n<p>Seed "
        + QByteArray::number(tenant.store.seed()) + ": <code>pomerium-okta demo-org --scenario NAME --seed "
        + QByteArray::number(tenant.store.seed())
        + " --port PORT</code> gives every seat the same ids, secrets and tokens.</p>\n";
    for (const auto scenario : lessonScenarios()) {
        const auto &lesson = lessonOf(scenario);
        body += "<section><h2>" + html::text(scenarioTitle(scenario)) + "</h2><dl><dt>Name</dt><dd><code>"
            + html::text(scenarioName(scenario)) + "</code></dd><dt>Trainees see</dt><dd>" + html::text(lesson.sees)
            + "</dd><dt>They should</dt><dd>" + html::text(lesson.does) + "</dd><dt>Where</dt><dd>"
            + html::text(consoleWay(lesson.where)) + "</dd></dl></section>\n";
    }
    return document(str("Instructor sheet"), body + "</main>\n", 200);
}

} // namespace demo

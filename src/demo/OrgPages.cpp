#include "demo/OrgPages.h"

#include "demo/ConsoleSession.h"
#include "demo/Html.h"
#include "demo/Lessons.h"
#include "demo/Tenant.h"

#include <algorithm>

namespace demo::pages {

namespace {

using html::ButtonKind;

constexpr int MaximumRows = 50;
constexpr qsizetype MaximumEvents = 100;

QString str(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

QString nameOf(const Person &person)
{
    return person.firstName + QLatin1Char(' ') + person.lastName;
}

/// "2026-11-28 10:00:02": of a time of the store.
QByteArray timeOf(const QString &time)
{
    return html::text(time.left(10) + QLatin1Char(' ') + time.mid(11, 8) + str(" UTC"));
}

} // namespace

ConsolePage dashboard(const Tenant &tenant, const ConsoleSession &session)
{
    ConsolePage page;
    page.title = str("Dashboard");
    page.place = ConsolePlace::Dashboard;
    const auto &lesson = lessonOf(tenant.store.scenario());
    const auto steps = progressOf(tenant.store);
    QByteArray list;
    for (const auto &step : steps) {
        list += QByteArray("<li><span class=\"mark\" aria-hidden=\"true\">") + (step.isDone ? "&#10003;" : "&#9675;")
            + "</span>" + html::text(step.title) + (step.isDone ? " <span class=\"quiet\">(done)</span>" : "")
            + "</li>\n";
    }
    page.content =
        html::card(str("Exercise: ") + scenarioTitle(tenant.store.scenario()), {},
                   "<p>" + html::text(lesson.sees) + "</p><ul class=\"steps\">" + list + "</ul>")
        + html::card(
            str("About this console"), {},
            "<p>You are Robin Example, the administrator of a pretend organization. What you change here is at "
            "once what the wizard finds when it checks. Everything is made up, and gone when the program "
            "ends.</p><p>"
                + html::link(str("Instructor sheet"), consolePath(ConsolePlace::InstructorSheet)) + "</p>"
                + formTo(str("/admin/practice"), session, str("menu-names"))
                + html::button(session.hasNewMenuNames ? str("Use the menu names before August 2026")
                                                       : str("Use the menu names since August 2026"))
                + "</form>");
    return page;
}

ConsolePage people(const Tenant &tenant)
{
    ConsolePage page;
    page.title = str("People");
    page.above = str("Directory");
    page.place = ConsolePlace::People;
    const auto &directory = tenant.store.directory;
    QList<QByteArrayList> rows;
    for (int i = 0; i < std::min(directory.userCount(), MaximumRows); ++i) {
        const auto person = directory.person(i);
        rows.append({html::text(nameOf(person)), html::text(person.login), html::badge(str("Active"), true)});
    }
    page.content = html::card(QString::number(directory.userCount()) + str(" people"), {},
                              html::table({str("Name"), str("Username"), str("Status")}, rows, {}));
    return page;
}

ConsolePage groups(const Tenant &tenant)
{
    ConsolePage page;
    page.title = str("Groups");
    page.above = str("Directory");
    page.place = ConsolePlace::Groups;
    const auto &directory = tenant.store.directory;
    QList<QByteArrayList> rows;
    for (int i = 0; i < std::min(directory.groupCount(), MaximumRows); ++i) {
        const auto group = directory.group(i);
        rows.append({html::text(group.name), html::text(group.description), QByteArray::number(group.members),
                     directory.isMember(i, 0) ? "Robin is a member" : ""});
    }
    page.content =
        html::card(QString::number(directory.groupCount()) + str(" groups"), {},
                   html::table({str("Name"), str("Description"), str("People"), QString()}, rows, str("No groups.")));
    return page;
}

ConsolePage apiTokens(const Tenant &tenant, ConsoleSession &session, bool isCreating)
{
    ConsolePage page;
    page.title = str("API");
    page.above = str("Security");
    page.place = ConsolePlace::ApiTokens;
    const auto path = consolePath(ConsolePlace::ApiTokens);
    if (!session.shownOnce.isEmpty()) {
        page.content +=
            html::card(str("Token created successfully!"), {},
                       "<p>This is the only time that you can see this token. Copy it now.</p>"
                           + html::row(str("Token Value"), {}, html::value(str("Token Value"), session.shownOnce))
                           + "<p>" + html::linkButton(str("OK, got it"), path, ButtonKind::Primary) + "</p>");
        session.shownOnce.clear();
    }
    if (isCreating) {
        const QStringList zones{str("Any IP"), str("In any network zone defined in Okta"),
                                str("In any of the following zones"), str("Not in any of the following zones")};
        page.content += formTo(path, session, str("create-token"))
            + html::card(str("Create token"),
                         html::linkButton(str("Cancel"), path) + html::button(str("Create token"), ButtonKind::Primary),
                         html::row(str("What do you want your token to be named?"), str("name"),
                                   html::input(str("name"), str("name"), {}))
                             + html::row(str("API calls made with this token must originate from"), str("zone"),
                                         html::select(str("zone"), str("zone"), zones, zones.first())))
            + "</form>";
    }
    QList<QByteArrayList> rows;
    for (const auto &token : tenant.store.apiTokens) {
        const auto &directory = tenant.store.directory;
        const auto owner = directory.person(directory.personIndex(token.ownerId).value_or(0));
        rows.append({html::text(token.name), html::text(nameOf(owner)),
                     html::text(roleTitle(tenant.store.roles.value(token.ownerId, Role::None))), timeOf(token.created),
                     token.lastUsed.isEmpty() ? "Never" : timeOf(token.lastUsed),
                     formTo(path, session, str("revoke-token")) + html::hidden(str("id"), token.id)
                         + html::button(str("Revoke"), ButtonKind::Danger, {}, {}, str("Revoke ") + token.name)
                         + "</form>"});
    }
    page.content += html::card(
        str("Tokens"),
        html::linkButton(str("Create token"), path + str("?create=1"), ButtonKind::Primary,
                         isMarked(tenant, session, "create-token")),
        html::table({str("Token name"), str("Created by"), str("Role"), str("Created"), str("Last used"), QString()},
                    rows, str("No tokens yet. Create one.")));
    return page;
}

ConsolePage administrators(const Tenant &tenant, const ConsoleSession &session)
{
    ConsolePage page;
    page.title = str("Administrators");
    page.above = str("Security");
    page.place = ConsolePlace::Administrators;
    const auto &directory = tenant.store.directory;
    const QStringList titles{roleTitle(Role::HelpDesk), roleTitle(Role::ReadOnly), roleTitle(Role::ApplicationAdmin),
                             roleTitle(Role::SuperAdmin)};
    QList<QByteArrayList> rows;
    for (int i = 0; i < std::min(directory.userCount(), MaximumRows); ++i) {
        const auto person = directory.person(i);
        const auto role = tenant.store.roles.value(person.id, Role::None);
        if (role == Role::None)
            continue;
        const auto id = QString(str("role-") + person.id);
        const auto change = i == 0 ? QByteArray("<span class=\"quiet\">You</span>")
                                   : formTo(consolePath(ConsolePlace::Administrators), session, str("set-role"))
                + html::hidden(str("id"), person.id) + "<label class=\"quiet\" for=\"" + html::text(id)
                + "\">Role</label> " + html::select(id, str("role"), titles, roleTitle(role)) + ' '
                + html::button(str("Save"), ButtonKind::Plain, {}, {}, str("Save the role of ") + nameOf(person))
                + "</form>";
        rows.append({html::text(nameOf(person)), html::text(roleTitle(role)), change});
    }
    page.content = html::card(str("Admins"), {},
                              html::marked(html::table({str("Admin"), str("Role"), QString()}, rows, {}), str("roles"),
                                           isMarked(tenant, session, "roles")));
    return page;
}

ConsolePage systemLog(const Tenant &tenant, const ConsoleSession &session)
{
    ConsolePage page;
    page.title = str("System Log");
    page.above = str("Reports");
    page.place = ConsolePlace::SystemLog;
    const auto &events = tenant.store.events.events();
    QList<QByteArrayList> rows;
    for (auto event = events.crbegin(); event != events.crend() && rows.size() < MaximumEvents; ++event) {
        rows.append({timeOf(event->published), html::text(event->actorName), html::text(event->message),
                     event->type.isEmpty() ? "<span class=\"quiet\">Okta writes no event about this</span>"
                                           : "<code>" + html::text(event->type) + "</code>",
                     (event->isSuccess ? QByteArray("Success") : QByteArray("<strong>Failure</strong>"))
                         + (event->reason.isEmpty() ? QByteArray() : ": " + html::text(event->reason)),
                     html::text(event->targetName)});
    }
    page.content =
        html::card(QString::number(tenant.store.events.count()) + str(" events"),
                   html::linkButton(str("Reload"), consolePath(ConsolePlace::SystemLog)),
                   html::marked(html::table({str("Time"), str("Actor"), str("Event info"), str("Event type"),
                                             str("Outcome"), str("Target")},
                                            rows, str("Nothing happened yet. Run a check in the wizard, then reload.")),
                                str("events"), isMarked(tenant, session, "events")));
    return page;
}

ConsolePage refused(int status, const QString &title, const QString &why)
{
    ConsolePage page;
    page.title = title;
    page.status = status;
    page.content = html::card(title, {}, "<p>" + html::text(why) + "</p>");
    return page;
}

} // namespace demo::pages

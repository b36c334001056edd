#include "demo/Console.h"

#include "demo/AppChanges.h"
#include "demo/AppJson.h"
#include "demo/AppPages.h"
#include "demo/FormFields.h"
#include "demo/HttpRequest.h"
#include "demo/Lessons.h"
#include "demo/OrgPages.h"
#include "demo/ReportsApi.h"
#include "demo/Tenant.h"
#include "demo/TokenStore.h"

#include <QUrl>

#include <algorithm>

namespace demo {

namespace {

constexpr const char *AppPrefix = "/admin/app/oidc_client/instance/";

QString str(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

HttpResponse goTo(const QString &path)
{
    return HttpResponse::redirect(path.toUtf8(), 303);
}

/// What Okta fills in when a new integration is begun.
App newDraft(const QString &type)
{
    App app;
    app.applicationType = type;
    app.label = type == QLatin1String("web") ? str("My Web App")
        : type == QLatin1String("browser")   ? str("My SPA")
                                             : str("My Native App");
    app.grantTypes = QStringList{str("authorization_code")};
    app.responseTypes = QStringList{str("code")};
    app.redirectUris = QStringList{str("http://localhost:8080/authorization-code/callback")};
    app.signOutUris = QStringList{str("http://localhost:8080")};
    app.isDpopRequired = false;
    if (type != QLatin1String("web")) {
        app.authMethod = str("none");
        app.isPkceRequired = true;
    }
    return app;
}

bool isEditing(const FormFields &fields)
{
    return fields.contains(QLatin1String("add-uri")) || fields.contains(QLatin1String("remove-uri"))
        || fields.contains(QLatin1String("add-signout")) || fields.contains(QLatin1String("remove-signout"));
}

void dropEmpty(App &app)
{
    app.redirectUris.removeAll(QString());
    app.signOutUris.removeAll(QString());
}

} // namespace

Console::Console(Tenant &tenant, TokenStore &tokens, std::function<void()> startOver)
    : m_tenant(tenant)
    , m_tokens(tokens)
    , m_startOver(std::move(startOver))
{
}

HttpResponse Console::answer(const HttpRequest &request)
{
    bool isNew = false;
    auto &session = m_sessions.of(request, isNew);
    HttpResponse response;
    if (request.method == "GET" || request.method == "HEAD") {
        response = show(request, session);
    } else if (request.method == "POST") {
        const auto fields = FormFields::parse(request.body);
        const auto origin = str("http://") + QString::fromLatin1(request.header("host"));
        if (m_sessions.isFormOf(request, fields, origin)) {
            response = act(request, session, fields);
        } else {
            response = consoleShell(m_tenant, session,
                                    pages::refused(403, str("This form is not from this page"),
                                                   str("Open the page again, and send the form from there.")));
        }
    } else {
        response = HttpResponse::empty(405);
    }
    if (isNew) {
        response.add("Set-Cookie",
                     QByteArray(ConsoleCookie) + '=' + session.id.toLatin1()
                         + "; Path=/admin; HttpOnly; SameSite=Strict");
    }
    return response;
}

HttpResponse Console::show(const HttpRequest &request, ConsoleSession &session)
{
    const auto path = QString::fromLatin1(request.path);
    const auto fields = FormFields::parse(request.query);
    if (fields.contains(QLatin1String("hint"))) // the wizard sends people here, to see where it is
        session.hint = std::max(session.hint, 2);
    const auto shell = [this, &session](const ConsolePage &page) { return consoleShell(m_tenant, session, page); };
    if (path == consolePath(ConsolePlace::Dashboard) || path == QLatin1String("/admin")
        || path == QLatin1String("/admin/"))
        return shell(pages::dashboard(m_tenant, session));
    if (path == consolePath(ConsolePlace::Applications))
        return shell(pages::applications(m_tenant, session));
    if (path == QLatin1String("/admin/apps/create"))
        return shell(pages::createDialog(m_tenant, session, {}));
    if (path == QLatin1String("/admin/apps/oauth2-wizard/create")) {
        const auto type = fields.value(QLatin1String("applicationType")).toLower();
        const bool isKnown = type == QLatin1String("browser") || type == QLatin1String("native");
        return shell(
            pages::newApplication(m_tenant, session, newDraft(isKnown ? type : str("web")), str("skip"), nullptr));
    }
    if (path.startsWith(QLatin1String(AppPrefix)))
        return showApp(request, session);
    if (path == consolePath(ConsolePlace::People))
        return shell(pages::people(m_tenant));
    if (path == consolePath(ConsolePlace::Groups))
        return shell(pages::groups(m_tenant));
    if (path == consolePath(ConsolePlace::ApiTokens))
        return shell(pages::apiTokens(m_tenant, session, fields.contains(QLatin1String("create"))));
    if (path == consolePath(ConsolePlace::Administrators))
        return shell(pages::administrators(m_tenant, session));
    if (path == consolePath(ConsolePlace::SystemLog))
        return shell(pages::systemLog(m_tenant, session));
    if (path == consolePath(ConsolePlace::InstructorSheet))
        return instructorSheet(m_tenant);
    return shell(pages::refused(404, str("Not part of the practice"), str("There is no such page in this console.")));
}

HttpResponse Console::showApp(const HttpRequest &request, ConsoleSession &session)
{
    const auto *const app = m_tenant.store.app(QString::fromLatin1(request.path).section(QLatin1Char('/'), 5, 5));
    if (!app) {
        return consoleShell(m_tenant, session,
                            pages::refused(404, str("No such app"), str("It was deleted, or never made.")));
    }
    const auto fields = FormFields::parse(request.query);
    const auto tab = fields.value(QLatin1String("tab"));
    pages::AppView view;
    view.edit = fields.value(QLatin1String("edit"));
    view.shownSecret = fields.value(QLatin1String("show"));
    if (tab == QLatin1String("signon"))
        return consoleShell(m_tenant, session, pages::appSignOn(m_tenant, session, *app, view));
    if (tab == QLatin1String("assignments"))
        return consoleShell(m_tenant, session, pages::appAssignments(m_tenant, session, *app));
    return consoleShell(m_tenant, session, pages::appGeneral(m_tenant, session, *app, view));
}

HttpResponse Console::act(const HttpRequest &request, ConsoleSession &session, const FormFields &fields)
{
    const auto path = QString::fromLatin1(request.path);
    if (path == QLatin1String("/admin/practice"))
        return practice(request, session, fields);
    if (path == QLatin1String("/admin/apps/create")) {
        const auto method = fields.value(QLatin1String("method"));
        const auto type = fields.value(QLatin1String("type"));
        if (method == QLatin1String("oidc") && !type.isEmpty())
            return goTo(str("/admin/apps/oauth2-wizard/create?applicationType=") + type.toUpper());
        const auto fault = method.isEmpty() ? str("Choose a sign-in method.")
            : method == QLatin1String("oidc")
            ? str("Choose an application type.")
            : str(
                "That leads to another kind of integration, which Pomerium cannot use. Choose OIDC - OpenID Connect.");
        auto page = pages::createDialog(m_tenant, session, fault);
        page.status = 400;
        return consoleShell(m_tenant, session, page);
    }
    if (path == QLatin1String("/admin/apps/oauth2-wizard/create"))
        return createApp(session, fields);
    if (path.startsWith(QLatin1String(AppPrefix)))
        return changeApp(request, session, fields);
    if (path == consolePath(ConsolePlace::ApiTokens))
        return changeTokens(session, fields);
    if (path == consolePath(ConsolePlace::Administrators))
        return changeRole(session, fields);
    return consoleShell(m_tenant, session, pages::refused(404, str("Not part of the practice"), {}));
}

HttpResponse Console::practice(const HttpRequest &request, ConsoleSession &session, const FormFields &fields)
{
    const auto verb = fields.value(QLatin1String("verb"));
    // Back to the page on which the button was, if it is one of ours.
    const QUrl from(QString::fromLatin1(request.header("referer")));
    auto back = from.path().startsWith(QLatin1String("/admin/"))
        ? from.path() + (from.hasQuery() ? QLatin1Char('?') + from.query() : QString())
        : consolePath(ConsolePlace::Dashboard);
    if (verb == QLatin1String("hint")) {
        session.hint = std::min(session.hint + 1, 2);
    } else if (verb == QLatin1String("menu-names")) {
        session.hasNewMenuNames = !session.hasNewMenuNames;
    } else if (verb == QLatin1String("hint-away")) {
        session.hint = 0;
    } else if (verb == QLatin1String("do-it") && wantsToken(m_tenant.store)) {
        createToken(session, str("Pomerium"));
        back = consolePath(ConsolePlace::ApiTokens);
    } else if (verb == QLatin1String("do-it")) {
        session.notice = doLesson(m_tenant) ? str("Done for you. Now check again in the wizard.")
                                            : str("There is nothing left to do here. Check again in the wizard.");
        if (m_tenant.store.scenario() != Scenario::EmptyOrg) // there it points at the next step
            session.hint = 0;
        const auto app = lessonAppId(m_tenant.store);
        back = consolePath(app.isEmpty() ? ConsolePlace::Dashboard : pointerOf(m_tenant.store).where, app);
    } else if (verb == QLatin1String("start-over")) {
        m_startOver();
        session.hint = 0;
        session.notice = str("The scenario begins anew, with the same values.");
        back = consolePath(ConsolePlace::Dashboard);
    }
    return goTo(back);
}

HttpResponse Console::createApp(ConsoleSession &session, const FormFields &fields)
{
    const auto type = fields.value(QLatin1String("type"));
    const bool isKnown = type == QLatin1String("browser") || type == QLatin1String("native");
    auto draft = pages::draftOf(fields, newDraft(isKnown ? type : str("web")));
    const auto access = fields.value(QLatin1String("access"));
    if (isEditing(fields))
        return consoleShell(m_tenant, session, pages::newApplication(m_tenant, session, draft, access, nullptr));
    dropEmpty(draft);
    auto fault = faultOf(draft);
    const auto &directory = m_tenant.store.directory;
    QString group;
    for (int i = 0; i < directory.groupCount() && group.isEmpty(); ++i) {
        const auto wanted =
            access == QLatin1String("everyone") ? QStringLiteral("Everyone") : fields.value(QLatin1String("group"));
        if (directory.group(i).name == wanted)
            group = directory.group(i).id;
    }
    if (!fault && access == QLatin1String("groups") && group.isEmpty())
        fault = AppFault{"groups", str("Select at least one group.")};
    if (fault) {
        auto page = pages::newApplication(m_tenant, session, draft, access, &*fault);
        page.status = 400;
        return consoleShell(m_tenant, session, page);
    }
    auto &app = demo::createApp(m_tenant, std::move(draft), {});
    if (access != QLatin1String("skip") && !group.isEmpty())
        assignGroup(m_tenant, app, group);
    session.notice = str("Application created.");
    return goTo(consolePath(ConsolePlace::AppGeneral, app.id));
}

HttpResponse Console::changeApp(const HttpRequest &request, ConsoleSession &session, const FormFields &fields)
{
    auto &store = m_tenant.store;
    auto *const app = store.app(QString::fromLatin1(request.path).section(QLatin1Char('/'), 5, 5));
    if (!app) {
        return consoleShell(m_tenant, session,
                            pages::refused(404, str("No such app"), str("It was deleted, or never made.")));
    }
    const auto verb = fields.value(QLatin1String("verb"));
    const auto is = [&verb](const char *name) { return verb == QLatin1String(name); };
    const auto general = consolePath(ConsolePlace::AppGeneral, app->id);
    const auto secret = std::find_if(app->secrets.begin(), app->secrets.end(), [&fields](const ClientSecret &each) {
        return each.id == fields.value(QLatin1String("secret"));
    });
    const bool hasSecret = secret != app->secrets.end();

    if (is("save-general"))
        return saveGeneral(session, *app, fields);
    if (is("activate") || is("deactivate")) {
        setActive(m_tenant, m_tokens, *app, is("activate"));
        session.notice = is("activate") ? str("Application activated.") : str("Application deactivated.");
        return goTo(general);
    }
    if (is("delete") && !app->isActive) {
        deleteApp(m_tenant, m_tokens, app->id);
        session.notice = str("Application deleted.");
        return goTo(consolePath(ConsolePlace::Applications));
    }
    if (is("save-credentials")) {
        auto changed = *app;
        const auto method = fields.value(QLatin1String("method"));
        if (method == QLatin1String("client_secret_basic") || method == QLatin1String("private_key_jwt"))
            changed.authMethod = method;
        demo::changeApp(m_tenant, *app, std::move(changed));
        return goTo(general);
    }
    if (is("new-secret") && app->secrets.size() < MaximumSecrets) {
        const auto id = addSecret(m_tenant, *app, {}, true).id;
        session.notice = str("A second client secret was generated. The first one works until you deactivate it.");
        return goTo(general + str("?show=") + id);
    }
    if (is("show-secret") && hasSecret) {
        m_tenant.log(appEvent("app.oauth2.client.read_client_secret", str("Read client secret"), *app));
        return goTo(general + str("?show=") + secret->id);
    }
    if (is("activate-secret") && hasSecret) {
        setSecretActive(m_tenant, *app, *secret, true);
        return goTo(general);
    }
    if (is("deactivate-secret") && hasSecret) {
        const auto active = std::count_if(app->secrets.cbegin(), app->secrets.cend(),
                                          [](const ClientSecret &each) { return each.isActive; });
        if (active > 1)
            setSecretActive(m_tenant, *app, *secret, false);
        else
            session.notice = str("You can't deactivate the only active client secret.");
        return goTo(general);
    }
    if (is("delete-secret") && hasSecret && !secret->isActive) {
        deleteSecret(m_tenant, *app, fields.value(QLatin1String("secret")));
        return goTo(general);
    }
    if (is("save-claim")) {
        auto changed = *app;
        GroupsClaim claim{fields.value(QLatin1String("claim")).trimmed(), fields.value(QLatin1String("filter")),
                          fields.value(QLatin1String("pattern"))};
        if (claim.name.isEmpty() || claim.value.isEmpty())
            changed.groupsClaim.reset();
        else
            changed.groupsClaim = claim;
        demo::changeApp(m_tenant, *app, std::move(changed));
        return goTo(consolePath(ConsolePlace::AppSignOn, app->id));
    }
    const auto &directory = store.directory;
    if (is("assign-user")) {
        for (int i = 0; i < directory.userCount(); ++i) {
            const auto person = directory.person(i);
            if (person.firstName + QLatin1Char(' ') + person.lastName == fields.value(QLatin1String("person"))) {
                assignUser(m_tenant, *app, person.id);
                break;
            }
        }
    } else if (is("assign-group")) {
        for (int i = 0; i < directory.groupCount(); ++i) {
            if (directory.group(i).name == fields.value(QLatin1String("group"))) {
                assignGroup(m_tenant, *app, directory.group(i).id);
                break;
            }
        }
    } else if (is("remove-user")) {
        removeUser(m_tenant, *app, fields.value(QLatin1String("id")));
    } else if (is("remove-group")) {
        removeGroup(m_tenant, *app, fields.value(QLatin1String("id")));
    } else {
        return goTo(general);
    }
    return goTo(consolePath(ConsolePlace::AppAssignments, app->id));
}

HttpResponse Console::saveGeneral(ConsoleSession &session, App &app, const FormFields &fields)
{
    auto draft = pages::draftOf(fields, app);
    pages::AppView view;
    view.edit = str("general");
    if (isEditing(fields))
        return consoleShell(m_tenant, session, pages::appGeneral(m_tenant, session, draft, view));
    dropEmpty(draft);
    if (const auto fault = faultOf(draft)) {
        view.fault = &*fault;
        return consoleShell(m_tenant, session, pages::appGeneral(m_tenant, session, draft, view));
    }
    demo::changeApp(m_tenant, app, std::move(draft));
    session.notice = str("Saved.");
    return goTo(consolePath(ConsolePlace::AppGeneral, app.id));
}

HttpResponse Console::changeTokens(ConsoleSession &session, const FormFields &fields)
{
    const auto verb = fields.value(QLatin1String("verb"));
    if (verb == QLatin1String("revoke-token")) {
        revokeToken(m_tenant, fields.value(QLatin1String("id")));
        session.notice = str("Token revoked.");
    } else if (verb == QLatin1String("create-token")) {
        const auto name = fields.value(QLatin1String("name")).trimmed();
        if (name.isEmpty()) {
            session.notice = str("The token needs a name.");
            return goTo(consolePath(ConsolePlace::ApiTokens) + str("?create=1"));
        }
        if (fields.contains(QLatin1String("zone")) && fields.value(QLatin1String("zone")) != QLatin1String("Any IP")) {
            session.notice = str("There are no network zones in this practice organization. Choose Any IP.");
            return goTo(consolePath(ConsolePlace::ApiTokens) + str("?create=1"));
        }
        createToken(session, name);
    }
    return goTo(consolePath(ConsolePlace::ApiTokens));
}

void Console::createToken(ConsoleSession &session, const QString &name)
{
    const auto &token = m_tenant.store.addToken(name, m_tenant.user().id);
    auto event = eventOf("system.api_token.create", str("Create API token"));
    event.targetId = token.id;
    event.targetName = token.name;
    event.targetType = str("Token");
    session.shownOnce = token.value;
    m_tenant.log(std::move(event));
}

HttpResponse Console::changeRole(ConsoleSession &session, const FormFields &fields)
{
    const auto id = fields.value(QLatin1String("id"));
    const auto person = m_tenant.store.directory.personIndex(id);
    for (const auto role : {Role::HelpDesk, Role::ReadOnly, Role::ApplicationAdmin, Role::SuperAdmin}) {
        if (person && *person != 0 && roleTitle(role) == fields.value(QLatin1String("role"))) {
            m_tenant.store.roles.insert(id, role);
            m_tenant.log(eventOf("user.account.privilege.grant", str("Grant user privilege: ") + roleTitle(role)));
            session.notice = str("The role was changed. API tokens of this person follow it at once.");
        }
    }
    return goTo(consolePath(ConsolePlace::Administrators));
}

} // namespace demo

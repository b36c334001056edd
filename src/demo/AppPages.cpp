#include "demo/AppPages.h"

#include "demo/AppJson.h"
#include "demo/ConsoleSession.h"
#include "demo/FormFields.h"
#include "demo/Html.h"
#include "demo/Lessons.h"
#include "demo/Tenant.h"

namespace demo::pages {

namespace {

using html::ButtonKind;

QString str(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

QString pathOf(const App &app)
{
    return consolePath(ConsolePlace::AppGeneral, app.id);
}

QByteArray inlineForm(const QString &action, const ConsoleSession &session, const char *verb, const QByteArray &content)
{
    return "<div class=\"inline\">" + formTo(action, session, str(verb)) + content + "</form></div>";
}

/// One field for each URI; adding and removing are buttons of the form, so no script is needed.
QByteArray uriFields(const char *name, const QStringList &uris, const QString &label)
{
    QByteArray lines;
    for (qsizetype i = 0; i < uris.size(); ++i) {
        const auto number = QString::number(i + 1);
        lines += "<div class=\"line\">"
            + html::input(str(name) + number, str(name), uris.at(i), label + QLatin1Char(' ') + number)
            + html::button(QString(QChar(0x2715)), ButtonKind::Plain, str("remove-") + str(name), QString::number(i),
                           str("Remove ") + label + QLatin1Char(' ') + number)
            + "</div>\n";
    }
    return lines
        + html::button(str("+ Add URI"), ButtonKind::Plain, str("add-") + str(name), str("1"),
                       str("Add URI: ") + label);
}

QByteArray uriList(const QStringList &uris)
{
    QByteArray lines;
    for (const auto &uri : uris)
        lines += "<div class=\"line\"><output class=\"value\">" + html::text(uri) + "</output></div>\n";
    return lines.isEmpty() ? "<span class=\"quiet\">None</span>" : lines;
}

QByteArray faultText(const AppFault *fault)
{
    if (!fault)
        return {};
    return "<p class=\"fault\" role=\"alert\">We found some errors. " + html::text(str(fault->field)) + ": "
        + html::text(fault->cause) + "</p>\n";
}

QByteArray settingsFields(const Tenant &tenant, const ConsoleSession &session, const App &app, bool isNew)
{
    const bool isWeb = app.applicationType == QLatin1String("web");
    QByteArray fields =
        html::row(str("App integration name"), str("label"), html::input(str("label"), str("label"), app.label));
    if (!isNew || !isWeb) {
        fields += html::group(str("Proof of possession"),
                              html::checkBox(str("dpop"), str("1"),
                                             str("Require Demonstrating Proof of Possession (DPoP) header in token "
                                                 "requests"),
                                             app.isDpopRequired),
                              str("dpop"), isMarked(tenant, session, "dpop"));
    }
    QByteArray grants = html::checkBox(str("grant"), str("authorization_code"), str("Authorization Code"),
                                       app.grantTypes.contains(QLatin1String("authorization_code")));
    grants += html::checkBox(str("grant"), str("refresh_token"), str("Refresh Token"),
                             app.grantTypes.contains(QLatin1String("refresh_token")),
                             isMarked(tenant, session, "grant-refresh"));
    grants += html::checkBox(str("grant"), str("implicit"), str("Implicit (hybrid)"),
                             app.grantTypes.contains(QLatin1String("implicit")));
    fields += html::group(str("Grant type"), grants, str("grant"), false);
    if (!isNew) {
        fields += html::group(
            str("Verification"),
            html::checkBox(str("pkce"), str("1"), str("Require PKCE as additional verification"), app.isPkceRequired),
            str("pkce"), false);
    }
    fields += html::group(str("Sign-in redirect URIs"), uriFields("uri", app.redirectUris, str("Sign-in redirect URI")),
                          str("signin-uris"), isMarked(tenant, session, "signin-uris"));
    fields +=
        html::group(str("Sign-out redirect URIs"), uriFields("signout", app.signOutUris, str("Sign-out redirect URI")),
                    str("signout-uris"), false);
    return fields;
}

QByteArray tabs(const Tenant &tenant, const ConsoleSession &session, const App &app, ConsolePlace current)
{
    const auto tab = [&](const char *label, ConsolePlace place) {
        const bool isMarked = place != current && isOnTheWay(tenant, session, place);
        return "<a href=\"" + html::text(consolePath(place, app.id)) + '"'
            + (place == current ? QByteArray(" aria-current=\"page\"") : QByteArray())
            + (isMarked ? QByteArray(" class=\"hinted\"") : QByteArray()) + '>' + label + "</a>";
    };
    return "<nav class=\"tabs\" aria-label=\"" + html::text(app.label) + "\">"
        + tab("General", ConsolePlace::AppGeneral) + tab("Sign On", ConsolePlace::AppSignOn)
        + tab("Assignments", ConsolePlace::AppAssignments) + "</nav>\n";
}

ConsolePage appPage(const Tenant &tenant, const ConsoleSession &session, const App &app, ConsolePlace tab)
{
    ConsolePage page;
    page.title = app.label;
    page.above = str("Applications");
    page.place = ConsolePlace::Applications;
    const auto status =
        app.isActive ? html::button(str("Deactivate")) : html::button(str("Activate"), ButtonKind::Primary);
    page.beside = html::badge(app.isActive ? str("Active") : str("Inactive"), app.isActive)
        + QByteArray(isMarked(tenant, session, "status") ? "<span class=\"hinted\">" : "<span>")
        + inlineForm(pathOf(app), session, app.isActive ? "deactivate" : "activate", status);
    if (!app.isActive)
        page.beside += inlineForm(pathOf(app), session, "delete", html::button(str("Delete"), ButtonKind::Danger));
    page.beside += "</span>";
    page.content = tabs(tenant, session, app, tab);
    return page;
}

QByteArray secretRows(const ConsoleSession &session, const App &app, const QString &shown)
{
    QByteArray rows;
    for (const auto &secret : app.secrets) {
        const bool isShown = secret.id == shown;
        auto content = html::value(str("Client secret"), secret.value, !isShown);
        content += isShown ? html::linkButton(str("Hide"), pathOf(app))
                           : inlineForm(pathOf(app), session, "show-secret",
                                        html::hidden(str("secret"), secret.id) + html::button(str("Show")));
        content += html::badge(secret.isActive ? str("Active") : str("Inactive"), secret.isActive);
        const auto id = html::hidden(str("secret"), secret.id);
        content += inlineForm(pathOf(app), session, secret.isActive ? "deactivate-secret" : "activate-secret",
                              id + html::button(secret.isActive ? str("Deactivate") : str("Activate")));
        if (!secret.isActive) {
            content +=
                inlineForm(pathOf(app), session, "delete-secret", id + html::button(str("Delete"), ButtonKind::Danger));
        }
        rows += html::row(str("Client secret"), {}, content);
    }
    return rows;
}

QString authenticationOf(const App &app)
{
    if (app.hasSecretMethod())
        return str("Client secret");
    return app.authMethod == QLatin1String("none") ? str("None") : str("Public key / Private key");
}

QByteArray credentialsCard(const Tenant &tenant, const ConsoleSession &session, const App &app, const AppView &view)
{
    const auto clientId = html::marked(html::row(str("Client ID"), {}, html::value(str("Client ID"), app.clientId)),
                                       str("client-id"), isMarked(tenant, session, "client-id"));
    if (view.edit == QLatin1String("credentials")) {
        const auto choice =
            html::radio(str("method"), str("client_secret_basic"), str("Client secret"), app.hasSecretMethod())
            + html::radio(str("method"), str("private_key_jwt"), str("Public key / Private key"),
                          app.authMethod == QLatin1String("private_key_jwt"));
        return formTo(pathOf(app), session, str("save-credentials"))
            + html::card(str("Client Credentials"),
                         html::linkButton(str("Cancel"), pathOf(app)) + html::button(str("Save"), ButtonKind::Primary),
                         clientId + html::group(str("Client authentication"), choice, {}, false))
            + "</form>";
    }
    auto content = clientId + html::row(str("Client authentication"), {}, html::text(authenticationOf(app)));
    if (app.hasSecretMethod()) {
        content += html::marked(secretRows(session, app, view.shownSecret), str("secrets"),
                                isMarked(tenant, session, "secrets"));
        if (app.secrets.size() < MaximumSecrets) {
            content += html::row(
                {}, {}, inlineForm(pathOf(app), session, "new-secret", html::button(str("Generate new secret"))));
        }
    }
    return html::card(str("Client Credentials"), html::linkButton(str("Edit"), pathOf(app) + str("?edit=credentials")),
                      content);
}

QByteArray settingsCard(const Tenant &tenant, const ConsoleSession &session, const App &app, const AppView &view)
{
    if (view.edit == QLatin1String("general")) {
        return formTo(pathOf(app), session, str("save-general"))
            + html::card(str("General Settings"),
                         html::linkButton(str("Cancel"), pathOf(app)) + html::button(str("Save"), ButtonKind::Primary),
                         faultText(view.fault) + settingsFields(tenant, session, app, false))
            + "</form>";
    }
    const auto has = [&app](const char *grant) { return app.grantTypes.contains(QLatin1String(grant)); };
    const auto tick = [](bool isOn, const char *label, bool marked) {
        return QByteArray("<div class=\"choice") + (marked ? " hinted" : "") + "\"><span aria-hidden=\"true\">"
            + (isOn ? "&#9745;" : "&#9744;") + "</span> " + label
            + (isOn ? "" : "<span class=\"quiet\">(not selected)</span>") + "</div>\n";
    };
    QByteArray grants = tick(has("authorization_code"), "Authorization Code", false)
        + tick(has("refresh_token"), "Refresh Token", isMarked(tenant, session, "grant-refresh"));
    if (has("implicit"))
        grants += tick(true, "Implicit (hybrid)", false);
    const auto needed = [](bool isOn) { return isOn ? QByteArray("Required") : QByteArray("Not required"); };
    return html::card(
        str("General Settings"),
        html::linkButton(str("Edit"), pathOf(app) + str("?edit=general"), ButtonKind::Plain,
                         isMarked(tenant, session, "edit-general")),
        html::row(str("App integration name"), {}, html::text(app.label))
            + html::group(str("DPoP header"), needed(app.isDpopRequired), {}, isMarked(tenant, session, "dpop"))
            + html::group(str("Grant type"), grants, {}, false) + html::row(str("PKCE"), {}, needed(app.isPkceRequired))
            + html::group(str("Sign-in redirect URIs"), uriList(app.redirectUris), {},
                          isMarked(tenant, session, "signin-uris"))
            + html::group(str("Sign-out redirect URIs"), uriList(app.signOutUris), {}, false));
}

} // namespace

ConsolePage applications(const Tenant &tenant, const ConsoleSession &session)
{
    ConsolePage page;
    page.title = str("Applications");
    page.place = ConsolePlace::Applications;
    QList<QByteArrayList> rows;
    for (const auto &app : tenant.store.apps) {
        const bool isMarked = app.id == lessonAppId(tenant.store)
            && (isOnTheWay(tenant, session, ConsolePlace::AppGeneral)
                || isOnTheWay(tenant, session, ConsolePlace::AppSignOn)
                || isOnTheWay(tenant, session, ConsolePlace::AppAssignments));
        rows.append({html::link(app.label, pathOf(app), isMarked), "OpenID Connect, " + html::text(app.applicationType),
                     "<code>" + html::text(app.clientId) + "</code>",
                     html::badge(app.isActive ? str("Active") : str("Inactive"), app.isActive)});
    }
    page.content = html::card(str("App integrations"),
                              html::linkButton(str("Create App Integration"), str("/admin/apps/create"),
                                               ButtonKind::Primary, isMarked(tenant, session, "create-app")),
                              html::table({str("Name"), str("Kind"), str("Client ID"), str("Status")}, rows,
                                          str("No app integrations yet. Create one.")));
    return page;
}

ConsolePage createDialog(const Tenant &tenant, const ConsoleSession &session, const QString &fault)
{
    ConsolePage page;
    page.title = str("Create a new app integration");
    page.above = str("Applications");
    page.place = ConsolePlace::Applications;
    const bool hint = isMarked(tenant, session, "create-app");
    const auto methods = html::radio(str("method"), str("oidc"), str("OIDC - OpenID Connect"), false,
                                     str("Sign-in through a token. Pomerium uses this one."))
        + html::radio(str("method"), str("saml"), str("SAML 2.0"), false, str("Sign-in through an XML message."))
        + html::radio(str("method"), str("swa"), str("SWA - Secure Web Authentication"), false,
                      str("Okta types a password into a page."))
        + html::radio(str("method"), str("api"), str("API Services"), false, str("A program without a person."));
    const auto types = html::radio(str("type"), str("web"), str("Web Application"), false, str("Runs on a server."))
        + html::radio(str("type"), str("browser"), str("Single-Page Application"), false, str("Runs in a browser."))
        + html::radio(str("type"), str("native"), str("Native Application"), false, str("Runs on a device."));
    QByteArray problem;
    if (!fault.isEmpty())
        problem = "<p class=\"fault\" role=\"alert\">" + html::text(fault) + "</p>\n";
    page.content = formTo(str("/admin/apps/create"), session, str("next"))
        + html::card(str("Create a new app integration"),
                     html::linkButton(str("Cancel"), consolePath(ConsolePlace::Applications))
                         + html::button(str("Next"), ButtonKind::Primary),
                     problem + html::group(str("Sign-in method"), methods, {}, hint)
                         + html::group(str("Application type"), types, {}, hint))
        + "</form>";
    return page;
}

ConsolePage newApplication(const Tenant &tenant, const ConsoleSession &session, const App &draft,
                           const QString &controlledAccess, const AppFault *fault)
{
    const bool isWeb = draft.applicationType == QLatin1String("web");
    ConsolePage page;
    page.title = isWeb                                      ? str("New Web App Integration")
        : draft.applicationType == QLatin1String("browser") ? str("New Single-Page App Integration")
                                                            : str("New Native App Integration");
    page.above = str("Applications");
    page.place = ConsolePlace::Applications;
    QByteArray groups;
    QStringList names{QString()};
    for (int i = 0; i < std::min(tenant.store.directory.groupCount(), 50); ++i)
        names.append(tenant.store.directory.group(i).name);
    const auto access =
        html::radio(str("access"), str("everyone"), str("Allow everyone in your organization to access"),
                    controlledAccess == QLatin1String("everyone"))
        + html::radio(str("access"), str("groups"), str("Limit access to selected groups"),
                      controlledAccess == QLatin1String("groups"))
        + "<label class=\"choice\" for=\"group\">Group</label>" + html::select(str("group"), str("group"), names, {})
        + html::radio(str("access"), str("skip"), str("Skip group assignment for now"),
                      controlledAccess == QLatin1String("skip"));
    page.content = formTo(str("/admin/apps/oauth2-wizard/create?applicationType=") + draft.applicationType.toUpper(),
                          session, str("create"))
        + html::hidden(str("type"), draft.applicationType)
        + html::card(str("General Settings"), {}, faultText(fault) + settingsFields(tenant, session, draft, true))
        + html::card(str("Trusted Origins"), {},
                     html::row(str("Base URIs"), str("base"), html::input(str("base"), str("base"), {})))
        + html::card(str("Assignments"), {},
                     html::group(str("Controlled access"), access, str("access"), isMarked(tenant, session, "access")))
        + "<p>" + html::button(str("Save"), ButtonKind::Primary) + ' '
        + html::linkButton(str("Cancel"), consolePath(ConsolePlace::Applications)) + "</p></form>";
    return page;
}

ConsolePage appGeneral(const Tenant &tenant, const ConsoleSession &session, const App &app, const AppView &view)
{
    auto page = appPage(tenant, session, app, ConsolePlace::AppGeneral);
    page.content += credentialsCard(tenant, session, app, view) + settingsCard(tenant, session, app, view);
    if (view.fault)
        page.status = 400;
    return page;
}

ConsolePage appSignOn(const Tenant &tenant, const ConsoleSession &session, const App &app, const AppView &view)
{
    auto page = appPage(tenant, session, app, ConsolePlace::AppSignOn);
    const auto path = consolePath(ConsolePlace::AppSignOn, app.id);
    const auto claim = app.groupsClaim.value_or(GroupsClaim{str("groups"), str("Starts with"), {}});
    const auto issuer = html::row(str("Issuer"), {}, html::text(str("Okta URL")));
    if (view.edit == QLatin1String("claim")) {
        const QStringList filters{str("Starts with"), str("Equals"), str("Contains"), str("Matches regex")};
        page.content += formTo(path, session, str("save-claim"))
            + html::card(str("OpenID Connect ID Token"),
                         html::linkButton(str("Cancel"), path) + html::button(str("Save"), ButtonKind::Primary),
                         issuer + html::row(str("Group claim type"), {}, "Filter")
                             + html::row(str("Groups claim name"), str("claim"),
                                         html::input(str("claim"), str("claim"), claim.name))
                             + html::marked(html::row(str("Groups claim filter"), str("filter"),
                                                      html::select(str("filter"), str("filter"), filters, claim.filter)
                                                          + html::input(str("pattern"), str("pattern"), claim.value,
                                                                        str("Groups claim filter value"))),
                                            str("claim-row"), isMarked(tenant, session, "claim")))
            + "</form>";
    } else {
        const auto shown = app.groupsClaim
            ? html::text(claim.name) + ": " + html::text(claim.filter) + " <code>" + html::text(claim.value) + "</code>"
            : QByteArray("<span class=\"quiet\">Not set: groups are not in the ID token</span>");
        page.content += html::card(str("OpenID Connect ID Token"),
                                   html::linkButton(str("Edit"), path + str("&edit=claim"), ButtonKind::Plain,
                                                    isMarked(tenant, session, "edit-claim")),
                                   issuer + html::row(str("Groups claim filter"), {}, shown));
    }
    page.content += html::card(str("User authentication"), {},
                               html::row(str("Authentication policy"), {}, html::text(str("Any two factors"))));
    return page;
}

ConsolePage appAssignments(const Tenant &tenant, const ConsoleSession &session, const App &app)
{
    auto page = appPage(tenant, session, app, ConsolePlace::AppAssignments);
    const auto path = consolePath(ConsolePlace::AppAssignments, app.id);
    const auto &directory = tenant.store.directory;
    QList<QByteArrayList> rows;
    for (const auto &each : app.users) {
        const auto person = directory.person(directory.personIndex(each.id).value_or(0));
        rows.append({html::text(person.firstName + QLatin1Char(' ') + person.lastName), "Person",
                     inlineForm(path, session, "remove-user",
                                html::hidden(str("id"), each.id)
                                    + html::button(str("Remove"), ButtonKind::Plain, {}, {},
                                                   str("Remove ") + person.firstName))});
    }
    for (const auto &each : app.groups) {
        const auto name = directory.group(directory.groupIndex(each.id).value_or(0)).name;
        rows.append({html::text(name), "Group",
                     inlineForm(path, session, "remove-group",
                                html::hidden(str("id"), each.id)
                                    + html::button(str("Remove"), ButtonKind::Plain, {}, {}, str("Remove ") + name))});
    }
    QStringList people;
    for (int i = 0; i < std::min(directory.userCount(), 20); ++i) {
        const auto person = directory.person(i);
        people.append(person.firstName + QLatin1Char(' ') + person.lastName);
    }
    QStringList groups;
    for (int i = 0; i < std::min(directory.groupCount(), 50); ++i)
        groups.append(directory.group(i).name);
    const auto assign =
        html::row(str("Assign to People"), str("person"),
                  formTo(path, session, str("assign-user"))
                      + html::select(str("person"), str("person"), people, people.first()) + ' '
                      + html::button(str("Assign"), ButtonKind::Plain, {}, {}, str("Assign the person")) + "</form>")
        + html::row(str("Assign to Groups"), str("group"),
                    formTo(path, session, str("assign-group")) + html::select(str("group"), str("group"), groups, {})
                        + ' ' + html::button(str("Assign"), ButtonKind::Plain, {}, {}, str("Assign the group"))
                        + "</form>");
    page.content +=
        html::card(str("Assign"), {}, html::marked(assign, str("assign"), isMarked(tenant, session, "assign")))
        + html::card(str("Assignments"), {},
                     html::table({str("Name"), str("Kind"), QString()}, rows,
                                 app.isFederationBroker ? str("Federation Broker Mode: everyone may sign in.")
                                                        : str("Nobody is assigned: nobody can sign in.")));
    return page;
}

App draftOf(const FormFields &fields, App app)
{
    app.label = fields.value(QLatin1String("label"));
    app.isDpopRequired = fields.contains(QLatin1String("dpop"));
    if (app.id.isEmpty())
        app.isPkceRequired = app.applicationType != QLatin1String("web");
    else
        app.isPkceRequired = fields.contains(QLatin1String("pkce"));
    app.grantTypes = fields.values(QLatin1String("grant"));
    app.responseTypes.clear();
    if (app.grantTypes.contains(QLatin1String("authorization_code")))
        app.responseTypes.append(str("code"));
    if (app.grantTypes.contains(QLatin1String("implicit")))
        app.responseTypes += QStringList{str("token"), str("id_token")};
    app.redirectUris = fields.values(QLatin1String("uri"));
    app.signOutUris = fields.values(QLatin1String("signout"));
    for (auto *const uris : {&app.redirectUris, &app.signOutUris}) {
        const auto name = uris == &app.redirectUris ? QLatin1String("uri") : QLatin1String("signout");
        for (auto &uri : *uris)
            uri = uri.trimmed();
        if (fields.contains(QLatin1String(QByteArray("add-") + name.data())))
            uris->append(QString());
        bool isNumber = false;
        const auto gone = fields.value(QLatin1String(QByteArray("remove-") + name.data())).toInt(&isNumber);
        if (isNumber && gone >= 0 && gone < uris->size())
            uris->removeAt(gone);
    }
    return app;
}

} // namespace demo::pages

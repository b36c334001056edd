#include "demo/Lessons.h"

#include "demo/AppChanges.h"
#include "demo/Tenant.h"

#include <QUrl>

#include <algorithm>

namespace demo {

namespace {

QString str(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

bool isPomeriumUri(const QString &uri)
{
    const QUrl url(uri);
    return url.scheme() == QLatin1String("https") && url.path() == QLatin1String("/oauth2/callback");
}

bool isWizardUri(const QString &uri)
{
    const QUrl url(uri);
    return url.host() == QLatin1String("127.0.0.1") && url.path() == QLatin1String("/callback");
}

template <typename Predicate> bool hasUri(const App &app, Predicate predicate)
{
    return std::any_of(app.redirectUris.cbegin(), app.redirectUris.cend(), predicate);
}

const QList<Lesson> &lessons()
{
    static const QList<Lesson> all = {
        {Scenario::EverythingWorks, str("Every check passes; the files can be written."),
         str("Walk through the wizard once, and look at the System Log afterwards: it names what the checks did."),
         ConsolePlace::SystemLog, str("events")},
        {Scenario::EmptyOrg, str("There is no app integration and no API token yet; the wizard asks for both."),
         str("Create a web app integration with Authorization Code and Refresh Token and the redirect URIs that the "
             "wizard lists, add the groups claim on its Sign On tab, let Robin in, copy Client ID and Client secret "
             "into the wizard, then create an API token."),
         ConsolePlace::Applications, str("create-app")},
        {Scenario::RefreshTokenForgotten,
         str("The sign-in works, but no refresh token arrives: sessions would end after an hour."),
         str("In General Settings choose Edit, select Refresh Token under Grant type, choose Save, and check again."),
         ConsolePlace::AppGeneral, str("grant-refresh")},
        {Scenario::PomeriumRedirectUriMissing,
         str("Pomerium's own redirect URI is not registered: its users would see 400 Bad Request."),
         str("In General Settings choose Edit, add the redirect URI that the wizard shows under Sign-in redirect URIs, "
             "choose Save, and check again."),
         ConsolePlace::AppGeneral, str("signin-uris")},
        {Scenario::LoopbackUrisMissing,
         str("The browser shows 400 Bad Request, and the wizard waits for an answer that does not come."),
         str("In General Settings choose Edit, add the loopback URIs that the wizard lists, choose Save, and check "
             "again."),
         ConsolePlace::AppGeneral, str("signin-uris")},
        {Scenario::SecretRotated, str("The client secret is refused."),
         str("Under Client Credentials, copy the client secret that is Active, or activate the other one again; then "
             "check again."),
         ConsolePlace::AppGeneral, str("secrets")},
        {Scenario::DpopRequired, str("The sign-in works, but the code cannot be redeemed: a DPoP proof is demanded."),
         str("In General Settings choose Edit, clear Require Demonstrating Proof of Possession (DPoP) header in token "
             "requests, choose Save, and check again."),
         ConsolePlace::AppGeneral, str("dpop")},
        {Scenario::RobinNotAssigned, str("The browser says that Robin is not allowed to access this app."),
         str("On the Assignments tab assign Robin, or a group that Robin is in, such as Engineering; then sign in "
             "again."),
         ConsolePlace::AppAssignments, str("assign")},
        {Scenario::TokenWithoutRights, str("The API token is good, but its owner may not list groups."),
         str("Give the token's owner the role Read-only Administrator, or create a token as Robin and use that one."),
         ConsolePlace::Administrators, str("roles")},
        {Scenario::RateLimitUsedUp, str("Listing groups is refused with 429 for the rest of this minute."),
         str("Wait for the countdown, and check again. Nothing is wrong with the token."), ConsolePlace::SystemLog,
         str("events")},
        {Scenario::AppInactive, str("The client ID is said to be unknown, although it is the right one."),
         str("Open the app, and choose Activate beside its status; then check again."), ConsolePlace::AppGeneral,
         str("status")},
        {Scenario::Silent,
         str("Nothing answers, and the wizard gives up in time."),
         str("Choose another scenario."),
         ConsolePlace::Dashboard,
         {}},
        {Scenario::HangsUp,
         str("Connections break at once."),
         str("Choose another scenario."),
         ConsolePlace::Dashboard,
         {}},
    };
    return all;
}

/// What the exercise asks for in the console is done.
bool isPutRight(const Store &store, const App *app)
{
    switch (store.scenario()) {
    case Scenario::RefreshTokenForgotten:
        return app && app->grantTypes.contains(QLatin1String("refresh_token"));
    case Scenario::PomeriumRedirectUriMissing:
        return app && hasUri(*app, isPomeriumUri);
    case Scenario::LoopbackUrisMissing:
        return app && hasUri(*app, isWizardUri);
    case Scenario::SecretRotated:
        return app && app->hasActiveSecret(store.handedOutSecret);
    case Scenario::DpopRequired:
        return app && !app->isDpopRequired;
    case Scenario::RobinNotAssigned:
        return app && store.isAssigned(*app, 0);
    case Scenario::TokenWithoutRights:
        return std::any_of(store.apiTokens.cbegin(), store.apiTokens.cend(), [&store](const ApiToken &token) {
            const auto role = store.roles.value(token.ownerId, Role::None);
            return role != Role::None && role != Role::HelpDesk;
        });
    case Scenario::AppInactive:
        return app && app->isActive;
    case Scenario::EmptyOrg:
    case Scenario::EverythingWorks:
    case Scenario::RateLimitUsedUp:
    case Scenario::Silent:
    case Scenario::HangsUp:
        return true;
    }
    Q_UNREACHABLE();
}

// The steps of Scenario::EmptyOrg, by their place in progressOf().
enum EmptyOrgStep { MakeApp, SetUpApp, AddClaim, LetIn, SignIn, MakeToken, UseToken };

Pointer emptyOrgPointer(EmptyOrgStep step)
{
    switch (step) {
    case MakeApp:
        return {str("Select Create App Integration, then OIDC - OpenID Connect, Web Application and Next. Give it the "
                    "name Pomerium, select Refresh Token, enter the redirect URIs that the wizard lists, allow "
                    "everyone, and select Save."),
                ConsolePlace::Applications,
                {str("create-app"), str("grant-refresh"), str("signin-uris"), str("access")}};
    case SetUpApp:
        return {str("In General Settings select Edit. Select Refresh Token, add the redirect URIs that the wizard "
                    "lists, and select Save."),
                ConsolePlace::AppGeneral,
                {str("edit-general"), str("grant-refresh"), str("signin-uris")}};
    case AddClaim:
        return {
            str("On the Sign On tab select Edit. Set the groups claim filter to groups, Matches regex, .* and select "
                "Save. Without it, Pomerium sees no groups."),
            ConsolePlace::AppSignOn,
            {str("edit-claim"), str("claim")}};
    case LetIn:
        return {str("Assign Robin, or a group that Robin is in, such as Engineering."),
                ConsolePlace::AppAssignments,
                {str("assign")}};
    case SignIn:
        return {str("Copy the Client ID and the Client secret into the wizard. Then sign in from there."),
                ConsolePlace::AppGeneral,
                {str("client-id"), str("secrets")}};
    case MakeToken:
        return {str("Select Create token, enter a name, select Create token again, then copy the value."),
                ConsolePlace::ApiTokens,
                {str("create-token")}};
    case UseToken:
        return {str("Paste the token into the wizard. It was shown once: if it is gone, create another one."),
                ConsolePlace::ApiTokens,
                {str("create-token")}};
    }
    Q_UNREACHABLE();
}

bool hasListedGroups(const EventLog &log, qint64 after = 0)
{
    return log.hasWith("", true, str("GET /api/v1/groups"), after);
}

bool hasSignedIn(const EventLog &log, qint64 after = 0)
{
    return log.has("app.oauth2.token.grant.refresh_token", true, after);
}

/// A failure that the scenario is about was seen.
bool hasFailed(const Store &store)
{
    const auto &log = store.events;
    switch (store.scenario()) {
    case Scenario::RefreshTokenForgotten:
        return log.hasWith("app.oauth2.token.grant", false, str("unauthorized_client"))
            || log.has("app.oauth2.token.grant.access_token", true);
    case Scenario::PomeriumRedirectUriMissing:
    case Scenario::LoopbackUrisMissing:
        return log.hasWith("app.oauth2.authorize", false, str("illegal_redirect_uri"));
    case Scenario::SecretRotated:
        return log.hasWith("app.oauth2.token.grant", false, str("invalid_client_secret"));
    case Scenario::DpopRequired:
        return log.hasWith("app.oauth2.token.grant", false, str("dpop"));
    case Scenario::RobinNotAssigned:
        return log.hasWith("app.oauth2.authorize", false, str("user_not_assigned"));
    case Scenario::TokenWithoutRights:
        return log.hasWith("", false, str("GET /api/v1/groups"));
    case Scenario::RateLimitUsedUp:
        return log.has("system.org.rate_limit.violation", false);
    case Scenario::AppInactive:
        return log.hasWith("", false, str("inactive_app"));
    case Scenario::EmptyOrg:
    case Scenario::EverythingWorks:
    case Scenario::Silent:
    case Scenario::HangsUp:
        return false;
    }
    Q_UNREACHABLE();
}

/// The newest change of an application, an assignment or a role: what passed before it proves nothing.
qint64 lastChange(const EventLog &log)
{
    qint64 number = 0;
    for (const auto &event : log.events()) {
        if (event.type.startsWith(QLatin1String("application.")) || event.type.startsWith(QLatin1String("group."))
            || event.type.startsWith(QLatin1String("user.account.")))
            number = event.number;
    }
    return number;
}

bool hasPassed(const Store &store)
{
    const auto after = lastChange(store.events);
    return store.scenario() == Scenario::TokenWithoutRights || store.scenario() == Scenario::RateLimitUsedUp
        ? hasListedGroups(store.events, after)
        : hasSignedIn(store.events, after);
}

GroupsClaim everyGroup()
{
    return {str("groups"), str("Matches regex"), str(".*")};
}

void addMissing(QStringList &list, const QStringList &wanted)
{
    for (const auto &each : wanted) {
        if (!list.contains(each))
            list.append(each);
    }
}

/// Scenario::EmptyOrg: what an app integration that was made still lacks. False: nothing.
bool finishApp(Tenant &tenant)
{
    auto *const app = tenant.store.app(lessonAppId(tenant.store));
    const auto steps = progressOf(tenant.store);
    const bool isSetUp = steps.at(SetUpApp).isDone && steps.at(AddClaim).isDone;
    if (!app || !steps.at(MakeApp).isDone || (isSetUp && steps.at(LetIn).isDone))
        return false;
    if (!isSetUp) {
        auto changed = *app;
        if (!changed.groupsClaim)
            changed.groupsClaim = everyGroup();
        addMissing(changed.grantTypes, {str("refresh_token")});
        addMissing(changed.redirectUris, tenant.settings.redirectUris);
        changeApp(tenant, *app, std::move(changed));
    }
    if (!steps.at(LetIn).isDone)
        assignUser(tenant, *app, tenant.user().id);
    return true;
}

} // namespace

const Lesson &lessonOf(Scenario scenario)
{
    const auto found = std::find_if(lessons().cbegin(), lessons().cend(),
                                    [scenario](const Lesson &lesson) { return lesson.scenario == scenario; });
    Q_ASSERT(found != lessons().cend());
    return *found;
}

QString lessonAppId(const Store &store)
{
    if (const auto *const app = store.appOfClient(store.handedOutClientId))
        return app->id;
    return store.apps.isEmpty() ? QString() : store.apps.last().id;
}

QList<LessonStep> progressOf(const Store &store)
{
    const auto &log = store.events;
    const auto *const app = store.app(lessonAppId(store));
    switch (store.scenario()) {
    case Scenario::Silent:
    case Scenario::HangsUp:
        return {};
    case Scenario::EverythingWorks:
        return {{str("Sign in with the wizard"), hasSignedIn(log)},
                {str("List groups with the API token"), hasListedGroups(log)}};
    case Scenario::EmptyOrg: {
        const bool isWeb = app && app->hasSecretMethod();
        return {{str("Create a web app integration"), isWeb, true},
                {str("Select Refresh Token and register the redirect URIs"),
                 isWeb && app->grantTypes.contains(QLatin1String("refresh_token")) && hasUri(*app, isPomeriumUri)
                     && hasUri(*app, isWizardUri),
                 true},
                {str("Add the groups claim"), isWeb && app->groupsClaim, true},
                {str("Let Robin in"), isWeb && store.isAssigned(*app, 0), true},
                {str("Sign in with the wizard"), hasSignedIn(log), true},
                {str("Create an API token"), !store.apiTokens.isEmpty(), true},
                {str("List groups with the API token"), hasListedGroups(log)}};
    }
    case Scenario::RateLimitUsedUp:
        return {{str("See the check fail"), hasFailed(store)}, {str("Wait, and see it pass"), hasPassed(store)}};
    case Scenario::SecretRotated: // the other secret does as well, so there is nothing to see in the console
        return {{str("See the check fail"), hasFailed(store)}, {str("See the check pass"), hasPassed(store)}};
    default:
        return {{str("See the check fail"), hasFailed(store)},
                {str("Put it right in the console"), isPutRight(store, app), true},
                {str("See the check pass"), isPutRight(store, app) && hasPassed(store)}};
    }
}

Pointer pointerOf(const Store &store)
{
    const auto scenario = store.scenario();
    if (scenario == Scenario::EmptyOrg) {
        const auto steps = progressOf(store);
        const auto next =
            std::find_if(steps.cbegin(), steps.cend(), [](const LessonStep &step) { return !step.isDone; });
        if (next != steps.cend())
            return emptyOrgPointer(static_cast<EmptyOrgStep>(next - steps.cbegin()));
    }
    const auto &lesson = lessonOf(scenario);
    Pointer pointer{lesson.does, lesson.where, {lesson.mark}};
    const bool isInSettings = lesson.mark == QLatin1String("grant-refresh")
        || lesson.mark == QLatin1String("signin-uris") || lesson.mark == QLatin1String("dpop");
    if (isInSettings)
        pointer.marks.append(str("edit-general"));
    return pointer;
}

bool wantsToken(const Store &store)
{
    return store.scenario() == Scenario::EmptyOrg && store.apiTokens.isEmpty()
        && pointerOf(store).where == ConsolePlace::ApiTokens;
}

bool isSolved(const QList<LessonStep> &steps)
{
    return !steps.isEmpty()
        && std::all_of(steps.cbegin(), steps.cend(), [](const LessonStep &step) { return step.isDone; });
}

bool doLesson(Tenant &tenant)
{
    auto &store = tenant.store;
    const auto scenario = store.scenario();
    if (scenario == Scenario::EmptyOrg && store.apps.isEmpty()) {
        App app;
        app.label = str("Pomerium");
        app.grantTypes = QStringList{str("authorization_code"), str("refresh_token")};
        app.responseTypes = QStringList{str("code")};
        app.redirectUris = tenant.settings.redirectUris;
        app.groupsClaim = everyGroup();
        auto &made = createApp(tenant, std::move(app), {});
        assignUser(tenant, made, tenant.user().id);
        return true;
    }
    if (scenario == Scenario::EmptyOrg)
        return finishApp(tenant);
    auto *const app = store.app(lessonAppId(store));
    if (scenario == Scenario::TokenWithoutRights) {
        for (const auto &token : std::as_const(store.apiTokens))
            store.roles.insert(token.ownerId, Role::ReadOnly);
        tenant.log(eventOf("user.account.privilege.grant", str("Grant user privilege")));
        return true;
    }
    if (!app || isPutRight(store, app))
        return false;
    auto changed = *app;
    switch (scenario) {
    case Scenario::RefreshTokenForgotten:
        changed.grantTypes.append(str("refresh_token"));
        break;
    case Scenario::PomeriumRedirectUriMissing:
    case Scenario::LoopbackUrisMissing:
        addMissing(changed.redirectUris, tenant.settings.redirectUris);
        if (scenario == Scenario::PomeriumRedirectUriMissing && !hasUri(changed, isPomeriumUri))
            changed.redirectUris.append(str("https://authenticate.pomerium.example/oauth2/callback"));
        break;
    case Scenario::DpopRequired:
        changed.isDpopRequired = false;
        break;
    case Scenario::AppInactive:
        app->isActive = true;
        tenant.log(appEvent("application.lifecycle.activate", str("Activate application"), *app));
        return true;
    case Scenario::RobinNotAssigned:
        assignUser(tenant, *app, tenant.user().id);
        return true;
    case Scenario::SecretRotated:
        setSecretActive(tenant, *app, app->secrets.first(), true);
        return true;
    default:
        return false;
    }
    changeApp(tenant, *app, std::move(changed));
    return true;
}

} // namespace demo

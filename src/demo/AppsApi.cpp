#include "demo/AppsApi.h"

#include "demo/ApiReply.h"
#include "demo/AppChanges.h"
#include "demo/AppJson.h"
#include "demo/DirectoryApi.h"
#include "demo/FederatedClaims.h"
#include "demo/FormFields.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/Tenant.h"
#include "demo/TokenStore.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace demo {

namespace {

constexpr int DefaultApps = 20;
constexpr int MaximumApps = 200;
constexpr int DefaultAssignments = 20;
constexpr int MaximumAssignments = 200;
constexpr int MaximumUsers = 500;

QString str(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

bool isRead(const HttpRequest &request)
{
    return request.method == "GET" || request.method == "HEAD";
}

/// One comparison, `status eq "ACTIVE"`. Nothing when the filter is none of those that can be used.
std::optional<bool> passes(const App &app, const QString &filter)
{
    static const QRegularExpression comparison(str("^\\s*([A-Za-z.]+)\\s+eq\\s+\"([^\"]*)\"\\s*$"));
    const auto match = comparison.match(filter);
    if (!match.hasMatch())
        return std::nullopt;
    const auto name = match.captured(1);
    const auto value = match.captured(2);
    if (name == QLatin1String("status"))
        return value == (app.isActive ? str("ACTIVE") : str("INACTIVE"));
    if (name == QLatin1String("name"))
        return value == QLatin1String("oidc_client");
    if (name == QLatin1String("id"))
        return value == app.id;
    return std::nullopt;
}

} // namespace

AppsApi::AppsApi(Tenant &tenant, TokenStore &tokens, const Pager &pager, const DirectoryApi &directory)
    : m_tenant(tenant)
    , m_tokens(tokens)
    , m_pager(pager)
    , m_directory(directory)
{
}

HttpResponse AppsApi::answer(const HttpRequest &request, const QByteArrayList &parts)
{
    if (parts.isEmpty()) {
        if (isRead(request))
            return list(request);
        return request.method == "POST" ? create(request) : methodNotAllowed();
    }
    const auto id = QString::fromLatin1(parts.first());
    auto *const app = m_tenant.store.app(id);
    if (!app)
        return resourceNotFound(id, "AppInstance");
    const auto what = parts.value(1);
    const auto rest = parts.mid(2);
    if (parts.size() == 1)
        return one(request, *app);
    if (what == "lifecycle" && rest.size() == 1)
        return lifecycle(request, *app, rest.first());
    if (what == "groups" && rest.size() <= 1)
        return groups(request, *app, rest);
    if (what == "users" && rest.size() <= 1)
        return users(request, *app, rest);
    if (what == "credentials" && rest.value(0) == "secrets")
        return secrets(request, *app, rest.mid(1));
    if (what == "federated-claims")
        return federatedClaims(m_tenant, request, *app, rest);
    if (what == "tokens" && rest.isEmpty())
        return tokens(request, *app);
    if (what == "grants" && rest.isEmpty()) // nobody can grant Okta's own scopes here
        return isRead(request) ? HttpResponse::json("[]") : methodNotAllowed();
    if (what == "policies" && rest.size() == 1) {
        if (request.method != "PUT")
            return methodNotAllowed();
        const auto policy = QString::fromLatin1(rest.first());
        return policy == m_tenant.store.policyId() ? HttpResponse::empty(204) : resourceNotFound(policy, "Policy");
    }
    return pathNotFound();
}

HttpResponse AppsApi::list(const HttpRequest &request) const
{
    const auto fields = FormFields::parse(request.query);
    const auto prefix = fields.value(QLatin1String("q"));
    const auto filter = fields.value(QLatin1String("filter"));
    QStringList ids;
    for (const auto &app : m_tenant.store.apps) {
        const bool isFound = prefix.isEmpty() || app.label.startsWith(prefix, Qt::CaseInsensitive)
            || str("oidc_client").startsWith(prefix, Qt::CaseInsensitive);
        const auto passed = filter.isEmpty() ? std::optional(true) : passes(app, filter);
        if (!passed)
            return managementError(400, str("E0000031"), str("Invalid search criteria."));
        if (isFound && *passed)
            ids.append(app.id);
    }
    return m_pager.page(
        m_tenant.issuer, request, static_cast<int>(ids.size()), DefaultApps, MaximumApps, [this, ids](int row) {
            const auto *const app = m_tenant.store.app(ids.at(row));
            return app ? appText(*app, m_tenant.store, m_tenant.issuer, SecretShown::No) : QByteArray("null");
        });
}

HttpResponse AppsApi::create(const HttpRequest &request)
{
    App app;
    QString secret;
    if (auto refusal = readApp(request.body, AppBody::Create, app, secret))
        return *refusal;
    if (!app.clientId.isEmpty() && m_tenant.store.appOfClient(app.clientId))
        return validationFailed(str("client_id"), str("The field has an invalid value"));
    const auto fields = FormFields::parse(request.query);
    app.isActive = fields.value(QLatin1String("activate")) != QLatin1String("false");
    auto &added = createApp(m_tenant, std::move(app), secret);
    return HttpResponse::json(appText(added, m_tenant.store, m_tenant.issuer, SecretShown::Yes));
}

HttpResponse AppsApi::one(const HttpRequest &request, App &app)
{
    if (isRead(request))
        return HttpResponse::json(appText(app, m_tenant.store, m_tenant.issuer, SecretShown::No));
    if (request.method == "PUT")
        return replace(request, app);
    return request.method == "DELETE" ? remove(app) : methodNotAllowed();
}

HttpResponse AppsApi::replace(const HttpRequest &request, App &app)
{
    auto changed = app;
    QString secret;
    if (auto refusal = readApp(request.body, AppBody::Replace, changed, secret))
        return *refusal;
    if (changed.applicationType != app.applicationType)
        return validationFailed(str("application_type"), str("The field has an invalid value"));
    if (!secret.isEmpty() && !changed.secrets.isEmpty())
        changed.secrets.first().value = secret;
    changeApp(m_tenant, app, std::move(changed));
    return HttpResponse::json(appText(app, m_tenant.store, m_tenant.issuer, SecretShown::Yes));
}

HttpResponse AppsApi::remove(const App &app)
{
    if (app.isActive)
        return managementError(403, str("E0000056"), str("Delete application forbidden."));
    deleteApp(m_tenant, m_tokens, app.id);
    return HttpResponse::empty(204);
}

HttpResponse AppsApi::lifecycle(const HttpRequest &request, App &app, const QByteArray &verb)
{
    if (verb != "activate" && verb != "deactivate")
        return pathNotFound();
    if (request.method != "POST")
        return methodNotAllowed();
    setActive(m_tenant, m_tokens, app, verb == "activate");
    return HttpResponse::json("{}");
}

HttpResponse AppsApi::groups(const HttpRequest &request, App &app, const QByteArrayList &rest)
{
    const bool withGroup = FormFields::parse(request.query).value(QLatin1String("expand")) == QLatin1String("group");
    if (rest.isEmpty()) {
        if (!isRead(request))
            return methodNotAllowed();
        // A copy: the list is written later, and may be another one by then.
        return m_pager.page(m_tenant.issuer, request, static_cast<int>(app.groups.size()), DefaultAssignments,
                            MaximumAssignments,
                            [this, app, withGroup](int row) { return groupText(app, row, withGroup); });
    }
    const auto id = QString::fromLatin1(rest.first());
    if (!m_tenant.store.directory.groupIndex(id))
        return resourceNotFound(id, "UserGroup");
    const auto found =
        std::find_if(app.groups.cbegin(), app.groups.cend(), [&id](const Assignment &each) { return each.id == id; });
    const bool isThere = found != app.groups.cend();
    if (request.method == "PUT") {
        if (app.isFederationBroker) {
            return managementError(400, str("E0000001"), str("Api validation failed: GroupAppAssignment"),
                                   {str("It is not possible to assign groups to an AppInstance that has Federation "
                                        "Broker Mode enabled")});
        }
        const auto body = QJsonDocument::fromJson(request.body.isEmpty() ? QByteArray("{}") : request.body);
        if (!body.isObject())
            return notWellFormed();
        const auto priority = body.object().value(QLatin1String("priority"));
        assignGroup(m_tenant, app, id, priority.isDouble() ? std::optional(priority.toInt()) : std::nullopt);
        const auto row = std::find_if(app.groups.cbegin(), app.groups.cend(),
                                      [&id](const Assignment &each) { return each.id == id; });
        return HttpResponse::json(groupText(app, static_cast<int>(row - app.groups.cbegin()), false));
    }
    if (!isThere)
        return resourceNotFound(id, "ApplicationGroupAssignment");
    if (isRead(request)) {
        return HttpResponse::json(groupText(app, static_cast<int>(found - app.groups.cbegin()), withGroup));
    }
    if (request.method != "DELETE")
        return methodNotAllowed();
    removeGroup(m_tenant, app, id);
    return HttpResponse::empty(204);
}

HttpResponse AppsApi::users(const HttpRequest &request, App &app, const QByteArrayList &rest)
{
    const auto &directory = m_tenant.store.directory;
    if (rest.isEmpty() && isRead(request)) {
        QList<int> people;
        for (int i = 0; i < directory.userCount(); ++i) {
            if (!app.isFederationBroker && m_tenant.store.isAssigned(app, i))
                people.append(i);
        }
        return m_pager.page(m_tenant.issuer, request, static_cast<int>(people.size()), 50, MaximumUsers,
                            [this, app, people](int row) { return userText(app, people.at(row)); });
    }
    const auto body = QJsonDocument::fromJson(request.body).object();
    const auto id = rest.isEmpty() ? body.value(QLatin1String("id")).toString() : QString::fromLatin1(rest.first());
    if (rest.isEmpty() && request.method != "POST")
        return methodNotAllowed();
    const auto person = directory.personIndex(id);
    if (!person)
        return resourceNotFound(id, "User");
    const auto isNamed =
        std::any_of(app.users.cbegin(), app.users.cend(), [&id](const Assignment &each) { return each.id == id; });
    if (request.method == "POST") {
        assignUser(m_tenant, app, id);
        return HttpResponse::json(userText(app, *person));
    }
    if (isRead(request)) {
        return m_tenant.store.isAssigned(app, *person) && !app.isFederationBroker
            ? HttpResponse::json(userText(app, *person))
            : resourceNotFound(id, "AppUser");
    }
    if (request.method != "DELETE")
        return methodNotAllowed();
    if (!isNamed)
        return resourceNotFound(id, "AppUser");
    removeUser(m_tenant, app, id);
    return HttpResponse::empty(204);
}

HttpResponse AppsApi::secrets(const HttpRequest &request, App &app, const QByteArrayList &rest)
{
    const auto refused = [](const char *cause) {
        return managementError(400, str("E0000001"), str("Api validation failed: OAuth2ClientSecretMediated"),
                               {str(cause)});
    };
    const auto &issuer = m_tenant.issuer;
    if (rest.isEmpty() && isRead(request)) {
        m_tenant.log(appEvent("app.oauth2.client.read_client_secret", str("Read client secret"), app));
        QByteArrayList rows;
        for (const auto &secret : std::as_const(app.secrets))
            rows.append(secretText(app, secret, issuer));
        return HttpResponse::json('[' + rows.join(',') + ']');
    }
    if (rest.isEmpty()) {
        if (request.method != "POST")
            return methodNotAllowed();
        if (app.secrets.size() >= MaximumSecrets)
            return refused("You've reached the maximum number of client secrets per client.");
        const auto body = QJsonDocument::fromJson(request.body.isEmpty() ? QByteArray("{}") : request.body);
        if (!body.isObject())
            return notWellFormed();
        const auto value = body.object().value(QLatin1String("client_secret")).toString();
        const bool isActive =
            body.object().value(QLatin1String("status")).toString(str("ACTIVE")) == QLatin1String("ACTIVE");
        const auto &secret = addSecret(m_tenant, app, value, isActive);
        return HttpResponse::json(secretText(app, secret, issuer), 201);
    }

    const auto id = QString::fromLatin1(rest.first());
    const auto secret =
        std::find_if(app.secrets.begin(), app.secrets.end(), [&id](const ClientSecret &each) { return each.id == id; });
    if (secret == app.secrets.end())
        return resourceNotFound(id, "OAuth2ClientSecretMediated");
    if (rest.size() == 3 && rest.at(1) == "lifecycle" && (rest.at(2) == "activate" || rest.at(2) == "deactivate")) {
        if (request.method != "POST")
            return methodNotAllowed();
        const bool isActive = rest.at(2) == "activate";
        const auto others = std::count_if(app.secrets.cbegin(), app.secrets.cend(),
                                          [&id](const ClientSecret &each) { return each.isActive && each.id != id; });
        if (!isActive && others == 0)
            return refused("You can't deactivate the only active client secret.");
        setSecretActive(m_tenant, app, *secret, isActive);
        return HttpResponse::json(secretText(app, *secret, issuer));
    }
    if (rest.size() != 1)
        return pathNotFound();
    if (isRead(request)) {
        m_tenant.log(appEvent("app.oauth2.client.read_client_secret", str("Read client secret"), app));
        return HttpResponse::json(secretText(app, *secret, issuer));
    }
    if (request.method != "DELETE")
        return methodNotAllowed();
    if (secret->isActive)
        return refused("You can't delete an active client secret. Deactivate the secret before deleting it.");
    deleteSecret(m_tenant, app, id);
    return HttpResponse::empty(204);
}

HttpResponse AppsApi::tokens(const HttpRequest &request, const App &app)
{
    if (request.method == "DELETE") {
        m_tokens.revokeAllOf(app.id);
        m_tenant.log(appEvent("app.oauth2.token.revoke", str("OAuth 2.0 token is revoked"), app));
        return HttpResponse::empty(204);
    }
    if (!isRead(request))
        return methodNotAllowed();
    const auto tokens = m_tokens.refreshTokensOf(app.id, m_tenant.now());
    return m_pager.page(
        m_tenant.issuer, request, static_cast<int>(tokens.size()), 20, 200, [this, app, tokens](int row) {
            const auto &token = tokens.at(row);
            const auto time = [](qint64 seconds) {
                return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODateWithMs);
            };
            const QString href = m_tenant.issuer + str("/api/v1/apps/") + app.id;
            return JsonObject()
                .add("id", token.id)
                .add("status", str("ACTIVE"))
                .add("created", time(token.created))
                .add("lastUpdated", time(token.created))
                .add("expiresAt", time(token.expires))
                .add("issuer", m_tenant.issuer)
                .add("clientId", app.clientId)
                .add("userId", m_tenant.user().id)
                .add("scopes", token.signIn->scopes)
                .add("_links",
                     JsonObject()
                         .add("app", JsonObject().add("href", href).add("title", app.label))
                         .add("self", JsonObject().add("href", QString(href + str("/tokens/") + token.id))))
                .text();
        });
}

QByteArray AppsApi::groupText(const App &app, int row, bool withGroup) const
{
    const auto &assignment = app.groups.at(row);
    const QString self = m_tenant.issuer + str("/api/v1/apps/") + app.id + str("/groups/") + assignment.id;
    const auto link = [](const QString &target) { return JsonObject().add("href", target); };
    JsonObject text;
    text.add("id", assignment.id)
        .add("lastUpdated", assignment.lastUpdated)
        .add("priority", assignment.priority)
        .add("profile", JsonObject())
        .add("_links",
             JsonObject()
                 .add("app", link(m_tenant.issuer + str("/api/v1/apps/") + app.id))
                 .add("self", link(self))
                 .add("group", link(m_tenant.issuer + str("/api/v1/groups/") + assignment.id)));
    const auto index = m_tenant.store.directory.groupIndex(assignment.id);
    if (withGroup && index)
        text.add("_embedded", JsonObject().add("group", JsonText::written(m_directory.groupText(*index, false))));
    return text.text();
}

QByteArray AppsApi::userText(const App &app, int person) const
{
    const auto who = m_tenant.store.directory.person(person);
    const auto named = std::find_if(app.users.cbegin(), app.users.cend(),
                                    [&who](const Assignment &each) { return each.id == who.id; });
    const bool isNamed = named != app.users.cend();
    const auto since = isNamed ? named->created : app.created;
    const QString self = m_tenant.issuer + str("/api/v1/apps/") + app.id + str("/users/") + who.id;
    const auto link = [](const QString &target) { return JsonObject().add("href", target); };
    return JsonObject()
        .add("id", who.id)
        .add("externalId", JsonText::null())
        .add("created", since)
        .add("lastUpdated", since)
        .add("scope", isNamed ? str("USER") : str("GROUP"))
        .add("status", str("ACTIVE"))
        .add("statusChanged", since)
        .add("passwordChanged", JsonText::null())
        .add("syncState", str("DISABLED"))
        .add("credentials", JsonObject().add("userName", who.login))
        .add("profile", JsonObject())
        .add("_links",
             JsonObject()
                 .add("app", link(m_tenant.issuer + str("/api/v1/apps/") + app.id))
                 .add("user", link(m_tenant.issuer + str("/api/v1/users/") + who.id))
                 .add("self", link(self)))
        .text();
}

} // namespace demo

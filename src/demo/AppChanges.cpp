#include "demo/AppChanges.h"

#include "demo/Tenant.h"
#include "demo/TokenStore.h"

#include <algorithm>

namespace demo {

namespace {

QString str(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

Assignment *find(QList<Assignment> &list, const QString &id)
{
    const auto found = std::find_if(list.begin(), list.end(), [&id](const Assignment &each) { return each.id == id; });
    return found == list.end() ? nullptr : &*found;
}

QString groupName(const Tenant &tenant, const QString &id)
{
    const auto index = tenant.store.directory.groupIndex(id);
    return index ? tenant.store.directory.group(*index).name : id;
}

QString userName(const Tenant &tenant, const QString &id)
{
    const auto index = tenant.store.directory.personIndex(id);
    if (!index)
        return id;
    const auto person = tenant.store.directory.person(*index);
    return person.firstName + QLatin1Char(' ') + person.lastName;
}

} // namespace

App &createApp(Tenant &tenant, App app, const QString &secret)
{
    auto &added = tenant.store.addApp(std::move(app));
    if (added.hasSecretMethod())
        tenant.store.addSecret(added, secret);
    tenant.log(appEvent("application.lifecycle.create", str("Create application"), added));
    if (added.isActive)
        tenant.log(appEvent("application.lifecycle.activate", str("Activate application"), added));
    return added;
}

void changeApp(Tenant &tenant, App &app, App changed)
{
    app = std::move(changed);
    if (!app.hasSecretMethod())
        app.secrets.clear();
    else if (app.secrets.isEmpty())
        tenant.store.addSecret(app);
    tenant.store.touch(app);
    tenant.log(appEvent("application.lifecycle.update", str("Update application"), app));
}

void setActive(Tenant &tenant, TokenStore &tokens, App &app, bool isActive)
{
    if (app.isActive == isActive)
        return;
    app.isActive = isActive;
    if (!isActive)
        tokens.revokeAllOf(app.id);
    tenant.store.touch(app);
    tenant.log(isActive ? appEvent("application.lifecycle.activate", str("Activate application"), app)
                        : appEvent("application.lifecycle.deactivate", str("Deactivate application"), app));
}

void deleteApp(Tenant &tenant, TokenStore &tokens, const QString &id)
{
    const auto *const app = tenant.store.app(id);
    if (!app)
        return;
    tenant.log(appEvent("application.lifecycle.delete", str("Delete application"), *app));
    tokens.revokeAllOf(id);
    const auto gone = id; // it may be the application's own
    tenant.store.apps.removeIf([&gone](const App &each) { return each.id == gone; });
}

void assignGroup(Tenant &tenant, App &app, const QString &groupId, std::optional<int> priority)
{
    const auto now = tenant.store.timeText();
    if (auto *const known = find(app.groups, groupId)) {
        known->priority = priority.value_or(known->priority);
        known->lastUpdated = now;
        return;
    }
    app.groups.append({groupId, priority.value_or(static_cast<int>(app.groups.size())), now, now});
    tenant.log(appEvent("group.application_assignment.add",
                        str("Assign group to application: ") + groupName(tenant, groupId), app));
}

void removeGroup(Tenant &tenant, App &app, const QString &groupId)
{
    app.groups.removeIf([&groupId](const Assignment &each) { return each.id == groupId; });
    tenant.log(appEvent("group.application_assignment.remove",
                        str("Remove group from application: ") + groupName(tenant, groupId), app));
}

void assignUser(Tenant &tenant, App &app, const QString &userId)
{
    if (find(app.users, userId))
        return;
    const auto now = tenant.store.timeText();
    app.users.append({userId, 0, now, now});
    tenant.log(appEvent("application.user_membership.add",
                        str("Add user to application membership: ") + userName(tenant, userId), app));
}

void removeUser(Tenant &tenant, App &app, const QString &userId)
{
    app.users.removeIf([&userId](const Assignment &each) { return each.id == userId; });
    tenant.log(appEvent("application.user_membership.remove",
                        str("Remove user's application membership: ") + userName(tenant, userId), app));
}

const ClientSecret &addSecret(Tenant &tenant, App &app, const QString &value, bool isActive)
{
    auto &secret = tenant.store.addSecret(app, value);
    secret.isActive = isActive;
    tenant.log(appEvent("app.oauth2.credentials.lifecycle.create", str("Create client credentials"), app));
    return secret;
}

void setSecretActive(Tenant &tenant, App &app, ClientSecret &secret, bool isActive)
{
    if (secret.isActive == isActive)
        return;
    secret.isActive = isActive;
    secret.lastUpdated = tenant.store.timeText();
    tenant.log(
        isActive ? appEvent("app.oauth2.credentials.lifecycle.activate", str("Activate client credentials"), app)
                 : appEvent("app.oauth2.credentials.lifecycle.deactivate", str("Deactivate client credentials"), app));
}

void deleteSecret(Tenant &tenant, App &app, const QString &id)
{
    app.secrets.removeIf([&id](const ClientSecret &each) { return each.id == id; });
    tenant.log(appEvent("app.oauth2.credentials.lifecycle.delete", str("Delete client credentials"), app));
}

} // namespace demo

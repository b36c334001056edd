#pragma once

#include "demo/App.h"

#include <optional>

namespace demo {

class Tenant;
class TokenStore;

// What can be done with an application, each with its line in the System Log. The management API and the console both
// come here, so that the two cannot differ.

/// Into the list, with a first secret where its method has one. An empty secret is made up.
App &createApp(Tenant &tenant, App app, const QString &secret);

/// In place of the old settings. Takes care of what depends on them: a method without a secret loses the secrets.
void changeApp(Tenant &tenant, App &app, App changed);

/// An inactive application's tokens are dead.
void setActive(Tenant &tenant, TokenStore &tokens, App &app, bool isActive);

/// It is gone, and its tokens with it. References to it do not hold any more.
void deleteApp(Tenant &tenant, TokenStore &tokens, const QString &id);

void assignGroup(Tenant &tenant, App &app, const QString &groupId, std::optional<int> priority = {});
void removeGroup(Tenant &tenant, App &app, const QString &groupId);
void assignUser(Tenant &tenant, App &app, const QString &userId);
void removeUser(Tenant &tenant, App &app, const QString &userId);

const ClientSecret &addSecret(Tenant &tenant, App &app, const QString &value, bool isActive);
void setSecretActive(Tenant &tenant, App &app, ClientSecret &secret, bool isActive);
void deleteSecret(Tenant &tenant, App &app, const QString &id);

} // namespace demo

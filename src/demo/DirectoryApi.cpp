#include "demo/DirectoryApi.h"

#include "demo/ApiReply.h"
#include "demo/FormFields.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/Tenant.h"

#include <algorithm>

namespace demo {

namespace {

constexpr int MaximumGroups = 10'000; // a page of groups, also the default
constexpr int MaximumFound = 300; // a search by name
constexpr int MaximumMembers = 1000; // a page of members, also the default

const char *const createdAt = "2025-09-01T08:00:00.000Z";
const char *const changedAt = "2026-01-15T09:30:00.000Z";

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

/// To how many applications the group is assigned.
int appCount(const Store &store, const QString &groupId)
{
    return static_cast<int>(std::count_if(store.apps.cbegin(), store.apps.cend(), [&groupId](const App &app) {
        return std::any_of(app.groups.cbegin(), app.groups.cend(),
                           [&groupId](const Assignment &each) { return each.id == groupId; });
    }));
}

} // namespace

DirectoryApi::DirectoryApi(const Tenant &tenant, const Pager &pager)
    : m_tenant(tenant)
    , m_pager(pager)
{
}

HttpResponse DirectoryApi::groups(const HttpRequest &request, const QByteArrayList &parts) const
{
    if (request.method != "GET" && request.method != "HEAD")
        return methodNotAllowed();
    if (parts.isEmpty())
        return groupList(request);
    const auto id = QString::fromLatin1(parts.first());
    if (id.isEmpty() || parts.size() > 2 || (parts.size() == 2 && parts.at(1) != "users"))
        return pathNotFound();
    const auto index = m_tenant.store.directory.groupIndex(id);
    if (!index)
        return resourceNotFound(id, "UserGroup");
    return parts.size() == 1 ? HttpResponse::json(groupText(*index, false)) : members(request, *index);
}

HttpResponse DirectoryApi::groupList(const HttpRequest &request) const
{
    const auto fields = FormFields::parse(request.query);
    const auto &directory = m_tenant.store.directory;
    const bool withStatistics = fields.value(QLatin1String("expand")) == QLatin1String("stats");
    const auto row = [this, withStatistics](int index) { return groupText(index, withStatistics); };
    if (!fields.contains(QLatin1String("q")))
        return m_pager.page(m_tenant.issuer, request, directory.groupCount(), MaximumGroups, MaximumGroups, row);

    // A search by the beginning of the name has one page.
    const auto limit = pageLimit(fields, MaximumFound, MaximumFound);
    if (!limit)
        return validationFailed(QStringLiteral("limit"), QStringLiteral("The limit must be a positive number."));
    const auto prefix = fields.value(QLatin1String("q"));
    QByteArrayList rows;
    for (int i = 0; i < directory.groupCount() && rows.size() < *limit; ++i) {
        if (directory.group(i).name.startsWith(prefix, Qt::CaseInsensitive))
            rows.append(row(i));
    }
    return HttpResponse::json('[' + rows.join(',') + ']');
}

HttpResponse DirectoryApi::members(const HttpRequest &request, int group) const
{
    const auto &directory = m_tenant.store.directory;
    return m_pager.page(m_tenant.issuer, request, directory.group(group).members, MaximumMembers, MaximumMembers,
                        [this, &directory, group](int member) {
                            const auto person = directory.member(group, member);
                            return userText(directory.personIndex(person.id).value_or(0));
                        });
}

HttpResponse DirectoryApi::users(const HttpRequest &request, const QByteArrayList &parts, const QString &ownerId) const
{
    if (request.method != "GET" && request.method != "HEAD")
        return methodNotAllowed();
    if (parts.isEmpty() || parts.first().isEmpty() || parts.size() > 2
        || (parts.size() == 2 && parts.at(1) != "groups"))
        return pathNotFound();
    const auto id = parts.first() == "me" ? ownerId : QString::fromLatin1(parts.first());
    const auto index = m_tenant.store.directory.personIndex(id);
    if (!index)
        return resourceNotFound(id, "User");
    if (parts.size() == 1)
        return HttpResponse::json(userText(*index));
    const auto groups = m_tenant.store.directory.groupsOf(*index);
    return m_pager.page(m_tenant.issuer, request, static_cast<int>(groups.size()), MaximumGroups, MaximumGroups,
                        [this, groups](int row) { return groupText(groups.at(row), false); });
}

QByteArray DirectoryApi::groupText(int index, bool withStatistics) const
{
    const auto group = m_tenant.store.directory.group(index);
    const QString href = m_tenant.issuer + QStringLiteral("/api/v1/groups/") + group.id;
    const auto objectClass = group.type == QLatin1String("APP_GROUP")
        ? QStringLiteral("okta:windows_security_principal")
        : QStringLiteral("okta:user_group");

    JsonObject object;
    object.add("id", group.id)
        .add("created", text(createdAt))
        .add("lastUpdated", text(changedAt))
        .add("lastMembershipUpdated", text(changedAt))
        .add("objectClass", QStringList{objectClass})
        .add("type", group.type)
        .add("profile",
             JsonObject()
                 .add("name", group.name)
                 .add("description", group.description.isEmpty() ? JsonText::null() : JsonText(group.description)))
        .add("_links",
             JsonObject()
                 .add("users", JsonObject().add("href", QString(href + QStringLiteral("/users"))))
                 .add("apps", JsonObject().add("href", QString(href + QStringLiteral("/apps")))));
    if (withStatistics) {
        object.add("_embedded",
                   JsonObject().add("stats",
                                    JsonObject()
                                        .add("usersCount", group.members)
                                        .add("appsCount", appCount(m_tenant.store, group.id))
                                        .add("groupPushMappingsCount", 0)
                                        .add("hasAdminPrivilege", false)));
    }
    return object.text();
}

QByteArray DirectoryApi::userText(int index) const
{
    const auto person = m_tenant.store.directory.person(index);
    return JsonObject()
        .add("id", person.id)
        .add("status", QStringLiteral("ACTIVE"))
        .add("created", text(createdAt))
        .add("activated", text(createdAt))
        .add("statusChanged", text(createdAt))
        .add("lastLogin", JsonText::null())
        .add("lastUpdated", text(changedAt))
        .add("passwordChanged", JsonText::null())
        .add("type", JsonObject().add("id", QStringLiteral("otyPRACTICE000000000")))
        .add("profile",
             JsonObject()
                 .add("firstName", person.firstName)
                 .add("lastName", person.lastName)
                 .add("mobilePhone", JsonText::null())
                 .add("secondEmail", JsonText::null())
                 .add("login", person.login)
                 .add("email", person.login))
        .add("credentials",
             JsonObject().add("provider",
                              JsonObject().add("type", QStringLiteral("OKTA")).add("name", QStringLiteral("OKTA"))))
        .add("_links",
             JsonObject().add(
                 "self",
                 JsonObject().add("href", QString(m_tenant.issuer + QStringLiteral("/api/v1/users/") + person.id))))
        .text();
}

} // namespace demo

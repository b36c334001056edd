#include "demo/ManagementApi.h"

#include "demo/FormFields.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/RandomText.h"
#include "demo/Tenant.h"

#include <QCryptographicHash>

#include <algorithm>

namespace demo {

namespace {

constexpr int maximumGroups = 10'000; // a page of groups, also the default
constexpr int maximumFound = 300; // a search by name
constexpr int maximumMembers = 1000; // a page of members, also the default
constexpr qsizetype pieceSize = 32768;

const char *const createdAt = "2025-09-01T08:00:00.000Z";
const char *const changedAt = "2026-01-15T09:30:00.000Z";

QString text(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

HttpResponse validationFailed(const char *what, const char *cause)
{
    return managementError(400, QStringLiteral("E0000001"), QStringLiteral("Api validation failed: ") + text(what),
                           {text(what) + QStringLiteral(": ") + text(cause)});
}

/// The "limit" of a query, cut to what Okta gives at most. Nothing when it is no positive number.
std::optional<int> pageLimit(const FormFields &fields, int maximum)
{
    if (!fields.contains(QLatin1String("limit")))
        return maximum;
    bool isNumber = false;
    const int limit = fields.value(QLatin1String("limit")).toInt(&isNumber);
    if (!isNumber || limit < 1)
        return std::nullopt;
    return std::min(limit, maximum);
}

HttpResponse notFound(const QString &id, const char *type)
{
    return managementError(404, QStringLiteral("E0000007"),
                           QStringLiteral("Not found: Resource not found: %1 (%2)").arg(id, text(type)));
}

} // namespace

ManagementApi::ManagementApi(Tenant &tenant)
    : m_tenant(tenant)
    , m_groupsLimit(tenant.settings.rateLimit / 2, tenant.settings.rateLimitWindow)
    , m_otherLimit(tenant.settings.rateLimit / 2, tenant.settings.rateLimitWindow)
    , m_cursorSalt(randomText(32).toLatin1())
{
}

void ManagementApi::forgetLimits()
{
    m_groupsLimit.forget();
    m_otherLimit.forget();
}

HttpResponse ManagementApi::answer(const HttpRequest &request)
{
    if (auto refusal = refuseToken(request))
        return *refusal;

    const bool isGroups = request.path == "/api/v1/groups" || request.path.startsWith("/api/v1/groups/");
    const auto count = (isGroups ? m_groupsLimit : m_otherLimit).count(m_tenant.now());
    auto response = count.isExceeded
        ? managementError(429, QStringLiteral("E0000047"),
                          QStringLiteral("API call exceeded rate limit due to too many requests."))
        : route(request);
    response.add("X-Rate-Limit-Limit", QByteArray::number(count.limit));
    response.add("X-Rate-Limit-Remaining", QByteArray::number(count.remaining));
    response.add("X-Rate-Limit-Reset", QByteArray::number(count.reset));
    if (!response.hasHeader("Cache-Control"))
        response.add("Cache-Control", "no-cache, no-store");
    response.add("Pragma", "no-cache");
    response.add("Expires", "0");
    return response;
}

std::optional<HttpResponse> ManagementApi::refuseToken(const HttpRequest &request) const
{
    const auto header = request.header("authorization");
    if (header.left(5).toUpper() != "SSWS ")
        return managementError(403, QStringLiteral("E0000005"), QStringLiteral("Invalid session"));
    if (m_tenant.isApiTokenRevoked || QString::fromUtf8(header.mid(5).trimmed()) != m_tenant.apiToken)
        return managementError(401, QStringLiteral("E0000011"), QStringLiteral("Invalid token provided"));
    return std::nullopt;
}

HttpResponse ManagementApi::route(const HttpRequest &request)
{
    const auto &path = request.path;
    const bool isGet = request.method == "GET" || request.method == "HEAD";

    if (path == "/api/v1/api-tokens/current")
        return request.method == "DELETE" ? revokeToken() : methodNotAllowed();

    if (path.startsWith("/api/v1/users/") && !path.mid(14).contains('/'))
        return isGet ? user(QString::fromLatin1(path.mid(14))) : methodNotAllowed();

    if (path == "/api/v1/groups" || path.startsWith("/api/v1/groups/")) {
        if (!isGet)
            return methodNotAllowed();
        if (m_tenant.settings.mood == Mood::TokenWithoutRights) {
            return managementError(403, QStringLiteral("E0000006"),
                                   QStringLiteral("You do not have permission to perform the requested action"));
        }
        const auto parts = path.mid(1).split('/'); // api v1 groups [id [users]]
        if (parts.size() == 3)
            return groups(request);
        if (parts.size() == 4 && !parts.at(3).isEmpty())
            return group(QString::fromLatin1(parts.at(3)));
        if (parts.size() == 5 && parts.at(4) == "users")
            return members(request, QString::fromLatin1(parts.at(3)));
    }
    return managementError(404, QStringLiteral("E0000008"), QStringLiteral("The requested path was not found"));
}

HttpResponse ManagementApi::groups(const HttpRequest &request) const
{
    const auto fields = FormFields::parse(request.query);
    const bool isSearch = fields.contains(QLatin1String("q"));
    const auto limit = pageLimit(fields, isSearch ? maximumFound : maximumGroups);
    if (!limit)
        return validationFailed("limit", "The limit must be a positive number.");
    if (isSearch)
        return matchingGroups(fields.value(QLatin1String("q")), *limit);

    int begin = 0;
    if (fields.contains(QLatin1String("after"))) {
        const auto position = cursorPosition(request.path, fields.value(QLatin1String("after")));
        if (!position)
            return validationFailed("after", "The after parameter is invalid.");
        begin = *position;
    }
    const int total = m_tenant.directory.groupCount();
    const bool withStatistics = fields.value(QLatin1String("expand")) == QLatin1String("stats");
    return page(request, begin, std::min(begin + *limit, total), total,
                [this, withStatistics](int index) { return groupText(index, withStatistics); });
}

HttpResponse ManagementApi::matchingGroups(const QString &prefix, int limit) const
{
    QByteArrayList rows;
    for (int i = 0; i < m_tenant.directory.groupCount() && rows.size() < limit; ++i) {
        if (m_tenant.directory.group(i).name.startsWith(prefix, Qt::CaseInsensitive))
            rows.append(groupText(i, false));
    }
    return HttpResponse::json('[' + rows.join(',') + ']');
}

HttpResponse ManagementApi::group(const QString &id) const
{
    const auto index = m_tenant.directory.groupIndex(id);
    if (!index)
        return notFound(id, "UserGroup");
    return HttpResponse::json(groupText(*index, false));
}

HttpResponse ManagementApi::members(const HttpRequest &request, const QString &id) const
{
    const auto index = m_tenant.directory.groupIndex(id);
    if (!index)
        return notFound(id, "UserGroup");
    const auto fields = FormFields::parse(request.query);
    const auto limit = pageLimit(fields, maximumMembers);
    if (!limit)
        return validationFailed("limit", "The limit must be a positive number.");
    int begin = 0;
    if (fields.contains(QLatin1String("after"))) {
        const auto position = cursorPosition(request.path, fields.value(QLatin1String("after")));
        if (!position)
            return validationFailed("after", "The after parameter is invalid.");
        begin = *position;
    }
    const int total = m_tenant.directory.group(*index).members;
    const int group = *index;
    return page(request, begin, std::min(begin + *limit, total), total, [this, group](int member) {
        const auto person = m_tenant.directory.member(group, member);
        return userText(m_tenant.directory.personIndex(person.id).value_or(0));
    });
}

HttpResponse ManagementApi::user(const QString &id) const
{
    if (id == QLatin1String("me"))
        return HttpResponse::json(userText(0));
    const auto index = m_tenant.directory.personIndex(id);
    if (!index)
        return notFound(id, "User");
    return HttpResponse::json(userText(*index));
}

HttpResponse ManagementApi::revokeToken()
{
    m_tenant.isApiTokenRevoked = true;
    return HttpResponse::empty(204);
}

QByteArray ManagementApi::groupText(int index, bool withStatistics) const
{
    const auto group = m_tenant.directory.group(index);
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
                                        .add("appsCount", index == 0 ? 1 : 0)
                                        .add("groupPushMappingsCount", 0)
                                        .add("hasAdminPrivilege", false)));
    }
    return object.text();
}

QByteArray ManagementApi::userText(int index) const
{
    const auto person = m_tenant.directory.person(index);
    return JsonObject()
        .add("id", person.id)
        .add("status", QStringLiteral("ACTIVE"))
        .add("created", text(createdAt))
        .add("activated", text(createdAt))
        .add("statusChanged", text(createdAt))
        .add("lastLogin", JsonText::null())
        .add("lastUpdated", text(changedAt))
        .add("passwordChanged", JsonText::null())
        .add("type", JsonObject().add("id", QStringLiteral("otydemo0000000000000")))
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

HttpResponse ManagementApi::page(const HttpRequest &request, int begin, int end, int total,
                                 const std::function<QByteArray(int)> &row) const
{
    HttpResponse response;
    response.add("Content-Type", "application/json");

    const QByteArray base = m_tenant.issuer.toLatin1() + request.path;
    const auto link = [&base](const QByteArray &query, const char *relation) {
        return '<' + base + (query.isEmpty() ? QByteArray() : '?' + query) + ">; rel=\"" + relation + '"';
    };
    const auto fields = FormFields::parse(request.query);
    response.add("Link", link(fields.encodedWithout({}), "self"));
    if (end < total) {
        const auto rest = fields.encodedWithout({QStringLiteral("after")});
        const auto after = "after=" + encodeFormValue(cursor(request.path, end));
        response.add("Link", link(rest.isEmpty() ? after : after + '&' + rest, "next"));
    }

    response.more = [row, next = begin, begin, end, isOpen = true]() mutable {
        QByteArray piece;
        if (!isOpen)
            return piece;
        if (next == begin)
            piece += '[';
        for (; next < end && piece.size() < pieceSize; ++next) {
            if (next != begin)
                piece += ',';
            piece += row(next);
        }
        if (next >= end) {
            piece += ']';
            isOpen = false;
        }
        return piece;
    };
    return response;
}

QString ManagementApi::cursor(const QByteArray &path, int next) const
{
    const auto number = QByteArray::number(next);
    const auto seal =
        QCryptographicHash::hash(m_cursorSalt + path + '\n' + number, QCryptographicHash::Sha256).left(12);
    return QString::fromLatin1(
        (seal + number).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

std::optional<int> ManagementApi::cursorPosition(const QByteArray &path, const QString &text) const
{
    const auto bytes = QByteArray::fromBase64(text.toLatin1(), QByteArray::Base64UrlEncoding);
    bool isNumber = false;
    const int position = bytes.mid(12).toInt(&isNumber);
    if (!isNumber || position < 0 || cursor(path, position) != text)
        return std::nullopt;
    return position;
}

} // namespace demo

#include "okta/ApplicationPlan.h"

#include "http/Client.h"
#include "okta/ApplicationAudit.h"

#include <QJsonArray>
#include <QUrl>

#include <algorithm>

namespace okta {

namespace {

using Method = http::Request::Method;
using Purpose = ApplicationRequest::Purpose;

QString appPath(const QString &id, const QString &rest = {})
{
    return QStringLiteral("/api/v1/apps/%1%2").arg(id, rest);
}

QJsonArray arrayOf(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

/// What the settings of a row that is not good shall be.
QList<ApplicationChange> settingsOf(int row, const QJsonObject &now, const WantedApplication &wanted)
{
    QList<ApplicationChange> changes;
    const auto set = [&](QStringView path, const QJsonValue &value) {
        changes.append({QStringLiteral("a%1").arg(row), path.toString(), valueAt(now, path), value});
    };
    const auto keep = [&](QStringView path, auto &&isKept) {
        QStringList kept = listAt(now, path);
        kept.removeIf([&isKept](const QString &text) { return !isKept(text); });
        set(path, arrayOf(kept));
    };
    const auto add = [&](QStringView path, const QStringList &texts) {
        QStringList all = listAt(now, path);
        for (const QString &text : texts) {
            if (!all.contains(text))
                all.append(text);
        }
        set(path, arrayOf(all));
    };
    const QString code = QStringLiteral("authorization_code");
    const QString refresh = QStringLiteral("refresh_token");
    const auto isInsecure = [](const QString &uri) {
        const QUrl url(uri);
        return uri.contains(QLatin1Char('*')) || (url.scheme() == QLatin1String("http") && !http::isLoopback(url));
    };
    switch (row) {
    case 4:
        add(paths::GrantTypes, {code});
        break;
    case 5:
        add(paths::GrantTypes, {refresh});
        if (valueAt(now, paths::RotationType).toString().isEmpty()) // without it, Okta refuses the object
            set(paths::RefreshToken, QJsonObject{{QStringLiteral("rotation_type"), QStringLiteral("STATIC")}});
        break;
    case 6:
        keep(paths::GrantTypes, [&](const QString &grant) { return grant == code || grant == refresh; });
        break;
    case 7:
        set(paths::ResponseTypes, QJsonArray{QStringLiteral("code")});
        break;
    case 8:
        if (!wanted.redirectUri.isEmpty())
            add(paths::RedirectUris, {wanted.redirectUri});
        break;
    case 9:
        keep(paths::RedirectUris,
             [&](const QString &uri) { return wanted.allRedirectUris().contains(uri) || isInsecure(uri); });
        break;
    case 10:
        keep(paths::RedirectUris,
             [&](const QString &uri) { return wanted.allRedirectUris().contains(uri) || !isInsecure(uri); });
        break;
    case 11:
        set(paths::WildcardRedirect, QStringLiteral("DISABLED"));
        break;
    case 12:
        add(paths::SignOutRedirectUris, wanted.signOutRedirectUris);
        break;
    case 13:
        set(paths::AuthenticationMethod, QStringLiteral("client_secret_basic"));
        break;
    case 14:
        set(paths::PkceRequired, wanted.requiresPkce);
        break;
    case 15:
        set(paths::Dpop, false);
        break;
    case 16:
        set(paths::IssuerMode, issuerModeName(wanted.issuerMode));
        break;
    case 17:
        set(paths::Network, QJsonObject{{QStringLiteral("connection"), QStringLiteral("ANYWHERE")}});
        break;
    case 18:
        set(paths::AutoKeyRotation, true);
        break;
    case 19:
        set(paths::IdTokenEncryption, QJsonValue::Undefined);
        break;
    case 20:
        set(paths::SubjectType, QStringLiteral("public"));
        break;
    case 21:
        set(paths::ConsentMethod, QStringLiteral("TRUSTED"));
        break;
    case 22:
        set(paths::RefreshToken, QJsonObject{{QStringLiteral("rotation_type"), QStringLiteral("STATIC")}});
        break;
    case 23:
        set(paths::IdpInitiatedLogin,
            QJsonObject{{QStringLiteral("mode"), QStringLiteral("DISABLED")},
                        {QStringLiteral("default_scope"), QJsonArray()}});
        break;
    case 24:
        if (valueAt(now, paths::SingleLogout).toBool())
            set(paths::SingleLogout, false);
        set(paths::FrontChannelLogout, QJsonValue::Undefined);
        break;
    case 25:
        set(paths::ImplicitAssignment, false);
        break;
    case 32:
        set(paths::SelfService, false);
        break;
    default:
        break;
    }
    return changes;
}

} // namespace

ApplicationRequest assignGroupRequest(const QString &applicationId, const GroupReference &group)
{
    return {Purpose::AssignGroup, Method::Put, appPath(applicationId, QStringLiteral("/groups/%1").arg(group.id)),
            QJsonObject(), group.name.isEmpty() ? group.id : group.name};
}

ApplicationPlan ApplicationPlan::creation(const WantedApplication &wanted)
{
    ApplicationPlan plan;
    const QJsonObject body = wanted.body();
    for (const auto &difference : missingFrom({}, body))
        plan.changes.append({{}, difference.path, QJsonValue::Undefined, difference.expected});
    plan.requests.append(
        {Purpose::Create, Method::Post, QStringLiteral("/api/v1/apps?activate=true"), body, wanted.label, true});
    for (const auto &group : wanted.groups)
        plan.requests.append(assignGroupRequest(QStringLiteral("{appId}"), group));
    return plan;
}

ApplicationPlan ApplicationPlan::replacement(const Application &application, const QList<ApplicationChange> &changes)
{
    ApplicationPlan plan;
    QJsonObject body = application.body();
    for (const ApplicationChange &change : changes) {
        if (valueAt(body, change.path) == change.after)
            continue;
        body = withValueAt(std::move(body), change.path, change.after);
        plan.changes.append(change);
    }
    if (plan.changes.isEmpty())
        return plan;
    plan.after = body;
    plan.requests.append(
        {Purpose::Replace, Method::Put, appPath(application.id()), std::move(body), application.label(), true});
    return plan;
}

ApplicationPlan ApplicationPlan::repair(const Application &application, const WantedApplication &wanted,
                                        const QStringList &rows, const QList<GroupReference> &assigned)
{
    QList<ApplicationChange> changes;
    QJsonObject now = application.body();
    ApplicationEvidence evidence;
    evidence.application = application;
    const checks::List audit = auditApplication(evidence, wanted);
    for (const QString &row : auditRows()) { // in their order, whatever the order of the rows
        const auto status = audit.status(row);
        const bool isWrong = status == checks::Status::Failed || status == checks::Status::Warning;
        if (!rows.contains(row) || repairable(row) != Repairable::BySettings || !isWrong)
            continue;
        for (const ApplicationChange &change : settingsOf(row.mid(1).toInt(), now, wanted)) {
            if (change.before == change.after)
                continue;
            changes.append(change);
            now = withValueAt(std::move(now), change.path, change.after);
        }
    }
    if (rows.contains(TestUrisRow)) {
        QStringList uris = listAt(now, paths::RedirectUris);
        for (const QString &uri : wanted.testRedirectUris) {
            if (!uris.contains(uri))
                uris.append(uri);
        }
        changes.append({TestUrisRow, paths::RedirectUris.toString(), valueAt(now, paths::RedirectUris), arrayOf(uris)});
    }
    ApplicationPlan plan = replacement(application, changes);
    if (rows.contains(QStringLiteral("a1")) && application.status() != QLatin1String("ACTIVE")) {
        plan.changes.append(
            {QStringLiteral("a1"), QStringLiteral("status"), application.status(), QStringLiteral("ACTIVE")});
        plan.requests.append({Purpose::Activate, Method::Post,
                              appPath(application.id(), QStringLiteral("/lifecycle/activate")), std::nullopt,
                              application.label()});
    }
    if (rows.contains(QStringLiteral("a26")) || rows.contains(QStringLiteral("a27"))) {
        for (const auto &group : wanted.groups) {
            if (assigned.contains(group))
                continue;
            plan.changes.append({rows.contains(QStringLiteral("a26")) ? QStringLiteral("a26") : QStringLiteral("a27"),
                                 QStringLiteral("groups"), QJsonValue::Undefined,
                                 group.name.isEmpty() ? group.id : group.name});
            plan.requests.append(assignGroupRequest(application.id(), group));
        }
    }
    if (rows.contains(QStringLiteral("a27")) && !wanted.groups.isEmpty()) {
        for (const auto &group : assigned) {
            if (wanted.groups.contains(group) || (group.name == QLatin1String("Everyone") && wanted.isEveryoneChosen))
                continue;
            const QString name = group.name.isEmpty() ? group.id : group.name;
            plan.changes.append({QStringLiteral("a27"), QStringLiteral("groups"), name, QJsonValue::Undefined});
            plan.requests.append({Purpose::UnassignGroup, Method::Delete,
                                  appPath(application.id(), QStringLiteral("/groups/%1").arg(group.id)), std::nullopt,
                                  name});
        }
    }
    return plan;
}

ApplicationRequest ApplicationPlan::groupsClaimRequest(const QString &applicationId)
{
    const QString expression = QStringLiteral("user.getGroups({'group.type': {'OKTA_GROUP'}}).![profile.name]");
    return {Purpose::AddClaim, Method::Post, appPath(applicationId, QStringLiteral("/federated-claims")),
            QJsonObject{{QStringLiteral("name"), QStringLiteral("groups")}, {QStringLiteral("expression"), expression}},
            QStringLiteral("groups")};
}

ApplicationPlan ApplicationPlan::restoration(const Application &held, const QList<GroupReference> &assigned,
                                             const Application &before, const QList<GroupReference> &assignedBefore,
                                             const ApplicationPlan &done)
{
    QList<ApplicationChange> changes;
    QJsonObject was = before.body();
    for (const auto *const own : {"id", "orn", "status", "created", "lastUpdated"})
        was.remove(QLatin1String(own));
    const auto differing = missingFrom(held.json(), was);
    for (const JsonDifference &difference : differing) {
        const bool isOurs = std::any_of(done.changes.cbegin(), done.changes.cend(), [&difference](const auto &change) {
            return difference.path == change.path || difference.path.startsWith(change.path + QLatin1Char('.'));
        });
        const bool isLost = difference.found.isUndefined() || difference.found.isNull();
        if (isOurs || isLost)
            changes.append({{}, difference.path, difference.found, difference.expected});
    }
    for (const ApplicationChange &change : done.changes) {
        const QJsonValue now = held.at(change.path);
        if (change.isSetting() && before.at(change.path).isUndefined() && !now.isUndefined())
            changes.append({{}, change.path, now, QJsonValue::Undefined});
    }
    ApplicationPlan plan = replacement(held, changes);
    for (const ApplicationRequest &request : done.requests) {
        const GroupReference group{request.path.section(QLatin1Char('/'), -1), request.subject};
        const bool isThere = assigned.contains(group);
        if (request.purpose == Purpose::AssignGroup && isThere && !assignedBefore.contains(group)) {
            plan.changes.append({{}, QStringLiteral("groups"), request.subject, QJsonValue::Undefined});
            plan.requests.append({Purpose::UnassignGroup, Method::Delete, request.path, std::nullopt, request.subject});
        } else if (request.purpose == Purpose::UnassignGroup && !isThere && assignedBefore.contains(group)) {
            plan.changes.append({{}, QStringLiteral("groups"), QJsonValue::Undefined, request.subject});
            plan.requests.append(assignGroupRequest(held.id(), group));
        } else if (request.purpose == Purpose::Activate && held.status() == QLatin1String("ACTIVE")) {
            plan.changes.append({{}, QStringLiteral("status"), held.status(), before.status()});
            plan.requests.append({Purpose::Deactivate, Method::Post,
                                  appPath(held.id(), QStringLiteral("/lifecycle/deactivate")), std::nullopt,
                                  held.label()});
        }
    }
    return plan;
}

ApplicationPlan ApplicationPlan::cleanUp(const Application &application, const QStringList &testRedirectUris)
{
    QStringList uris = application.redirectUris();
    const qsizetype before = uris.size();
    uris.removeIf([&testRedirectUris](const QString &uri) { return testRedirectUris.contains(uri); });
    if (uris.size() == before)
        return {};
    if (uris.isEmpty()) {
        ApplicationPlan plan;
        plan.obstacle = ApplicationError{ApplicationError::Reason::LastRedirectUri, application.label()};
        return plan;
    }
    return replacement(application,
                       {{QStringLiteral("a9"), paths::RedirectUris.toString(), application.at(paths::RedirectUris),
                         QJsonArray::fromStringList(uris)}});
}

ApplicationPlan ApplicationPlan::deletion(const Application &application)
{
    ApplicationPlan plan;
    if (application.status() != QLatin1String("INACTIVE")) {
        plan.requests.append({Purpose::Deactivate, Method::Post,
                              appPath(application.id(), QStringLiteral("/lifecycle/deactivate")), std::nullopt,
                              application.label()});
    }
    plan.requests.append(
        {Purpose::Delete, Method::Delete, appPath(application.id()), std::nullopt, application.label()});
    return plan;
}

} // namespace okta

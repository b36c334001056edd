#include "demo/FederatedClaims.h"

#include "demo/ApiReply.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/Tenant.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace demo {

namespace {

QByteArray textOf(const FederatedClaim &claim)
{
    return JsonObject()
        .add("id", claim.id)
        .add("name", claim.name)
        .add("expression", claim.expression)
        .add("created", claim.created)
        .add("lastUpdated", claim.lastUpdated)
        .text();
}

/// Takes name and expression of a body; what is wrong with it.
std::optional<HttpResponse> read(const HttpRequest &request, FederatedClaim &claim)
{
    const auto document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return notWellFormed();
    claim.name = document.object().value(QLatin1String("name")).toString();
    claim.expression = document.object().value(QLatin1String("expression")).toString();
    const auto blank = QStringLiteral("The field cannot be left blank");
    if (claim.name.isEmpty())
        return validationFailed(QStringLiteral("name"), blank);
    if (claim.expression.isEmpty())
        return validationFailed(QStringLiteral("expression"), blank);
    return std::nullopt;
}

void log(Tenant &tenant, const App &app, const char *verb, const FederatedClaim &claim)
{
    tenant.log(appEvent("application.lifecycle.update",
                        QString::fromLatin1(verb) + QStringLiteral(" federated claim ") + claim.name, app));
}

HttpResponse create(Tenant &tenant, const HttpRequest &request, App &app)
{
    FederatedClaim claim;
    if (auto fault = read(request, claim))
        return *fault;
    const auto isSame = [&claim](const FederatedClaim &each) { return each.name == claim.name; };
    if (std::any_of(app.federatedClaims.cbegin(), app.federatedClaims.cend(), isSame))
        return validationFailed(QStringLiteral("name"), QStringLiteral("A claim with this name already exists."));
    claim.id = tenant.store.makeId("ofc");
    claim.created = tenant.store.timeText();
    claim.lastUpdated = claim.created;
    app.federatedClaims.append(claim);
    log(tenant, app, "Create", claim);
    return HttpResponse::json(textOf(claim), 201);
}

} // namespace

HttpResponse federatedClaims(Tenant &tenant, const HttpRequest &request, App &app, const QByteArrayList &rest)
{
    const bool isRead = request.method == "GET" || request.method == "HEAD";
    if (rest.isEmpty()) {
        if (request.method == "POST")
            return create(tenant, request, app);
        if (!isRead)
            return methodNotAllowed();
        QList<JsonText> all;
        for (const auto &claim : std::as_const(app.federatedClaims))
            all.append(JsonText::written(textOf(claim)));
        return HttpResponse::json(JsonText(all).text());
    }
    const auto id = QString::fromLatin1(rest.first());
    const auto found = std::find_if(app.federatedClaims.begin(), app.federatedClaims.end(),
                                    [&id](const FederatedClaim &each) { return each.id == id; });
    if (rest.size() > 1)
        return pathNotFound();
    if (found == app.federatedClaims.end())
        return resourceNotFound(id, "FederatedClaim");
    if (isRead)
        return HttpResponse::json(textOf(*found));
    if (request.method == "PUT") {
        auto changed = *found;
        if (auto fault = read(request, changed))
            return *fault;
        changed.lastUpdated = tenant.store.timeText();
        *found = changed;
        log(tenant, app, "Update", changed);
        return HttpResponse::json(textOf(changed));
    }
    if (request.method != "DELETE")
        return methodNotAllowed();
    log(tenant, app, "Delete", *found);
    app.federatedClaims.erase(found);
    return HttpResponse::empty(204);
}

} // namespace demo

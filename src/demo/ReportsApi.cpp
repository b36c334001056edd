#include "demo/ReportsApi.h"

#include "demo/ApiReply.h"
#include "demo/FormFields.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/Tenant.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QRegularExpression>
#include <QUuid>

namespace demo {

namespace {

constexpr int DefaultEvents = 100;
constexpr int MaximumEvents = 1000;
constexpr qint64 TokenDays = 30;
const char *const createdAt = "2025-09-01T08:00:00.000Z";

QString str(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

bool isRead(const HttpRequest &request)
{
    return request.method == "GET" || request.method == "HEAD";
}

QByteArray eventText(const Event &event)
{
    const auto id = QUuid::createUuidV5(QUuid(), event.published + QString::number(event.number));
    const bool byApp = event.actorId.startsWith(QLatin1String("0oa"));
    JsonObject outcome;
    outcome.add("result", event.isSuccess ? str("SUCCESS") : str("FAILURE"));
    if (!event.reason.isEmpty())
        outcome.add("reason", event.reason);

    JsonObject text;
    text.add("actor",
             JsonObject()
                 .add("id", event.actorId)
                 .add("type", byApp ? str("PublicClientApp") : str("User"))
                 .add("alternateId", byApp ? event.actorId : str("robin@demo.example"))
                 .add("displayName", event.actorName));
    text.add("client",
             JsonObject().add("ipAddress", str("127.0.0.1")).add("zone", str("null")).add("device", str("Computer")));
    text.add("displayMessage", event.message).add("eventType", event.type).add("outcome", outcome);
    text.add("published", event.published);
    text.add("severity", event.isSuccess ? str("INFO") : str("WARN"));
    text.add("debugContext", JsonObject().add("debugData", JsonObject()));
    text.add("transaction", JsonObject().add("type", str("WEB")).add("id", id.toString(QUuid::Id128)));
    text.add("uuid", id.toString(QUuid::WithoutBraces)).add("version", str("0"));
    text.add("request", JsonObject().add("ipChain", QList<JsonText>()));
    QList<JsonText> targets;
    if (!event.targetId.isEmpty()) {
        targets.append(JsonObject()
                           .add("id", event.targetId)
                           .add("type", event.targetType)
                           .add("alternateId", event.targetName)
                           .add("displayName", event.targetName));
    }
    text.add("target", targets);
    return text.text();
}

QByteArray tokenText(const ApiToken &token, const QString &issuer)
{
    const auto &since = token.lastUsed.isEmpty() ? token.created : token.lastUsed;
    const auto ends = QDateTime::fromString(since, Qt::ISODateWithMs).addDays(TokenDays).toString(Qt::ISODateWithMs);
    return JsonObject()
        .add("id", token.id)
        .add("name", token.name)
        .add("userId", token.ownerId)
        .add("clientName", str("Okta API"))
        .add("tokenWindow", str("P30D"))
        .add("network", JsonObject().add("connection", str("ANYWHERE")))
        .add("created", token.created)
        .add("lastUpdated", since)
        .add("expiresAt", ends)
        .add(
            "_link",
            JsonObject().add("self", JsonObject().add("href", QString(issuer + str("/api/v1/api-tokens/") + token.id))))
        .text();
}

} // namespace

ReportsApi::ReportsApi(Tenant &tenant, const Pager &pager)
    : m_tenant(tenant)
    , m_pager(pager)
{
}

HttpResponse ReportsApi::logs(const HttpRequest &request) const
{
    if (!isRead(request))
        return methodNotAllowed();
    const auto fields = FormFields::parse(request.query);
    const auto limit = pageLimit(fields, DefaultEvents, MaximumEvents);
    if (!limit)
        return validationFailed(str("limit"), str("The limit must be a positive number."));
    QString type;
    if (fields.contains(QLatin1String("filter"))) {
        static const QRegularExpression comparison(str("^\\s*eventType\\s+eq\\s+\"([^\"]*)\"\\s*$"));
        const auto match = comparison.match(fields.value(QLatin1String("filter")));
        if (!match.hasMatch())
            return managementError(400, str("E0000031"), str("Invalid search criteria."));
        type = match.captured(1);
    }
    qint64 after = 0;
    if (fields.contains(QLatin1String("after"))) {
        const auto position = m_pager.cursorPosition(request.path, fields.value(QLatin1String("after")));
        if (!position)
            return validationFailed(str("after"), str("The after parameter is invalid."));
        after = *position;
    }
    const auto since = fields.value(QLatin1String("since"));
    const auto until = fields.value(QLatin1String("until"));
    const auto word = fields.value(QLatin1String("q"));
    const bool newestFirst = fields.value(QLatin1String("sortOrder")) == QLatin1String("DESCENDING");

    QList<Event> found;
    for (const auto &event : m_tenant.store.events.events()) {
        const bool isWanted = !event.type.isEmpty() && event.number > after && (type.isEmpty() || event.type == type)
            && (since.isEmpty() || event.published >= since) && (until.isEmpty() || event.published <= until)
            && (word.isEmpty() || event.message.contains(word, Qt::CaseInsensitive)
                || event.type.contains(word, Qt::CaseInsensitive)
                || event.targetName.contains(word, Qt::CaseInsensitive));
        if (isWanted)
            found.append(event);
    }
    if (newestFirst)
        std::reverse(found.begin(), found.end());
    found = found.mid(0, *limit);

    QByteArrayList rows;
    for (const auto &event : std::as_const(found)) {
        rows.append(eventText(event));
        after = event.number;
    }
    auto response = HttpResponse::json('[' + rows.join(',') + ']');
    response.add("Link", linkTo(m_tenant.issuer, request, fields.encodedWithout({}), "self"));
    if (!newestFirst) { // whoever asks again gets what came meanwhile, so there is always a next page
        const auto rest = fields.encodedWithout({str("after")});
        const auto cursor = "after=" + encodeFormValue(m_pager.cursor(request.path, after));
        response.add("Link", linkTo(m_tenant.issuer, request, rest.isEmpty() ? cursor : cursor + '&' + rest, "next"));
    }
    return response;
}

HttpResponse ReportsApi::policies(const HttpRequest &request, const QByteArrayList &parts) const
{
    if (!isRead(request))
        return methodNotAllowed();
    const auto id = QString::fromLatin1(parts.value(0));
    if (parts.isEmpty() || parts.size() > 2 || (parts.size() == 2 && parts.at(1) != "rules"))
        return pathNotFound();
    if (id != m_tenant.store.policyId())
        return resourceNotFound(id, "Policy");
    if (parts.size() == 1) {
        return HttpResponse::json(JsonObject()
                                      .add("id", id)
                                      .add("status", str("ACTIVE"))
                                      .add("name", str("Any two factors"))
                                      .add("description", str("Require two factors to access."))
                                      .add("priority", 1)
                                      .add("system", true)
                                      .add("conditions", JsonText::null())
                                      .add("created", str(createdAt))
                                      .add("lastUpdated", str(createdAt))
                                      .add("type", str("ACCESS_POLICY"))
                                      .text());
    }
    const auto possession = JsonObject().add("possession", JsonObject().add("deviceBound", str("REQUIRED")));
    const auto rule = JsonObject()
                          .add("id", QString(str("rul") + id.mid(3)))
                          .add("status", str("ACTIVE"))
                          .add("name", str("Catch-all Rule"))
                          .add("priority", 99)
                          .add("created", str(createdAt))
                          .add("lastUpdated", str(createdAt))
                          .add("system", true)
                          .add("actions",
                               JsonObject().add("appSignOn",
                                                JsonObject()
                                                    .add("access", str("ALLOW"))
                                                    .add("verificationMethod",
                                                         JsonObject()
                                                             .add("factorMode", str("2FA"))
                                                             .add("type", str("ASSURANCE"))
                                                             .add("reauthenticateIn", str("PT12H"))
                                                             .add("constraints", QList<JsonText>{possession}))))
                          .add("type", str("ACCESS_POLICY"));
    return HttpResponse::json('[' + rule.text() + ']');
}

HttpResponse ReportsApi::apiTokens(const HttpRequest &request, const QByteArrayList &parts, const QString &currentId)
{
    const auto &tokens = m_tenant.store.apiTokens;
    if (parts.value(0) == "current" && parts.size() == 1) {
        if (request.method != "DELETE")
            return methodNotAllowed();
        revokeToken(m_tenant, currentId);
        return HttpResponse::empty(204);
    }
    if (parts.isEmpty()) {
        if (!isRead(request))
            return methodNotAllowed();
        QByteArrayList rows;
        for (const auto &token : tokens)
            rows.append(tokenText(token, m_tenant.issuer));
        return HttpResponse::json('[' + rows.join(',') + ']');
    }
    const auto id = QString::fromLatin1(parts.first());
    const auto *const token = m_tenant.store.token(id);
    if (!token || parts.size() > 1)
        return parts.size() > 1 ? pathNotFound() : resourceNotFound(id, "ApiToken");
    if (isRead(request))
        return HttpResponse::json(tokenText(*token, m_tenant.issuer));
    if (request.method != "DELETE")
        return methodNotAllowed();
    revokeToken(m_tenant, id);
    return HttpResponse::empty(204);
}

void revokeToken(Tenant &tenant, const QString &id)
{
    const auto *const token = tenant.store.token(id);
    if (!token)
        return;
    auto event = eventOf("system.api_token.revoke", str("Revoke API token"));
    event.targetId = token->id;
    event.targetName = token->name;
    event.targetType = str("Token");
    tenant.log(std::move(event));
    const auto gone = id; // it may be the token's own
    tenant.store.apiTokens.removeIf([&gone](const ApiToken &each) { return each.id == gone; });
}

} // namespace demo

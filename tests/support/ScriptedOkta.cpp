#include "support/ScriptedOkta.h"

#include <QJsonDocument>
#include <QUrl>
#include <QUrlQuery>

namespace {

ScriptedOkta::Answer json(int status, const QJsonObject &object)
{
    return {status, QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

ScriptedOkta::Answer json(const QJsonArray &array)
{
    return {200, QJsonDocument(array).toJson(QJsonDocument::Compact)};
}

ScriptedOkta::Answer notFound(const QString &id, const char *what)
{
    return ScriptedOkta::error(404, QStringLiteral("E0000007"),
                               QStringLiteral("Not found: Resource not found: %1 (%2)").arg(id, QLatin1String(what)));
}

} // namespace

ScriptedOkta::Answer ScriptedOkta::error(int status, const QString &code, const QString &summary,
                                         const QStringList &causes)
{
    QJsonArray list;
    for (const QString &cause : causes)
        list.append(QJsonObject{{QStringLiteral("errorSummary"), cause}});
    return json(status,
                {{QStringLiteral("errorCode"), code},
                 {QStringLiteral("errorSummary"), summary},
                 {QStringLiteral("errorLink"), code},
                 {QStringLiteral("errorId"), QStringLiteral("oaeTEST")},
                 {QStringLiteral("errorCauses"), list}});
}

ScriptedOkta::ScriptedOkta()
{
    m_server.setHandler([this](QTcpSocket &socket, const RawRequest &request) {
        const QUrl url(QString::fromLatin1(request.target()));
        const Call call{request.method(), url.path(), url.query(QUrl::FullyEncoded), request.body};
        if (call.path == QLatin1String("/.well-known/okta-organization")) {
            const QJsonObject link{{QStringLiteral("href"), this->url()}};
            QJsonObject links{{QStringLiteral("organization"), link}};
            if (!customDomain.isEmpty())
                links.insert(QStringLiteral("alternate"), QJsonObject{{QStringLiteral("href"), customDomain}});
            const auto org = json(200,
                                  {{QStringLiteral("id"), QStringLiteral("00oSCRIPTED")},
                                   {QStringLiteral("pipeline"), QStringLiteral("idx")},
                                   {QStringLiteral("_links"), links}});
            socket.write(httpAnswer(org.body));
            return;
        }
        if (call.path == QLatin1String("/.well-known/openid-configuration")) {
            discoveries.append(call.query);
            const auto document =
                issuer.isEmpty() ? notFound(call.path, "Path") : json(200, {{QStringLiteral("issuer"), issuer}});
            socket.write(httpAnswer(document.body, QByteArray::number(document.status) + " Status"));
            return;
        }
        m_calls.append(call);
        Answer answer;
        if (request.header("Authorization") != "SSWS " + m_token.toLatin1() || isTokenRevoked) {
            answer = error(401, QStringLiteral("E0000011"), QStringLiteral("Invalid token provided"));
        } else {
            const auto instead = before ? before(call) : std::nullopt;
            answer = instead ? *instead : answerTo(call);
            if (after)
                after(call, answer);
        }
        if (answer.hangsUp) {
            socket.abort();
            return;
        }
        const QByteArray status = QByteArray::number(answer.status) + " Status";
        socket.write(
            httpAnswer(answer.body, status,
                       (answer.body.isEmpty() ? QByteArray() : "Content-Type: application/json\r\n") + rateHeaders));
    });
}

QString ScriptedOkta::url() const
{
    return m_server.url(QString()).toString();
}

int ScriptedOkta::count(const QString &line) const
{
    int count = 0;
    for (const Call &call : m_calls) {
        if (call.line() == line)
            ++count;
    }
    return count;
}

QJsonObject ScriptedOkta::completed(QJsonObject app) const
{
    // What Okta adds by itself.
    const QString id = app.value(QStringLiteral("id")).toString();
    if (!app.contains(QStringLiteral("features")))
        app.insert(QStringLiteral("features"), QJsonArray());
    QJsonObject credentials = app.value(QStringLiteral("credentials")).toObject();
    QJsonObject client = credentials.value(QStringLiteral("oauthClient")).toObject();
    client.remove(QStringLiteral("client_secret"));
    if (!client.contains(QStringLiteral("client_id")))
        client.insert(QStringLiteral("client_id"), id);
    credentials.insert(QStringLiteral("oauthClient"), client);
    app.insert(QStringLiteral("credentials"), credentials);
    app.insert(QStringLiteral("_links"),
               QJsonObject{{QStringLiteral("accessPolicy"),
                            QJsonObject{{QStringLiteral("href"), url() + QStringLiteral("/api/v1/policies/rstP1")}}}});
    return app;
}

QString ScriptedOkta::add(QJsonObject app)
{
    QString id = app.value(QStringLiteral("id")).toString();
    if (id.isEmpty())
        id = QStringLiteral("0oaSCRIPTED%1").arg(++m_number, 6, 10, QLatin1Char('0'));
    app.insert(QStringLiteral("id"), id);
    if (!app.contains(QStringLiteral("status")))
        app.insert(QStringLiteral("status"), QStringLiteral("ACTIVE"));
    if (!app.contains(QStringLiteral("lastUpdated")))
        app.insert(QStringLiteral("lastUpdated"), QStringLiteral("2026-11-28T10:00:0%1.000Z").arg(m_number));
    m_apps.insert(id, completed(app));
    m_secrets.insert(id,
                     {QJsonObject{{QStringLiteral("id"), QStringLiteral("ocs") + id.mid(3)},
                                  {QStringLiteral("status"), QStringLiteral("ACTIVE")},
                                  {QStringLiteral("client_secret"), QStringLiteral("first-secret/of-%1").arg(id)},
                                  {QStringLiteral("created"), QStringLiteral("2026-11-28T10:00:00.000Z")}}});
    return id;
}

void ScriptedOkta::edit(const QString &id, const std::function<void(QJsonObject &)> &change)
{
    QJsonObject app = m_apps.value(id);
    change(app);
    m_apps.insert(id, app);
}

QString ScriptedOkta::secretOf(const QString &id) const
{
    return m_secrets.value(id).first().toObject().value(QStringLiteral("client_secret")).toString();
}

QByteArray ScriptedOkta::withSecret(const QString &id) const
{
    QJsonObject app = m_apps.value(id);
    QJsonObject credentials = app.value(QStringLiteral("credentials")).toObject();
    QJsonObject client = credentials.value(QStringLiteral("oauthClient")).toObject();
    client.insert(QStringLiteral("client_secret"), secretOf(id));
    credentials.insert(QStringLiteral("oauthClient"), client);
    app.insert(QStringLiteral("credentials"), credentials);
    return QJsonDocument(app).toJson();
}

ScriptedOkta::Answer ScriptedOkta::answerTo(const Call &call)
{
    const QStringList parts = call.path.split(QLatin1Char('/'), Qt::SkipEmptyParts); // api v1 what …
    const QString what = parts.value(2);
    if (what == QLatin1String("apps"))
        return apps(call);
    if (call.line() == QLatin1String("DELETE /api/v1/api-tokens/current")) {
        isTokenRevoked = revokesReally;
        return {204, {}};
    }
    if (call.path == QLatin1String("/api/v1/users/me"))
        return json(
            200,
            {{QStringLiteral("id"), QStringLiteral("00uADMIN")}, {QStringLiteral("status"), QStringLiteral("ACTIVE")}});
    if (what == QLatin1String("groups")) {
        QJsonArray list;
        const QString prefix = QUrlQuery(call.query).queryItemValue(QStringLiteral("q"));
        for (auto group = groups.cbegin(); group != groups.cend(); ++group) {
            if (!group.value().startsWith(prefix))
                continue;
            list.append(QJsonObject{{QStringLiteral("id"), group.key()},
                                    {QStringLiteral("type"),
                                     group.value() == QLatin1String("Everyone") ? QStringLiteral("BUILT_IN")
                                                                                : QStringLiteral("OKTA_GROUP")},
                                    {QStringLiteral("profile"), QJsonObject{{QStringLiteral("name"), group.value()}}}});
        }
        return json(list);
    }
    if (what == QLatin1String("authorizationServers"))
        return server(parts.mid(3));
    if (what == QLatin1String("policies") && !policyRules.isEmpty())
        return json(policyRules);
    if (what == QLatin1String("policies")) {
        const QJsonObject signOn{{QStringLiteral("access"), QStringLiteral("ALLOW")},
                                 {QStringLiteral("verificationMethod"),
                                  QJsonObject{{QStringLiteral("factorMode"), QStringLiteral("2FA")},
                                              {QStringLiteral("type"), QStringLiteral("ASSURANCE")}}}};
        return json(
            QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("Catch-all Rule")},
                                   {QStringLiteral("status"), QStringLiteral("ACTIVE")},
                                   {QStringLiteral("actions"), QJsonObject{{QStringLiteral("appSignOn"), signOn}}}}});
    }
    return notFound(call.path, "Path");
}

ScriptedOkta::Answer ScriptedOkta::apps(const Call &call)
{
    const QStringList parts = call.path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (parts.size() > 3)
        return oneApp(call, parts.at(3), parts.mid(4));
    if (call.method == "GET") {
        QJsonArray list;
        for (const auto &app : std::as_const(m_apps))
            list.append(app);
        return json(list);
    }
    QJsonObject app = QJsonDocument::fromJson(call.body).object();
    if (app.isEmpty())
        return error(400, QStringLiteral("E0000003"), QStringLiteral("The request body was not well-formed."));
    if (stored)
        stored(app);
    return {200, withSecret(add(app))};
}

ScriptedOkta::Answer ScriptedOkta::oneApp(const Call &call, const QString &id, const QStringList &rest)
{
    if (!m_apps.contains(id))
        return notFound(id, "AppInstance");
    const QString what = rest.value(0);
    if (what.isEmpty() && call.method == "GET")
        return json(200, m_apps.value(id));
    if (what.isEmpty() && call.method == "DELETE") {
        if (m_apps.value(id).value(QStringLiteral("status")).toString() == QLatin1String("ACTIVE"))
            return error(403, QStringLiteral("E0000056"), QStringLiteral("Delete application forbidden."));
        m_apps.remove(id);
        return {204, {}};
    }
    if (what.isEmpty() && call.method == "PUT") {
        QJsonObject app = QJsonDocument::fromJson(call.body).object();
        for (const auto *const own : {"id", "status", "created"})
            app.insert(QLatin1String(own), m_apps.value(id).value(QLatin1String(own)));
        app.insert(QStringLiteral("lastUpdated"), QStringLiteral("2026-11-28T11:00:0%1.000Z").arg(++m_number % 10));
        if (stored)
            stored(app);
        m_apps.insert(id, completed(app));
        return {200, withSecret(id)};
    }
    if (what == QLatin1String("lifecycle")) {
        edit(id, [&rest](QJsonObject &app) {
            app.insert(QStringLiteral("status"),
                       rest.value(1) == QLatin1String("activate") ? QStringLiteral("ACTIVE")
                                                                  : QStringLiteral("INACTIVE"));
        });
        return json(200, QJsonObject());
    }
    if (what == QLatin1String("groups")) {
        const QString group = rest.value(1);
        if (group.isEmpty()) {
            QJsonArray list;
            for (const QString &each : assigned.value(id)) {
                QJsonObject entry{{QStringLiteral("id"), each}, {QStringLiteral("priority"), 0}};
                if (call.query.contains(QLatin1String("expand=group")))
                    entry.insert(
                        QStringLiteral("_embedded"),
                        QJsonObject{{QStringLiteral("group"),
                                     QJsonObject{{QStringLiteral("profile"),
                                                  QJsonObject{{QStringLiteral("name"), groups.value(each)}}}}}});
                list.append(entry);
            }
            return json(list);
        }
        if (!groups.contains(group))
            return notFound(group, "UserGroup");
        if (call.method == "DELETE") {
            assigned[id].removeAll(group);
            return {204, {}};
        }
        if (!assigned[id].contains(group))
            assigned[id].append(group);
        return json(200, {{QStringLiteral("id"), group}, {QStringLiteral("priority"), 0}});
    }
    if (what == QLatin1String("users")) {
        if (rest.size() > 1)
            return assignedUsers.contains(rest.at(1)) ? json(200, {{QStringLiteral("id"), rest.at(1)}})
                                                      : notFound(rest.at(1), "User");
        QJsonArray list;
        for (const QString &user : assignedUsers)
            list.append(QJsonObject{{QStringLiteral("id"), user}, {QStringLiteral("scope"), QStringLiteral("GROUP")}});
        return json(list);
    }
    if (what == QLatin1String("tokens")) {
        QJsonArray list;
        for (int token = 0; token < refreshTokens; ++token)
            list.append(QJsonObject{{QStringLiteral("id"), QStringLiteral("oar%1").arg(token)}});
        return json(list);
    }
    if (what == QLatin1String("grants")) {
        QJsonArray list;
        for (const QString &scope : std::as_const(grants))
            list.append(
                QJsonObject{{QStringLiteral("id"), QStringLiteral("oag1")}, {QStringLiteral("scopeId"), scope}});
        return json(list);
    }
    if (what == QLatin1String("federated-claims"))
        return claims(call, id, rest.mid(1));
    if (what == QLatin1String("credentials"))
        return secrets(call, id, rest.mid(2));
    return notFound(id, "Path");
}

ScriptedOkta::Answer ScriptedOkta::server(const QStringList &parts) const
{
    if (!authorizationServers.contains(parts.value(0)))
        return error(401, QStringLiteral("E0000015"),
                     QStringLiteral("You do not have permission to access the feature you are requesting"));
    const QJsonObject held = authorizationServers.value(parts.first());
    if (parts.size() == 1)
        return json(
            200,
            {{QStringLiteral("id"), parts.first()}, {QStringLiteral("status"), held.value(QStringLiteral("status"))}});
    if (parts.size() == 2)
        return json(held.value(parts.at(1)).toArray());
    return json(held.value(QStringLiteral("rules")).toObject().value(parts.at(2)).toArray());
}

ScriptedOkta::Answer ScriptedOkta::claims(const Call &call, const QString &id, const QStringList &rest)
{
    QJsonArray list = federatedClaims.value(id);
    if (rest.isEmpty() && call.method == "GET")
        return json(list);
    if (rest.isEmpty()) {
        QJsonObject claim = QJsonDocument::fromJson(call.body).object();
        claim.insert(QStringLiteral("id"), QStringLiteral("ofc%1").arg(++m_number));
        list.append(claim);
        federatedClaims.insert(id, list);
        return json(201, claim);
    }
    for (qsizetype at = 0; at < list.size(); ++at) {
        if (list.at(at).toObject().value(QStringLiteral("id")).toString() != rest.first())
            continue;
        list.removeAt(at);
        federatedClaims.insert(id, list);
        return {204, {}};
    }
    return notFound(rest.first(), "FederatedClaim");
}

ScriptedOkta::Answer ScriptedOkta::secrets(const Call &call, const QString &id, const QStringList &rest)
{
    QJsonArray list = m_secrets.value(id);
    const QString mediated = QStringLiteral("Api validation failed: OAuth2ClientSecretMediated");
    if (rest.isEmpty() && call.method == "GET")
        return json(list);
    if (rest.isEmpty()) {
        if (list.size() >= 2)
            return error(400, QStringLiteral("E0000001"), mediated,
                         {QStringLiteral("You've reached the maximum number of client secrets per client.")});
        const QJsonObject secret{
            {QStringLiteral("id"), QStringLiteral("ocsNEW%1").arg(++m_number)},
            {QStringLiteral("status"), QStringLiteral("ACTIVE")},
            {QStringLiteral("client_secret"), QStringLiteral("second-\"secret\"/%1").arg(m_number)},
            {QStringLiteral("created"), QStringLiteral("2026-11-28T12:00:00.000Z")}};
        list.append(secret);
        m_secrets.insert(id, list);
        return json(201, secret);
    }
    for (qsizetype at = 0; at < list.size(); ++at) {
        QJsonObject secret = list.at(at).toObject();
        if (secret.value(QStringLiteral("id")).toString() != rest.first())
            continue;
        const bool isActive = secret.value(QStringLiteral("status")).toString() == QLatin1String("ACTIVE");
        if (call.method == "DELETE") {
            if (isActive)
                return error(
                    400, QStringLiteral("E0000001"), mediated,
                    {QStringLiteral(
                        "You can't delete an active client secret. Deactivate the secret before deleting it.")});
            list.removeAt(at);
            m_secrets.insert(id, list);
            return {204, {}};
        }
        secret.insert(QStringLiteral("status"), QStringLiteral("INACTIVE"));
        list.replace(at, secret);
        m_secrets.insert(id, list);
        return json(200, secret);
    }
    return notFound(rest.first(), "OAuth2ClientSecret");
}

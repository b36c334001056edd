#include "demo/ClientAuthentication.h"

#include "demo/FormFields.h"
#include "demo/HttpRequest.h"
#include "demo/OktaError.h"
#include "demo/Tenant.h"

namespace demo {

namespace {

struct Credentials
{
    QString clientId;
    std::optional<QString> secret;
};

/// Of "Basic …": base64 of the form-encoded client ID, a colon, the form-encoded secret.
std::optional<Credentials> basicCredentials(const QByteArray &header)
{
    const auto space = header.indexOf(' ');
    if (header.left(space).toLower() != "basic" || space < 0)
        return std::nullopt;
    const auto decoded =
        QByteArray::fromBase64Encoding(header.mid(space + 1).trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    const auto colon = (*decoded).indexOf(':');
    if (colon <= 0)
        return std::nullopt;
    const auto clientId = decodeFormValue((*decoded).left(colon));
    const auto secret = decodeFormValue((*decoded).mid(colon + 1));
    if (!clientId || !secret)
        return std::nullopt;
    return Credentials{*clientId, *secret};
}

} // namespace

Caller authenticateClient(Tenant &tenant, const HttpRequest &request, const FormFields &fields)
{
    const auto refuse = [](HttpResponse refusal) { return Caller{nullptr, std::move(refusal)}; };
    const auto invalidClient = [&refuse](const QString &description) {
        return refuse(oauthError(401, QStringLiteral("invalid_client"), description));
    };

    const auto query = FormFields::parse(request.query);
    if (query.contains(QLatin1String("client_id")) || query.contains(QLatin1String("client_secret"))) {
        return refuse(oauthError(400, QStringLiteral("invalid_request"),
                                 QStringLiteral("Client credentials cannot be supplied via query parameters.")));
    }

    const bool hasHeader = request.hasHeader("authorization");
    const bool hasFields =
        fields.contains(QLatin1String("client_id")) || fields.contains(QLatin1String("client_secret"));
    const bool hasAssertion = fields.contains(QLatin1String("client_assertion"));
    if ((hasHeader && (hasFields || hasAssertion))
        || (fields.contains(QLatin1String("client_secret")) && hasAssertion)) {
        return refuse(
            oauthError(401, QStringLiteral("invalid_request"),
                       QStringLiteral("Cannot supply multiple client credentials. Use one of the following: "
                                      "credentials in the Authorization header, credentials in the post body, or a "
                                      "client_assertion in the post body.")));
    }

    Credentials credentials;
    if (hasHeader) {
        const auto basic = basicCredentials(request.header("authorization"));
        if (!basic) {
            return invalidClient(QStringLiteral("Found Authentication header but was not valid client credentials."));
        }
        credentials = *basic;
    } else if (fields.contains(QLatin1String("client_id"))) {
        credentials.clientId = fields.value(QLatin1String("client_id"));
        if (fields.contains(QLatin1String("client_secret")))
            credentials.secret = fields.value(QLatin1String("client_secret"));
    } else if (!hasAssertion) {
        return invalidClient(QStringLiteral("No client credentials found."));
    }

    const auto *const app = tenant.store.appOfClient(credentials.clientId);
    if (!hasAssertion && (!app || !app->isActive)) {
        if (app)
            logInactive(tenant, *app);
        return refuse(unknownClient(401));
    }
    if (hasAssertion || !credentials.secret || !app->hasSecretMethod()) {
        return invalidClient(
            QStringLiteral("Client authentication failed. Either the client or the client credentials are invalid."));
    }
    if (!app->hasActiveSecret(*credentials.secret)) {
        auto event = appEvent("app.oauth2.token.grant", QStringLiteral("OAuth 2.0 token request"), *app);
        event.isSuccess = false;
        event.reason = QStringLiteral("invalid_client_secret");
        event.actorId = app->clientId;
        event.actorName = app->label;
        tenant.log(std::move(event));
        return invalidClient(QStringLiteral("The client secret supplied for a confidential client is invalid."));
    }
    return {app, {}};
}

} // namespace demo

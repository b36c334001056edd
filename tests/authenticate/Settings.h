#pragma once

#include "authenticate/ProviderSettings.h"
#include "support/ScriptedPomerium.h"

#include <QJsonDocument>
#include <QJsonObject>

/// The variables of a Pomerium that is set up rightly, without its own address.
inline PomeriumVariables rightVariables(const QByteArray &issuer)
{
    return {{"IDP_PROVIDER", "okta"},
            {"IDP_PROVIDER_URL", issuer},
            {"IDP_CLIENT_ID", "0oaScripted"},
            {"IDP_CLIENT_SECRET", "bsEoFnxFwuv9XHSn1qLa2VvHngWsygnysoMvGHWDzM3EEN3WC2pH1JrLFz7C-_iF"},
            {"IDP_SCOPES", "openid,profile,email,groups,offline_access"}};
}

/// The same as the product has them.
inline authenticate::ProviderSettings settingsOf(const PomeriumVariables &variables)
{
    authenticate::ProviderSettings settings;
    settings.url = variables.value("IDP_PROVIDER_URL");
    settings.clientId = variables.value("IDP_CLIENT_ID");
    settings.clientSecret = Secret(variables.value("IDP_CLIENT_SECRET"));
    if (variables.contains("IDP_SCOPES"))
        settings.scopes = variables.value("IDP_SCOPES").split(',');
    settings.serviceAccount = Secret(variables.value("IDP_SERVICE_ACCOUNT"));
    const QJsonObject parameters = QJsonDocument::fromJson(variables.value("IDP_REQUEST_PARAMS")).object();
    for (auto each = parameters.begin(); each != parameters.end(); ++each)
        settings.requestParameters.emplace(each.key().toUtf8(), each->toString().toUtf8());
    if (variables.contains("IDP_ACCESS_TOKEN_ALLOWED_AUDIENCES"))
        settings.accessTokenAudiences = variables.value("IDP_ACCESS_TOKEN_ALLOWED_AUDIENCES").split(',');
    settings.authenticateUrl = variables.value("AUTHENTICATE_SERVICE_URL");
    return settings;
}

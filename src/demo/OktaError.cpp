#include "demo/OktaError.h"

#include "demo/RandomText.h"

namespace demo {

HttpResponse oauthError(int status, const QString &error, const QString &description)
{
    auto response =
        HttpResponse::json(JsonObject().add("error", error).add("error_description", description).text(), status);
    response.add("Cache-Control", "no-cache, no-store");
    response.add("Pragma", "no-cache");
    return response;
}

HttpResponse managementError(int status, const QString &code, const QString &summary, const QStringList &causes)
{
    QList<JsonText> causeObjects;
    for (const auto &cause : causes)
        causeObjects.append(JsonObject().add("errorSummary", cause));
    return HttpResponse::json(JsonObject()
                                  .add("errorCode", code)
                                  .add("errorSummary", summary)
                                  .add("errorLink", code)
                                  .add("errorId", QStringLiteral("oae") + randomText(22))
                                  .add("errorCauses", causeObjects)
                                  .text(),
                              status);
}

HttpResponse unknownClient(int status)
{
    return managementError(status, QStringLiteral("invalid_client"),
                           QStringLiteral("Invalid value for 'client_id' parameter."));
}

HttpResponse methodNotAllowed()
{
    return managementError(405, QStringLiteral("E0000022"),
                           QStringLiteral("The endpoint does not support the provided HTTP method"));
}

} // namespace demo

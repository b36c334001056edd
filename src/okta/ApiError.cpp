#include "okta/ApiError.h"

#include "core/ServerText.h"
#include "http/JsonBody.h"
#include "okta/RateLimit.h"

#include <QHash>

namespace okta {

namespace {

using Reason = ApiError::Reason;

Reason reasonOf(int status, const QString &code)
{
    static const QHash<QString, Reason> codes{{QStringLiteral("E0000001"), Reason::InvalidRequest},
                                              {QStringLiteral("E0000003"), Reason::InvalidRequest},
                                              {QStringLiteral("E0000004"), Reason::TokenInvalid},
                                              {QStringLiteral("E0000005"), Reason::TokenNotPresented},
                                              {QStringLiteral("E0000006"), Reason::NotPermitted},
                                              {QStringLiteral("E0000007"), Reason::NotFound},
                                              {QStringLiteral("E0000008"), Reason::NotFound},
                                              {QStringLiteral("E0000009"), Reason::ServerTrouble},
                                              {QStringLiteral("E0000010"), Reason::ReadOnly},
                                              {QStringLiteral("E0000011"), Reason::TokenInvalid},
                                              {QStringLiteral("E0000015"), Reason::FeatureUnavailable},
                                              {QStringLiteral("E0000022"), Reason::MethodRefused},
                                              {QStringLiteral("E0000047"), Reason::RateLimited},
                                              {QStringLiteral("E0000057"), Reason::PolicyDenied},
                                              {QStringLiteral("E0000181"), Reason::ServerTrouble},
                                              {QStringLiteral("E0000212"), Reason::OriginRefused},
                                              {QStringLiteral("E0000260"), Reason::OrganizationDeactivated}};
    if (status == 429)
        return Reason::RateLimited;
    if (const auto known = codes.constFind(code); known != codes.cend())
        return *known;
    if (status >= 500)
        return Reason::ServerTrouble;
    switch (status) {
    case 400:
        return Reason::InvalidRequest;
    case 401:
        return Reason::TokenInvalid;
    case 403:
        return Reason::NotPermitted;
    case 404:
        return Reason::NotFound;
    case 405:
        return Reason::MethodRefused;
    default:
        return Reason::Other;
    }
}

} // namespace

ApiError ApiError::of(const http::Response &response)
{
    ApiError error;
    error.httpStatus = response.status;
    error.requestId = serverText(response.header("X-Okta-Request-Id"), 100);
    if (response.status >= 300 && response.status < 400) {
        error.reason = Reason::Redirected;
        error.detail = serverText(response.redirectTarget().toString(QUrl::FullyEncoded | QUrl::RemoveQuery));
        return error;
    }

    const auto body = http::jsonObject(response);
    if (body) {
        error.errorCode = serverText(body->value(QLatin1String("errorCode")).toString(), 40);
        error.errorSummary = serverText(body->value(QLatin1String("errorSummary")).toString());
        error.errorId = serverText(body->value(QLatin1String("errorId")).toString(), 100);
        const auto causes = body->value(QLatin1String("errorCauses")).toArray();
        for (const auto &cause : causes.size() > 10 ? QJsonArray() : causes)
            error.errorCauses.append(serverText(cause.toObject().value(QLatin1String("errorSummary")).toString()));
    }
    error.reason = reasonOf(response.status, error.errorCode);
    error.isWebPage = !body && body.error().reason == JsonError::Reason::LooksLikeHtml;
    if (error.reason == Reason::RateLimited)
        error.retryAt = toldRetryTime(response);
    // A web page where an API answers: the status is that of whoever stands between us and Okta.
    else if (error.isWebPage)
        error.reason = Reason::Html;
    if (!body)
        error.detail = body.error().detail;
    // An OAuth token without the scope is refused in this header only (RFC 6750 section 3.1).
    if (!body && response.header("WWW-Authenticate").contains("insufficient_scope"))
        error.detail = QStringLiteral("insufficient_scope: %1").arg(serverText(response.header("WWW-Authenticate")));
    return error;
}

ApiError ApiError::of(const http::TransportError &transport)
{
    ApiError error;
    error.reason = Reason::Transport;
    error.detail = transport.detail;
    error.transport = transport;
    return error;
}

ApiError ApiError::of(const http::Response &response, const JsonError &json)
{
    ApiError error;
    error.httpStatus = response.status;
    error.detail = json.detail;
    error.requestId = serverText(response.header("X-Okta-Request-Id"), 100);
    switch (json.reason) {
    case JsonError::Reason::Empty:
        error.reason = Reason::Empty;
        break;
    case JsonError::Reason::LooksLikeHtml:
        error.reason = Reason::Html;
        break;
    case JsonError::Reason::Malformed:
    case JsonError::Reason::DuplicateMember:
    case JsonError::Reason::WrongType:
        error.reason = Reason::Malformed;
        break;
    }
    return error;
}

} // namespace okta

#pragma once

#include "core/Json.h"
#include "http/Response.h"
#include "http/TransportError.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace okta {

/// Why a call of Okta's management API did not give what was asked (facts: okta.md 2.4). Decided by error code and
/// status; the summary is text and may change.
struct ApiError
{
    enum class Reason {
        Transport, ///< no answer; see transport
        Redirected, ///< 3xx, not followed; detail: the target
        Html, ///< a web page: no such organisation, a proxy, a captive portal
        Empty,
        Malformed, ///< not the JSON that was expected
        NotAnOktaOrganization, ///< okta-organization is not there: another server, or no such organisation
        OrganizationDeactivated, ///< E0000260
        TokenInvalid, ///< E0000011, or 401 with any other code
        TokenInvalidNow, ///< the same, of a token that another call accepted a moment ago
        TokenNotPresented, ///< E0000005: the header did not arrive as SSWS; a proxy that strips it
        NotPermitted, ///< E0000006, or 403 with any other code
        FeatureUnavailable, ///< E0000015
        PolicyDenied, ///< E0000057
        NotFound, ///< E0000007, E0000008, 404
        MethodRefused, ///< E0000022, 405
        InvalidRequest, ///< E0000001, E0000003, other 400
        RateLimited, ///< E0000047, 429; see retryAt
        ReadOnly, ///< E0000010: maintenance
        ServerTrouble, ///< E0000009, E0000181, 5xx
        OriginRefused, ///< E0000212
        LinkInvalid, ///< a `next` link that leaves the organisation or runs in a circle; detail: which
        Other
    };

    Reason reason = Reason::Transport;
    int httpStatus = 0;
    QString errorCode = {}; ///< E0000011; safe to show
    QString errorSummary = {}; ///< safe to show
    QString errorId = {}; ///< for Okta's support
    QStringList errorCauses = {}; ///< safe to show
    QString requestId = {}; ///< X-Okta-Request-Id
    QString detail = {}; ///< ours, English
    std::optional<QDateTime> retryAt = {}; ///< with RateLimited, by our clock, where the server says it
    std::optional<http::TransportError> transport = {};
    bool isAboutManagement = false; ///< of a call with the temporary management token, not with the sync token
    bool isWebPage = false; ///< what came is a page for people, whatever the reason

    /// What an answer that is not 200 says.
    [[nodiscard]] static ApiError of(const http::Response &response);
    [[nodiscard]] static ApiError of(const http::TransportError &error);
    /// What a 200 says whose body is not the JSON that was expected.
    [[nodiscard]] static ApiError of(const http::Response &response, const JsonError &error);
};

} // namespace okta

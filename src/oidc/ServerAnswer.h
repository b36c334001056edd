#pragma once

#include "core/Expected.h"
#include "http/Response.h"
#include "http/TransportError.h"
#include "oidc/Error.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace oidc {

/// Why there is no answer that could be read, whatever was asked: nothing came, or it is compressed although we ask for
/// no encoding (RFC 9110 section 12.5.3). Otherwise nothing.
[[nodiscard]] std::optional<Error> answerProblem(const Expected<http::Response, http::TransportError> &outcome);
/// What an error reply says, in either shape; request id and rate limit from the headers.
[[nodiscard]] ServerAnswer serverAnswer(const http::Response &response);
/// "HTTP 503", and what the answer said, for Error::detail.
[[nodiscard]] QString describe(const ServerAnswer &answer);
/// Scheme, host and path of a redirect's target, for Error::detail: what follows the path may hold a secret.
[[nodiscard]] QString describeTarget(const QUrl &target);
/// Whether a refusal talks about a grant type.
[[nodiscard]] bool namesGrantType(const ServerAnswer &answer);
/// Whether a refusal says that the app may not use the grant that was asked for, rather than anything about the token:
/// unauthorized_client that names the configured grant types, or the same as invalid_request.
[[nodiscard]] bool saysGrantTypeOff(const ServerAnswer &answer);
/// What a person would read on a web page, its beginning, in one line; safe to show.
[[nodiscard]] QString pageText(const http::Response &response);

} // namespace oidc

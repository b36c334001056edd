#pragma once

#include "http/Client.h"
#include "okta/ApiToken.h"

#include <memory>

namespace okta {

/// A GET of the management API: `Authorization: SSWS …`, JSON, 10 s, at most 8 MiB.
[[nodiscard]] std::unique_ptr<http::RequestJob> apiRequest(const QUrl &url, const ApiToken &token, http::Client &http);

/// What came for such a request. Where the server repeats the token, a mark stands in its place: what a server says is
/// shown, reported and logged.
[[nodiscard]] http::RequestJob::Outcome takeAnswer(http::RequestJob &request, const ApiToken &token);

} // namespace okta

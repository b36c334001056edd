#pragma once

#include "http/Client.h"
#include "okta/ApiToken.h"

#include <memory>

namespace okta {

/// A GET of the management API: `Authorization: SSWS …`, JSON, 10 s, at most 8 MiB.
[[nodiscard]] std::unique_ptr<http::RequestJob> apiRequest(const QUrl &url, const ApiToken &token, http::Client &http);

} // namespace okta

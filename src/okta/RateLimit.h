#pragma once

#include "http/Response.h"

#include <QDateTime>

#include <optional>

namespace okta {

/// What X-Rate-Limit-* says of the bucket that the path belongs to (Okta, "Rate limits").
struct RateLimit
{
    std::optional<int> limit; ///< calls per minute
    std::optional<int> remaining;
    /// When it starts anew, by the clock of this computer: Reset is by the server's clock and is corrected by Date.
    std::optional<QDateTime> reset;

    [[nodiscard]] static RateLimit of(const http::Response &response);
};

/// When a 429 may be tried again, as the server says: reset and one second more, as Okta's own SDK waits. Nothing when
/// it does not say, or says a time more than an hour ahead, which cannot be.
[[nodiscard]] std::optional<QDateTime> toldRetryTime(const http::Response &response);
/// The same; a minute (the length of Okta's window) when it does not say.
[[nodiscard]] QDateTime retryTime(const http::Response &response);

} // namespace okta

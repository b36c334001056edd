#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace pomerium {

/// What one directory sync of Pomerium 0.10 to 0.19 costs, and the settings that let it succeed.
///
/// The provider reads ceil(groups / 200) pages of groups, then for every group ceil(members / 200) pages of members,
/// one after another, and all of it must end within IDP_REFRESH_DIRECTORY_TIMEOUT, which is one minute unless it is
/// set (internal/directory/okta/okta.go, internal/identity/manager/manager.go).
/// The numbers are here for people to follow the arithmetic; the sentences are made elsewhere.
struct SyncForecast
{
    /// Rows in one page of groups or members.
    static constexpr int PageSize = 200;
    /// Assumed for one call that is not slowed by the rate limit.
    static constexpr std::chrono::milliseconds CallLatency{150};

    int groups = 0;
    std::optional<qint64> members; ///< memberships, over all groups; none: one page assumed for each group
    int rateLimitPerMinute = 0; ///< X-Rate-Limit-Limit of /api/v1/groups
    int tokenSharePercent = 0; ///< the part of it that one token gets (Okta's default: 50)

    int groupPages = 0;
    int memberPages = 0; ///< at most, when the members are known; at least, when they are not
    int callsFirstSync = 0; ///< groupPages + memberPages
    int callsPerMinute = 0; ///< the token's share of the rate limit, at least 1
    std::chrono::seconds duration{0}; ///< of one sync
    std::chrono::seconds timeout{60}; ///< IDP_REFRESH_DIRECTORY_TIMEOUT: twice the duration, whole minutes
    std::chrono::seconds interval{600}; ///< IDP_REFRESH_DIRECTORY_INTERVAL: never shorter than the timeout

    /// The defaults of Pomerium are enough, so nothing need be written.
    [[nodiscard]] bool fitsDefaults() const;

    /// The forecast for so many groups. `members` counts memberships, so somebody in three groups counts three times.
    /// How they are spread is not known, so the forecast is for the worst spread: each group may have one page that
    /// is not full. Values below one are taken as one, a share above 100 as 100.
    [[nodiscard]] static SyncForecast from(int groups, std::optional<qint64> members, int rateLimitPerMinute,
                                           int tokenSharePercent);
};

} // namespace pomerium

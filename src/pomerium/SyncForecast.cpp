#include "pomerium/SyncForecast.h"

#include <algorithm>
#include <limits>

namespace pomerium {

namespace {

constexpr qint64 LargestMembership = 1'000'000'000'000;
constexpr std::chrono::seconds DefaultTimeout{60};
constexpr std::chrono::seconds DefaultInterval{600};

qint64 dividedUp(qint64 dividend, qint64 divisor)
{
    return dividend / divisor + (dividend % divisor != 0 ? 1 : 0);
}

int clampedToInt(qint64 value)
{
    return static_cast<int>(std::min<qint64>(value, std::numeric_limits<int>::max()));
}

} // namespace

bool SyncForecast::fitsDefaults() const
{
    return timeout <= DefaultTimeout && interval <= DefaultInterval;
}

SyncForecast SyncForecast::from(int groups, std::optional<qint64> members, int rateLimitPerMinute,
                                int tokenSharePercent)
{
    SyncForecast forecast;
    forecast.groups = std::max(groups, 0);
    if (members)
        forecast.members = std::clamp<qint64>(*members, 0, LargestMembership);
    forecast.rateLimitPerMinute = std::max(rateLimitPerMinute, 1);
    forecast.tokenSharePercent = std::clamp(tokenSharePercent, 1, 100);

    // Even an organisation without groups is asked for its first page.
    const qint64 groupPages = std::max<qint64>(1, dividedUp(forecast.groups, PageSize));
    const qint64 fullPages = forecast.groups > 0 ? forecast.members.value_or(0) / PageSize : 0;
    const qint64 memberPages = forecast.groups + fullPages;
    const qint64 calls = groupPages + memberPages;
    forecast.groupPages = clampedToInt(groupPages);
    forecast.memberPages = clampedToInt(memberPages);
    forecast.callsFirstSync = clampedToInt(calls);
    forecast.callsPerMinute =
        clampedToInt(std::max<qint64>(1, qint64(forecast.rateLimitPerMinute) * forecast.tokenSharePercent / 100));

    const qint64 seconds =
        std::max(dividedUp(calls * 60, forecast.callsPerMinute), dividedUp(calls * CallLatency.count(), 1000));
    forecast.duration = std::chrono::seconds(seconds);
    forecast.timeout = std::max(DefaultTimeout, std::chrono::seconds(60 * dividedUp(2 * seconds, 60)));
    forecast.interval = std::max(DefaultInterval, forecast.timeout);
    return forecast;
}

} // namespace pomerium

#include "okta/ApiPace.h"

#include <algorithm>

namespace okta {

namespace {

constexpr qint64 Minute = 60'000; // milliseconds
constexpr int SmallestAllowance = 8;
constexpr int SmallestLimit = 20;
constexpr int Share = 40; // percent of the bucket: less than the half that a token has

} // namespace

int ApiPace::allowance() const
{
    const int limit = m_limit.value_or(SmallestLimit);
    return limit <= SmallestLimit ? SmallestAllowance : std::max(SmallestAllowance, limit * Share / 100);
}

std::chrono::milliseconds ApiPace::delayAt(qint64 now) const
{
    const auto recent = std::count_if(m_sent.cbegin(), m_sent.cend(), [now](qint64 at) { return at > now - Minute; });
    if (recent < allowance())
        return std::chrono::milliseconds(0);
    // The call that has to leave the window before another may enter it.
    const qint64 oldest = m_sent.at(m_sent.size() - allowance());
    return std::chrono::milliseconds(std::max<qint64>(0, oldest + Minute - now));
}

void ApiPace::sent(qint64 now)
{
    m_sent.append(now);
    m_sent.removeIf([now](qint64 at) { return at <= now - Minute; });
}

void ApiPace::learn(const RateLimit &rate)
{
    if (rate.limit && *rate.limit > 0)
        m_limit = rate.limit;
}

} // namespace okta

#pragma once

#include "okta/RateLimit.h"

#include <QList>

#include <chrono>
#include <optional>

namespace okta {

/// How fast Okta may be asked about apps. All calls below /api/v1/apps share one bucket of calls per minute, and a
/// token gets half of it: 20 on the smallest orgs, so eight a minute is what leaves room for others. Pure: the time is
/// given.
class ApiPace
{
public:
    /// How long to wait before the next call, at this time (milliseconds of a steady clock).
    [[nodiscard]] std::chrono::milliseconds delayAt(qint64 now) const;
    /// A call goes out now.
    void sent(qint64 now);
    /// What an answer says of the bucket. Without it, the smallest org is assumed after eight calls.
    void learn(const RateLimit &rate);

    /// Calls a minute that this pace allows.
    [[nodiscard]] int allowance() const;

private:
    QList<qint64> m_sent; ///< of the last minute, oldest first
    std::optional<int> m_limit;
};

} // namespace okta

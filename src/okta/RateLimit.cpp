#include "okta/RateLimit.h"

namespace okta {

namespace {

std::optional<int> number(const QByteArray &value)
{
    bool isNumber = false;
    const int result = value.trimmed().toInt(&isNumber);
    return isNumber && result >= 0 ? std::optional(result) : std::nullopt;
}

constexpr qint64 Window = 60; // seconds

} // namespace

RateLimit RateLimit::of(const http::Response &response)
{
    RateLimit rate;
    rate.limit = number(response.header("X-Rate-Limit-Limit"));
    rate.remaining = number(response.header("X-Rate-Limit-Remaining"));
    rate.reset = response.rateLimitReset();
    return rate;
}

std::optional<QDateTime> toldRetryTime(const http::Response &response)
{
    const RateLimit rate = RateLimit::of(response);
    return rate.reset ? std::optional(rate.reset->addSecs(1)) : std::nullopt;
}

QDateTime retryTime(const http::Response &response)
{
    return toldRetryTime(response).value_or(response.receivedAt.addSecs(Window));
}

} // namespace okta

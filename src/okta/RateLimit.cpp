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
constexpr qint64 LongestWait = 3600; // seconds; more is a mistake or a lie, and not believed

} // namespace

RateLimit RateLimit::of(const http::Response &response)
{
    RateLimit rate;
    rate.limit = number(response.header("X-Rate-Limit-Limit"));
    rate.remaining = number(response.header("X-Rate-Limit-Remaining"));
    bool isNumber = false;
    const qint64 reset = response.header("X-Rate-Limit-Reset").trimmed().toLongLong(&isNumber);
    if (isNumber && reset > 0) {
        const QDateTime serverNow = response.date().value_or(response.receivedAt);
        const qint64 wait = reset - serverNow.toSecsSinceEpoch();
        if (wait <= LongestWait)
            rate.reset = response.receivedAt.addSecs(qMax(qint64(0), wait));
    }
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

#pragma once

#include <QtGlobal>

namespace demo {

/// One bucket of Okta's rate limits: so many requests in each window.
///
/// A window begins with the first request after the one before has ended. Seconds are those of the Unix epoch.
class RateLimit final
{
public:
    /// What the X-Rate-Limit-* headers say.
    struct Count
    {
        int limit = 0;
        int remaining = 0;
        qint64 reset = 0;
        bool isExceeded = false;
    };

    RateLimit(int limit, int windowSeconds);

    /// Counts a request.
    Count count(qint64 now);

    /// Somebody else takes all that is left of the window in which the next request comes.
    void exhaustNextWindow() { m_exhaustNext = true; }

    /// Everything is as before the first request.
    void forget();

private:
    const int m_limit;
    const int m_window;
    qint64 m_reset = 0;
    int m_used = 0;
    bool m_exhaustNext = false;
};

} // namespace demo

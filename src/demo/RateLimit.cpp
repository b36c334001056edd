#include "demo/RateLimit.h"

#include <algorithm>

namespace demo {

RateLimit::RateLimit(int limit, int windowSeconds)
    : m_limit(std::max(limit, 0))
    , m_window(std::max(windowSeconds, 1))
{
}

RateLimit::Count RateLimit::count(qint64 now)
{
    // The second condition: the clock was set back.
    if (now >= m_reset || m_reset > now + m_window) {
        m_reset = now + m_window;
        m_used = 0;
    }
    if (m_exhaustNext) {
        m_exhaustNext = false;
        m_used = m_limit;
    }
    Count result;
    result.limit = m_limit;
    result.reset = m_reset;
    result.isExceeded = m_used >= m_limit;
    if (!result.isExceeded)
        ++m_used;
    result.remaining = m_limit - m_used;
    return result;
}

void RateLimit::forget()
{
    m_reset = 0;
    m_used = 0;
    m_exhaustNext = false;
}

} // namespace demo

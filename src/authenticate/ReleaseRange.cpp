#include "authenticate/ReleaseRange.h"

namespace authenticate {

bool ReleaseRange::contradicts(const pomerium::Release &release) const
{
    // "0.19 or older", which is the same as 0.19, may be any earlier one, "0.20 or later" any later one.
    if (m_last < Newest && release.isAtLeast(0, m_last + 1) && release != pomerium::Release::legacy())
        return true;
    return m_first > 0 && release.isBefore(0, m_first);
}

QString ReleaseRange::toString() const
{
    if (!isNarrowed())
        return {};
    if (m_last == Newest)
        return QStringLiteral("0.%1 or later").arg(m_first);
    if (m_first == 0)
        return QStringLiteral("0.%1 or earlier").arg(m_last);
    return m_first == m_last ? QStringLiteral("0.%1").arg(m_first)
                             : QStringLiteral("0.%1 to 0.%2").arg(m_first).arg(m_last);
}

} // namespace authenticate

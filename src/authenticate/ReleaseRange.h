#pragma once

#include "pomerium/Release.h"

#include <QString>

namespace authenticate {

/// Between which releases 0.x a running Pomerium must be, by what it shows.
class ReleaseRange
{
public:
    /// It is 0.`minor` or later.
    void isAtLeast(int minor) { m_first = qMax(m_first, minor); }
    /// It is 0.`minor` or older.
    void isAtMost(int minor) { m_last = qMin(m_last, minor); }

    [[nodiscard]] int first() const { return m_first; }
    /// Whether anything is known.
    [[nodiscard]] bool isNarrowed() const { return m_first > 0 || m_last < Newest; }
    /// Whether what was seen fits no release: two Pomeriums with one name, or something that pretends.
    [[nodiscard]] bool isEmpty() const { return m_first > m_last; }
    /// Whether a Pomerium of the given release, as the administrator knows it, cannot be here.
    [[nodiscard]] bool contradicts(const pomerium::Release &release) const;
    /// "0.17 to 0.19", "0.27 or later", "0.16 or earlier"; empty when nothing is known.
    [[nodiscard]] QString toString() const;

private:
    static constexpr int Newest = 9999;
    int m_first = 0;
    int m_last = Newest;
};

} // namespace authenticate

#pragma once

#include <QString>

#include <random>

namespace demo {

/// Letters and digits from the system's random numbers: ids, codes, tokens, secrets. Never begins with a "-".
[[nodiscard]] QString randomText(int length);

/// Letters and digits that are the same each time for the same seed, on every system.
class SeededText final
{
public:
    explicit SeededText(quint64 seed);

    [[nodiscard]] QString next(int length);

private:
    std::mt19937_64 m_numbers;
};

} // namespace demo

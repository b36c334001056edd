#include "cli/Suggestion.h"

#include <algorithm>
#include <vector>

namespace cli {

namespace {

/// Damerau's distance in the form that allows no edit of a transposed pair ("optimal string alignment").
qsizetype distance(const QString &a, const QString &b)
{
    const auto columns = static_cast<std::size_t>(b.size() + 1);
    std::vector<qsizetype> beforeLast(columns);
    std::vector<qsizetype> last(columns);
    std::vector<qsizetype> row(columns);
    for (qsizetype j = 0; j <= b.size(); ++j)
        last[static_cast<std::size_t>(j)] = j;
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const qsizetype exchange = last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, exchange});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[at] = std::min(row[at], beforeLast[at - 2] + 1);
        }
        beforeLast = last;
        last = row;
    }
    return last.back();
}

} // namespace

QString nearest(const QString &typed, const QStringList &names)
{
    constexpr qsizetype LongestName = 40;
    if (typed.isEmpty() || typed.size() > LongestName)
        return {};
    const QString wanted = typed.toLower();
    for (const QString &name : names) {
        if (wanted.size() >= 3 && name.startsWith(wanted))
            return name;
    }
    QString best;
    qsizetype bestDistance = qMax<qsizetype>(1, wanted.size() / 3) + 1;
    for (const QString &name : names) {
        if (const qsizetype found = distance(wanted, name); found < bestDistance) {
            bestDistance = found;
            best = name;
        }
    }
    return best;
}

} // namespace cli

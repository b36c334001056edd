#include "checks/List.h"

#include <algorithm>

namespace checks {

namespace {

auto withId(const QString &id)
{
    return [&id](const Check &check) { return check.id == id; };
}

} // namespace

List::List(const QStringList &ids)
{
    for (const QString &id : ids) {
        Check check;
        check.id = id;
        put(std::move(check));
    }
}

bool List::contains(const QString &id) const
{
    return std::any_of(m_checks.cbegin(), m_checks.cend(), withId(id));
}

const Check &List::check(const QString &id) const
{
    const auto found = std::find_if(m_checks.cbegin(), m_checks.cend(), withId(id));
    Q_ASSERT(found != m_checks.cend());
    return *found;
}

void List::put(Check check)
{
    const auto found = std::find_if(m_checks.begin(), m_checks.end(), withId(check.id));
    if (found == m_checks.end())
        m_checks.append(std::move(check));
    else
        *found = std::move(check);
}

bool List::isPassed() const
{
    return !m_checks.isEmpty() && std::all_of(m_checks.cbegin(), m_checks.cend(), [](const Check &check) {
        switch (check.status) {
        case Status::Passed:
        case Status::Warning:
            return true;
        case Status::Skipped:
            return check.skip == Skip::DoesNotApply;
        case Status::Pending:
        case Status::Running:
        case Status::Failed:
            return false;
        }
        Q_UNREACHABLE();
    });
}

bool List::hasFailed() const
{
    return count(Status::Failed) > 0;
}

qsizetype List::count(Status status) const
{
    return std::count_if(m_checks.cbegin(), m_checks.cend(),
                         [status](const Check &check) { return check.status == status; });
}

void List::skipOpen(Skip skip)
{
    for (Check &check : m_checks) {
        if (check.status != Status::Pending && check.status != Status::Running)
            continue;
        check.status = Status::Skipped;
        check.skip = skip;
        check.problem.reset();
    }
}

QDateTime List::finishedAt() const
{
    QDateTime last;
    for (const Check &check : m_checks) {
        if (check.checkedAt.isValid() && (!last.isValid() || check.checkedAt > last))
            last = check.checkedAt;
    }
    return last;
}

} // namespace checks

#pragma once

#include "checks/Check.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace checks {

/// Checks in their order, each id once.
class List
{
public:
    List() = default;
    /// All of them pending.
    explicit List(const QStringList &ids);

    [[nodiscard]] const QList<Check> &all() const { return m_checks; }
    [[nodiscard]] auto begin() const { return m_checks.cbegin(); }
    [[nodiscard]] auto end() const { return m_checks.cend(); }
    [[nodiscard]] bool isEmpty() const { return m_checks.isEmpty(); }
    [[nodiscard]] qsizetype size() const { return m_checks.size(); }
    [[nodiscard]] bool contains(const QString &id) const;
    /// The check of this id, which must be there.
    [[nodiscard]] const Check &check(const QString &id) const;
    [[nodiscard]] Status status(const QString &id) const { return check(id).status; }

    /// Replaces the check of the same id in its place, or adds it at the end.
    void put(Check check);

    /// Whether something was checked and all of it is good: passed, with a warning, or skipped because it does not
    /// apply. What could not be checked is not good.
    [[nodiscard]] bool isPassed() const;
    [[nodiscard]] bool hasFailed() const;
    [[nodiscard]] qsizetype count(Status status) const;
    /// Each check that has no result yet becomes a skipped one: the work was cancelled, or what they depend on failed.
    void skipOpen(Skip skip = Skip::CouldNotCheck);
    /// When the last result came, UTC; invalid: there is none.
    [[nodiscard]] QDateTime finishedAt() const;

private:
    QList<Check> m_checks;
};

} // namespace checks

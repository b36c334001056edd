#pragma once

#include "checks/List.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace advice {

/// One line of a check as it is shown and printed; the members are those of the command line's JSON.
struct CheckLine
{
    QString id = {}; ///< "id-token"
    QString title = {}; ///< "ID token": for people
    checks::Status status = checks::Status::Pending;
    checks::Skip skip = checks::Skip::CouldNotCheck; ///< with Status::Skipped; not in the JSON
    QString code = {}; ///< empty when all is well
    QString headline = {};
    QString cause = {};
    QString remedy = {};
    QString detail = {};
    QStringList values = {}; ///< what is to be entered in Okta, for copying; not in the JSON

    /// id, status, code, headline, cause, remedy, detail.
    [[nodiscard]] QJsonObject toJson() const;
};

/// The status in a word for people.
[[nodiscard]] QString statusWord(checks::Status status);

/// The headline of a check that something was in the way of.
[[nodiscard]] QString couldNotCheck();

/// The only place that makes lines of checks. The words for what is good come from the table in CheckWords.cpp, those
/// for what is not from diagnose(). A check that something was in the way of says so and what; it is never passed.
[[nodiscard]] QList<CheckLine> checkLines(const checks::List &list);
/// The line of one check of that list.
[[nodiscard]] CheckLine checkLine(const checks::Check &check, const checks::List &list);

} // namespace advice

#pragma once

#include "checks/List.h"

#include <QString>
#include <QStringList>

namespace advice {

/// What people read about one check when nothing is wrong. All of them are in one table, in CheckWords.cpp, to which
/// each list of checks adds one row for each of its ids.
struct CheckWords
{
    QString title = {}; ///< "ID token"
    QString passed = {}; ///< a sentence: what was seen to be good
    QString otherwise = {}; ///< a sentence: what to do when it could not be checked; may be empty
};

/// The words for a check of `list`. The list decides where two lists have a check of the same id.
///
/// An id may name the object that it is about after a colon, so that a list can have one check for each of several:
/// "redirect-uri:https://…". Its words are those of "redirect-uri", with the object in the title.
[[nodiscard]] CheckWords wordsFor(const checks::Check &check, const checks::List &list);

/// The part of an id that is a contract: "redirect-uri" of "redirect-uri:https://…".
[[nodiscard]] QString contractId(const QString &id);

/// All ids of the table, each once.
[[nodiscard]] QStringList idsWithWords();

} // namespace advice

#pragma once

#include "core/Expected.h"

#include <QByteArrayView>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

/// Why some bytes are not the JSON that was expected.
struct JsonError
{
    enum class Reason {
        Empty, ///< nothing but white space
        LooksLikeHtml, ///< begins with '<': an error page, a portal, a proxy
        Malformed, ///< not JSON (RFC 8259), not UTF-8, nested too deep
        DuplicateMember, ///< a name twice in one object (RFC 7515 section 4, RFC 7519 section 4)
        WrongType ///< JSON, but not an object or array as expected
    };
    Reason reason = Reason::Malformed;
    QString detail = {};
};

/// What to do with an object that has a member twice.
enum class DuplicateMembers {
    Reject, ///< tokens, and answers that decide who is who: two readers could see two different things
    UseLast ///< error replies and key sets: as every JSON library does, and RFC 7517 section 4 allows
};

/// Parses a JSON object, strictly: UTF-8, one value, nothing behind it.
[[nodiscard]] Expected<QJsonObject, JsonError> parseJsonObject(QByteArrayView bytes,
                                                               DuplicateMembers duplicates = DuplicateMembers::UseLast);
/// Parses a JSON array, strictly.
[[nodiscard]] Expected<QJsonArray, JsonError> parseJsonArray(QByteArrayView bytes);

#pragma once

#include "core/Json.h"
#include "http/Response.h"

namespace http {

/// The JSON object in a body. A Content-Type that is not JSON does not matter when the bytes are; HTML is told apart.
[[nodiscard]] Expected<QJsonObject, JsonError> jsonObject(const Response &response,
                                                          DuplicateMembers duplicates = DuplicateMembers::UseLast);
/// Whether the server says that this is a web page.
[[nodiscard]] bool isHtml(const Response &response);
/// The JSON array in a body.
[[nodiscard]] Expected<QJsonArray, JsonError> jsonArray(const Response &response);

} // namespace http

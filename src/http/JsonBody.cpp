#include "http/JsonBody.h"

namespace http {

namespace {

/// A page that does not begin with '<' is still a page when the server says so.
template <typename T> Expected<T, JsonError> toldApartFromHtml(const Response &response, Expected<T, JsonError> parsed)
{
    if (!parsed && parsed.error().reason == JsonError::Reason::Malformed && isHtml(response))
        parsed.error().reason = JsonError::Reason::LooksLikeHtml;
    return parsed;
}

} // namespace

Expected<QJsonObject, JsonError> jsonObject(const Response &response, DuplicateMembers duplicates)
{
    return toldApartFromHtml(response, parseJsonObject(response.body, duplicates));
}

bool isHtml(const Response &response)
{
    return response.mediaType() == "text/html" || response.mediaType() == "application/xhtml+xml";
}

Expected<QJsonArray, JsonError> jsonArray(const Response &response)
{
    return toldApartFromHtml(response, parseJsonArray(response.body));
}

} // namespace http

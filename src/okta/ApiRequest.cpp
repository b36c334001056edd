#include "okta/ApiRequest.h"

namespace okta {

std::unique_ptr<http::RequestJob> apiRequest(const QUrl &url, const ApiToken &token, http::Client &http)
{
    http::Request request;
    request.url = url;
    request.authorization = token.authorization();
    request.maximumBodySize = 8 * 1024 * 1024; // a page of 200 groups with long descriptions stays far below
    return http.request(std::move(request));
}

} // namespace okta

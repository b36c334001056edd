#include "okta/ApiRequest.h"

namespace okta {

namespace {

constexpr qsizetype ShortestSecret = 12; // what is shorter is no token, and could be a word of any answer

} // namespace

std::unique_ptr<http::RequestJob> apiRequest(const QUrl &url, const ApiToken &token, http::Client &http)
{
    http::Request request;
    request.url = url;
    request.authorization = token.authorization();
    request.maximumBodySize = 8 * 1024 * 1024; // a page of 200 groups with long descriptions stays far below
    return http.request(std::move(request));
}

http::RequestJob::Outcome takeAnswer(http::RequestJob &request, const ApiToken &token)
{
    auto outcome = request.takeOutcome();
    const QByteArrayView secret = token.value().reveal();
    if (!outcome || secret.size() < ShortestSecret)
        return outcome;
    static constexpr QByteArrayView Mark("[API token]");
    outcome->body.replace(secret, Mark);
    for (auto &header : outcome->headers)
        header.second.replace(secret, Mark);
    return outcome;
}

} // namespace okta

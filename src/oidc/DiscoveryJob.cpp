#include "oidc/DiscoveryJob.h"

#include "http/JsonBody.h"
#include "oidc/ServerAnswer.h"

#include <utility>

namespace oidc {

DiscoveryJob::DiscoveryJob(QString issuer, http::Client &http, std::chrono::milliseconds limit)
    : m_issuer(std::move(issuer))
    , m_http(http)
    , m_limit(limit)
{
}

void DiscoveryJob::run()
{
    auto url = discoveryUrl(m_issuer);
    if (!url) {
        finishWith(Unexpected(std::move(url).error()));
        return;
    }
    http::Request request;
    request.url = *std::move(url);
    request.timeout = m_limit;
    m_request = m_http.request(std::move(request));
    connect(m_request.get(), &Job::finished, this, &DiscoveryJob::answered);
    m_request->start();
}

void DiscoveryJob::answered()
{
    const auto reply = m_request->takeOutcome();
    if (auto problem = answerProblem(reply)) {
        finishWith(Unexpected(*std::move(problem)));
        return;
    }

    Error error;
    if (reply->status == 200) {
        auto metadata = ProviderMetadata::parse(reply->body, m_issuer);
        if (metadata) {
            finishWith(Discovery{*std::move(metadata), reply->clockOffset()});
            return;
        }
        error = std::move(metadata).error();
        if (error.reason == Reason(Stage::Discovery, Fault::Malformed) && http::isHtml(*reply))
            error.reason = Reason(Stage::Discovery, Fault::Html);
    } else if (reply->status == 404) {
        error.reason = Reason(Stage::Discovery, Fault::NotFound);
    } else if (reply->status == 429) {
        error.reason = Reason(Stage::Discovery, Fault::RateLimited);
    } else if (reply->status >= 500) {
        error.reason = Reason(Stage::Discovery, Fault::ServerError);
    } else if (const QUrl target = reply->redirectTarget(); !target.isEmpty()) {
        error.reason = Reason(Stage::Discovery, Fault::Redirected);
        error.detail = describeTarget(target);
    } else {
        error.reason = Reason(Stage::Discovery, Fault::Refused);
    }
    error.answer = serverAnswer(*reply);
    if (error.detail.isEmpty())
        error.detail = describe(error.answer);
    error.clockOffset = reply->clockOffset();
    finishWith(Unexpected(std::move(error)));
}

} // namespace oidc

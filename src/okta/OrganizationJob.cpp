#include "okta/OrganizationJob.h"

#include "core/ServerText.h"
#include "http/JsonBody.h"

namespace okta {

namespace {

std::unique_ptr<http::RequestJob> organizationRequest(const OrgUrl &org, http::Client &http)
{
    http::Request request;
    request.url = org.endpoint(QStringLiteral("/.well-known/okta-organization"));
    return http.request(std::move(request));
}

/// Whether a refusal cannot be an organisation's: it answers this question to everybody, without any token.
bool isAboutSomethingElse(const ApiError &error)
{
    using Reason = ApiError::Reason;
    switch (error.reason) {
    case Reason::TokenInvalid:
    case Reason::TokenNotPresented:
    case Reason::NotPermitted:
    case Reason::FeatureUnavailable:
    case Reason::PolicyDenied:
    case Reason::NotFound:
    case Reason::MethodRefused:
    case Reason::InvalidRequest:
    case Reason::Other:
        return true;
    case Reason::Html:
        return error.httpStatus == 404; // as names answer that no organisation has
    case Reason::Transport:
    case Reason::Redirected:
    case Reason::Empty:
    case Reason::Malformed:
    case Reason::NotAnOktaOrganization:
    case Reason::OrganizationDeactivated:
    case Reason::TokenInvalidNow:
    case Reason::RateLimited:
    case Reason::ReadOnly:
    case Reason::ServerTrouble:
    case Reason::OriginRefused:
    case Reason::LinkInvalid:
        break;
    }
    return false;
}

} // namespace

OrganizationJob::OrganizationJob(const OrgUrl &org, http::Client &http)
    : m_request(organizationRequest(org, http))
{
}

void OrganizationJob::run()
{
    connect(m_request.get(), &Job::finished, this, &OrganizationJob::answered);
    m_request->start();
}

void OrganizationJob::answered()
{
    const auto &outcome = m_request->outcome();
    if (!outcome) {
        finishWith(Unexpected(ApiError::of(outcome.error())));
        return;
    }
    if (outcome->status != 200) {
        ApiError error = ApiError::of(*outcome);
        if (isAboutSomethingElse(error))
            error.reason = ApiError::Reason::NotAnOktaOrganization;
        finishWith(Unexpected(std::move(error)));
        return;
    }
    const auto body = http::jsonObject(*outcome);
    if (!body) {
        finishWith(Unexpected(ApiError::of(*outcome, body.error())));
        return;
    }
    const QString id = body->value(QLatin1String("id")).toString();
    if (id.isEmpty()) {
        ApiError error;
        error.httpStatus = outcome->status;
        error.reason = ApiError::Reason::NotAnOktaOrganization;
        error.detail = QStringLiteral("okta-organization has no \"id\"");
        finishWith(Unexpected(std::move(error)));
        return;
    }

    Organization organization;
    organization.id = serverText(id, 64);
    const QString pipeline = body->value(QLatin1String("pipeline")).toString();
    organization.engine = pipeline == QLatin1String("idx") ? Organization::Engine::Identity
        : pipeline == QLatin1String("v1")                  ? Organization::Engine::Classic
                                                           : Organization::Engine::Unknown;
    const auto links = body->value(QLatin1String("_links")).toObject();
    const auto href = [&links](QLatin1String name) {
        return serverText(links.value(name).toObject().value(QLatin1String("href")).toString(), 2000);
    };
    organization.organizationUrl = href(QLatin1String("organization"));
    organization.customDomainUrl = href(QLatin1String("alternate"));
    organization.clockOffset = outcome->clockOffset();
    finishWith(std::move(organization));
}

bool isPerhapsAnEmulator(const ApiError &error, const OrgUrl &org)
{
    return error.reason == ApiError::Reason::NotAnOktaOrganization && error.httpStatus == 404 && !error.isWebPage
        && !org.isOktaDomain();
}

} // namespace okta

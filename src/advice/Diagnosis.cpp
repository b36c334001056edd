#include "advice/Diagnosis.h"

namespace advice {

namespace {

/// The sentences of the first of these types that the problem is of.
template <typename... Errors> Diagnosis diagnoseAs(const checks::Problem &problem)
{
    Diagnosis diagnosis;
    const auto take = [&](const auto *error) {
        if (error)
            diagnosis = diagnose(*error);
        return error != nullptr;
    };
    const bool isKnown = (take(problem.as<Errors>()) || ...);
    Q_ASSERT(isKnown);
    Q_UNUSED(isKnown)
    return diagnosis;
}

} // namespace

Diagnosis diagnoseProblem(const checks::Problem &problem)
{
    return diagnoseAs<oidc::Error, //
                      okta::ApiError, //
                      okta::ApiTokenError, //
                      okta::ApplicationError, //
                      okta::ApplicationFinding, //
                      okta::ApplicationRequest, //
                      okta::OrgUrlError, //
                      okta::TokenNote, //
                      okta::UnlikelyToken, //
                      http::TransportError, //
                      authenticate::Error, //
                      pomerium::AuthenticateUrlError, //
                      pomerium::ExportError, //
                      pomerium::ImportError, //
                      pomerium::ImportRemark, //
                      pomerium::ReleaseError, //
                      pomerium::ServiceAccountError, //
                      files::WriteError, //
                      secrets::KeychainError>(problem);
}

} // namespace advice

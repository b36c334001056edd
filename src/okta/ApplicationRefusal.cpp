#include "okta/ApplicationRefusal.h"

#include <algorithm>

namespace okta {

namespace {

using Refusal = ApplicationRefusal;

/// Whether the summary or a cause has these words.
bool says(const ApiError &error, QLatin1String words)
{
    return error.errorSummary.contains(words, Qt::CaseInsensitive)
        || std::any_of(error.errorCauses.cbegin(), error.errorCauses.cend(),
                       [words](const QString &cause) { return cause.contains(words, Qt::CaseInsensitive); });
}

Refusal validation(const ApiError &error)
{
    if (says(error, QLatin1String("mediated")) && !says(error, QLatin1String("OAuth2ClientSecretMediated")))
        return Refusal::NotAnOktaOidcApp;
    if (says(error, QLatin1String("maximum number of client secrets")))
        return Refusal::TooManySecrets;
    if (says(error, QLatin1String("deactivate the only active")))
        return Refusal::LastActiveSecret;
    if (says(error, QLatin1String("delete an active client secret")))
        return Refusal::SecretStillActive;
    if (says(error, QLatin1String("Federation Broker Mode")))
        return Refusal::GroupsRefusedByBrokerMode;
    if (says(error, QLatin1String("fragment")))
        return Refusal::RedirectUriHasFragment;
    if (says(error, QLatin1String("redirect_uris")))
        return Refusal::RedirectUrisRefused;
    // Before token_endpoint_auth_method: what is said about a secret may name the method.
    if (error.errorSummary.contains(QLatin1String("client_secret")))
        return Refusal::ClientSecretRefused;
    if (says(error, QLatin1String("token_endpoint_auth_method")))
        return Refusal::AuthenticationMethodRefused;
    if (says(error, QLatin1String("custom domain")))
        return Refusal::NoCustomDomain;
    if (says(error, QLatin1String("rotation_type'' is required"))
        || says(error, QLatin1String("rotation_type' is required")))
        return Refusal::RotationTypeMissing;
    if (says(error, QLatin1String("rotationType")) || says(error, QLatin1String("rotation_type")))
        return Refusal::RotationTypeInvalid;
    if (says(error, QLatin1String("already exists")))
        return Refusal::LabelTaken;
    return Refusal::OtherSettingRefused;
}

Refusal missing(const ApiError &error)
{
    if (error.errorSummary.contains(QLatin1String("(AppInstance)"))
        || error.errorSummary.contains(QLatin1String("(OAuth2AppInstance)")))
        return Refusal::AppNotFound;
    if (error.errorSummary.contains(QLatin1String("(UserGroup)")))
        return Refusal::GroupNotFound;
    if (error.errorSummary.contains(QLatin1String("(User)")) || error.errorSummary.contains(QLatin1String("(AppUser)")))
        return Refusal::UserNotFound;
    return Refusal::None;
}

} // namespace

ApplicationRefusal applicationRefusal(const ApiError &error)
{
    const QString &code = error.errorCode;
    if (code == QLatin1String("E0000001"))
        return validation(error);
    if (code == QLatin1String("E0000003"))
        return Refusal::BodyMalformed;
    if (code == QLatin1String("E0000024"))
        return Refusal::InactiveNotSupported;
    if (code == QLatin1String("E0000040"))
        return Refusal::LabelTaken;
    if (code == QLatin1String("E0000011"))
        return Refusal::TokenRejected;
    if (code == QLatin1String("E0000015"))
        return Refusal::FeatureMissing;
    if (code == QLatin1String("E0000005"))
        return Refusal::SessionInvalid;
    if (code == QLatin1String("E0000006"))
        return Refusal::RoleTooSmall;
    if (code == QLatin1String("E0000039"))
        return says(error, QLatin1String("redirectURI")) ? Refusal::CatalogApp : Refusal::EditedAtTheSameTime;
    if (code == QLatin1String("E0000056"))
        return Refusal::StillActive;
    if (code == QLatin1String("E0000007"))
        return missing(error);
    if (error.reason == ApiError::Reason::RateLimited)
        return Refusal::RateLimited;
    if (code == QLatin1String("E0000009") || error.httpStatus == 500)
        return Refusal::InternalError;
    if (code.isEmpty() && error.detail.contains(QLatin1String("insufficient_scope")))
        return Refusal::ScopeMissing;
    return Refusal::None;
}

} // namespace okta

#pragma once

#include "okta/ApiError.h"

namespace okta {

/// What Okta means when it refuses a call about an app integration. Decided by error code and HTTP status; the names in
/// the summary and the causes tell apart what one code covers, and an unknown text falls back to what the code says.
enum class ApplicationRefusal {
    None, ///< nothing that is special to apps: ApiError::Reason says all
    NotAnOktaOidcApp, ///< sent without `name: oidc_client`, so Okta takes it for a mediated app
    RedirectUriHasFragment,
    RedirectUrisRefused, ///< another word about redirect_uris: all together too long, for one
    AuthenticationMethodRefused, ///< `none` on a web app
    NoCustomDomain, ///< CUSTOM_URL in an org without one
    RotationTypeMissing,
    RotationTypeInvalid,
    LabelTaken, ///< before 2021.06.3, and other kinds of apps
    GroupsRefusedByBrokerMode,
    TooManySecrets,
    LastActiveSecret, ///< cannot be deactivated
    SecretStillActive, ///< cannot be deleted
    ClientSecretRefused, ///< one's own secret: too short, too long, not ASCII, not for this method
    OtherSettingRefused, ///< a validation that is not known here; the details name the setting
    BodyMalformed,
    InactiveNotSupported,
    TokenRejected, ///< wrong, revoked, idle, or of another org
    FeatureMissing, ///< API Access Management
    SessionInvalid, ///< no SSWS scheme arrived
    RoleTooSmall, ///< also: the app has an admin role or API scopes
    EditedAtTheSameTime, ///< two PUTs at once: wait, read, send again once
    CatalogApp, ///< an app from the integration network takes no such redirect URI
    StillActive, ///< an active app cannot be deleted
    ScopeMissing, ///< of an OAuth token
    AppNotFound, ///< or hidden from this role
    GroupNotFound,
    UserNotFound,
    RateLimited,
    InternalError ///< seen on group assignments under load, and on delete
};

[[nodiscard]] ApplicationRefusal applicationRefusal(const ApiError &error);

} // namespace okta

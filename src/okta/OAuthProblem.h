#pragma once

#include <QString>

namespace okta {

/// What an OAuth error of Okta's really means for an application's settings. Decided by
/// error code and HTTP status; the text only refines, and an unknown text falls back to what the code says.
enum class OAuthProblem {
    Unknown,
    // Client
    UnknownClient, ///< no such client in this organisation, or the application is deactivated
    WrongSecret,
    WrongAuthenticationMethod, ///< SPA, native, public/private key
    ClientRefused, ///< invalid_client with another text: one of the three above
    CredentialsMissing,
    CredentialsMalformed,
    CredentialsTwice,
    CustomServerRefused, ///< the application may not use a custom authorization server
    // Grants and scopes
    GrantTypeOff, ///< authorization code
    RefreshGrantOff,
    ResponseTypeOff,
    ScopeNotConfigured, ///< custom authorization server without the scope
    CustomScopeRefused, ///< organisation's server
    ScopeNotAllowed,
    ScopeRejectedByPolicy,
    OpenIdScopeMissing,
    OfflineAccessInBrowser, ///< a token request with an Origin header
    RefreshScopesDenied,
    // Codes and tokens
    CodeInvalid,
    CodeOfOtherClient,
    RedirectUriDiffers,
    RefreshTokenInvalid,
    GrantInvalid, ///< invalid_grant with another text
    // Redirect URI and PKCE
    RedirectUriNotRegistered,
    PkceChallengeRequired,
    PkceVerifierRequired,
    PkceFailed,
    StateInvalid,
    PkceMethodRefused, ///< the challenge or its method
    PushedRequestRequired, ///< PAR (RFC 9126)
    RequestInvalid, ///< invalid_request with another text
    // DPoP
    DpopRequired,
    // People and policies
    UserNotAssigned,
    PolicyDenied, ///< access policy of the authorization server
    SignOnPolicyDenied,
    NetworkZone,
    ConsentRequired,
    DeniedByUser,
    LoginRequired,
    LoginExpired,
    TooManyGroups,
    ClaimNotEvaluated, ///< a claim's value cannot be computed
    // The server
    FeatureOff,
    AuthorizationServerUnknown, ///< no custom authorization server of that name
    OrganizationDeactivated,
    ReadOnly,
    RateLimited,
    Overloaded,
    ServerError
};

/// Classifies one error. `status` is 0 when it came through the browser.
[[nodiscard]] OAuthProblem oauthProblem(int status, const QString &error, const QString &description);

} // namespace okta

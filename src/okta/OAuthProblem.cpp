#include "okta/OAuthProblem.h"

#include <QLatin1String>
#include <QRegularExpression>
#include <QStringList>

namespace okta {

namespace {

/// When the code is this and the text contains that. First match wins.
struct Rule
{
    const char *error;
    const char *text;
    OAuthProblem problem;
    bool isWord = false; ///< the text is an abbreviation: a word of its own, in capital letters
};

using P = OAuthProblem;

// Texts: Okta's OAuth error catalogue and, where marked, other providers' for the same thing.
constexpr Rule Rules[] = {
    {"invalid_client", "'client_id' parameter", P::UnknownClient},
    {"invalid_client", "client secret supplied", P::WrongSecret},
    {"invalid_client", "No client credentials found", P::CredentialsMissing},
    {"invalid_client", "Found Authentication header", P::CredentialsMalformed},
    {"invalid_client", "private_key_jwt", P::WrongAuthenticationMethod},
    {"invalid_client", "Client authentication failed", P::WrongAuthenticationMethod},
    {"invalid_client", "", P::ClientRefused},
    {"invalid_request", "multiple client credentials", P::CredentialsTwice},
    {"invalid_request", "redirect_uri", P::RedirectUriNotRegistered},
    {"invalid_request", "PKCE code challenge is required", P::PkceChallengeRequired},
    {"invalid_request", "PKCE code verifier is required", P::PkceVerifierRequired},
    {"invalid_request", "'state' parameter", P::StateInvalid},
    {"invalid_request", "grant type is not allowed", P::RefreshGrantOff}, // oidc-provider
    {"invalid_request", "DPoP", P::DpopRequired}, // Keycloak
    {"invalid_request", "pushed authorization", P::PushedRequestRequired},
    {"invalid_request", "PAR", P::PushedRequestRequired, true},
    {"invalid_request", "code_challenge", P::PkceMethodRefused},
    {"invalid_request", "code challenge", P::PkceMethodRefused},
    {"invalid_request", "PKCE", P::PkceMethodRefused},
    {"invalid_request", "", P::RequestInvalid},
    {"invalid_dpop_proof", "", P::DpopRequired},
    {"use_dpop_nonce", "", P::DpopRequired},
    {"unauthorized_client", "custom authorization server", P::CustomServerRefused},
    {"unauthorized_client", "grant type", P::GrantTypeOff},
    {"unauthorized_client", "", P::GrantTypeOff},
    {"unsupported_grant_type", "", P::GrantTypeOff},
    {"unsupported_response_type", "", P::ResponseTypeOff},
    {"invalid_scope", "not configured", P::ScopeNotConfigured},
    {"invalid_scope", "Custom scopes", P::CustomScopeRefused},
    {"invalid_scope", "Browser requests", P::OfflineAccessInBrowser},
    {"invalid_scope", "", P::ScopeNotAllowed},
    {"invalid_grant", "exceeded rate limit", P::RateLimited},
    {"invalid_grant", "another client", P::CodeOfOtherClient},
    {"invalid_grant", "'redirect_uri'", P::RedirectUriDiffers},
    {"invalid_grant", "PKCE", P::PkceFailed},
    {"invalid_grant", "authorization code", P::CodeInvalid},
    {"invalid_grant", "refresh token", P::RefreshTokenInvalid},
    {"invalid_grant", "", P::GrantInvalid},
    {"access_denied", "'openid' scope", P::OpenIdScopeMissing},
    {"access_denied", "not assigned", P::UserNotAssigned},
    {"access_denied", "isn't assigned", P::UserNotAssigned},
    {"access_denied", "Policy evaluation failed", P::PolicyDenied},
    {"access_denied", "network zones", P::NetworkZone},
    {"access_denied", "original authorize request", P::RefreshScopesDenied},
    {"access_denied", "scopes", P::ScopeRejectedByPolicy},
    {"access_denied", "policy requirements", P::SignOnPolicyDenied},
    {"access_denied", "", P::DeniedByUser},
    {"consent_required", "", P::ConsentRequired},
    {"interaction_required", "", P::LoginRequired},
    {"login_required", "expired", P::LoginExpired},
    {"login_required", "", P::LoginRequired},
    {"server_error", "too many groups", P::TooManyGroups},
    {"server_error", "not enabled", P::FeatureOff},
    {"server_error", "claim", P::ClaimNotEvaluated},
    {"server_error", "", P::ServerError},
    {"temporarily_unavailable", "", P::Overloaded},
    // The management API's codes, which its gateway sends in the place of OAuth's.
    {"E0000007", "AuthorizationServer", P::AuthorizationServerUnknown},
    {"E0000009", "", P::ServerError},
    {"E0000010", "", P::ReadOnly},
    {"E0000015", "", P::FeatureOff},
    {"E0000047", "", P::RateLimited},
    {"E0000181", "", P::Overloaded},
    {"E0000260", "", P::OrganizationDeactivated},
};

bool says(const QString &description, const Rule &rule)
{
    const QLatin1String text(rule.text);
    if (!rule.isWord)
        return description.contains(text, Qt::CaseInsensitive);
    static const QRegularExpression NoLetter(QStringLiteral("[^A-Za-z]+"));
    return description.split(NoLetter).contains(text);
}

} // namespace

OAuthProblem oauthProblem(int status, const QString &error, const QString &description)
{
    if (status == 429)
        return P::RateLimited;
    // 401 is for a client that did not authenticate (RFC 6749 section 5.2): the status decides before the word does.
    if (status == 401 && error == QLatin1String("unauthorized_client")
        && !description.contains(QLatin1String("grant type"), Qt::CaseInsensitive)
        && !description.contains(QLatin1String("custom authorization server"), Qt::CaseInsensitive))
        return P::ClientRefused;
    static const QRegularExpression NoSuchServer(
        QStringLiteral("(unknown|invalid|no such) authorization server|authorization server[^.]*"
                       "(unknown|not found|not exist|n't exist|invalid)"),
        QRegularExpression::CaseInsensitiveOption);
    if (error == QLatin1String("invalid_request") && NoSuchServer.match(description).hasMatch())
        return P::AuthorizationServerUnknown;
    for (const Rule &rule : Rules) {
        if (error.compare(QLatin1String(rule.error), Qt::CaseInsensitive) == 0 && says(description, rule))
            return rule.problem;
    }
    if (status >= 500)
        return P::ServerError;
    return P::Unknown;
}

} // namespace okta

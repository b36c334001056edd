#include "okta/OAuthProblem.h"

#include <QTest>

using P = okta::OAuthProblem;

class tst_OAuthProblem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void each_row_of_the_catalogue_is_recognised_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("text");
        QTest::addColumn<P>("problem");
        const auto row = [](const char *name, int status, const char *error, const char *text, P problem) {
            QTest::newRow(name) << status << QString::fromLatin1(error) << QString::fromLatin1(text) << problem;
        };
        // 2.1, through the browser (status 0)
        row("2.1 redirect URI", 0, "invalid_request",
            "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.",
            P::RedirectUriNotRegistered);
        row("2.1 unknown client", 0, "invalid_client", "Invalid value for 'client_id' parameter.", P::UnknownClient);
        row("2.1 PKCE", 0, "invalid_request", "PKCE code challenge is required by the application.",
            P::PkceChallengeRequired);
        row("2.1 not assigned", 0, "access_denied", "User is not assigned to the client application.",
            P::UserNotAssigned);
        row("2.1 access policy", 0, "access_denied",
            "Policy evaluation failed for this request, please check the policy configurations.", P::PolicyDenied);
        row("2.1 all scopes rejected", 0, "access_denied",
            "Policy evaluation succeeded, but all the requested scopes were rejected.", P::ScopeRejectedByPolicy);
        row("2.1 some scopes denied", 0, "access_denied",
            "Some of the requested scopes were denied by the policy. Denied scopes: [x].", P::ScopeRejectedByPolicy);
        row("2.1 scope unknown", 0, "invalid_scope",
            "One or more scopes are not configured for the authorization server resource.", P::ScopeNotConfigured);
        row("2.1 custom scope", 0, "invalid_scope", "Custom scopes are not allowed for this request.",
            P::CustomScopeRefused);
        row("2.1 scope not allowed", 0, "invalid_scope", "The following scopes are not allowed for this request: [x].",
            P::ScopeNotAllowed);
        row("2.1 openid missing", 0, "access_denied",
            "Requests for ID tokens or access tokens with OpenID scopes require the 'openid' scope.",
            P::OpenIdScopeMissing);
        row("2.1 no scopes", 0, "invalid_scope", "No scopes were requested.", P::ScopeNotAllowed);
        row("2.1 response type", 0, "unsupported_response_type",
            "The response type is not supported by the authorization server. Configured response types: [x].",
            P::ResponseTypeOff);
        row("2.1 state", 0, "invalid_request", "The authentication request has an invalid 'state' parameter.",
            P::StateInvalid);
        row("2.1 consent", 0, "consent_required", "The following scopes require user consent: [x].",
            P::ConsentRequired);
        row("2.1 denied", 0, "access_denied", "The resource owner or authorization server denied the request.",
            P::DeniedByUser);
        row("2.1 expired", 0, "login_required", "Request expired, please start over and try again.", P::LoginExpired);
        row("2.1 zone", 0, "access_denied", "The request is made from outside the client's permitted network zones.",
            P::NetworkZone);
        row("2.1 feature", 0, "server_error", "The requested feature is not enabled in this environment.",
            P::FeatureOff);
        row("2.1 groups", 0, "server_error",
            "The groups claim matched too many groups and must be configured to match fewer groups.", P::TooManyGroups);
        row("2.1 overloaded", 0, "temporarily_unavailable",
            "The authorization server is currently unable to handle the request.", P::Overloaded);
        // 2.2, the token endpoint
        row("2.2 unknown client", 401, "invalid_client", "Invalid value for 'client_id' parameter.", P::UnknownClient);
        row("2.2 wrong secret", 401, "invalid_client",
            "The client secret supplied for a confidential client is invalid.", P::WrongSecret);
        row("2.2 method", 401, "invalid_client",
            "Client authentication failed. Either the client or the client credentials are invalid.",
            P::WrongAuthenticationMethod);
        row("2.2 none", 401, "invalid_client", "No client credentials found.", P::CredentialsMissing);
        row("2.2 malformed", 401, "invalid_client", "Found Authentication header but was not valid client credentials.",
            P::CredentialsMalformed);
        row("2.2 twice", 401, "invalid_request",
            "Cannot supply multiple client credentials. Use one of the following: ...", P::CredentialsTwice);
        row("2.2 grant off", 400, "unauthorized_client",
            "The client is not authorized to use the provided grant type. Configured grant types: [a, b].",
            P::GrantTypeOff);
        row("2.2 Origin", 400, "invalid_scope",
            "Browser requests to the token endpoint may not include the offline_access scope.",
            P::OfflineAccessInBrowser);
        row("2.2 code", 400, "invalid_grant", "The authorization code is invalid or has expired.", P::CodeInvalid);
        row("2.2 other client", 400, "invalid_grant",
            "The grant was issued to another client. Please make sure the 'client_id' matches the one used at the "
            "authorize request.",
            P::CodeOfOtherClient);
        row("2.2 redirect differs", 400, "invalid_grant",
            "The 'redirect_uri' does not match the redirection URI used in the authorization request.",
            P::RedirectUriDiffers);
        row("2.2 PKCE failed", 400, "invalid_grant", "PKCE verification failed.", P::PkceFailed);
        row("2.2 PKCE missing", 400, "invalid_request", "PKCE code verifier is required by the application.",
            P::PkceVerifierRequired);
        row("2.2 refresh token", 400, "invalid_grant", "The refresh token is invalid or expired.",
            P::RefreshTokenInvalid);
        row("2.2 DPoP", 400, "invalid_dpop_proof", "The DPoP proof JWT header is missing.", P::DpopRequired);
        row("2.2 DPoP nonce", 400, "use_dpop_nonce", "Authorization server requires nonce in DPoP proof.",
            P::DpopRequired);
        row("2.2 service client", 401, "invalid_client",
            "Client Credentials requests to the Org Authorization Server must use the private_key_jwt "
            "token_endpoint_auth_method.",
            P::WrongAuthenticationMethod);
        row("2.2 custom server", 400, "unauthorized_client", "This client cannot use a custom authorization server.",
            P::CustomServerRefused);
        row("2.2 refresh scopes", 400, "access_denied",
            "Some of the scopes requested for the refresh request were not granted in the original authorize request. "
            "Denied scopes: x",
            P::RefreshScopesDenied);
        row("2.2 rate", 429, "invalid_grant", "API call exceeded rate limit due to too many requests.", P::RateLimited);
        row("2.2 feature", 403, "server_error", "The requested feature is not enabled in this environment.",
            P::FeatureOff);
        // Unknown text falls back to something true
        row("new text of invalid_client", 401, "invalid_client", "Something new", P::ClientRefused);
        row("new text of invalid_grant", 400, "invalid_grant", "Something new", P::GrantInvalid);
        row("new text of access_denied", 0, "access_denied", "Something new", P::DeniedByUser);
        row("new code", 400, "quantum_error", "Something new", P::Unknown);
        row("no code, 500", 500, "", "", P::ServerError);
        row("oidc-provider's grant off", 400, "invalid_request", "requested grant type is not allowed for this client",
            P::RefreshGrantOff);
    }
    void each_row_of_the_catalogue_is_recognised()
    {
        QFETCH(int, status);
        QFETCH(QString, error);
        QFETCH(QString, text);
        QFETCH(P, problem);
        QCOMPARE(okta::oauthProblem(status, error, text), problem);
    }
};

QTEST_GUILESS_MAIN(tst_OAuthProblem)
#include "tst_OAuthProblem.moc"

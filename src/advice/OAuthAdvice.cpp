#include "advice/Diagnosis.h"
#include "advice/Places.h"
#include "advice/Steps.h"

namespace advice {

Diagnosis diagnose(okta::OAuthProblem problem)
{
    using P = okta::OAuthProblem;
    switch (problem) {
    case P::Unknown:
        return {};
    case P::UnknownClient:
        return words(
            "OKTA-UNKNOWN-CLIENT", Text::tr("The server does not know this client ID."),
            Text::tr("It is mistyped, belongs to another org, or its app was deleted or deactivated."),
            {at(Text::tr("Copy the client ID again, from the org that you entered."), places::clientCredentials()),
             Text::tr("Check that the app is active.")});
    case P::WrongSecret:
        return words("OKTA-WRONG-SECRET", Text::tr("The client secret is wrong."),
                     Text::tr("It was not copied whole, was replaced or deactivated, or belongs to another app."),
                     {at(Text::tr("Copy the client secret again."), places::clientCredentials()),
                      Text::tr("Where two are listed, take one whose status is Active.")});
    case P::WrongAuthenticationMethod:
        return words(
            "OKTA-CLIENT-AUTHENTICATION", Text::tr("The app does not accept this client secret."),
            Text::tr("The app authenticates in another way, or client ID and secret do not belong together."),
            {at(Text::tr("Check that the app is a Web Application, and that Client authentication is Client secret."),
                places::clientCredentials()),
             Text::tr("Copy client ID and secret again.")});
    case P::ClientRefused:
        return words(
            "OKTA-CLIENT-REFUSED", Text::tr("The server rejected the client ID or secret."),
            Text::tr("The ID is unknown, the secret is wrong, or the app does not use a client secret."),
            {at(Text::tr("Copy both again."), places::clientCredentials()),
             Text::tr(
                 "Check that the app is an active Web Application, and that Client authentication is Client secret.")});
    case P::CredentialsMissing:
        return words("OKTA-CREDENTIALS-MISSING", Text::tr("No client ID and secret arrived."),
                     Text::tr("A proxy between this computer and the server may remove the Authorization header."),
                     {Text::tr("Try from a network without a proxy that inspects connections.")});
    case P::CredentialsMalformed:
        return words("OKTA-CREDENTIALS-MALFORMED", Text::tr("The server could not read the client credentials."),
                     Text::tr("The client secret has characters that the server decodes in its own way."),
                     {at(Text::tr("Generate a new client secret in Okta."), places::clientCredentials()),
                      Text::tr("Copy it whole.")});
    case P::CredentialsTwice:
        return words("OKTA-CREDENTIALS-TWICE", Text::tr("The client credentials arrived twice."),
                     Text::tr("Something between this computer and the server adds credentials to the request."),
                     {Text::tr("Try from a network without a proxy that inspects connections.")});
    case P::CustomServerRefused:
        return words("OKTA-ORG-SERVER-ONLY", Text::tr("The app cannot use a custom authorization server."),
                     Text::tr("The provider URL names one (/oauth2/…), and the app is bound to the org's own server."),
                     {Text::tr("Enter the organization URL without /oauth2/….")});
    case P::GrantTypeOff:
        return words("OKTA-GRANT-TYPE-OFF", Text::tr("The app may not use this grant type."),
                     Text::tr("The grant type is not selected in the app."),
                     {at(Text::tr("Select Authorization Code and Refresh Token."), places::grantTypes()),
                      Text::tr("Select Save.")});
    case P::RefreshGrantOff:
        return words(
            "OKTA-REFRESH-GRANT-OFF", Text::tr("The app may not use refresh tokens."),
            Text::tr("Refresh Token is not selected. Pomerium then signs people out when the access token expires."),
            {at(Text::tr("Select Refresh Token."), places::grantTypes()), Text::tr("Select Save."),
             Text::tr("Start the sign-in test again.")});
    case P::ResponseTypeOff:
        return words("OKTA-AUTHORIZATION-CODE-OFF", Text::tr("The app may not use the code flow."),
                     Text::tr("Authorization Code is not selected, or the app is of another type."),
                     {at(Text::tr("Select Authorization Code."), places::grantTypes()), Text::tr("Select Save.")});
    case P::ScopeNotConfigured:
        return words(
            "OKTA-SCOPE-NOT-CONFIGURED", Text::tr("The authorization server lacks a scope."),
            Text::tr("A custom authorization server knows only its own scopes; groups is not among them by default."),
            {at(Text::tr("Add the scope."), places::authorizationServers()),
             Text::tr("Or enter the organization URL without /oauth2/….")});
    case P::CustomScopeRefused:
        return words(
            "OKTA-CUSTOM-SCOPE", Text::tr("The org's own server rejected a scope."),
            Text::tr("It accepts only the standard scopes and groups."),
            {Text::tr("Remove the custom scope from Pomerium's scopes."),
             at(Text::tr("Or use a custom authorization server that has it."), places::authorizationServers())});
    case P::ScopeNotAllowed:
        return words(
            "OKTA-SCOPE-REFUSED", Text::tr("The server rejected a scope."),
            Text::tr("It may not give this app one of the scopes. offline_access needs the grant type Refresh Token."),
            {at(Text::tr("Select Refresh Token."), places::grantTypes()),
             at(Text::tr("Allow the scope that the details name."), places::authorizationServers()),
             Text::tr("Start the sign-in test again.")});
    case P::ScopeRejectedByPolicy:
        return words("OKTA-SCOPE-POLICY", Text::tr("An access policy rejected the scopes."),
                     Text::tr("The rule that matched does not list all scopes that Pomerium asks for."),
                     {at(Text::tr("Allow openid, profile, email, and offline_access in the rule."),
                         places::authorizationServers()),
                      Text::tr("Start the sign-in test again.")});
    case P::OpenIdScopeMissing:
        return words("OKTA-OPENID-MISSING", Text::tr("The server missed the scope openid."),
                     Text::tr("Something between this computer and the server changed the request."),
                     {Text::tr("Try from a network without a proxy that inspects connections.")});
    case P::OfflineAccessInBrowser:
        return words("OKTA-ORIGIN-HEADER", Text::tr("The server saw a web page's request."),
                     Text::tr("Something between this computer and the server adds an Origin header."),
                     {Text::tr("Try from a network without a proxy that inspects connections.")});
    case P::RefreshScopesDenied:
        return words("OKTA-REFRESH-SCOPES", Text::tr("A policy rejects the scopes of the refresh."),
                     Text::tr("The access policy gives a refresh fewer scopes than the sign-in."),
                     {at(Text::tr("Allow the same scopes for the grant type Refresh Token in the rule."),
                         places::authorizationServers()),
                      Text::tr("Start the sign-in test again.")});
    case P::CodeInvalid:
        return words(
            "OKTA-CODE-INVALID", Text::tr("The server rejected the authorization code."),
            Text::tr("It was used already, is older than five minutes, or another server issued it."),
            {Text::tr("Start the sign-in test again."), Text::tr("Finish the browser's pages without a long break.")});
    case P::CodeOfOtherClient:
        return words("OKTA-CODE-OTHER-CLIENT", Text::tr("The code belongs to another app."),
                     Text::tr("The browser signed in with another client ID than the one you entered."),
                     {Text::tr("Start the sign-in test again.")});
    case P::RedirectUriDiffers:
        return words("OKTA-REDIRECT-DIFFERS", Text::tr("The server saw two different redirect URIs."),
                     Text::tr("Something changed the request on its way."),
                     {Text::tr("Start the sign-in test again.")});
    case P::RefreshTokenInvalid:
        return words(
            "OKTA-REFRESH-TOKEN-INVALID", Text::tr("The server rejected the refresh token."),
            Text::tr("It was revoked, has expired, or the app changed since the sign-in, which ends refresh tokens."),
            {Text::tr("Start the sign-in test again."), Text::tr("If you just changed the app, that was the reason.")});
    case P::GrantInvalid:
        return words("OKTA-GRANT-INVALID", Text::tr("The server rejected the code or token."),
                     Text::tr("It was used already, has expired, or another server issued it."),
                     {Text::tr("Start the sign-in test again.")});
    case P::RedirectUriNotRegistered:
        return words(
            "OKTA-REDIRECT-URI", Text::tr("The redirect URI is not registered."),
            Text::tr(
                "Okta compares exactly: scheme, host, port, path, final slash. Sign-out redirect URIs do not count."),
            {at(Text::tr("Add exactly the URI in the details under Sign-in redirect URIs."), places::redirectUris()),
             Text::tr("Select Save.")});
    case P::PkceChallengeRequired:
        return words(
            "OKTA-PKCE-REQUIRED", Text::tr("The app requires PKCE."),
            Text::tr(
                "\"Require PKCE as additional verification\" is selected. Pomerium sends PKCE from release 0.33 on."),
            {at(Text::tr("Clear it for an older Pomerium."),
                places::general(QStringLiteral("Proof Key for Code Exchange (PKCE)"))),
             Text::tr("Select Save.")});
    case P::PkceVerifierRequired:
    case P::PkceFailed:
        return words(
            "OKTA-PKCE-FAILED", Text::tr("The server rejected the PKCE verifier."),
            Text::tr("It does not implement RFC 7636 as it says. Pomerium before 0.33 itself would not notice."),
            {Text::tr("Start the sign-in test again."), Text::tr("Use one browser window only.")});
    case P::StateInvalid:
        return words("OKTA-STATE", Text::tr("The server rejected the state parameter."),
                     Text::tr("Something changed the request on its way."),
                     {Text::tr("Start the sign-in test again.")});
    case P::PkceMethodRefused:
        return words("OKTA-PKCE-METHOD", Text::tr("The server rejected the PKCE challenge."),
                     Text::tr("We send the method S256, as Pomerium 0.33 and later do. Its words are in the details."),
                     {at(Text::tr("Allow the PKCE method S256 for this app."),
                         places::general(QStringLiteral("Proof Key for Code Exchange (PKCE)"))),
                      Text::tr("Start the sign-in test again.")});
    case P::PushedRequestRequired:
        return words("OKTA-PAR-REQUIRED", Text::tr("The app requires pushed authorization requests."),
                     Text::tr("Pomerium sends its request through the browser and cannot push it first (RFC 9126)."),
                     {at(Text::tr("Turn off the setting that requires pushed authorization requests (PAR)."),
                         places::general(QStringLiteral("General Settings"))),
                      Text::tr("Start the sign-in test again.")});
    case P::RequestInvalid:
        return words(
            "OKTA-REQUEST-INVALID", Text::tr("The server rejected the request."),
            Text::tr("A setting of the app or server does not fit it. The server's words are in the details."),
            {Text::tr("Find the parameter or setting that the details name."),
             at(Text::tr("Change that setting of the app."), places::general(QStringLiteral("General Settings"))),
             Text::tr("Start the sign-in test again.")});
    case P::DpopRequired:
        return words(
            "OKTA-DPOP-REQUIRED", Text::tr("The app requires DPoP, which Pomerium lacks."),
            Text::tr("\"Require Demonstrating Proof of Possession (DPoP) header in token requests\" is selected."),
            {at(Text::tr("Clear it."), places::general(QStringLiteral("General Settings"))), Text::tr("Select Save."),
             Text::tr("Start the sign-in test again.")});
    case P::UserNotAssigned:
        return words("OKTA-USER-NOT-ASSIGNED", Text::tr("The person is not assigned to the app."),
                     Text::tr("Neither the person nor one of their groups is among the app's assignments."),
                     {at(Text::tr("Assign the person or a group."), places::assignments()),
                      Text::tr("Start the sign-in test again.")});
    case P::PolicyDenied:
        return words("OKTA-ACCESS-POLICY", Text::tr("An access policy rejected the sign-in."),
                     Text::tr("No rule covers this app, person, grant type, and scopes. New servers have no policy."),
                     {at(Text::tr("Add a policy and a rule."), places::authorizationServers()),
                      Text::tr("Start the sign-in test again.")});
    case P::SignOnPolicyDenied:
        return words("OKTA-SIGN-ON-POLICY", Text::tr("The app's sign-on policy rejected the sign-in."),
                     Text::tr("It wants more than the person has shown, often a second factor that is not enrolled."),
                     {at(Text::tr("Enroll the factor, or change the app's authentication policy."), places::signOn()),
                      Text::tr("Start the sign-in test again.")});
    case P::NetworkZone:
        return words(
            "OKTA-NETWORK-ZONE", Text::tr("The app is not allowed from this network."),
            Text::tr("It is restricted to network zones, and this computer is outside. Pomerium must be inside, too."),
            {at(Text::tr("Change the app's network restriction, or work from an allowed network."),
                places::general(QStringLiteral("General Settings"))),
             Text::tr("Start the sign-in test again.")});
    case P::ConsentRequired:
        return words("OKTA-CONSENT", Text::tr("The person must consent first."),
                     Text::tr("The app requires user consent."),
                     {at(Text::tr("Sign in and consent, or turn off User Consent."),
                         places::general(QStringLiteral("User Consent")))});
    case P::DeniedByUser:
        return words(
            "OKTA-ACCESS-DENIED", Text::tr("The sign-in was denied."),
            Text::tr("Somebody pressed Cancel, or the org does not let this person use the app."),
            {Text::tr("Start the sign-in test again."),
             at(Text::tr("If it is denied again, check that the person is assigned."), places::assignments())});
    case P::LoginRequired:
        return words("OKTA-LOGIN-REQUIRED", Text::tr("The server wanted a sign-in."),
                     Text::tr("It could not ask for one: the browser's session with the org has ended."),
                     {Text::tr("Start the sign-in test again.")});
    case P::LoginExpired:
        return words("OKTA-LOGIN-EXPIRED", Text::tr("The sign-in page was open too long."),
                     Text::tr("Okta gives up on a sign-in that is not finished in time."),
                     {Text::tr("Start the sign-in test again.")});
    case P::TooManyGroups:
        return words("OKTA-TOO-MANY-GROUPS", Text::tr("The person is in too many groups."),
                     Text::tr("The groups claim filter matches more than 100 groups, the most that Okta sends."),
                     {at(Text::tr("Narrow the groups claim filter, for example to a common prefix."), places::signOn()),
                      Text::tr("Start the sign-in test again.")});
    case P::ClaimNotEvaluated:
        return words("OKTA-CLAIM-NOT-EVALUATED", Text::tr("The server could not compute a claim."),
                     Text::tr("The value expression of a claim fails for this person. The details name the claim."),
                     {at(Text::tr("On the org's own server, correct the claim."), places::signOn()),
                      at(Text::tr("On a custom authorization server, correct it in the tab Claims."),
                         places::authorizationServers()),
                      Text::tr("Start the sign-in test again.")});
    case P::FeatureOff:
        return words("OKTA-FEATURE-OFF", Text::tr("The org lacks custom authorization servers."),
                     Text::tr("An address with /oauth2/… needs API Access Management, which this org does not have."),
                     {Text::tr("Enter the organization URL without /oauth2/….")});
    case P::AuthorizationServerUnknown:
        return words("OKTA-AUTHORIZATION-SERVER-UNKNOWN", Text::tr("The org has no such authorization server."),
                     Text::tr("The address names a custom authorization server (/oauth2/…) that does not exist."),
                     {Text::tr("Enter the organization URL without /oauth2/…."),
                      at(Text::tr("Or copy the server's Issuer URI."), places::authorizationServers())});
    case P::OrganizationDeactivated:
        return words("OKTA-ORGANIZATION-DEACTIVATED", Text::tr("This Okta org has been deactivated."),
                     Text::tr("Okta deactivates free developer orgs that nobody uses."),
                     {Text::tr("Ask the org's administrator or Okta, or create a new org.")});
    case P::ReadOnly:
        return words("OKTA-READ-ONLY", Text::tr("Okta is in read-only mode."),
                     Text::tr("Okta does this for maintenance or after a failure. Sign-in works, changes do not."),
                     {Text::tr("Look at status.okta.com."), Text::tr("Try again later.")});
    case P::RateLimited:
        return words(
            "OKTA-RATE-LIMITED", Text::tr("The server received too many requests."),
            Text::tr("A rate limit of the org or person was reached. Okta's limits restart each minute."),
            {Text::tr("Wait."), Text::tr("Try again. Other programs share the limits: Reports > Rate Limits.")});
    case P::Overloaded:
        return words("OKTA-OVERLOADED", Text::tr("The server cannot answer at the moment."),
                     Text::tr("It is overloaded or in maintenance."),
                     {Text::tr("Look at status.okta.com."), Text::tr("Try again later.")});
    case P::ServerError:
        return words("OKTA-SERVER-ERROR", Text::tr("The server failed on our request."),
                     Text::tr("The fault is the server's; its words are in the details."),
                     {Text::tr("Look at status.okta.com."), Text::tr("Try again.")});
    }
    Q_UNREACHABLE();
}

} // namespace advice

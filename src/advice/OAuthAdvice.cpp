#include "advice/Diagnosis.h"
#include "advice/Places.h"

namespace advice {

Diagnosis diagnose(okta::OAuthProblem problem)
{
    using P = okta::OAuthProblem;
    switch (problem) {
    case P::Unknown:
        return {};
    case P::UnknownClient:
        return {
            QStringLiteral("OKTA-UNKNOWN-CLIENT"), Text::tr("The server does not know this client ID."),
            Text::tr("The client ID has a typing mistake (l and I look alike), belongs to another organisation, or the "
                     "application was deleted or deactivated."),
            Text::tr("Copy the Client ID again, from the organisation that was entered on the first page, and see that "
                     "the application is Active. %1")
                .arg(places::clientCredentials())};
    case P::WrongSecret:
        return {
            QStringLiteral("OKTA-WRONG-SECRET"), Text::tr("The client secret is wrong."),
            Text::tr("It was not copied whole, was replaced or deactivated since, or belongs to another application."),
            Text::tr("Copy the client secret again; where two are listed, take one whose status is Active. %1")
                .arg(places::clientCredentials())};
    case P::WrongAuthenticationMethod:
        return {QStringLiteral("OKTA-CLIENT-AUTHENTICATION"),
                Text::tr("The application does not take this client ID and secret."),
                Text::tr("Either the application authenticates in another way (public key / private key, or none, as "
                         "single-page and native applications do), or ID and secret do not belong together."),
                Text::tr("The application must be of type Web Application, with Client authentication set to Client "
                         "secret. Then copy ID and secret again. %1")
                    .arg(places::clientCredentials())};
    case P::ClientRefused:
        return {
            QStringLiteral("OKTA-CLIENT-REFUSED"), Text::tr("The server refused the client ID or the client secret."),
            Text::tr("The client ID is unknown, the secret is wrong, or the application does not use a client secret. "
                     "The server does not say which."),
            Text::tr("Copy both again, and see that the application is an Active Web Application with Client "
                     "authentication set to Client secret. %1")
                .arg(places::clientCredentials())};
    case P::CredentialsMissing:
        return {QStringLiteral("OKTA-CREDENTIALS-MISSING"),
                Text::tr("The server says that no client ID and secret arrived."),
                Text::tr("A proxy between this computer and the server may remove the Authorization header."),
                Text::tr("Try from a network without a proxy that inspects connections.")};
    case P::CredentialsMalformed:
        return {
            QStringLiteral("OKTA-CREDENTIALS-MALFORMED"),
            Text::tr("The server could not read the client ID and secret."),
            Text::tr("The client secret has characters that the server decodes in its own way."),
            Text::tr("Generate a new client secret in Okta and copy it whole. %1").arg(places::clientCredentials())};
    case P::CredentialsTwice:
        return {QStringLiteral("OKTA-CREDENTIALS-TWICE"), Text::tr("The server saw the client's credentials twice."),
                Text::tr("Something between this computer and the server adds credentials to the request."),
                Text::tr("Try from a network without a proxy that inspects connections.")};
    case P::CustomServerRefused:
        return {
            QStringLiteral("OKTA-ORG-SERVER-ONLY"),
            Text::tr("This application cannot use a custom authorization server."),
            Text::tr("The address names a custom authorization server (/oauth2/…), and the application is bound to the "
                     "organisation's own."),
            Text::tr("On the first page, enter the organisation URL without /oauth2/… behind it.")};
    case P::GrantTypeOff:
        return {QStringLiteral("OKTA-GRANT-TYPE-OFF"), Text::tr("The application may not use this grant type."),
                Text::tr("The box of the grant type is not ticked. The server's text lists the ones that are."),
                Text::tr("Tick Authorization Code and Refresh Token, and save. %1").arg(places::grantTypes())};
    case P::RefreshGrantOff:
        return {
            QStringLiteral("OKTA-REFRESH-GRANT-OFF"), Text::tr("The application may not use refresh tokens."),
            Text::tr("The grant type Refresh Token is not ticked. Pomerium would sign everybody out when the access "
                     "token ends, mostly after an hour."),
            Text::tr("Tick Refresh Token, save, and sign in again. %1").arg(places::grantTypes())};
    case P::ResponseTypeOff:
        return {QStringLiteral("OKTA-AUTHORIZATION-CODE-OFF"),
                Text::tr("The application may not use the authorization code flow."),
                Text::tr("The grant type Authorization Code is not ticked, or the application is of another type."),
                Text::tr("Tick Authorization Code, and save. %1").arg(places::grantTypes())};
    case P::ScopeNotConfigured:
        return {
            QStringLiteral("OKTA-SCOPE-NOT-CONFIGURED"),
            Text::tr("The authorization server does not know one of the scopes."),
            Text::tr("A custom authorization server knows only scopes that were added to it; groups is not among them "
                     "by default."),
            Text::tr("Add the scope there, or use the organisation URL without /oauth2/… on the first page. %1")
                .arg(places::authorizationServers())};
    case P::CustomScopeRefused:
        return {QStringLiteral("OKTA-CUSTOM-SCOPE"), Text::tr("The organisation's own server refused a scope."),
                Text::tr("It takes only the standard scopes and groups."),
                Text::tr("Ask for no custom scopes, or use a custom authorization server that has them.")};
    case P::ScopeNotAllowed:
        return {QStringLiteral("OKTA-SCOPE-REFUSED"), Text::tr("A scope was refused."),
                Text::tr("The server, or this application, may not give one of openid, profile, email, offline_access "
                         "(and groups)."),
                Text::tr("See that Refresh Token is ticked among the grant types, which offline_access needs. %1")
                    .arg(places::grantTypes())};
    case P::ScopeRejectedByPolicy:
        return {
            QStringLiteral("OKTA-SCOPE-POLICY"), Text::tr("An access policy rejected the scopes."),
            Text::tr("The rule of the authorization server that matched does not list all scopes that were asked for."),
            Text::tr("Allow openid, profile, email and offline_access in the rule of the server's access policy. %1")
                .arg(places::authorizationServers())};
    case P::OpenIdScopeMissing:
        return {QStringLiteral("OKTA-OPENID-MISSING"), Text::tr("The server missed the scope openid."),
                Text::tr("Something between this computer and the server changed the request."),
                Text::tr("Try again from a network without a proxy that inspects connections.")};
    case P::OfflineAccessInBrowser:
        return {QStringLiteral("OKTA-ORIGIN-HEADER"),
                Text::tr("The server took the token request for one of a web page."),
                Text::tr("Something between this computer and the server adds an Origin header."),
                Text::tr("Try from a network without a proxy that inspects connections.")};
    case P::RefreshScopesDenied:
        return {
            QStringLiteral("OKTA-REFRESH-SCOPES"), Text::tr("A policy refuses the scopes of the refresh."),
            Text::tr(
                "The access policy of the authorization server gives fewer scopes to a refresh than to the sign-in."),
            Text::tr("Allow the same scopes for the grant type Refresh Token in the rule. %1")
                .arg(places::authorizationServers())};
    case P::CodeInvalid:
        return {QStringLiteral("OKTA-CODE-INVALID"), Text::tr("The authorization code was not accepted."),
                Text::tr("It was used already, is older than five minutes, or the server did not issue it."),
                Text::tr("Start the sign-in check again, and finish the browser's pages without a long break.")};
    case P::CodeOfOtherClient:
        return {QStringLiteral("OKTA-CODE-OTHER-CLIENT"),
                Text::tr("The authorization code belongs to another application."),
                Text::tr("The browser signed in with another client ID than the one that was entered."),
                Text::tr("Start the sign-in check again.")};
    case P::RedirectUriDiffers:
        return {QStringLiteral("OKTA-REDIRECT-DIFFERS"),
                Text::tr("The server saw two different redirect URIs in one sign-in."),
                Text::tr("Something changed the request on its way."), Text::tr("Start the sign-in check again.")};
    case P::RefreshTokenInvalid:
        return {
            QStringLiteral("OKTA-REFRESH-TOKEN-INVALID"), Text::tr("The refresh token was not accepted."),
            Text::tr(
                "It was revoked, has expired, or the application was changed since the sign-in: Okta then ends its "
                "refresh tokens."),
            Text::tr("Start the sign-in check again. If you changed the application just now, that was the reason.")};
    case P::GrantInvalid:
        return {QStringLiteral("OKTA-GRANT-INVALID"), Text::tr("The server did not accept the code or token."),
                Text::tr("It was used already, has expired, or was not issued by this server."),
                Text::tr("Start the sign-in check again.")};
    case P::RedirectUriNotRegistered:
        return {
            QStringLiteral("OKTA-REDIRECT-URI"), Text::tr("The redirect URI is not registered in the application."),
            Text::tr("Okta compares letter by letter: https or http, host, port, path, final slash. A URI in the list "
                     "of sign-out redirect URIs does not count."),
            Text::tr("Add exactly the URI that is shown, under Sign-in redirect URIs, and save. %1")
                .arg(places::redirectUris())};
    case P::PkceChallengeRequired:
        return {QStringLiteral("OKTA-PKCE-REQUIRED"), Text::tr("The application requires PKCE."),
                Text::tr(
                    "\"Require PKCE as additional verification\" is ticked. Pomerium sends PKCE from release 0.33 on."),
                Text::tr("Untick it for an older Pomerium. %1")
                    .arg(places::general(QStringLiteral("Proof Key for Code Exchange (PKCE)")))};
    case P::PkceVerifierRequired:
    case P::PkceFailed:
        return {
            QStringLiteral("OKTA-PKCE-FAILED"), Text::tr("The server did not accept the proof key of this sign-in."),
            Text::tr("The code that came back was issued for another sign-in, or the server does not implement PKCE "
                     "(RFC 7636) as it says."),
            Text::tr("Start the sign-in check again, with one browser window only.")};
    case P::StateInvalid:
        return {QStringLiteral("OKTA-STATE"), Text::tr("The server refused the state of the request."),
                Text::tr("Something changed the request on its way to the server."),
                Text::tr("Start the sign-in check again.")};
    case P::DpopRequired:
        return {QStringLiteral("OKTA-DPOP-REQUIRED"),
                Text::tr("The application requires DPoP, which Pomerium cannot do."),
                Text::tr("\"Require Demonstrating Proof of Possession (DPoP) header in token requests\" is ticked."),
                Text::tr("Untick it, and save. %1").arg(places::general(QStringLiteral("General Settings")))};
    case P::UserNotAssigned:
        return {QStringLiteral("OKTA-USER-NOT-ASSIGNED"),
                Text::tr("Whoever signed in is not assigned to the application."),
                Text::tr("Neither the person nor one of their groups is in the application's assignments."),
                Text::tr("Assign the person or a group, then start again. %1").arg(places::assignments())};
    case P::PolicyDenied:
        return {
            QStringLiteral("OKTA-ACCESS-POLICY"),
            Text::tr("The authorization server's access policy refused the sign-in."),
            Text::tr("No rule covers this client, this person, this grant type and these scopes. A new server has no "
                     "policy at all."),
            Text::tr("Add a policy and a rule there. %1").arg(places::authorizationServers())};
    case P::SignOnPolicyDenied:
        return {
            QStringLiteral("OKTA-SIGN-ON-POLICY"), Text::tr("The application's sign-on policy refused the sign-in."),
            Text::tr("The policy wants more than the person has shown, often a second factor that is not enrolled."),
            Text::tr("Enrol the factor, or change the authentication policy of the application. %1")
                .arg(places::signOn())};
    case P::NetworkZone:
        return {QStringLiteral("OKTA-NETWORK-ZONE"), Text::tr("The application may not be used from this network."),
                Text::tr(
                    "It is restricted to network zones, and this computer is outside of them. Pomerium's server has to "
                    "be inside, too."),
                Text::tr("Change the application's network restriction, or work from an allowed network. %1")
                    .arg(places::general(QStringLiteral("General Settings")))};
    case P::ConsentRequired:
        return {QStringLiteral("OKTA-CONSENT"), Text::tr("The person has to consent first."),
                Text::tr("User consent is required for the application."),
                Text::tr("Sign in and consent, or switch User consent off. %1")
                    .arg(places::general(QStringLiteral("User Consent")))};
    case P::DeniedByUser:
        return {QStringLiteral("OKTA-ACCESS-DENIED"), Text::tr("The sign-in was denied."),
                Text::tr("Somebody pressed Cancel, or the organisation does not let this person use this application."),
                Text::tr("Sign in again. If it is denied again, see that the person is assigned. %1")
                    .arg(places::assignments())};
    case P::LoginRequired:
        return {QStringLiteral("OKTA-LOGIN-REQUIRED"),
                Text::tr("The server wanted a sign-in and could not ask for it."),
                Text::tr("The browser's session with the organisation has ended."),
                Text::tr("Start the sign-in check again.")};
    case P::LoginExpired:
        return {QStringLiteral("OKTA-LOGIN-EXPIRED"), Text::tr("The sign-in page was open for too long."),
                Text::tr("Okta gives up on a sign-in that is not finished in time."),
                Text::tr("Start the sign-in check again.")};
    case P::TooManyGroups:
        return {QStringLiteral("OKTA-TOO-MANY-GROUPS"),
                Text::tr("The person is in more groups than Okta puts into a token."),
                Text::tr("The groups claim's filter matches more than 100 groups of the person who signed in."),
                Text::tr("Narrow the groups claim filter, for example to a common prefix. %1").arg(places::signOn())};
    case P::FeatureOff:
        return {
            QStringLiteral("OKTA-FEATURE-OFF"), Text::tr("The organisation does not have what this address needs."),
            Text::tr("Custom authorization servers (/oauth2/…) need API Access Management, which this organisation has "
                     "not."),
            Text::tr("On the first page, enter the organisation URL without /oauth2/… behind it.")};
    case P::AuthorizationServerUnknown:
        return {
            QStringLiteral("OKTA-AUTHORIZATION-SERVER-UNKNOWN"),
            Text::tr("The organisation has no authorization server of this name."),
            Text::tr("The address names a custom authorization server (/oauth2/…) that was deleted or never existed."),
            Text::tr(
                "On the first page, enter the organisation URL without /oauth2/… behind it, or copy the Issuer URI of "
                "the server from its list. %1")
                .arg(places::authorizationServers())};
    case P::OrganizationDeactivated:
        return {QStringLiteral("OKTA-ORGANIZATION-DEACTIVATED"),
                Text::tr("This Okta organisation has been deactivated."),
                Text::tr("Free developer organisations are deactivated when nobody uses them."),
                Text::tr("Ask the organisation's administrator or Okta, or make a new organisation.")};
    case P::ReadOnly:
        return {QStringLiteral("OKTA-READ-ONLY"), Text::tr("Okta is in read-only mode."),
                Text::tr("Okta does this in maintenance or after a failure; sign-in goes on, changes do not."),
                Text::tr("Look at status.okta.com, and try again later.")};
    case P::RateLimited:
        return {
            QStringLiteral("OKTA-RATE-LIMITED"), Text::tr("The server asks to wait: too many requests."),
            Text::tr(
                "A rate limit of the organisation or of the person was reached. The answer does not say until when; "
                "Okta's limits begin anew each minute."),
            Text::tr(
                "Wait, then try again. Other programs share the limits: Okta Admin Console: Reports > Rate Limits.")};
    case P::Overloaded:
        return {QStringLiteral("OKTA-OVERLOADED"), Text::tr("The server cannot answer at the moment."),
                Text::tr("It is overloaded or in maintenance."),
                Text::tr("Look at status.okta.com, and try again later.")};
    case P::ServerError:
        return {QStringLiteral("OKTA-SERVER-ERROR"), Text::tr("The server failed while it handled the request."),
                Text::tr("The mistake is on the server's side; its own words are in the details."),
                Text::tr("Look at status.okta.com and try again. The request id in the details helps Okta's support.")};
    }
    Q_UNREACHABLE();
}

} // namespace advice

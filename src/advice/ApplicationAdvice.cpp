#include "advice/Diagnosis.h"
#include "advice/Places.h"
#include "advice/Steps.h"

#include <QJsonDocument>
#include <QStringList>

namespace advice {

namespace {

/// Steps in the app's General Settings, which are edited and saved as a whole.
QStringList inGeneral(const QStringList &middle)
{
    QStringList all{
        at(Text::tr("Open the app in Okta and select Edit."), places::general(QStringLiteral("General Settings")))};
    return all + middle + QStringList{Text::tr("Select Save.")};
}

QStringList grant(const QString &step)
{
    return inGeneral({step});
}

QStringList newApp()
{
    return {at(Text::tr("Select Create App Integration."), places::applications()),
            Text::tr("Select OIDC - OpenID Connect and Web Application, then Next."),
            Text::tr("Enter the new client ID and client secret here.")};
}

QStringList claimSteps()
{
    return {at(Text::tr("Set the groups claim filter to groups, Matches regex, .*"), places::signOn()),
            Text::tr("Run the sign-in test: it looks at the claim itself.")};
}

Diagnosis plain(okta::ApplicationFault fault)
{
    using Fault = okta::ApplicationFault;
    const auto general = [](const char *setting) { return places::general(QString::fromLatin1(setting)); };
    switch (fault) {
    case Fault::Inactive:
        return words("OKTA-APP-INACTIVE", Text::tr("The app is inactive."),
                     Text::tr("Okta refuses every sign-in of an inactive app."),
                     {at(Text::tr("Open the app in Okta."), places::applications()),
                      Text::tr("Select Inactive, then Activate.")});
    case Fault::NotOpenIdConnect:
        return words("OKTA-APP-NOT-OIDC", Text::tr("This is not an OpenID Connect app."),
                     Text::tr("Pomerium needs an app made with OIDC - OpenID Connect."), newApp());
    case Fault::NotWeb:
        return words("OKTA-APP-NOT-WEB", Text::tr("The app is not a web application."),
                     Text::tr("Other application types get no client secret, so Pomerium's is refused."), newApp());
    case Fault::CodeGrantMissing:
        return words("OKTA-APP-CODE-GRANT-OFF", Text::tr("The Authorization Code grant is off."),
                     Text::tr("Pomerium signs in with the authorization code flow only."),
                     grant(Text::tr("Select Authorization Code under Grant type.")));
    case Fault::RefreshGrantMissing:
        return words("OKTA-APP-REFRESH-GRANT-OFF", Text::tr("The Refresh Token grant is off."),
                     Text::tr("Without a refresh token, sessions end with the access token after an hour."),
                     grant(Text::tr("Select Refresh Token under Grant type.")));
    case Fault::OtherGrants:
        return words("OKTA-APP-OTHER-GRANTS", Text::tr("The app allows grants that Pomerium never uses."),
                     Text::tr("Tokens can be obtained in other ways than the sign-in."),
                     grant(Text::tr("Clear every grant type but Authorization Code and Refresh Token.")));
    case Fault::CodeResponseMissing:
        return words("OKTA-APP-CODE-RESPONSE-OFF", Text::tr("The app does not answer with a code."),
                     Text::tr("Pomerium needs the response type code."),
                     grant(Text::tr("Select Authorization Code under Grant type.")));
    case Fault::TokensInUrl:
        return words("OKTA-APP-TOKENS-IN-URL", Text::tr("The app may put tokens into the URL."),
                     Text::tr("Tokens in a URL stay in histories and logs."),
                     grant(Text::tr("Clear Implicit (hybrid) under Grant type.")));
    case Fault::RedirectUriMissing:
        return words("OKTA-APP-REDIRECT-URI-MISSING", Text::tr("Pomerium's redirect URI is missing."),
                     Text::tr("Okta compares redirect URIs letter by letter and shows an error page instead."),
                     inGeneral({Text::tr("Add the wanted URI from the details to Sign-in redirect URIs.")}));
    case Fault::OtherRedirectUris:
        return words(
            "OKTA-APP-OTHER-REDIRECT-URIS", Text::tr("Pomerium does not use some redirect URIs."),
            Text::tr("Whoever controls one of them can receive sign-in codes."),
            inGeneral({Text::tr(
                "Remove the URIs in the details from Sign-in redirect URIs, unless another service uses them.")}));
    case Fault::InsecureRedirectUris:
        return words(
            "OKTA-APP-INSECURE-REDIRECT-URIS", Text::tr("Redirect URIs are not protected."),
            Text::tr("A URI with http:// or an asterisk lets others receive sign-in codes."),
            inGeneral({Text::tr("Replace the URIs in the details with exact https:// URIs, or remove them.")}));
    case Fault::WildcardRedirect:
        return words("OKTA-APP-WILDCARD-REDIRECT", Text::tr("The app allows wildcards in redirect URIs."),
                     Text::tr("Whoever takes over a subdomain receives sign-in codes."),
                     inGeneral({Text::tr("Clear \"Allow wildcard * in sign-in URI redirect\".")}));
    case Fault::SignOutUriMissing:
        return words("OKTA-APP-SIGN-OUT-URI-MISSING", Text::tr("Pomerium's sign-out redirect URI is missing."),
                     Text::tr("Sign-out ends on an error page of Okta's."),
                     inGeneral({Text::tr("Add the wanted URI from the details to Sign-out redirect URIs.")}));
    case Fault::AuthenticationMethod:
        return words(
            "OKTA-APP-AUTH-METHOD", Text::tr("The app does not use a client secret."),
            Text::tr("Pomerium sends client ID and secret, so Okta answers invalid_client."),
            {at(Text::tr("Select Edit, then Client secret under Client authentication."), places::clientCredentials()),
             Text::tr("Select Save."), Text::tr("Copy the client secret again: Okta may show a new one.")});
    case Fault::PkceRequired:
        return words("OKTA-APP-PKCE-REQUIRED", Text::tr("The app requires PKCE."),
                     Text::tr("This Pomerium release sends no PKCE challenge, so Okta refuses every sign-in."),
                     {at(Text::tr("Select Edit, then clear \"Require PKCE as additional verification\"."),
                         places::clientCredentials()),
                      Text::tr("Select Save.")});
    case Fault::PkceNotRequired:
        return words("OKTA-APP-PKCE-NOT-REQUIRED", Text::tr("The app does not require PKCE."),
                     Text::tr("This Pomerium release sends a PKCE challenge, so Okta can insist on it."),
                     {at(Text::tr("Select Edit, then \"Require PKCE as additional verification\"."),
                         places::clientCredentials()),
                      Text::tr("Select Save.")});
    case Fault::DpopRequired:
        return words("OKTA-APP-DPOP-REQUIRED", Text::tr("The app requires DPoP."),
                     Text::tr("Pomerium sends no DPoP proof, so Okta refuses the token request."),
                     inGeneral({Text::tr(
                         "Clear \"Require Demonstrating Proof of Possession (DPoP) header in token requests\".")}));
    case Fault::IssuerMode:
        return words("OKTA-APP-ISSUER-MODE", Text::tr("The app's issuer is not the provider URL."),
                     Text::tr("Pomerium compares the issuer letter by letter and refuses every sign-in."),
                     {at(Text::tr("Select Edit beside OpenID Connect ID Token."), places::signOn()),
                      Text::tr("Set Issuer to the wanted address from the details."), Text::tr("Select Save.")});
    case Fault::NetworkZone:
        return words("OKTA-APP-NETWORK-ZONE", Text::tr("The app is limited to network zones."),
                     Text::tr("From elsewhere, Okta refuses Pomerium's token requests."),
                     inGeneral({Text::tr("Allow any network, or a zone that contains Pomerium's address.")}));
    case Fault::KeyPinned:
        return words("OKTA-APP-KEY-PINNED", Text::tr("The app's signing key is pinned."),
                     Text::tr("Pomerium may not find the pinned key among the published ones."),
                     {at(Text::tr("Select Edit beside Signing credential rotation."), places::signOn()),
                      Text::tr("Select Automatic, then Save.")});
    case Fault::IdTokenEncrypted:
        return words("OKTA-APP-ID-TOKEN-ENCRYPTED", Text::tr("The app encrypts ID tokens."),
                     Text::tr("Pomerium cannot decrypt them."), inGeneral({Text::tr("Turn off ID token encryption.")}));
    case Fault::PairwiseSubject:
        return words("OKTA-APP-PAIRWISE-SUBJECT", Text::tr("The app hides Okta's user IDs."),
                     Text::tr("With pairwise subjects, directory data matches nobody."),
                     inGeneral({Text::tr("Set the subject type to public.")}));
    case Fault::ConsentRequired:
        return words("OKTA-APP-CONSENT-REQUIRED", Text::tr("Users must consent at their first sign-in."),
                     Text::tr("Okta shows a consent page, and a sign-in without interaction fails."),
                     inGeneral({Text::tr("Clear \"Require consent\".")}));
    case Fault::RefreshRotation:
        return words(
            "OKTA-APP-REFRESH-ROTATION", Text::tr("Refresh tokens rotate without a grace period."),
            Text::tr("Two refreshes at the same time end the session."),
            inGeneral({Text::tr("Select \"Use persistent token\", or a grace period of 30 seconds or more.")}));
    case Fault::IdpInitiatedLogin:
        return words("OKTA-APP-IDP-INITIATED", Text::tr("Okta may start the sign-in."),
                     Text::tr("Pomerium refuses sign-ins that it did not start."),
                     inGeneral({Text::tr("Set Login initiated by to App Only.")}));
    case Fault::SingleLogout:
        return words("OKTA-APP-SINGLE-LOGOUT", Text::tr("The app takes part in single logout."),
                     Text::tr("Pomerium has no page for Okta's logout requests."),
                     inGeneral({Text::tr("Clear the single logout settings.")}));
    case Fault::BrokerMode:
        return words("OKTA-APP-BROKER-MODE", Text::tr("Every user of the org may sign in."),
                     Text::tr("Federation Broker Mode lets everyone in without an assignment."),
                     {at(Text::tr("Turn off Federation Broker Mode."), general("Federation Broker Mode")),
                      Text::tr("Wait a few minutes: Okta switches in the background."),
                      at(Text::tr("Assign the groups that need Pomerium."), places::assignments())});
    case Fault::NobodyAssigned:
        return words("OKTA-APP-NOBODY-ASSIGNED", Text::tr("Nobody is assigned to the app."),
                     Text::tr("Okta refuses everyone: \"You are not allowed to access this app\"."),
                     {at(Text::tr("Select Assign, then Assign to Groups."), places::assignments()),
                      Text::tr("Select Assign beside each group, then Done.")});
    case Fault::ChosenGroupMissing:
        return words("OKTA-APP-GROUP-NOT-ASSIGNED", Text::tr("A chosen group is not assigned."),
                     Text::tr("Okta refuses its members."),
                     {at(Text::tr("Select Assign, then Assign to Groups."), places::assignments()),
                      Text::tr("Select Assign beside the wanted groups from the details, then Done.")});
    case Fault::OtherGroups:
        return words("OKTA-APP-OTHER-GROUPS", Text::tr("Groups that were not chosen are assigned."),
                     Text::tr("Their members may sign in to Pomerium."),
                     {at(Text::tr("Open the list of groups."), places::assignments()),
                      Text::tr("Remove the groups in the details, unless they need Pomerium.")});
    case Fault::EveryoneAssigned:
        return words("OKTA-APP-EVERYONE-ASSIGNED", Text::tr("The group Everyone is assigned."),
                     Text::tr("Every user of the org may sign in to Pomerium."),
                     {at(Text::tr("Assign the groups that need Pomerium."), places::assignments()),
                      Text::tr("Remove Everyone, or choose it on purpose.")});
    case Fault::OwnerNotAssigned:
        return words("OKTA-APP-OWNER-NOT-ASSIGNED", Text::tr("The token's owner may not sign in."),
                     Text::tr("They are not assigned to the app, so a sign-in test with their account fails."),
                     {Text::tr("Run the sign-in test as an assigned user."),
                      at(Text::tr("Or assign the owner."), places::assignments())});
    case Fault::PolicyDenies:
        return words("OKTA-APP-POLICY-DENIES", Text::tr("The sign-in policy lets nobody in."),
                     Text::tr("No rule of the app's sign-in policy allows access."),
                     {at(Text::tr("Open the sign-in policy of the app."), places::signOn()),
                      Text::tr("Add a rule that allows access with two factors.")});
    case Fault::PolicyOneFactor:
        return words("OKTA-APP-POLICY-ONE-FACTOR", Text::tr("One factor is enough to sign in."),
                     Text::tr("A rule of the app's sign-in policy asks for one factor only."),
                     {at(Text::tr("Open the sign-in policy of the app."), places::signOn()),
                      Text::tr("Require two factors in that rule, unless your organization decided otherwise.")});
    case Fault::PolicyUnreadable:
        return words("OKTA-APP-POLICY-UNKNOWN", Text::tr("A policy rule is of an unknown kind."),
                     Text::tr("What it asks for cannot be read from Okta's answer."),
                     {at(Text::tr("Open the sign-in policy of the app."), places::signOn()),
                      Text::tr("Check that it asks for two factors.")});
    case Fault::NoActiveSecret:
        return words("OKTA-APP-NO-ACTIVE-SECRET", Text::tr("The app has no active client secret."),
                     Text::tr("Okta refuses every token request of Pomerium's."),
                     {at(Text::tr("Select Generate new secret."), places::clientCredentials()),
                      Text::tr("Enter the new client secret here, and in Pomerium.")});
    case Fault::TwoSecrets:
        return words("OKTA-APP-TWO-SECRETS", Text::tr("The app has two client secrets."),
                     Text::tr("A rotation of the client secret is not finished."),
                     {at(Text::tr("Deactivate the secret that no Pomerium uses."), places::clientCredentials()),
                      Text::tr("Check that people can still sign in, then delete it.")});
    case Fault::ApiScopesGranted:
        return words("OKTA-APP-API-SCOPES", Text::tr("The app's tokens can call Okta's API."),
                     Text::tr("Okta API scopes are granted to the app, and Pomerium needs none."),
                     {Text::tr("Sign in to Okta as a Super Administrator: only they can revoke scopes."),
                      at(Text::tr("Revoke each scope on the tab Okta API Scopes."), places::applications())});
    case Fault::SelfService:
        return words("OKTA-APP-SELF-SERVICE", Text::tr("Users can request the app themselves."),
                     Text::tr("Self service is on."),
                     {at(Text::tr("Select Edit under Self Service."), places::assignments()),
                      Text::tr("Turn off requests for the app, unless they are wanted.")});
    case Fault::GroupsClaimUnseen:
        return words("OKTA-APP-GROUPS-CLAIM-UNSEEN", Text::tr("Okta's API does not show the groups claim."),
                     Text::tr("No public call tells whether tokens will carry the groups."), claimSteps());
    case Fault::GroupsClaimFederated:
        return words("OKTA-APP-GROUPS-CLAIM-FEDERATED", Text::tr("The groups claim is a federated claim."),
                     Text::tr("Okta has it, but only a sign-in shows whether tokens carry it."),
                     {Text::tr("Run the sign-in test: it looks at the claim itself."),
                      at(Text::tr("If the claim is missing there, remove the federated claim and set the groups claim "
                                  "filter."),
                         places::signOn())});
    case Fault::GroupsClaimMissing:
        return words(
            "OKTA-APP-GROUPS-CLAIM-MISSING", Text::tr("The authorization server sends no groups claim."),
            Text::tr("Policies of Pomerium that use groups never match."),
            {at(Text::tr("Open the server and select Claims, then Add Claim."), places::authorizationServers()),
             Text::tr("Enter groups, ID Token, Always, Groups, Matches regex, .*"), Text::tr("Select Create.")});
    case Fault::CustomServerUnseen:
        return words("OKTA-APP-CUSTOM-SERVER-UNSEEN", Text::tr("The custom authorization server decides."),
                     Text::tr("We could not read its access policies and scopes."),
                     {at(Text::tr("Review the access policies of the server."), places::authorizationServers()),
                      Text::tr("Run the sign-in test.")});
    case Fault::CustomServerInactive:
        return words("OKTA-APP-CUSTOM-SERVER-INACTIVE", Text::tr("The authorization server is inactive."),
                     Text::tr("Okta refuses every sign-in through it."),
                     {at(Text::tr("Open the server."), places::authorizationServers()),
                      Text::tr("Select Inactive, then Activate.")});
    case Fault::CustomServerNoPolicy:
        return words("OKTA-APP-CUSTOM-SERVER-NO-POLICY", Text::tr("No access policy covers this app."),
                     Text::tr("The authorization server answers access_denied after the sign-in."),
                     {at(Text::tr("Open the server and select Access Policies."), places::authorizationServers()),
                      Text::tr("Add the app to a policy that is active."),
                      Text::tr("Add a rule for Authorization Code with all scopes of Pomerium.")});
    case Fault::CustomServerNoRule:
        return words("OKTA-APP-CUSTOM-SERVER-NO-RULE", Text::tr("No rule of the policy lets Pomerium in."),
                     Text::tr("A rule must allow Authorization Code and each scope that Pomerium asks for."),
                     {at(Text::tr("Open the server and select Access Policies."), places::authorizationServers()),
                      Text::tr("Add a rule for Authorization Code with the wanted scopes from the details.")});
    case Fault::CustomServerScopeMissing:
        return words(
            "OKTA-APP-CUSTOM-SERVER-SCOPE", Text::tr("The authorization server lacks a scope."),
            Text::tr("Okta refuses a sign-in that asks for a scope the server does not have."),
            {at(Text::tr("Open the server and select Scopes, then Add Scope."), places::authorizationServers()),
             Text::tr("Enter the wanted scopes from the details.")});
    }
    return {};
}

Diagnosis plain(okta::ApplicationError::Reason reason)
{
    using Reason = okta::ApplicationError::Reason;
    switch (reason) {
    case Reason::NotFound:
        return words(
            "OKTA-APP-NOT-FOUND", Text::tr("There is no such app."), Text::tr("Okta shows none to this token."),
            {Text::tr("Compare the client ID with the app in Okta. Check that the token's role can see all apps.")});
    case Reason::SeveralFound:
        return words("OKTA-SEVERAL-APPS", Text::tr("Several apps fit."),
                     Text::tr("App names may repeat in an Okta org, so we do not guess."),
                     {Text::tr("Give the client ID of the app that you mean. The details list them.")});
    case Reason::ExistsAlready:
        return words("OKTA-APP-EXISTS", Text::tr("An app like this exists already."),
                     Text::tr("It has the same name or the same redirect URI. The details list it."),
                     {Text::tr("Check that app instead, or choose another name.")});
    case Reason::CreationUnknown:
        return words(
            "OKTA-CREATION-UNKNOWN", Text::tr("Okta's reply to the creation was lost."),
            Text::tr("We found no app with our note in Okta, but it may still appear."),
            {Text::tr("Wait a minute, look for the app in Okta, then try again. We look first and never create a "
                      "second one.")});
    case Reason::ChangeUnknown:
        return words("OKTA-CHANGE-UNKNOWN", Text::tr("Okta's reply to the change was lost."),
                     Text::tr("Okta does not hold the values that we sent."),
                     {Text::tr("Run the audit again, then repeat the change.")});
    case Reason::ChangedMeanwhile:
        return words("OKTA-APP-CHANGED-MEANWHILE", Text::tr("Somebody changed the app meanwhile."),
                     Text::tr("What you agreed to was based on older settings."),
                     {Text::tr("Run the audit again and review the new values.")});
    case Reason::StillEditedByOthers:
        return words("OKTA-APP-EDITED-AT-THE-SAME-TIME", Text::tr("Somebody else is changing the app."),
                     Text::tr("Okta refused our change twice for this reason."),
                     {Text::tr("Wait until the other change is saved, then try again.")});
    case Reason::NotAsAsked:
        return words("OKTA-APP-NOT-AS-ASKED", Text::tr("Okta holds other values than we sent."),
                     Text::tr("The details list each setting, what we sent, and what Okta holds."),
                     {Text::tr("Correct these settings in Okta, then run the audit again.")});
    case Reason::SecretNotShown:
        return words("OKTA-SECRET-NOT-SHOWN", Text::tr("Okta's reply has no client secret."),
                     Text::tr("The app exists, but we could not read its secret."),
                     {Text::tr("Open the app in Okta, copy the secret under Client Credentials, and enter it.")});
    case Reason::NotOurs:
        return words("OKTA-APP-NOT-OURS", Text::tr("This app was not made here."),
                     Text::tr("Its ID or its note is not the one that we remember, so we do not delete it."),
                     {Text::tr("Delete it in the Okta Admin Console if you are sure.")});
    case Reason::StillThere:
        return words("OKTA-APP-STILL-THERE", Text::tr("The app is still there."),
                     Text::tr("Okta accepted the deletion, and still shows the app."),
                     {Text::tr("Wait a minute, then look for the app in Okta.")});
    case Reason::TokenStillWorks:
        return words("OKTA-TOKEN-STILL-WORKS", Text::tr("The management token still works."),
                     Text::tr("We asked Okta to revoke it, and Okta accepted it afterwards."),
                     {Text::tr("Revoke the token under Security > API > Tokens.")});
    case Reason::RotationUnderWay:
        return words("OKTA-ROTATION-UNDER-WAY", Text::tr("The app has two client secrets already."),
                     Text::tr("An earlier rotation is not finished."),
                     {Text::tr("Finish it: retire the old secret once Pomerium runs with the new one.")});
    case Reason::SecretNotOfThisApp:
        return words("OKTA-SECRET-NOT-OF-APP", Text::tr("This is no active secret of the app."),
                     Text::tr("Retiring the others would stop Pomerium, so nothing was changed."),
                     {Text::tr("Give the secret that Pomerium runs with now.")});
    case Reason::GroupUnknown:
        return words("OKTA-GROUP-UNKNOWN", Text::tr("No group has this name."),
                     Text::tr("Okta shows no group of exactly this name to the token."),
                     {Text::tr("Compare the name, letter by letter, with Directory > Groups.")});
    case Reason::GroupAmbiguous:
        return words("OKTA-GROUP-AMBIGUOUS", Text::tr("Several groups have this name."),
                     Text::tr("We do not guess which one is meant."),
                     {Text::tr("Rename the group that is meant, or assign it in the Okta Admin Console.")});
    case Reason::LastRedirectUri:
        return words("OKTA-LAST-REDIRECT-URI", Text::tr("The app would have no redirect URI left."),
                     Text::tr("Okta keeps at least one redirect URI in a web app."),
                     {at(Text::tr("Add Pomerium's redirect URI to the app."), places::redirectUris()),
                      Text::tr("Then clean up again.")});
    case Reason::ClaimExists:
        return words("OKTA-CLAIM-EXISTS", Text::tr("The app has a groups claim already."),
                     Text::tr("It was not made here, so we do not change it."),
                     {Text::tr("Run the sign-in test: it looks at the claim itself."),
                      at(Text::tr("If the claim is missing there, set the groups claim filter."), places::signOn())});
    case Reason::SessionsEnded:
        return words("OKTA-SESSIONS-ENDED", Text::tr("Fewer sessions after the change."),
                     Text::tr("The app has fewer refresh tokens than before, so some users must sign in again."),
                     {Text::tr("Tell users to sign in again if Pomerium asks for it.")});
    }
    return {};
}

} // namespace

Diagnosis diagnose(const okta::ApplicationFinding &finding)
{
    Diagnosis d = plain(finding.fault);
    if (!finding.wanted.isEmpty() || !finding.found.isEmpty())
        d.detail = QStringLiteral("wanted: %1; found: %2").arg(finding.wanted, finding.found);
    return d;
}

Diagnosis diagnose(const okta::ApplicationRequest &request)
{
    using Purpose = okta::ApplicationRequest::Purpose;
    Diagnosis d;
    switch (request.purpose) {
    case Purpose::Read:
        d.headline = Text::tr("Would read from Okta.");
        break;
    case Purpose::Create:
        d.headline = Text::tr("Would create the app \"%1\".").arg(request.subject);
        break;
    case Purpose::Replace:
        d.headline = Text::tr("Would change the app \"%1\".").arg(request.subject);
        break;
    case Purpose::Activate:
        d.headline = Text::tr("Would activate the app \"%1\".").arg(request.subject);
        break;
    case Purpose::Deactivate:
        d.headline = Text::tr("Would deactivate the app \"%1\".").arg(request.subject);
        break;
    case Purpose::Delete:
        d.headline = Text::tr("Would delete the app \"%1\".").arg(request.subject);
        break;
    case Purpose::AssignGroup:
        d.headline = Text::tr("Would assign the group \"%1\".").arg(request.subject);
        break;
    case Purpose::UnassignGroup:
        d.headline = Text::tr("Would remove the group \"%1\".").arg(request.subject);
        break;
    case Purpose::RevokeToken:
        d.headline = Text::tr("Would revoke the management token.");
        break;
    case Purpose::AddSecret:
        d.headline = Text::tr("Would add a second client secret.");
        break;
    case Purpose::DeactivateSecret:
        d.headline = Text::tr("Would deactivate the old client secret.");
        break;
    case Purpose::DeleteSecret:
        d.headline = Text::tr("Would delete the old client secret.");
        break;
    case Purpose::AddClaim:
        d.headline = Text::tr("Would add the claim \"%1\".").arg(request.subject);
        break;
    case Purpose::DeleteClaim:
        d.headline = Text::tr("Would remove the claim \"%1\".").arg(request.subject);
        break;
    }
    d.detail = QStringLiteral("%1 %2").arg(http::methodName(request.method), request.path);
    if (request.body)
        d.detail += QLatin1Char('\n') + QString::fromUtf8(QJsonDocument(*request.body).toJson(QJsonDocument::Compact));
    return d;
}

Diagnosis diagnose(const okta::ApplicationError &error)
{
    Diagnosis d = plain(error.reason);
    QStringList lines;
    if (!error.detail.isEmpty())
        lines.append(error.detail);
    for (const auto &difference : error.differences)
        lines.append(QStringLiteral("%1: sent %2; found %3")
                         .arg(difference.path, okta::shown(difference.expected), okta::shown(difference.found)));
    if (error.api)
        lines.append(diagnose(*error.api).detail);
    d.detail = lines.join(QLatin1Char('\n'));
    return d;
}

} // namespace advice

#include "advice/Diagnosis.h"

#include <QJsonDocument>
#include <QStringList>

namespace advice {

namespace {

Diagnosis plain(okta::ApplicationFault fault)
{
    using Fault = okta::ApplicationFault;
    switch (fault) {
    case Fault::Inactive:
        return {QStringLiteral("OKTA-APP-INACTIVE"), Text::tr("The app is inactive."),
                Text::tr("Okta refuses every sign-in of an inactive app."),
                Text::tr("Open the app in Okta and select Activate.")};
    case Fault::NotOpenIdConnect:
        return {QStringLiteral("OKTA-APP-NOT-OIDC"), Text::tr("This is not an OpenID Connect app."),
                Text::tr("Pomerium needs an app made with OIDC - OpenID Connect."),
                Text::tr("Create a new app integration with OIDC - OpenID Connect and Web Application.")};
    case Fault::NotWeb:
        return {QStringLiteral("OKTA-APP-NOT-WEB"), Text::tr("The app is not a web application."),
                Text::tr("Other application types get no client secret, so Pomerium's is refused."),
                Text::tr("Create a new app integration with the application type Web Application.")};
    case Fault::CodeGrantMissing:
        return {QStringLiteral("OKTA-APP-CODE-GRANT-OFF"), Text::tr("The Authorization Code grant is off."),
                Text::tr("Pomerium signs in with the authorization code flow only."),
                Text::tr("Select Authorization Code under Grant type.")};
    case Fault::RefreshGrantMissing:
        return {QStringLiteral("OKTA-APP-REFRESH-GRANT-OFF"), Text::tr("The Refresh Token grant is off."),
                Text::tr("Without a refresh token, sessions end with the access token after an hour."),
                Text::tr("Select Refresh Token under Grant type.")};
    case Fault::OtherGrants:
        return {QStringLiteral("OKTA-APP-OTHER-GRANTS"), Text::tr("The app allows grants that Pomerium never uses."),
                Text::tr("Tokens can be obtained in other ways than the sign-in."),
                Text::tr("Clear every grant type but Authorization Code and Refresh Token.")};
    case Fault::CodeResponseMissing:
        return {QStringLiteral("OKTA-APP-CODE-RESPONSE-OFF"), Text::tr("The app does not answer with a code."),
                Text::tr("Pomerium needs the response type code."),
                Text::tr("Select Authorization Code under Grant type.")};
    case Fault::TokensInUrl:
        return {QStringLiteral("OKTA-APP-TOKENS-IN-URL"), Text::tr("The app may put tokens into the URL."),
                Text::tr("Tokens in a URL stay in histories and logs."),
                Text::tr("Clear Implicit (hybrid) under Grant type.")};
    case Fault::RedirectUriMissing:
        return {QStringLiteral("OKTA-APP-REDIRECT-URI-MISSING"), Text::tr("Pomerium's redirect URI is missing."),
                Text::tr("Okta compares redirect URIs letter by letter and shows an error page instead."),
                Text::tr("Add the wanted URI from the details to Sign-in redirect URIs.")};
    case Fault::OtherRedirectUris:
        return {
            QStringLiteral("OKTA-APP-OTHER-REDIRECT-URIS"),
            Text::tr("The app has redirect URIs Pomerium does not use."),
            Text::tr("Whoever controls one of them can receive sign-in codes."),
            Text::tr("Remove the URIs in the details from Sign-in redirect URIs, unless another service uses them.")};
    case Fault::InsecureRedirectUris:
        return {QStringLiteral("OKTA-APP-INSECURE-REDIRECT-URIS"), Text::tr("Redirect URIs are not protected."),
                Text::tr("A URI with http:// or an asterisk lets others receive sign-in codes."),
                Text::tr("Replace them with exact https:// URIs, or remove them.")};
    case Fault::WildcardRedirect:
        return {QStringLiteral("OKTA-APP-WILDCARD-REDIRECT"), Text::tr("The app allows wildcards in redirect URIs."),
                Text::tr("Whoever takes over a subdomain receives sign-in codes."),
                Text::tr("Clear \"Allow wildcard * in sign-in URI redirect\".")};
    case Fault::SignOutUriMissing:
        return {QStringLiteral("OKTA-APP-SIGN-OUT-URI-MISSING"),
                Text::tr("Pomerium's sign-out redirect URI is missing."),
                Text::tr("Sign-out ends on an error page of Okta's."),
                Text::tr("Add the wanted URI from the details to Sign-out redirect URIs.")};
    case Fault::AuthenticationMethod:
        return {QStringLiteral("OKTA-APP-AUTH-METHOD"), Text::tr("The app does not use a client secret."),
                Text::tr("Pomerium sends client ID and secret, so Okta answers invalid_client."),
                Text::tr("Select Client secret under Client authentication. Okta may then show a new secret.")};
    case Fault::PkceRequired:
        return {QStringLiteral("OKTA-APP-PKCE-REQUIRED"), Text::tr("The app requires PKCE."),
                Text::tr("This Pomerium release sends no PKCE challenge, so Okta refuses every sign-in."),
                Text::tr("Clear \"Require PKCE as additional verification\".")};
    case Fault::PkceNotRequired:
        return {QStringLiteral("OKTA-APP-PKCE-NOT-REQUIRED"), Text::tr("The app does not require PKCE."),
                Text::tr("This Pomerium release sends a PKCE challenge, so Okta can insist on it."),
                Text::tr("Select \"Require PKCE as additional verification\".")};
    case Fault::DpopRequired:
        return {QStringLiteral("OKTA-APP-DPOP-REQUIRED"), Text::tr("The app requires DPoP."),
                Text::tr("Pomerium sends no DPoP proof, so Okta refuses the token request."),
                Text::tr("Clear \"Require Demonstrating Proof of Possession (DPoP) header in token requests\".")};
    case Fault::IssuerMode:
        return {QStringLiteral("OKTA-APP-ISSUER-MODE"), Text::tr("The app's issuer is not the provider URL."),
                Text::tr("Pomerium compares the issuer letter by letter and refuses every sign-in."),
                Text::tr("Set Issuer in the app's OpenID Connect ID Token settings to match the provider URL.")};
    case Fault::NetworkZone:
        return {QStringLiteral("OKTA-APP-NETWORK-ZONE"), Text::tr("The app is limited to network zones."),
                Text::tr("From elsewhere, Okta refuses Pomerium's token requests."),
                Text::tr("Allow any network, or a zone that contains Pomerium's address.")};
    case Fault::KeyPinned:
        return {QStringLiteral("OKTA-APP-KEY-PINNED"), Text::tr("The app's signing key is pinned."),
                Text::tr("Pomerium may not find the pinned key among the published ones."),
                Text::tr("Turn on automatic key rotation for the app.")};
    case Fault::IdTokenEncrypted:
        return {QStringLiteral("OKTA-APP-ID-TOKEN-ENCRYPTED"), Text::tr("The app encrypts ID tokens."),
                Text::tr("Pomerium cannot decrypt them."), Text::tr("Turn off ID token encryption.")};
    case Fault::PairwiseSubject:
        return {QStringLiteral("OKTA-APP-PAIRWISE-SUBJECT"), Text::tr("The app hides Okta's user IDs."),
                Text::tr("With pairwise subjects, directory data matches nobody."),
                Text::tr("Set the subject type to public.")};
    case Fault::ConsentRequired:
        return {QStringLiteral("OKTA-APP-CONSENT-REQUIRED"), Text::tr("Users must consent at their first sign-in."),
                Text::tr("Okta shows a consent page, and a sign-in without interaction fails."),
                Text::tr("Clear \"Require consent\".")};
    case Fault::RefreshRotation:
        return {QStringLiteral("OKTA-APP-REFRESH-ROTATION"), Text::tr("Refresh tokens rotate without a grace period."),
                Text::tr("Two refreshes at the same time end the session."),
                Text::tr("Select \"Use persistent token\", or a grace period of 30 seconds or more.")};
    case Fault::IdpInitiatedLogin:
        return {QStringLiteral("OKTA-APP-IDP-INITIATED"), Text::tr("Okta may start the sign-in."),
                Text::tr("Pomerium refuses sign-ins that it did not start."),
                Text::tr("Set Login initiated by to App Only.")};
    case Fault::SingleLogout:
        return {QStringLiteral("OKTA-APP-SINGLE-LOGOUT"), Text::tr("The app takes part in single logout."),
                Text::tr("Pomerium has no page for Okta's logout requests."),
                Text::tr("Clear the single logout settings.")};
    case Fault::BrokerMode:
        return {QStringLiteral("OKTA-APP-BROKER-MODE"), Text::tr("Every user of the org may sign in."),
                Text::tr("Federation Broker Mode lets everyone in without an assignment."),
                Text::tr("Turn off Federation Broker Mode and assign the groups that need Pomerium.")};
    case Fault::NobodyAssigned:
        return {QStringLiteral("OKTA-APP-NOBODY-ASSIGNED"), Text::tr("Nobody is assigned to the app."),
                Text::tr("Okta refuses everyone: \"You are not allowed to access this app\"."),
                Text::tr("Assign a group under Assignments.")};
    case Fault::ChosenGroupMissing:
        return {QStringLiteral("OKTA-APP-GROUP-NOT-ASSIGNED"), Text::tr("A chosen group is not assigned."),
                Text::tr("Okta refuses its members."),
                Text::tr("Assign the wanted groups from the details under Assignments.")};
    case Fault::OtherGroups:
        return {QStringLiteral("OKTA-APP-OTHER-GROUPS"), Text::tr("Groups that were not chosen are assigned."),
                Text::tr("Their members may sign in to Pomerium."),
                Text::tr("Remove the groups in the details under Assignments, unless they need Pomerium.")};
    case Fault::EveryoneAssigned:
        return {QStringLiteral("OKTA-APP-EVERYONE-ASSIGNED"), Text::tr("The group Everyone is assigned."),
                Text::tr("Every user of the org may sign in to Pomerium."),
                Text::tr("Assign only the groups that need Pomerium, or choose Everyone on purpose.")};
    case Fault::OwnerNotAssigned:
        return {QStringLiteral("OKTA-APP-OWNER-NOT-ASSIGNED"), Text::tr("The token's owner may not sign in."),
                Text::tr("They are not assigned to the app, so a sign-in test with their account fails."),
                Text::tr("Sign in as an assigned user, or assign the owner.")};
    case Fault::PolicyDenies:
        return {QStringLiteral("OKTA-APP-POLICY-DENIES"), Text::tr("The sign-in policy lets nobody in."),
                Text::tr("No rule of the app's sign-in policy allows access."),
                Text::tr("Review the app's sign-in policy under Security > Authentication Policies.")};
    case Fault::PolicyOneFactor:
        return {QStringLiteral("OKTA-APP-POLICY-ONE-FACTOR"), Text::tr("One factor is enough to sign in."),
                Text::tr("A rule of the app's sign-in policy asks for one factor only."),
                Text::tr("Require two factors in that rule, unless your organization decided otherwise.")};
    case Fault::PolicyUnreadable:
        return {QStringLiteral("OKTA-APP-POLICY-UNKNOWN"), Text::tr("A policy rule is of an unknown kind."),
                Text::tr("What it asks for cannot be read from Okta's answer."),
                Text::tr("Review the app's sign-in policy under Security > Authentication Policies.")};
    case Fault::NoActiveSecret:
        return {QStringLiteral("OKTA-APP-NO-ACTIVE-SECRET"), Text::tr("The app has no active client secret."),
                Text::tr("Okta refuses every token request of Pomerium's."),
                Text::tr("Generate a new client secret under Client Credentials.")};
    case Fault::TwoSecrets:
        return {QStringLiteral("OKTA-APP-TWO-SECRETS"), Text::tr("The app has two client secrets."),
                Text::tr("A rotation of the client secret is not finished."),
                Text::tr("Deactivate and delete the secret that no Pomerium uses.")};
    case Fault::ApiScopesGranted:
        return {QStringLiteral("OKTA-APP-API-SCOPES"), Text::tr("The app's tokens can call Okta's API."),
                Text::tr("Okta API scopes are granted to the app, and Pomerium needs none."),
                Text::tr("Revoke the scopes under Okta API Scopes. Only a Super Administrator can.")};
    case Fault::SelfService:
        return {QStringLiteral("OKTA-APP-SELF-SERVICE"), Text::tr("Users can request the app themselves."),
                Text::tr("Self service is on."), Text::tr("Turn off self service for the app, unless it is wanted.")};
    case Fault::GroupsClaimUnseen:
        return {QStringLiteral("OKTA-APP-GROUPS-CLAIM-UNSEEN"), Text::tr("Okta's API does not show the groups claim."),
                Text::tr("No public call tells whether tokens will carry the groups."),
                Text::tr("Run the sign-in test: it looks at the claim itself.")};
    case Fault::GroupsClaimFederated:
        return {QStringLiteral("OKTA-APP-GROUPS-CLAIM-FEDERATED"), Text::tr("The groups claim is a federated claim."),
                Text::tr("Okta has it, but only a sign-in shows whether tokens carry it."),
                Text::tr("Run the sign-in test: it looks at the claim itself.")};
    case Fault::CustomServerUnseen:
        return {QStringLiteral("OKTA-APP-CUSTOM-SERVER-UNSEEN"), Text::tr("The custom authorization server decides."),
                Text::tr("Its access policies and scopes are not part of the app."),
                Text::tr("Review Security > API > Authorization Servers, then run the sign-in test.")};
    }
    return {};
}

Diagnosis plain(okta::ApplicationError::Reason reason)
{
    using Reason = okta::ApplicationError::Reason;
    switch (reason) {
    case Reason::NotFound:
        return {QStringLiteral("OKTA-APP-NOT-FOUND"), Text::tr("There is no such app."),
                Text::tr("Okta shows none to this token."),
                Text::tr("Compare the client ID with the app in Okta. Check that the token's role can see all apps.")};
    case Reason::SeveralFound:
        return {QStringLiteral("OKTA-SEVERAL-APPS"), Text::tr("Several apps fit."),
                Text::tr("App names may repeat in an Okta org, so we do not guess."),
                Text::tr("Give the client ID of the app that you mean. The details list them.")};
    case Reason::ExistsAlready:
        return {QStringLiteral("OKTA-APP-EXISTS"), Text::tr("An app like this exists already."),
                Text::tr("It has the same name or the same redirect URI. The details list it."),
                Text::tr("Check that app instead, or choose another name.")};
    case Reason::CreationUnknown:
        return {QStringLiteral("OKTA-CREATION-UNKNOWN"), Text::tr("Okta's reply to the creation was lost."),
                Text::tr("We found no app with our note in Okta, but it may still appear."),
                Text::tr("Wait a minute, look for the app in Okta, then try again. We look first and never create a "
                         "second one.")};
    case Reason::ChangeUnknown:
        return {QStringLiteral("OKTA-CHANGE-UNKNOWN"), Text::tr("Okta's reply to the change was lost."),
                Text::tr("Okta does not hold the values that we sent."),
                Text::tr("Run the audit again, then repeat the change.")};
    case Reason::ChangedMeanwhile:
        return {QStringLiteral("OKTA-APP-CHANGED-MEANWHILE"), Text::tr("Somebody changed the app meanwhile."),
                Text::tr("What you agreed to was based on older settings."),
                Text::tr("Run the audit again and review the new values.")};
    case Reason::StillEditedByOthers:
        return {QStringLiteral("OKTA-APP-EDITED-AT-THE-SAME-TIME"), Text::tr("Somebody else is changing the app."),
                Text::tr("Okta refused our change twice for this reason."),
                Text::tr("Wait until the other change is saved, then try again.")};
    case Reason::NotAsAsked:
        return {QStringLiteral("OKTA-APP-NOT-AS-ASKED"), Text::tr("Okta holds other values than we sent."),
                Text::tr("The details list each setting, what we sent, and what Okta holds."),
                Text::tr("Correct these settings in Okta, then run the audit again.")};
    case Reason::SecretNotShown:
        return {QStringLiteral("OKTA-SECRET-NOT-SHOWN"), Text::tr("Okta's reply has no client secret."),
                Text::tr("The app exists, but we could not read its secret."),
                Text::tr("Open the app in Okta, copy the secret under Client Credentials, and enter it.")};
    case Reason::NotOurs:
        return {QStringLiteral("OKTA-APP-NOT-OURS"), Text::tr("This app was not made here."),
                Text::tr("Its id or its note is not the one that we remember, so we do not delete it."),
                Text::tr("Delete it in the Okta Admin Console if you are sure.")};
    case Reason::StillThere:
        return {QStringLiteral("OKTA-APP-STILL-THERE"), Text::tr("The app is still there."),
                Text::tr("Okta accepted the deletion, and still shows the app."),
                Text::tr("Wait a minute, then look for the app in Okta.")};
    case Reason::TokenStillWorks:
        return {QStringLiteral("OKTA-TOKEN-STILL-WORKS"), Text::tr("The management token still works."),
                Text::tr("We asked Okta to revoke it, and Okta accepted it afterwards."),
                Text::tr("Revoke the token under Security > API > Tokens.")};
    case Reason::RotationUnderWay:
        return {QStringLiteral("OKTA-ROTATION-UNDER-WAY"), Text::tr("The app has two client secrets already."),
                Text::tr("An earlier rotation is not finished."),
                Text::tr("Finish it: retire the old secret once Pomerium runs with the new one.")};
    case Reason::SecretNotOfThisApp:
        return {QStringLiteral("OKTA-SECRET-NOT-OF-APP"), Text::tr("This is not an active secret of the app."),
                Text::tr("Retiring the others would stop Pomerium, so nothing was changed."),
                Text::tr("Give the secret that Pomerium runs with now.")};
    case Reason::GroupUnknown:
        return {QStringLiteral("OKTA-GROUP-UNKNOWN"), Text::tr("No group has this name."),
                Text::tr("Okta shows no group of exactly this name to the token."),
                Text::tr("Compare the name, letter by letter, with Directory > Groups.")};
    case Reason::GroupAmbiguous:
        return {QStringLiteral("OKTA-GROUP-AMBIGUOUS"), Text::tr("Several groups have this name."),
                Text::tr("We do not guess which one is meant."),
                Text::tr("Rename the group that is meant, or assign it in the Okta Admin Console.")};
    case Reason::SessionsEnded:
        return {QStringLiteral("OKTA-SESSIONS-ENDED"), Text::tr("Fewer sessions after the change."),
                Text::tr("The app has fewer refresh tokens than before, so some users must sign in again."),
                Text::tr("Tell users to sign in again if Pomerium asks for it.")};
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

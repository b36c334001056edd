#include "advice/Diagnosis.h"
#include "advice/Steps.h"

namespace advice {

Diagnosis diagnose(okta::ApplicationRefusal refusal)
{
    using Refusal = okta::ApplicationRefusal;
    switch (refusal) {
    case Refusal::NotAnOktaOidcApp:
        return words("OKTA-APP-NOT-OIDC", Text::tr("Okta takes the app for another kind."),
                     Text::tr("The request had no name oidc_client, so Okta expected another sign-in method."),
                     {Text::tr("Report this with the details: the request is ours.")});
    case Refusal::RedirectUriHasFragment:
        return words("OKTA-REDIRECT-URI-FRAGMENT", Text::tr("A redirect URI has a # in it."),
                     Text::tr("Okta takes no redirect URI with a fragment."),
                     {Text::tr("Remove # and everything after it from the redirect URI.")});
    case Refusal::RedirectUrisRefused:
        return words("OKTA-REDIRECT-URIS-REFUSED", Text::tr("Okta refused the redirect URIs."),
                     Text::tr("One is malformed, or all of them together are too long."),
                     {Text::tr("Remove redirect URIs that nobody needs from the app, then try again.")});
    case Refusal::AuthenticationMethodRefused:
        return words("OKTA-APP-AUTH-METHOD-REFUSED", Text::tr("Okta refused the client authentication method."),
                     Text::tr("A web app needs a client secret or a key."),
                     {Text::tr("Select Client secret as client authentication.")});
    case Refusal::NoCustomDomain:
        return words("OKTA-NO-CUSTOM-DOMAIN", Text::tr("The org has no custom domain."),
                     Text::tr("The issuer was to be a custom URL, and this org has none."),
                     {Text::tr("Use the organization URL that ends in okta.com as the provider URL.")});
    case Refusal::RotationTypeMissing:
        return words("OKTA-ROTATION-TYPE-MISSING", Text::tr("The refresh token setting is incomplete."),
                     Text::tr("Okta wants a rotation type whenever refresh token settings are sent."),
                     {Text::tr("Select \"Use persistent token\" under Refresh Token in the app's General settings.")});
    case Refusal::RotationTypeInvalid:
        return words("OKTA-ROTATION-TYPE-INVALID", Text::tr("Okta does not know this rotation type."),
                     Text::tr("It must be STATIC or ROTATE, in capitals."),
                     {Text::tr("Select \"Use persistent token\" under Refresh Token in the app's General settings.")});
    case Refusal::LabelTaken:
        return words("OKTA-APP-NAME-TAKEN", Text::tr("The app name is taken."),
                     Text::tr("Another app in this org has this name, and the org wants names to differ."),
                     {Text::tr("Choose another name, or check the app that is there.")});
    case Refusal::GroupsRefusedByBrokerMode:
        return words(
            "OKTA-BROKER-MODE-NO-GROUPS", Text::tr("The app takes no group assignments."),
            Text::tr("Federation Broker Mode is on, so every user of the org may sign in."),
            {Text::tr("Turn off \"Federation Broker Mode\" for the app, wait a few minutes, then assign groups.")});
    case Refusal::TooManySecrets:
        return words("OKTA-TOO-MANY-SECRETS", Text::tr("The app has two client secrets already."),
                     Text::tr("Okta keeps at most two. An earlier rotation is not finished."),
                     {Text::tr("Deactivate and delete the secret that no Pomerium uses, then try again.")});
    case Refusal::LastActiveSecret:
        return words("OKTA-LAST-ACTIVE-SECRET", Text::tr("This is the only active client secret."),
                     Text::tr("Okta does not deactivate it, because nothing could sign in afterwards."),
                     {Text::tr("Add a second client secret first.")});
    case Refusal::SecretStillActive:
        return words("OKTA-SECRET-STILL-ACTIVE", Text::tr("The client secret is still active."),
                     Text::tr("Okta deletes only inactive client secrets."),
                     {Text::tr("Deactivate the client secret, then delete it.")});
    case Refusal::ClientSecretRefused:
        return words("OKTA-CLIENT-SECRET-REFUSED", Text::tr("Okta refused the client secret."),
                     Text::tr("It is too short, too long, has other characters than ASCII, or the app uses a key."),
                     {Text::tr("Let Okta generate the client secret.")});
    case Refusal::OtherSettingRefused:
        return words("OKTA-APP-SETTING-REFUSED", Text::tr("Okta refused a setting of the app."),
                     Text::tr("The details name the setting and Okta's reason."),
                     {Text::tr("Change that setting in the app's General settings, then try again.")});
    case Refusal::BodyMalformed:
        return words(
            "OKTA-APP-BODY-MALFORMED", Text::tr("Okta could not read the request."),
            Text::tr("A value has a type or word that this org does not know."),
            {Text::tr("Update this program. If that does not help, create the app in the Okta Admin Console.")});
    case Refusal::InactiveNotSupported:
        return words("OKTA-APP-INACTIVE", Text::tr("Okta changes no inactive app of this kind."),
                     Text::tr("The app is deactivated."), {Text::tr("Activate the app in Okta, then try again.")});
    case Refusal::TokenRejected:
        return words("OKTA-MANAGEMENT-TOKEN-INVALID", Text::tr("Okta rejects the management token."),
                     Text::tr("It was mistyped, revoked, unused for 30 days, or belongs to another org."),
                     {Text::tr("Create a new token under Security > API > Tokens and copy all of it.")});
    case Refusal::FeatureMissing:
        return words("OKTA-FEATURE-UNAVAILABLE", Text::tr("The org does not have this feature."),
                     Text::tr("Custom authorization servers need API Access Management."),
                     {Text::tr("Use the org's own authorization server, or ask Okta for the feature.")});
    case Refusal::SessionInvalid:
        return words("OKTA-MANAGEMENT-TOKEN-NOT-PRESENTED", Text::tr("The management token did not reach Okta."),
                     Text::tr("A proxy removes the Authorization header, or the token is not an SSWS API token."),
                     {Text::tr("Try from a network without a proxy that inspects connections.")});
    case Refusal::RoleTooSmall:
        return words(
            "OKTA-MANAGEMENT-ROLE-TOO-SMALL", Text::tr("The management token lacks the rights."),
            Text::tr("Its owner may not do this, or the app holds an admin role or Okta API scopes."),
            {Text::tr("Create the token as an administrator with the roles Read-Only Administrator and Application "
                      "Administrator, or as a Super Administrator.")});
    case Refusal::EditedAtTheSameTime:
        return words("OKTA-APP-EDITED-AT-THE-SAME-TIME", Text::tr("Somebody else is changing the app."),
                     Text::tr("Okta takes one change of an app at a time."),
                     {Text::tr("Wait until the other change is saved, then try again.")});
    case Refusal::CatalogApp:
        return words("OKTA-APP-FROM-CATALOG", Text::tr("The app comes from Okta's catalog."),
                     Text::tr("Apps from the catalog take only the redirect URIs that their maker planned."),
                     {Text::tr("Create a new app integration with OIDC - OpenID Connect and Web Application.")});
    case Refusal::StillActive:
        return words("OKTA-APP-STILL-ACTIVE", Text::tr("Okta deletes no active app."),
                     Text::tr("The app is still active."), {Text::tr("Deactivate the app, then delete it.")});
    case Refusal::ScopeMissing:
        return words("OKTA-MANAGEMENT-SCOPE-MISSING", Text::tr("The token lacks an Okta API scope."),
                     Text::tr("It is an OAuth access token without the scope that this call needs."),
                     {Text::tr("Use an API token from Security > API > Tokens instead.")});
    case Refusal::AppNotFound:
        return words("OKTA-APP-NOT-FOUND", Text::tr("Okta shows no such app."),
                     Text::tr("It was deleted, belongs to another org, or the token's role hides it."),
                     {Text::tr("Compare the client ID with the app in Okta. Check the role of the token's owner.")});
    case Refusal::GroupNotFound:
        return words("OKTA-GROUP-NOT-FOUND", Text::tr("Okta shows no such group."),
                     Text::tr("It was deleted, or the token's role hides it."),
                     {Text::tr("Choose the group again from the list.")});
    case Refusal::UserNotFound:
        return words("OKTA-USER-NOT-FOUND", Text::tr("Okta shows no such user."),
                     Text::tr("The user was deleted, is not assigned, or the token's role hides them."),
                     {Text::tr("Check the app's Assignments.")});
    case Refusal::None:
    case Refusal::RateLimited: // what any call says
    case Refusal::InternalError:
        break;
    }
    return {};
}

} // namespace advice

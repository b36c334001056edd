#include "advice/CheckWords.h"

#include "advice/Diagnosis.h"

#include <array>

namespace advice {

namespace {

struct Row
{
    const char *id;
    const char *onlyBeside; ///< null, or: the row is for lists that have a check of this id, too
    const char *title; ///< %1 is the object after the colon of the id
    const char *passed;
    const char *otherwise = nullptr;
};

constexpr const char *SignInTells = QT_TRANSLATE_NOOP("advice", "The sign-in test will show it.");

// Rows that need another check beside them stand before those that do not.
constexpr Row Rows[] = {
    // API token (okta::CheckApiTokenJob)
    {"organization", "token-accepted", QT_TRANSLATE_NOOP("advice", "Okta org"),
     QT_TRANSLATE_NOOP("advice", "There is an Okta org at this address.")},
    {"organization", "issuer", QT_TRANSLATE_NOOP("advice", "Okta org"),
     QT_TRANSLATE_NOOP("advice", "There is an Okta org at this address.")},
    {"token-accepted", nullptr, QT_TRANSLATE_NOOP("advice", "API token"),
     QT_TRANSLATE_NOOP("advice", "Okta accepts the token.")},
    {"list-groups", nullptr, QT_TRANSLATE_NOOP("advice", "List groups"),
     QT_TRANSLATE_NOOP("advice", "The token can list groups.")},
    {"list-members", nullptr, QT_TRANSLATE_NOOP("advice", "List members"),
     QT_TRANSLATE_NOOP("advice", "The token can list the members of a group.")},

    // An existing file (setup::CheckFileJob)
    {"file", nullptr, QT_TRANSLATE_NOOP("advice", "File"), QT_TRANSLATE_NOOP("advice", "We read the file.")},
    {"setting", nullptr, "%1", QT_TRANSLATE_NOOP("advice", "This setting is right.")},
    {"issuer", nullptr, QT_TRANSLATE_NOOP("advice", "Issuer"),
     QT_TRANSLATE_NOOP("advice", "The discovery document is complete and its issuer matches exactly.")},
    {"service-account", nullptr, QT_TRANSLATE_NOOP("advice", "Service account"),
     QT_TRANSLATE_NOOP("advice", "IDP_SERVICE_ACCOUNT holds an API token as this release reads it.")},

    // Sign-in test (oidc::LoginJob)
    {"organization", nullptr, QT_TRANSLATE_NOOP("advice", "Okta org"),
     QT_TRANSLATE_NOOP("advice", "The discovery document is complete and its issuer matches exactly.")},
    {"signing-keys", nullptr, QT_TRANSLATE_NOOP("advice", "Signing keys"),
     QT_TRANSLATE_NOOP("advice", "We fetched the provider's signing keys.")},
    {"client-credentials", nullptr, QT_TRANSLATE_NOOP("advice", "Client ID and secret"),
     QT_TRANSLATE_NOOP("advice", "The token endpoint accepted client ID and secret.")},
    {"redirect", nullptr, QT_TRANSLATE_NOOP("advice", "Sign-in in the browser"),
     QT_TRANSLATE_NOOP("advice", "The browser came back with the right state.")},
    {"code-exchange", nullptr, QT_TRANSLATE_NOOP("advice", "Token exchange"),
     QT_TRANSLATE_NOOP("advice", "The authorization code brought tokens.")},
    {"id-token", nullptr, QT_TRANSLATE_NOOP("advice", "ID token"),
     QT_TRANSLATE_NOOP("advice", "The ID token's signature and claims are right.")},
    {"userinfo", nullptr, QT_TRANSLATE_NOOP("advice", "UserInfo"),
     QT_TRANSLATE_NOOP("advice", "UserInfo answered for the same person.")},
    {"refresh-token", nullptr, QT_TRANSLATE_NOOP("advice", "Refresh token"),
     QT_TRANSLATE_NOOP("advice", "The refresh token worked twice.")},
    {"groups", nullptr, QT_TRANSLATE_NOOP("advice", "Groups"),
     QT_TRANSLATE_NOOP("advice", "The ID token carries the person's groups.")},
    {"revocation", nullptr, QT_TRANSLATE_NOOP("advice", "Revocation"),
     QT_TRANSLATE_NOOP("advice", "Test tokens were revoked, and Okta now rejects them.")},

    // What a client probe tells without a browser (oidc::ClientProbeJob)
    {"client-known", nullptr, QT_TRANSLATE_NOOP("advice", "Client ID"),
     QT_TRANSLATE_NOOP("advice", "The server knows this client ID."), SignInTells},
    {"secret-accepted", nullptr, QT_TRANSLATE_NOOP("advice", "Client secret"),
     QT_TRANSLATE_NOOP("advice", "The server accepts the client secret."), SignInTells},
    {"refresh-grant", nullptr, QT_TRANSLATE_NOOP("advice", "Refresh Token grant"),
     QT_TRANSLATE_NOOP("advice", "The app may use refresh tokens."), SignInTells},
    {"no-dpop", nullptr, QT_TRANSLATE_NOOP("advice", "DPoP"),
     QT_TRANSLATE_NOOP("advice", "The app does not require DPoP."), SignInTells},
    {"pkce-optional", nullptr, QT_TRANSLATE_NOOP("advice", "PKCE"),
     QT_TRANSLATE_NOOP("advice", "The app does not require PKCE."), SignInTells},
    {"redirect-uri", nullptr, QT_TRANSLATE_NOOP("advice", "Redirect URI %1"),
     QT_TRANSLATE_NOOP("advice", "The redirect URI is registered."), SignInTells},

    // App integration: audit rows (okta::ApplicationAudit), then work on it (okta::ApplicationJob)
    {"a1", nullptr, QT_TRANSLATE_NOOP("advice", "Status"), QT_TRANSLATE_NOOP("advice", "The app is active.")},
    {"a2", nullptr, QT_TRANSLATE_NOOP("advice", "Sign-in method"),
     QT_TRANSLATE_NOOP("advice", "The app uses OpenID Connect.")},
    {"a3", nullptr, QT_TRANSLATE_NOOP("advice", "Application type"),
     QT_TRANSLATE_NOOP("advice", "The app is a web application.")},
    {"a4", nullptr, QT_TRANSLATE_NOOP("advice", "Authorization Code grant"),
     QT_TRANSLATE_NOOP("advice", "The Authorization Code grant is on.")},
    {"a5", nullptr, QT_TRANSLATE_NOOP("advice", "Refresh Token grant"),
     QT_TRANSLATE_NOOP("advice", "The Refresh Token grant is on.")},
    {"a6", nullptr, QT_TRANSLATE_NOOP("advice", "Other grants"),
     QT_TRANSLATE_NOOP("advice", "No other grant is allowed.")},
    {"a7", nullptr, QT_TRANSLATE_NOOP("advice", "Response type"),
     QT_TRANSLATE_NOOP("advice", "The app answers with a code only.")},
    {"a8", nullptr, QT_TRANSLATE_NOOP("advice", "Pomerium's redirect URI"),
     QT_TRANSLATE_NOOP("advice", "Pomerium's redirect URI is registered.")},
    {"a9", nullptr, QT_TRANSLATE_NOOP("advice", "Other redirect URIs"),
     QT_TRANSLATE_NOOP("advice", "No other redirect URI is registered.")},
    {"a10", nullptr, QT_TRANSLATE_NOOP("advice", "Protected redirect URIs"),
     QT_TRANSLATE_NOOP("advice", "All redirect URIs are exact and protected.")},
    {"a11", nullptr, QT_TRANSLATE_NOOP("advice", "Wildcards"),
     QT_TRANSLATE_NOOP("advice", "Wildcards in redirect URIs are off.")},
    {"a12", nullptr, QT_TRANSLATE_NOOP("advice", "Sign-out redirect URI"),
     QT_TRANSLATE_NOOP("advice", "Pomerium's sign-out redirect URI is registered.")},
    {"a13", nullptr, QT_TRANSLATE_NOOP("advice", "Client authentication"),
     QT_TRANSLATE_NOOP("advice", "The app uses a client secret.")},
    {"a14", nullptr, QT_TRANSLATE_NOOP("advice", "PKCE"),
     QT_TRANSLATE_NOOP("advice", "The PKCE setting fits this Pomerium release.")},
    {"a15", nullptr, QT_TRANSLATE_NOOP("advice", "DPoP"),
     QT_TRANSLATE_NOOP("advice", "The app does not require DPoP.")},
    {"a16", nullptr, QT_TRANSLATE_NOOP("advice", "Issuer"),
     QT_TRANSLATE_NOOP("advice", "The app's issuer is the provider URL.")},
    {"a17", nullptr, QT_TRANSLATE_NOOP("advice", "Network zones"),
     QT_TRANSLATE_NOOP("advice", "The token endpoint answers in any network.")},
    {"a18", nullptr, QT_TRANSLATE_NOOP("advice", "Key rotation"),
     QT_TRANSLATE_NOOP("advice", "Signing keys rotate automatically.")},
    {"a19", nullptr, QT_TRANSLATE_NOOP("advice", "ID token encryption"),
     QT_TRANSLATE_NOOP("advice", "ID tokens are not encrypted.")},
    {"a20", nullptr, QT_TRANSLATE_NOOP("advice", "Subject"),
     QT_TRANSLATE_NOOP("advice", "Tokens carry Okta's user IDs.")},
    {"a21", nullptr, QT_TRANSLATE_NOOP("advice", "Consent"),
     QT_TRANSLATE_NOOP("advice", "Users are not asked for consent.")},
    {"a22", nullptr, QT_TRANSLATE_NOOP("advice", "Refresh token rotation"),
     QT_TRANSLATE_NOOP("advice", "Refresh tokens suit Pomerium.")},
    {"a23", nullptr, QT_TRANSLATE_NOOP("advice", "Sign-in started by Okta"),
     QT_TRANSLATE_NOOP("advice", "Okta does not start the sign-in.")},
    {"a24", nullptr, QT_TRANSLATE_NOOP("advice", "Single logout"),
     QT_TRANSLATE_NOOP("advice", "Single logout is off.")},
    {"a25", nullptr, QT_TRANSLATE_NOOP("advice", "Federation Broker Mode"),
     QT_TRANSLATE_NOOP("advice", "Only assigned users may sign in.")},
    {"a26", nullptr, QT_TRANSLATE_NOOP("advice", "Assignments"),
     QT_TRANSLATE_NOOP("advice", "Somebody is assigned to the app.")},
    {"a27", nullptr, QT_TRANSLATE_NOOP("advice", "Assigned groups"),
     QT_TRANSLATE_NOOP("advice", "The assigned groups are the chosen ones.")},
    {"a28", nullptr, QT_TRANSLATE_NOOP("advice", "Token owner"),
     QT_TRANSLATE_NOOP("advice", "The token's owner may sign in.")},
    {"a29", nullptr, QT_TRANSLATE_NOOP("advice", "Sign-in policy"),
     QT_TRANSLATE_NOOP("advice", "The sign-in policy asks for two factors.")},
    {"a30", nullptr, QT_TRANSLATE_NOOP("advice", "Client secrets"),
     QT_TRANSLATE_NOOP("advice", "The app has one active client secret.")},
    {"a31", nullptr, QT_TRANSLATE_NOOP("advice", "Okta API scopes"),
     QT_TRANSLATE_NOOP("advice", "The app's tokens cannot call Okta's API.")},
    {"a32", nullptr, QT_TRANSLATE_NOOP("advice", "Self service"),
     QT_TRANSLATE_NOOP("advice", "Users cannot request the app themselves.")},
    {"a33", nullptr, QT_TRANSLATE_NOOP("advice", "Groups claim"),
     QT_TRANSLATE_NOOP("advice", "The groups claim is set.")},
    {"a34", nullptr, QT_TRANSLATE_NOOP("advice", "Authorization server"),
     QT_TRANSLATE_NOOP("advice", "The authorization server lets this app in.")},
    {"org-found", nullptr, QT_TRANSLATE_NOOP("advice", "Okta org"),
     QT_TRANSLATE_NOOP("advice", "There is an Okta org at this address.")},
    {"groups-found", nullptr, QT_TRANSLATE_NOOP("advice", "Groups"),
     QT_TRANSLATE_NOOP("advice", "We found the groups by their names.")},
    {"secret-written", nullptr, QT_TRANSLATE_NOOP("advice", "Client secret file"),
     QT_TRANSLATE_NOOP("advice", "The client secret is written, readable by you only.")},
    {"request", nullptr, QT_TRANSLATE_NOOP("advice", "Request %1"),
     QT_TRANSLATE_NOOP("advice", "Okta carried out the request.")},
    {"app-found", nullptr, QT_TRANSLATE_NOOP("advice", "App integration"),
     QT_TRANSLATE_NOOP("advice", "We found the app.")},
    {"app-free", nullptr, QT_TRANSLATE_NOOP("advice", "Name and redirect URI"),
     QT_TRANSLATE_NOOP("advice", "No other app has this name or redirect URI.")},
    {"app-created", nullptr, QT_TRANSLATE_NOOP("advice", "App integration"),
     QT_TRANSLATE_NOOP("advice", "Okta created the app with these settings.")},
    {"groups-assigned", nullptr, QT_TRANSLATE_NOOP("advice", "Assignments"),
     QT_TRANSLATE_NOOP("advice", "The chosen groups are assigned.")},
    {"read-back", nullptr, QT_TRANSLATE_NOOP("advice", "Read back"),
     QT_TRANSLATE_NOOP("advice", "Okta holds what we asked for.")},
    {"app-read", nullptr, QT_TRANSLATE_NOOP("advice", "App integration"),
     QT_TRANSLATE_NOOP("advice", "We read the app.")},
    {"app-changed", nullptr, QT_TRANSLATE_NOOP("advice", "Settings"),
     QT_TRANSLATE_NOOP("advice", "Okta changed the settings.")},
    {"groups-changed", nullptr, QT_TRANSLATE_NOOP("advice", "Assignments"),
     QT_TRANSLATE_NOOP("advice", "Okta changed the assignments.")},
    {"sessions", nullptr, QT_TRANSLATE_NOOP("advice", "Sessions"),
     QT_TRANSLATE_NOOP("advice", "No session ended with the change.")},
    {"token-revoked", nullptr, QT_TRANSLATE_NOOP("advice", "Management token"),
     QT_TRANSLATE_NOOP("advice", "Okta revoked the management token.")},
    {"token-rejected", nullptr, QT_TRANSLATE_NOOP("advice", "Proof"),
     QT_TRANSLATE_NOOP("advice", "Okta now rejects the management token.")},
    {"secrets-read", nullptr, QT_TRANSLATE_NOOP("advice", "Client secrets"),
     QT_TRANSLATE_NOOP("advice", "We read the app's client secrets. Okta logs this.")},
    {"secret-added", nullptr, QT_TRANSLATE_NOOP("advice", "New client secret"),
     QT_TRANSLATE_NOOP("advice", "Okta added a second client secret.")},
    {"old-secret-deactivated", nullptr, QT_TRANSLATE_NOOP("advice", "Old client secret"),
     QT_TRANSLATE_NOOP("advice", "The old client secret is inactive.")},
    {"old-secret-deleted", nullptr, QT_TRANSLATE_NOOP("advice", "Old client secret"),
     QT_TRANSLATE_NOOP("advice", "The old client secret is deleted.")},
    {"new-secret-active", nullptr, QT_TRANSLATE_NOOP("advice", "New client secret"),
     QT_TRANSLATE_NOOP("advice", "The new client secret is the only one, and active.")},
    {"new-secret-deactivated", nullptr, QT_TRANSLATE_NOOP("advice", "New client secret"),
     QT_TRANSLATE_NOOP("advice", "The new client secret is inactive.")},
    {"new-secret-deleted", nullptr, QT_TRANSLATE_NOOP("advice", "New client secret"),
     QT_TRANSLATE_NOOP("advice", "The new client secret is deleted.")},
    {"old-secret-active", nullptr, QT_TRANSLATE_NOOP("advice", "Old client secret"),
     QT_TRANSLATE_NOOP("advice", "The old client secret is the only one, and active.")},
    {"claim-free", nullptr, QT_TRANSLATE_NOOP("advice", "Groups claim"),
     QT_TRANSLATE_NOOP("advice", "The app has no federated claim named groups.")},
    {"claim-added", nullptr, QT_TRANSLATE_NOOP("advice", "Groups claim"),
     QT_TRANSLATE_NOOP("advice", "Okta added the claim. Only a sign-in shows whether tokens carry it.")},
    {"claim-removed", nullptr, QT_TRANSLATE_NOOP("advice", "Groups claim"),
     QT_TRANSLATE_NOOP("advice", "Okta removed the claim.")},
    {"app-ours", nullptr, QT_TRANSLATE_NOOP("advice", "App integration"),
     QT_TRANSLATE_NOOP("advice", "The app was made here.")},
    {"app-deactivated", nullptr, QT_TRANSLATE_NOOP("advice", "Deactivation"),
     QT_TRANSLATE_NOOP("advice", "The app is inactive.")},
    {"app-deleted", nullptr, QT_TRANSLATE_NOOP("advice", "Deletion"),
     QT_TRANSLATE_NOOP("advice", "Okta deleted the app.")},
    {"app-gone", nullptr, QT_TRANSLATE_NOOP("advice", "Proof"),
     QT_TRANSLATE_NOOP("advice", "Okta no longer shows the app.")},

    // The running Pomerium (authenticate::CheckPomeriumJob)
    {"pomerium-found", nullptr, QT_TRANSLATE_NOOP("advice", "Pomerium"),
     QT_TRANSLATE_NOOP("advice", "Pomerium answers at this address.")},
    {"callback", nullptr, QT_TRANSLATE_NOOP("advice", "Callback"),
     QT_TRANSLATE_NOOP("advice", "Its callback is your sign-in redirect URI.")},
    {"sent-to-okta", nullptr, QT_TRANSLATE_NOOP("advice", "Sign-in with Okta"),
     QT_TRANSLATE_NOOP("advice", "Pomerium sends people to your org with the right client ID and scopes.")},
    {"settings-match", nullptr, QT_TRANSLATE_NOOP("advice", "Settings and client secret"),
     QT_TRANSLATE_NOOP("advice", "Pomerium runs with exactly these settings and this client secret.")},
    {"okta-accepts", nullptr, QT_TRANSLATE_NOOP("advice", "Okta's answer"),
     QT_TRANSLATE_NOOP("advice", "Okta accepts Pomerium's request.")},
    {"route", nullptr, QT_TRANSLATE_NOOP("advice", "Route %1"),
     QT_TRANSLATE_NOOP("advice", "The route signs people in with the same settings.")},
};

QString translated(const char *text)
{
    return text ? Text::tr(text) : QString();
}

} // namespace

CheckWords wordsFor(const checks::Check &check, const checks::List &list)
{
    const QString id = contractId(check.id);
    for (const Row &row : Rows) {
        if (id != QLatin1String(row.id) || (row.onlyBeside && !list.contains(QLatin1String(row.onlyBeside))))
            continue;
        CheckWords words{translated(row.title), translated(row.passed), translated(row.otherwise)};
        if (words.title.contains(QLatin1String("%1")))
            words.title = words.title.arg(check.id.mid(id.size() + 1)).trimmed();
        return words;
    }
    return {id, Text::tr("This check passed.")};
}

QString contractId(const QString &id)
{
    return id.section(QLatin1Char(':'), 0, 0);
}

QStringList idsWithWords()
{
    QStringList ids;
    for (const Row &row : Rows) {
        if (!ids.contains(QLatin1String(row.id)))
            ids.append(QLatin1String(row.id));
    }
    return ids;
}

} // namespace advice

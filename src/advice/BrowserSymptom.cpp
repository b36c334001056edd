#include "advice/BrowserSymptom.h"

#include "advice/Diagnosis.h"
#include "advice/Places.h"

namespace advice {

QList<BrowserSymptom> browserSymptoms(const QString &redirectUri)
{
    return {
        {Text::tr("\"400 Bad Request\": The 'redirect_uri' parameter must be a Login redirect URI in the client app "
                  "settings."),
         Text::tr("The redirect URI of this check is not registered, or not letter by letter: https instead of http, "
                  "another "
                  "port, a final slash, or in the list of sign-out redirect URIs."),
         Text::tr("Add exactly %1 under Sign-in redirect URIs, and save. %2").arg(redirectUri, places::redirectUris())},
        {Text::tr("\"400 Bad Request\", \"invalid_client\": Invalid value for 'client_id' parameter."),
         Text::tr("The client ID has a typing mistake, belongs to another org, or the application was deleted "
                  "or is "
                  "Inactive."),
         Text::tr("Compare the client ID, and see that the application is Active. %1")
             .arg(places::clientCredentials())},
        {Text::tr("\"You are not allowed to access this app. To request access, contact an admin.\""),
         Text::tr("The person who signed in is not assigned to the application."),
         Text::tr("Assign the person or one of their groups, then start the check again. %1")
             .arg(places::assignments())},
        {Text::tr("\"400 Bad Request\", \"access_denied\", or that the policy requirements could not be satisfied"),
         Text::tr("The application's sign-on policy denies: often it wants a second factor that the person has not "
                  "enrolled. New "
                  "applications start with \"Any two factors\"."),
         Text::tr("Enroll the factor, or choose another authentication policy for the application. %1")
             .arg(places::signOn())},
        {Text::tr("\"PKCE code challenge is required by the application.\""),
         Text::tr("Something between the browser and Okta removed the code challenge: this check always sends one."),
         Text::tr("Try another browser, without extensions that change addresses.")},
        {Text::tr("\"The requested feature is not enabled in this environment.\""),
         Text::tr("The address names a custom authorization server (/oauth2/…), and the org has no API Access "
                  "Management."),
         Text::tr("Enter the organization URL without /oauth2/… behind it.")},
        {Text::tr("Okta's sign-in page again and again, or it says that the request has expired"),
         Text::tr("The page was open for too long, or the browser keeps no cookies."),
         Text::tr("Cancel here and start again; allow cookies for the org, or use a private window.")},
        {Text::tr("\"This site can't be reached\", \"connection refused\" at 127.0.0.1"),
         Text::tr("The browser came back after this check had ended, runs on another computer, or sends 127.0.0.1 to a "
                  "proxy."),
         Text::tr("Start again, in a browser on this computer, and exempt 127.0.0.1 from the proxy.")},
        {Text::tr("A security warning or an error for https://127.0.0.1"),
         Text::tr(
             "The browser's HTTPS-only mode changed http to https, or the redirect URI was registered with https."),
         Text::tr("Allow http for 127.0.0.1 in the browser, and register the URI with http. %1")
             .arg(places::redirectUris())},
        {Text::tr("Okta's page stays after signing in, and nothing happens"),
         Text::tr("The org's page forbids the way back (its content security policy), or the browser waits for a "
                  "second factor."),
         Text::tr("Finish the second factor. Otherwise try another browser.")},
    };
}

} // namespace advice

#include "advice/BrowserSymptom.h"

#include "advice/Diagnosis.h"
#include "advice/Places.h"

namespace advice {

namespace {

/// `page`: Okta's or the browser's own words, which are not translated.
BrowserSymptom symptom(const QString &choice, Diagnosis diagnosis, const QString &page)
{
    BrowserSymptom shown;
    shown.choice = choice;
    shown.problem.title = choice;
    shown.problem.status = checks::Status::Failed;
    shown.problem.code = std::move(diagnosis.code);
    shown.problem.headline = std::move(diagnosis.headline);
    shown.problem.cause = std::move(diagnosis.cause);
    shown.problem.remedy = std::move(diagnosis.remedy);
    shown.problem.detail = page;
    return shown;
}

} // namespace

QList<BrowserSymptom> browserSymptoms(const QString &redirectUri)
{
    QList<BrowserSymptom> all{
        symptom(Text::tr("'redirect_uri' must be a Login redirect URI"),
                {QStringLiteral("OKTA-REDIRECT-URI"), Text::tr("The redirect URI is not registered."),
                 Text::tr("Okta compares exactly: scheme, host, port, path, final slash. Sign-out redirect URIs do not "
                          "count."),
                 Text::tr("Add exactly %1 under Sign-in redirect URIs. %2").arg(redirectUri, places::redirectUris())},
                QStringLiteral("400 Bad Request: The 'redirect_uri' parameter must be a Login redirect URI in the "
                               "client app settings.")),
        symptom(Text::tr("Invalid value for 'client_id' parameter"),
                {QStringLiteral("OKTA-UNKNOWN-CLIENT"), Text::tr("Okta does not know this client ID."),
                 Text::tr("It is mistyped, belongs to another org, or its app was deleted or deactivated."),
                 Text::tr("Copy the client ID again, and check that the app is Active. %1")
                     .arg(places::clientCredentials())},
                QStringLiteral("400 Bad Request: invalid_client: Invalid value for 'client_id' parameter.")),
        symptom(Text::tr("You are not allowed to access this app"),
                {QStringLiteral("OKTA-USER-NOT-ASSIGNED"), Text::tr("The person is not assigned to the app."),
                 Text::tr("Neither the person nor one of their groups is among the app's assignments."),
                 Text::tr("Assign the person or one of their groups, then start the sign-in test again. %1")
                     .arg(places::assignments())},
                QStringLiteral("You are not allowed to access this app. To request access, contact an admin.")),
        symptom(Text::tr("Policy requirements could not be satisfied"),
                {QStringLiteral("OKTA-SIGN-ON-POLICY"), Text::tr("The app's sign-on policy rejected the sign-in."),
                 Text::tr("Often the policy wants a second factor that the person has not enrolled."),
                 Text::tr("Enroll the factor, or change the app's authentication policy. %1").arg(places::signOn())},
                QStringLiteral("400 Bad Request: access_denied: The policy requirements could not be satisfied.")),
        symptom(
            Text::tr("Another \"400 Bad Request\""),
            {QStringLiteral("BROWSER-BAD-REQUEST"), Text::tr("Okta rejected the request itself."),
             Text::tr("The provider URL names a custom authorization server, or a browser extension changed the "
                      "request."),
             Text::tr("Enter the organization URL without /oauth2/…. Then try a browser without extensions.")},
            QStringLiteral("The requested feature is not enabled in this environment.\nPKCE code challenge is required "
                           "by the application.")),
        symptom(Text::tr("The sign-in page comes back, or just stays"),
                {QStringLiteral("BROWSER-STAYS"), Text::tr("The sign-in did not finish in the browser."),
                 Text::tr("The page expired, the browser keeps no cookies, or a second factor is still pending."),
                 Text::tr("Finish the second factor, or start the sign-in test again in a private window. Allow "
                          "cookies for the org.")},
                QStringLiteral("Request expired, please start over and try again.")),
        symptom(Text::tr("127.0.0.1 can't be reached, or isn't secure"),
                {QStringLiteral("BROWSER-LOOPBACK"), Text::tr("The browser could not return to this computer."),
                 Text::tr("The test had ended, the browser runs elsewhere, or it uses https or a proxy for 127.0.0.1."),
                 Text::tr("Start the sign-in test again in a browser on this computer. Allow http for 127.0.0.1, "
                          "without a proxy.")},
                QStringLiteral("This site can't be reached: connection refused\nhttps://127.0.0.1"))};
    all.first().problem.values = {redirectUri};
    return all;
}

} // namespace advice

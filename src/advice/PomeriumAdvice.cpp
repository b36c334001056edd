#include "advice/Diagnosis.h"

#include "advice/Places.h"
#include "advice/Steps.h"

namespace advice {

namespace {

using authenticate::Mistake;
using Reason = authenticate::Error::Reason;

QString restart()
{
    return Text::tr("Restart Pomerium and check again.");
}

/// Where Pomerium says what it does not show.
QString lookInLog()
{
    return Text::tr("Look in the log of Pomerium's authenticate service for \"failed to sign in\".");
}

/// What happened to the settings, in one sentence.
QString sentence(Mistake mistake)
{
    switch (mistake) {
    case Mistake::SecretLineFeed:
        return Text::tr("The client secret that Pomerium has ends with a line feed.");
    case Mistake::SecretCarriageReturnLineFeed:
        return Text::tr("The client secret that Pomerium has ends with a Windows line break.");
    case Mistake::SecretCarriageReturn:
        return Text::tr("The client secret that Pomerium has ends with a carriage return.");
    case Mistake::SecretSpace:
        return Text::tr("The client secret that Pomerium has ends with a space.");
    case Mistake::SecretDoubleQuotes:
    case Mistake::SecretSingleQuotes:
        return Text::tr("The client secret that Pomerium has includes the quotes around it.");
    case Mistake::SecretPercentEncoded:
        return Text::tr("The client secret that Pomerium has is URL-encoded.");
    case Mistake::SecretBase64:
    case Mistake::SecretBase64OfLine:
        return Text::tr("The client secret that Pomerium has is encoded in base64.");
    case Mistake::SecretIsOtherSecret:
        return Text::tr("Pomerium has the other of the app's two client secrets.");
    case Mistake::SecretIsClientId:
        return Text::tr("Pomerium has the client ID as its client secret.");
    case Mistake::SecretMissing:
        return Text::tr("Pomerium has no client secret.");
    case Mistake::EveryValueDoubleQuotes:
    case Mistake::EveryValueSingleQuotes:
        return Text::tr("Pomerium kept the quotes around every value.");
    case Mistake::EveryValueCarriageReturn:
        return Text::tr("Every value that Pomerium has ends with a carriage return.");
    case Mistake::ScopesMissing:
        return Text::tr("IDP_SCOPES is not set in Pomerium.");
    case Mistake::ScopesSpaced:
        return Text::tr("IDP_SCOPES has spaces after its commas, and Pomerium keeps them.");
    case Mistake::ScopesSeparatedBySpaces:
        return Text::tr("IDP_SCOPES is separated by spaces instead of commas.");
    case Mistake::ScopesDoubleQuotes:
        return Text::tr("Pomerium kept the quotes around IDP_SCOPES.");
    case Mistake::ScopesOthers:
        return Text::tr("Pomerium has other scopes in IDP_SCOPES.");
    case Mistake::UrlSlash:
        return Text::tr("IDP_PROVIDER_URL ends with a slash, and the issuer does not.");
    case Mistake::UrlAdminHost:
        return Text::tr("IDP_PROVIDER_URL is the address of the Admin Console.");
    case Mistake::UrlDefaultServer:
        return Text::tr("IDP_PROVIDER_URL names the authorization server \"default\".");
    case Mistake::UrlWithoutPath:
        return Text::tr("IDP_PROVIDER_URL lacks the path of the authorization server.");
    case Mistake::UrlMissing:
        return Text::tr("IDP_PROVIDER_URL is not set in Pomerium.");
    case Mistake::UrlDoubleQuotes:
        return Text::tr("Pomerium kept the quotes around IDP_PROVIDER_URL.");
    case Mistake::ClientIdDoubleQuotes:
        return Text::tr("Pomerium kept the quotes around IDP_CLIENT_ID.");
    case Mistake::ClientIdMissing:
        return Text::tr("IDP_CLIENT_ID is not set in Pomerium.");
    case Mistake::ClientIdOther:
        return Text::tr("Pomerium has the client ID of another app.");
    case Mistake::ProviderMissing:
        return Text::tr("IDP_PROVIDER is not set in Pomerium.");
    case Mistake::ProviderDoubleQuotes:
        return Text::tr("Pomerium kept the quotes around IDP_PROVIDER.");
    case Mistake::ServiceAccountMissing:
        return Text::tr("IDP_SERVICE_ACCOUNT is not set in Pomerium.");
    case Mistake::ServiceAccountDoubleQuotes:
        return Text::tr("Pomerium kept the quotes around IDP_SERVICE_ACCOUNT.");
    case Mistake::ServiceAccountLineFeed:
        return Text::tr("IDP_SERVICE_ACCOUNT ends with a line feed in Pomerium.");
    case Mistake::RequestParametersMissing:
        return Text::tr("IDP_REQUEST_PARAMS is not set in Pomerium.");
    case Mistake::RequestParametersOther:
        return Text::tr("Pomerium has other parameters in IDP_REQUEST_PARAMS.");
    case Mistake::AuthenticateUrlOther:
        return Text::tr("Pomerium has another AUTHENTICATE_SERVICE_URL.");
    }
    Q_UNREACHABLE();
}

/// How to undo it, as one step.
QString step(Mistake mistake)
{
    switch (mistake) {
    case Mistake::SecretLineFeed:
    case Mistake::SecretCarriageReturnLineFeed:
    case Mistake::SecretCarriageReturn:
    case Mistake::SecretSpace:
        return Text::tr("Write the client secret without anything after it: printf '%s' instead of echo.");
    case Mistake::SecretDoubleQuotes:
    case Mistake::SecretSingleQuotes:
        return Text::tr("Write IDP_CLIENT_SECRET without quotes: docker and kubectl keep them.");
    case Mistake::SecretPercentEncoded:
        return Text::tr("Write the client secret as Okta shows it, not URL-encoded.");
    case Mistake::SecretBase64:
    case Mistake::SecretBase64OfLine:
        return Text::tr("Write the client secret as Okta shows it. In a Kubernetes Secret, use stringData.");
    case Mistake::SecretIsOtherSecret:
        return Text::tr("Write the client secret that was checked, or check the one that Pomerium has.");
    case Mistake::SecretIsClientId:
    case Mistake::SecretMissing:
        return Text::tr("Set IDP_CLIENT_SECRET to the client secret.");
    case Mistake::EveryValueDoubleQuotes:
    case Mistake::EveryValueSingleQuotes:
        return Text::tr("Write the file without quotes: docker run --env-file and kubectl keep them.");
    case Mistake::EveryValueCarriageReturn:
        return Text::tr("Write the file with Unix line endings.");
    case Mistake::ScopesMissing:
        return Text::tr("Set IDP_SCOPES as in the file that was written.");
    case Mistake::ScopesSpaced:
    case Mistake::ScopesSeparatedBySpaces:
    case Mistake::ScopesDoubleQuotes:
    case Mistake::ScopesOthers:
        return Text::tr("Set IDP_SCOPES as in the file that was written: commas, no spaces, no quotes.");
    case Mistake::UrlSlash:
    case Mistake::UrlAdminHost:
    case Mistake::UrlDefaultServer:
    case Mistake::UrlWithoutPath:
    case Mistake::UrlMissing:
    case Mistake::UrlDoubleQuotes:
        return Text::tr("Set IDP_PROVIDER_URL to the issuer, letter by letter.");
    case Mistake::ClientIdDoubleQuotes:
    case Mistake::ClientIdMissing:
    case Mistake::ClientIdOther:
        return Text::tr("Set IDP_CLIENT_ID to the client ID that was checked, without quotes.");
    case Mistake::ProviderMissing:
    case Mistake::ProviderDoubleQuotes:
        return Text::tr("Set IDP_PROVIDER=okta, without quotes.");
    case Mistake::ServiceAccountMissing:
    case Mistake::ServiceAccountDoubleQuotes:
    case Mistake::ServiceAccountLineFeed:
        return Text::tr("Set IDP_SERVICE_ACCOUNT to the exported value, on one line, without quotes.");
    case Mistake::RequestParametersMissing:
    case Mistake::RequestParametersOther:
        return Text::tr("Set IDP_REQUEST_PARAMS as in the file that was written.");
    case Mistake::AuthenticateUrlOther:
        return Text::tr("Set AUTHENTICATE_SERVICE_URL to the address that was checked.");
    }
    Q_UNREACHABLE();
}

QString causeOf(const QList<Mistake> &mistakes)
{
    QStringList sentences;
    for (const Mistake mistake : mistakes)
        sentences.append(sentence(mistake));
    return sentences.join(QLatin1Char(' '));
}

QString remedyOf(const QList<Mistake> &mistakes)
{
    QStringList all;
    for (const Mistake mistake : mistakes)
        all.append(step(mistake));
    all.removeDuplicates();
    all.append(restart());
    return steps(all);
}

QString loadTheFile()
{
    return steps({Text::tr("Compare what Pomerium loads with the file that was written."),
                  Text::tr("If the client secret was rotated in Okta, write the file again with the current one."),
                  restart()});
}

QString setAuthenticateUrl()
{
    return steps({Text::tr("Set AUTHENTICATE_SERVICE_URL to the address that was checked."), restart()});
}

QString askOperator()
{
    return steps({Text::tr("Check the authenticate service URL."),
                  Text::tr("Let /.well-known/pomerium/ and /.pomerium/ pass to Pomerium without a login of its own."),
                  Text::tr("Check again.")});
}

QString askRoute()
{
    return steps({Text::tr("Check again with the address of one of your routes (--route URL on the command line).")});
}

} // namespace

Diagnosis diagnose(const authenticate::Error &error)
{
    Diagnosis d;
    const auto make = [&d](const char *code, const QString &headline, const QString &cause, const QString &remedy) {
        d = {QStringLiteral("POMERIUM-") + QString::fromLatin1(code), headline, cause, remedy, {}};
    };
    const QString fix = remedyOf(error.mistakes);
    const bool isExplained = !error.mistakes.isEmpty();

    switch (error.reason) {
    case Reason::Transport:
        if (error.transport) {
            d = diagnose(*error.transport);
            if (error.transport->reason == http::TransportError::Reason::NameNotFound)
                d.remedy =
                    steps({Text::tr("Check the authenticate service URL, letter by letter."),
                           Text::tr("Check that this computer can look up the name."), Text::tr("Check again.")});
        } else {
            make("NO-ANSWER", Text::tr("Pomerium did not answer."), Text::tr("The request had no answer."),
                 steps({restart()}));
        }
        break;
    case Reason::NoTls:
        make("NO-TLS", Text::tr("There is no HTTPS at this address."),
             Text::tr("The server answers in plain HTTP, or in something else that is not TLS."),
             steps({Text::tr("Check the port in the authenticate service URL."),
                    Text::tr("If a proxy adds TLS before Pomerium, enter the proxy's address."),
                    Text::tr("Otherwise give Pomerium a certificate, and remove INSECURE_SERVER."), restart()}));
        break;
    case Reason::NotPomerium:
        make("NOT-FOUND", Text::tr("No Pomerium answers at this address."),
             Text::tr("The server has no /.well-known/pomerium/, which every Pomerium has."), askOperator());
        break;
    case Reason::WrongHost:
        make("WRONG-HOST", Text::tr("This Pomerium does not know the host name."),
             Text::tr("A Pomerium is there, but its AUTHENTICATE_SERVICE_URL names another host."),
             setAuthenticateUrl());
        break;
    case Reason::WebPage:
        make("WEB-PAGE", Text::tr("A web page answers instead of Pomerium."),
             Text::tr("A load balancer's login page, a captive portal or another site is in the way."), askOperator());
        break;
    case Reason::AccessRefused:
        make("ACCESS-REFUSED", Text::tr("Something before Pomerium refuses access."),
             Text::tr("A load balancer, a firewall or a proxy wants a login of its own."), askOperator());
        break;
    case Reason::RedirectedElsewhere:
        make("REDIRECTED", Text::tr("The server redirects to another address."),
             Text::tr("A single sign-on or a load balancer before Pomerium sends requests elsewhere."), askOperator());
        break;
    case Reason::RedirectedToHttps:
        make("HTTPS-ONLY", Text::tr("Pomerium is at the https address."),
             Text::tr("The authenticate service URL begins with http, and the server wants https."),
             steps({Text::tr("Enter the authenticate service URL with https."), Text::tr("Check again.")}));
        break;
    case Reason::RedirectedToHttp:
        make("HTTP-ONLY", Text::tr("Pomerium sends people to plain HTTP."),
             Text::tr("AUTHENTICATE_SERVICE_URL begins with http in Pomerium."), setAuthenticateUrl());
        break;
    case Reason::Unavailable:
        make("UNAVAILABLE", Text::tr("A proxy answers, and Pomerium does not."),
             Text::tr("Pomerium is starting, has stopped, or is not where the proxy looks for it."),
             steps({Text::tr("Check that Pomerium runs, and look in its log."), Text::tr("Check again.")}));
        break;
    case Reason::ServerError:
        make("SERVER-ERROR", Text::tr("The server answers with an internal error."), Text::tr("Only its log says why."),
             steps({Text::tr("Look in the log of Pomerium, and of the proxy before it."), Text::tr("Check again.")}));
        break;
    case Reason::UnexpectedStatus:
        make("UNEXPECTED-STATUS", Text::tr("The server answers in an unexpected way."),
             Text::tr("No Pomerium answers this request with such a status."), askOperator());
        break;
    case Reason::NotPomeriumDocument:
        make("NOT-POMERIUM", Text::tr("Another program answers at this address."),
             Text::tr("The answer lacks the callback endpoint that every Pomerium names."), askOperator());
        break;
    case Reason::HostedService:
        make("HOSTED-SERVICE", Text::tr("Pomerium's hosted service signs people in."),
             Text::tr("AUTHENTICATE_SERVICE_URL is not set in Pomerium, so your Okta app is never used."),
             setAuthenticateUrl());
        break;
    case Reason::CallbackInsecure:
        make("CALLBACK-HTTP", Text::tr("Pomerium's callback is plain HTTP."),
             Text::tr("AUTHENTICATE_SERVICE_URL begins with http in Pomerium, and Okta knows the https address."),
             setAuthenticateUrl());
        break;
    case Reason::CallbackPathDiffers:
        make("CALLBACK-PATH", Text::tr("Pomerium's callback has another path."),
             Text::tr("AUTHENTICATE_CALLBACK_PATH is set in Pomerium."),
             steps({Text::tr("Remove AUTHENTICATE_CALLBACK_PATH from Pomerium's settings."), restart()}));
        break;
    case Reason::CallbackPortDiffers:
        make("CALLBACK-PORT", Text::tr("Pomerium's callback has another port."),
             Text::tr("AUTHENTICATE_SERVICE_URL has another port in Pomerium, and Okta compares every letter."),
             setAuthenticateUrl());
        break;
    case Reason::AnotherPomerium:
        make("ANOTHER", Text::tr("This is another Pomerium."),
             Text::tr("The Pomerium that answers has another AUTHENTICATE_SERVICE_URL."),
             steps({Text::tr("Check the authenticate service URL, and where its name leads."),
                    Text::tr("If it is right, set AUTHENTICATE_SERVICE_URL in Pomerium to it."), restart()}));
        break;
    case Reason::NotRedirected:
        make("NOT-SENT", Text::tr("Pomerium does not send people to Okta."),
             Text::tr("/.pomerium/ shows a page instead of a redirect."),
             steps({Text::tr("Check that AUTHENTICATE_SERVICE_URL is set in Pomerium."), restart()}));
        break;
    case Reason::ProviderElsewhere:
        make("OTHER-PROVIDER", Text::tr("Pomerium sends people to another provider."),
             isExplained ? causeOf(error.mistakes)
                         : Text::tr("IDP_PROVIDER_URL in Pomerium names another org or authorization server."),
             isExplained ? fix : remedyOf({Mistake::UrlMissing}));
        break;
    case Reason::ClientIdMissing:
        make("NO-CLIENT-ID", Text::tr("Pomerium sends no client ID."),
             isExplained ? causeOf(error.mistakes) : Text::tr("IDP_CLIENT_ID is not set in Pomerium."),
             isExplained ? fix : remedyOf({Mistake::ClientIdMissing}));
        break;
    case Reason::ClientIdDiffers:
        make("OTHER-CLIENT-ID", Text::tr("Pomerium sends another client ID."),
             isExplained ? causeOf(error.mistakes)
                         : Text::tr("IDP_CLIENT_ID in Pomerium is not the one that was checked."),
             isExplained ? fix : remedyOf({Mistake::ClientIdOther}));
        break;
    case Reason::RedirectUriDiffers:
        make("OTHER-REDIRECT-URI", Text::tr("Pomerium sends another redirect URI."),
             Text::tr("AUTHENTICATE_SERVICE_URL or AUTHENTICATE_CALLBACK_PATH differs in Pomerium."),
             setAuthenticateUrl());
        break;
    case Reason::RequestParametersDiffer:
        make("OTHER-PARAMETERS", Text::tr("Pomerium sends other parameters to Okta."),
             isExplained ? causeOf(error.mistakes)
                         : Text::tr("IDP_REQUEST_PARAMS in Pomerium is not what was written."),
             isExplained ? fix : remedyOf({Mistake::RequestParametersOther}));
        break;
    case Reason::ScopesDiffer:
        make("OTHER-SCOPES", Text::tr("Pomerium asks for other scopes."),
             isExplained ? causeOf(error.mistakes) : Text::tr("IDP_SCOPES in Pomerium is not what was written."),
             isExplained ? fix : remedyOf({Mistake::ScopesOthers}));
        break;
    case Reason::IssuerNotExact:
        make("ISSUER", Text::tr("Pomerium's provider URL is not the exact issuer."),
             isExplained ? causeOf(error.mistakes)
                         : Text::tr("Pomerium compares IDP_PROVIDER_URL with the issuer, letter by letter."),
             isExplained ? fix : remedyOf({Mistake::UrlSlash}));
        break;
    case Reason::IssuerUnreachable:
        make("OKTA-UNREACHABLE", Text::tr("Pomerium cannot reach your Okta org."),
             Text::tr(
                 "Its settings are right, but its own request to Okta fails: name, firewall, proxy or certificate."),
             steps({lookInLog(), Text::tr("Let Pomerium's host or container reach Okta over HTTPS."), restart()}));
        break;
    case Reason::ProviderMissing:
        make("NO-PROVIDER", Text::tr("Pomerium has no identity provider."),
             isExplained ? causeOf(error.mistakes) : Text::tr("IDP_PROVIDER is not set in Pomerium."),
             isExplained ? fix : remedyOf({Mistake::ProviderMissing}));
        break;
    case Reason::ProviderUnknown:
        make("UNKNOWN-PROVIDER", Text::tr("Pomerium does not know its identity provider."),
             isExplained ? causeOf(error.mistakes) : Text::tr("IDP_PROVIDER has quotes around it, or a wrong name."),
             isExplained ? fix : remedyOf({Mistake::ProviderDoubleQuotes}));
        break;
    case Reason::SignInFailed:
        make("SIGN-IN-FAILED", Text::tr("Pomerium cannot start a sign-in."),
             isExplained
                 ? causeOf(error.mistakes)
                 : Text::tr("Most often IDP_PROVIDER_URL differs from the issuer by a letter; the page does not say."),
             steps({lookInLog(), Text::tr("Compare IDP_PROVIDER and IDP_PROVIDER_URL with the file that was written."),
                    restart()}));
        break;
    case Reason::ServicesDiffer:
        make("SERVICES-DIFFER", Text::tr("Pomerium's services have different settings."),
             isExplained
                 ? Text::tr("The authorize service was not given the same settings as the authenticate service. %1")
                       .arg(causeOf(error.mistakes))
                 : Text::tr("The authenticate service was not given the same settings as the authorize service."),
             steps({Text::tr("Give authenticate, authorize and proxy the same file."),
                    Text::tr("Restart all of them, and check again.")}));
        break;
    case Reason::SettingsDiffer:
        make("SETTINGS-DIFFER", Text::tr("Pomerium runs with other settings."),
             isExplained
                 ? causeOf(error.mistakes)
                 : Text::tr("At least one value differs, and no known mistake explains it. Most often it is the "
                            "client secret."),
             isExplained ? fix : loadTheFile());
        break;
    case Reason::IdEncrypted:
        make("SECRET-HIDDEN", Text::tr("This release hides which client secret it has."),
             Text::tr("Pomerium 0.21 to 0.24 encrypts what would show it."),
             steps({Text::tr("Sign in to one of your routes: that proves the client secret.")}));
        break;
    case Reason::IdAbsent:
        make("SECRET-HIDDEN", Text::tr("This release does not show its client secret."),
             Text::tr("Pomerium 0.16 and older shows nothing that depends on it."),
             steps({Text::tr("Sign in to one of your routes: that proves the client secret.")}));
        break;
    case Reason::IdOutOfReach:
        make("SPLIT", Text::tr("The authenticate service runs apart from the proxy."),
             Text::tr("Only the proxy shows whether all settings match, and it is at the host of a route."),
             askRoute());
        break;
    case Reason::SecretUnknown:
        make("SECRET-UNKNOWN", Text::tr("The client secret is not known here."),
             Text::tr("The settings name a file for it, and that file is not on this computer."),
             steps({Text::tr("Check again where the file of IDP_CLIENT_SECRET_FILE can be read.")}));
        break;
    case Reason::RequestParametersUnread:
        make("PARAMETERS-UNREAD", Text::tr("Couldn't read IDP_REQUEST_PARAMS."),
             Text::tr("The parameters are written in a form that is not supported here."),
             steps({Text::tr("Write idp_request_params as one line for each name and value."),
                    Text::tr("Check again.")}));
        break;
    case Reason::SignInElsewhere:
        make("OTHER-SIGN-IN", Text::tr("Pomerium sends people to another sign-in."),
             Text::tr("The AUTHENTICATE_SERVICE_URL of the proxy names another host."), setAuthenticateUrl());
        break;
    case Reason::KeyUnreachable:
        make("KEY-UNREACHABLE", Text::tr("Pomerium refuses everybody with an internal error."),
             Text::tr("It fetches its own public key from the authenticate service URL, and cannot."),
             steps({Text::tr("Look in Pomerium's log for \"error requesting hpke-public-key endpoint\"."),
                    Text::tr("Let Pomerium's host or container look up, reach and trust that address."), restart()}));
        break;
    case Reason::ReleaseContradicted:
        make("OTHER-RELEASE", Text::tr("This Pomerium is of another release."),
             Text::tr("By what it shows, it is release %1.").arg(error.detail),
             steps({Text::tr("Look up the release: pomerium --version."),
                    Text::tr("Choose that release, and write the file again.")}));
        break;
    case Reason::ProviderRefused:
        make("OKTA-REFUSED", Text::tr("Okta refuses the request that Pomerium makes."),
             Text::tr("Okta shows an error page instead of the sign-in page."),
             steps({Text::tr("Open the authenticate service URL in a browser and read Okta's words."),
                    Text::tr("Compare client ID and sign-in redirect URIs. %1").arg(places::redirectUris()),
                    Text::tr("Check again.")}));
        break;
    case Reason::ProviderSilent:
        make("OKTA-SILENT", Text::tr("Okta's answer says neither yes nor no."),
             Text::tr("The authorization endpoint did not answer the request as expected."),
             steps({Text::tr("Check again.")}));
        break;
    case Reason::RouteOpen:
        make("ROUTE-OPEN", Text::tr("The route lets everybody in."),
             Text::tr("It answered without a sign-in: it is public, or not behind Pomerium."),
             steps({Text::tr("Give the route a policy, and remove allow_public_unauthenticated_access."),
                    Text::tr("Check again.")}));
        break;
    case Reason::RouteNotFound:
        make("ROUTE-NOT-FOUND", Text::tr("Pomerium has no such route."),
             Text::tr("Nothing in Pomerium's routes begins with this address."),
             steps({Text::tr("Check the address of the route."), Text::tr("Check again.")}));
        break;
    case Reason::RouteRefused:
        make("ROUTE-REFUSED", Text::tr("The route refuses without a sign-in."),
             Text::tr("Something before Pomerium wants a login, or the route is for programs only."),
             steps({Text::tr("Check with a route that people open in a browser."), Text::tr("Check again.")}));
        break;
    case Reason::RouteHasOwnClient:
        make("ROUTE-OWN-CLIENT", Text::tr("The route has a client of its own."),
             Text::tr("Its idp_client_id is not the client ID that was checked."),
             steps({Text::tr("Remove idp_client_id and idp_client_secret from the route, or check that app, too."),
                    restart()}));
        break;
    case Reason::RouteSettingsDiffer:
        make("ROUTE-SETTINGS", Text::tr("The route runs with other settings."),
             isExplained ? causeOf(error.mistakes)
                         : Text::tr("The client ID is the same, but the client secret or another value differs."),
             isExplained ? fix
                         : steps({Text::tr("Remove idp_client_secret from the route."),
                                  Text::tr("Give the proxy the file that was written."), restart()}));
        break;
    }
    if (d.detail.isEmpty())
        d.detail = error.detail;
    else if (!error.detail.isEmpty())
        d.detail += QLatin1Char('\n') + error.detail;
    return d;
}

} // namespace advice

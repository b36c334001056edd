#include "advice/Diagnosis.h"
#include "advice/Places.h"

#include <algorithm>
#include <array>

namespace advice {

namespace {

using Reason = oidc::Error::Reason;

QString pomeriumRefuses()
{
    return Text::tr("Pomerium would refuse this login.");
}

QString providersFault()
{
    return Text::tr("Only the provider can mend this. Send the details to whoever runs it.");
}

/// The server's own words and ids, for the details pane.
QString detailOf(const oidc::Error &error)
{
    QStringList lines;
    const auto &answer = error.answer;
    const auto tell = [&lines](const QString &line) {
        const bool isTold =
            std::any_of(lines.cbegin(), lines.cend(), [&line](const QString &told) { return told.contains(line); });
        if (!line.isEmpty() && !isTold)
            lines.append(line);
    };
    tell(error.detail);
    if (answer.httpStatus != 0)
        tell(QStringLiteral("HTTP %1").arg(answer.httpStatus));
    tell(answer.description.isEmpty() ? answer.error : QStringLiteral("%1: %2").arg(answer.error, answer.description));
    if (!answer.errorId.isEmpty())
        lines.append(QStringLiteral("errorId: %1").arg(answer.errorId));
    if (!answer.requestId.isEmpty())
        lines.append(QStringLiteral("X-Okta-Request-Id: %1").arg(answer.requestId));
    if (answer.retryAt)
        lines.append(QStringLiteral("retry at %1").arg(answer.retryAt->toUTC().toString(Qt::ISODate)));
    if (error.clockOffset)
        lines.append(QStringLiteral("server clock minus ours: %1 s").arg(*error.clockOffset));
    return lines.join(QLatin1Char('\n'));
}

bool clocksAgree(const oidc::Error &error)
{
    return error.clockOffset && qAbs(*error.clockOffset) < 2;
}

QString clockSentence(const oidc::Error &error)
{
    if (!error.clockOffset)
        return Text::tr("The server does not tell its time, so the clocks could not be compared.");
    if (clocksAgree(error))
        return Text::tr("The clocks of this computer and of the server agree.");
    //: %1 is a number of seconds
    return *error.clockOffset > 0
        ? Text::tr("The clock of this computer is %1 seconds behind the server's.").arg(*error.clockOffset)
        : Text::tr("The clock of this computer is %1 seconds ahead of the server's.").arg(-*error.clockOffset);
}

QString setTheClock(const oidc::Error &error)
{
    if (clocksAgree(error)) {
        return Text::tr(
                   "No clock of yours is the reason: the provider puts other times into its tokens than its own clock "
                   "shows. %1")
            .arg(providersFault());
    }
    return Text::tr(
        "Set the clock of this computer by a time server (and that of Pomerium's computer: Pomerium allows no "
        "difference at all), then try again.");
}

/// When the server's own error says more than our stage does, its meaning replaces headline, cause and remedy. Only
/// for reasons that mean "the server refused": the others are our own judgement.
void refine(Diagnosis &d, const oidc::Error &error)
{
    constexpr std::array refusals{Reason::ClientRefused,       Reason::AuthorizationDenied, Reason::TokenRefused,
                                  Reason::TokenServerError,    Reason::RefreshRefused,      Reason::DiscoveryRefused,
                                  Reason::DiscoveryNotFound,   Reason::KeysRefused,         Reason::UserInfoRefused,
                                  Reason::DiscoveryServerError};
    if (std::find(refusals.begin(), refusals.end(), error.reason) == refusals.end())
        return;
    const auto &answer = error.answer;
    // Without a word of the server's own, what the stage knows is more than what a status says.
    if (error.reason == Reason::DiscoveryServerError && answer.error.isEmpty())
        return;
    using Problem = okta::OAuthProblem;
    const Problem problem = okta::oauthProblem(answer.httpStatus, answer.error, answer.description);
    // Nobody was there to deny anything when a token was refreshed.
    if (problem == Problem::Unknown || (error.reason == Reason::RefreshRefused && problem == Problem::DeniedByUser))
        return;
    d = diagnose(problem);
}

Diagnosis html(const char *code, const QString &what)
{
    return {QString::fromLatin1(code), Text::tr("A web page came instead of %1.").arg(what),
            Text::tr("The organisation does not exist under this name, or a proxy or a network's sign-in page (captive "
                     "portal) answered in the server's place."),
            Text::tr("Open the organisation's address in the browser: if it is not Okta's sign-in page, correct the "
                     "address or sign in to the network first.")};
}

Diagnosis idToken(const char *code, const QString &headline, const QString &cause)
{
    return {QString::fromLatin1(code), headline, cause,
            Text::tr("Do not use this configuration. Start the check again; if it stays, send the details to whoever "
                     "runs the provider.")};
}

Diagnosis plain(const oidc::Error &error)
{
    switch (error.reason) {
    case Reason::Transport:
        break; // handled by the caller

    // Discovery
    case Reason::DiscoveryNotFound:
        return {
            QStringLiteral("OIDC-DISCOVERY-NOT-FOUND"), Text::tr("There is no OpenID provider at this address."),
            Text::tr("The server answered \"not found\" to /.well-known/openid-configuration: the organisation's name "
                     "is misspelt, or something stands behind the address that does not belong there."),
            Text::tr("Enter the organisation URL as in the address bar of the Okta Admin Console, without -admin: "
                     "https://acme.okta.com.")};
    case Reason::DiscoveryRefused:
        return {QStringLiteral("OIDC-DISCOVERY-REFUSED"), Text::tr("The server refused to describe itself."),
                Text::tr("It answered /.well-known/openid-configuration with the status in the details."),
                Text::tr("Try again later; if it stays, check the address with whoever runs the provider.")};
    case Reason::DiscoveryRateLimited:
        return diagnose(okta::OAuthProblem::RateLimited);
    case Reason::DiscoveryServerError:
        return {QStringLiteral("OIDC-DISCOVERY-SERVER-ERROR"), Text::tr("The server failed while it described itself."),
                Text::tr("It answered with the status in the details: it is broken, overloaded or in maintenance."),
                Text::tr("Look at status.okta.com, and try again later.")};
    case Reason::DiscoveryNotObject:
        return {QStringLiteral("OIDC-DISCOVERY-NOT-OBJECT"),
                Text::tr("The provider's description is JSON, but not a description."),
                Text::tr("The answer is JSON of another kind than an object: something else answers at this address."),
                Text::tr("Check the address. %1").arg(providersFault())};
    case Reason::DiscoveryRedirected:
        return {
            QStringLiteral("OIDC-DISCOVERY-REDIRECTED"), Text::tr("The server sends us to another address."),
            Text::tr("A discovery document is taken only from the issuer itself, so the redirect was not followed. "
                     "Its target is in the details. The sign-in page of a network (captive portal) answers so, too."),
            Text::tr(
                "If the target is your organisation, enter that address on the first page. If it is a page of your "
                "network, sign in there first.")};
    case Reason::DiscoveryHtml:
        return html("OIDC-DISCOVERY-HTML", Text::tr("the provider's description"));
    case Reason::DiscoveryEmpty:
        return {QStringLiteral("OIDC-DISCOVERY-EMPTY"), Text::tr("The provider's description is empty."),
                Text::tr("The server answered, with nothing in the answer."),
                Text::tr("Check the address, then try again.")};
    case Reason::DiscoveryMalformed:
        return {QStringLiteral("OIDC-DISCOVERY-MALFORMED"), Text::tr("The provider's description cannot be read."),
                Text::tr("The answer is not a JSON object."), Text::tr("Check the address. %1").arg(providersFault())};
    case Reason::IssuerInvalid:
        return {QStringLiteral("OIDC-ISSUER-INVALID"), Text::tr("This is not an issuer address."),
                Text::tr("An issuer is an https:// URL without query, fragment or user name."),
                Text::tr("Enter the organisation URL, such as https://acme.okta.com.")};
    case Reason::IssuerMissing:
        return {QStringLiteral("OIDC-ISSUER-MISSING"), Text::tr("The provider's description names no issuer."),
                Text::tr("The member \"issuer\" is missing. %1").arg(pomeriumRefuses()), providersFault()};
    case Reason::IssuerMismatch:
        return {QStringLiteral("OIDC-ISSUER-MISMATCH"), Text::tr("The provider calls itself by another name."),
                Text::tr("Its description names the issuer that is in the details. Pomerium compares the two letter by "
                         "letter and refuses every login when they differ."),
                Text::tr(
                    "Use exactly the issuer in the details as the provider URL, if that is your organisation (a custom "
                    "domain and the okta.com name are two issuers).")};
    case Reason::IssuerNotExact:
        return {
            QStringLiteral("OIDC-ISSUER-NOT-EXACT"), Text::tr("The issuer differs by a slash or by letter case."),
            Text::tr("Pomerium compares the provider URL with the issuer letter by letter and refuses every login when "
                     "they differ."),
            Text::tr("Use exactly the issuer in the details as the provider URL.")};
    case Reason::MetadataMemberMissing:
        return {QStringLiteral("OIDC-METADATA-MISSING"), Text::tr("The provider's description is incomplete."),
                Text::tr("The member named in the details is required and missing."), providersFault()};
    case Reason::MetadataMemberInvalid:
        return {QStringLiteral("OIDC-METADATA-INVALID"), Text::tr("The provider's description is wrong."),
                Text::tr("The member named in the details cannot be used."), providersFault()};
    case Reason::InsecureEndpoint:
        return {
            QStringLiteral("OIDC-ENDPOINT-INSECURE"), Text::tr("The provider names an address without encryption."),
            Text::tr(
                "The endpoint in the details is not https. Secrets would travel in the clear, so nothing was sent."),
            providersFault()};
    case Reason::CodeFlowUnsupported:
        return {QStringLiteral("OIDC-CODE-FLOW-UNSUPPORTED"),
                Text::tr("The provider does not offer the authorization code flow."),
                Text::tr("response_types_supported does not list \"code\", which Pomerium uses."), providersFault()};
    case Reason::ClientSecretUnsupported:
        return {QStringLiteral("OIDC-CLIENT-SECRET-UNSUPPORTED"), Text::tr("The provider takes no client secrets."),
                Text::tr("It offers neither client_secret_basic nor client_secret_post. Pomerium knows no other way."),
                providersFault()};
    case Reason::SigningAlgorithmsUnsupported:
        return {QStringLiteral("OIDC-ALGORITHMS-UNSUPPORTED"),
                Text::tr("The provider signs ID tokens in no way that can be verified."),
                Text::tr("It offers only symmetric signatures (HS…), none, or unknown ones. Okta uses RS256."),
                providersFault()};
    case Reason::PkceNotAdvertised:
        return {
            QStringLiteral("OIDC-PKCE-NOT-ADVERTISED"), Text::tr("The provider does not say that it supports PKCE."),
            Text::tr("S256 is not in code_challenge_methods_supported. The proof key is sent all the same; state and "
                     "nonce protect the sign-in as well."),
            Text::tr("Nothing needs to be done for Okta, which supports it.")};

    // Keys
    case Reason::KeysRefused:
        return {QStringLiteral("OIDC-KEYS-REFUSED"), Text::tr("The provider's signing keys could not be fetched."),
                Text::tr("The server answered with the status in the details, so no signature can be checked."),
                Text::tr("Try again. If it stays: %1").arg(providersFault())};
    case Reason::KeysRedirected:
        return {
            QStringLiteral("OIDC-KEYS-REDIRECTED"), Text::tr("The address of the signing keys sends us elsewhere."),
            Text::tr("Keys are taken only from the address that the provider's description names; the redirect was not "
                     "followed."),
            providersFault()};
    case Reason::KeysHtml:
        return html("OIDC-KEYS-HTML", Text::tr("the signing keys"));
    case Reason::KeysEmpty:
        return {QStringLiteral("OIDC-KEYS-EMPTY"), Text::tr("The provider publishes no signing keys."),
                Text::tr("The key set is empty, so no signature can be checked."), providersFault()};
    case Reason::KeysMalformed:
        return {QStringLiteral("OIDC-KEYS-MALFORMED"), Text::tr("The provider's signing keys cannot be read."),
                Text::tr("The answer is not a JSON Web Key Set (RFC 7517)."), providersFault()};
    case Reason::KeysUnfamiliar:
        return {
            QStringLiteral("OIDC-KEYS-UNFAMILIAR"),
            Text::tr("The provider publishes a key that Pomerium may not be able to read."),
            Text::tr("Pomerium's library knows RSA, P-256, P-384, P-521 and Ed25519 keys. In most releases one key of "
                     "another "
                     "kind, which is in the details, makes it refuse all of them, and so every login."),
            Text::tr(
                "Sign in through Pomerium once before you rely on it. If its log says \"failed to decode keys\", the "
                "provider has to take that key out, or Pomerium has to be newer.")};
    case Reason::NoUsableKey:
        return {
            QStringLiteral("OIDC-KEYS-UNUSABLE"), Text::tr("None of the provider's keys can be used."),
            Text::tr("Each was left out for the reason in the details: too short, not for signatures, or of an unknown "
                     "kind."),
            providersFault()};

    // Client
    case Reason::ClientRefused:
        return {
            QStringLiteral("OIDC-CLIENT-REFUSED"), Text::tr("The server refused the client ID or the client secret."),
            Text::tr("The client ID is unknown, the secret is wrong, or the application does not use a client secret."),
            Text::tr("Copy both again, and see that the application is an Active Web Application with Client "
                     "authentication set to Client secret. %1")
                .arg(places::clientCredentials())};
    case Reason::ClientContradicted:
        return {
            QStringLiteral("OIDC-CLIENT-CONTRADICTED"),
            Text::tr("The provider contradicts itself about the client ID."),
            Text::tr("Asked with this client ID, its description says that there is no such client; its token endpoint "
                     "accepts client ID and secret. Pomerium asks only the latter."),
            Text::tr("If the sign-in check passes, nothing needs to be done. If you changed the application just now, "
                     "check again in a minute. %1")
                .arg(places::clientCredentials())};
    case Reason::RefreshGrantOff:
        return diagnose(okta::OAuthProblem::RefreshGrantOff);
    case Reason::DpopRequired:
        return diagnose(okta::OAuthProblem::DpopRequired);
    case Reason::RedirectUriRefused:
        return diagnose(okta::OAuthProblem::RedirectUriNotRegistered);
    case Reason::PkceRequired:
        return {
            QStringLiteral("OKTA-PKCE-REQUIRED"),
            Text::tr("The application requires PKCE, and this Pomerium sends none."),
            Text::tr(
                "This check sent PKCE and was let in. Pomerium sends it from release 0.33 on; an older one is refused "
                "before the sign-in page."),
            Text::tr("Untick \"Require PKCE as additional verification\", or use Pomerium 0.33 or newer. %1")
                .arg(places::general(QStringLiteral("Proof Key for Code Exchange (PKCE)")))};

    // Redirect
    case Reason::PortsTaken:
        return {
            QStringLiteral("LOCAL-PORTS-TAKEN"), Text::tr("No port is free to receive the browser's answer."),
            Text::tr("Other programs on this computer listen on the ports in the details."),
            Text::tr("Close those programs, or another window of this wizard; or choose another port (--redirect-port) "
                     "and register its URI in Okta. %1")
                .arg(places::redirectUris())};
    case Reason::BrowserNotStarted:
        return {QStringLiteral("LOCAL-BROWSER"), Text::tr("The browser could not be started."),
                Text::tr("The system gave the reason in the details."),
                Text::tr("Copy the address that is shown, and open it in a browser on this computer.")};
    case Reason::RedirectTimedOut:
        return {
            QStringLiteral("OIDC-REDIRECT-TIMEOUT"), Text::tr("The browser did not come back in time."),
            Text::tr("Either nobody signed in, or Okta shows a page of its own that never comes back: a redirect URI "
                     "that is not registered, a person who is not assigned, a policy that denies."),
            Text::tr("Look at what the browser shows and compare it with \"What does the browser show?\". See that the "
                     "loopback redirect URIs are registered letter by letter. %1")
                .arg(places::redirectUris())};
    case Reason::RedirectTimedOutAfterHttps:
        return {
            QStringLiteral("LOCAL-BROWSER-HTTPS"),
            Text::tr("The browser tried to come back with https, which cannot work."),
            Text::tr("The redirect URI begins with http://127.0.0.1. The browser's HTTPS-only mode, or a redirect URI "
                     "that was registered with https://, changed it."),
            Text::tr("Allow http for 127.0.0.1 in the browser's HTTPS-only mode, and register the URI with http://. %1")
                .arg(places::redirectUris())};
    case Reason::RedirectTimedOutUriRefused:
        return {
            QStringLiteral("OKTA-REDIRECT-URI"),
            Text::tr("The browser did not come back: the redirect URI is not registered."),
            Text::tr("Asked beforehand, the provider refused the URI in the details. Its page stays in the browser and "
                     "never comes back."),
            Text::tr("Add exactly that URI under Sign-in redirect URIs, save, and start again. %1")
                .arg(places::redirectUris())};
    case Reason::AuthorizationDenied:
        return {QStringLiteral("OIDC-AUTHORIZATION-DENIED"),
                Text::tr("The provider answered the sign-in with an error."),
                Text::tr("Its own words are in the details."),
                Text::tr("See that the person is assigned to the application, then start again. %1")
                    .arg(places::assignments())};
    case Reason::ResponseMalformed:
        return {QStringLiteral("OIDC-RESPONSE-MALFORMED"),
                Text::tr("The browser brought back an answer that contradicts itself."),
                Text::tr("A parameter was there twice, or a code and an error together. It was not used."),
                Text::tr("Start the sign-in check again. If it stays: %1").arg(providersFault())};
    case Reason::ResponseWithoutCode:
        return {QStringLiteral("OIDC-CODE-MISSING"), Text::tr("The browser came back without an authorization code."),
                Text::tr("The answer had the right state, but neither a code nor an error."),
                Text::tr("Start the sign-in check again. If it stays: %1").arg(providersFault())};
    case Reason::ResponseIssuerMismatch:
        return {QStringLiteral("OIDC-RESPONSE-ISSUER"), Text::tr("The answer came from another provider."),
                Text::tr(
                    "Its \"iss\" (RFC 9207) is not the issuer that was asked. It was not used, and nothing was sent to "
                    "anybody."),
                Text::tr(
                    "Close other sign-in windows and start again. If it stays, do not use this configuration, and send "
                    "the details to whoever runs the provider.")};
    case Reason::ResponseIssuerMissing:
        return {QStringLiteral("OIDC-RESPONSE-ISSUER-MISSING"), Text::tr("The answer does not say who sent it."),
                Text::tr("The provider promises an \"iss\" in every answer (RFC 9207), and this one has none."),
                Text::tr("Start the sign-in check again. If it stays: %1").arg(providersFault())};

    // Token endpoint
    case Reason::TokenRefused:
        return {
            QStringLiteral("OIDC-TOKEN-REFUSED"), Text::tr("The server gave no tokens for the authorization code."),
            Text::tr("Its own words are in the details."),
            Text::tr("Check client ID, client secret and grant types, then start again. %1").arg(places::grantTypes())};
    case Reason::TokenServerError:
        return diagnose(okta::OAuthProblem::ServerError);
    case Reason::TokenRateLimited:
        return diagnose(okta::OAuthProblem::RateLimited);
    case Reason::TokenRedirected:
        return {
            QStringLiteral("OIDC-TOKEN-REDIRECTED"), Text::tr("The token endpoint sends us to another address."),
            Text::tr("A secret goes nowhere but to the address that the provider's description names; the redirect was "
                     "not followed (RFC 9700 section 4.12)."),
            Text::tr("A proxy may be in the way. Otherwise: %1").arg(providersFault())};
    case Reason::TokenHtml:
        return html("OIDC-TOKEN-HTML", Text::tr("tokens"));
    case Reason::TokenEmpty:
        return {QStringLiteral("OIDC-TOKEN-EMPTY"), Text::tr("The token endpoint answered with nothing."),
                Text::tr("The answer is empty."),
                Text::tr("Start the check again. If it stays: %1").arg(providersFault())};
    case Reason::TokenMalformed:
        return {QStringLiteral("OIDC-TOKEN-MALFORMED"), Text::tr("The token endpoint's answer cannot be read."),
                Text::tr("It is not the JSON object of RFC 6749 section 5.1."),
                Text::tr("Start the check again. If it stays: %1").arg(providersFault())};
    case Reason::TokenNotJson:
        return {
            QStringLiteral("OIDC-TOKEN-NOT-JSON"), Text::tr("The token endpoint says that its answer is not JSON."),
            Text::tr(
                "Its bytes are, but Pomerium goes by the Content-Type in the details, reads form fields, and finds no "
                "token (RFC 6749 section 5.1). %1")
                .arg(pomeriumRefuses()),
            providersFault()};
    case Reason::TokenTypeUnsupported:
        return {
            QStringLiteral("OIDC-TOKEN-TYPE"), Text::tr("The access token is not a Bearer token."),
            Text::tr(
                "Its type is in the details. Pomerium uses Bearer tokens only; with DPoP, the application is set to "
                "require proof of possession."),
            Text::tr("Untick \"Require Demonstrating Proof of Possession (DPoP) header in token requests\". %1")
                .arg(places::general(QStringLiteral("General Settings")))};
    case Reason::AccessTokenMissing:
        return {QStringLiteral("OIDC-ACCESS-TOKEN-MISSING"), Text::tr("No access token came."),
                Text::tr("The answer has no access_token, which every answer must have (RFC 6749 section 5.1)."),
                providersFault()};
    case Reason::IdTokenMissing:
        return {
            QStringLiteral("OIDC-ID-TOKEN-MISSING"), Text::tr("No ID token came."),
            Text::tr("Without it nobody knows who signed in. %1").arg(pomeriumRefuses()),
            Text::tr(
                "See that the application is an OpenID Connect application, and the authorization server allows the "
                "scope openid. %1")
                .arg(places::authorizationServers())};

    // ID token: form and signature
    case Reason::IdTokenMalformed:
        return idToken("OIDC-ID-TOKEN-MALFORMED", Text::tr("The ID token cannot be read."),
                       Text::tr("It is not a signed token in the form of RFC 7515; what is wrong is in the details."));
    case Reason::IdTokenEncrypted:
        return {QStringLiteral("OIDC-ID-TOKEN-ENCRYPTED"), Text::tr("The ID token is encrypted."),
                Text::tr("Encrypted ID tokens are not supported, neither here nor by Pomerium."),
                Text::tr("Switch the encryption of ID tokens off in the application. %1")
                    .arg(places::general(QStringLiteral("General Settings")))};
    case Reason::IdTokenUnsigned:
        return idToken("OIDC-ID-TOKEN-UNSIGNED", Text::tr("The ID token is not signed."),
                       Text::tr("Its algorithm is \"none\": anybody could have written it."));
    case Reason::IdTokenAlgorithmRefused:
        return idToken(
            "OIDC-ID-TOKEN-ALGORITHM", Text::tr("The ID token is signed in a way that proves nothing."),
            Text::tr("The algorithm in the details is symmetric or unknown. Only RS, PS, ES and EdDSA signatures "
                     "are accepted."));
    case Reason::IdTokenAlgorithmNotAdvertised:
        return idToken("OIDC-ID-TOKEN-ALGORITHM-UNEXPECTED",
                       Text::tr("The ID token is signed with an unexpected algorithm."),
                       Text::tr("The provider's description does not list the algorithm in the details."));
    case Reason::IdTokenCriticalHeader:
        return idToken("OIDC-ID-TOKEN-CRITICAL", Text::tr("The ID token demands an extension that is not supported."),
                       Text::tr("Its header has crit, b64 or zip."));
    case Reason::IdTokenWrongType:
        return idToken("OIDC-ID-TOKEN-TYPE", Text::tr("Another kind of token came in the ID token's place."),
                       Text::tr("Its header says that it is an access token (RFC 9068)."));
    case Reason::IdTokenKeyUnknown:
        return idToken("OIDC-KEY-UNKNOWN",
                       Text::tr("The ID token is signed with a key that the provider does not publish."),
                       Text::tr("The keys were fetched once more, and the key is still not among them."));
    case Reason::IdTokenSignatureInvalid:
        return idToken("OIDC-SIGNATURE-INVALID", Text::tr("The signature of the ID token is wrong."),
                       Text::tr("The token was changed on its way, or somebody else signed it."));

    // ID token: claims
    case Reason::IdTokenIssuerMismatch:
        return {
            QStringLiteral("OIDC-ISS-MISMATCH"), Text::tr("The ID token was issued by somebody else."),
            Text::tr("Its \"iss\" is not the issuer that was asked. %1 Okta names a custom domain or the okta.com name "
                     "there as the application's Issuer setting says.")
                .arg(pomeriumRefuses()),
            Text::tr(
                "If the issuer in the details is another name of your own organisation, make the two agree: use it as "
                "the provider URL, or change Issuer under OpenID Connect ID Token. Otherwise do not use this "
                "configuration. %1")
                .arg(places::signOn())};
    case Reason::IdTokenIssuerMissing:
        return idToken("OIDC-ISS-MISSING", Text::tr("The ID token does not say who issued it."),
                       Text::tr("The claim \"iss\" is missing. %1").arg(pomeriumRefuses()));
    case Reason::IdTokenSubjectMissing:
        return idToken("OIDC-SUB-MISSING", Text::tr("The ID token does not say who signed in."),
                       Text::tr("The claim \"sub\" is missing, empty or not a text of at most 255 characters."));
    case Reason::IdTokenAudienceMismatch:
        return idToken("OIDC-AUD-MISMATCH", Text::tr("The ID token is for another application."),
                       Text::tr("Its \"aud\" does not name this client ID. %1").arg(pomeriumRefuses()));
    case Reason::IdTokenAudienceMissing:
        return idToken("OIDC-AUD-MISSING", Text::tr("The ID token does not say whom it is for."),
                       Text::tr("The claim \"aud\" is missing. %1").arg(pomeriumRefuses()));
    case Reason::IdTokenAudienceInvalid:
        return idToken("OIDC-AUD-INVALID", Text::tr("The ID token says in a wrong way whom it is for."),
                       Text::tr("The claim \"aud\" is neither a text nor a list of texts."));
    case Reason::IdTokenAudienceUntrusted:
        return idToken("OIDC-AUD-UNTRUSTED", Text::tr("The ID token is for other applications as well."),
                       Text::tr("Its \"aud\" names a second audience, which nobody said to trust (OpenID Connect Core "
                                "3.1.3.7)."));
    case Reason::IdTokenAuthorizedPartyMismatch:
        return idToken("OIDC-AZP-MISMATCH", Text::tr("The ID token was issued to another application."),
                       Text::tr("Its \"azp\" is not this client ID."));
    case Reason::IdTokenExpired:
        return {QStringLiteral("OIDC-EXPIRED"), Text::tr("The ID token has expired already."),
                Text::tr("Its \"exp\" is in the past. %1").arg(clockSentence(error)), setTheClock(error)};
    case Reason::IdTokenExpiryMissing:
        return idToken("OIDC-EXP-MISSING", Text::tr("The ID token does not say until when it is valid."),
                       Text::tr("The claim \"exp\" is missing or not a usable time."));
    case Reason::IdTokenIssuedAtMissing:
        return idToken("OIDC-IAT-MISSING", Text::tr("The ID token does not say when it was issued."),
                       Text::tr("The claim \"iat\" is missing or not a usable time."));
    case Reason::IdTokenIssuedTooLongAgo:
        return {
            QStringLiteral("OIDC-IAT-OLD"), Text::tr("The ID token was issued too long ago."),
            Text::tr("Its \"iat\" is more than ten minutes back, and it came just now. %1").arg(clockSentence(error)),
            setTheClock(error)};
    case Reason::IdTokenIssuedInFuture:
        return {QStringLiteral("OIDC-IAT-FUTURE"), Text::tr("The ID token was issued in the future."),
                Text::tr("Its \"iat\" is ahead of this computer's clock. %1").arg(clockSentence(error)),
                setTheClock(error)};
    case Reason::IdTokenNotYetValid:
        return {QStringLiteral("OIDC-NBF-FUTURE"), Text::tr("The ID token is not valid yet."),
                Text::tr("Its \"nbf\" is ahead of this computer's clock. %1").arg(clockSentence(error)),
                setTheClock(error)};
    case Reason::IdTokenTimeInvalid:
        return idToken("OIDC-TIME-INVALID", Text::tr("A time in the ID token is not a time."),
                       Text::tr("The claim in the details is not a number of seconds."));
    case Reason::IdTokenNonceMismatch:
        return idToken(
            "OIDC-NONCE-MISMATCH", Text::tr("The ID token belongs to another sign-in."),
            Text::tr("Its \"nonce\" is not the one of this attempt: it is an old token, or somebody put it in the "
                     "place of yours."));
    case Reason::IdTokenNonceMissing:
        return idToken("OIDC-NONCE-MISSING", Text::tr("The ID token does not prove that it belongs to this sign-in."),
                       Text::tr("A \"nonce\" was sent, and the token has none (OpenID Connect Core 3.1.3.7)."));
    case Reason::IdTokenAccessTokenHashMismatch:
        return idToken("OIDC-AT-HASH-MISMATCH", Text::tr("The access token does not belong to the ID token."),
                       Text::tr("The hash \"at_hash\" in the ID token is not that of the access token."));
    case Reason::IdTokenCodeHashMismatch:
        return idToken("OIDC-C-HASH-MISMATCH", Text::tr("The authorization code does not belong to the ID token."),
                       Text::tr("The hash \"c_hash\" in the ID token is not that of the code."));
    case Reason::IdTokenLeewayUsed:
        // Of the three, Pomerium compares only exp without any leeway (go-oidc: nbf has five minutes, iat is not read).
        if (!error.detail.startsWith(QLatin1String("exp")))
            return {QStringLiteral("OIDC-CLOCK-DIFFERENCE"),
                    clocksAgree(error) ? Text::tr("The ID token is dated ahead of the provider's own clock.")
                                       : Text::tr("The clock of this computer is behind the provider's."),
                    Text::tr("The ID token was accepted because a difference of up to two minutes is allowed. %1")
                        .arg(clockSentence(error)),
                    setTheClock(error)};
        return {
            QStringLiteral("OIDC-CLOCK-LEEWAY"),
            Text::tr(
                "The ID token had expired, and was accepted only because small clock differences are allowed here."),
            Text::tr("A difference of up to two minutes is allowed by this check; Pomerium has no leeway and would "
                     "refuse the "
                     "login if its clock is like this one. %1")
                .arg(clockSentence(error)),
            setTheClock(error)};

    // UserInfo
    case Reason::UserInfoEndpointMissing:
        return {QStringLiteral("OIDC-USERINFO-MISSING"), Text::tr("The provider has no UserInfo endpoint."),
                Text::tr("Its description names no userinfo_endpoint. Pomerium asks UserInfo at each login. %1")
                    .arg(pomeriumRefuses()),
                providersFault()};
    case Reason::UserInfoRefused:
        return {
            QStringLiteral("OIDC-USERINFO-REFUSED"), Text::tr("UserInfo refused the access token."),
            Text::tr("It answered with the status in the details. %1").arg(pomeriumRefuses()),
            Text::tr("See that the scope openid is allowed, and that the address names the same server for sign-in and "
                     "UserInfo. Otherwise: %1")
                .arg(providersFault())};
    case Reason::UserInfoRedirected:
        return {QStringLiteral("OIDC-USERINFO-REDIRECTED"), Text::tr("UserInfo sends us to another address."),
                Text::tr("An access token goes nowhere but to the address that the provider's description names."),
                providersFault()};
    case Reason::UserInfoHtml:
        return html("OIDC-USERINFO-HTML", Text::tr("the person's data"));
    case Reason::UserInfoEmpty:
        return {QStringLiteral("OIDC-USERINFO-EMPTY"), Text::tr("UserInfo answered with nothing."),
                Text::tr("The answer is empty. %1").arg(pomeriumRefuses()), providersFault()};
    case Reason::UserInfoMalformed:
        return {QStringLiteral("OIDC-USERINFO-MALFORMED"), Text::tr("UserInfo's answer cannot be read."),
                Text::tr("It is not a JSON object. %1").arg(pomeriumRefuses()), providersFault()};
    case Reason::UserInfoSigned:
        return {
            QStringLiteral("OIDC-USERINFO-SIGNED"), Text::tr("UserInfo answered with a signed token."),
            Text::tr("Signed UserInfo answers (application/jwt) are not supported by this check, so nothing in it was "
                     "believed."),
            Text::tr("Switch the signing of UserInfo off for this application.")};
    case Reason::UserInfoSubjectMissing:
        return {QStringLiteral("OIDC-USERINFO-SUB-MISSING"), Text::tr("UserInfo does not say whom it is about."),
                Text::tr("The claim \"sub\" is missing, so the answer must not be used (OpenID Connect Core 5.3.2)."),
                providersFault()};
    case Reason::UserInfoSubjectMismatch:
        return {
            QStringLiteral("OIDC-USERINFO-SUB-MISMATCH"), Text::tr("UserInfo is about somebody else."),
            Text::tr(
                "Its \"sub\" is not that of the ID token, so the answer must not be used (OpenID Connect Core 5.3.2). "
                "Pomerium does not notice this."),
            Text::tr("Do not use this configuration. %1").arg(providersFault())};
    case Reason::EmailMissing:
        return {
            QStringLiteral("OIDC-EMAIL-MISSING"), Text::tr("The person has no e-mail address."),
            Text::tr("Neither the ID token nor UserInfo has the claim \"email\". Pomerium's policies mostly go by it."),
            Text::tr("See that the person's profile in Okta has a primary e-mail address and that the scope email is "
                     "allowed.")};

    // Refresh
    case Reason::RefreshTokenMissing:
        return {
            QStringLiteral("OKTA-REFRESH-TOKEN-MISSING"), Text::tr("No refresh token came."),
            Text::tr("offline_access was asked for, and Okta leaves the refresh token out silently when the grant type "
                     "Refresh Token is not ticked. Pomerium would sign everybody out when the access token ends."),
            Text::tr("Tick Refresh Token, save, and sign in again. %1").arg(places::grantTypes())};
    case Reason::RefreshRefused:
        return {
            QStringLiteral("OIDC-REFRESH-REFUSED"), Text::tr("The refresh token did not work."),
            Text::tr(
                "The server's own words are in the details. Pomerium's sessions would end when the access token ends."),
            Text::tr("Tick Refresh Token among the grant types, and sign in again. %1").arg(places::grantTypes())};
    case Reason::RefreshedSubjectMismatch:
        return idToken("OIDC-REFRESH-SUB-MISMATCH", Text::tr("After the refresh, the ID token is about somebody else."),
                       Text::tr("Its \"sub\" is not that of the first one (OpenID Connect Core 12.2)."));
    case Reason::RefreshedAudienceMismatch:
        return idToken("OIDC-REFRESH-AUD-MISMATCH",
                       Text::tr("After the refresh, the ID token is for another application."),
                       Text::tr("Its \"aud\" is not that of the first one (OpenID Connect Core 12.2)."));
    case Reason::RefreshedTimesInvalid:
        return idToken("OIDC-REFRESH-TIMES", Text::tr("After the refresh, the ID token is older than the first one."),
                       Text::tr("Its \"iat\" is earlier, or \"auth_time\" has changed (OpenID Connect Core 12.2)."));
    case Reason::RefreshedAuthorizedPartyMismatch:
        return idToken("OIDC-REFRESH-AZP-MISMATCH",
                       Text::tr("After the refresh, the ID token was issued to another application."),
                       Text::tr("Its \"azp\" is not that of the first one (OpenID Connect Core 12.2)."));
    case Reason::AuthTimeRestamped:
        return {QStringLiteral("OIDC-REFRESH-AUTH-TIME"),
                Text::tr("Each refresh says that the person has signed in anew."),
                Text::tr(
                    "\"auth_time\" is the time when the token was issued, not that of the sign-in (OpenID Connect Core "
                    "12.2)."),
                Text::tr("Pomerium does not look at it, so nothing needs to be done. Tell whoever runs the provider.")};
    case Reason::RefreshScopeReduced:
        return {QStringLiteral("OIDC-REFRESH-SCOPE"), Text::tr("The refresh gave fewer scopes than the sign-in."),
                Text::tr("The scopes in the details are missing. What depends on them stops after the first refresh."),
                Text::tr("Allow the same scopes for the grant type Refresh Token in the server's access policy. %1")
                    .arg(places::authorizationServers())};

    // Groups
    case Reason::GroupsClaimMissing:
        return {
            QStringLiteral("OKTA-GROUPS-CLAIM-MISSING"), Text::tr("The token has no groups."),
            Text::tr(
                "Pomerium 0.20 and newer takes groups from the claim \"groups\". It comes when the application has a "
                "groups claim filter that matches a group of the person, and the scope groups is asked for."),
            Text::tr("Edit OpenID Connect ID Token there and set the groups claim filter, for example \"groups\" with "
                     "\"Matches regex\" \".*\". %1")
                .arg(places::signOn())};
    case Reason::GroupsClaimInvalid:
        return {QStringLiteral("OKTA-GROUPS-CLAIM-INVALID"),
                Text::tr("The groups in the token are not a list of names."),
                Text::tr("The claim \"groups\" has another form than Pomerium reads."),
                Text::tr("Set the groups claim type to Filter. %1").arg(places::signOn())};

    // Revocation
    case Reason::RevocationEndpointMissing:
        return {
            QStringLiteral("OIDC-REVOCATION-MISSING"), Text::tr("The provider cannot revoke tokens."),
            Text::tr(
                "Its description names no revocation_endpoint. The tokens of this check stay valid until they expire; "
                "they were not kept."),
            Text::tr("Nothing needs to be done; they can be cleared in Okta under the person's profile (More Actions > "
                     "Clear User Sessions).")};
    case Reason::RevocationRefused:
        return {
            QStringLiteral("OIDC-REVOCATION-REFUSED"), Text::tr("The tokens of this check could not be revoked."),
            Text::tr("The server's answer is in the details. They stay valid until they expire; they were not kept."),
            Text::tr("Nothing needs to be done; they can be cleared in Okta under the person's profile (More Actions > "
                     "Clear User Sessions).")};
    case Reason::RevocationUnproven:
        return {
            QStringLiteral("OIDC-REVOCATION-UNPROVEN"),
            Text::tr("The tokens were revoked, but that they are dead was not seen."),
            Text::tr(
                "Servers answer yes to every revocation, and the proof (a refresh that must fail) was not possible."),
            Text::tr("Nothing needs to be done; the tokens were not kept.")};
    case Reason::RefreshTokenStillAlive:
        return {
            QStringLiteral("OIDC-REVOCATION-INEFFECTIVE"), Text::tr("A revoked refresh token still works."),
            Text::tr("The server said that it was revoked, and then gave new tokens for it. Signing somebody out in "
                     "Pomerium would not end their access at the provider."),
            Text::tr("Clear the person's sessions in Okta (Directory > People > the person > More Actions > Clear User "
                     "Sessions). %1")
                .arg(providersFault())};
    }
    return {};
}

} // namespace

Diagnosis diagnose(const oidc::Error &error)
{
    if (error.reason == Reason::Transport) {
        Diagnosis d = diagnose(error.transport.value_or(http::TransportError{}));
        if (d.detail.isEmpty())
            d.detail = error.detail;
        return d;
    }
    Diagnosis d = plain(error);
    refine(d, error);
    if (const auto &retryAt = error.answer.retryAt; retryAt && error.answer.httpStatus == 429) {
        d.cause =
            Text::tr("A rate limit of the organisation or of the person is used up until %1, by the clock of this "
                     "computer.")
                .arg(retryAt->toLocalTime().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")));
    }
    d.detail = detailOf(error);
    if (error.transport) {
        const QString transport = diagnose(*error.transport).detail;
        if (!transport.isEmpty())
            d.detail = d.detail.isEmpty() ? transport : d.detail + QLatin1Char('\n') + transport;
    }
    return d;
}

} // namespace advice

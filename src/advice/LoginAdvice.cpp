// Longer than 500 lines: one switch over all reasons, so that one without sentences does not compile.

#include "advice/LoginWords.h"
#include "advice/Places.h"
#include "advice/Steps.h"

#include <algorithm>
#include <array>

namespace advice {

namespace {

using Reason = oidc::Reason;

/// For a token that may be forged.
QStringList distrust()
{
    return {Text::tr("Do not use this configuration."), startAgain(),
            Text::tr("If it happens again, send the details to the provider's administrator.")};
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
    const bool hasBoth = !answer.error.isEmpty() && !answer.description.isEmpty();
    tell(hasBoth ? QStringLiteral("%1: %2").arg(answer.error, answer.description) : answer.error + answer.description);
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
        return Text::tr("The server does not tell its time.");
    if (clocksAgree(error))
        return Text::tr("The clocks of this computer and the server agree.");
    //: %1 is a number of seconds
    return *error.clockOffset > 0
        ? Text::tr("This computer's clock is %1 seconds behind the server's.").arg(*error.clockOffset)
        : Text::tr("This computer's clock is %1 seconds ahead of the server's.").arg(-*error.clockOffset);
}

QString setTheClock(const oidc::Error &error)
{
    if (clocksAgree(error))
        return steps({Text::tr("No clock of yours is the reason."), askTheProvider()});
    return steps({Text::tr("Synchronize this computer and Pomerium's computer with a time server."), startAgain()});
}

/// Whether the server refused. All other reasons are our own judgment.
bool isRefusal(const Reason &reason)
{
    using oidc::Fault;
    using oidc::Stage;
    static const std::array Refusals{Reason(Reason::ClientRefused),
                                     Reason(Reason::AuthorizationDenied),
                                     Reason(Reason::RefreshRefused),
                                     Reason(Reason::RedirectTimedOutPage),
                                     Reason(Stage::Token, Fault::Refused),
                                     Reason(Stage::Token, Fault::ServerError),
                                     Reason(Stage::Discovery, Fault::Refused),
                                     Reason(Stage::Discovery, Fault::NotFound),
                                     Reason(Stage::Discovery, Fault::ServerError),
                                     Reason(Stage::Keys, Fault::Refused),
                                     Reason(Stage::UserInfo, Fault::Refused)};
    return std::find(Refusals.begin(), Refusals.end(), reason) != Refusals.end();
}

/// When the server's own error says more than our stage does, its meaning replaces headline, cause and remedy. Only
/// where the server refused.
void refine(Diagnosis &d, const oidc::Error &error)
{
    if (!isRefusal(error.reason))
        return;
    const auto &answer = error.answer;
    // Without a word of the server's own, what the stage knows is more than what a status says.
    if (error.reason == Reason(oidc::Stage::Discovery, oidc::Fault::ServerError) && answer.error.isEmpty())
        return;
    using Problem = okta::OAuthProblem;
    Problem problem = okta::oauthProblem(answer.httpStatus, answer.error, answer.description);
    // A refresh shows a refresh token and nothing else.
    if (error.reason == Reason::RefreshRefused && problem == Problem::GrantInvalid)
        problem = Problem::RefreshTokenInvalid;
    // Only in the browser is somebody there who could deny anything.
    const bool isInBrowser =
        error.reason == Reason::AuthorizationDenied || error.reason == Reason::RedirectTimedOutPage;
    if (problem == Problem::Unknown || (problem == Problem::DeniedByUser && !isInBrowser))
        return;
    d = diagnose(problem);
    if (problem == Problem::ServerError && !answer.requestId.isEmpty())
        d.remedy += QLatin1Char(' ') + Text::tr("The request ID in the details helps Okta Support.");
    if (problem == Problem::GrantTypeOff && answer.description.contains(QLatin1Char('[')))
        d.cause += QLatin1Char(' ') + Text::tr("The details list the ones that are.");
    if (error.reason == Reason::RedirectTimedOutPage)
        d.cause = Text::tr("The browser did not come back. %1").arg(d.cause);
}

Diagnosis plain(const oidc::Error &error)
{
    switch (error.reason.code) {

    // Any request
    case Reason::Transport:
        break; // handled by the caller
    case Reason::Answer:
        return unusableAnswer(error.reason.stage, error.reason.fault);
    case Reason::AnswerCompressed:
        return words("OIDC-ANSWER-COMPRESSED", Text::tr("The server compressed an answer unasked."),
                     Text::tr("We ask for no encoding (RFC 9110 12.5.3), so we did not read it.") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     {Text::tr("Turn off compression for this address, at the server or at the proxy in front of it."),
                      checkAgain()});

    // Discovery
    case Reason::IssuerInvalid:
        return words("OIDC-ISSUER-INVALID", Text::tr("This is not an issuer URL."),
                     Text::tr("An issuer is an https:// URL without query, fragment, or user name."),
                     {Text::tr("Enter the organization URL, such as https://acme.okta.com.")});
    case Reason::IssuerMissing:
        return words("OIDC-ISSUER-MISSING", Text::tr("The discovery document names no issuer."),
                     Text::tr("The member \"issuer\" is missing.") + QLatin1Char(' ') + pomeriumRefuses(),
                     {askTheProvider()});
    case Reason::IssuerMismatch:
        return words(
            "OIDC-ISSUER-MISMATCH", Text::tr("The provider has another issuer."),
            Text::tr(
                "The discovered issuer is in the details. Pomerium compares both exactly and rejects every sign-in."),
            {Text::tr("If the issuer in the details is your org, use it as the provider URL. A custom domain and the "
                      "okta.com name are two issuers.")});
    case Reason::IssuerNotExact:
        return words(
            "OIDC-ISSUER-NOT-EXACT", Text::tr("The issuer differs by slash or letter case."),
            Text::tr("Pomerium compares provider URL and issuer exactly and rejects every sign-in when they differ."),
            {Text::tr("Use exactly the issuer in the details as the provider URL.")});
    case Reason::MetadataMemberMissing:
        return words("OIDC-METADATA-MISSING", Text::tr("The discovery document is incomplete."),
                     Text::tr("It lacks the member in the details, which OpenID Connect Discovery section 3 requires."),
                     {askTheProvider()});
    case Reason::MetadataMemberInvalid:
        return words(
            "OIDC-METADATA-INVALID", Text::tr("The discovery document is wrong."),
            Text::tr("The member named in the details is not what OpenID Connect Discovery section 3 requires."),
            {askTheProvider()});
    case Reason::InsecureEndpoint:
        return words("OIDC-ENDPOINT-INSECURE", Text::tr("The provider names an address without encryption."),
                     Text::tr("The endpoint in the details is not https, so we sent nothing (RFC 9700 2.6).")
                         + QLatin1Char(' ') + pomeriumWouldNotNotice(),
                     {askTheProvider()});
    case Reason::CodeFlowUnsupported:
        return words("OIDC-CODE-FLOW-UNSUPPORTED", Text::tr("The provider does not offer the code flow."),
                     Text::tr("response_types_supported does not list \"code\", which Pomerium uses.")
                         + QLatin1Char(' ') + pomeriumWouldNotNotice(),
                     {askTheProvider()});
    case Reason::ClientSecretUnsupported:
        return words(
            "OIDC-CLIENT-SECRET-UNSUPPORTED", Text::tr("The provider accepts no client secrets."),
            Text::tr(
                "It offers neither client_secret_basic nor client_secret_post, the only methods that Pomerium knows."),
            {askTheProvider()});
    case Reason::SigningAlgorithmsUnsupported:
        return words("OIDC-ALGORITHMS-UNSUPPORTED", Text::tr("The provider offers no signature that proves anything."),
                     Text::tr("It lists only symmetric algorithms (HS…), none, or unknown ones. Okta uses RS256."),
                     {askTheProvider()});
    case Reason::PkceNotAdvertised:
        return words(
            "OIDC-PKCE-NOT-ADVERTISED", Text::tr("The provider does not list PKCE support."),
            Text::tr("code_challenge_methods_supported lacks S256. We send PKCE anyway; Pomerium then sends none."),
            {Text::tr("Nothing needs to be done, unless the app requires PKCE.")});

    // Keys
    case Reason::KeysUnfamiliar:
        return words(
            "OIDC-KEYS-UNFAMILIAR", Text::tr("Pomerium cannot read one of the signing keys."),
            error.detail.endsWith(QLatin1String("x5u"))
                ? Text::tr("Releases before 0.25 may not read a key with \"x5u\", and then reject every sign-in.")
                : Text::tr(
                    "The details name key and member. Pomerium then reads none of the keys and rejects every sign-in."),
            {Text::tr("Ask the provider's administrator to remove or correct that key."), checkAgain()});
    case Reason::NoUsableKey:
        return words(
            "OIDC-KEYS-UNUSABLE", Text::tr("None of the signing keys can be used."),
            Text::tr("The details say why: too short (RFC 7518 3.3), not for signatures, or of an unknown kind."),
            {askTheProvider()});

    // Client
    case Reason::ClientRefused:
        return words(
            "OIDC-CLIENT-REFUSED", Text::tr("The server rejected the client ID or secret."),
            Text::tr("The ID is unknown, the secret is wrong, or the app does not use a client secret."),
            {at(Text::tr("Copy both again."), places::clientCredentials()),
             Text::tr(
                 "Check that the app is an active Web Application, and that Client authentication is Client secret.")});
    case Reason::ClientContradicted:
        return words(
            "OIDC-CLIENT-CONTRADICTED", Text::tr("The provider contradicts itself about the client ID."),
            Text::tr("Discovery knows no such client; the token endpoint, which Pomerium asks, accepts it."),
            {at(Text::tr("If you just changed the app, check again in a minute."), places::clientCredentials()),
             Text::tr("Otherwise run the sign-in test: nothing needs to be done if it passes.")});
    case Reason::RefreshGrantOff:
        return diagnose(okta::OAuthProblem::RefreshGrantOff);
    case Reason::DpopRequired:
        return diagnose(okta::OAuthProblem::DpopRequired);
    case Reason::RedirectUriRefused:
        return diagnose(okta::OAuthProblem::RedirectUriNotRegistered);
    case Reason::RedirectUriUnclear:
        return words(
            "OIDC-REDIRECT-UNCLEAR", Text::tr("We could not check the redirect URI."),
            Text::tr("Asked without a browser, the server gave the answer in the details. It may be a firewall's."),
            {Text::tr("Run the sign-in test: it shows whether the redirect URI works.")});
    case Reason::StateRefused:
        return words(
            "OIDC-STATE-REFUSED", Text::tr("The provider rejects the state that Pomerium sends."),
            Text::tr("Pomerium's \"state\" is long and ends in \"=\". The same request with a short one was accepted."),
            {Text::tr(
                 "Ask the provider's administrator to allow every \"state\" of visible characters (RFC 6749 A.5)."),
             checkAgain()});
    case Reason::PkceRequired:
        return words(
            "OKTA-PKCE-REQUIRED", Text::tr("The app requires PKCE."),
            Text::tr("Pomerium sends PKCE from release 0.33 on. Okta rejects older ones before the sign-in page."),
            {at(Text::tr("Clear \"Require PKCE as additional verification\", or use Pomerium 0.33 or later."),
                places::general(QStringLiteral("Proof Key for Code Exchange (PKCE)"))),
             checkAgain()});
    case Reason::PkceRequiredUnadvertised:
        return words(
            "OKTA-PKCE-REQUIRED", Text::tr("The app requires PKCE, and Pomerium sends none."),
            Text::tr("Pomerium 0.33 and later send PKCE only where the discovery document lists S256. Yours does not."),
            {at(Text::tr("Clear \"Require PKCE as additional verification\"."),
                places::general(QStringLiteral("Proof Key for Code Exchange (PKCE)"))),
             Text::tr(
                 "Or have the provider list S256 in code_challenge_methods_supported, and use Pomerium 0.33 or later."),
             checkAgain()});

    // Redirect
    case Reason::PortsTaken:
        return words("LOCAL-PORTS-TAKEN", Text::tr("No port is free for the browser's answer."),
                     Text::tr("Other programs on this computer use the ports in the details."),
                     {Text::tr("Close those programs, or another window of this one."),
                      at(Text::tr("Or choose another port (--redirect-port), and register its redirect URI."),
                         places::redirectUris())});
    case Reason::PortsForbidden:
        return words(
            "LOCAL-PORTS-FORBIDDEN", Text::tr("The system forbids the use of these ports."),
            Text::tr("A policy forbids it, or Windows reserves the ports in the details for virtual machines."),
            {Text::tr("On Windows, run \"netsh int ipv4 show excludedportrange tcp\" to see reserved ports."),
             at(Text::tr("Choose another port (--redirect-port), and register its redirect URI."),
                places::redirectUris()),
             Text::tr("Elsewhere, ask this computer's administrator to allow listening on 127.0.0.1.")});
    case Reason::BrowserNotStarted:
        return words("LOCAL-BROWSER", Text::tr("No browser was started, and none came back."),
                     Text::tr("The system gave the reason in the details. Nobody opened the address in time."),
                     {startAgain(), Text::tr("Copy the address that is shown."), Text::tr("Open it in a browser.")});
    case Reason::RedirectTimedOut:
        return words(
            "OIDC-REDIRECT-TIMEOUT", Text::tr("The browser did not come back in time."),
            Text::tr("Nobody signed in, or Okta shows an error page that never returns."),
            {Text::tr("Read what the browser shows."),
             at(Text::tr("Check that the loopback redirect URIs are registered exactly."), places::redirectUris()),
             at(Text::tr("Check that the person is assigned."), places::assignments()), startAgain()});
    case Reason::RedirectTimedOutAfterHttps:
        return words("LOCAL-BROWSER-HTTPS", Text::tr("The browser tried https, which cannot work."),
                     Text::tr("HTTPS-only mode, or a redirect URI registered with https://, changed http://127.0.0.1."),
                     {Text::tr("Allow http for 127.0.0.1 in the browser's HTTPS-only mode."),
                      at(Text::tr("Register the URI with http://."), places::redirectUris()), startAgain()});
    case Reason::RedirectTimedOutUriRefused:
        return words(
            "OKTA-REDIRECT-URI", Text::tr("The redirect URI is not registered."),
            Text::tr("Asked beforehand, the provider rejected the URI in the details. Its page stays in the browser."),
            {at(Text::tr("Add exactly that URI under Sign-in redirect URIs."), places::redirectUris()),
             Text::tr("Select Save."), startAgain()});
    case Reason::RedirectTimedOutPage:
        return words("OIDC-REDIRECT-TIMEOUT", Text::tr("The browser did not come back in time."),
                     Text::tr("Asked beforehand, the provider answered with the page or error in the details."),
                     {Text::tr("Compare the details with what the browser shows."), Text::tr("Change what they name."),
                      startAgain()});
    case Reason::AuthorizationDenied:
        return words("OIDC-AUTHORIZATION-DENIED", Text::tr("The provider answered with an error."),
                     Text::tr("The provider's words are in the details."),
                     {Text::tr("Change what they name."),
                      at(Text::tr("Check that the person is assigned."), places::assignments()), startAgain()});
    case Reason::ResponseMalformed:
        return words("OIDC-RESPONSE-MALFORMED", Text::tr("The browser's answer contradicts itself."),
                     Text::tr("A parameter came twice, or a code with an error (RFC 6749 3.1). We did not use it.")
                         + QLatin1Char(' ') + pomeriumWouldNotNotice(),
                     {startAgain(), askTheProvider()});
    case Reason::ResponseWithoutCode:
        return words("OIDC-CODE-MISSING", Text::tr("The browser brought no authorization code."),
                     Text::tr("The answer had the right state, but neither a code nor an error."),
                     {startAgain(), askTheProvider()});
    case Reason::ResponseIssuerMismatch:
        return words(
            "OIDC-RESPONSE-ISSUER", Text::tr("The answer came from another provider."),
            Text::tr("Its \"iss\" is not the issuer that we asked (RFC 9207). We sent it nothing.") + QLatin1Char(' ')
                + pomeriumWouldNotNotice(),
            {Text::tr("Close other sign-in windows."), startAgain(),
             Text::tr("If it happens again, do not use this configuration. Tell the provider's administrator.")});
    case Reason::ResponseIssuerMissing:
        return words("OIDC-RESPONSE-ISSUER-MISSING", Text::tr("The answer does not say who sent it."),
                     Text::tr("The provider promises an \"iss\" in every answer (RFC 9207). This one has none.")
                         + QLatin1Char(' ') + pomeriumWouldNotNotice(),
                     {startAgain(), askTheProvider()});

    // Token endpoint
    case Reason::TokenTypeUnsupported:
        return words(
            "OIDC-TOKEN-TYPE", Text::tr("The access token is not a Bearer token."),
            Text::tr("Its type is in the details. With DPoP, the app requires proof of possession, which Pomerium "
                     "cannot give."),
            {at(Text::tr("Clear \"Require Demonstrating Proof of Possession (DPoP) header in token requests\"."),
                places::general(QStringLiteral("General Settings"))),
             Text::tr("Select Save."), startAgain()});
    case Reason::TokenTypeMissing:
        return words("OIDC-TOKEN-TYPE-MISSING", Text::tr("The answer does not name the token's type."),
                     Text::tr("RFC 6749 section 5.1 requires token_type.") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     {askTheProvider()});
    case Reason::CodeSpentByFirstAttempt:
        return words(
            "OIDC-CODE-SPENT", Text::tr("The server used up the code too early."),
            Text::tr("It rejected the secret in the header, and then the code in the body. Pomerium tries both, too."),
            {at(Text::tr("Allow client_secret_basic for this app."), places::clientCredentials()), startAgain()});
    case Reason::AccessTokenMissing:
        return words("OIDC-ACCESS-TOKEN-MISSING", Text::tr("The answer has no access token."),
                     Text::tr("The answer has no access_token (RFC 6749 5.1).") + QLatin1Char(' ') + pomeriumRefuses(),
                     {askTheProvider()});
    case Reason::IdTokenMissing:
        return words("OIDC-ID-TOKEN-MISSING", Text::tr("The answer has no ID token."),
                     Text::tr("Without it nobody knows who signed in.") + QLatin1Char(' ') + pomeriumRefuses(),
                     {Text::tr("Check that the app is an OpenID Connect app."),
                      at(Text::tr("Check that the authorization server allows the scope openid."),
                         places::authorizationServers()),
                      startAgain()});

    // ID token: form and signature
    case Reason::IdTokenMalformed:
        return words("OIDC-ID-TOKEN-MALFORMED", Text::tr("We cannot read the ID token."),
                     Text::tr("It is not a signed token as in RFC 7515 and RFC 7519. The details say why."),
                     distrust());
    case Reason::IdTokenEncrypted:
        return words("OIDC-ID-TOKEN-ENCRYPTED", Text::tr("The ID token is encrypted."),
                     Text::tr("Neither this test nor Pomerium supports encrypted ID tokens."),
                     {at(Text::tr("Turn off the encryption of ID tokens in the app."),
                         places::general(QStringLiteral("General Settings"))),
                      startAgain()});
    case Reason::IdTokenUnsigned:
        return words("OIDC-ID-TOKEN-UNSIGNED", Text::tr("The ID token is not signed."),
                     Text::tr("Its algorithm is \"none\": anybody could have written it.") + QLatin1Char(' ')
                         + pomeriumRefuses(),
                     distrust());
    case Reason::IdTokenAlgorithmRefused:
        return words("OIDC-ID-TOKEN-ALGORITHM", Text::tr("The ID token's signature proves nothing."),
                     Text::tr("Its algorithm in the details is symmetric or unknown. Only RS, PS, ES, and EdDSA count.")
                         + QLatin1Char(' ') + pomeriumRefuses(),
                     distrust());
    case Reason::IdTokenAlgorithmNotAdvertised:
        return words("OIDC-ID-TOKEN-ALGORITHM-UNEXPECTED",
                     Text::tr("The ID token has an unexpected signature algorithm."),
                     Text::tr("The discovery document does not list the algorithm in the details.") + QLatin1Char(' ')
                         + pomeriumRefuses(),
                     distrust());
    case Reason::IdTokenAlgorithmNotTaken:
        return words(
            "OIDC-ID-TOKEN-ALGORITHM-RELEASE", Text::tr("Some Pomerium releases reject this signature algorithm."),
            Text::tr("The ID token is signed with EdDSA: Pomerium up to 0.22 rejects it, 0.25 and later accept it."),
            {Text::tr("Have the provider sign with RS256, or use Pomerium 0.25 or later."), startAgain()});
    case Reason::IdTokenCriticalHeader:
        return words("OIDC-ID-TOKEN-CRITICAL", Text::tr("The ID token demands an unsupported extension."),
                     Text::tr("Its header has crit, b64, or zip (RFC 7515 4.1.11)."), distrust());
    case Reason::IdTokenWrongType:
        return words("OIDC-ID-TOKEN-TYPE", Text::tr("Another kind of token came as ID token."),
                     Text::tr("Its header says that it is another kind of token (RFC 8725 3.11).") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     distrust());
    case Reason::IdTokenKeyUnknown:
        return words(
            "OIDC-KEY-UNKNOWN", Text::tr("No usable key fits the ID token."),
            Text::tr("None has its ID, type, and use (RFC 7517 section 4), also after fetching the keys once more."),
            distrust());
    case Reason::IdTokenSignatureInvalid:
        return words("OIDC-SIGNATURE-INVALID", Text::tr("The ID token's signature is wrong."),
                     Text::tr("The token was changed on its way, or somebody else signed it.") + QLatin1Char(' ')
                         + pomeriumRefuses(),
                     distrust());

    // ID token: claims
    case Reason::IdTokenIssuerMismatch:
        return words("OIDC-ISS-MISMATCH", Text::tr("The ID token has another issuer."),
                     Text::tr("Its \"iss\", in the details, is not the provider URL.") + QLatin1Char(' ')
                         + pomeriumRefuses(),
                     {Text::tr("If it is another name of your org, use it as the provider URL."),
                      at(Text::tr("Or change Issuer under OpenID Connect ID Token."), places::signOn()),
                      Text::tr("Otherwise do not use this configuration.")});
    case Reason::IdTokenIssuerMissing:
        return words("OIDC-ISS-MISSING", Text::tr("The ID token does not name its issuer."),
                     Text::tr("The claim \"iss\" is missing.") + QLatin1Char(' ') + pomeriumRefuses(), distrust());
    case Reason::IdTokenSubjectMissing:
        return words(
            "OIDC-SUB-MISSING", Text::tr("The ID token names no person."),
            Text::tr("The claim \"sub\" is missing or not a text of 1 to 255 characters (OpenID Connect Core 2)."),
            distrust());
    case Reason::IdTokenAudienceMismatch:
        return words("OIDC-AUD-MISMATCH", Text::tr("The ID token is for another app."),
                     Text::tr("Its \"aud\" does not name this client ID.") + QLatin1Char(' ') + pomeriumRefuses(),
                     distrust());
    case Reason::IdTokenAudienceMissing:
        return words("OIDC-AUD-MISSING", Text::tr("The ID token names no audience."),
                     Text::tr("The claim \"aud\" is missing.") + QLatin1Char(' ') + pomeriumRefuses(), distrust());
    case Reason::IdTokenAudienceInvalid:
        return words("OIDC-AUD-INVALID", Text::tr("The ID token's audience is malformed."),
                     Text::tr("The claim \"aud\" is neither a text nor a list of texts.") + QLatin1Char(' ')
                         + pomeriumRefuses(),
                     distrust());
    case Reason::IdTokenAudienceUntrusted:
        return words("OIDC-AUD-UNTRUSTED", Text::tr("The ID token is for other apps, too."),
                     Text::tr("Its \"aud\" names an audience that nobody trusts (OpenID Connect Core 3.1.3.7).")
                         + QLatin1Char(' ') + pomeriumWouldNotNotice(),
                     distrust());
    case Reason::IdTokenAuthorizedPartyMismatch:
        return words("OIDC-AZP-MISMATCH", Text::tr("The ID token was issued to another app."),
                     Text::tr("Its \"azp\" is not this client ID (OpenID Connect Core 3.1.3.7).") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     distrust());
    case Reason::IdTokenExpired:
        return {QStringLiteral("OIDC-EXPIRED"), Text::tr("The ID token has already expired."),
                Text::tr("Its \"exp\" is in the past, and Pomerium allows no difference.") + QLatin1Char(' ')
                    + clockSentence(error),
                setTheClock(error)};
    case Reason::IdTokenExpiryMissing:
        return words("OIDC-EXP-MISSING", Text::tr("The ID token has no expiry."),
                     Text::tr("The claim \"exp\" is missing or not a usable time.") + QLatin1Char(' ')
                         + pomeriumRefuses(),
                     distrust());
    case Reason::IdTokenIssuedAtMissing:
        return words("OIDC-IAT-MISSING", Text::tr("The ID token has no issue time."),
                     Text::tr("The claim \"iat\" is missing (OpenID Connect Core 2)."), distrust());
    case Reason::IdTokenIssuedTooLongAgo:
        return {QStringLiteral("OIDC-IAT-OLD"), Text::tr("The ID token was issued too long ago."),
                Text::tr("Its \"iat\" is more than ten minutes back (OpenID Connect Core 3.1.3.7). %1 %2")
                    .arg(clockSentence(error), pomeriumWouldNotNotice()),
                setTheClock(error)};
    case Reason::IdTokenIssuedInFuture:
        return {QStringLiteral("OIDC-IAT-FUTURE"), Text::tr("The ID token was issued in the future."),
                Text::tr("Its \"iat\" is ahead of this computer's clock. %1 %2")
                    .arg(clockSentence(error), pomeriumWouldNotNotice()),
                setTheClock(error)};
    case Reason::IdTokenNotYetValid:
        return {QStringLiteral("OIDC-NBF-FUTURE"), Text::tr("The ID token is not valid yet."),
                Text::tr("Its \"nbf\" is ahead. Pomerium up to 0.17 allows one minute, 0.19 and later five. %1")
                    .arg(clockSentence(error)),
                setTheClock(error)};
    case Reason::IdTokenTimeInvalid:
        return words("OIDC-TIME-INVALID", Text::tr("A time in the ID token is malformed."),
                     Text::tr("The claim in the details is not a number of seconds (RFC 7519 section 2)."), distrust());
    case Reason::IdTokenNonceMismatch:
        return words(
            "OIDC-NONCE-MISMATCH", Text::tr("The ID token belongs to another sign-in."),
            Text::tr("Its \"nonce\" is not ours (OpenID Connect Core 3.1.3.7): it is old, or somebody swapped it.")
                + QLatin1Char(' ') + pomeriumWouldNotNotice(),
            distrust());
    case Reason::IdTokenNonceMissing:
        return words("OIDC-NONCE-MISSING", Text::tr("The ID token has no nonce."),
                     Text::tr("We sent one, so it must come back (OpenID Connect Core 3.1.3.7).") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     distrust());
    case Reason::IdTokenAccessTokenHashMismatch:
        return words("OIDC-AT-HASH-MISMATCH", Text::tr("Access token and ID token do not match."),
                     Text::tr("\"at_hash\" in the ID token is another hash (OpenID Connect Core 3.1.3.8).")
                         + QLatin1Char(' ') + pomeriumWouldNotNotice(),
                     distrust());
    case Reason::IdTokenCodeHashMismatch:
        return words("OIDC-C-HASH-MISMATCH", Text::tr("Code and ID token do not match."),
                     Text::tr("\"c_hash\" in the ID token is another hash (OpenID Connect Core 3.3.2.11).")
                         + QLatin1Char(' ') + pomeriumWouldNotNotice(),
                     distrust());
    case Reason::IdTokenLeewayUsed:
        return {QStringLiteral("OIDC-CLOCK-DIFFERENCE"),
                clocksAgree(error) ? Text::tr("The ID token is dated ahead of the provider's clock.")
                                   : Text::tr("This computer's clock is behind the provider's."),
                Text::tr("We allow two minutes for \"iat\". For \"nbf\", Pomerium up to 0.17 allows one, 0.19 and "
                         "later five. %1")
                    .arg(clockSentence(error)),
                setTheClock(error)};

    // UserInfo
    case Reason::UserInfoEndpointMissing:
        return words("OIDC-USERINFO-MISSING", Text::tr("The provider has no UserInfo endpoint."),
                     Text::tr("The discovery document lacks userinfo_endpoint, which Pomerium asks at each sign-in.")
                         + QLatin1Char(' ') + pomeriumRefuses(),
                     {askTheProvider()});
    case Reason::UserInfoMemberInvalid:
        return words(
            "OIDC-USERINFO-MALFORMED", Text::tr("A member of UserInfo has the wrong type."),
            Text::tr("The details name it. Pomerium then rejects the whole answer, and every sign-in."),
            {at(Text::tr("Correct the claim that the details name."), places::authorizationServers()), startAgain()});
    case Reason::UserInfoSigned:
        return words("OIDC-USERINFO-SIGNED", Text::tr("UserInfo's signature is wrong."),
                     Text::tr("Its answer is a signed token that no signing key verifies (OpenID Connect Core 5.3.2).")
                         + QLatin1Char(' ') + pomeriumRefuses(),
                     {Text::tr("Turn off the signing of UserInfo for this app."), startAgain()});
    case Reason::UserInfoSubjectMissing:
        return words("OIDC-USERINFO-SUB-MISSING", Text::tr("UserInfo does not say whom it is about."),
                     Text::tr("Without \"sub\" it must not be used (OpenID Connect Core 5.3.2).") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     {askTheProvider()});
    case Reason::UserInfoSubjectMismatch:
        return words("OIDC-USERINFO-SUB-MISMATCH", Text::tr("UserInfo is about somebody else."),
                     Text::tr("Its \"sub\" is not the ID token's (OpenID Connect Core 5.3.2).") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     {Text::tr("Do not use this configuration."), askTheProvider()});
    case Reason::EmailMissing:
        return words("OIDC-EMAIL-MISSING", Text::tr("The person has no email address."),
                     Text::tr("Neither ID token nor UserInfo has the claim \"email\", which most policies use."),
                     {Text::tr("Check that the person's Okta profile has a primary email."),
                      at(Text::tr("Check that the scope email is allowed."), places::authorizationServers())});

    // Refresh
    case Reason::RefreshTokenMissing:
        return words(
            "OKTA-REFRESH-TOKEN-MISSING", Text::tr("The provider sent no refresh token."),
            Text::tr(
                "Okta leaves it out silently when Refresh Token is not selected. Pomerium then ends sessions early."),
            {at(Text::tr("Select Refresh Token."), places::grantTypes()), Text::tr("Select Save."), startAgain()});
    case Reason::RefreshRefused:
        return words(
            "OIDC-REFRESH-REFUSED", Text::tr("The refresh token did not work."),
            Text::tr("The server's words are in the details. Pomerium's sessions would end with the access token."),
            {at(Text::tr("Select Refresh Token."), places::grantTypes()), Text::tr("Select Save."), startAgain()});
    case Reason::RefreshedSubjectMismatch:
        return words("OIDC-REFRESH-SUB-MISMATCH", Text::tr("The refreshed ID token is about somebody else."),
                     Text::tr("Its \"sub\" is not the first one's (OpenID Connect Core 12.2).") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     distrust());
    case Reason::RefreshedAudienceMismatch:
        return words("OIDC-REFRESH-AUD-MISMATCH", Text::tr("The refreshed ID token is for another app."),
                     Text::tr("Its \"aud\" is not the first one's (OpenID Connect Core 12.2).") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     distrust());
    case Reason::RefreshedTimesInvalid:
        return words("OIDC-REFRESH-TIMES", Text::tr("The refreshed ID token has wrong times."),
                     Text::tr("Its \"iat\" is earlier, or \"auth_time\" changed (OpenID Connect Core 12.2).")
                         + QLatin1Char(' ') + pomeriumWouldNotNotice(),
                     distrust());
    case Reason::RefreshedAuthorizedPartyMismatch:
        return words("OIDC-REFRESH-AZP-MISMATCH", Text::tr("The refreshed ID token is another app's."),
                     Text::tr("Its \"azp\" is not the first one's (OpenID Connect Core 12.2).") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     distrust());
    case Reason::RefreshScopeReduced:
        return words("OIDC-REFRESH-SCOPE", Text::tr("The refresh gave fewer scopes."),
                     Text::tr("The scopes in the details are missing. What needs them stops after the first refresh."),
                     {at(Text::tr("Allow the same scopes for the grant type Refresh Token in the access policy."),
                         places::authorizationServers()),
                      startAgain()});
    case Reason::AuthTimeRestamped:
        return words(
            "OIDC-REFRESH-AUTH-TIME", Text::tr("Each refresh claims a new sign-in."),
            Text::tr(
                "\"auth_time\" is when the token was issued, not when the person signed in (OpenID Connect Core 12.2).")
                + QLatin1Char(' ') + pomeriumWouldNotNotice(),
            {Text::tr("Nothing needs to be done. Tell the provider's administrator.")});

    // Groups
    case Reason::GroupsClaimMissing:
        return words(
            "OKTA-GROUPS-CLAIM-MISSING", Text::tr("The sign-in has no groups claim."),
            Text::tr("Pomerium 0.20 and later read the claim \"groups\". UserInfo's claims replace the ID token's."),
            {at(Text::tr("Under OpenID Connect ID Token, set the groups claim filter: \"groups\", \"Matches regex\", "
                         "\".*\"."),
                places::signOn()),
             startAgain(), Text::tr("If no policy uses groups, skip this check: --no-groups.")});
    case Reason::GroupsClaimInvalid:
        return words("OKTA-GROUPS-CLAIM-INVALID", Text::tr("The groups are not a list of names."),
                     Text::tr("The claim \"groups\" holds something else than texts, which no policy matches."),
                     {at(Text::tr("Set the groups claim type to Filter."), places::signOn()), startAgain()});
    case Reason::GroupsClaimJoined:
        return words(
            "OKTA-GROUPS-CLAIM-JOINED", Text::tr("The groups arrive as one text."),
            Text::tr("\"groups\" is one text with commas. Pomerium takes it for one group, which no policy matches."),
            {at(Text::tr("Make the claim a list: set the groups claim type to Filter."), places::signOn()),
             startAgain()});
    case Reason::GroupsClaimOtherName:
        return words(
            "OKTA-GROUPS-CLAIM-NAME", Text::tr("The groups are in another claim."),
            Text::tr("There is no claim \"groups\". The details name similar claims; letter case counts."),
            {at(Text::tr("Rename the claim to \"groups\", or use its name in Pomerium's policies."), places::signOn()),
             startAgain()});

    // Revocation
    case Reason::RevocationEndpointMissing:
        return words("OIDC-REVOCATION-MISSING", Text::tr("The provider cannot revoke tokens."),
                     Text::tr("The discovery document lacks revocation_endpoint. The test tokens stay valid until they "
                              "expire; we kept none."),
                     {Text::tr("Nothing needs to be done. To end them now, select More Actions > Clear User Sessions "
                               "in the person's Okta profile.")});
    case Reason::RevocationRefused:
        return words(
            "OIDC-REVOCATION-REFUSED", Text::tr("The refresh token could not be revoked."),
            Text::tr(
                "The server's answer is in the details. The token stays valid until it expires; we did not keep it."),
            {Text::tr("Nothing needs to be done. To end them now, select More Actions > Clear User Sessions in the "
                      "person's Okta profile.")});
    case Reason::AccessTokenNotRevoked:
        return words(
            "OIDC-REVOCATION-REFUSED", Text::tr("An access token could not be revoked."),
            Text::tr(
                "The server's answer is in the details. The token stays valid until it expires; we did not keep it."),
            {Text::tr("Nothing needs to be done.")});
    case Reason::RevocationUnproven:
        return words("OIDC-REVOCATION-UNPROVEN", Text::tr("The revocation could not be verified."),
                     Text::tr("The server accepted it; a refresh that must fail, the proof, was not possible."),
                     {Text::tr("Nothing needs to be done. We kept no token.")});
    case Reason::RefreshTokenStillAlive:
        return words(
            "OIDC-REVOCATION-INEFFECTIVE", Text::tr("A revoked refresh token still works."),
            Text::tr("The server accepted the revocation, and then gave new tokens for it."),
            {Text::tr("In the person's Okta profile, select More Actions > Clear User Sessions."), askTheProvider()});
    }
    return {};
}

} // namespace

QString pomeriumRefuses()
{
    return Text::tr("Pomerium rejects the sign-in.");
}

QString pomeriumWouldNotNotice()
{
    return Text::tr("Pomerium itself would not notice.");
}

QString startAgain()
{
    return Text::tr("Start the sign-in test again.");
}

QString checkAgain()
{
    return Text::tr("Check again.");
}

QString askTheProvider()
{
    return Text::tr("Send the details to the provider's administrator: only they can fix this.");
}

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
        d.cause = Text::tr("A rate limit of the org or of the person is used up until %1, by this "
                           "computer's clock.")
                      .arg(retryAt->toLocalTime().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss")));
    }
    // An error beside tokens: RFC 6749 section 5.2 wants another status, and old clients go by the status.
    if (error.answer.httpStatus == 200 && !error.answer.error.isEmpty())
        d.cause += QLatin1Char(' ') + Text::tr("It came with status 200: Pomerium up to 0.22 would not notice.");
    if (error.sentSecretSize) {
        d.cause += QLatin1Char(' ')
            + Text::tr("We sent a secret of %n characters.", nullptr, static_cast<int>(*error.sentSecretSize));
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

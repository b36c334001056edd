#include "advice/LoginWords.h"
#include "advice/Places.h"
#include "advice/Steps.h"

#include <optional>

namespace advice {

namespace {

using oidc::Fault;
using oidc::Stage;

Diagnosis html(const char *code, const QString &headline)
{
    return {QString::fromLatin1(code), headline,
            Text::tr("The org does not exist, or a proxy or a network's sign-in page answered instead."),
            steps({Text::tr("Open the organization URL in a browser."),
                   Text::tr("If it is not Okta's sign-in page, correct the URL or sign in to the network.")})};
}

std::optional<Diagnosis> discoveryAnswer(Fault fault)
{
    switch (fault) {
    case Fault::NotFound:
        return words(
            "OIDC-DISCOVERY-NOT-FOUND", Text::tr("There is no OpenID provider at this address."),
            Text::tr("The server answered \"not found\" to /.well-known/openid-configuration."),
            {Text::tr("Compare the organization URL with the address bar of the Okta Admin Console, without -admin."),
             Text::tr("Enter it like this: https://acme.okta.com.")});
    case Fault::Refused:
        return words("OIDC-DISCOVERY-REFUSED", Text::tr("The server refused its discovery document."),
                     Text::tr("It answered /.well-known/openid-configuration with the status in the details."),
                     {Text::tr("Check the address."), Text::tr("Try again later.")});
    case Fault::ServerError:
        return words("OIDC-DISCOVERY-SERVER-ERROR", Text::tr("The server failed to send its discovery document."),
                     Text::tr("It is broken, overloaded, or in maintenance. The status is in the details."),
                     {Text::tr("Look at status.okta.com."), Text::tr("Try again later.")});
    case Fault::Redirected:
        return words("OIDC-DISCOVERY-REDIRECTED", Text::tr("The server redirects to another address."),
                     Text::tr("We take a discovery document only from the issuer itself. The target is in the details.")
                         + QLatin1Char(' ') + pomeriumWouldNotNotice(),
                     {Text::tr("If the target is your org, enter that address as the organization URL."),
                      Text::tr("If it is your network's sign-in page, sign in to the network first.")});
    case Fault::Html:
        return html("OIDC-DISCOVERY-HTML", Text::tr("A web page replaces the discovery document."));
    case Fault::Empty:
        return words("OIDC-DISCOVERY-EMPTY", Text::tr("The discovery document is empty."),
                     Text::tr("The server answered, with nothing in the answer."),
                     {Text::tr("Check the address."), Text::tr("Try again.")});
    case Fault::Malformed:
        return words("OIDC-DISCOVERY-MALFORMED", Text::tr("We cannot read the discovery document."),
                     Text::tr("The answer is not valid JSON, or has a member twice (RFC 8259 section 4)."),
                     {Text::tr("Check the address."), askTheProvider()});
    case Fault::NotObject:
        return words("OIDC-DISCOVERY-NOT-OBJECT", Text::tr("The discovery document is not a JSON object."),
                     Text::tr("The answer is JSON of another kind: something else answers at this address."),
                     {Text::tr("Check the address."), askTheProvider()});
    case Fault::RateLimited:
    case Fault::NotJson:
        break;
    }
    return std::nullopt;
}

std::optional<Diagnosis> keysAnswer(Fault fault)
{
    switch (fault) {
    case Fault::Refused:
        return words("OIDC-KEYS-REFUSED", Text::tr("We could not fetch the signing keys."),
                     Text::tr("The server answered with the status in the details, so no signature can be checked."),
                     {Text::tr("Try again."), askTheProvider()});
    case Fault::Redirected:
        return words("OIDC-KEYS-REDIRECTED", Text::tr("The signing keys redirect to another address."),
                     Text::tr("We take keys only from the address in the discovery document.") + QLatin1Char(' ')
                         + pomeriumWouldNotNotice(),
                     {askTheProvider()});
    case Fault::Html:
        return html("OIDC-KEYS-HTML", Text::tr("A web page replaces the signing keys."));
    case Fault::Empty:
        return words("OIDC-KEYS-EMPTY", Text::tr("The provider publishes no signing keys."),
                     Text::tr("The key set is empty, so no signature can be checked.") + QLatin1Char(' ')
                         + pomeriumRefuses(),
                     {askTheProvider()});
    case Fault::Malformed:
        return words("OIDC-KEYS-MALFORMED", Text::tr("We cannot read the signing keys."),
                     Text::tr("The answer is not a JSON Web Key Set (RFC 7517)."), {askTheProvider()});
    case Fault::NotFound:
    case Fault::RateLimited:
    case Fault::ServerError:
    case Fault::NotObject:
    case Fault::NotJson:
        break;
    }
    return std::nullopt;
}

std::optional<Diagnosis> tokenAnswer(Fault fault)
{
    switch (fault) {
    case Fault::Refused:
        return words("OIDC-TOKEN-REFUSED", Text::tr("The server gave no tokens for the code."),
                     Text::tr("The server's words are in the details."),
                     {at(Text::tr("Check client ID and client secret."), places::clientCredentials()),
                      at(Text::tr("Check the grant types."), places::grantTypes()), startAgain()});
    case Fault::Redirected:
        return words("OIDC-TOKEN-REDIRECTED", Text::tr("The token endpoint redirects to another address."),
                     Text::tr("We send a secret only to the address in the discovery document (RFC 9700 4.12)."),
                     {Text::tr("Check whether a proxy is in the way."), askTheProvider()});
    case Fault::Html:
        return html("OIDC-TOKEN-HTML", Text::tr("A web page replaces the tokens."));
    case Fault::Empty:
        return words("OIDC-TOKEN-EMPTY", Text::tr("The token endpoint answered with nothing."),
                     Text::tr("The answer is empty."), {startAgain(), askTheProvider()});
    case Fault::Malformed:
        return words("OIDC-TOKEN-MALFORMED", Text::tr("We cannot read the token endpoint's answer."),
                     Text::tr("It is not the JSON object of RFC 6749 section 5.1."), {startAgain(), askTheProvider()});
    case Fault::NotJson:
        return words("OIDC-TOKEN-NOT-JSON", Text::tr("The token endpoint does not call it JSON."),
                     Text::tr("Pomerium goes by the Content-Type in the details and finds no token (RFC 6749 5.1).")
                         + QLatin1Char(' ') + pomeriumRefuses(),
                     {askTheProvider()});
    case Fault::NotFound:
    case Fault::RateLimited:
    case Fault::ServerError:
    case Fault::NotObject:
        break;
    }
    return std::nullopt;
}

std::optional<Diagnosis> userInfoAnswer(Fault fault)
{
    switch (fault) {
    case Fault::Refused:
        return words("OIDC-USERINFO-REFUSED", Text::tr("UserInfo rejected the access token."),
                     Text::tr("It answered with the status in the details.") + QLatin1Char(' ') + pomeriumRefuses(),
                     {at(Text::tr("Check that the scope openid is allowed."), places::authorizationServers()),
                      Text::tr("Check that sign-in and UserInfo are of the same authorization server."),
                      askTheProvider()});
    case Fault::Redirected:
        return words("OIDC-USERINFO-REDIRECTED", Text::tr("UserInfo redirects to another address."),
                     Text::tr("We send an access token only to the address in the discovery document.")
                         + QLatin1Char(' ') + pomeriumWouldNotNotice(),
                     {askTheProvider()});
    case Fault::Html:
        return html("OIDC-USERINFO-HTML", Text::tr("A web page replaces UserInfo."));
    case Fault::Empty:
        return words("OIDC-USERINFO-EMPTY", Text::tr("UserInfo answered with nothing."),
                     Text::tr("The answer is empty.") + QLatin1Char(' ') + pomeriumRefuses(), {askTheProvider()});
    case Fault::Malformed:
        return words("OIDC-USERINFO-MALFORMED", Text::tr("We cannot read UserInfo's answer."),
                     Text::tr("It is not a JSON object that has each member once (RFC 8259 section 4)."),
                     {askTheProvider()});
    case Fault::NotFound:
    case Fault::RateLimited:
    case Fault::ServerError:
    case Fault::NotObject:
    case Fault::NotJson:
        break;
    }
    return std::nullopt;
}

/// For a pair that no stage has words of its own for.
Diagnosis anyAnswer(Fault fault)
{
    if (fault == Fault::RateLimited)
        return diagnose(okta::OAuthProblem::RateLimited);
    if (fault == Fault::ServerError)
        return diagnose(okta::OAuthProblem::ServerError);
    return words("OIDC-ANSWER-UNUSABLE", Text::tr("We cannot use an answer of the provider."),
                 Text::tr("The details say which one and why."), {checkAgain(), askTheProvider()});
}

std::optional<Diagnosis> ownWords(Stage stage, Fault fault)
{
    switch (stage) {
    case Stage::Discovery:
        return discoveryAnswer(fault);
    case Stage::Keys:
        return keysAnswer(fault);
    case Stage::Token:
        return tokenAnswer(fault);
    case Stage::UserInfo:
        return userInfoAnswer(fault);
    }
    Q_UNREACHABLE();
}

} // namespace

Diagnosis unusableAnswer(Stage stage, Fault fault)
{
    return ownWords(stage, fault).value_or(anyAnswer(fault));
}

} // namespace advice

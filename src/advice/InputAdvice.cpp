#include "advice/Diagnosis.h"
#include "advice/Places.h"

namespace advice {

Diagnosis diagnose(const okta::OrgUrlError &error)
{
    using Reason = okta::OrgUrlError::Reason;
    const QString example = Text::tr("Enter a full address, such as https://acme.okta.com.");
    Diagnosis d;
    switch (error.reason) {
    case Reason::Empty:
        d = {QStringLiteral("INPUT-ORG-EMPTY"), Text::tr("The organization URL is missing."),
             Text::tr("Nothing was entered."), example};
        break;
    case Reason::TooLong:
        d = {QStringLiteral("INPUT-ORG-TOO-LONG"), Text::tr("This is too long for an address."),
             Text::tr("An org's address has only a few dozen characters."), example};
        break;
    case Reason::ControlCharacter:
        d = {QStringLiteral("INPUT-ORG-CHARACTER"), Text::tr("The address has an invisible character."),
             Text::tr("You may have copied it from a web page or a document."),
             Text::tr("Type the address. %1").arg(example)};
        break;
    case Reason::Placeholder:
        d = {QStringLiteral("INPUT-ORG-PLACEHOLDER"), Text::tr("This is a placeholder from the documentation."),
             Text::tr("Use your own org's name instead."), example};
        break;
    case Reason::SchemeUnsupported:
        d = {QStringLiteral("INPUT-ORG-SCHEME"), Text::tr("An Okta org's address needs https."),
             Text::tr("The address begins with %1.").arg(error.detail), example};
        break;
    case Reason::NotAUrl:
        d = {QStringLiteral("INPUT-ORG-INVALID"), Text::tr("This is not an address."),
             Text::tr("It has no valid host name."), example};
        break;
    case Reason::HostInvalid:
        d = {QStringLiteral("INPUT-ORG-HOST"), Text::tr("This is not a full address."),
             Text::tr("The host name in the address is not valid."), example};
        break;
    case Reason::UserName:
        d = {QStringLiteral("INPUT-ORG-USER"), Text::tr("The address has a user name in it."),
             Text::tr("The part before the @ is a sign-in, not part of the org's address."), example};
        break;
    case Reason::Secret:
        d = {QStringLiteral("INPUT-ORG-SECRET"), Text::tr("This looks like a secret, not an address."),
             Text::tr("A token or client secret was entered in the wrong field. It is not saved."), example};
        break;
    case Reason::PomeriumCallback:
        d = {QStringLiteral("INPUT-ORG-CALLBACK"), Text::tr("This is Pomerium's address, not Okta's."),
             Text::tr("/oauth2/callback is where Okta sends people back to Pomerium."),
             Text::tr("Enter it as Pomerium's authenticate service URL. %1").arg(example)};
        break;
    }
    d.detail = error.detail;
    return d;
}

Diagnosis diagnose(const pomerium::AuthenticateUrlError &error)
{
    using Reason = pomerium::AuthenticateUrlError::Reason;
    const QString example =
        Text::tr("Enter the value of AUTHENTICATE_SERVICE_URL, such as https://authenticate.example.com.");
    Diagnosis d;
    switch (error.reason) {
    case Reason::Empty:
        d = {QStringLiteral("INPUT-AUTHENTICATE-EMPTY"), Text::tr("Pomerium's authenticate service URL is missing."),
             Text::tr("Okta's redirect URI is made from it."), example};
        break;
    case Reason::TooLong:
        d = {QStringLiteral("INPUT-AUTHENTICATE-TOO-LONG"), Text::tr("This is too long for an address."),
             Text::tr("Only the host of Pomerium's authenticate service is needed."), example};
        break;
    case Reason::ForbiddenCharacter:
        d = {QStringLiteral("INPUT-AUTHENTICATE-CHARACTER"), Text::tr("The address contains an invalid character."),
             Text::tr("You may have copied a space, a quote or an invisible character."), example};
        break;
    case Reason::NotHttps:
        d = {QStringLiteral("INPUT-AUTHENTICATE-SCHEME"), Text::tr("Pomerium's authenticate service URL needs https."),
             Text::tr("The address begins with another scheme."), example};
        break;
    case Reason::HasCredentials:
        d = {QStringLiteral("INPUT-AUTHENTICATE-USER"), Text::tr("The address has a user name in it."),
             Text::tr("The part before the @ is a sign-in, not part of the address."), example};
        break;
    case Reason::Secret:
        d = {QStringLiteral("INPUT-AUTHENTICATE-SECRET"), Text::tr("This looks like a secret, not an address."),
             Text::tr("A token or client secret was entered in the wrong field. It is not saved."), example};
        break;
    case Reason::InvalidHost:
        d = {QStringLiteral("INPUT-AUTHENTICATE-HOST"), Text::tr("This address has no valid host name."),
             Text::tr("It is not a valid host name."), example};
        break;
    case Reason::InvalidPort:
        d = {QStringLiteral("INPUT-AUTHENTICATE-PORT"), Text::tr("The port in this address is not valid."),
             Text::tr("A port is a number from 1 to 65535."), example};
        break;
    case Reason::HostedService:
        d = {QStringLiteral("INPUT-AUTHENTICATE-HOSTED"), Text::tr("This is Pomerium's hosted authenticate service."),
             Text::tr("The hosted service signs people in its own way and never uses your Okta app."),
             Text::tr("Run your own authenticate service, and enter its address.")};
        break;
    case Reason::OktaAddress:
        d = {QStringLiteral("INPUT-AUTHENTICATE-OKTA"), Text::tr("This is an Okta address."),
             Text::tr("Pomerium's authenticate service has an address of its own."), example};
        break;
    }
    d.detail = error.detail;
    return d;
}

Diagnosis diagnose(const pomerium::ReleaseError &error)
{
    return {QStringLiteral("INPUT-RELEASE"), Text::tr("This is not a release of Pomerium."),
            Text::tr("A release is a number such as 0.19 or 0.32.1."),
            Text::tr("Run \"pomerium --version\" on Pomerium's computer, or check the tag of its container "
                     "image."),
            error.detail};
}

Diagnosis diagnose(const okta::ApiTokenError &error)
{
    using Reason = okta::ApiTokenError::Reason;
    const QString again =
        Text::tr("Copy the token again from the window where Okta shows it. %1").arg(places::tokens());
    Diagnosis d;
    switch (error.reason) {
    case Reason::Empty:
        d = {QStringLiteral("INPUT-TOKEN-EMPTY"), Text::tr("The API token is missing."),
             Text::tr("Nothing was entered."), again};
        break;
    case Reason::TooLong:
        d = {QStringLiteral("INPUT-TOKEN-TOO-LONG"), Text::tr("This is too long for an API token."),
             Text::tr("A token has 42 characters. You may have pasted something else."), again};
        break;
    case Reason::CharacterInvalid:
        d = {QStringLiteral("INPUT-TOKEN-CHARACTER"), Text::tr("The token contains an invalid character."),
             Text::tr("It contains a space, a line break or a special character."), again};
        break;
    }
    d.detail = error.detail;
    return d;
}

QString sentence(okta::OrgUrl::Repair repair, const okta::OrgUrl &result)
{
    using Repair = okta::OrgUrl::Repair;
    switch (repair) {
    case Repair::SchemeAdded:
        return Text::tr("We added https:// in front.");
    case Repair::AdminHost:
        return Text::tr("This was the Admin Console's address. Your org is %1.").arg(result.host());
    case Repair::PathCut:
        return Text::tr("Everything after the host name was removed.");
    case Repair::SpacesCut:
        return Text::tr("Spaces were removed.");
    case Repair::LetterCase:
        return Text::tr("The host is now in lowercase.");
    case Repair::QuotesCut:
        return Text::tr("Quotes were removed.");
    }
    Q_UNREACHABLE();
}

QStringList sentences(pomerium::AuthenticateUrl::Normalisations changes)
{
    using Change = pomerium::AuthenticateUrl::Normalisation;
    QStringList sentences;
    if (changes.testFlag(Change::Trimmed))
        sentences.append(Text::tr("Spaces were removed."));
    if (changes.testFlag(Change::QuotesRemoved))
        sentences.append(Text::tr("Quotes were removed."));
    if (changes.testFlag(Change::SchemeAdded))
        sentences.append(Text::tr("We added https:// in front."));
    if (changes.testFlag(Change::LowerCased))
        sentences.append(Text::tr("The host is now in lowercase."));
    if (changes.testFlag(Change::Punycode))
        sentences.append(
            Text::tr("The international name is now in its ASCII form, because Pomerium does not convert it."));
    if (changes & (Change::PathRemoved | Change::QueryRemoved | Change::FragmentRemoved))
        sentences.append(Text::tr("Everything after the host name was removed. Pomerium adds its own path."));
    return sentences;
}

QString sentence(okta::ApiToken::Hint hint, Field field)
{
    using Hint = okta::ApiToken::Hint;
    switch (hint) {
    case Hint::TokenId:
        return Text::tr("This looks like an API token's ID (00T…), not the token itself. Okta shows a token "
                        "once, when you create it.");
    case Hint::UserId:
        return Text::tr("This looks like a user ID (00u…).");
    case Hint::OrganizationId:
        return Text::tr("This looks like an org ID (00o…).");
    case Hint::GroupId:
        return Text::tr("This looks like a group ID (00g…).");
    case Hint::ClientId:
        return field == Field::ClientSecret
            ? Text::tr("This looks like a client ID (0oa…). The client secret is the longer one below it.")
            : Text::tr("This looks like a client ID (0oa…), not an API token.");
    case Hint::ClientSecret:
        return field == Field::ClientId
            ? Text::tr("This looks like a client secret. A client ID has 20 characters and begins with 0oa.")
            : Text::tr("This looks like a client secret. An API token begins with 00 and has 42 characters.");
    case Hint::ServiceAccount:
        return Text::tr("This looks like a service account, which is an encoded token. Enter the token itself. "
                        "We encode it for you.");
    case Hint::AuthorizationHeader:
        return Text::tr("We removed \"SSWS \". It belongs to the header, not to the token.");
    case Hint::ApiToken:
        return field == Field::ClientId
            ? Text::tr("This looks like an API token. A client ID has 20 characters and begins with 0oa.")
            : Text::tr("This looks like an API token, not a client secret.");
    case Hint::OtherSecret:
        return Text::tr("This looks like a secret. It is not saved.");
    case Hint::PracticeValue:
        return Text::tr("This is a practice value. It works only in the practice console. Copy the real one from "
                        "Okta.");
    case Hint::Unusual:
        return Text::tr("This does not look like a token, which begins with 00 and has 42 characters. It is "
                        "checked anyway.");
    }
    Q_UNREACHABLE();
}

QString sentence(const SecretFlaw &flaw)
{
    using Kind = SecretFlaw::Kind;
    const QString where = Text::tr("%1 at position %2").arg(flaw.character).arg(flaw.position);
    switch (flaw.kind) {
    case Kind::ByteOrderMark:
        return Text::tr("A byte order mark in front was removed (%1).").arg(where);
    case Kind::Invisible:
        return Text::tr("An invisible character was removed (%1).").arg(where);
    case Kind::Quotes:
        return Text::tr("Quotes around it were removed (%1).").arg(where);
    case Kind::Assignment:
        return Text::tr("A name in front of it was removed (%1).").arg(where);
    case Kind::Blank:
        return Text::tr("It has a space or line break at one end (%1). We kept it.").arg(where);
    case Kind::TypographicDash:
        return Text::tr("It contains a dash from a word processor (%1). Copy it from Okta again.").arg(where);
    case Kind::TypographicQuote:
        return Text::tr("It contains a curly quote (%1). Copy it from Okta again.").arg(where);
    }
    Q_UNREACHABLE();
}

} // namespace advice

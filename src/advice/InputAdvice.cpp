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
             Text::tr("An org's address has a few dozen characters."), example};
        break;
    case Reason::ControlCharacter:
        d = {QStringLiteral("INPUT-ORG-CHARACTER"), Text::tr("The address has an invisible character."),
             Text::tr("It was copied along from a web page or a document."),
             Text::tr("Type the address by hand. %1").arg(example)};
        break;
    case Reason::Placeholder:
        d = {QStringLiteral("INPUT-ORG-PLACEHOLDER"), Text::tr("This is the placeholder of a documentation page."),
             Text::tr("Your own org's name belongs in its place."), example};
        break;
    case Reason::SchemeUnsupported:
        d = {QStringLiteral("INPUT-ORG-SCHEME"), Text::tr("An Okta org is reached by https only."),
             Text::tr("The address begins with %1.").arg(error.detail), example};
        break;
    case Reason::NotAUrl:
        d = {QStringLiteral("INPUT-ORG-INVALID"), Text::tr("This is not an address."),
             Text::tr("No host name can be read from it."), example};
        break;
    case Reason::HostInvalid:
        d = {QStringLiteral("INPUT-ORG-HOST"), Text::tr("This is not a full address."),
             Text::tr("The host name in the address is not a valid one."), example};
        break;
    case Reason::UserName:
        d = {QStringLiteral("INPUT-ORG-USER"), Text::tr("The address has a user name in it."),
             Text::tr("What stands before the @ is a login, not a part of the org's address."), example};
        break;
    case Reason::Secret:
        d = {QStringLiteral("INPUT-ORG-SECRET"), Text::tr("This looks like a secret, not an address."),
             Text::tr("A token or client secret was entered in the wrong field. It is not saved."), example};
        break;
    case Reason::PomeriumCallback:
        d = {QStringLiteral("INPUT-ORG-CALLBACK"), Text::tr("This is Pomerium's address, not Okta's."),
             Text::tr("/oauth2/callback is where Okta sends people back to Pomerium."),
             Text::tr("Enter it in the field for Pomerium's authenticate service URL. %1").arg(example)};
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
             Text::tr("Nothing was entered, and the redirect URI for Okta is made from it."), example};
        break;
    case Reason::TooLong:
        d = {QStringLiteral("INPUT-AUTHENTICATE-TOO-LONG"), Text::tr("This is too long for an address."),
             Text::tr("Only the host of Pomerium's authenticate service is needed."), example};
        break;
    case Reason::ForbiddenCharacter:
        d = {QStringLiteral("INPUT-AUTHENTICATE-CHARACTER"),
             Text::tr("The address has a character that no address has."),
             Text::tr("A space, a quote or an invisible character was copied along."), example};
        break;
    case Reason::NotHttps:
        d = {QStringLiteral("INPUT-AUTHENTICATE-SCHEME"),
             Text::tr("Pomerium's authenticate service is reached by https only."),
             Text::tr("The address begins with another scheme."), example};
        break;
    case Reason::HasCredentials:
        d = {QStringLiteral("INPUT-AUTHENTICATE-USER"), Text::tr("The address has a user name in it."),
             Text::tr("What stands before the @ is a login, not a part of the address."), example};
        break;
    case Reason::Secret:
        d = {QStringLiteral("INPUT-AUTHENTICATE-SECRET"), Text::tr("This looks like a secret, not an address."),
             Text::tr("A token or client secret was entered in the wrong field. It is not saved."), example};
        break;
    case Reason::InvalidHost:
        d = {QStringLiteral("INPUT-AUTHENTICATE-HOST"), Text::tr("No host name can be read from this address."),
             Text::tr("It is not a valid host name."), example};
        break;
    case Reason::InvalidPort:
        d = {QStringLiteral("INPUT-AUTHENTICATE-PORT"), Text::tr("The port in the address is not a port."),
             Text::tr("A port is a number from 1 to 65535."), example};
        break;
    case Reason::HostedService:
        d = {QStringLiteral("INPUT-AUTHENTICATE-HOSTED"), Text::tr("This is Pomerium's hosted authenticate service."),
             Text::tr("The hosted service signs people in by its own means and never uses your Okta application."),
             Text::tr("Run an authenticate service of your own, and enter its address.")};
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
            Text::tr("Run \"pomerium --version\" on Pomerium's computer, or look at the tag of its container image."),
            error.detail};
}

Diagnosis diagnose(const okta::ApiTokenError &error)
{
    using Reason = okta::ApiTokenError::Reason;
    const QString again =
        Text::tr("Copy the token again, from the window in which Okta showed it. %1").arg(places::tokens());
    Diagnosis d;
    switch (error.reason) {
    case Reason::Empty:
        d = {QStringLiteral("INPUT-TOKEN-EMPTY"), Text::tr("The API token is missing."),
             Text::tr("Nothing was entered."), again};
        break;
    case Reason::TooLong:
        d = {QStringLiteral("INPUT-TOKEN-TOO-LONG"), Text::tr("This is too long for an API token."),
             Text::tr("A token has 42 characters; something else was pasted."), again};
        break;
    case Reason::CharacterInvalid:
        d = {QStringLiteral("INPUT-TOKEN-CHARACTER"), Text::tr("The token has a character that no token has."),
             Text::tr("A space, a line break or a special character is inside."), again};
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
        return Text::tr("https:// was added in front.");
    case Repair::AdminHost:
        return Text::tr("This was the address of the Admin Console. Your org is %1.").arg(result.host());
    case Repair::PathCut:
        return Text::tr("Everything after the host name was removed.");
    case Repair::SpacesCut:
        return Text::tr("Spaces were removed.");
    case Repair::LetterCase:
        return Text::tr("The host was written in lower case.");
    case Repair::QuotesCut:
        return Text::tr("Quotes around the address were cut.");
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
        sentences.append(Text::tr("Quotes around the address were cut."));
    if (changes.testFlag(Change::SchemeAdded))
        sentences.append(Text::tr("https:// was added in front."));
    if (changes.testFlag(Change::LowerCased))
        sentences.append(Text::tr("The host was written in lower case."));
    if (changes.testFlag(Change::Punycode))
        sentences.append(
            Text::tr("The international name was written in its ASCII form, because Pomerium converts nothing."));
    if (changes & (Change::PathRemoved | Change::TrailingSlashRemoved | Change::QueryRemoved | Change::FragmentRemoved))
        sentences.append(Text::tr("What stood behind the host was cut: Pomerium puts its own path there."));
    return sentences;
}

QString sentence(okta::ApiToken::Hint hint, Field field)
{
    using Hint = okta::ApiToken::Hint;
    switch (hint) {
    case Hint::TokenId:
        return Text::tr(
            "This looks like the id of an API token (00T…), not like the token itself. Okta shows a token once, "
            "when it is created.");
    case Hint::UserId:
        return Text::tr("This looks like the id of a person (00u…).");
    case Hint::OrganizationId:
        return Text::tr("This looks like the ID of an org (00o…).");
    case Hint::GroupId:
        return Text::tr("This looks like the id of a group (00g…).");
    case Hint::ClientId:
        return field == Field::ClientSecret
            ? Text::tr("This looks like a client ID (0oa…). The client secret is the longer one below it.")
            : Text::tr("This looks like a client ID (0oa…), not like an API token.");
    case Hint::ClientSecret:
        return field == Field::ClientId
            ? Text::tr("This looks like a client secret. A client ID has 20 characters and begins with 0oa.")
            : Text::tr("This looks like a client secret. An API token begins with 00 and has 42 characters.");
    case Hint::ServiceAccount:
        return Text::tr(
            "This looks like a service account: the token in its encoded form. The token itself belongs here; the "
            "encoding is made for you.");
    case Hint::AuthorizationHeader:
        return Text::tr("\"SSWS \" in front was cut: it belongs to the header, not to the token.");
    case Hint::ApiToken:
        return field == Field::ClientId
            ? Text::tr("This looks like an API token. A client ID has 20 characters and begins with 0oa.")
            : Text::tr("This looks like an API token, not like a client secret.");
    case Hint::OtherSecret:
        return Text::tr("This looks like a secret. It is not saved.");
    case Hint::PracticeValue:
        return Text::tr(
            "This is a practice value: it works in the practice console only. Copy the real one from Okta.");
    case Hint::Unusual:
        return Text::tr(
            "This does not look like a token, which begins with 00 and has 42 characters. It is tried all the same.");
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
        return Text::tr("It has a space or line break at one end (%1). It was kept.").arg(where);
    case Kind::TypographicDash:
        return Text::tr("It has a dash that a word processor put there (%1). Copy it from Okta again.").arg(where);
    case Kind::TypographicQuote:
        return Text::tr("It has a typographic quote inside (%1). Copy it from Okta again.").arg(where);
    }
    Q_UNREACHABLE();
}

} // namespace advice

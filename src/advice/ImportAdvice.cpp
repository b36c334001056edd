#include "advice/Diagnosis.h"

namespace advice {

Diagnosis diagnose(const pomerium::ServiceAccountError &error)
{
    using Reason = pomerium::ServiceAccountError::Reason;
    const QString remedy =
        Text::tr("Let this program write the value: it is the base64 of {\"api_key\":\"TOKEN\"} on one line.");
    Diagnosis d;
    switch (error.reason) {
    case Reason::Empty:
        d = {QStringLiteral("SERVICE-ACCOUNT-EMPTY"), Text::tr("The service account is empty."),
             Text::tr("Pomerium then has no API token."), remedy};
        break;
    case Reason::NotReadByRelease:
        d = {QStringLiteral("SERVICE-ACCOUNT-NOT-READ"), Text::tr("This release of Pomerium has no service account."),
             Text::tr("From 0.20 on it refuses to start with one in config.yaml and ignores one in the environment."),
             Text::tr("Leave it out.")};
        break;
    case Reason::WrappedInQuotes:
        d = {QStringLiteral("SERVICE-ACCOUNT-QUOTES"), Text::tr("The service account has quotes around it."),
             Text::tr("docker run --env-file and kubectl keep quotes as part of the value."), remedy};
        break;
    case Reason::TrailingSpace:
        d = {QStringLiteral("SERVICE-ACCOUNT-SPACE"), Text::tr("The service account ends with a space."),
             Text::tr("Pomerium before 0.18 does not read it then."), remedy};
        break;
    case Reason::PaddingRemoved:
        d = {QStringLiteral("SERVICE-ACCOUNT-PADDING"), Text::tr("The service account is cut."),
             Text::tr("The = at the end is missing, so it is no base64 any more."), remedy};
        break;
    case Reason::UrlAlphabet:
        d = {QStringLiteral("SERVICE-ACCOUNT-ALPHABET"),
             Text::tr("The service account is written in the wrong base64."),
             Text::tr("It has - or _ where + or / belong."), remedy};
        break;
    case Reason::NotBase64:
        d = {QStringLiteral("SERVICE-ACCOUNT-NOT-BASE64"), Text::tr("The service account is not base64."),
             Text::tr("It has a character that base64 has not."), remedy};
        break;
    case Reason::RawToken:
        d = {QStringLiteral("SERVICE-ACCOUNT-RAW-TOKEN"), Text::tr("The service account is the API token itself."),
             Text::tr("Only Pomerium before 0.10 took it like this."), remedy};
        break;
    case Reason::RawJson:
        d = {QStringLiteral("SERVICE-ACCOUNT-RAW-JSON"), Text::tr("The service account is not encoded."),
             Text::tr("It is the JSON itself; only Pomerium 0.18 and 0.19 read it like this."), remedy};
        break;
    case Reason::Base64OfToken:
        d = {QStringLiteral("SERVICE-ACCOUNT-TOKEN-ONLY"),
             Text::tr("The service account is the encoded token, without JSON around it."),
             Text::tr("Pomerium before 0.10.3 does not read it."), remedy};
        break;
    case Reason::NewlineInToken:
        d = {QStringLiteral("SERVICE-ACCOUNT-NEWLINE"), Text::tr("The encoded token ends with a line break."),
             Text::tr("It was made with \"echo\" instead of \"printf\". Pomerium takes the line break as part of the "
                      "token, and "
                      "every sync fails."),
             remedy};
        break;
    case Reason::DoubleBase64:
        d = {QStringLiteral("SERVICE-ACCOUNT-DOUBLE"), Text::tr("The service account is encoded twice."),
             Text::tr("It was copied from the data of a Kubernetes Secret, which is base64 already."), remedy};
        break;
    case Reason::ApiTokenMember:
        d = {QStringLiteral("SERVICE-ACCOUNT-API-TOKEN"),
             Text::tr("The service account has api_token where api_key belongs."),
             Text::tr("An old documentation page had it so. Pomerium finds no token in it."), remedy};
        break;
    case Reason::ApiKeyMissing:
        d = {QStringLiteral("SERVICE-ACCOUNT-NO-KEY"), Text::tr("The service account has no api_key."),
             Text::tr("Pomerium finds no token in it."), remedy};
        break;
    case Reason::MalformedJson:
        d = {QStringLiteral("SERVICE-ACCOUNT-MALFORMED"), Text::tr("The JSON in the service account is damaged."),
             Text::tr("A text editor put typographic quotes or a byte order mark into it. Pomerium takes the whole "
                      "text as the "
                      "token, without a word."),
             remedy};
        break;
    case Reason::NotJson:
        d = {QStringLiteral("SERVICE-ACCOUNT-NOT-JSON"), Text::tr("The service account is not JSON."),
             Text::tr("Pomerium before 0.10.3 needs JSON."), remedy};
        break;
    case Reason::NotRaw:
        d = {QStringLiteral("SERVICE-ACCOUNT-NOT-RAW"), Text::tr("The service account is encoded."),
             Text::tr("Pomerium before 0.10 takes the API token itself."), remedy};
        break;
    }
    d.detail = error.detail;
    return d;
}

Diagnosis diagnose(const pomerium::ImportError &error)
{
    using Reason = pomerium::ImportError::Reason;
    const QString unchanged = Text::tr("The file is untouched. Choose another one, or enter the values on the pages.");
    Diagnosis d;
    switch (error.reason) {
    case Reason::NotReadable:
        d = {QStringLiteral("IMPORT-NOT-READABLE"), Text::tr("The file cannot be read."),
             Text::tr("The system gave the reason in the details."), unchanged};
        break;
    case Reason::NotAFile:
        d = {QStringLiteral("IMPORT-NOT-A-FILE"), Text::tr("This is not a file."),
             Text::tr("It is a folder, a pipe or a device."), unchanged};
        break;
    case Reason::Empty:
        d = {QStringLiteral("IMPORT-EMPTY"), Text::tr("The file is empty."), Text::tr("There is nothing to take over."),
             unchanged};
        break;
    case Reason::TooLarge:
        d = {QStringLiteral("IMPORT-TOO-LARGE"), Text::tr("The file is too large."),
             Text::tr("No configuration of Pomerium has more than 4 MiB, or thousands of settings."), unchanged};
        break;
    case Reason::NotText:
        d = {QStringLiteral("IMPORT-NOT-TEXT"), Text::tr("The file is not text in UTF-8."),
             Text::tr("It was saved in another encoding, or it is another kind of file."), unchanged};
        break;
    case Reason::NothingOfOurs:
        d = {QStringLiteral("IMPORT-NOTHING"), Text::tr("The file has no setting of an identity provider."),
             Text::tr("Neither IDP_… nor idp_… is in it."), unchanged};
        break;
    case Reason::UnsupportedLine:
        d = {QStringLiteral("IMPORT-LINE"), Text::tr("Line %1 cannot be read.").arg(error.line),
             Text::tr("It is neither KEY=VALUE nor a comment."), unchanged};
        break;
    case Reason::UnterminatedQuote:
        d = {QStringLiteral("IMPORT-QUOTE"), Text::tr("A quote that begins in line %1 does not end.").arg(error.line),
             Text::tr("The closing quote is missing."), unchanged};
        break;
    case Reason::UnsupportedYaml:
        d = {QStringLiteral("IMPORT-YAML"),
             Text::tr("Line %1 has a form of YAML that is not read here.").arg(error.line),
             Text::tr("Anchors, tags and values over several lines are not followed."), unchanged};
        break;
    case Reason::DifferentFormat:
        d = {QStringLiteral("IMPORT-FORMAT"), Text::tr("This is another kind of file."),
             Text::tr("It looks like what is named in the details."), unchanged};
        break;
    }
    d.detail = error.detail;
    return d;
}

Diagnosis diagnose(const pomerium::ImportRemark &remark)
{
    using Note = pomerium::ImportNote;
    if (remark.note == Note::ServiceAccountWrong && remark.serviceAccountError)
        return diagnose(*remark.serviceAccountError);

    const QString repaired = Text::tr("It is repaired in the new file.");
    const QString key = remark.key;
    Diagnosis d;
    switch (remark.note) {
    case Note::ByteOrderMark:
        d = {QStringLiteral("IMPORT-BOM"), Text::tr("The file begins with an invisible mark (BOM)."),
             Text::tr("systemd and shells lose the first setting because of it."), repaired};
        break;
    case Note::CarriageReturns:
        d = {QStringLiteral("IMPORT-CRLF"), Text::tr("The file has Windows line ends."),
             Text::tr("Shells keep an invisible character at the end of every value."), repaired};
        break;
    case Note::ExportPrefix:
        d = {QStringLiteral("IMPORT-EXPORT"), Text::tr("%1 has \"export\" in front.").arg(key),
             Text::tr("docker and kubectl refuse it, systemd loses the setting."), repaired};
        break;
    case Note::SpacesAroundEquals:
        d = {QStringLiteral("IMPORT-SPACES"), Text::tr("%1 has spaces around the equals sign.").arg(key),
             Text::tr("docker and kubectl refuse it, shells lose the setting."), repaired};
        break;
    case Note::QuotesKeptByDocker:
        d = {QStringLiteral("IMPORT-QUOTES"), Text::tr("The value of %1 is in quotes.").arg(key),
             Text::tr("docker run --env-file and kubectl keep quotes as part of the value."), repaired};
        break;
    case Note::TrailingNoteOnLine:
        d = {QStringLiteral("IMPORT-NOTE"), Text::tr("There is a remark behind the value of %1.").arg(key),
             Text::tr("docker, systemd and kubectl keep it as part of the value."), repaired};
        break;
    case Note::SubstitutionNotFollowed:
        d = {QStringLiteral("IMPORT-SUBSTITUTION"), Text::tr("%1 has a $ or a backtick.").arg(key),
             Text::tr("Shells and Compose put something else in its place, or run it; docker and systemd take it as it "
                      "is. Here "
                      "it was taken as it is."),
             Text::tr("Compare the value on its page with what was meant.")};
        break;
    case Note::BlanksAtEnd:
        d = {QStringLiteral("IMPORT-BLANKS"), Text::tr("The value of %1 has spaces around it.").arg(key),
             Text::tr("docker and kubectl keep spaces at the end. In quotes, every program keeps them."), repaired};
        break;
    case Note::ShellReadsOtherwise:
        d = {QStringLiteral("IMPORT-SHELL"), Text::tr("A shell reads %1 in another way.").arg(key),
             Text::tr("The value is not in quotes and has the character in the details. A shell acts on it."),
             Text::tr("Compare the value with Okta. Choose the format env-shell if a shell reads the file.")};
        break;
    case Note::LinesJoined:
        d = {QStringLiteral("IMPORT-WRAPPED"), Text::tr("%1 is on several lines.").arg(key),
             Text::tr("The base64 command wrapped it. Pomerium reads the first line only."), repaired};
        break;
    case Note::SecretReference:
        d = {QStringLiteral("IMPORT-REFERENCE"), Text::tr("%1 is a reference, not a secret.").arg(key),
             Text::tr("A secret store, named in the details, puts the secret there. It is kept and sent nowhere."),
             Text::tr("To check the secret, enter it here. The file keeps the reference.")};
        break;
    case Note::LowerCaseKey:
        d = {QStringLiteral("IMPORT-LOWER-CASE"), Text::tr("%1 is in lower case.").arg(key),
             Text::tr("In the environment, Pomerium reads only names in capitals."), repaired};
        break;
    case Note::DuplicateKey:
        d = {QStringLiteral("IMPORT-DUPLICATE"), Text::tr("%1 is there twice.").arg(key),
             Text::tr("The last one counts; kubectl refuses the file."), repaired};
        break;
    case Note::MisspelledKey:
        d = {QStringLiteral("IMPORT-MISSPELLED"), Text::tr("%1 is misspelled.").arg(key),
             Text::tr("A documentation page had it so. Pomerium ignores it, and groups never work."), repaired};
        break;
    case Note::EmptyValue:
        d = {QStringLiteral("IMPORT-EMPTY-VALUE"), Text::tr("%1 is empty.").arg(key),
             Text::tr("Pomerium takes an empty value as not set."), Text::tr("Enter it on its page.")};
        break;
    case Note::PlaceholderValue:
        d = {QStringLiteral("IMPORT-PLACEHOLDER"), Text::tr("%1 has the placeholder of a documentation page.").arg(key),
             Text::tr("Your own value belongs in its place."), Text::tr("Enter it on its page.")};
        break;
    case Note::UnquotedNumber:
        d = {QStringLiteral("IMPORT-NUMBER"),
             Text::tr("YAML reads the value of %1 as something else than text.").arg(key),
             Text::tr("It has no quotes and looks like a number, a date or a word such as true."), repaired};
        break;
    case Note::NotOkta:
        d = {QStringLiteral("IMPORT-NOT-OKTA"), Text::tr("The file is for another identity provider."),
             Text::tr("IDP_PROVIDER names another one than okta."), Text::tr("The new file says okta.")};
        break;
    case Note::ProviderMissing:
        d = {QStringLiteral("IMPORT-NO-PROVIDER"), Text::tr("IDP_PROVIDER is missing."),
             Text::tr("Pomerium does not know then which provider to use."), repaired};
        break;
    case Note::ProviderUrlSchemeMissing:
        d = {QStringLiteral("IMPORT-URL-SCHEME"), Text::tr("The provider URL has no https:// in front."),
             Text::tr("Pomerium cannot reach the provider then."), repaired};
        break;
    case Note::ProviderUrlTrailingSlash:
        d = {QStringLiteral("IMPORT-URL-SLASH"), Text::tr("The provider URL ends with a slash."),
             Text::tr("Okta's issuer does not, and Pomerium refuses every login because of it."), repaired};
        break;
    case Note::ProviderUrlAdminHost:
        d = {QStringLiteral("IMPORT-URL-ADMIN"), Text::tr("The provider URL is that of the Admin Console."),
             Text::tr("The org's address has no \"-admin\"; every login fails with it."), repaired};
        break;
    case Note::ProviderUrlPathRemoved:
        d = {QStringLiteral("IMPORT-URL-PATH"), Text::tr("The provider URL has a path that is no issuer."),
             Text::tr("Pomerium finds no provider there."), repaired};
        break;
    case Note::ProviderUrlUnusable:
        d = {QStringLiteral("IMPORT-URL-UNUSABLE"), Text::tr("The provider URL cannot be used."),
             Text::tr("It is not an address."), Text::tr("Enter the organization URL.")};
        break;
    case Note::AuthenticateUrlNormalised:
        d = {QStringLiteral("IMPORT-AUTHENTICATE"), Text::tr("The authenticate service URL was tidied."),
             Text::tr("Pomerium uses only its host and port."), repaired};
        break;
    case Note::AuthenticateUrlUnusable:
        d = {QStringLiteral("IMPORT-AUTHENTICATE-UNUSABLE"), Text::tr("The authenticate service URL cannot be used."),
             Text::tr("It is not an address of your own service."), Text::tr("Enter your authenticate service URL.")};
        break;
    case Note::CallbackPathLeftOut:
        d = {QStringLiteral("IMPORT-CALLBACK-PATH"),
             Text::tr("AUTHENTICATE_CALLBACK_PATH is left out of the new file."),
             Text::tr("From 0.31 on the path is always /oauth2/callback, and older releases use the same without the "
                      "setting."),
             Text::tr("Register the redirect URI of the application page in Okta.")};
        break;
    case Note::ServiceAccountWrong:
        d = {QStringLiteral("IMPORT-SERVICE-ACCOUNT"), Text::tr("The service account is wrong."),
             Text::tr("Pomerium gets no working API token out of it."), Text::tr("Enter the API token on its page.")};
        break;
    case Note::ClientSecretEncoded:
        d = {QStringLiteral("IMPORT-SECRET-ENCODED"),
             Text::tr("The client secret looks encoded, or has spaces around it."),
             Text::tr("Only the service account is encoded; the client secret is written as Okta shows it."),
             Text::tr("Compare it with Okta on the credentials page.")};
        break;
    case Note::ScopesWithSpaces:
        d = {QStringLiteral("IMPORT-SCOPES-SPACES"), Text::tr("IDP_SCOPES has spaces."),
             Text::tr("Pomerium splits at commas only and keeps the spaces."), repaired};
        break;
    case Note::ScopesReplaceDefaults:
        d = {QStringLiteral("IMPORT-SCOPES"), Text::tr("IDP_SCOPES replaces the scopes that Pomerium asks for."),
             Text::tr("What is not in the list is not asked for; without offline_access sessions end early."),
             Text::tr("It is kept as it is. Remove it from the file if nobody knows why it is there.")};
        break;
    case Note::QueriesPerSecondIgnored:
        d = {QStringLiteral("IMPORT-QPS"), Text::tr("IDP_QPS does nothing with Okta."),
             Text::tr("The Okta provider has never read it since 0.10.3."),
             Text::tr("It is left out of the new file.")};
        break;
    case Note::DurationWithoutUnit:
        d = {QStringLiteral("IMPORT-DURATION"), Text::tr("%1 has no unit.").arg(key),
             Text::tr("Pomerium does not start with it, or takes it as nanoseconds."),
             Text::tr("It is left out of the new file.")};
        break;
    case Note::SecretWithoutBase64:
        d = {QStringLiteral("IMPORT-SECRET-SIZE"), Text::tr("%1 is not 32 bytes in base64.").arg(key),
             Text::tr("Pomerium does not start with it."),
             Text::tr("It is left out; have new ones generated on the review page.")};
        break;
    case Note::SecretFileNotRead:
        d = {QStringLiteral("IMPORT-SECRET-FILE"), Text::tr("The client secret is in another file."),
             Text::tr("The path is kept; the file was not opened."), Text::tr("Enter the client secret on its page.")};
        break;
    case Note::RequestParametersKept:
        d = {QStringLiteral("IMPORT-REQUEST-PARAMS"), Text::tr("IDP_REQUEST_PARAMS is kept as it is."),
             Text::tr("In the environment, Pomerium reads it from 0.24 on only."),
             Text::tr("Nothing needs to be done from 0.24 on.")};
        break;
    case Note::OtherSettingsKept:
        d = {QStringLiteral("IMPORT-OTHERS"), Text::tr("Other settings are kept as they are."),
             Text::tr("The file has settings that have nothing to do with Okta."),
             Text::tr("Nothing needs to be done.")};
        break;
    }
    d.detail = remark.detail;
    return d;
}

} // namespace advice

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
        d = {QStringLiteral("SERVICE-ACCOUNT-PADDING"), Text::tr("The service account is incomplete."),
             Text::tr("The = at the end is missing, so it is not valid base64."), remedy};
        break;
    case Reason::UrlAlphabet:
        d = {QStringLiteral("SERVICE-ACCOUNT-ALPHABET"), Text::tr("The service account uses another base64 alphabet."),
             Text::tr("It contains - or _ instead of + or /."), remedy};
        break;
    case Reason::NotBase64:
        d = {QStringLiteral("SERVICE-ACCOUNT-NOT-BASE64"), Text::tr("The service account is not base64."),
             Text::tr("It contains a character that base64 does not allow."), remedy};
        break;
    case Reason::RawToken:
        d = {QStringLiteral("SERVICE-ACCOUNT-RAW-TOKEN"), Text::tr("The service account is the API token itself."),
             Text::tr("Only Pomerium before 0.10 accepted it."), remedy};
        break;
    case Reason::RawJson:
        d = {QStringLiteral("SERVICE-ACCOUNT-RAW-JSON"), Text::tr("The service account is not encoded."),
             Text::tr("It is plain JSON. Only Pomerium 0.18 and 0.19 read it."), remedy};
        break;
    case Reason::Base64OfToken:
        d = {QStringLiteral("SERVICE-ACCOUNT-TOKEN-ONLY"), Text::tr("The service account has no JSON inside."),
             Text::tr("It is the encoded token alone. Pomerium before 0.10.3 does not read it."), remedy};
        break;
    case Reason::NewlineInToken:
        d = {QStringLiteral("SERVICE-ACCOUNT-NEWLINE"), Text::tr("The encoded token ends with a line break."),
             Text::tr("It was made with \"echo\" instead of \"printf\". The line break becomes part of the "
                      "token, and every sync fails."),
             remedy};
        break;
    case Reason::DoubleBase64:
        d = {QStringLiteral("SERVICE-ACCOUNT-DOUBLE"), Text::tr("The service account is encoded twice."),
             Text::tr("It was copied from a Kubernetes Secret's data, which is already base64."), remedy};
        break;
    case Reason::ApiTokenMember:
        d = {QStringLiteral("SERVICE-ACCOUNT-API-TOKEN"), Text::tr("The service account has api_token, not api_key."),
             Text::tr("An old documentation page said so. Pomerium finds no token in it."), remedy};
        break;
    case Reason::ApiKeyMissing:
        d = {QStringLiteral("SERVICE-ACCOUNT-NO-KEY"), Text::tr("The service account has no api_key."),
             Text::tr("Pomerium finds no token in it."), remedy};
        break;
    case Reason::MalformedJson:
        d = {QStringLiteral("SERVICE-ACCOUNT-MALFORMED"), Text::tr("The JSON in the service account is damaged."),
             Text::tr("A text editor added curly quotes or a byte order mark. Pomerium uses the whole text as "
                      "the token."),
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
    const QString unchanged = Text::tr("The file is unchanged. Choose another one, or enter the values yourself.");
    Diagnosis d;
    switch (error.reason) {
    case Reason::NotReadable:
        d = {QStringLiteral("IMPORT-NOT-READABLE"), Text::tr("The file cannot be read."),
             Text::tr("The reason is in the details."), unchanged};
        break;
    case Reason::NotAFile:
        d = {QStringLiteral("IMPORT-NOT-A-FILE"), Text::tr("This is not a file."),
             Text::tr("It is a folder, a pipe or a device."), unchanged};
        break;
    case Reason::Empty:
        d = {QStringLiteral("IMPORT-EMPTY"), Text::tr("The file is empty."), Text::tr("There is nothing to import."),
             unchanged};
        break;
    case Reason::TooLarge:
        d = {QStringLiteral("IMPORT-TOO-LARGE"), Text::tr("The file is too large."),
             Text::tr("A Pomerium configuration is never larger than 4 MiB and has no thousands of settings."),
             unchanged};
        break;
    case Reason::NotText:
        d = {QStringLiteral("IMPORT-NOT-TEXT"), Text::tr("The file is not text in UTF-8."),
             Text::tr("It was saved in another encoding, or it is another kind of file."), unchanged};
        break;
    case Reason::NothingOfOurs:
        d = {QStringLiteral("IMPORT-NOTHING"), Text::tr("The file has no identity provider settings."),
             Text::tr("It contains no IDP_… or idp_… settings."), unchanged};
        break;
    case Reason::UnsupportedLine:
        d = {QStringLiteral("IMPORT-LINE"), Text::tr("Line %1 cannot be read.").arg(error.line),
             Text::tr("It is neither KEY=VALUE nor a comment."), unchanged};
        break;
    case Reason::UnterminatedQuote:
        d = {QStringLiteral("IMPORT-QUOTE"), Text::tr("The quote in line %1 does not end.").arg(error.line),
             Text::tr("The closing quote is missing."), unchanged};
        break;
    case Reason::UnsupportedYaml:
        d = {QStringLiteral("IMPORT-YAML"), Text::tr("Line %1 uses YAML we do not read.").arg(error.line),
             Text::tr("We do not read anchors, tags or values on several lines."), unchanged};
        break;
    case Reason::DifferentFormat:
        d = {QStringLiteral("IMPORT-FORMAT"), Text::tr("This is another kind of file."),
             Text::tr("The details say what it looks like."), unchanged};
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

    const QString repaired = Text::tr("The new file has this fixed.");
    const QString key = remark.key;
    Diagnosis d;
    switch (remark.note) {
    case Note::ByteOrderMark:
        d = {QStringLiteral("IMPORT-BOM"), Text::tr("The file begins with an invisible mark (BOM)."),
             Text::tr("systemd and shells ignore the first setting because of it."), repaired};
        break;
    case Note::CarriageReturns:
        d = {QStringLiteral("IMPORT-CRLF"), Text::tr("The file has Windows line endings."),
             Text::tr("Shells keep an invisible character at the end of every value."), repaired};
        break;
    case Note::ExportPrefix:
        d = {QStringLiteral("IMPORT-EXPORT"), Text::tr("%1 has \"export\" in front.").arg(key),
             Text::tr("docker and kubectl reject it, and systemd ignores the setting."), repaired};
        break;
    case Note::SpacesAroundEquals:
        d = {QStringLiteral("IMPORT-SPACES"), Text::tr("%1 has spaces around the equals sign.").arg(key),
             Text::tr("docker and kubectl reject it, and shells ignore the setting."), repaired};
        break;
    case Note::QuotesKeptByDocker:
        d = {QStringLiteral("IMPORT-QUOTES"), Text::tr("The value of %1 is in quotes.").arg(key),
             Text::tr("docker run --env-file and kubectl keep quotes as part of the value."),
             remark.detail.isEmpty() ? repaired : Text::tr("Choose the format for the program that reads the file.")};
        break;
    case Note::TrailingNoteOnLine:
        d = {QStringLiteral("IMPORT-NOTE"), Text::tr("There is a comment after %1's value.").arg(key),
             Text::tr("docker, systemd and kubectl keep it as part of the value."), repaired};
        break;
    case Note::SubstitutionNotFollowed:
        d = {QStringLiteral("IMPORT-SUBSTITUTION"), Text::tr("%1 has a $ or a backtick.").arg(key),
             Text::tr("Shells and Compose replace it or run it. docker and systemd keep it, and so did we."),
             Text::tr("Check that the value is what you expect.")};
        break;
    case Note::BlanksAtEnd:
        d = {QStringLiteral("IMPORT-BLANKS"), Text::tr("The value of %1 has spaces around it.").arg(key),
             Text::tr("docker and kubectl keep spaces at the end. In quotes, every program keeps them."), repaired};
        break;
    case Note::ShellReadsOtherwise:
        d = {QStringLiteral("IMPORT-SHELL"), Text::tr("A shell reads %1 differently.").arg(key),
             Text::tr("The value is not in quotes, and a shell acts on the character in the details."),
             Text::tr("Compare the value with Okta. Choose the format env-shell if a shell reads the file.")};
        break;
    case Note::LinesJoined:
        d = {QStringLiteral("IMPORT-WRAPPED"), Text::tr("%1 is on several lines.").arg(key),
             Text::tr("The base64 command wrapped it. Pomerium reads the first line only."), repaired};
        break;
    case Note::SecretReference:
        d = {QStringLiteral("IMPORT-REFERENCE"), Text::tr("%1 is a reference, not a secret.").arg(key),
             Text::tr("The secret store in the details supplies the secret. We keep the reference and send it "
                      "nowhere."),
             Text::tr("To check the secret, enter it here. The file keeps the reference.")};
        break;
    case Note::LowerCaseKey:
        d = {QStringLiteral("IMPORT-LOWER-CASE"), Text::tr("%1 is in lowercase.").arg(key),
             Text::tr("In the environment, Pomerium reads only uppercase names."), repaired};
        break;
    case Note::DuplicateKey:
        d = {QStringLiteral("IMPORT-DUPLICATE"), Text::tr("%1 is there twice.").arg(key),
             Text::tr("The last one counts, and kubectl rejects the file."), repaired};
        break;
    case Note::MisspelledKey:
        d = {QStringLiteral("IMPORT-MISSPELLED"), Text::tr("%1 is misspelled.").arg(key),
             Text::tr("A documentation page had this mistake. Pomerium ignores it, and groups never work."), repaired};
        break;
    case Note::EmptyValue:
        d = {QStringLiteral("IMPORT-EMPTY-VALUE"), Text::tr("%1 is empty.").arg(key),
             Text::tr("Pomerium treats an empty value as not set."), Text::tr("Enter the value.")};
        break;
    case Note::PlaceholderValue:
        d = {QStringLiteral("IMPORT-PLACEHOLDER"), Text::tr("%1 has a placeholder from the documentation.").arg(key),
             Text::tr("Use your own value instead."), Text::tr("Enter the value.")};
        break;
    case Note::UnquotedNumber:
        d = {QStringLiteral("IMPORT-NUMBER"), Text::tr("YAML does not read %1 as text.").arg(key),
             Text::tr("It has no quotes and looks like a number, a date or a word such as true."), repaired};
        break;
    case Note::NotOkta:
        d = {QStringLiteral("IMPORT-NOT-OKTA"), Text::tr("The file is for another identity provider."),
             Text::tr("IDP_PROVIDER is not okta."), Text::tr("The new file has okta.")};
        break;
    case Note::ProviderMissing:
        d = {QStringLiteral("IMPORT-NO-PROVIDER"), Text::tr("IDP_PROVIDER is missing."),
             Text::tr("Without it, Pomerium does not know which provider to use."), repaired};
        break;
    case Note::ProviderUrlSchemeMissing:
        d = {QStringLiteral("IMPORT-URL-SCHEME"), Text::tr("The provider URL has no https:// in front."),
             Text::tr("Without it, Pomerium cannot reach the provider."), repaired};
        break;
    case Note::ProviderUrlTrailingSlash:
        d = {QStringLiteral("IMPORT-URL-SLASH"), Text::tr("The provider URL ends with a slash."),
             Text::tr("Okta's issuer does not, so Pomerium rejects every sign-in."), repaired};
        break;
    case Note::ProviderUrlAdminHost:
        d = {QStringLiteral("IMPORT-URL-ADMIN"), Text::tr("The provider URL is the Admin Console's."),
             Text::tr("The org's address has no \"-admin\". With it, every sign-in fails."), repaired};
        break;
    case Note::ProviderUrlPathRemoved:
        d = {QStringLiteral("IMPORT-URL-PATH"), Text::tr("The provider URL has a wrong path."),
             Text::tr("Pomerium finds no provider there."), repaired};
        break;
    case Note::ProviderUrlUnusable:
        d = {QStringLiteral("IMPORT-URL-UNUSABLE"), Text::tr("The provider URL cannot be used."),
             Text::tr("It is not an address."), Text::tr("Enter the organization URL.")};
        break;
    case Note::AuthenticateUrlNormalised:
        d = {QStringLiteral("IMPORT-AUTHENTICATE"), Text::tr("The authenticate service URL was cleaned up."),
             Text::tr("Pomerium uses only its host and port."), repaired};
        break;
    case Note::AuthenticateUrlUnusable:
        d = {QStringLiteral("IMPORT-AUTHENTICATE-UNUSABLE"), Text::tr("The authenticate service URL cannot be used."),
             Text::tr("It is not an address of your own service."), Text::tr("Enter your authenticate service URL.")};
        break;
    case Note::CallbackPathLeftOut:
        d = {QStringLiteral("IMPORT-CALLBACK-PATH"), Text::tr("The new file omits AUTHENTICATE_CALLBACK_PATH."),
             Text::tr("From 0.31 on, the path is always /oauth2/callback. Earlier releases use it by default."),
             Text::tr("In Okta, register the redirect URI that ends in /oauth2/callback.")};
        break;
    case Note::ServiceAccountWrong:
        d = {QStringLiteral("IMPORT-SERVICE-ACCOUNT"), Text::tr("The service account is wrong."),
             Text::tr("Pomerium finds no working API token in it."), Text::tr("Enter the API token.")};
        break;
    case Note::ClientSecretEncoded:
        d = {QStringLiteral("IMPORT-SECRET-ENCODED"), Text::tr("The client secret looks encoded, or has spaces."),
             Text::tr("Only the service account is encoded. Write the client secret as Okta shows it."),
             Text::tr("Compare it with Okta.")};
        break;
    case Note::ScopesWithSpaces:
        d = {QStringLiteral("IMPORT-SCOPES-SPACES"), Text::tr("IDP_SCOPES has spaces."),
             Text::tr("Pomerium splits at commas and keeps the spaces."), repaired};
        break;
    case Note::ScopesReplaceDefaults:
        d = {QStringLiteral("IMPORT-SCOPES"), Text::tr("IDP_SCOPES replaces the scopes Pomerium requests."),
             Text::tr("Pomerium requests only these. Without offline_access, sessions end early."),
             Text::tr("We keep it. Remove it from the file if you do not need it.")};
        break;
    case Note::QueriesPerSecondIgnored:
        d = {QStringLiteral("IMPORT-QPS"), Text::tr("IDP_QPS has no effect with Okta."),
             Text::tr("The Okta provider stopped reading it in 0.10.3."), Text::tr("The new file omits it.")};
        break;
    case Note::DurationWithoutUnit:
        d = {QStringLiteral("IMPORT-DURATION"), Text::tr("%1 has no unit.").arg(key),
             Text::tr("Pomerium does not start, or reads it as nanoseconds."), Text::tr("The new file omits it.")};
        break;
    case Note::SecretWithoutBase64:
        d = {QStringLiteral("IMPORT-SECRET-SIZE"), Text::tr("%1 is not 32 bytes in base64.").arg(key),
             Text::tr("Pomerium does not start with it."),
             Text::tr("The new file omits it. Generate new secrets when you write the file.")};
        break;
    case Note::SecretFileNotRead:
        d = {QStringLiteral("IMPORT-SECRET-FILE"), Text::tr("The client secret is in another file."),
             Text::tr("We keep the path, and did not open the file."), Text::tr("Enter the client secret.")};
        break;
    case Note::RequestParametersKept:
        d = {QStringLiteral("IMPORT-REQUEST-PARAMS"), Text::tr("IDP_REQUEST_PARAMS is kept as it is."),
             Text::tr("In the environment, only Pomerium 0.24 and later reads it."),
             Text::tr("From 0.24 on, you don't need to do anything.")};
        break;
    case Note::OtherSettingsKept:
        d = {QStringLiteral("IMPORT-OTHERS"), Text::tr("Other settings are kept as they are."),
             Text::tr("The file has settings that are not about Okta."), Text::tr("You don't need to do anything.")};
        break;
    }
    d.detail = remark.detail;
    return d;
}

} // namespace advice

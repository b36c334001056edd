#include "advice/Diagnosis.h"

#include "core/ServerText.h"

namespace advice {

Diagnosis diagnose(const pomerium::ExportError &error)
{
    using Reason = pomerium::ExportError::Reason;
    const QString dialect = error.suggestion
        ? Text::tr("Choose the format %1, which can carry it.").arg(pomerium::formatName(*error.suggestion))
        : Text::tr("No format can carry this value. Generate a new one in Okta.");
    Diagnosis d;
    switch (error.reason) {
    case Reason::MissingValue:
        d = {QStringLiteral("EXPORT-MISSING-VALUE"), Text::tr("%1 is missing.").arg(error.key),
             Text::tr("Pomerium needs this value, and it is empty."), Text::tr("Enter it, then try again.")};
        break;
    case Reason::NulCharacter:
        d = {QStringLiteral("EXPORT-NUL"), Text::tr("%1 cannot be written.").arg(error.key),
             Text::tr("It contains a NUL character, which configuration files cannot hold."),
             Text::tr("Copy the value again from Okta.")};
        break;
    case Reason::NotUtf8:
        d = {QStringLiteral("EXPORT-NOT-TEXT"), Text::tr("%1 is not text.").arg(error.key),
             Text::tr("It contains bytes that are not text."), Text::tr("Copy the value again from Okta.")};
        break;
    case Reason::UnsafeCharacter:
        d = {QStringLiteral("EXPORT-UNSAFE-CHARACTER"),
             Text::tr("%1 has a character programs read differently.").arg(error.key),
             Text::tr("Docker, systemd, shells and Compose read the character in the details differently. One "
                      "file cannot suit them all."),
             dialect};
        break;
    case Reason::NotCarried:
        d = {QStringLiteral("EXPORT-NOT-CARRIED"), Text::tr("%1 cannot be written in this format.").arg(error.key),
             Text::tr("Programs that read this format cannot read the character in the details."), dialect};
        break;
    case Reason::TooLong:
        d = {QStringLiteral("EXPORT-TOO-LONG"), Text::tr("%1 is too long for this format.").arg(error.key),
             Text::tr("Programs that read this format limit the length of a line."), dialect};
        break;
    case Reason::InvalidProviderUrl:
        d = {QStringLiteral("EXPORT-PROVIDER-URL"), Text::tr("The provider URL is not an issuer."),
             Text::tr("IDP_PROVIDER_URL must be exactly the issuer that your org names."),
             Text::tr("Use the issuer, such as https://acme.okta.com, without any extra path.")};
        break;
    case Reason::InvalidApiToken:
        d = {QStringLiteral("EXPORT-API-TOKEN"), Text::tr("The API token contains an invalid character."),
             Text::tr("It contains white space or a control character."), Text::tr("Copy the token again from Okta.")};
        break;
    case Reason::NotReadByRelease:
        if (error.key == QLatin1String("allowed_groups")) {
            d = {QStringLiteral("EXPORT-ALLOWED-GROUPS"), Text::tr("Pomerium would not start with this file."),
                 Text::tr("Its routes have allowed_groups, which Pomerium 0.20 and later rejects."),
                 Text::tr(
                     "In each route, replace allowed_groups with a policy that uses claim/groups. Then try again.")};
            break;
        }
        if (error.key != QLatin1String("IDP_SERVICE_ACCOUNT")) {
            d = {QStringLiteral("EXPORT-NOT-READ"),
                 Text::tr("This release of Pomerium does not read %1.").arg(error.key),
                 Text::tr("It is read from release %1 on.").arg(error.detail),
                 error.suggestion ? Text::tr("Choose the format %1, or correct the Pomerium release.")
                                        .arg(pomerium::formatName(*error.suggestion))
                                  : Text::tr("Write the client secret itself, or correct the Pomerium release.")};
            break;
        }
        d = {QStringLiteral("EXPORT-NOT-READ"), Text::tr("This release of Pomerium does not read %1.").arg(error.key),
             Text::tr("From 0.20 on, Pomerium reads groups from the ID token. With a service account in its "
                      "configuration file, it does not start."),
             Text::tr("Choose another format, or correct the Pomerium release.")};
        break;
    }
    d.detail = error.detail;
    return d;
}

Diagnosis diagnose(const files::WriteError &error)
{
    using Reason = files::WriteError::Reason;
    const QString untouched = Text::tr("Nothing was changed.");
    Diagnosis d;
    switch (error.reason) {
    case Reason::NoFileName:
        d = {QStringLiteral("WRITE-NO-NAME"), Text::tr("There is no file name."), untouched,
             Text::tr("Choose where to write the file.")};
        break;
    case Reason::UnusableName:
        d = {QStringLiteral("WRITE-UNUSABLE-NAME"), Text::tr("No file can have this name here."),
             Text::tr("It is too long, or contains an invisible character. %1").arg(untouched),
             Text::tr("Choose another name.")};
        break;
    case Reason::IsDirectory:
        d = {QStringLiteral("WRITE-IS-FOLDER"), Text::tr("This is a folder, not a file."), untouched,
             Text::tr("Add a file name, such as pomerium.env.")};
        break;
    case Reason::IsSymlink:
        d = {QStringLiteral("WRITE-IS-LINK"), Text::tr("This is a symbolic link."),
             Text::tr("We do not replace a link or write to its target. %1").arg(untouched),
             Text::tr("Use the path of the file that the link points to. It is in the details.")};
        break;
    case Reason::NotRegularFile:
        d = {QStringLiteral("WRITE-NOT-A-FILE"), Text::tr("This is a device or a pipe."), untouched,
             Text::tr("Choose another place.")};
        break;
    case Reason::NotWritable:
        d = {QStringLiteral("WRITE-NOT-ALLOWED"), Text::tr("The file cannot be written here."),
             Text::tr("You do not have permission to write to the file, its folder or the disk. %1").arg(untouched),
             Text::tr("Choose a folder of your own, then copy the file from there.")};
        break;
    case Reason::AppendOnly:
        d = {QStringLiteral("WRITE-APPEND-ONLY"), Text::tr("This folder only takes new files."),
             Text::tr("Files in it cannot be replaced or removed. %1").arg(untouched),
             Text::tr("Choose another folder, or remove the folder's append-only attribute.")};
        break;
    case Reason::NoSpace:
        d = {QStringLiteral("WRITE-NO-SPACE"), Text::tr("The disk is full."),
             Text::tr("There is no room for the file, or your quota is used up. %1").arg(untouched),
             Text::tr("Free up space, or choose another disk.")};
        break;
    case Reason::NoSuchFolder:
        d = {QStringLiteral("WRITE-NO-FOLDER"), Text::tr("The folder does not exist."), untouched,
             Text::tr("Create the folder first, or choose another one.")};
        break;
    case Reason::Exists:
        d = {QStringLiteral("WRITE-EXISTS"), Text::tr("A file with this name already exists."),
             Text::tr("You have not seen what would change in it. %1").arg(untouched),
             Text::tr("Review the changes and write again, or choose another name.")};
        break;
    case Reason::ChangedMeanwhile:
        d = {QStringLiteral("WRITE-CHANGED"), Text::tr("The file changed since you reviewed it."),
             Text::tr("It is no longer what the review showed. %1").arg(untouched),
             Text::tr("Review the new changes, then write again.")};
        break;
    case Reason::RemovedMeanwhile:
        d = {QStringLiteral("WRITE-REMOVED"), Text::tr("The file was removed since you reviewed it."),
             Text::tr("The review showed a file that no longer exists. Nothing was written."),
             Text::tr("Review the changes again, then write.")};
        break;
    case Reason::TooLarge:
        d = {QStringLiteral("WRITE-TOO-LARGE"), Text::tr("The existing file is too large."), untouched,
             Text::tr("Choose another name.")};
        break;
    case Reason::Io:
        d = {QStringLiteral("WRITE-IO"), Text::tr("The file could not be written."),
             Text::tr("The reason is in the details. %1").arg(untouched),
             Text::tr("Choose another place, or fix the problem in the details.")};
        break;
    }
    // Names of files are anybody's text.
    d.detail = serverText(QStringView(error.path), 4096);
    if (!error.detail.isEmpty())
        d.detail += QLatin1Char('\n') + serverText(QStringView(error.detail), 4096);
    return d;
}

Diagnosis diagnose(const pomerium::MergeError &error)
{
    using Reason = pomerium::MergeError::Reason;
    const QString untouched = Text::tr("Nothing was written.");
    const QString remedy = Text::tr("Write to another file, or replace the whole file.");
    Diagnosis d;
    switch (error.reason) {
    case Reason::NotMergeable:
        d = {QStringLiteral("MERGE-NOT-POSSIBLE"), Text::tr("This format has no other settings to keep."),
             Text::tr("A file in this format contains only these values. %1").arg(untouched), remedy};
        break;
    case Reason::NotUnderstood: {
        d = {QStringLiteral("MERGE-NOT-UNDERSTOOD"), Text::tr("The file's other settings cannot be kept."),
             Text::tr("We can't read the file's contents. %1").arg(untouched), remedy};
        if (error.import) {
            const Diagnosis why = diagnose(*error.import);
            d.cause = Text::tr("%1 %2").arg(why.headline, untouched);
            d.detail = why.detail;
        }
        break;
    }
    case Reason::OtherDialect:
        d = {QStringLiteral("MERGE-OTHER-FORMAT"), Text::tr("The file has another format."),
             Text::tr("Its first line says it uses the format %1. %2").arg(error.detail, untouched),
             Text::tr("Choose the format %1, write to another file, or replace the whole file.").arg(error.detail)};
        break;
    case Reason::SecretElsewhere:
        d = {QStringLiteral("MERGE-SECRET-ELSEWHERE"), Text::tr("The file's Secret is in another file."),
             Text::tr("Its Pomerium object refers to the Secret in the details. %1").arg(untouched),
             Text::tr("Put that Secret into this file, write to another file, or replace the whole file.")};
        d.detail = serverText(QStringView(error.detail));
        break;
    case Reason::NotWritten:
        if (error.settings)
            return diagnose(*error.settings);
        d = {QStringLiteral("MERGE-NOT-WRITTEN"), Text::tr("The settings cannot be written in this format."), untouched,
             remedy};
        break;
    }
    return d;
}

QString sentence(pomerium::ExportNote note)
{
    using Note = pomerium::ExportNote;
    switch (note) {
    case Note::RestartAfterFailedSync:
        return Text::tr("If Pomerium's first directory sync fails, groups stay empty, even after the fix. "
                        "Restart Pomerium then.");
    case Note::CookieSecretMissing:
        return Text::tr("This Pomerium does not start without COOKIE_SECRET and SHARED_SECRET. Generate them "
                        "here, or set them elsewhere. New ones sign everyone out.");
    case Note::AuthenticateUrlMissing:
        return Text::tr("AUTHENTICATE_SERVICE_URL is not in the file. Set it elsewhere, or Pomerium does not use "
                        "your Okta app.");
    case Note::ServiceAccountLeftOut:
        return Text::tr("The API token is not in the file, because Pomerium 0.20 and later does not use one.");
    case Note::GroupsNeedPolicy:
        return Text::tr("Groups come from the ID token. In policies, use claim/groups with group names.");
    case Note::GroupsScopeNotOnCustomServer:
        return Text::tr("A custom authorization server has no \"groups\" scope. Add a \"groups\" claim there, "
                        "and always include it.");
    case Note::PkceMustBeOptional:
        return Text::tr("Pomerium before 0.33 does not use PKCE. Clear \"Require PKCE\" in the app integration.");
    case Note::CallbackPathFixed:
        return Text::tr("The callback path is always /oauth2/callback.");
    case Note::ShellNeedsAllexport:
        return Text::tr("To use the file in a shell: set -a; . ./FILE; set +a");
    case Note::ProviderUrlTrailingSlash:
        return Text::tr("The provider URL ends with a slash. Okta's issuers do not, so every sign-in would fail.");
    case Note::ProviderUrlAdminHost:
        return Text::tr("The provider URL is the Admin Console's. Your org's address has no \"-admin\".");
    case Note::GroupsScopeMissing:
        return Text::tr("The imported IDP_SCOPES does not include \"groups\", so Okta sends none. Add the scope, "
                        "or remove the setting.");
    case Note::RequestParametersLeftOut:
        return Text::tr("IDP_REQUEST_PARAMS is not in the file. With it, Pomerium before 0.24 does not start. "
                        "Set it in config.yaml.");
    case Note::ReferencesKept:
        return Text::tr("References to your secret store stay in the file. The store must contain the secret we "
                        "checked.");
    case Note::OtherSettingsLeftOut:
        return Text::tr("The imported file has settings this format cannot hold. They are not in the new file.");
    case Note::GeneratedSecretsLeftOut:
        return Text::tr("COOKIE_SECRET and SHARED_SECRET are not in the manifest. The ingress controller keeps "
                        "them in its bootstrap secret.");
    }
    Q_UNREACHABLE();
}

QString sentence(const files::AccessChange &change)
{
    using Kind = files::AccessChange::Kind;
    switch (change.kind) {
    case Kind::OthersLoseIt:
        return Text::tr(
            "Every user of this computer could read the old file. Only its owner and group can read the new one.");
    case Kind::GroupLosesIt:
        return Text::tr("The group %1 could use the old file and cannot use the new one. You are not in that group.")
            .arg(serverText(change.detail));
    case Kind::OwnerChanges:
        return Text::tr("The old file belonged to %1. The new one belongs to you.").arg(serverText(change.detail));
    case Kind::ListIsKept:
        return Text::tr("The users and groups in the file's access control list keep their access.");
    case Kind::ListIsLost:
        return Text::tr("The file's access control list could not be kept. Only owner and group have access now.");
    case Kind::OnlyThisPerson:
        return Text::tr("Only you can use the new file. Give Pomerium's account access to it again.");
    }
    Q_UNREACHABLE();
}

} // namespace advice

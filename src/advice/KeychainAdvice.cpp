#include "advice/Diagnosis.h"

namespace advice {

namespace {

/// The words for a reason that was met while a saved secret was read.
Diagnosis whileReading(secrets::KeychainError::Reason reason)
{
    using Reason = secrets::KeychainError::Reason;
    const QString again =
        Text::tr("Try again in the desktop session in which it was saved, and enter the keyring's password if a "
                 "window asks for it; or enter the secret again.");
    switch (reason) {
    case Reason::NoBus:
        return {QStringLiteral("KEYCHAIN-NO-BUS"), Text::tr("Saved secrets cannot be read here."),
                Text::tr("This session has no desktop keyring, as is usual over SSH or in a container."), again};
    case Reason::NoService:
        return {QStringLiteral("KEYCHAIN-NO-SERVICE"),
                Text::tr("Saved secrets cannot be read here: no keyring is running."),
                Text::tr("No program on this desktop keeps secrets (a Secret Service)."), again};
    case Reason::NoCollection:
        return {QStringLiteral("KEYCHAIN-NEW"), Text::tr("There is no saved secret, because there is no keyring yet."),
                Text::tr("This desktop has no keyring in which one could have been saved."),
                Text::tr("Enter the secret again, as Okta shows it.")};
    case Reason::Locked:
        return {QStringLiteral("KEYCHAIN-STAYED-LOCKED"),
                Text::tr("The saved secret was not read, because the keyring stayed locked."),
                Text::tr("The unlock window was canceled, or could not be shown."), again};
    case Reason::AccessDenied:
    case Reason::NotFound:
    case Reason::EmptySecret:
    case Reason::TooLarge:
    case Reason::ReadBackDiffers:
    case Reason::StillThere:
    case Reason::TimedOut:
    case Reason::Other:
        break;
    }
    Diagnosis d = diagnose(secrets::KeychainError{reason, {}}, KeychainUse::Store);
    if (reason != Reason::NotFound)
        d.remedy = again;
    return d;
}

/// The same while one was removed.
Diagnosis whileRemoving(secrets::KeychainError::Reason reason)
{
    using Reason = secrets::KeychainError::Reason;
    const QString again =
        Text::tr("Try again in the desktop session in which it was saved, and enter the keyring's password if a "
                 "window asks for it. Or remove it by hand in the system's keychain (\"Passwords and Keys\", "
                 "Credential Manager or Keychain Access).");
    switch (reason) {
    case Reason::NoBus:
        return {QStringLiteral("KEYCHAIN-NO-BUS"), Text::tr("Saved secrets cannot be removed here."),
                Text::tr("This session has no desktop keyring, as is usual over SSH or in a container."), again};
    case Reason::NoService:
        return {QStringLiteral("KEYCHAIN-NO-SERVICE"),
                Text::tr("Saved secrets cannot be removed here: no keyring is running."),
                Text::tr("No program on this desktop keeps secrets (a Secret Service)."), again};
    case Reason::NoCollection:
        return {QStringLiteral("KEYCHAIN-NEW"), Text::tr("Nothing could be removed, because there is no keyring here."),
                Text::tr("This desktop has no keyring; the one in which it was saved belongs to another session, or "
                         "was deleted."),
                again};
    case Reason::Locked:
        return {QStringLiteral("KEYCHAIN-STAYED-LOCKED"),
                Text::tr("The saved secret was not removed, because the keyring stayed locked."),
                Text::tr("The unlock window was canceled, or could not be shown."), again};
    case Reason::AccessDenied:
    case Reason::NotFound:
    case Reason::EmptySecret:
    case Reason::TooLarge:
    case Reason::ReadBackDiffers:
    case Reason::StillThere:
    case Reason::TimedOut:
    case Reason::Other:
        break;
    }
    Diagnosis d = diagnose(secrets::KeychainError{reason, {}}, KeychainUse::Store);
    if (reason != Reason::StillThere)
        d.remedy = again;
    return d;
}

} // namespace

Diagnosis describe(secrets::KeychainState state)
{
    using State = secrets::KeychainState;
    switch (state) {
    case State::Ready:
        return {};
    case State::Locked:
        return {
            QStringLiteral("KEYCHAIN-LOCKED"), Text::tr("Your keyring is locked."),
            Text::tr("The system unlocks it when you enter its password, usually your login password."),
            Text::tr(
                "Enter the password in the window that opens. If no window opens, unlock the keyring in \"Passwords "
                "and Keys\"; or go on without saving.")};
    case State::NoCollection:
        return {QStringLiteral("KEYCHAIN-NEW"), Text::tr("Your desktop will ask you to choose a keyring password."),
                Text::tr("There is no keyring yet. This happens once."),
                Text::tr("Choose a password in the window that opens, or cancel it to go on without saving.")};
    case State::NoService:
        return {QStringLiteral("KEYCHAIN-NO-SERVICE"), Text::tr("No keyring is installed."),
                Text::tr("No program on this desktop keeps secrets (a Secret Service)."),
                Text::tr(
                    "Install \"gnome-keyring\" or \"kwalletmanager\", or turn on Secret Service in KeePassXC, then try "
                    "again; or go on without saving.")};
    case State::NoBus:
        return {
            QStringLiteral("KEYCHAIN-NO-BUS"), Text::tr("Secrets cannot be saved here."),
            Text::tr("This session has no desktop keyring, as is usual over SSH or in a container."),
            Text::tr(
                "Go on without saving: the secret stays in memory until this program closes, and is asked for again "
                "next time.")};
    case State::SessionOnly:
        return {QStringLiteral("KEYCHAIN-SESSION"), Text::tr("Secrets are kept in memory only."),
                Text::tr("Nothing is stored in the system's keychain; they are gone when this program closes."),
                Text::tr("Nothing needs to be done.")};
    }
    Q_UNREACHABLE();
}

Diagnosis diagnose(const secrets::KeychainError &error, KeychainUse use)
{
    using Reason = secrets::KeychainError::Reason;
    Diagnosis d;
    if (use != KeychainUse::Store) {
        d = use == KeychainUse::Fetch ? whileReading(error.reason) : whileRemoving(error.reason);
        d.detail = error.detail;
        return d;
    }
    switch (error.reason) {
    case Reason::NoBus:
        d = describe(secrets::KeychainState::NoBus);
        break;
    case Reason::NoService:
        d = describe(secrets::KeychainState::NoService);
        break;
    case Reason::NoCollection:
        d = {QStringLiteral("KEYCHAIN-NEW-CANCELLED"), Text::tr("The secret was not saved: there is no keyring yet."),
             Text::tr("The window that asks for a new keyring password was closed, or could not be shown."),
             Text::tr("Try again and choose a password, or go on without saving. Nothing else was lost.")};
        break;
    case Reason::Locked:
        d = {QStringLiteral("KEYCHAIN-STAYED-LOCKED"),
             Text::tr("The secret was not saved, because the keyring stayed locked."),
             Text::tr("The unlock window was canceled, or could not be shown."),
             Text::tr("Try again and enter the keyring's password, or go on without saving. Nothing else was lost.")};
        break;
    case Reason::AccessDenied:
        d = {QStringLiteral("KEYCHAIN-DENIED"), Text::tr("The keychain refused."),
             Text::tr("The system or the person at the computer did not allow this program to use it."),
             Text::tr("Try again and allow it, or go on without saving.")};
        break;
    case Reason::NotFound:
        d = {QStringLiteral("KEYCHAIN-NOT-FOUND"), Text::tr("There is no saved secret."),
             Text::tr("The keychain is ready and has no such entry."), Text::tr("Paste the secret again from Okta.")};
        break;
    case Reason::EmptySecret:
        d = {QStringLiteral("KEYCHAIN-EMPTY"), Text::tr("There is nothing to save."), Text::tr("The field is empty."),
             Text::tr("Enter the secret first.")};
        break;
    case Reason::TooLarge:
        d = {QStringLiteral("KEYCHAIN-TOO-LARGE"), Text::tr("This secret is too long for the system's keychain."),
             Text::tr("The Windows Credential Manager keeps at most 2,560 bytes; the size is in the details."),
             Text::tr("Go on without saving. Secrets of Okta are much shorter: see that the right thing was pasted.")};
        break;
    case Reason::ReadBackDiffers:
        d = {QStringLiteral("KEYCHAIN-READ-BACK"), Text::tr("The keychain did not keep the secret as given."),
             Text::tr("What was read back after writing is not what was written."),
             Text::tr("Try again, or go on without saving.")};
        break;
    case Reason::StillThere:
        d = {QStringLiteral("KEYCHAIN-STILL-THERE"), Text::tr("The keychain did not remove the secret."),
             Text::tr("It said that it was removed, and it can still be read."),
             Text::tr(
                 "Remove it by hand in the system's keychain (\"Passwords and Keys\", Credential Manager or Keychain "
                 "Access).")};
        break;
    case Reason::TimedOut:
        d = {QStringLiteral("KEYCHAIN-TIMED-OUT"), Text::tr("The keychain did not answer in time."),
             Text::tr("An unlock window may be waiting behind this one."),
             Text::tr("Look for the window and try again, or go on without saving.")};
        break;
    case Reason::Other:
        d = {QStringLiteral("KEYCHAIN-OTHER"), Text::tr("The keychain answered with an error."),
             Text::tr("Its own words are in the details."), Text::tr("Try again, or go on without saving.")};
        break;
    }
    d.detail = error.detail;
    return d;
}

} // namespace advice

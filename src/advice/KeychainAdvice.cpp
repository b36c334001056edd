#include "advice/Diagnosis.h"

namespace advice {

namespace {

/// The words for a reason that was met while a saved secret was read.
Diagnosis whileReading(secrets::KeychainError::Reason reason)
{
    using Reason = secrets::KeychainError::Reason;
    const QString again =
        Text::tr("Try again in the desktop session where you saved it. Enter the keyring's password if "
                 "asked. Or enter the secret again.");
    switch (reason) {
    case Reason::NoBus:
        return {QStringLiteral("KEYCHAIN-NO-BUS"), Text::tr("Saved secrets cannot be read here."),
                Text::tr("This session has no desktop keyring, as is usual over SSH or in a container."), again};
    case Reason::NoService:
        return {QStringLiteral("KEYCHAIN-NO-SERVICE"), Text::tr("We can't read saved secrets without a keyring."),
                Text::tr("No Secret Service is running on this desktop."), again};
    case Reason::NoCollection:
        return {QStringLiteral("KEYCHAIN-NEW"), Text::tr("There is no saved secret and no keyring."),
                Text::tr("This desktop does not have a keyring yet."),
                Text::tr("Enter the secret again, as Okta shows it.")};
    case Reason::Locked:
        return {QStringLiteral("KEYCHAIN-STAYED-LOCKED"), Text::tr("The keyring stayed locked. Nothing was read."),
                Text::tr("The unlock window was canceled, or could not open."), again};
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
        Text::tr("Try again in the desktop session where you saved it. Enter the keyring's password if "
                 "asked. Or remove it yourself in \"Passwords and Keys\", Credential Manager or Keychain "
                 "Access.");
    switch (reason) {
    case Reason::NoBus:
        return {QStringLiteral("KEYCHAIN-NO-BUS"), Text::tr("Saved secrets cannot be removed here."),
                Text::tr("This session has no desktop keyring, as is usual over SSH or in a container."), again};
    case Reason::NoService:
        return {QStringLiteral("KEYCHAIN-NO-SERVICE"), Text::tr("We can't remove saved secrets without a keyring."),
                Text::tr("No Secret Service is running on this desktop."), again};
    case Reason::NoCollection:
        return {QStringLiteral("KEYCHAIN-NEW"), Text::tr("There is no keyring. Nothing was removed."),
                Text::tr("The keyring with the secret belongs to another session, or was deleted."), again};
    case Reason::Locked:
        return {QStringLiteral("KEYCHAIN-STAYED-LOCKED"), Text::tr("The keyring stayed locked. Nothing was removed."),
                Text::tr("The unlock window was canceled, or could not open."), again};
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
        return {QStringLiteral("KEYCHAIN-LOCKED"), Text::tr("Your keyring is locked."),
                Text::tr("The system unlocks it when you enter its password, usually your login password."),
                Text::tr("Enter the password in the window that opens. If no window opens, unlock the keyring in "
                         "\"Passwords and Keys\". Or continue without saving.")};
    case State::NoCollection:
        return {QStringLiteral("KEYCHAIN-NEW"), Text::tr("Choose a keyring password when your desktop asks."),
                Text::tr("There is no keyring yet. This happens once."),
                Text::tr("Choose a password in the window that opens. Or cancel to continue without saving.")};
    case State::NoService:
        return {QStringLiteral("KEYCHAIN-NO-SERVICE"), Text::tr("No keyring is installed."),
                Text::tr("No Secret Service is running on this desktop."),
                Text::tr("Install \"gnome-keyring\" or \"kwalletmanager\", or turn on Secret Service in "
                         "KeePassXC. Then try again. Or continue without saving.")};
    case State::NoBus:
        return {QStringLiteral("KEYCHAIN-NO-BUS"), Text::tr("Secrets cannot be saved here."),
                Text::tr("This session has no desktop keyring, as is usual over SSH or in a container."),
                Text::tr("Continue without saving. The secret stays in memory until this program closes. You "
                         "enter it again next time.")};
    case State::SessionOnly:
        return {QStringLiteral("KEYCHAIN-SESSION"), Text::tr("Secrets are kept in memory only."),
                Text::tr("Nothing is stored in the system keychain. Secrets are gone when this program closes."),
                Text::tr("You don't need to do anything.")};
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
        d = {QStringLiteral("KEYCHAIN-NEW-CANCELLED"), Text::tr("There is no keyring. Nothing was saved."),
             Text::tr("The window for a new keyring password was closed, or could not open."),
             Text::tr("Try again and choose a password, or continue without saving. Nothing else was lost.")};
        break;
    case Reason::Locked:
        d = {QStringLiteral("KEYCHAIN-STAYED-LOCKED"), Text::tr("The keyring stayed locked. Nothing was saved."),
             Text::tr("The unlock window was canceled, or could not open."),
             Text::tr("Try again and enter the keyring's password, or continue without saving. Nothing else "
                      "was lost.")};
        break;
    case Reason::AccessDenied:
        d = {QStringLiteral("KEYCHAIN-DENIED"), Text::tr("The keychain refused access."),
             Text::tr("The system, or someone at this computer, did not allow this program to use it."),
             Text::tr("Try again and allow access, or continue without saving.")};
        break;
    case Reason::NotFound:
        d = {QStringLiteral("KEYCHAIN-NOT-FOUND"), Text::tr("There is no saved secret."),
             Text::tr("The keychain is ready but has no entry for it."), Text::tr("Copy the secret from Okta again.")};
        break;
    case Reason::EmptySecret:
        d = {QStringLiteral("KEYCHAIN-EMPTY"), Text::tr("There is nothing to save."), Text::tr("The field is empty."),
             Text::tr("Enter the secret first.")};
        break;
    case Reason::TooLarge:
        d = {QStringLiteral("KEYCHAIN-TOO-LARGE"), Text::tr("This secret is too long for the keychain."),
             Text::tr("Windows Credential Manager stores at most 2,560 bytes. The size is in the details."),
             Text::tr("Continue without saving. Okta's secrets are much shorter, so check that you pasted the "
                      "right value.")};
        break;
    case Reason::ReadBackDiffers:
        d = {QStringLiteral("KEYCHAIN-READ-BACK"), Text::tr("The keychain did not save the secret exactly."),
             Text::tr("The value we read back differs from the value we saved."),
             Text::tr("Try again, or continue without saving.")};
        break;
    case Reason::StillThere:
        d = {QStringLiteral("KEYCHAIN-STILL-THERE"), Text::tr("The keychain did not remove the secret."),
             Text::tr("It reported success, but the secret can still be read."),
             Text::tr("Remove it yourself in \"Passwords and Keys\", Credential Manager or Keychain Access.")};
        break;
    case Reason::TimedOut:
        d = {QStringLiteral("KEYCHAIN-TIMED-OUT"), Text::tr("The keychain did not answer in time."),
             Text::tr("An unlock window may be waiting behind this one."),
             Text::tr("Look for the window and try again, or continue without saving.")};
        break;
    case Reason::Other:
        d = {QStringLiteral("KEYCHAIN-OTHER"), Text::tr("The keychain answered with an error."),
             Text::tr("Its message is in the details."), Text::tr("Try again, or continue without saving.")};
        break;
    }
    d.detail = error.detail;
    return d;
}

} // namespace advice

#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace setup {

/// How the app integration comes into being.
enum class AppWay {
    ByHand, ///< typed into the Okta Admin Console
    Created, ///< by us, with a management token
    Existing ///< it was there, and is checked
};

/// What was begun in Okta and may be unfinished. Kept in the draft and written before each step that changes something,
/// so that the next start of a killed wizard knows what to ask Okta about. Ids and a note, never a secret.
struct AppRecord
{
    AppWay way = AppWay::ByHand;
    bool isAccessChosen = false; ///< who may sign in was said in so many words; before, no group is wanted
    QString marker = {}; ///< the note of the app that is or was to be created; there before the creation is sent
    QString applicationId = {}; ///< of that app; known as soon as Okta has answered
    QString checkedId = {}; ///< of an app that was there already
    bool isFinished = false; ///< created, assigned and read back
    bool isBeingUndone = false; ///< the created app is to be deactivated and deleted
    bool hasTestRedirectUris = false; ///< the sign-in test's redirect URIs are in the app, until the clean-up
    bool isCleanedUp = false; ///< they were seen to be out of it
    bool isRotating = false; ///< a second client secret was asked for
    QStringList secretsBefore = {}; ///< ids of the secrets before that
    QString newSecretId = {}; ///< known as soon as Okta has answered
    bool isRetiring = false; ///< Pomerium runs with the new one, and the old one is to be deleted
    bool isWithdrawing = false; ///< or the new one is to be deleted
    QString claimId = {}; ///< of a groups claim that was added on trial
    bool hasToken = false; ///< a management token was used and not seen to be rejected since

    /// What is left to do, told from the record alone. Okta is asked before anything is done about it.
    enum class Open {
        Nothing,
        CreationUnknown, ///< sent perhaps; Okta may have the app
        CreationUnfinished, ///< the app is there; groups or the reading back are missing
        UndoUnfinished, ///< the app is inactive, or gone
        RotationUnknown, ///< sent perhaps; Okta may have a second secret
        Rotation, ///< there are two secrets
        RetirementUnfinished, ///< the old secret is inactive, or gone
        WithdrawalUnfinished, ///< the new secret is inactive, or gone
        CleanUp, ///< the sign-in test's redirect URIs are in the app
        Token ///< a management token may still work
    };
    [[nodiscard]] Open open() const;
    /// Whether a creation is under way, so that no other app may become the one that this is about.
    [[nodiscard]] bool isCreating() const;
    [[nodiscard]] bool isRotationOpen() const { return isRotating || isRetiring || isWithdrawing; }
    /// The app that work goes on with: the one that exists where that is the way, else the one that we made.
    [[nodiscard]] QString workId() const;

    [[nodiscard]] QJsonObject toJson() const;
    /// What is not there or makes no sense is left out.
    [[nodiscard]] static AppRecord fromJson(const QJsonObject &json);

    friend bool operator==(const AppRecord &, const AppRecord &) = default;
};

} // namespace setup

#pragma once

#include <QJsonObject>
#include <QString>

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
    QString marker = {}; ///< the note of the app that is or was to be created; there before the creation is sent
    QString applicationId = {}; ///< known as soon as Okta has answered
    bool isFinished = false; ///< created, assigned and read back
    bool hasTestRedirectUris = false; ///< the sign-in test's redirect URIs are in the app, until the clean-up
    QString newSecretId = {}; ///< of a rotation whose old secret is not retired yet

    /// What is left to do, told from the record alone. Okta is asked before anything is done about it.
    enum class Open {
        Nothing,
        CreationUnknown, ///< sent perhaps; Okta may have the app
        CreationUnfinished, ///< the app is there; groups or the reading back are missing
        CleanUp,
        Rotation
    };
    [[nodiscard]] Open open() const;

    [[nodiscard]] QJsonObject toJson() const;
    /// What is not there or makes no sense is left out.
    [[nodiscard]] static AppRecord fromJson(const QJsonObject &json);

    friend bool operator==(const AppRecord &, const AppRecord &) = default;
};

} // namespace setup

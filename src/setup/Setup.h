#pragma once

#include "pomerium/Import.h"
#include "setup/ApiTokenStep.h"
#include "setup/AppIntegration.h"
#include "setup/ApplicationStep.h"
#include "setup/Configuration.h"
#include "setup/CredentialsStep.h"
#include "setup/DoneStep.h"
#include "setup/Draft.h"
#include "setup/ExportStep.h"
#include "setup/OrganizationStep.h"
#include "setup/Services.h"
#include "setup/SignInStep.h"

#include <QLockFile>
#include <QObject>
#include <QTimer>

#include <optional>

namespace setup {

/// How a step stands in the list at the side.
enum class StepState { NotYet, Current, Done, CheckAgain };

/// The whole wizard without widgets: the configuration, the steps, the page that is open, the draft.
class Setup final : public QObject
{
    Q_OBJECT

public:
    Setup(Services services, Draft draft);
    ~Setup() override;

    [[nodiscard]] OrganizationStep &organization() { return m_organization; }
    [[nodiscard]] ApplicationStep &application() { return m_application; }
    [[nodiscard]] CredentialsStep &credentials() { return m_credentials; }
    [[nodiscard]] SignInStep &signIn() { return m_signIn; }
    [[nodiscard]] ApiTokenStep &apiToken() { return m_apiToken; }
    [[nodiscard]] ExportStep &exportStep() { return m_export; }
    [[nodiscard]] DoneStep &done() { return m_done; }
    /// The work on the app integration in Okta.
    [[nodiscard]] AppIntegration &app() { return m_app; }
    /// Whether something of ours is left in Okta, so that the draft is needed.
    [[nodiscard]] bool hasOpenWork() const { return m_app.record().open() != AppRecord::Open::Nothing; }
    /// Whether the client secret that is entered is the new one of a rotation.
    [[nodiscard]] bool isNewSecretEntered() const
    {
        return !m_newSecret.isEmpty() && m_configuration.clientSecret == m_newSecret;
    }
    [[nodiscard]] Step &step(StepId id);
    [[nodiscard]] const Configuration &configuration() const { return m_configuration; }

    [[nodiscard]] StepId current() const { return m_current; }
    [[nodiscard]] StepState state(StepId id) const;
    /// A step may be opened when all before it are complete. Steps that were open before may always be opened again.
    [[nodiscard]] bool canGoTo(StepId id) const;
    void goTo(StepId id);
    [[nodiscard]] bool canGoNext() const;
    /// The first of the steps before the one that is open which lacks something, such as a secret after a resume; the
    /// step that is open may then have all it needs, and still nobody may go on.
    [[nodiscard]] std::optional<StepId> firstIncomplete() const;
    [[nodiscard]] bool canGoBack() const;
    /// On the review page this is not the verb: write() is, and leads on by itself.
    void goNext();
    void goBack();

    /// A draft of an earlier start, offered and neither taken nor thrown away yet.
    [[nodiscard]] const std::optional<Draft::Content> &offeredDraft() const { return m_offeredDraft; }
    /// Goes on where it was; looks for its secrets in the keychain.
    void resumeDraft();
    void discardDraft();
    /// A draft that cannot be read stays where it is, and nothing is saved, until discardDraft(). One that belongs to
    /// another wizard that is open stays there always.
    [[nodiscard]] const std::optional<DraftError> &draftError() const { return m_draftError; }

    /// Fills the pages from an existing file of Pomerium's; what it says is checked like anything typed.
    /// `path`: of the file.
    void applyImport(const pomerium::Import &import, const QString &path);
    /// After resumeDraft(): the file that was imported and has to be imported again, because its other settings may be
    /// secret and a draft keeps no secrets; empty: none.
    [[nodiscard]] QString importToRepeat() const { return m_importToRepeat; }
    /// After resumeDraft(): COOKIE_SECRET and SHARED_SECRET are others than before, because a draft keeps no secrets.
    [[nodiscard]] bool hasNewGeneratedSecrets() const
    {
        return m_hasNewGeneratedSecrets && m_configuration.generatesSecrets;
    }

    /// Whether what is entered now is there again at the next start, but for its secrets.
    [[nodiscard]] bool isDraftKept() const;
    /// Something was entered that is not in a written file.
    [[nodiscard]] bool hasUnsavedWork() const;
    /// What Okta holds has changed, as far as anybody knows here: results about it have to be checked again.
    void expireResults();
    /// When what is entered was saved last, UTC; invalid: not yet, or it is not kept.
    [[nodiscard]] QDateTime savedAt() const { return isDraftKept() ? m_savedAt : QDateTime(); }
    /// Stops everything that runs.
    void cancelAll();
    /// The draft is of no use any more: everything was written, or the person said so. One that is offered stays.
    void forgetDraft();

Q_SIGNALS:
    /// The page that is open, or the state of some step, changed.
    void changed();

private:
    void stepChanged();
    void openDraft();
    void saveDraft();
    void saveSoon();
    /// A page that could not begin its check before the organisation had answered begins it now.
    void organizationChanged();
    /// What Okta holds of an app that was created or read goes into the steps, the secret unseen.
    void takeApp();
    void takeOldSecret();

    // In this order: steps hold references to what stands above them.
    const Services m_services;
    const Draft m_draft;
    Configuration m_configuration;
    OrganizationStep m_organization;
    ApplicationStep m_application;
    CredentialsStep m_credentials;
    SignInStep m_signIn;
    ApiTokenStep m_apiToken;
    ExportStep m_export;
    DoneStep m_done;
    AppIntegration m_app;
    QString m_takenAppId; ///< whose client ID was entered for the person
    Secret m_newSecret; ///< of a rotation
    Secret m_oldSecret; ///< what was entered before it
    StepId m_current = StepId::Organization;
    StepId m_farthest = StepId::Organization;
    std::optional<Draft::Content> m_offeredDraft;
    std::optional<DraftError> m_draftError;
    bool m_hasForeignDraft = false; ///< there is one that is not ours to overwrite before the person says so
    QLockFile m_draftLock; ///< held by the wizard that saves there
    QDateTime m_keptAt; ///< when what is kept of this organisation was written
    QTimer m_saveSoon;
    QDateTime m_savedAt;
    bool m_isTouched = false;
    QString m_importToRepeat;
    bool m_hasNewGeneratedSecrets = false;
};

} // namespace setup

#pragma once

#include "files/AtomicFile.h"
#include "pomerium/Difference.h"
#include "pomerium/Export.h"
#include "pomerium/ExportFormat.h"
#include "pomerium/IdentityProviderSettings.h"
#include "pomerium/Merge.h"
#include "setup/Configuration.h"
#include "setup/Step.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace setup {

/// Step 6: what will be written, shown before it is; then written whole or not at all, and undone once if asked.
class ExportStep final : public Step
{
    Q_OBJECT

public:
    /// `forecast` is asked at each preview: it is another step's result.
    ExportStep(Configuration &configuration, std::function<std::optional<pomerium::SyncForecast>()> forecast);

    void setFormat(pomerium::ExportFormat format);
    void setTargetPath(const QString &path);
    /// The file that was imported becomes the target, in its own format, where it is an environment file or a
    /// config.yaml and nobody has chosen another target.
    void offerTarget(const QString &path);
    /// COOKIE_SECRET and SHARED_SECRET, from the system generator; for releases that need them.
    void setGeneratesSecrets(bool generate);
    void setUsesForecast(bool use);
    /// Where Pomerium finds the client secret (IDP_CLIENT_SECRET_FILE); empty: the secret itself is written.
    void setClientSecretPath(const QString &path);
    /// Whether a file that is there keeps what it has besides our settings (the default), or is replaced as a whole.
    void setKeepsOtherSettings(bool keep);
    /// The values are those of the practice org: the file says so, and its proposed name ends in "-practice".
    void setPractice(bool isPractice);
    /// Reads the target anew: the page was opened, or the person asked.
    void refresh();
    /// The verb. Writes only what the preview showed, onto what the difference showed.
    void write();
    void undo();

    [[nodiscard]] const Configuration &configuration() const { return m_configuration; }
    [[nodiscard]] bool generatesSecrets() const { return m_configuration.generatesSecrets; }
    [[nodiscard]] bool usesForecast() const { return m_configuration.usesForecast; }
    [[nodiscard]] QString clientSecretPath() const { return m_configuration.clientSecretPath; }
    [[nodiscard]] bool takesClientSecretPath() const { return m_configuration.takesClientSecretPath(); }
    [[nodiscard]] bool isPractice() const { return m_isPractice; }
    /// The file as it will be, secrets masked; or why this format cannot carry it.
    [[nodiscard]] const std::optional<Expected<QString, pomerium::ExportError>> &preview() const { return m_preview; }
    [[nodiscard]] QList<pomerium::ExportNote> notes() const;
    /// Whether there is a file at the target, as it was seen last; what cannot be read is a targetProblem().
    [[nodiscard]] bool targetExists() const { return m_snapshot && m_snapshot->exists; }
    /// Keep or replace is a question: there is a file of a format that can hold other settings, and it has some.
    [[nodiscard]] bool asksToKeepOtherSettings() const;
    [[nodiscard]] bool keepsOtherSettings() const { return m_keepsOtherSettings; }
    /// How many other settings the file has: "Keep its other 14 settings". 0: none, or unknown because of
    /// mergeProblem().
    [[nodiscard]] int otherSettings() const { return m_otherSettings; }
    /// Why the file cannot keep them, when it is to; nothing is written then. Replacing it is still possible.
    [[nodiscard]] const std::optional<pomerium::MergeError> &mergeProblem() const { return m_mergeProblem; }
    /// The file is there already, byte for byte: there is nothing to write.
    [[nodiscard]] bool isAlreadySo() const { return m_isAlreadySo; }
    /// What writing over the file changes in who may read it.
    [[nodiscard]] const QList<files::AccessChange> &accessChanges() const { return m_accessChanges; }
    [[nodiscard]] const std::optional<files::WriteError> &targetProblem() const { return m_targetProblem; }
    /// With an existing target: all of its lines and what will change in them, secrets masked.
    [[nodiscard]] const QList<pomerium::DiffLine> &difference() const { return m_difference; }
    /// The lines of the file as it will be, beside those of an existing one that go, with the secrets: for a person who
    /// asks to see them, and kept by nobody. Empty: there is nothing to show.
    [[nodiscard]] QList<pomerium::DiffLine> linesWithSecrets() const;
    /// The value of IDP_SERVICE_ACCOUNT; empty: no token, or a release that has none.
    [[nodiscard]] Secret serviceAccount() const;
    /// Whether decoding serviceAccount() gives the token back; checked, not assumed.
    [[nodiscard]] bool serviceAccountIsProven() const;

    [[nodiscard]] bool canWrite() const;
    [[nodiscard]] bool isWritten() const { return m_writtenAt.isValid(); }
    /// Whether there was a file before, whose owner and group keep what they may.
    [[nodiscard]] bool hasReplaced() const { return m_before && m_before->exists; }
    /// Writing found the file as it was to be, and left it alone.
    [[nodiscard]] bool wasAlreadySo() const { return isWritten() && !m_before; }
    [[nodiscard]] QString writtenPath() const { return m_writtenPath; }
    [[nodiscard]] QDateTime writtenAt() const { return m_writtenAt; }
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool isUndone() const { return m_isUndone; }
    [[nodiscard]] const std::optional<files::WriteError> &writeError() const { return m_writeError; }

    /// What an imported file had beside what the pages ask for; written again with the rest.
    void setImported(ImportedSettings imported, const QString &clientSecretPath);
    [[nodiscard]] pomerium::IdentityProviderSettings settings() const;

    [[nodiscard]] std::optional<Missing> missing() const override;
    [[nodiscard]] bool isVerified() const override;
    [[nodiscard]] bool needsRecheck() const override;
    void enter() override;

private:
    [[nodiscard]] QByteArray wantedFile() const;
    void update();
    /// The bytes that will be written; none: mergeProblem() or preview() says why.
    [[nodiscard]] std::optional<Secret> result() const;

    Configuration &m_configuration;
    const std::function<std::optional<pomerium::SyncForecast>()> m_forecast;
    bool m_keepsOtherSettings = true;
    bool m_isPractice = false;
    int m_otherSettings = 0;
    bool m_isAlreadySo = false;
    bool m_hasMergeProblem = false; ///< also when the file is to be replaced
    std::optional<pomerium::MergeError> m_mergeProblem;
    QList<files::AccessChange> m_accessChanges;
    std::optional<Expected<QString, pomerium::ExportError>> m_preview;
    std::optional<files::FileSnapshot> m_snapshot;
    std::optional<files::WriteError> m_targetProblem;
    QList<pomerium::DiffLine> m_difference;
    std::optional<files::WriteError> m_writeError;
    std::optional<files::FileSnapshot> m_before; ///< for undo: what was there
    Secret m_written; ///< for undo: only if it is still ours
    QString m_writtenPath;
    QDateTime m_writtenAt;
    QByteArray m_writtenFile;
    QByteArray m_previewFile; ///< what m_preview and m_difference show
    bool m_isUndone = false;
};

} // namespace setup

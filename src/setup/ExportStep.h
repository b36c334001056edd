#pragma once

#include "files/AtomicFile.h"
#include "pomerium/Difference.h"
#include "pomerium/Export.h"
#include "pomerium/ExportFormat.h"
#include "pomerium/IdentityProviderSettings.h"
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
    /// COOKIE_SECRET and SHARED_SECRET, from the system generator; for releases that need them.
    void setGeneratesSecrets(bool generate);
    void setUsesForecast(bool use);
    /// Where Pomerium finds the client secret (IDP_CLIENT_SECRET_FILE); empty: the secret itself is written.
    void setClientSecretPath(const QString &path);
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
    /// The file as it will be, secrets masked; or why this format cannot carry it.
    [[nodiscard]] const std::optional<Expected<QString, pomerium::ExportError>> &preview() const { return m_preview; }
    [[nodiscard]] QList<pomerium::ExportNote> notes() const;
    /// Whether there is a file at the target, as it was seen last; what cannot be read is a targetProblem().
    [[nodiscard]] bool targetExists() const { return m_snapshot && m_snapshot->exists; }
    [[nodiscard]] const std::optional<files::WriteError> &targetProblem() const { return m_targetProblem; }
    /// With an existing target: what will change, secrets masked.
    [[nodiscard]] const QList<pomerium::DiffLine> &difference() const { return m_difference; }
    /// The value of IDP_SERVICE_ACCOUNT; empty: no token, or a release that has none.
    [[nodiscard]] Secret serviceAccount() const;
    /// Whether decoding serviceAccount() gives the token back; checked, not assumed.
    [[nodiscard]] bool serviceAccountIsProven() const;

    [[nodiscard]] bool canWrite() const;
    [[nodiscard]] bool isWritten() const { return m_writtenAt.isValid(); }
    [[nodiscard]] QString writtenPath() const { return m_writtenPath; }
    [[nodiscard]] QDateTime writtenAt() const { return m_writtenAt; }
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool isUndone() const { return m_isUndone; }
    [[nodiscard]] const std::optional<files::WriteError> &writeError() const { return m_writeError; }

    /// What an imported file had beside what the pages ask for; written again with the rest.
    void setImported(ImportedSettings imported, const QString &clientSecretPath);
    [[nodiscard]] pomerium::IdentityProviderSettings settings() const;

    [[nodiscard]] bool canProceed() const override;
    [[nodiscard]] bool isVerified() const override;
    [[nodiscard]] bool needsRecheck() const override;
    void enter() override;

private:
    [[nodiscard]] QByteArray wantedFile() const;
    void update();

    Configuration &m_configuration;
    const std::function<std::optional<pomerium::SyncForecast>()> m_forecast;
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

#pragma once

#include "core/Expected.h"
#include "setup/Configuration.h"
#include "setup/Step.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace setup {

/// Why a draft cannot be read or written.
struct DraftError
{
    enum class Reason {
        NotReadable,
        NotWritable,
        Malformed,
        NewerVersion,
        InUse ///< by another wizard that is open
    };
    Reason reason = Reason::Malformed;
    QString path;
    QString detail;
};

/// What was entered, kept in a file on every change, so that a wizard that was killed goes on where it was. Without
/// secrets: those are in the keychain or nowhere.
class Draft final
{
public:
    /// The file and its folder are made when something is saved. An empty path: nothing is ever kept (the demo).
    explicit Draft(QString path);

    /// Where drafts are kept when nobody says otherwise.
    [[nodiscard]] static QString defaultPath();

    /// Where the last written configuration of an organisation is kept, for `export --from-keychain`.
    [[nodiscard]] static QString pathForOrganization(const QString &orgHost);
    /// Removes the draft and all kept configurations.
    [[nodiscard]] static Expected<void, DraftError> removeAll();

    struct Content
    {
        Configuration configuration; ///< secrets empty
        StepId step = StepId::Organization; ///< the page that was open
        QDateTime savedAt; ///< UTC
        bool hadImportedSecrets = false; ///< settings of an imported file that are not in the draft
    };

    [[nodiscard]] bool exists() const;
    [[nodiscard]] Expected<Content, DraftError> load() const;
    /// Whole or not at all, mode 0600.
    [[nodiscard]] Expected<void, DraftError> save(const Configuration &configuration, StepId step) const;
    [[nodiscard]] Expected<void, DraftError> remove() const;
    [[nodiscard]] QString path() const { return m_path; }
    /// Whether anything is ever kept.
    [[nodiscard]] bool isKept() const { return !m_path.isEmpty(); }

private:
    const QString m_path;
};

} // namespace setup

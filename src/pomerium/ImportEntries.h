#pragma once

#include "pomerium/ExportFormat.h"
#include "pomerium/Import.h"

#include <vector>

namespace pomerium {

/// One setting as it was found, before it is understood.
struct ImportEntry
{
    QString key; ///< in upper case, as an environment variable
    QString writtenKey; ///< as the file has it
    int line = 0;
    Secret value; ///< without the quotes of the file
    bool isExported = false; ///< `export K=V`
    qsizetype begin = 0; ///< where its lines are in the text: [begin, end), with the line end
    qsizetype end = 0;
};

/// A line of YAML.
struct YamlLine
{
    QByteArrayView bytes; ///< with its line end
    QByteArrayView text; ///< without
    int number = 0; ///< from 1

    [[nodiscard]] bool isCommentOrEmpty() const;
};

/// A top-level entry of a config.yaml: its key, and the lines up to the next one.
struct YamlEntry
{
    QString key; ///< as written, without quotes
    YamlLine first;
    QByteArrayView value; ///< behind the colon, on the first line
    QList<YamlLine> more; ///< indented lines, comments, empty lines
    QList<YamlLine> above; ///< comments and empty lines in front of it
};

/// What kind of file it was.
enum class ImportSource { EnvironmentFile, ConfigYaml };

/// A key of the identity provider settings, which is taken over; anything else is kept as it is.
[[nodiscard]] bool isOurKey(const QString &upperKey);
/// IDP_SERVICE_ACCOUNT for IPD_SERVICE_ACCOUNT; otherwise the key itself.
[[nodiscard]] QString correctedKey(const QString &upperKey);

/// Understands entries of our keys: repairs what is certain, notes what is wrong. Other entries become otherVariables.
void interpret(Import &import, std::vector<ImportEntry> entries, ImportSource source);

/// AUTHENTICATE_CALLBACK_PATH; empty: it is no path.
[[nodiscard]] QString callbackPathOf(QByteArrayView value);
/// The name of a setting for people; masked, when it may be a piece of a value that was broken into lines.
[[nodiscard]] QString shownKey(const QString &key);
/// The settings that are none of ours, by name.
[[nodiscard]] ImportRemark otherSettingsKept(const QStringList &keys);
/// More settings than any configuration has.
constexpr std::size_t MostEntries = 20'000;
/// One note of each kind for a key, so that a person reads all of them.
void tidyNotes(Import &import);

/// The variables of an environment file, in its order; `text` has no CR LF. Notes go to `import`.
[[nodiscard]] Expected<std::vector<ImportEntry>, ImportError> environmentEntries(QByteArrayView text, Import &import);
/// The program that the file says it is for, by the comment that an export puts on its first line.
[[nodiscard]] std::optional<ExportFormat> dialectOfEnvironmentFile(QByteArrayView text);
[[nodiscard]] QList<YamlLine> yamlLines(QByteArrayView text);
/// The top-level entries of a config.yaml; the views are into `text`.
[[nodiscard]] Expected<std::vector<YamlEntry>, ImportError> configurationEntries(QByteArrayView text);
/// A scalar of YAML on one line: plain, '...' or "..."; none: another form.
[[nodiscard]] std::optional<Secret> yamlScalar(QByteArrayView text);
/// LF for CR LF, and no CR at the very end.
[[nodiscard]] Secret withoutCarriageReturns(QByteArrayView text);

/// UTF-8 without NUL, of a size that a configuration file has. Cuts a byte order mark and notes it.
[[nodiscard]] Expected<QByteArrayView, ImportError> textOf(QByteArrayView bytes, Import &import);

} // namespace pomerium

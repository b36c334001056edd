#pragma once

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
};

/// What kind of file it was.
enum class ImportSource { EnvironmentFile, ConfigYaml };

/// A key of the identity provider settings, which is taken over; anything else is kept as it is.
[[nodiscard]] bool isOurKey(const QString &upperKey);
/// IDP_SERVICE_ACCOUNT for IPD_SERVICE_ACCOUNT; otherwise the key itself.
[[nodiscard]] QString correctedKey(const QString &upperKey);

/// Understands entries of our keys: repairs what is certain, notes what is wrong. Other entries become otherVariables.
void interpret(Import &import, std::vector<ImportEntry> entries, ImportSource source);

/// The settings that are none of ours, by name.
[[nodiscard]] ImportRemark otherSettingsKept(const QStringList &keys);
/// More settings than any configuration has.
constexpr std::size_t mostEntries = 20'000;
/// One note of each kind for a key, so that a person reads all of them.
void tidyNotes(Import &import);

/// UTF-8 without NUL, of a size that a configuration file has. Cuts a byte order mark and notes it.
[[nodiscard]] Expected<QByteArrayView, ImportError> textOf(QByteArrayView bytes, Import &import);

} // namespace pomerium

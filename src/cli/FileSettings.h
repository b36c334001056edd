#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "pomerium/Import.h"

#include <QString>

namespace cli {

/// A file of Pomerium's that an option names; the error is a sentence.
[[nodiscard]] Expected<pomerium::Import, QString> importedFile(const QString &path);

/// The client secret in the file that the settings name (IDP_CLIENT_SECRET_FILE), if it is here: as it is meant,
/// without a line break behind it. Empty: it is not here.
[[nodiscard]] Secret secretInFile(const QString &path);

} // namespace cli

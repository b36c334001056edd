#pragma once

#include "pomerium/Import.h"

#include <QString>

namespace pomerium {

/// Reads an environment file, a config.yaml or a Kubernetes manifest: its name is asked first, and what is in it
/// decides. A folder, a pipe or a device is refused without waiting for it, and never more than 4 MiB are read.
[[nodiscard]] Expected<Import, ImportError> importFile(const QString &path);

} // namespace pomerium

#pragma once

#include "pomerium/ExportFormat.h"
#include "pomerium/IdentityProviderSettings.h"

#include <QByteArray>

#include <map>
#include <optional>

namespace pomerium {

/// IDP_REQUEST_PARAMS: what Pomerium adds to each authorization request, by name.
using RequestParameters = std::map<QByteArray, QByteArray>;

/// Those of an imported file. Nothing when they are there in a form that is not read here; an empty map when they are
/// not there.
[[nodiscard]] std::optional<RequestParameters> requestParametersOf(const IdentityProviderSettings &settings);

/// Those that a file of this format will have: what an environment file says goes into environment files only, what a
/// config.yaml says into config.yaml only, and a release that does not start with the variable gets none.
[[nodiscard]] std::optional<RequestParameters> requestParametersWritten(ExportFormat format,
                                                                        const IdentityProviderSettings &settings);

} // namespace pomerium

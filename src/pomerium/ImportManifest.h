#pragma once

#include "core/Expected.h"
#include "pomerium/Import.h"

#include <QByteArrayView>

namespace pomerium {

/// Whether a file is a Kubernetes manifest: it names an apiVersion and a kind at the top level of a document.
[[nodiscard]] bool isManifest(QByteArrayView bytes);

/// Reads the identity provider of the ingress controller's manifests, as ExportFormat::Kubernetes writes them and as
/// its documentation shows them: a Secret with client_id, client_secret and perhaps service_account (`stringData`, or
/// base64 in `data`), and the object of kind Pomerium with spec.identityProvider and spec.authenticate. Block mappings
/// with scalars in one line; all else of the documents is left alone, and is no part of the import.
[[nodiscard]] Expected<Import, ImportError> importManifest(QByteArrayView bytes);

} // namespace pomerium

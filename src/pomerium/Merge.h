#pragma once

#include "pomerium/Export.h"
#include "pomerium/Import.h"

#include <QByteArrayView>

#include <optional>

namespace pomerium {

/// Why our settings cannot be put into a file that is there. It can still be replaced as a whole.
struct MergeError
{
    enum class Reason {
        NotMergeable, ///< a format of one value, or the sheet: there is nothing else to keep
        NotUnderstood, ///< `import` says why
        OtherDialect, ///< an environment file that says itself that another program reads it; detail: the format's name
        SecretElsewhere, ///< a manifest whose Pomerium object takes its Secret from another file; detail: which
        NotWritten ///< our own settings cannot be written in this format: `settings` says why
    };
    Reason reason = Reason::NotUnderstood;
    std::optional<ImportError> import;
    std::optional<ExportError> settings;
    QString detail;
};

/// A file that keeps what it had besides.
struct Merged
{
    Secret bytes;
    int otherSettings = 0; ///< how many settings of the old file were kept: "Keep its other 14 settings"
};

/// Whether files of this format can hold other settings than ours.
[[nodiscard]] bool canMerge(ExportFormat format);

/// The file `existing` with our settings in it: in the places of the old ones, or behind the last. Everything else
/// stays byte for byte but for CR LF, which becomes LF; so do COOKIE_SECRET, SHARED_SECRET and AUTHENTICATE_SERVICE_URL
/// where `settings` has none. Settings of the identity provider that are not written any more go, and so does what the
/// release refuses to start with. What is merged twice is as if merged once.
[[nodiscard]] Expected<Merged, MergeError> mergedInto(QByteArrayView existing, ExportFormat format,
                                                      const IdentityProviderSettings &settings);

namespace parts {
/// mergedInto() of a manifest: the Secret and the Pomerium object; other objects stay.
[[nodiscard]] Expected<Merged, MergeError> intoManifest(QByteArrayView existing,
                                                        const IdentityProviderSettings &settings);
} // namespace parts

} // namespace pomerium

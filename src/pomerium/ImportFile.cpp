#include "pomerium/ImportFile.h"

#include "pomerium/ImportManifest.h"

#include <QFile>
#include <QFileInfo>

namespace pomerium {

namespace {

using Reason = ImportError::Reason;

constexpr qint64 largestFile = 4 * 1024 * 1024;

Expected<Import, ImportError> importBytes(QByteArrayView bytes, bool isNamedYaml)
{
    auto first = isNamedYaml ? importConfigYaml(bytes) : importEnvironmentFile(bytes);
    if (first || first.error().reason != Reason::DifferentFormat)
        return first;
    const bool isOtherKind =
        first.error().detail == (isNamedYaml ? QLatin1String("env") : QLatin1String("config-yaml"));
    if (!isOtherKind) {
        if (isManifest(bytes)) {
            // One that has none of our values is told as what it is.
            if (auto manifest = importManifest(bytes))
                return manifest;
        }
        return first;
    }
    return isNamedYaml ? importEnvironmentFile(bytes) : importConfigYaml(bytes);
}

} // namespace

Expected<Import, ImportError> importFile(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return Unexpected(ImportError{Reason::NotAFile, 0, {}});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(ImportError{Reason::NotReadable, 0, file.errorString()});
    QByteArray bytes = file.read(largestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return Unexpected(ImportError{Reason::NotReadable, 0, file.errorString()});
    const QString suffix = info.suffix().toLower();
    auto import = importBytes(bytes, suffix == QLatin1String("yaml") || suffix == QLatin1String("yml"));
    ::detail::cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return import;
}

} // namespace pomerium

#include "pomerium/ImportFile.h"

#include "pomerium/ImportManifest.h"

#include <QFile>
#include <QFileInfo>

namespace pomerium {

namespace {

using Reason = ImportError::Reason;

constexpr qint64 LargestFile = 4 * 1024 * 1024;

/// Read as its name says; what is another kind is read as that.
Expected<Import, ImportError> importBytes(QByteArrayView bytes, bool isNamedYaml)
{
    auto result = isNamedYaml ? importConfigYaml(bytes) : importEnvironmentFile(bytes);
    constexpr int MostKinds = 2; // an environment file that is a config.yaml that is a Compose file
    for (int i = 0; i < MostKinds; ++i) {
        if (result || result.error().reason != Reason::DifferentFormat)
            return result;
        const QString kind = result.error().detail;
        if (kind == QLatin1String("env"))
            result = importEnvironmentFile(bytes);
        else if (kind == QLatin1String("config-yaml"))
            result = importConfigYaml(bytes);
        else if (kind == QLatin1String("kubernetes")) {
            // One that has none of our values is told as what it is.
            auto manifest = importManifest(bytes);
            return manifest ? std::move(manifest) : std::move(result);
        } else if (kind == QLatin1String("docker-compose.yml"))
            result = importCompose(bytes);
        else
            return result;
    }
    return result;
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
    QByteArray bytes = file.read(LargestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return Unexpected(ImportError{Reason::NotReadable, 0, file.errorString()});
    const QString suffix = info.suffix().toLower();
    auto import = importBytes(bytes, suffix == QLatin1String("yaml") || suffix == QLatin1String("yml"));
    ::detail::cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return import;
}

} // namespace pomerium

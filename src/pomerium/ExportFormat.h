#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace pomerium {

/// A file that can be written for Pomerium. Adding one: a row in the table of ExportFormat.cpp, and its file.
enum class ExportFormat {
    Env, ///< environment file that every consumer reads alike; values with other characters are refused
    EnvDocker, ///< docker run --env-file, kubectl create secret --from-env-file
    EnvCompose, ///< env_file and .env of Docker Compose, v1 and v2
    EnvSystemd, ///< EnvironmentFile= of a systemd unit
    EnvShell, ///< set -a; . FILE (POSIX sh)
    EnvPowershell, ///< . FILE.ps1, in front of a Docker or kubectl client
    ConfigYaml, ///< Pomerium's config.yaml
    Kubernetes, ///< Secret and settings of the Pomerium ingress controller
    ServiceAccount, ///< the value of IDP_SERVICE_ACCOUNT alone, without a newline
    ClientSecret, ///< the file that IDP_CLIENT_SECRET_FILE names: read verbatim, so without a newline
    CopySheet ///< what to copy into the consoles of Pomerium Zero and Enterprise
};

/// What is alike in several formats.
enum class FormatKind {
    Environment, ///< KEY=VALUE; other settings can be kept
    Configuration, ///< config.yaml; other settings can be kept
    Manifest, ///< objects of Kubernetes; other settings and objects can be kept
    SingleValue, ///< one value and nothing else: no comment, no line end
    Sheet ///< for people
};

/// All that is known of a format.
struct FormatTraits
{
    ExportFormat format = ExportFormat::Env;
    FormatKind kind = FormatKind::Environment;
    const char *name = ""; ///< on the command line
    const char *baseName = ""; ///< of the file that is usually written
    const char *suffix = ""; ///< of that file, with its dot
    const char *comment = ""; ///< first line of an environment file, by which an import knows the dialect
};

[[nodiscard]] const FormatTraits &traitsOf(ExportFormat format);
/// All formats, in the order in which they are offered.
[[nodiscard]] QList<ExportFormat> exportFormats();
/// The name on the command line: "env", "env-docker", "config-yaml" ...
[[nodiscard]] QString formatName(ExportFormat format);
[[nodiscard]] std::optional<ExportFormat> formatFromName(QStringView name);
/// What the file is usually called: "pomerium.env", "config.yaml" ...; of practice values "pomerium-practice.env".
[[nodiscard]] QString usualFileName(ExportFormat format, bool isPractice = false);
/// The first line of a file with the values of the practice org.
[[nodiscard]] QByteArrayView practiceComment();

} // namespace pomerium

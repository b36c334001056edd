#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace pomerium {

/// A file that can be written for Pomerium.
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

/// All formats, in the order in which they are offered.
[[nodiscard]] QList<ExportFormat> exportFormats();
/// The name on the command line: "env", "env-docker", "config-yaml" ...
[[nodiscard]] QString formatName(ExportFormat format);
[[nodiscard]] std::optional<ExportFormat> formatFromName(QStringView name);
/// What the file is usually called: "pomerium.env", "config.yaml" ...
[[nodiscard]] QString usualFileName(ExportFormat format);

} // namespace pomerium

#include "pomerium/ExportFormat.h"

namespace pomerium {

QList<ExportFormat> exportFormats()
{
    return {ExportFormat::Env,          ExportFormat::EnvDocker,  ExportFormat::EnvCompose,
            ExportFormat::EnvSystemd,   ExportFormat::EnvShell,   ExportFormat::EnvPowershell,
            ExportFormat::ConfigYaml,   ExportFormat::Kubernetes, ExportFormat::ServiceAccount,
            ExportFormat::ClientSecret, ExportFormat::CopySheet};
}

QString formatName(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Env:
        return QStringLiteral("env");
    case ExportFormat::EnvDocker:
        return QStringLiteral("env-docker");
    case ExportFormat::EnvCompose:
        return QStringLiteral("env-compose");
    case ExportFormat::EnvSystemd:
        return QStringLiteral("env-systemd");
    case ExportFormat::EnvShell:
        return QStringLiteral("env-shell");
    case ExportFormat::EnvPowershell:
        return QStringLiteral("env-powershell");
    case ExportFormat::ConfigYaml:
        return QStringLiteral("config-yaml");
    case ExportFormat::Kubernetes:
        return QStringLiteral("kubernetes");
    case ExportFormat::ServiceAccount:
        return QStringLiteral("service-account");
    case ExportFormat::ClientSecret:
        return QStringLiteral("client-secret");
    case ExportFormat::CopySheet:
        return QStringLiteral("copy-sheet");
    }
    Q_UNREACHABLE();
}

std::optional<ExportFormat> formatFromName(QStringView name)
{
    for (const ExportFormat format : exportFormats()) {
        if (name == formatName(format))
            return format;
    }
    return std::nullopt;
}

QString usualFileName(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Env:
    case ExportFormat::EnvDocker:
    case ExportFormat::EnvCompose:
    case ExportFormat::EnvSystemd:
    case ExportFormat::EnvShell:
        return QStringLiteral("pomerium.env");
    case ExportFormat::EnvPowershell:
        return QStringLiteral("pomerium.ps1");
    case ExportFormat::ConfigYaml:
        return QStringLiteral("config.yaml");
    case ExportFormat::Kubernetes:
        return QStringLiteral("pomerium-okta.yaml");
    case ExportFormat::ServiceAccount:
        return QStringLiteral("service-account.txt");
    case ExportFormat::ClientSecret:
        return QStringLiteral("client-secret");
    case ExportFormat::CopySheet:
        return QStringLiteral("pomerium-values.txt");
    }
    Q_UNREACHABLE();
}

} // namespace pomerium

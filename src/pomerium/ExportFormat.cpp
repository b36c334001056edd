#include "pomerium/ExportFormat.h"

#include <algorithm>
#include <array>

namespace pomerium {

namespace {

using Format = ExportFormat;
using Kind = FormatKind;

/// In the order of the enumeration, which is the one in which they are offered.
constexpr std::array Table{
    FormatTraits{Format::Env, Kind::Environment, "env", "pomerium", ".env", ""},
    FormatTraits{Format::EnvDocker, Kind::Environment, "env-docker", "pomerium", ".env",
                 "# docker run --env-file FILE\n"},
    FormatTraits{Format::EnvCompose, Kind::Environment, "env-compose", "pomerium", ".env",
                 "# docker compose, env_file: FILE\n"},
    FormatTraits{Format::EnvSystemd, Kind::Environment, "env-systemd", "pomerium", ".env",
                 "# systemd, EnvironmentFile=FILE\n"},
    FormatTraits{Format::EnvShell, Kind::Environment, "env-shell", "pomerium", ".env",
                 "# sh: set -a; . FILE; set +a\n"},
    FormatTraits{Format::EnvPowershell, Kind::Environment, "env-powershell", "pomerium", ".ps1",
                 "# PowerShell: . FILE\n"},
    FormatTraits{Format::ConfigYaml, Kind::Configuration, "config-yaml", "config", ".yaml", ""},
    FormatTraits{Format::Kubernetes, Kind::Manifest, "kubernetes", "pomerium-okta", ".yaml", ""},
    FormatTraits{Format::ServiceAccount, Kind::SingleValue, "service-account", "service-account", ".txt", ""},
    FormatTraits{Format::ClientSecret, Kind::SingleValue, "client-secret", "client-secret", "", ""},
    FormatTraits{Format::CopySheet, Kind::Sheet, "copy-sheet", "pomerium-values", ".txt", ""}};

static_assert(Table.back().format == Format::CopySheet
                  && Table.size() == static_cast<std::size_t>(Format::CopySheet) + 1,
              "a row for each format");

} // namespace

const FormatTraits &traitsOf(ExportFormat format)
{
    return Table.at(static_cast<std::size_t>(format));
}

QList<ExportFormat> exportFormats()
{
    QList<ExportFormat> formats;
    for (const FormatTraits &traits : Table)
        formats << traits.format;
    return formats;
}

QString formatName(ExportFormat format)
{
    return QString::fromLatin1(traitsOf(format).name);
}

std::optional<ExportFormat> formatFromName(QStringView name)
{
    const auto *const found = std::find_if(
        Table.begin(), Table.end(), [name](const FormatTraits &traits) { return name == QLatin1String(traits.name); });
    return found == Table.end() ? std::nullopt : std::optional(found->format);
}

QString usualFileName(ExportFormat format, bool isPractice)
{
    const FormatTraits &traits = traitsOf(format);
    return QLatin1String(traits.baseName) + (isPractice ? QStringLiteral("-practice") : QString())
        + QLatin1String(traits.suffix);
}

QByteArrayView practiceComment()
{
    return "# Practice: made-up values of a pretend org. Pomerium cannot sign anybody in with them.\n";
}

} // namespace pomerium

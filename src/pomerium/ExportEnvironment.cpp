#include "pomerium/ExportParts.h"
#include "pomerium/ValueEncoding.h"

namespace pomerium::parts {

std::optional<ExportError> writeVariable(ExportFormat format, Writer &writer, const QString &key, const Secret &value,
                                         bool isSecret)
{
    auto encoded = environmentValue(format, value.reveal());
    if (!encoded) {
        ExportError error = std::move(encoded).error();
        error.key = key;
        return error;
    }
    if (format == ExportFormat::EnvPowershell)
        writer.text(QStringLiteral("$env:%1 = ").arg(key));
    else
        writer.text(key + QLatin1Char('='));
    writer.value(*encoded, value, isSecret);
    writer.text("\n");
    return std::nullopt;
}

Rendered environmentFile(ExportFormat format, const IdentityProviderSettings &settings, Writer writer)
{
    if (auto error = problemOfToken(settings); error && writesServiceAccount(settings))
        return Unexpected(std::move(*error));
    writeHead(format, writer, settings);
    for (const Setting &setting : settingsToWrite(settings)) {
        if (auto error = writeVariable(format, writer, setting.key, setting.value, setting.isSecret))
            return Unexpected(std::move(*error));
    }
    for (const auto &other : settings.otherVariables) {
        if (isRequestParameters(*other) && leavesOutRequestParameters(settings))
            continue;
        if (auto error = writeVariable(format, writer, other->key, other->value, true))
            return Unexpected(std::move(*error));
    }
    writer.text(policyComment(settings));
    return writer.take();
}

} // namespace pomerium::parts

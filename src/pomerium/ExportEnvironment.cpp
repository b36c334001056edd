#include "pomerium/ExportParts.h"
#include "pomerium/ImportEntries.h"
#include "pomerium/ValueEncoding.h"

namespace pomerium::parts {

std::optional<ExportError> writeVariable(ExportFormat format, Writer &writer, const Setting &setting)
{
    const bool isPowershell = format == ExportFormat::EnvPowershell;
    // What reads a reference is another program, before Pomerium's environment is read: no quotes for it.
    auto encoded = setting.isReference && !isPowershell ? plainLine(setting.value.reveal())
                                                        : environmentValue(format, setting.value.reveal());
    if (!encoded) {
        ExportError error = std::move(encoded).error();
        error.key = setting.key;
        return error;
    }
    // A name may be a piece of a value that was broken into lines.
    const QString key = writer.isMasked() ? shownKey(setting.key) : setting.key;
    if (isPowershell)
        writer.text(QStringLiteral("$env:%1 = ").arg(key));
    else
        writer.text(key + QLatin1Char('='));
    writer.value(*encoded, setting.value, setting.isSecret);
    writer.text("\n");
    return std::nullopt;
}

Rendered environmentFile(ExportFormat format, const IdentityProviderSettings &settings, Writer writer)
{
    if (auto error = problemOfToken(settings); error && writesServiceAccount(settings))
        return Unexpected(std::move(*error));
    writeHead(format, writer, settings);
    for (const Setting &setting : settingsToWrite(settings)) {
        if (auto error = writeVariable(format, writer, setting))
            return Unexpected(std::move(*error));
    }
    for (const auto &other : settings.otherVariables) {
        if (isRequestParameters(*other) && leavesOutRequestParameters(settings))
            continue;
        if (auto error = writeVariable(format, writer, Setting{other->key, other->value.clone(), true}))
            return Unexpected(std::move(*error));
    }
    writer.text(policyComment(settings));
    return writer.take();
}

} // namespace pomerium::parts

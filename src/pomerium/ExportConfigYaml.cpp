#include "pomerium/ExportParts.h"

namespace pomerium::parts {

Rendered configurationFile(const IdentityProviderSettings &settings, Writer writer)
{
    if (auto error = problemOfToken(settings); error && writesServiceAccount(settings))
        return Unexpected(std::move(*error));
    if (settings.otherConfiguration && !releaseOf(settings).usesServiceAccount()
        && hasRemovedRouteSettings(settings.otherConfiguration->reveal()))
        return refused(ExportError::Reason::NotReadByRelease, QStringLiteral("allowed_groups"), QStringLiteral("0.19"));
    writeHead(ExportFormat::ConfigYaml, writer, settings);
    for (const Setting &setting : settingsToWrite(settings)) {
        if (auto error = writeYaml(writer, QByteArrayView((setting.key.toLower() + QStringLiteral(": ")).toUtf8()),
                                   setting.key, setting.value, setting.isSecret))
            return Unexpected(std::move(*error));
    }
    writer.text(policyComment(settings));
    if (settings.otherConfiguration && !settings.otherConfiguration->isEmpty()) {
        // Routes and policies may hold secrets anywhere, so they are not shown at all.
        if (writer.isMasked())
            writer.text(QStringLiteral("# …\n"));
        else
            writer.text(settings.otherConfiguration->reveal());
    }
    return writer.take();
}

} // namespace pomerium::parts

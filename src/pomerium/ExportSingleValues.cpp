#include "pomerium/ExportParts.h"
#include "pomerium/ValueEncoding.h"

namespace pomerium::parts {

/// The file of IDP_CLIENT_SECRET_FILE: read verbatim, so the secret alone and no final newline.
Rendered clientSecretFile(const IdentityProviderSettings &settings, Writer writer)
{
    const QString key = QStringLiteral("IDP_CLIENT_SECRET");
    if (settings.clientSecret.isEmpty())
        return refused(ExportError::Reason::MissingValue, key);
    if (!releaseOf(settings).hasClientSecretFile())
        return refused(ExportError::Reason::NotReadByRelease, QStringLiteral("IDP_CLIENT_SECRET_FILE"),
                       QStringLiteral("0.18"));
    auto encoded = plainLine(settings.clientSecret.reveal());
    if (!encoded)
        return forKey(std::move(encoded).error(), key);
    writer.value(*encoded, settings.clientSecret, true);
    return writer.take();
}

Rendered serviceAccountFile(const IdentityProviderSettings &settings, Writer writer)
{
    if (!settings.apiToken || settings.apiToken->isEmpty())
        return refused(ExportError::Reason::MissingValue, QStringLiteral("IDP_SERVICE_ACCOUNT"));
    // Without a release it is the value of those that have one.
    if (settings.release && !settings.release->usesServiceAccount())
        return refused(ExportError::Reason::NotReadByRelease, QStringLiteral("IDP_SERVICE_ACCOUNT"),
                       QStringLiteral("0.19"));
    if (auto error = problemOfToken(settings))
        return Unexpected(std::move(*error));
    const Secret value = serviceAccountValue(settings);
    auto encoded = plainLine(value.reveal());
    if (!encoded)
        return forKey(std::move(encoded).error(), QStringLiteral("IDP_SERVICE_ACCOUNT"));
    writer.value(*encoded, value, true);
    return writer.take();
}

} // namespace pomerium::parts

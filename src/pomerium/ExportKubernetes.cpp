#include "pomerium/ExportParts.h"

namespace pomerium::parts {

/// A Secret, and the part of the cluster's one Pomerium object that concerns the identity provider
/// (ingress.pomerium.io/v1, from ingress controller 0.18).
Rendered kubernetesManifest(const IdentityProviderSettings &settings, Writer writer)
{
    if (!releaseOf(settings).isAtLeast(0, 18))
        return refused(ExportError::Reason::NotReadByRelease, QStringLiteral("ingress.pomerium.io/v1"),
                       QStringLiteral("0.18"), ExportFormat::ConfigYaml);
    if (settings.clientSecretPath && settings.clientSecret.isEmpty())
        return refused(ExportError::Reason::MissingValue, QStringLiteral("client_secret"));
    if (!settings.providerUrl.startsWith(QLatin1String("https://")))
        return refused(ExportError::Reason::InvalidProviderUrl, QStringLiteral("url"), QStringLiteral("^https://"));
    if (settings.authenticateUrl && !settings.authenticateUrl->toString().startsWith(QLatin1String("https://")))
        return refused(ExportError::Reason::NotCarried, QStringLiteral("authenticate.url"),
                       QStringLiteral("^https://"));
    if (auto error = problemOfToken(settings); error && writesServiceAccount(settings))
        return Unexpected(std::move(*error));

    std::optional<ExportError> error;
    const auto line = [&](QByteArrayView prefix, const char *key, const Secret &value, bool isSecret) {
        if (!error)
            error = writeYaml(writer, prefix, QString::fromLatin1(key), value, isSecret);
    };
    writeHead(ExportFormat::Kubernetes, writer, settings);
    writer.text("# kubectl apply -f FILE\n"
                "apiVersion: v1\n"
                "kind: Secret\n"
                "metadata:\n"
                "  name: 'idp-okta'\n"
                "  namespace: 'pomerium'\n"
                "type: Opaque\n"
                "stringData:\n");
    line("  client_id: ", "client_id", plain(settings.clientId), false);
    line("  client_secret: ", "client_secret", settings.clientSecret, true);
    if (writesServiceAccount(settings))
        line("  service_account: ", "service_account", serviceAccountValue(settings), true);
    writer.text("---\n"
                "# Merged into the object that is there: certificates and storage stay as they are.\n"
                "apiVersion: ingress.pomerium.io/v1\n"
                "kind: Pomerium\n"
                "metadata:\n"
                "  name: 'global'\n"
                "spec:\n");
    if (settings.authenticateUrl) {
        writer.text("  authenticate:\n");
        line("    url: ", "authenticate.url", plain(settings.authenticateUrl->toString()), false);
    }
    writer.text("  identityProvider:\n"
                "    provider: 'okta'\n");
    line("    url: ", "url", plain(settings.providerUrl), false);
    writer.text("    secret: 'pomerium/idp-okta'\n");
    if (const QStringList scopes = scopesToWrite(settings); !scopes.isEmpty()) {
        writer.text("    scopes:\n");
        for (const QString &scope : scopes)
            line("      - ", "scopes", plain(scope), false);
    }
    const DirectoryRefresh refresh = directoryRefresh(settings);
    if (refresh.timeout || refresh.interval) { // both are required
        writer.text("    refreshDirectory:\n");
        line("      interval: ", "refreshDirectory.interval", plain(refresh.interval.value_or(QStringLiteral("10m"))),
             false);
        line("      timeout: ", "refreshDirectory.timeout", plain(refresh.timeout.value_or(QStringLiteral("1m"))),
             false);
    }
    writer.text("  secrets: 'pomerium/bootstrap'\n");
    writer.text(policyComment(settings));
    if (error)
        return Unexpected(std::move(*error));
    return writer.take();
}

} // namespace pomerium::parts

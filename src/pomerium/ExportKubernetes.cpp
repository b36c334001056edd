#include "pomerium/ExportParts.h"

namespace pomerium::parts {

namespace {

/// What the controller's schema does not take: it wants https everywhere, and its own release.
std::optional<ExportError> problemOfManifest(const IdentityProviderSettings &settings)
{
    using Reason = ExportError::Reason;
    if (!releaseOf(settings).isAtLeast(0, 18))
        return ExportError{Reason::NotReadByRelease, QStringLiteral("ingress.pomerium.io/v1"), QStringLiteral("0.18"),
                           ExportFormat::ConfigYaml};
    if (settings.clientSecretPath && settings.clientSecret.isEmpty())
        return ExportError{Reason::MissingValue, QStringLiteral("client_secret"), {}, std::nullopt};
    if (!settings.providerUrl.startsWith(QLatin1String("https://")))
        return ExportError{Reason::InvalidProviderUrl, QStringLiteral("url"), QStringLiteral("^https://"),
                           std::nullopt};
    if (settings.authenticateUrl && !settings.authenticateUrl->toString().startsWith(QLatin1String("https://")))
        return ExportError{Reason::NotCarried, QStringLiteral("authenticate.url"), QStringLiteral("^https://"),
                           std::nullopt};
    if (auto error = problemOfToken(settings); error && writesServiceAccount(settings))
        return error;
    return std::nullopt;
}

/// Lines of a manifest; the first error is kept.
class Lines
{
public:
    explicit Lines(Writer &writer)
        : m_writer(writer)
    {
    }

    void put(const QString &prefix, const QString &key, const Secret &value, bool isSecret = false)
    {
        const QByteArray bytes = prefix.toUtf8();
        if (!m_error)
            m_error = writeYaml(m_writer, QByteArrayView(bytes), key, value, isSecret);
    }
    [[nodiscard]] std::optional<ExportError> error() const { return m_error; }

private:
    Writer &m_writer;
    std::optional<ExportError> m_error;
};

} // namespace

std::optional<ExportError> writeSecretEntries(Writer &writer, const IdentityProviderSettings &settings,
                                              const QString &indent)
{
    Lines lines(writer);
    lines.put(indent + QStringLiteral("client_id: "), QStringLiteral("client_id"), plain(settings.clientId));
    const OtherVariable *secret = settings.reference(u"IDP_CLIENT_SECRET");
    lines.put(indent + QStringLiteral("client_secret: "), QStringLiteral("client_secret"),
              secret ? secret->value : settings.clientSecret, true);
    const OtherVariable *account = settings.reference(u"IDP_SERVICE_ACCOUNT");
    if (account && releaseOf(settings).usesServiceAccount())
        lines.put(indent + QStringLiteral("service_account: "), QStringLiteral("service_account"), account->value,
                  true);
    else if (writesServiceAccount(settings))
        lines.put(indent + QStringLiteral("service_account: "), QStringLiteral("service_account"),
                  serviceAccountValue(settings), true);
    return lines.error();
}

std::optional<ExportError> writeProviderEntries(Writer &writer, const IdentityProviderSettings &settings,
                                                const QString &indent, const QString &secretName)
{
    Lines lines(writer);
    lines.put(indent + QStringLiteral("provider: "), QStringLiteral("provider"), plain(QStringLiteral("okta")));
    lines.put(indent + QStringLiteral("url: "), QStringLiteral("url"), plain(settings.providerUrl));
    lines.put(indent + QStringLiteral("secret: "), QStringLiteral("secret"), plain(secretName));
    if (const QStringList scopes = scopesToWrite(settings); !scopes.isEmpty()) {
        writer.text(indent + QStringLiteral("scopes:\n"));
        for (const QString &scope : scopes)
            lines.put(indent + QStringLiteral("  - "), QStringLiteral("scopes"), plain(scope));
    }
    const DirectoryRefresh refresh = directoryRefresh(settings);
    if (refresh.timeout || refresh.interval) { // both are required
        writer.text(indent + QStringLiteral("refreshDirectory:\n"));
        lines.put(indent + QStringLiteral("  interval: "), QStringLiteral("refreshDirectory.interval"),
                  plain(refresh.interval.value_or(QStringLiteral("10m"))));
        lines.put(indent + QStringLiteral("  timeout: "), QStringLiteral("refreshDirectory.timeout"),
                  plain(refresh.timeout.value_or(QStringLiteral("1m"))));
    }
    return lines.error();
}

Rendered secretManifest(const IdentityProviderSettings &settings, Writer writer)
{
    writer.text("apiVersion: v1\n"
                "kind: Secret\n"
                "metadata:\n"
                "  name: 'idp-okta'\n"
                "  namespace: 'pomerium'\n"
                "type: Opaque\n"
                "stringData:\n");
    if (auto error = writeSecretEntries(writer, settings, QStringLiteral("  ")))
        return Unexpected(std::move(*error));
    return writer.take();
}

Rendered pomeriumManifest(const IdentityProviderSettings &settings, Writer writer, const QString &secretName)
{
    writer.text("# Merged into the object that is there: certificates and storage stay as they are.\n"
                "apiVersion: ingress.pomerium.io/v1\n"
                "kind: Pomerium\n"
                "metadata:\n"
                "  name: 'global'\n"
                "spec:\n");
    if (settings.authenticateUrl) {
        writer.text("  authenticate:\n");
        Lines lines(writer);
        lines.put(QStringLiteral("    url: "), QStringLiteral("authenticate.url"),
                  plain(settings.authenticateUrl->toString()));
        if (auto error = lines.error())
            return Unexpected(std::move(*error));
    }
    writer.text("  identityProvider:\n");
    if (auto error = writeProviderEntries(writer, settings, QStringLiteral("    "), secretName))
        return Unexpected(std::move(*error));
    writer.text("  secrets: 'pomerium/bootstrap'\n");
    return writer.take();
}

Rendered kubernetesManifest(const IdentityProviderSettings &settings, Rendering rendering)
{
    if (auto error = problemOfManifest(settings))
        return Unexpected(std::move(*error));
    const auto secret = secretManifest(settings, Writer(rendering, settings));
    if (!secret)
        return Unexpected(secret.error());
    const auto pomerium = pomeriumManifest(settings, Writer(rendering, settings), QStringLiteral("pomerium/idp-okta"));
    if (!pomerium)
        return Unexpected(pomerium.error());
    Writer writer(Rendering::Plain, settings);
    writeHead(ExportFormat::Kubernetes, writer, settings);
    writer.text("# kubectl apply -f FILE\n");
    writer.text(secret->reveal());
    writer.text("---\n");
    writer.text(pomerium->reveal());
    writer.text(policyComment(settings));
    return writer.take();
}

} // namespace pomerium::parts

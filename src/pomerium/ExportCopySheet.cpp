#include "pomerium/ExportParts.h"
#include "pomerium/ValueEncoding.h"

#include <QRegularExpression>

namespace pomerium::parts {

namespace {

/// Scheme, host and port: the Enterprise Console and pomerium-datasource append /api/v1/... as text.
QString organizationRoot(const QString &providerUrl)
{
    static const QRegularExpression root(QStringLiteral(R"(\A[A-Za-z]+://[^/?#]+)"));
    return root.match(providerUrl).captured(0);
}

} // namespace

/// What is typed into consoles, in the words of their boxes.
Rendered copySheet(const IdentityProviderSettings &settings, Writer writer)
{
    if (auto error = problemOfToken(settings))
        return Unexpected(std::move(*error));
    std::optional<ExportError> error;
    const auto line = [&](const char *label, const Secret &value, bool isSecret) {
        if (error)
            return;
        auto encoded = plainLine(value.reveal());
        if (!encoded) {
            error = std::move(encoded).error();
            error->key = QString::fromLatin1(label);
            return;
        }
        writer.text(QStringLiteral("  %1: ").arg(QLatin1String(label)));
        writer.value(*encoded, value, isSecret);
        writer.text("\n");
    };
    writeHead(ExportFormat::CopySheet, writer, settings);
    writer.text("Pomerium Zero: Settings > Identity Provider > Custom\n");
    line("Identity Provider", plain(QStringLiteral("okta")), false);
    line("Identity Provider URL", plain(settings.providerUrl), false);
    line("Client ID", plain(settings.clientId), false);
    if (!settings.clientSecret.isEmpty())
        line("Client Secret", settings.clientSecret, true);
    if (settings.authenticateUrl)
        line("Authenticate Service URL", plain(settings.authenticateUrl->toString()), false);
    if (const QStringList scopes = scopesToWrite(settings); !scopes.isEmpty())
        line("Scopes", plain(scopes.join(QLatin1Char(','))), false);
    if (settings.apiToken && !settings.apiToken->isEmpty()) {
        writer.text("\nPomerium Enterprise Console: Settings > Directory Sync > Okta\n");
        line("API Key", *settings.apiToken, true);
        line("URL", plain(organizationRoot(settings.providerUrl)), false);
    }
    if (settings.authenticateUrl) {
        writer.text("\nOkta: Applications > General > Sign-in redirect URIs\n");
        line("Sign-in redirect URI", plain(settings.authenticateUrl->redirectUri()), false);
    }
    if (namesGroupsInPolicy(settings)) {
        // Zero knows the claim only; Enterprise knows the directory, and groups by their ID there.
        writer.text("\nGroups in policies\n"
                    "  Pomerium Zero: claim/groups: NAME\n"
                    "  Pomerium Enterprise: groups: has: ID\n");
    }
    if (error)
        return Unexpected(std::move(*error));
    return writer.take();
}

} // namespace pomerium::parts

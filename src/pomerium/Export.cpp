#include "pomerium/Export.h"

#include "core/SecretBuilder.h"
#include "core/ServerText.h"
#include "pomerium/ServiceAccount.h"
#include "pomerium/ValueEncoding.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <vector>

namespace pomerium {

namespace {

using Reason = ExportError::Reason;

enum class Rendering {
    Plain, ///< for the file
    Masked ///< for people
};

/// One setting of Pomerium on its way into a file.
struct Setting
{
    QString key; ///< as an environment variable; config.yaml has it in lower case
    Secret value;
    bool isSecret = false;
};

using Settings = std::vector<Setting>;

Unexpected<ExportError> refused(Reason reason, const QString &key, const QString &detail = {},
                                std::optional<ExportFormat> suggestion = std::nullopt)
{
    return Unexpected(ExportError{reason, key, detail, suggestion});
}

Secret plain(const QString &text)
{
    return Secret::fromText(text);
}

bool writesServiceAccount(const IdentityProviderSettings &settings)
{
    return settings.apiToken && !settings.apiToken->isEmpty()
        && (!settings.release || settings.release->usesServiceAccount());
}

/// Go's time.ParseDuration; a number without a unit is fatal or, in YAML, nanoseconds.
QString duration(std::chrono::milliseconds time)
{
    if (time.count() % 60'000 == 0)
        return QStringLiteral("%1m").arg(time.count() / 60'000);
    if (time.count() % 1'000 == 0)
        return QStringLiteral("%1s").arg(time.count() / 1'000);
    return QStringLiteral("%1ms").arg(time.count());
}

struct DirectoryRefresh
{
    std::optional<QString> timeout;
    std::optional<QString> interval;
};

DirectoryRefresh directoryRefresh(const IdentityProviderSettings &settings)
{
    DirectoryRefresh refresh;
    // IDP_REFRESH_DIRECTORY_* came with 0.10.0.
    if (!settings.release || !settings.release->usesServiceAccount() || !settings.release->isAtLeast(0, 10))
        return refresh;
    if (settings.forecast && !settings.forecast->fitsDefaults() && writesServiceAccount(settings)) {
        refresh.timeout = duration(settings.forecast->timeout);
        refresh.interval = duration(settings.forecast->interval);
    }
    if (settings.directoryTimeout)
        refresh.timeout = duration(*settings.directoryTimeout);
    if (settings.directoryInterval)
        refresh.interval = duration(*settings.directoryInterval);
    return refresh;
}

/// `openid` and so on, and `groups`: Okta's own server puts groups into the ID token only when they are asked for.
QStringList scopesToWrite(const IdentityProviderSettings &settings)
{
    if (settings.scopes)
        return *settings.scopes;
    if (settings.groupsFromClaim && settings.release && settings.release->isAtLeast(0, 20)
        && settings.isOrganizationServer())
        return {QStringLiteral("openid"), QStringLiteral("profile"), QStringLiteral("email"), QStringLiteral("groups"),
                QStringLiteral("offline_access")};
    return {};
}

std::optional<ExportError> problemOfProviderUrl(const QString &text)
{
    const auto problem = [&](const QString &detail) {
        return ExportError{Reason::InvalidProviderUrl, QStringLiteral("IDP_PROVIDER_URL"), detail, std::nullopt};
    };
    for (const QChar c : text) {
        if (c.isSpace() || c.category() == QChar::Other_Control || QStringLiteral("\"'`<>\\").contains(c))
            return problem(serverText(QStringView(&c, 1)));
    }
    static const QRegularExpression url(QStringLiteral(R"(\A(https?)://([^/?#@]+)(/[^?#]*)?([?#].*)?\z)"),
                                        QRegularExpression::CaseInsensitiveOption);
    const auto match = url.match(text);
    if (text.contains(QLatin1Char('@')))
        return problem(QStringLiteral("@")); // never repeated: it may be a password
    if (!match.hasMatch())
        return problem(serverText(QStringView(text), 100));
    if (!match.captured(4).isEmpty())
        return problem(match.captured(4).left(1));
    static const QRegularExpression notAnIssuer(
        QStringLiteral(R"(/\.well-known(/|\z)|/oauth2/callback/?\z|/oauth2/v1(/|\z)|/oauth2/[^/]+/v1(/|\z)|//)"));
    if (const auto path = notAnIssuer.match(match.captured(3)); path.hasMatch())
        return problem(path.captured(0));
    return std::nullopt;
}

/// What every format needs, whatever it writes of it.
std::optional<ExportError> problemOf(const IdentityProviderSettings &settings)
{
    const auto missing = [](const char *key) {
        return ExportError{Reason::MissingValue, QString::fromLatin1(key), {}, std::nullopt};
    };
    if (settings.providerUrl.isEmpty())
        return missing("IDP_PROVIDER_URL");
    if (settings.clientId.isEmpty())
        return missing("IDP_CLIENT_ID");
    if (settings.clientSecret.isEmpty() && !settings.clientSecretPath)
        return missing("IDP_CLIENT_SECRET");
    if (settings.clientSecretPath) {
        if (settings.clientSecretPath->isEmpty())
            return missing("IDP_CLIENT_SECRET_FILE");
        if (settings.release && !settings.release->hasClientSecretFile())
            return ExportError{Reason::NotReadByRelease, QStringLiteral("IDP_CLIENT_SECRET_FILE"),
                               QStringLiteral("0.18"), std::nullopt};
    }
    return problemOfProviderUrl(settings.providerUrl);
}

std::optional<ExportError> problemOfToken(const IdentityProviderSettings &settings)
{
    if (!settings.apiToken)
        return std::nullopt;
    for (const char c : settings.apiToken->reveal()) {
        // RFC 9110 5.5; a blank inside is no token either.
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F)
            return ExportError{Reason::InvalidApiToken, QStringLiteral("IDP_SERVICE_ACCOUNT"),
                               QStringLiteral("U+%1").arg(static_cast<unsigned char>(c), 4, 16, QLatin1Char('0')),
                               std::nullopt};
    }
    return std::nullopt;
}

Secret serviceAccountValue(const IdentityProviderSettings &settings)
{
    return settings.release ? ServiceAccount::encodeFor(*settings.apiToken, *settings.release)
                            : ServiceAccount::encode(*settings.apiToken);
}

/// The settings of environment file and config.yaml, in the order of the documented page and then of use.
Settings settingsToWrite(const IdentityProviderSettings &settings)
{
    Settings list;
    const auto add = [&list](const char *key, Secret value, bool isSecret = false) {
        list.push_back(Setting{QString::fromLatin1(key), std::move(value), isSecret});
    };
    add("IDP_PROVIDER", plain(QStringLiteral("okta")));
    add("IDP_PROVIDER_URL", plain(settings.providerUrl));
    add("IDP_CLIENT_ID", plain(settings.clientId));
    if (settings.clientSecretPath)
        add("IDP_CLIENT_SECRET_FILE", plain(*settings.clientSecretPath));
    else
        add("IDP_CLIENT_SECRET", settings.clientSecret.clone(), true);
    if (writesServiceAccount(settings))
        add("IDP_SERVICE_ACCOUNT", serviceAccountValue(settings), true);
    if (settings.authenticateUrl)
        add("AUTHENTICATE_SERVICE_URL", plain(settings.authenticateUrl->toString()));
    // Pomerium splits at commas and does not trim.
    if (const QStringList scopes = scopesToWrite(settings); !scopes.isEmpty())
        add("IDP_SCOPES", plain(scopes.join(QLatin1Char(','))));
    const DirectoryRefresh refresh = directoryRefresh(settings);
    if (refresh.timeout)
        add("IDP_REFRESH_DIRECTORY_TIMEOUT", plain(*refresh.timeout));
    if (refresh.interval)
        add("IDP_REFRESH_DIRECTORY_INTERVAL", plain(*refresh.interval));
    if (settings.cookieSecret && !settings.cookieSecret->isEmpty())
        add("COOKIE_SECRET", settings.cookieSecret->clone(), true);
    if (settings.sharedSecret && !settings.sharedSecret->isEmpty())
        add("SHARED_SECRET", settings.sharedSecret->clone(), true);
    return list;
}

/// A value as it is written: encoded for the file, or what stands for it on a screen.
class Writer
{
public:
    Writer(Rendering rendering, const IdentityProviderSettings &settings)
        : m_rendering(rendering)
    {
        if (rendering == Rendering::Masked)
            m_secrets = settings.secrets();
    }

    void text(QByteArrayView bytes) { m_bytes.append(bytes); }
    void text(QStringView string) { m_bytes.append(QByteArrayView(string.toUtf8())); }

    /// `value` is what was encoded; it is judged before it is masked, so that a preview is refused when the file is.
    void value(const Secret &encoded, const Secret &original, bool isSecret)
    {
        if (m_rendering == Rendering::Plain || !(isSecret || holdsSecret(original))) {
            m_bytes.append(encoded.reveal());
            return;
        }
        const QByteArrayView shown = encoded.reveal();
        const bool isQuoted = shown.size() >= 2 && (shown.front() == '\'' || shown.front() == '"')
            && shown.front() == shown.back() && !(original.reveal() == shown);
        if (isQuoted)
            m_bytes.append(shown.front());
        text(maskedSecret());
        if (isQuoted)
            m_bytes.append(shown.front());
    }

    [[nodiscard]] bool isMasked() const { return m_rendering == Rendering::Masked; }
    [[nodiscard]] Secret take() { return std::move(m_bytes).take(); }

private:
    /// A secret in a box where it does not belong, such as the client secret as client ID.
    [[nodiscard]] bool holdsSecret(const Secret &value) const
    {
        return std::any_of(m_secrets.begin(), m_secrets.end(), [&](const Secret &secret) {
            const QByteArrayView haystack = value.reveal();
            const QByteArrayView needle = secret.reveal();
            return needle.size() > 4
                && std::search(haystack.begin(), haystack.end(), needle.begin(), needle.end()) != haystack.end();
        });
    }

    Rendering m_rendering;
    std::vector<Secret> m_secrets;
    SecretBuilder m_bytes;
};

using Rendered = Expected<Secret, ExportError>;

Unexpected<ExportError> forKey(ExportError error, const QString &key)
{
    error.key = key;
    return Unexpected(std::move(error));
}

/// "# " in front of every line.
QString commented(const QString &text)
{
    QString lines;
    const auto parts = QStringView(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QStringView line : parts)
        lines += QStringLiteral("# ") + line.toString() + QLatin1Char('\n');
    return lines;
}

bool namesGroupsInPolicy(const IdentityProviderSettings &settings)
{
    return settings.groupsFromClaim && settings.release && settings.release->isAtLeast(0, 20);
}

QString policyComment(const IdentityProviderSettings &settings)
{
    if (!namesGroupsInPolicy(settings))
        return {};
    return commented(QStringLiteral("In a route, to let the group NAME in:\n")
                     + policyFragment(settings.release, QStringLiteral("NAME")));
}

/// The first format, but for the one that refuses, that carries every value.
std::optional<ExportFormat> otherFormatFor(const IdentityProviderSettings &settings, ExportFormat refusing)
{
    const Settings list = settingsToWrite(settings);
    for (const ExportFormat format : {ExportFormat::EnvDocker, ExportFormat::EnvShell, ExportFormat::EnvSystemd,
                                      ExportFormat::EnvCompose, ExportFormat::ConfigYaml}) {
        const auto isCarried = [&](const Secret &value) {
            return format == ExportFormat::ConfigYaml ? yamlValue(value.reveal()).has_value()
                                                      : environmentValue(format, value.reveal()).has_value();
        };
        if (format != refusing
            && std::all_of(list.begin(), list.end(), [&](const Setting &setting) { return isCarried(setting.value); })
            && std::all_of(settings.otherVariables.begin(), settings.otherVariables.end(),
                           [&](const auto &other) { return isCarried(other->value); }))
            return format;
    }
    return std::nullopt;
}

/// Pomerium does not start with the variable before it reads JSON from it.
bool leavesOutRequestParameters(const IdentityProviderSettings &settings)
{
    return settings.release && !settings.release->readsRequestParametersVariable();
}

bool isRequestParameters(const OtherVariable &variable)
{
    return variable.key == QLatin1String("IDP_REQUEST_PARAMS");
}

Rendered environmentFile(ExportFormat format, const IdentityProviderSettings &settings, Writer writer)
{
    if (auto error = problemOfToken(settings); error && writesServiceAccount(settings))
        return Unexpected(std::move(*error));
    const auto line = [&](const QString &key, const Secret &value, bool isSecret) -> std::optional<ExportError> {
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
    };

    writer.text(dialectComment(format));
    for (const Setting &setting : settingsToWrite(settings)) {
        if (auto error = line(setting.key, setting.value, setting.isSecret))
            return Unexpected(std::move(*error));
    }
    for (const auto &other : settings.otherVariables) {
        if (isRequestParameters(*other) && leavesOutRequestParameters(settings))
            continue;
        if (auto error = line(other->key, other->value, true))
            return Unexpected(std::move(*error));
    }
    writer.text(policyComment(settings));
    return writer.take();
}

Rendered configurationFile(const IdentityProviderSettings &settings, Writer writer)
{
    if (auto error = problemOfToken(settings); error && writesServiceAccount(settings))
        return Unexpected(std::move(*error));
    for (const Setting &setting : settingsToWrite(settings)) {
        auto encoded = yamlValue(setting.value.reveal());
        if (!encoded)
            return forKey(std::move(encoded).error(), setting.key);
        writer.text(setting.key.toLower() + QStringLiteral(": "));
        writer.value(*encoded, setting.value, setting.isSecret);
        writer.text("\n");
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

/// A value at its place in a manifest.
std::optional<ExportError> yamlLine(Writer &writer, QByteArrayView prefix, const QString &key, const Secret &value,
                                    bool isSecret)
{
    auto encoded = yamlValue(value.reveal());
    if (!encoded) {
        ExportError error = std::move(encoded).error();
        error.key = key;
        return error;
    }
    writer.text(prefix);
    writer.value(*encoded, value, isSecret);
    writer.text("\n");
    return std::nullopt;
}

/// A Secret, and the part of the cluster's one Pomerium object that concerns the identity provider
/// (ingress.pomerium.io/v1, from ingress controller 0.18).
Rendered kubernetesManifest(const IdentityProviderSettings &settings, Writer writer)
{
    if (settings.release && !settings.release->isAtLeast(0, 18))
        return refused(Reason::NotReadByRelease, QStringLiteral("ingress.pomerium.io/v1"), QStringLiteral("0.18"),
                       ExportFormat::ConfigYaml);
    if (settings.clientSecretPath && settings.clientSecret.isEmpty())
        return refused(Reason::MissingValue, QStringLiteral("client_secret"));
    if (!settings.providerUrl.startsWith(QLatin1String("https://")))
        return refused(Reason::InvalidProviderUrl, QStringLiteral("url"), QStringLiteral("^https://"));
    if (settings.authenticateUrl && !settings.authenticateUrl->toString().startsWith(QLatin1String("https://")))
        return refused(Reason::NotCarried, QStringLiteral("authenticate.url"), QStringLiteral("^https://"));
    if (auto error = problemOfToken(settings); error && writesServiceAccount(settings))
        return Unexpected(std::move(*error));

    std::optional<ExportError> error;
    const auto line = [&](QByteArrayView prefix, const char *key, const Secret &value, bool isSecret) {
        if (!error)
            error = yamlLine(writer, prefix, QString::fromLatin1(key), value, isSecret);
    };
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

/// The file of IDP_CLIENT_SECRET_FILE: read verbatim, so the secret alone and no final newline.
Rendered clientSecretFile(const IdentityProviderSettings &settings, Writer writer)
{
    const QString key = QStringLiteral("IDP_CLIENT_SECRET");
    if (settings.clientSecret.isEmpty())
        return refused(Reason::MissingValue, key);
    if (settings.release && !settings.release->hasClientSecretFile())
        return refused(Reason::NotReadByRelease, QStringLiteral("IDP_CLIENT_SECRET_FILE"), QStringLiteral("0.18"));
    auto encoded = plainLine(settings.clientSecret.reveal());
    if (!encoded)
        return forKey(std::move(encoded).error(), key);
    writer.value(*encoded, settings.clientSecret, true);
    return writer.take();
}

Rendered serviceAccountFile(const IdentityProviderSettings &settings, Writer writer)
{
    if (!settings.apiToken || settings.apiToken->isEmpty())
        return refused(Reason::MissingValue, QStringLiteral("IDP_SERVICE_ACCOUNT"));
    if (!writesServiceAccount(settings))
        return refused(Reason::NotReadByRelease, QStringLiteral("IDP_SERVICE_ACCOUNT"), QStringLiteral("0.19"));
    if (auto error = problemOfToken(settings))
        return Unexpected(std::move(*error));
    const Secret value = serviceAccountValue(settings);
    auto encoded = plainLine(value.reveal());
    if (!encoded)
        return forKey(std::move(encoded).error(), QStringLiteral("IDP_SERVICE_ACCOUNT"));
    writer.value(*encoded, value, true);
    return writer.take();
}

/// Scheme, host and port: the Enterprise Console and pomerium-datasource append /api/v1/... as text.
QString organizationRoot(const QString &providerUrl)
{
    static const QRegularExpression root(QStringLiteral(R"(\A[A-Za-z]+://[^/?#]+)"));
    return root.match(providerUrl).captured(0);
}

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

Rendered written(ExportFormat format, const IdentityProviderSettings &settings, Rendering rendering)
{
    Writer writer(rendering, settings);
    if (format == ExportFormat::ServiceAccount) // needs the token only
        return serviceAccountFile(settings, std::move(writer));
    if (format == ExportFormat::ClientSecret) // and this one the secret
        return clientSecretFile(settings, std::move(writer));
    if (auto error = problemOf(settings))
        return Unexpected(std::move(*error));
    switch (format) {
    case ExportFormat::Env:
    case ExportFormat::EnvDocker:
    case ExportFormat::EnvCompose:
    case ExportFormat::EnvSystemd:
    case ExportFormat::EnvShell:
    case ExportFormat::EnvPowershell:
        return environmentFile(format, settings, std::move(writer));
    case ExportFormat::ConfigYaml:
        return configurationFile(settings, std::move(writer));
    case ExportFormat::Kubernetes:
        return kubernetesManifest(settings, std::move(writer));
    case ExportFormat::ServiceAccount:
    case ExportFormat::ClientSecret:
        break;
    case ExportFormat::CopySheet:
        return copySheet(settings, std::move(writer));
    }
    Q_UNREACHABLE();
}

Rendered rendered(ExportFormat format, const IdentityProviderSettings &settings, Rendering rendering)
{
    Rendered file = written(format, settings, rendering);
    if (!file) {
        ExportError &error = file.error();
        const bool dependsOnFormat = error.reason == Reason::UnsafeCharacter || error.reason == Reason::NotCarried
            || error.reason == Reason::TooLong;
        if (dependsOnFormat && !error.suggestion)
            error.suggestion = otherFormatFor(settings, format);
    }
    return file;
}

/// A name that YAML cannot hold, made visible.
QString policyFragmentName(const QString &group)
{
    const auto quoted = yamlValue(plain(serverText(QStringView(group))).reveal());
    return quoted ? QString::fromUtf8(quoted->reveal()) : QStringLiteral("''");
}

bool isEnvironmentFile(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Env:
    case ExportFormat::EnvDocker:
    case ExportFormat::EnvCompose:
    case ExportFormat::EnvSystemd:
    case ExportFormat::EnvShell:
    case ExportFormat::EnvPowershell:
        return true;
    case ExportFormat::ConfigYaml:
    case ExportFormat::Kubernetes:
    case ExportFormat::ServiceAccount:
    case ExportFormat::ClientSecret:
    case ExportFormat::CopySheet:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace

Expected<Secret, ExportError> exportAs(ExportFormat format, const IdentityProviderSettings &settings)
{
    return rendered(format, settings, Rendering::Plain);
}

Expected<QString, ExportError> previewAs(ExportFormat format, const IdentityProviderSettings &settings)
{
    // Judged as the file would be: the text of the preview does not decide.
    auto file = rendered(format, settings, Rendering::Masked);
    if (!file)
        return Unexpected(std::move(file).error());
    return QString::fromUtf8(file->reveal());
}

QList<ExportNote> exportNotes(ExportFormat format, const IdentityProviderSettings &settings)
{
    QList<ExportNote> notes;
    if (format == ExportFormat::ClientSecret)
        return notes; // of the file that names it
    const auto &release = settings.release;
    const bool isLegacy = !release || release->usesServiceAccount();
    const bool isConfiguration = isEnvironmentFile(format) || format == ExportFormat::ConfigYaml;
    const bool hasToken = settings.apiToken && !settings.apiToken->isEmpty();

    if (format != ExportFormat::ServiceAccount && !settings.authenticateUrl)
        notes << ExportNote::AuthenticateUrlMissing;
    if (isConfiguration && isLegacy && !(settings.cookieSecret && !settings.cookieSecret->isEmpty()))
        notes << ExportNote::CookieSecretMissing;
    if (isLegacy && hasToken && format != ExportFormat::CopySheet)
        notes << ExportNote::RestartAfterFailedSync;
    if (!isLegacy && hasToken && (isConfiguration || format == ExportFormat::Kubernetes))
        notes << ExportNote::ServiceAccountLeftOut;
    if (namesGroupsInPolicy(settings)) {
        notes << ExportNote::GroupsNeedPolicy;
        if (!settings.isOrganizationServer())
            notes << ExportNote::GroupsScopeNotOnCustomServer;
        else if (settings.scopes && !settings.scopes->contains(QLatin1String("groups")))
            notes << ExportNote::GroupsScopeMissing;
    }
    if (format != ExportFormat::ServiceAccount && !(release && release->usesPkce()))
        notes << ExportNote::PkceMustBeOptional;
    if (release && release->isAtLeast(0, 31))
        notes << ExportNote::CallbackPathFixed;
    if (format == ExportFormat::Env || format == ExportFormat::EnvShell)
        notes << ExportNote::ShellNeedsAllexport;
    if (settings.providerUrl.endsWith(QLatin1Char('/')))
        notes << ExportNote::ProviderUrlTrailingSlash;
    static const QRegularExpression adminHost(
        QStringLiteral(R"(\Ahttps?://[^/:?#]+-admin\.(?:okta|oktapreview|okta-emea|okta-gov|okta\.mil|trexcloud)\b)"),
        QRegularExpression::CaseInsensitiveOption);
    if (adminHost.match(settings.providerUrl).hasMatch())
        notes << ExportNote::ProviderUrlAdminHost;
    const bool hasOtherVariables = !settings.otherVariables.isEmpty();
    const bool hasOtherConfiguration = settings.otherConfiguration && !settings.otherConfiguration->isEmpty();
    if ((hasOtherVariables && !isEnvironmentFile(format))
        || (hasOtherConfiguration && format != ExportFormat::ConfigYaml))
        notes << ExportNote::OtherSettingsLeftOut;
    if (isEnvironmentFile(format) && leavesOutRequestParameters(settings)
        && std::any_of(settings.otherVariables.begin(), settings.otherVariables.end(),
                       [](const auto &other) { return isRequestParameters(*other); }))
        notes << ExportNote::RequestParametersLeftOut;
    if (format == ExportFormat::ConfigYaml && hasOtherConfiguration && !isLegacy
        && settings.otherConfiguration->reveal().contains(QByteArrayView("allowed_groups")))
        notes << ExportNote::AllowedGroupsRemoved;
    if (format == ExportFormat::Kubernetes && (settings.cookieSecret || settings.sharedSecret))
        notes << ExportNote::GeneratedSecretsLeftOut;
    return notes;
}

QString policyFragment(const std::optional<Release> &release, const QString &group)
{
    // Always quoted: a group may be called "true" or "2021-01-01".
    auto quoted = yamlValue(plain(group).reveal());
    const QString name = quoted ? QString::fromUtf8(quoted->reveal()) : policyFragmentName(group);
    if (release && release->isAtLeast(0, 20))
        return QStringLiteral("policy:\n  - allow:\n      and:\n        - claim/groups: %1\n").arg(name);
    return QStringLiteral("allowed_groups:\n  - %1\n").arg(name);
}

QString maskedSecret()
{
    return QString(8, QChar(0x2022));
}

} // namespace pomerium

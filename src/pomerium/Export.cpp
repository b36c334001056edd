#include "pomerium/Export.h"

#include "core/OktaHost.h"
#include "core/ServerText.h"
#include "pomerium/ExportParts.h"
#include "pomerium/ValueEncoding.h"

#include <QUrl>

#include <algorithm>

namespace pomerium {

using namespace parts;

namespace {

using Reason = ExportError::Reason;

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

Rendered written(ExportFormat format, const IdentityProviderSettings &settings, Rendering rendering)
{
    Writer writer(rendering, settings);
    if (format == ExportFormat::ServiceAccount) // needs the token only
        return serviceAccountFile(settings, std::move(writer));
    if (format == ExportFormat::ClientSecret) // and this one the secret
        return clientSecretFile(settings, std::move(writer));
    if (auto error = problemOf(settings))
        return Unexpected(std::move(*error));
    switch (traitsOf(format).kind) {
    case FormatKind::Environment:
        return environmentFile(format, settings, std::move(writer));
    case FormatKind::Configuration:
        return configurationFile(settings, std::move(writer));
    case FormatKind::Manifest:
        return kubernetesManifest(settings, rendering);
    case FormatKind::SingleValue:
        break;
    case FormatKind::Sheet:
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
    const Release release = releaseOf(settings);
    const bool isLegacy = release.usesServiceAccount();
    const FormatKind kind = traitsOf(format).kind;
    const bool isEnvironment = kind == FormatKind::Environment;
    const bool isConfiguration = isEnvironment || kind == FormatKind::Configuration;
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
    if (format != ExportFormat::ServiceAccount && !release.usesPkce())
        notes << ExportNote::PkceMustBeOptional;
    if (release.isAtLeast(0, 31))
        notes << ExportNote::CallbackPathFixed;
    if (format == ExportFormat::Env || format == ExportFormat::EnvShell)
        notes << ExportNote::ShellNeedsAllexport;
    if (settings.providerUrl.endsWith(QLatin1Char('/')))
        notes << ExportNote::ProviderUrlTrailingSlash;
    if (const QString host = QUrl(settings.providerUrl).host(); hostWithoutAdmin(host) != host)
        notes << ExportNote::ProviderUrlAdminHost;
    const QString secretKey = QStringLiteral("IDP_CLIENT_SECRET");
    const bool keepsReference = kind != FormatKind::SingleValue && kind != FormatKind::Sheet
        && std::any_of(settings.references.begin(), settings.references.end(), [&](const auto &reference) {
                                    return reference->key != secretKey || !settings.clientSecretPath;
                                });
    if (keepsReference)
        notes << ExportNote::ReferencesKept;
    const bool hasOtherVariables = !settings.otherVariables.isEmpty();
    const bool hasOtherConfiguration = settings.otherConfiguration && !settings.otherConfiguration->isEmpty();
    if ((hasOtherVariables && !isEnvironment) || (hasOtherConfiguration && format != ExportFormat::ConfigYaml))
        notes << ExportNote::OtherSettingsLeftOut;
    if (isEnvironment && leavesOutRequestParameters(settings)
        && std::any_of(settings.otherVariables.begin(), settings.otherVariables.end(),
                       [](const auto &other) { return isRequestParameters(*other); }))
        notes << ExportNote::RequestParametersLeftOut;
    if (format == ExportFormat::Kubernetes && (settings.cookieSecret || settings.sharedSecret))
        notes << ExportNote::GeneratedSecretsLeftOut;
    return notes;
}

QString policyFragment(const std::optional<Release> &release, const QString &group)
{
    // Always quoted: a group may be called "true" or "2021-01-01".
    auto quoted = yamlValue(plain(group).reveal());
    const QString name = quoted ? QString::fromUtf8(quoted->reveal()) : policyFragmentName(group);
    if (release.value_or(Release::newest()).isAtLeast(0, 20))
        return QStringLiteral("policy:\n  - allow:\n      and:\n        - claim/groups: %1\n").arg(name);
    return QStringLiteral("allowed_groups:\n  - %1\n").arg(name);
}

QString maskedSecret()
{
    return QString(8, QChar(0x2022));
}

} // namespace pomerium

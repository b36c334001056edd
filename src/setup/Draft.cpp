#include "setup/Draft.h"

#include "core/Json.h"
#include "core/Product.h"
#include "core/SecretShape.h"
#include "files/AtomicFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

#include <cerrno>

namespace setup {

namespace {

constexpr int Version = 1;

constexpr QLatin1String VersionKey("version");
constexpr QLatin1String StepKey("step");
constexpr QLatin1String SavedAtKey("savedAt");
constexpr QLatin1String OrganizationKey("organizationUrl");
constexpr QLatin1String IssuerKey("issuer");
constexpr QLatin1String AuthenticateKey("authenticateUrl");
constexpr QLatin1String CompanyCaKey("companyCaFile");
constexpr QLatin1String ReleaseKey("pomeriumRelease");
constexpr QLatin1String NameKey("applicationName");
constexpr QLatin1String BaseUrisKey("baseUris");
constexpr QLatin1String AccessKey("access");
constexpr QLatin1String AccessGroupsKey("accessGroups");
constexpr QLatin1String RefreshTokenKey("refreshTokenTicked");
constexpr QLatin1String AppKey("appIntegration");
constexpr QLatin1String ClientIdKey("clientId");
constexpr QLatin1String KeepSecretKey("keepClientSecret");
constexpr QLatin1String UsesGroupsKey("usesGroups");
constexpr QLatin1String RoutesKey("pomeriumRoutes");
constexpr QLatin1String FormatKey("format");
constexpr QLatin1String TargetKey("targetPath");
constexpr QLatin1String GenerateKey("generateSecrets");
constexpr QLatin1String ForecastKey("useForecast");
constexpr QLatin1String SecretPathKey("clientSecretPath");
constexpr QLatin1String SkippedTokenKey("apiTokenSkipped");
constexpr QLatin1String ImportKey("imported");
constexpr QLatin1String PathKey("path");
constexpr QLatin1String ScopesKey("scopes");
constexpr QLatin1String TimeoutKey("directoryTimeoutMs");
constexpr QLatin1String IntervalKey("directoryIntervalMs");
constexpr QLatin1String HasSecretsKey("hasSecrets");

ImportedSettings importedFromJson(const QJsonObject &json)
{
    ImportedSettings imported;
    imported.path = json.value(PathKey).toString();
    if (const QJsonValue scopes = json.value(ScopesKey); scopes.isArray()) {
        imported.scopes.emplace();
        for (const auto &scope : scopes.toArray())
            imported.scopes->append(scope.toString());
    }
    const auto duration = [&json](QLatin1String key) {
        const qint64 milliseconds = json.value(key).toInteger();
        return milliseconds > 0 ? std::optional(std::chrono::milliseconds(milliseconds)) : std::nullopt;
    };
    imported.directoryTimeout = duration(TimeoutKey);
    imported.directoryInterval = duration(IntervalKey);
    return imported;
}

/// A secret that was entered into a field of another kind is in no draft. `meant` is what was understood of the text,
/// when that can be kept instead.
QString withoutSecret(const QString &text, const QString &meant = {})
{
    if (!secretShapeIn(text))
        return text;
    return secretShapeIn(meant) ? QString() : meant;
}

QStringList withoutSecrets(const QStringList &texts)
{
    QStringList kept;
    for (const QString &text : texts) {
        if (!secretShapeIn(text))
            kept.append(text);
    }
    return kept;
}

QJsonObject importedToJson(const ImportedSettings &imported)
{
    QJsonObject json{{PathKey, withoutSecret(imported.path)}, {HasSecretsKey, imported.hasSecrets()}};
    if (imported.scopes)
        json.insert(ScopesKey, QJsonArray::fromStringList(withoutSecrets(*imported.scopes)));
    if (imported.directoryTimeout)
        json.insert(TimeoutKey, qint64(imported.directoryTimeout->count()));
    if (imported.directoryInterval)
        json.insert(IntervalKey, qint64(imported.directoryInterval->count()));
    return json;
}

const QStringList &stepNames()
{
    static const QStringList names{QStringLiteral("organisation"), QStringLiteral("application"),
                                   QStringLiteral("credentials"),  QStringLiteral("sign-in"),
                                   QStringLiteral("api-token"),    QStringLiteral("export"),
                                   QStringLiteral("done")};
    return names;
}

} // namespace

Draft::Draft(QString path)
    : m_path(std::move(path))
{
}

QString Draft::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1Char('/')
        + product::applicationId() + QStringLiteral("/draft.json");
}

QString Draft::pathForOrganization(const QString &orgHost)
{
    // A host name and a port have no character that a file name cannot have, but for the colon on Windows.
    const QString name = QString(orgHost).replace(QLatin1Char(':'), QLatin1Char('_'));
    return QFileInfo(defaultPath()).path() + QStringLiteral("/organisations/%1.json").arg(name);
}

Expected<void, DraftError> Draft::removeAll()
{
    QStringList paths{defaultPath()};
    const QDir kept(QFileInfo(pathForOrganization(QStringLiteral("any"))).path());
    const auto names = kept.entryList({QStringLiteral("*.json")}, QDir::Files);
    for (const QString &name : names)
        paths.append(kept.filePath(name));
    Expected<void, DraftError> result;
    for (const QString &path : paths) {
        if (auto removed = Draft(path).remove(); !removed)
            result = std::move(removed);
    }
    QDir().rmdir(kept.path());
    return result;
}

bool Draft::exists() const
{
    return !m_path.isEmpty() && QFileInfo::exists(m_path);
}

Expected<Draft::Content, DraftError> Draft::load() const
{
    const auto because = [this](DraftError::Reason reason, const QString &detail) {
        return Unexpected(DraftError{reason, m_path, detail});
    };
    // No link is followed and no pipe is waited for: the folder may be one that others may write.
    const auto file = files::snapshot(m_path);
    if (!file)
        return because(DraftError::Reason::NotReadable, files::words(file.error()));
    if (!file->exists)
        return because(DraftError::Reason::NotReadable, qt_error_string(ENOENT));
    const auto json = parseJsonObject(file->bytes.reveal());
    if (!json)
        return because(DraftError::Reason::Malformed, json.error().detail);
    const int version = json->value(VersionKey).toInt();
    if (version > Version)
        return because(DraftError::Reason::NewerVersion, QString::number(version));
    if (version < 1)
        return because(DraftError::Reason::Malformed, QStringLiteral("no version"));

    Content content;
    Configuration &configuration = content.configuration;
    const auto text = [&json](QLatin1String key) { return json->value(key).toString(); };
    content.step = static_cast<StepId>(qMax(qsizetype(0), stepNames().indexOf(text(StepKey))));
    content.savedAt = QDateTime::fromString(text(SavedAtKey), Qt::ISODate);
    configuration.organizationText = text(OrganizationKey);
    configuration.issuer = text(IssuerKey);
    configuration.authenticateText = text(AuthenticateKey);
    configuration.companyCaFile = text(CompanyCaKey);
    if (const auto org = okta::OrgUrl::parse(configuration.organizationText))
        configuration.org = *org;
    if (const auto url = pomerium::AuthenticateUrl::parse(configuration.authenticateText))
        configuration.authenticateUrl = *url;
    if (const auto release = pomerium::Release::parse(text(ReleaseKey)))
        configuration.release = *release;
    if (json->contains(NameKey))
        configuration.applicationName = text(NameKey);
    configuration.baseUris = text(BaseUrisKey);
    const QString access = text(AccessKey);
    configuration.access = access == QLatin1String("named-groups") ? Access::NamedGroups
        : access == QLatin1String("later")                         ? Access::Later
                                                                   : Access::Everyone;
    for (const auto &group : json->value(AccessGroupsKey).toArray())
        configuration.accessGroups.append(group.toString());
    configuration.refreshTokenTicked = json->value(RefreshTokenKey).toBool();
    configuration.app = AppRecord::fromJson(json->value(AppKey).toObject());
    configuration.clientId = text(ClientIdKey);
    configuration.keepClientSecret = json->value(KeepSecretKey).toBool();
    configuration.usesGroups = json->value(UsesGroupsKey).toBool(true);
    configuration.pomeriumRoutes = text(RoutesKey);
    if (const auto format = pomerium::formatFromName(text(FormatKey)))
        configuration.format = *format;
    configuration.targetPath = text(TargetKey);
    configuration.generatesSecrets = json->value(GenerateKey).toBool();
    configuration.usesForecast = json->value(ForecastKey).toBool();
    configuration.clientSecretPath = text(SecretPathKey);
    configuration.isApiTokenSkipped = json->value(SkippedTokenKey).toBool();
    const QJsonObject imported = json->value(ImportKey).toObject();
    configuration.imported = importedFromJson(imported);
    content.hadImportedSecrets = imported.value(HasSecretsKey).toBool();
    return content;
}

Expected<void, DraftError> Draft::save(const Configuration &configuration, StepId step) const
{
    if (m_path.isEmpty())
        return {};
    const QJsonObject json{
        {VersionKey, Version},
        {StepKey, stepNames().at(static_cast<qsizetype>(step))},
        {SavedAtKey, QDateTime::currentDateTimeUtc().toString(Qt::ISODate)},
        {OrganizationKey,
         withoutSecret(configuration.organizationText, configuration.org ? configuration.org->toString() : QString())},
        {IssuerKey, withoutSecret(configuration.issuer)},
        {AuthenticateKey,
         withoutSecret(configuration.authenticateText,
                       configuration.authenticateUrl ? configuration.authenticateUrl->toString() : QString())},
        {CompanyCaKey, withoutSecret(configuration.companyCaFile)},
        {ReleaseKey, configuration.release.toString()},
        {NameKey, withoutSecret(configuration.applicationName)},
        {BaseUrisKey, withoutSecret(configuration.baseUris)},
        {AccessKey,
         configuration.access == Access::NamedGroups ? QStringLiteral("named-groups")
             : configuration.access == Access::Later ? QStringLiteral("later")
                                                     : QStringLiteral("everyone")},
        {AccessGroupsKey, QJsonArray::fromStringList(withoutSecrets(configuration.accessGroups))},
        {RefreshTokenKey, configuration.refreshTokenTicked},
        {AppKey, configuration.app.toJson()},
        {ClientIdKey, withoutSecret(configuration.clientId)},
        {KeepSecretKey, configuration.keepClientSecret},
        {UsesGroupsKey, configuration.usesGroups},
        {RoutesKey, withoutSecret(configuration.pomeriumRoutes)},
        {FormatKey, pomerium::formatName(configuration.format)},
        {TargetKey, withoutSecret(configuration.targetPath)},
        {GenerateKey, configuration.generatesSecrets},
        {ForecastKey, configuration.usesForecast},
        {SecretPathKey, withoutSecret(configuration.clientSecretPath)},
        {SkippedTokenKey, configuration.isApiTokenSkipped},
        {ImportKey, importedToJson(configuration.imported)}};
    if (auto written = files::writeOwn(m_path, Secret(QByteArrayView(QJsonDocument(json).toJson()))); !written)
        return Unexpected(DraftError{DraftError::Reason::NotWritable, m_path, files::words(written.error())});
    return {};
}

Expected<void, DraftError> Draft::remove() const
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.exists() || file.remove())
        return {};
    return Unexpected(DraftError{DraftError::Reason::NotWritable, m_path, file.errorString()});
}

} // namespace setup

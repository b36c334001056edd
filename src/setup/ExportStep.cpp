#include "setup/ExportStep.h"

#include "pomerium/Import.h"
#include "pomerium/ServiceAccount.h"
#include "setup/Requests.h"

#include <QFileInfo>

namespace setup {

ExportStep::ExportStep(Configuration &configuration, std::function<std::optional<pomerium::SyncForecast>()> forecast)
    : m_configuration(configuration)
    , m_forecast(std::move(forecast))
{
}

void ExportStep::setFormat(pomerium::ExportFormat format)
{
    if (format == m_configuration.format)
        return;
    // A name that was only proposed follows the format; one that was chosen stays.
    const QFileInfo target(m_configuration.targetPath);
    if (target.fileName() == pomerium::usualFileName(m_configuration.format, m_isPractice))
        m_configuration.targetPath = target.path() + QLatin1Char('/') + pomerium::usualFileName(format, m_isPractice);
    m_configuration.format = format;
    update();
    Q_EMIT changed();
}

void ExportStep::setTargetPath(const QString &path)
{
    if (path == m_configuration.targetPath)
        return;
    m_configuration.targetPath = path;
    update();
    Q_EMIT changed();
}

void ExportStep::offerTarget(const QString &path)
{
    const QString target = m_configuration.targetPath;
    const auto format = m_configuration.format;
    if (!target.isEmpty() && QFileInfo(target).fileName() != pomerium::usualFileName(format, m_isPractice))
        return;
    const bool isYaml = path.endsWith(QLatin1String(".yaml")) || path.endsWith(QLatin1String(".yml"));
    m_configuration.format = isYaml ? pomerium::ExportFormat::ConfigYaml : pomerium::ExportFormat::Env;
    m_configuration.targetPath = path;
    update();
    // Not into a Compose file or a manifest, of which an import reads our settings alone.
    const bool isOfItsFormat = targetExists()
        && (isYaml ? pomerium::importConfigYaml(m_snapshot->bytes.reveal())
                   : pomerium::importEnvironmentFile(m_snapshot->bytes.reveal()))
               .has_value();
    if (!isOfItsFormat) {
        m_configuration.format = format;
        m_configuration.targetPath = target;
        update();
    }
}

void ExportStep::setGeneratesSecrets(bool generate)
{
    if (generate == m_configuration.generatesSecrets)
        return;
    m_configuration.generatesSecrets = generate;
    m_configuration.generateWantedSecrets();
    update();
    Q_EMIT changed();
}

void ExportStep::setUsesForecast(bool use)
{
    if (use == m_configuration.usesForecast)
        return;
    m_configuration.usesForecast = use;
    update();
    Q_EMIT changed();
}

void ExportStep::setClientSecretPath(const QString &path)
{
    if (path == m_configuration.clientSecretPath)
        return;
    m_configuration.clientSecretPath = path;
    update();
    Q_EMIT changed();
}

void ExportStep::setKeepsOtherSettings(bool keep)
{
    if (keep == m_keepsOtherSettings)
        return;
    m_keepsOtherSettings = keep;
    update();
    Q_EMIT changed();
}

void ExportStep::setPractice(bool isPractice)
{
    if (isPractice == m_isPractice)
        return;
    const QFileInfo target(m_configuration.targetPath);
    if (target.fileName() == pomerium::usualFileName(m_configuration.format, m_isPractice))
        m_configuration.targetPath =
            target.path() + QLatin1Char('/') + pomerium::usualFileName(m_configuration.format, isPractice);
    m_isPractice = isPractice;
    update();
    Q_EMIT changed();
}

bool ExportStep::asksToKeepOtherSettings() const
{
    return targetExists() && pomerium::canMerge(m_configuration.format) && (m_otherSettings > 0 || m_hasMergeProblem);
}

void ExportStep::setImported(ImportedSettings imported, const QString &clientSecretPath)
{
    m_configuration.imported = std::move(imported);
    m_configuration.clientSecretPath = clientSecretPath;
    update();
    Q_EMIT changed();
}

pomerium::IdentityProviderSettings ExportStep::settings() const
{
    pomerium::IdentityProviderSettings settings = exportSettings(m_configuration, m_forecast());
    settings.isPractice = m_isPractice;
    return settings;
}

QList<pomerium::ExportNote> ExportStep::notes() const
{
    return pomerium::exportNotes(m_configuration.format, settings());
}

void ExportStep::refresh()
{
    update();
    Q_EMIT changed();
}

void ExportStep::enter()
{
    refresh();
}

void ExportStep::update()
{
    m_writeError.reset();
    m_previewFile = wantedFile();
    m_preview = pomerium::previewAs(m_configuration.format, settings());
    m_snapshot.reset();
    m_targetProblem.reset();
    m_difference.clear();
    m_accessChanges.clear();
    m_mergeProblem.reset();
    m_hasMergeProblem = false;
    m_otherSettings = 0;
    m_isAlreadySo = false;
    if (m_configuration.targetPath.isEmpty())
        return;
    auto snapshot = files::snapshot(m_configuration.targetPath);
    if (!snapshot) {
        m_targetProblem = snapshot.error();
        return;
    }
    m_snapshot = std::move(*snapshot);
    if (!m_snapshot->exists || !*m_preview)
        return;
    m_accessChanges = files::accessChanges(*m_snapshot);
    if (pomerium::canMerge(m_configuration.format)) {
        auto merged = pomerium::mergedInto(m_snapshot->bytes.reveal(), m_configuration.format, settings());
        m_hasMergeProblem = !merged;
        if (merged)
            m_otherSettings = merged->otherSettings;
        else if (m_keepsOtherSettings)
            m_mergeProblem = merged.error();
    }
    const auto bytes = result();
    if (!bytes)
        return;
    m_isAlreadySo = *bytes == m_snapshot->bytes;
    const auto masker = pomerium::lineMasker(settings());
    m_difference = pomerium::difference(m_snapshot->bytes.reveal(), bytes->reveal(), masker);
    QStringList lines;
    for (const pomerium::DiffLine &line : std::as_const(m_difference)) {
        if (line.kind != pomerium::DiffLine::Kind::Removed)
            lines << line.text;
    }
    m_preview = lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QList<pomerium::DiffLine> ExportStep::linesWithSecrets() const
{
    if (!m_preview || !*m_preview || m_mergeProblem)
        return {};
    const auto bytes = result();
    if (!bytes)
        return {};
    const QByteArrayView before = targetExists() ? m_snapshot->bytes.reveal() : bytes->reveal();
    return pomerium::difference(before, bytes->reveal(), pomerium::shownLine);
}

std::optional<Secret> ExportStep::result() const
{
    const bool isMerged = targetExists() && m_keepsOtherSettings && pomerium::canMerge(m_configuration.format);
    if (isMerged) {
        auto merged = pomerium::mergedInto(m_snapshot->bytes.reveal(), m_configuration.format, settings());
        return merged ? std::optional(std::move(merged->bytes)) : std::nullopt;
    }
    auto bytes = pomerium::exportAs(m_configuration.format, settings());
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

bool ExportStep::canWrite() const
{
    return m_preview && *m_preview && m_snapshot && !m_targetProblem && !m_mergeProblem && !isVerified();
}

void ExportStep::write()
{
    if (!canWrite())
        return;
    if (m_previewFile != wantedFile()) {
        // Something changed behind the page's back, such as a token that the keychain gave late: first it is shown.
        refresh();
        return;
    }
    auto bytes = result();
    if (!bytes)
        return;
    if (!m_isAlreadySo) {
        const auto written = files::writeWhole(m_configuration.targetPath, *bytes, m_snapshot);
        if (!written) {
            m_writeError = written.error();
            Q_EMIT changed();
            return;
        }
        m_accessChanges = *written;
    }
    m_writeError.reset();
    m_before.reset();
    if (!m_isAlreadySo)
        m_before = m_snapshot->clone();
    m_written = std::move(*bytes);
    m_writtenPath = m_configuration.targetPath;
    m_writtenAt = QDateTime::currentDateTimeUtc();
    m_writtenFile = wantedFile();
    m_isUndone = false;
    Q_EMIT changed();
}

bool ExportStep::canUndo() const
{
    return isWritten() && m_before && !m_isUndone;
}

void ExportStep::undo()
{
    if (!canUndo())
        return;
    if (const auto undone = files::undo(*m_before, m_written); !undone) {
        m_writeError = undone.error();
        Q_EMIT changed();
        return;
    }
    m_isUndone = true;
    m_before.reset();
    m_written = Secret();
    m_writtenAt = QDateTime();
    m_writtenFile.clear();
    update();
    Q_EMIT changed();
}

Secret ExportStep::serviceAccount() const
{
    const Secret token = m_configuration.usedApiToken();
    if (token.isEmpty() || !m_configuration.release.usesServiceAccount())
        return {};
    return pomerium::ServiceAccount::encodeFor(token, m_configuration.release);
}

bool ExportStep::serviceAccountIsProven() const
{
    const Secret value = serviceAccount();
    if (value.isEmpty())
        return false;
    const auto decoded = pomerium::ServiceAccount::decode(value.reveal(), m_configuration.release);
    return decoded && *decoded == m_configuration.apiToken;
}

QByteArray ExportStep::wantedFile() const
{
    const auto bytes = pomerium::exportAs(m_configuration.format, settings());
    return InputFingerprint()
        .add(QStringView(m_configuration.targetPath))
        .add(bytes ? bytes->clone() : Secret())
        .add(m_keepsOtherSettings ? QStringView(u"keep") : QStringView(u"replace"))
        .digest();
}

std::optional<Missing> ExportStep::missing() const
{
    if (isWritten() && !needsRecheck())
        return std::nullopt;
    if (canWrite())
        return Missing::File;
    return m_configuration.targetPath.isEmpty() ? Missing::TargetPath : Missing::WritableFile;
}

bool ExportStep::isVerified() const
{
    return isWritten() && m_writtenFile == wantedFile();
}

bool ExportStep::needsRecheck() const
{
    return isWritten() && m_writtenFile != wantedFile();
}

} // namespace setup

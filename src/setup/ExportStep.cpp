#include "setup/ExportStep.h"

#include "pomerium/ServiceAccount.h"
#include "setup/GeneratedSecret.h"

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
    if (target.fileName() == pomerium::usualFileName(m_configuration.format))
        m_configuration.targetPath = target.path() + QLatin1Char('/') + pomerium::usualFileName(format);
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

void ExportStep::setGeneratesSecrets(bool generate)
{
    if (generate == m_generatesSecrets)
        return;
    m_generatesSecrets = generate;
    if (generate && m_cookieSecret.isEmpty()) {
        m_cookieSecret = generatedSecret();
        m_sharedSecret = generatedSecret();
    }
    update();
    Q_EMIT changed();
}

void ExportStep::setUsesForecast(bool use)
{
    if (use == m_usesForecast)
        return;
    m_usesForecast = use;
    update();
    Q_EMIT changed();
}

void ExportStep::setClientSecretPath(const QString &path)
{
    if (path == m_clientSecretPath)
        return;
    m_clientSecretPath = path;
    update();
    Q_EMIT changed();
}

bool ExportStep::takesClientSecretPath() const
{
    using Format = pomerium::ExportFormat;
    const Format format = m_configuration.format;
    return m_configuration.release.hasClientSecretFile() && format != Format::Kubernetes
        && format != Format::ServiceAccount && format != Format::ClientSecret && format != Format::CopySheet;
}

void ExportStep::setImported(pomerium::IdentityProviderSettings imported)
{
    m_imported = std::move(imported);
    m_clientSecretPath = m_imported->clientSecretPath.value_or(QString());
    update();
    Q_EMIT changed();
}

pomerium::IdentityProviderSettings ExportStep::settings() const
{
    pomerium::IdentityProviderSettings settings;
    if (m_imported)
        settings = m_imported->clone();
    settings.providerUrl = m_configuration.issuer;
    settings.clientId = m_configuration.clientId;
    settings.clientSecret = m_configuration.clientSecret.clone();
    settings.clientSecretPath.reset();
    if (takesClientSecretPath() && !m_clientSecretPath.isEmpty())
        settings.clientSecretPath = m_clientSecretPath;
    settings.authenticateUrl = m_configuration.authenticateUrl;
    settings.release = m_configuration.release;
    settings.apiToken.reset();
    if (Secret token = m_configuration.usedApiToken(); !token.isEmpty())
        settings.apiToken = std::move(token);
    settings.groupsFromClaim = !m_configuration.release.usesServiceAccount();
    if (m_usesForecast)
        settings.forecast = m_forecast();
    if (m_generatesSecrets) {
        settings.cookieSecret = m_cookieSecret.clone();
        settings.sharedSecret = m_sharedSecret.clone();
    }
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
    m_previewBasis = basis();
    m_preview = pomerium::previewAs(m_configuration.format, settings());
    m_snapshot.reset();
    m_targetProblem.reset();
    m_difference.clear();
    if (m_configuration.targetPath.isEmpty())
        return;
    auto snapshot = files::snapshot(m_configuration.targetPath);
    if (!snapshot) {
        m_targetProblem = snapshot.error();
        return;
    }
    m_snapshot = std::move(*snapshot);
    if (!m_snapshot->exists)
        return;
    if (const auto bytes = pomerium::exportAs(m_configuration.format, settings()))
        m_difference =
            pomerium::difference(m_snapshot->bytes.reveal(), bytes->reveal(), pomerium::lineMasker(settings()));
}

bool ExportStep::canWrite() const
{
    return m_preview && *m_preview && m_snapshot && !m_targetProblem && !isVerified();
}

void ExportStep::write()
{
    if (!canWrite())
        return;
    if (m_previewBasis != basis()) {
        // Something changed behind the page's back, such as a token that the keychain gave late: first it is shown.
        refresh();
        return;
    }
    auto bytes = pomerium::exportAs(m_configuration.format, settings());
    if (!bytes)
        return;
    const auto written = files::writeWhole(m_configuration.targetPath, *bytes, m_snapshot);
    if (!written) {
        m_writeError = written.error();
        Q_EMIT changed();
        return;
    }
    m_writeError.reset();
    m_before = m_snapshot->clone();
    m_written = std::move(*bytes);
    m_writtenPath = m_configuration.targetPath;
    m_writtenAt = QDateTime::currentDateTimeUtc();
    m_writtenBasis = basis();
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
    m_writtenBasis.clear();
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

QByteArray ExportStep::basis() const
{
    const auto bytes = pomerium::exportAs(m_configuration.format, settings());
    return InputFingerprint()
        .add(QStringView(m_configuration.targetPath))
        .add(bytes ? bytes->clone() : Secret())
        .digest();
}

bool ExportStep::canProceed() const
{
    return isWritten() && !needsRecheck();
}

bool ExportStep::isVerified() const
{
    return isWritten() && m_writtenBasis == basis();
}

bool ExportStep::needsRecheck() const
{
    return isWritten() && m_writtenBasis != basis();
}

} // namespace setup

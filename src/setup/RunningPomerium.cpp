#include "setup/RunningPomerium.h"

namespace setup {

RunningPomerium::RunningPomerium(const Configuration &configuration, const ExportStep &exportStep,
                                 const Services &services)
    : m_configuration(configuration)
    , m_exportStep(exportStep)
    , m_services(services)
{
}

RunningPomerium::~RunningPomerium() = default;

void RunningPomerium::start()
{
    run(std::chrono::milliseconds::zero());
}

void RunningPomerium::wait()
{
    run(waitLimit);
}

void RunningPomerium::run(std::chrono::milliseconds limit)
{
    if (!canStart())
        return;
    const auto settings = m_exportStep.settings();
    auto expected = authenticate::ProviderSettings::of(settings);
    // The file may name another file for it; it was checked here all the same.
    expected.clientSecret = m_configuration.clientSecret.clone();
    std::optional<oidc::ProviderMetadata> metadata;
    if (m_configuration.metadata && m_configuration.metadata->issuer == settings.providerUrl)
        metadata = m_configuration.metadata;
    authenticate::CheckRequest request{
        std::move(expected), *m_configuration.authenticateUrl, m_configuration.release, {}, std::nullopt,
        std::move(metadata)};
    m_isWaiting = limit > std::chrono::milliseconds::zero();
    m_hasTimedOut = false;
    m_deadline.setRemainingTime(limit);
    m_checkedFingerprint = fingerprint();
    authenticate::WaitForPomeriumJob::Patience patience;
    patience.limit = limit;
    m_job = std::make_unique<authenticate::WaitForPomeriumJob>(std::move(request), m_services.http, patience);
    m_list = m_job->list();
    connect(m_job.get(), &authenticate::WaitForPomeriumJob::changed, this, [this] {
        m_list = m_job->list();
        Q_EMIT changed();
    });
    connect(m_job.get(), &Job::finished, this, &RunningPomerium::finished);
    m_job->start();
    Q_EMIT changed();
}

void RunningPomerium::finished()
{
    m_list = m_job->list();
    m_hasTimedOut = m_job->hasTimedOut();
    m_job.release()->deleteLater(); // it is the one that called
    Q_EMIT changed();
}

void RunningPomerium::cancel()
{
    if (!m_job)
        return;
    m_list = m_job->list();
    const bool isComplete = m_job->rounds() > 0;
    m_job.reset();
    if (isComplete)
        m_list.skipOpen();
    else
        m_list = {}; // a part of a check is no result
    Q_EMIT changed();
}

bool RunningPomerium::canStart() const
{
    return m_configuration.authenticateUrl && !m_configuration.issuer.isEmpty() && !m_configuration.clientId.isEmpty()
        && !m_configuration.clientSecret.isEmpty();
}

std::chrono::milliseconds RunningPomerium::remainingWait() const
{
    return isWaiting() ? std::chrono::milliseconds(m_deadline.remainingTime()) : std::chrono::milliseconds::zero();
}

bool RunningPomerium::needsRecheck() const
{
    return !m_list.isEmpty() && m_checkedFingerprint != fingerprint();
}

QByteArray RunningPomerium::fingerprint() const
{
    const auto settings = m_exportStep.settings();
    const auto bytes = pomerium::exportAs(pomerium::ExportFormat::EnvDocker, settings);
    return InputFingerprint()
        .add(bytes ? bytes->clone() : Secret())
        .add(m_configuration.clientSecret)
        .add(QStringView(m_configuration.authenticateUrl ? m_configuration.authenticateUrl->toString() : QString()))
        .add(QStringView(m_configuration.release.toString()))
        .digest();
}

} // namespace setup

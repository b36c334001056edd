#include "setup/RunningPomerium.h"

#include "core/SecretShape.h"
#include "core/ServerText.h"
#include "pomerium/Export.h"

#include <QRegularExpression>

namespace setup {

namespace {

QStringList addressesIn(const QString &text)
{
    static const QRegularExpression between(QStringLiteral(R"([\s,;]+)"));
    return text.split(between, Qt::SkipEmptyParts);
}

} // namespace

RunningPomerium::RunningPomerium(Configuration &configuration, const ExportStep &exportStep, const Services &services)
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
    run(WaitLimit);
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
    authenticate::CheckRequest request{std::move(expected), *m_configuration.authenticateUrl};
    request.release = m_configuration.release;
    request.routes = routes();
    request.metadata = std::move(metadata);
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

void RunningPomerium::setRoutesText(const QString &text)
{
    if (text == m_configuration.pomeriumRoutes)
        return;
    m_configuration.pomeriumRoutes = text;
    Q_EMIT changed();
}

QString RunningPomerium::unusableRoute() const
{
    const auto addresses = addressesIn(m_configuration.pomeriumRoutes);
    for (const QString &address : addresses) {
        if (secretShapeIn(address))
            return pomerium::maskedSecret();
        if (!authenticate::CheckRequest::routeUrl(address))
            return serverText(QStringView(address), 100);
    }
    return {};
}

QList<QUrl> RunningPomerium::routes() const
{
    QList<QUrl> urls;
    const auto addresses = addressesIn(m_configuration.pomeriumRoutes);
    for (const QString &address : addresses) {
        const auto url = authenticate::CheckRequest::routeUrl(address);
        if (url && !urls.contains(*url))
            urls.append(*url);
    }
    return urls;
}

bool RunningPomerium::canStart() const
{
    return unusableRoute().isEmpty() && m_configuration.authenticateUrl && !m_configuration.issuer.isEmpty()
        && !m_configuration.clientId.isEmpty() && !m_configuration.clientSecret.isEmpty();
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
        .add(QUrl::toStringList(routes()))
        .digest();
}

} // namespace setup

#include "setup/DoneStep.h"

namespace setup {

namespace {

DoneStep::Task taskOf(pomerium::ExportFormat format)
{
    using Format = pomerium::ExportFormat;
    using Task = DoneStep::Task;
    switch (format) {
    case Format::Env:
    case Format::EnvDocker:
    case Format::EnvCompose:
    case Format::EnvSystemd:
    case Format::EnvShell:
    case Format::EnvPowershell:
    case Format::ConfigYaml:
        return Task::LoadFile;
    case Format::Kubernetes:
        return Task::ApplyManifest;
    case Format::ServiceAccount:
        return Task::EnterServiceAccount;
    case Format::ClientSecret:
        return Task::PlaceClientSecret;
    case Format::CopySheet:
        return Task::CopyValues;
    }
    Q_UNREACHABLE();
}

} // namespace

DoneStep::DoneStep(Configuration &configuration, ExportStep &exportStep, const Services &services,
                   std::function<bool()> hasSeenGroups)
    : m_configuration(configuration)
    , m_exportStep(exportStep)
    , m_hasSeenGroups(std::move(hasSeenGroups))
    , m_pomerium(configuration, exportStep, services)
{
    connect(&m_pomerium, &RunningPomerium::changed, this, &Step::changed);
    connect(&m_exportStep, &Step::changed, this, &Step::changed);
}

QStringList DoneStep::loopbackRedirectUris() const
{
    return m_configuration.loopbackRedirectUris();
}

QList<DoneStep::Task> DoneStep::tasks() const
{
    const Task useOfTheFile = taskOf(m_configuration.format);
    QList<Task> tasks;
    if (!m_configuration.app.isCleanedUp)
        tasks.append(Task::RemoveLoopbackRedirectUris);
    if (m_configuration.usesGroups && !m_configuration.release.usesServiceAccount())
        tasks.append(m_hasSeenGroups && m_hasSeenGroups() ? Task::NameGroups : Task::ConfigureGroupsClaim);
    // A Pomerium that was seen to run with these settings has been given them.
    const bool isLoaded = m_pomerium.hasResult() && !m_pomerium.needsRecheck() && m_pomerium.list().isPassed();
    if (m_exportStep.isUndone())
        return tasks; // there is no file to use
    if (!isLoaded && m_exportStep.takesClientSecretPath() && !m_exportStep.clientSecretPath().isEmpty())
        tasks.append(Task::PlaceClientSecret);
    if (!isLoaded || useOfTheFile == Task::CopyValues) // the sheet has to be deleted all the same
        tasks.append(useOfTheFile);
    if (m_configuration.release.usesServiceAccount())
        tasks.append(Task::RestartPomerium);
    else if (!m_configuration.usedApiToken().isEmpty() && useOfTheFile != Task::CopyValues)
        tasks.append(Task::EnterTokenInConsole);
    return tasks;
}

std::optional<Missing> DoneStep::missing() const
{
    return m_exportStep.missing();
}

bool DoneStep::isVerified() const
{
    return m_exportStep.isVerified();
}

} // namespace setup

#include "setup/DoneStep.h"

namespace setup {

DoneStep::DoneStep(const Configuration &configuration, ExportStep &exportStep)
    : m_configuration(configuration)
    , m_exportStep(exportStep)
{
    connect(&m_exportStep, &Step::changed, this, &Step::changed);
}

QStringList DoneStep::loopbackRedirectUris() const
{
    return m_configuration.loopbackRedirectUris();
}

QList<DoneStep::Task> DoneStep::tasks() const
{
    QList<Task> tasks{Task::RemoveLoopbackRedirectUris};
    if (m_configuration.release.usesServiceAccount()) {
        tasks.append(Task::LoadEnvironmentFile);
        tasks.append(Task::RestartPomerium);
    } else {
        tasks.append(Task::ConfigureGroupsClaim);
        tasks.append(Task::LoadEnvironmentFile);
        if (!m_configuration.usedApiToken().isEmpty())
            tasks.append(Task::EnterTokenInConsole);
    }
    return tasks;
}

bool DoneStep::isComplete() const
{
    return m_exportStep.isComplete();
}

bool DoneStep::isDone() const
{
    return m_exportStep.isDone();
}

} // namespace setup

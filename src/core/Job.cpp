#include "core/Job.h"

#include <QMetaObject>

Job::Job() = default;

Job::~Job() = default;

void Job::start()
{
    Q_ASSERT(m_state == State::Idle);
    if (m_state != State::Idle)
        return;
    m_state = State::Running;
    run();
}

void Job::finish()
{
    if (m_state != State::Running)
        return;
    m_state = State::Finishing;
    // Queued with ourselves as context: a job that is destroyed before the event loop turns is never heard of again.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_state = State::Finished;
            Q_EMIT finished();
        },
        Qt::QueuedConnection);
}

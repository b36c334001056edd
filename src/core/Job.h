#pragma once

#include "core/Expected.h"

#include <QObject>

#include <optional>

/// One asynchronous operation, run once.
///
/// finished() is emitted exactly once, always from the event loop, so the slot that it calls may destroy the job.
/// Destroying a job is how it is cancelled: it lets go of everything in flight and is never heard of again.
/// Work does not begin before start(); start() may be called once.
class Job : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Job)

public:
    ~Job() override;

    /// Begins the work. Calling it a second time is our own mistake.
    void start();
    /// Whether finished() was emitted.
    [[nodiscard]] bool isFinished() const { return m_state == State::Finished; }
    /// Whether start() was called and finished() was not emitted yet.
    [[nodiscard]] bool isRunning() const { return m_state == State::Running || m_state == State::Finishing; }

Q_SIGNALS:
    void finished();

protected:
    Job();

    /// The work of the subclass; called once, by start().
    virtual void run() = 0;
    /// Queues finished(). Later calls are ignored.
    void finish();

private:
    enum class State { Idle, Running, Finishing, Finished };
    State m_state = State::Idle;
};

/// A job that ends with a value or an error.
template <typename T, typename E> class JobOf : public Job
{
public:
    using Value = T;
    using Error = E;
    using Outcome = Expected<T, E>;

    /// How it ended. Only after finished().
    [[nodiscard]] const Outcome &outcome() const
    {
        Q_ASSERT(m_outcome);
        return *m_outcome;
    }
    /// Moves the outcome out. Only after finished(), once.
    [[nodiscard]] Outcome takeOutcome()
    {
        Q_ASSERT(m_outcome);
        return std::move(*m_outcome);
    }

protected:
    /// Keeps the first outcome and queues finished(); later ones are ignored.
    void finishWith(Outcome outcome)
    {
        if (!m_outcome)
            m_outcome.emplace(std::move(outcome));
        finish();
    }

private:
    std::optional<Outcome> m_outcome;
};

#pragma once

#include "authenticate/CheckPomeriumJob.h"

#include <QTimer>

#include <chrono>

namespace authenticate {

/// Whether nothing is wrong, and all that could not be checked is what this release shows nobody. Such a list is not
/// passed, and nothing in it failed.
[[nodiscard]] bool isRightAsFarAsShown(const checks::List &list);

/// Checks a running Pomerium again and again until it runs with these settings: after it was restarted, say. Once when
/// there is no time to wait.
class WaitForPomeriumJob final : public Job
{
    Q_OBJECT

public:
    /// How long to wait in all, and between two checks.
    struct Patience
    {
        std::chrono::milliseconds limit{0};
        std::chrono::milliseconds pause{3000};
    };

    WaitForPomeriumJob(CheckRequest request, http::Client &http, Patience patience);
    ~WaitForPomeriumJob() override;

    /// As the last complete round left it; in the first round, as it stands. A check that comes out as before keeps its
    /// time, and is not announced again.
    [[nodiscard]] const checks::List &list() const { return m_recorder.list(); }
    [[nodiscard]] const checks::Recorder &recorder() const { return m_recorder; }
    /// Rounds that are complete.
    [[nodiscard]] int rounds() const { return m_rounds; }
    /// It was given up waiting before nothing was wrong any more.
    [[nodiscard]] bool hasTimedOut() const { return m_hasTimedOut; }

Q_SIGNALS:
    /// list() or rounds() changed.
    void changed();

private:
    void run() override;
    void check();
    void checked();
    void timedOut();

    CheckRequest m_request;
    http::Client &m_http;
    const Patience m_patience;
    std::unique_ptr<CheckPomeriumJob> m_check;
    checks::Recorder m_recorder;
    QTimer m_pause;
    QTimer m_limit;
    int m_rounds = 0;
    bool m_hasTimedOut = false;
};

} // namespace authenticate

#pragma once

#include "authenticate/WaitForPomeriumJob.h"
#include "checks/List.h"
#include "setup/Configuration.h"
#include "setup/ExportStep.h"
#include "setup/Services.h"

#include <QDeadlineTimer>
#include <QObject>

#include <chrono>
#include <memory>

namespace setup {

/// The running Pomerium as the last page checks it: whether it has what was checked and written.
class RunningPomerium final : public QObject
{
    Q_OBJECT

public:
    RunningPomerium(Configuration &configuration, const ExportStep &exportStep, const Services &services);
    ~RunningPomerium() override;

    /// Checks once. What runs is given up first.
    void start();
    /// Checks again and again until Pomerium runs with these settings, for `WaitLimit` at most.
    void wait();
    /// Ends at once; what the last complete check saw stays.
    void cancel();

    /// The addresses of routes to be checked, too, as typed: with blanks, commas or line breaks between them.
    void setRoutesText(const QString &text);
    [[nodiscard]] const QString &routesText() const { return m_configuration.pomeriumRoutes; }
    /// The first of them that is no address of a route; empty: all are.
    [[nodiscard]] QString unusableRoute() const;

    /// Whether there is an address to ask and something to compare with.
    [[nodiscard]] bool canStart() const;
    [[nodiscard]] bool isBusy() const { return m_job != nullptr; }
    [[nodiscard]] bool isWaiting() const { return m_job && m_isWaiting; }
    [[nodiscard]] std::chrono::milliseconds remainingWait() const;
    /// It was waited for in vain.
    [[nodiscard]] bool hasTimedOut() const { return m_hasTimedOut; }
    /// As it stands; empty: nothing was checked yet.
    [[nodiscard]] const checks::List &list() const { return m_list; }
    [[nodiscard]] bool hasResult() const { return !m_list.isEmpty() && !isBusy(); }
    /// What the result is about has changed since.
    [[nodiscard]] bool needsRecheck() const;

    static constexpr std::chrono::minutes WaitLimit{10};

Q_SIGNALS:
    void changed();

private:
    void run(std::chrono::milliseconds limit);
    void finished();
    [[nodiscard]] QByteArray fingerprint() const;
    [[nodiscard]] QList<QUrl> routes() const;

    Configuration &m_configuration;
    const ExportStep &m_exportStep;
    const Services &m_services;
    std::unique_ptr<authenticate::WaitForPomeriumJob> m_job;
    bool m_isWaiting = false;
    bool m_hasTimedOut = false;
    QDeadlineTimer m_deadline;
    checks::List m_list;
    QByteArray m_checkedFingerprint;
};

} // namespace setup

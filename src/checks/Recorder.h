#pragma once

#include "checks/List.h"

#include <QObject>

namespace checks {

/// Where a job writes down how its checks stand. changed() comes from the event loop, so a job may record in the middle
/// of a stage, and whoever listens may destroy the job.
class Recorder final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Recorder)

public:
    /// All checks pending, in this order.
    explicit Recorder(const QStringList &ids);
    ~Recorder() override;

    [[nodiscard]] const List &list() const { return m_list; }

    void running(const QString &id);
    void passed(const QString &id, const QString &detail = {});
    void warn(const QString &id, Problem problem, const QString &detail = {});
    void fail(const QString &id, Problem problem, const QString &detail = {});
    /// Nothing to be checked here.
    void doesNotApply(const QString &id, const QString &detail = {});
    /// Something was in the way: `problem`, where it is known what.
    void couldNotCheck(const QString &id, std::optional<Problem> problem = {}, const QString &detail = {});
    /// Each check without a result could not be checked.
    void skipOpen();

    /// Any other change of one check. A result gets the time.
    void record(Check check);

Q_SIGNALS:
    /// The check of this id has changed since the event loop turned last.
    void changed(const QString &id);

private:
    void announce(const QString &id);

    List m_list;
};

} // namespace checks

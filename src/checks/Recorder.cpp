#include "checks/Recorder.h"

#include <QMetaObject>

namespace checks {

Recorder::Recorder(const QStringList &ids)
    : m_list(ids)
{
}

Recorder::~Recorder() = default;

void Recorder::running(const QString &id)
{
    record({.id = id, .status = Status::Running});
}

void Recorder::passed(const QString &id, const QString &detail)
{
    record({.id = id, .status = Status::Passed, .detail = detail});
}

void Recorder::warn(const QString &id, Problem problem, const QString &detail)
{
    record({.id = id, .status = Status::Warning, .problem = std::move(problem), .detail = detail});
}

void Recorder::fail(const QString &id, Problem problem, const QString &detail)
{
    record({.id = id, .status = Status::Failed, .problem = std::move(problem), .detail = detail});
}

void Recorder::doesNotApply(const QString &id, const QString &detail)
{
    record({.id = id, .status = Status::Skipped, .skip = Skip::DoesNotApply, .detail = detail});
}

void Recorder::couldNotCheck(const QString &id, std::optional<Problem> problem, const QString &detail)
{
    record({.id = id, .status = Status::Skipped, .problem = std::move(problem), .detail = detail});
}

void Recorder::skipOpen()
{
    const auto open = m_list.all();
    for (const Check &check : open) {
        if (check.status == Status::Pending || check.status == Status::Running)
            couldNotCheck(check.id);
    }
}

void Recorder::record(Check check)
{
    const bool isOpen = check.status == Status::Pending || check.status == Status::Running;
    check.checkedAt = isOpen || check.status == Status::Skipped ? QDateTime() : QDateTime::currentDateTimeUtc();
    const QString id = check.id;
    m_list.put(std::move(check));
    announce(id);
}

void Recorder::announce(const QString &id)
{
    QMetaObject::invokeMethod(
        this, [this, id] { Q_EMIT changed(id); }, Qt::QueuedConnection);
}

} // namespace checks

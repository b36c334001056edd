#include "authenticate/WaitForPomeriumJob.h"

#include "authenticate/Error.h"

#include <algorithm>

namespace authenticate {

namespace {

/// What a release hides stays hidden, however long one waits; anything else may come.
bool isForGood(const checks::Check &check)
{
    if (check.status != checks::Status::Skipped)
        return check.status == checks::Status::Passed || check.status == checks::Status::Warning;
    if (check.skip == checks::Skip::DoesNotApply)
        return true;
    const Error *const error = check.problem ? check.problem->as<Error>() : nullptr;
    if (!error)
        return false;
    if (isHiddenByRelease(*error))
        return true;
    switch (error->reason) {
    case Error::Reason::IdOutOfReach:
    case Error::Reason::SecretUnknown:
    case Error::Reason::RequestParametersUnread:
        return true;
    default:
        return false;
    }
}

/// Whether two checks say the same, but for when.
bool isSame(const checks::Check &a, const checks::Check &b)
{
    if (a.status != b.status || a.skip != b.skip || a.detail != b.detail
        || a.problem.has_value() != b.problem.has_value())
        return false;
    if (!a.problem)
        return true;
    const Error *const left = a.problem->as<Error>();
    const Error *const right = b.problem->as<Error>();
    if (!left || !right || left->transport || right->transport)
        return false;
    return left->reason == right->reason && left->detail == right->detail && left->mistakes == right->mistakes;
}

bool isSettled(const checks::List &list)
{
    return std::all_of(list.begin(), list.end(), isForGood);
}

} // namespace

bool isRightAsFarAsShown(const checks::List &list)
{
    const auto isRight = [](const checks::Check &check) {
        if (check.status == checks::Status::Passed || check.status == checks::Status::Warning)
            return true;
        if (check.status != checks::Status::Skipped)
            return false;
        const Error *const error = check.problem ? check.problem->as<Error>() : nullptr;
        return check.skip == checks::Skip::DoesNotApply || (error && isHiddenByRelease(*error));
    };
    return !list.isEmpty() && std::all_of(list.begin(), list.end(), isRight);
}

WaitForPomeriumJob::WaitForPomeriumJob(CheckRequest request, http::Client &http, Patience patience)
    : m_request(std::move(request))
    , m_http(http)
    , m_patience(patience)
    , m_recorder(m_request.checkIds())
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(patience.pause);
    connect(&m_pause, &QTimer::timeout, this, &WaitForPomeriumJob::check);
    m_limit.setSingleShot(true);
    m_limit.setInterval(patience.limit);
    connect(&m_limit, &QTimer::timeout, this, &WaitForPomeriumJob::timedOut);
    connect(&m_recorder, &checks::Recorder::changed, this, &WaitForPomeriumJob::changed);
}

WaitForPomeriumJob::~WaitForPomeriumJob() = default;

void WaitForPomeriumJob::run()
{
    if (m_patience.limit > std::chrono::milliseconds::zero())
        m_limit.start();
    check();
}

void WaitForPomeriumJob::check()
{
    m_check = std::make_unique<CheckPomeriumJob>(m_request.clone(), m_http);
    connect(m_check.get(), &Job::finished, this, &WaitForPomeriumJob::checked);
    if (m_rounds == 0) {
        connect(&m_check->recorder(), &checks::Recorder::changed, this,
                [this](const QString &id) { m_recorder.record(m_check->list().check(id)); });
    }
    m_check->start();
}

void WaitForPomeriumJob::checked()
{
    const checks::List list = m_check->list();
    for (const checks::Check &check : list) {
        if (!isSame(check, m_recorder.list().check(check.id)))
            m_recorder.record(check);
    }
    m_request.metadata = m_check->metadata(); // it does not change while Pomerium restarts
    m_check.reset();
    ++m_rounds;
    if (m_patience.limit <= std::chrono::milliseconds::zero() || isSettled(list)) {
        m_limit.stop();
        finish();
    } else {
        m_pause.start();
    }
    Q_EMIT changed();
}

void WaitForPomeriumJob::timedOut()
{
    m_hasTimedOut = true;
    m_pause.stop();
    m_check.reset();
    m_recorder.skipOpen();
    finish();
    Q_EMIT changed();
}

} // namespace authenticate

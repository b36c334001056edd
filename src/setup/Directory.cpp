#include "setup/Directory.h"

namespace setup {

namespace {

// Okta's default for each token. Whether X-Rate-Limit-Limit counts it in already is not documented; a forecast that
// counts it in twice is too slow, one that does not count it at all lets a sync fail.
constexpr int TokenSharePercent = 50;

} // namespace

Directory::Directory(http::Client &http)
    : m_http(http)
{
}

Directory::~Directory() = default;

void Directory::load(const okta::OrgUrl &org, okta::ApiToken token, const QByteArray &request)
{
    m_groups.clear();
    m_isComplete = false;
    m_error.reset();
    m_request = request;
    m_job = std::make_unique<okta::GroupsJob>(org, std::move(token), m_http);
    connect(m_job.get(), &okta::GroupsJob::pageArrived, this, &Directory::pageArrived);
    connect(m_job.get(), &okta::GroupsJob::waitingChanged, this, &Directory::changed);
    connect(m_job.get(), &Job::finished, this, &Directory::ended);
    m_job->start();
    Q_EMIT appended(0);
    Q_EMIT changed();
}

void Directory::pageArrived()
{
    const qsizetype first = m_groups.size();
    m_groups += m_job->takePage();
    Q_EMIT appended(first);
}

void Directory::ended()
{
    const auto outcome = m_job->takeOutcome();
    m_rate = m_job->rateLimit();
    m_job.reset();
    if (outcome)
        m_isComplete = true;
    else
        m_error = outcome.error();
    Q_EMIT changed();
}

void Directory::cancel()
{
    if (!m_job)
        return;
    m_rate = m_job->rateLimit();
    m_job.reset();
}

std::optional<QDateTime> Directory::waitingUntil() const
{
    return m_job ? m_job->waitingUntil() : std::nullopt;
}

std::optional<pomerium::SyncForecast> Directory::forecast(std::optional<int> otherLimit) const
{
    const auto limit = m_rate.limit ? m_rate.limit : otherLimit;
    if (!m_isComplete || !limit || *limit <= 0)
        return std::nullopt;
    std::optional<qint64> members = 0;
    for (const auto &group : m_groups) {
        if (!group.members) {
            members.reset();
            break;
        }
        *members += *group.members;
    }
    return pomerium::SyncForecast::from(static_cast<int>(m_groups.size()), members, *limit, TokenSharePercent);
}

} // namespace setup

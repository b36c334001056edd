#pragma once

#include "okta/GroupsJob.h"
#include "pomerium/SyncForecast.h"

#include <QList>
#include <QObject>

#include <memory>
#include <optional>

namespace setup {

/// The org's groups, as they arrive, and what reading them all costs.
class Directory final : public QObject
{
    Q_OBJECT

public:
    explicit Directory(http::Client &http);
    ~Directory() override;

    /// Begins anew. `request` says what the groups are about; see isAbout().
    void load(const okta::OrgUrl &org, okta::ApiToken token, const QByteArray &request);
    /// What arrived stays.
    void cancel();

    /// Grows while groups arrive; appended() tells from where.
    [[nodiscard]] const QList<okta::Group> &groups() const { return m_groups; }
    [[nodiscard]] bool isLoading() const { return m_job != nullptr; }
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    [[nodiscard]] const std::optional<okta::ApiError> &error() const { return m_error; }
    [[nodiscard]] std::optional<QDateTime> waitingUntil() const;
    [[nodiscard]] bool isAbout(const QByteArray &request) const { return m_request == request; }
    /// When all groups are known. `otherLimit` is what another reply said of the rate limit, where ours said nothing.
    [[nodiscard]] std::optional<pomerium::SyncForecast> forecast(std::optional<int> otherLimit) const;

Q_SIGNALS:
    void changed();
    /// Groups were added at the end, from `first` on. Instead of changed(): a list of 100,000 is not drawn anew for
    /// each of its pages.
    void appended(qsizetype first);

private:
    void pageArrived();
    void ended();

    http::Client &m_http;
    QList<okta::Group> m_groups;
    QByteArray m_request;
    bool m_isComplete = false;
    std::optional<okta::ApiError> m_error;
    okta::RateLimit m_rate;
    std::unique_ptr<okta::GroupsJob> m_job;
};

} // namespace setup

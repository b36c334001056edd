#pragma once

#include "core/Job.h"
#include "core/Json.h"
#include "http/Client.h"
#include "okta/ApiError.h"
#include "okta/ApiToken.h"
#include "okta/OrgUrl.h"
#include "okta/RateLimit.h"

#include <QDateTime>
#include <QJsonArray>
#include <QList>
#include <QSet>
#include <QString>
#include <QTimer>

#include <memory>
#include <optional>

namespace okta {

/// One group of the directory, as Pomerium will see it.
struct Group
{
    enum class Kind { Okta, BuiltIn, Application, Other }; ///< OKTA_GROUP, BUILT_IN, APP_GROUP

    QString id; ///< 00g…; policies of Pomerium 0.20 or later with directory sync need it
    QString name; ///< safe to show
    Kind kind = Kind::Other;
    std::optional<int> members; ///< where the API gives it
};

/// All groups of an organisation, each once, page by page. Pages are kept by whoever listens, not here.
///
/// The links to the next page are the server's and opaque, but the token goes to this organisation's list of groups and
/// nowhere else, and a list that does not end is given up.
class GroupsJob final : public JobOf<int, ApiError>
{
    Q_OBJECT

public:
    /// The outcome is the number of groups.
    GroupsJob(OrgUrl org, ApiToken token, http::Client &http);

    /// The groups that pageArrived() announced, moved out.
    [[nodiscard]] QList<Group> takePage();
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] int pages() const { return m_pages; }
    [[nodiscard]] const RateLimit &rateLimit() const { return m_rateLimit; }
    /// While the rate limit makes it wait: until when, by our clock.
    [[nodiscard]] const std::optional<QDateTime> &waitingUntil() const { return m_waitingUntil; }

Q_SIGNALS:
    void pageArrived();
    /// waitingUntil() changed.
    void waitingChanged();

private:
    void run() override;
    void askFirstPage();
    void ask();
    void answered();
    [[nodiscard]] std::optional<JsonError> take(const QJsonArray &page);
    void turnPage(const http::Response &response);
    [[nodiscard]] std::optional<QUrl> nextLink(const http::Response &response, QString &problem) const;

    const OrgUrl m_org;
    const ApiToken m_token;
    http::Client &m_http;
    QUrl m_next;
    bool m_asksForMembers = true; ///< until the organisation refuses
    QSet<QByteArray> m_seenLinks; ///< digests of the links that were followed: a list that runs in a circle never ends
    QSet<QByteArray> m_seenGroups; ///< digests of the ids that came
    QList<Group> m_page;
    RateLimit m_rateLimit;
    std::optional<QDateTime> m_waitingUntil;
    QTimer m_wait;
    int m_count = 0;
    qsizetype m_text = 0; ///< UTF-16 units of what was kept
    int m_pages = 0;
    int m_waits = 0; ///< in a row, without a page between them
    int m_standstill = 0; ///< pages in a row that brought nothing new
    std::unique_ptr<http::RequestJob> m_request;
};

} // namespace okta

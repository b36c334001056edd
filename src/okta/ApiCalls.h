#pragma once

#include "okta/ApiError.h"
#include "okta/ApiSession.h"
#include "okta/ApplicationPlan.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace okta {

/// What Okta answered to one call, with a status from 200 to 299.
struct ApiReply
{
    int status = 0;
    QJsonObject object = {}; ///< empty when the body is none
    QJsonArray array = {};
    bool hasBody = false;
    /// The client secrets that stood in the body, in order; in `object` and `array` there are asterisks instead.
    std::vector<Secret> secrets = {};
    QByteArray next = {}; ///< the target of the Link header "next"; empty: the list ends here
};

/// The calls of one job, one after another: paced, waiting when Okta says so, each change sent once. Destroying it
/// hangs up.
class ApiCalls final : public QObject
{
    Q_OBJECT

public:
    using Outcome = Expected<ApiReply, ApiError>;

    explicit ApiCalls(ApiSession &session);
    ~ApiCalls() override;

    /// Sends and calls back once, from the event loop. One at a time.
    void send(const ApplicationRequest &request, std::function<void(Outcome)> answered);
    void get(const QString &path, std::function<void(Outcome)> answered);
    /// All pages of a list, at most `pages` of them. More than those is said by hasMore().
    void list(const QString &path, int pages, std::function<void(Expected<QJsonArray, ApiError>)> answered);
    [[nodiscard]] bool hasMore() const { return m_hasMore; }
    /// Calls back later, unless destroyed.
    void after(std::chrono::milliseconds pause, std::function<void()> then);

    /// Until when Okta wants us to wait; nothing: it does not.
    [[nodiscard]] const std::optional<QDateTime> &waitingUntil() const { return m_waitingUntil; }

Q_SIGNALS:
    void waitingChanged();

private:
    void sendWhenAllowed();
    void sendNow();
    void answered();
    void conclude(Outcome outcome);
    void wait(std::chrono::milliseconds pause);
    void turnPage(const QString &target);

    ApiSession &m_session;
    ApplicationRequest m_request;
    std::function<void(Outcome)> m_answered;
    std::unique_ptr<http::RequestJob> m_job;
    QTimer m_wait;
    std::optional<QDateTime> m_waitingUntil;
    int m_waits = 0; ///< rate limits in a row
    QJsonArray m_list;
    int m_pagesLeft = 0;
    bool m_hasMore = false;
    std::function<void(Expected<QJsonArray, ApiError>)> m_listed;
};

} // namespace okta

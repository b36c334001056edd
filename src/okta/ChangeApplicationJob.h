#pragma once

#include "okta/ApplicationJob.h"

namespace okta {

/// Changes an app integration: GET, the planned edits, PUT of the whole object, and back: GET, compared field by field.
/// The plan is made anew from what Okta holds at that moment, so nobody else's change is lost; when Okta refuses
/// because somebody edits the app at the same time, it waits, reads and sends once more. Counts the app's refresh
/// tokens before and after: whether a change ends sessions is not documented.
class ChangeApplicationJob final : public ApplicationJob
{
    Q_OBJECT

public:
    /// What to do with the app as it is now, and the groups assigned to it.
    using Planner = std::function<ApplicationPlan(const Application &, const QList<GroupReference> &)>;

    /// `shownUpdate`: Application::lastUpdated() of what the administrator agreed to; empty: any.
    ChangeApplicationJob(QString applicationId, Planner planner, QString shownUpdate, ApiSession &session);

    /// "app-read", "app-changed", "groups-changed", "read-back", "sessions".
    [[nodiscard]] static QStringList ids();
    /// The app before the change and its groups, to write back or to show; as far as they were read.
    [[nodiscard]] const std::optional<Application> &before() const { return m_before; }
    [[nodiscard]] const std::optional<QList<GroupReference>> &groupsBefore() const { return m_groupsBefore; }
    /// Whether something was sent that changes the app.
    [[nodiscard]] bool hasSent() const { return !m_plan.isEmpty(); }
    [[nodiscard]] const std::optional<Application> &application() const { return m_application; }
    /// What was planned from what Okta held.
    [[nodiscard]] const ApplicationPlan &plan() const { return m_plan; }
    /// Refresh tokens of the app; nothing: they could not be counted.
    [[nodiscard]] const std::optional<int> &sessionsBefore() const { return m_sessionsBefore; }
    [[nodiscard]] const std::optional<int> &sessionsAfter() const { return m_sessionsAfter; }
    /// Whether the count stopped at the first page.
    [[nodiscard]] bool areSessionsMore() const { return m_areSessionsMore; }
    /// The client secret that the PUT's reply showed: a change of the authentication method can make a new one.
    [[nodiscard]] Secret takeClientSecret() { return std::move(m_secret); }

private:
    void run() override;
    void countSessions(std::function<void(std::optional<int>)> then);
    void read(bool isSecondTry);
    void readGroups(bool isSecondTry);
    void listGroups(std::function<void(const Expected<QList<GroupReference>, ApiError> &)> then);
    void carryOut(qsizetype index, bool isSecondTry);
    void answered(ApiCalls::Outcome outcome, qsizetype index, bool isSecondTry);
    void settle(qsizetype index, bool isSecondTry, const ApiError &lost);
    void replaced(ApiCalls::Outcome outcome, qsizetype index, bool isSecondTry);
    void concludeLines();
    void readBack();
    void readGroupsBack();
    void asPlanned();
    [[nodiscard]] QList<JsonDifference> notAsPlanned(const Application &held) const;
    void compareSessions();

    const QString m_id;
    const Planner m_planner;
    const QString m_shownUpdate;
    std::optional<Application> m_before;
    std::optional<QList<GroupReference>> m_groupsBefore;
    std::optional<Application> m_application;
    ApplicationPlan m_plan;
    std::optional<ApiError> m_lost;
    std::optional<int> m_sessionsBefore;
    std::optional<int> m_sessionsAfter;
    std::optional<ApiError> m_sessionsError;
    bool m_areSessionsMore = false;
    Secret m_secret;
};

} // namespace okta

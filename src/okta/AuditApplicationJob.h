#pragma once

#include "okta/ApplicationAudit.h"
#include "okta/FindApplicationJob.h"

namespace okta {

/// Reads an app integration and all around it, changing nothing, and judges it: rows a1 to a34.
class AuditApplicationJob final : public ApplicationJob
{
    Q_OBJECT

public:
    struct Options
    {
        /// The call returns every secret of the app in clear, and Okta logs it: only when the administrator asked.
        bool readsSecrets = false;
    };

    AuditApplicationJob(FindApplicationJob::Wanted which, WantedApplication wanted, Options options,
                        ApiSession &session);

    [[nodiscard]] const ApplicationEvidence &evidence() const { return m_evidence; }

    [[nodiscard]] std::optional<QDateTime> waitingUntil() const override;

private:
    void run() override;
    void found();
    void askGroups();
    void askUsers();
    void askOwner();
    void askGrants();
    void askPolicy();
    void askClaims();
    void askIssuer();
    void issuerAnswered();
    void askServer();
    void askServerPolicies(AuthorizationServerState state);
    void askServerRules(AuthorizationServerState state, qsizetype index);
    void askServerScopes(AuthorizationServerState state);
    void askServerClaims(AuthorizationServerState state);
    void serverRefused(ApiError error);
    void askSecrets();
    void judge();
    [[nodiscard]] QString serverPath(const QString &rest) const;
    [[nodiscard]] QString path(const QString &rest) const;

    const FindApplicationJob::Wanted m_which;
    const WantedApplication m_wanted;
    const Options m_options;
    ApiSession &m_session;
    std::unique_ptr<FindApplicationJob> m_find;
    ApplicationEvidence m_evidence;
    std::unique_ptr<http::RequestJob> m_discovery;
};

} // namespace okta

#pragma once

#include "okta/ApplicationAudit.h"
#include "okta/FindApplicationJob.h"

namespace okta {

/// Looks at what an earlier start may have left in Okta, and changes nothing: the app, and its client secrets where a
/// rotation was begun. Listing the secrets is logged by Okta.
class InspectApplicationJob final : public ApplicationJob
{
    Q_OBJECT

public:
    InspectApplicationJob(FindApplicationJob::Wanted which, bool readsSecrets, ApiSession &session);

    /// "app-found"; and "secrets-read" where they are asked for.
    [[nodiscard]] static QStringList ids(bool readsSecrets);
    /// The apps that fit; none: there is none, which is no failure.
    [[nodiscard]] const QList<Application> &found() const { return m_found; }
    [[nodiscard]] const QList<ClientSecretState> &secrets() const { return m_secrets; }

    [[nodiscard]] std::optional<QDateTime> waitingUntil() const override;

private:
    void run() override;
    void appAnswered();
    void askSecrets();

    const FindApplicationJob::Wanted m_which;
    const bool m_readsSecrets;
    ApiSession &m_session;
    std::unique_ptr<FindApplicationJob> m_find;
    QList<Application> m_found;
    QList<ClientSecretState> m_secrets;
};

} // namespace okta

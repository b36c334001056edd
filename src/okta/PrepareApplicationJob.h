#pragma once

#include "okta/ApplicationJob.h"
#include "okta/OrganizationJob.h"

namespace okta {

/// What has to be known before an app integration is planned: whether there is an Okta org at the address, which of its
/// addresses is which, and the ids of the groups that may sign in, found by exactly these names. The token is shown to
/// nobody before the org was seen.
class PrepareApplicationJob final : public ApplicationJob
{
    Q_OBJECT

public:
    PrepareApplicationJob(QStringList groupNames, ApiSession &session);

    /// "org-found"; and "groups-found" where names are given.
    [[nodiscard]] static QStringList ids(const QStringList &groupNames);
    /// Nothing: the server is perhaps an emulator, and does not say.
    [[nodiscard]] const std::optional<Organization> &organization() const { return m_found; }
    [[nodiscard]] const QList<GroupReference> &groups() const { return m_groups; }

private:
    void run() override;
    void organizationAnswered();
    void findGroup(qsizetype index);
    void groupsAnswered(qsizetype index, const QJsonArray &list);

    const QStringList m_groupNames;
    const OrgUrl m_org;
    OrganizationJob m_organization;
    std::optional<Organization> m_found;
    QList<GroupReference> m_groups;
};

} // namespace okta

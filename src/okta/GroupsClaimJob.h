#pragma once

#include "okta/ApplicationJob.h"

namespace okta {

/// Adds a federated claim named groups to an app, or takes it away again. That tokens carry it then is not documented
/// for sure: whoever adds it believes only what a sign-in shows, and removes it when nothing is there.
class GroupsClaimJob final : public ApplicationJob
{
    Q_OBJECT

public:
    /// Adds it. A claim of that name that is there already is not ours, and stays.
    GroupsClaimJob(QString applicationId, ApiSession &session);
    /// Removes the claim of this id.
    GroupsClaimJob(QString applicationId, QString claimId, ApiSession &session);

    /// "claim-free", "claim-added"; "claim-removed".
    [[nodiscard]] static QStringList addIds();
    [[nodiscard]] static QStringList removeIds();
    /// ofc…; empty: nothing was added.
    [[nodiscard]] const QString &claimId() const { return m_claimId; }

Q_SIGNALS:
    /// Okta has the claim; its id belongs into the draft at once.
    void added();

private:
    void run() override;
    /// The id of the claim named groups, empty where there is none.
    void look(const QString &line, std::function<void(const QString &)> then);
    void add();
    void remove();

    const QString m_id;
    const bool m_isRemoval;
    QString m_claimId;
};

} // namespace okta

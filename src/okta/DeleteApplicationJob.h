#pragma once

#include "okta/ApplicationJob.h"

namespace okta {

/// Removes an app integration that this program made, and no other: its id and its note must be the remembered ones.
/// Deactivated first, then deleted, then seen to be gone.
class DeleteApplicationJob final : public ApplicationJob
{
    Q_OBJECT

public:
    /// `isUnderWay`: an earlier start has begun, so that the app may be gone already.
    DeleteApplicationJob(QString applicationId, QString marker, ApiSession &session, bool isUnderWay = false);

    /// "app-ours", "app-deactivated", "app-deleted", "app-gone".
    [[nodiscard]] static QStringList ids();

private:
    void run() override;
    void deactivate(const Application &application, bool isSecondTry);
    void settleDeactivation(const ApiError &lost, bool isSecondTry);
    void remove();
    void prove(const std::optional<ApiError> &lost);

    const QString m_id;
    const QString m_marker;
    const bool m_isUnderWay;
};

} // namespace okta

#pragma once

#include "okta/ApplicationJob.h"

namespace okta {

/// Removes an app integration that this program made, and no other: its id and its note must be the remembered ones.
/// Deactivated first, then deleted, then seen to be gone.
class DeleteApplicationJob final : public ApplicationJob
{
    Q_OBJECT

public:
    DeleteApplicationJob(QString applicationId, QString marker, ApiSession &session);

    /// "app-ours", "app-deactivated", "app-deleted", "app-gone".
    [[nodiscard]] static QStringList ids();

private:
    void run() override;
    void deactivate(const Application &application);
    void remove();
    void prove(const std::optional<ApiError> &lost);

    const QString m_id;
    const QString m_marker;
};

} // namespace okta

#pragma once

#include "okta/ApplicationJob.h"

namespace okta {

/// Revokes the token of the session, the temporary management token, and proves that Okta rejects it from then on.
class RevokeManagementTokenJob final : public ApplicationJob
{
    Q_OBJECT

public:
    explicit RevokeManagementTokenJob(ApiSession &session);

    /// "token-revoked", "token-rejected".
    [[nodiscard]] static QStringList ids();
    /// Whether Okta was seen to reject the token.
    [[nodiscard]] bool isProven() const { return m_isProven; }

private:
    void run() override;
    void prove(const std::optional<ApiError> &lost);

    bool m_isProven = false;
};

} // namespace okta

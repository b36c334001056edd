#pragma once

#include "wizard/PlainLabel.h"

#include <QTimer>

namespace setup {
class AppIntegration;
}

/// Counts down to when Okta's rate limit lets the work on the app go on; hidden while nothing waits for it.
class RateLimitLabel final : public PlainLabel
{
    Q_OBJECT

public:
    explicit RateLimitLabel(const setup::AppIntegration &app, QWidget *parent = nullptr);

private:
    void render();

    const setup::AppIntegration &m_app;
    QTimer m_second; ///< redraws the countdown
};

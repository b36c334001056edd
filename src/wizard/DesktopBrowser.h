#pragma once

#include "oidc/UserAgent.h"

/// The system's browser.
class DesktopBrowser final : public oidc::UserAgent
{
public:
    [[nodiscard]] Expected<void, QString> open(const QUrl &authorizationUrl) override;
};

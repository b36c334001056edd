#pragma once

#include "oidc/UserAgent.h"

#include <QString>

namespace cli {

/// A browser that is a command, started with the authorization URL as its only argument: the one that was named, or the
/// system's own way to open an address (xdg-open, open, rundll32). Its standard output is thrown away, because ours
/// carries the result.
class CommandUserAgent final : public oidc::UserAgent
{
public:
    /// Empty: the system's.
    explicit CommandUserAgent(QString command);

    [[nodiscard]] Expected<void, QString> open(const QUrl &authorizationUrl) override;

private:
    const QString m_command;
};

} // namespace cli

#pragma once

#include "cli/Console.h"
#include "oidc/UserAgent.h"

namespace cli {

/// No browser: the person opens the address that is shown, on whichever computer, and comes back by a tunnel or by
/// pasting the address at which the browser ended.
class ManualUserAgent final : public oidc::UserAgent
{
public:
    [[nodiscard]] Expected<void, QString> open(const QUrl &) override { return {}; }
};

/// How the browser on the other computer of an SSH session reaches this one's loopback port: a line for its shell.
/// Empty outside an SSH session. `connection` is what SSH_CONNECTION says: "client port server port".
[[nodiscard]] QString tunnelCommand(const QByteArray &connection, const QString &user, quint16 port);

} // namespace cli

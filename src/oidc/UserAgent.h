#pragma once

#include "core/Expected.h"

#include <QString>
#include <QUrl>

namespace oidc {

/// The external user agent of RFC 8252 section 6: the system's browser, never a view of our own.
class UserAgent
{
public:
    UserAgent() = default;
    UserAgent(const UserAgent &) = delete;
    UserAgent &operator=(const UserAgent &) = delete;
    virtual ~UserAgent();

    /// Starts showing an authorization URL and returns at once. The error is why it could not be started, for the
    /// details pane; the URL can always be copied instead.
    [[nodiscard]] virtual Expected<void, QString> open(const QUrl &authorizationUrl) = 0;
};

} // namespace oidc

#pragma once

#include "core/Expected.h"

#include <QString>
#include <QUrl>

#include <functional>

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

    /// Who hears of a browser that open() started and that failed afterwards; nobody unless this is called. Called from
    /// the event loop, with what open() would have returned.
    void setFailureHandler(std::function<void(const QString &why)> handler) { m_failed = std::move(handler); }

protected:
    void reportFailure(const QString &why) const
    {
        if (m_failed)
            m_failed(why);
    }

private:
    std::function<void(const QString &why)> m_failed;
};

} // namespace oidc

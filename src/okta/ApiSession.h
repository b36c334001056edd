#pragma once

#include "http/Client.h"
#include "okta/ApiPace.h"
#include "okta/ApiToken.h"
#include "okta/OrgUrl.h"

#include <QElapsedTimer>

namespace okta {

/// One management token at work in one org: what its jobs share. The token is in memory only and never the one of the
/// directory sync. Outlives its jobs.
class ApiSession final
{
    Q_DISABLE_COPY_MOVE(ApiSession)

public:
    ApiSession(OrgUrl org, ApiToken token, http::Client &http);

    [[nodiscard]] const OrgUrl &org() const { return m_org; }
    [[nodiscard]] const ApiToken &token() const { return m_token; }
    [[nodiscard]] http::Client &http() { return m_http; }
    [[nodiscard]] ApiPace &pace() { return m_pace; }
    /// Milliseconds of a steady clock, for the pace.
    [[nodiscard]] qint64 now() const { return m_clock.elapsed(); }

private:
    const OrgUrl m_org;
    const ApiToken m_token;
    http::Client &m_http;
    ApiPace m_pace;
    QElapsedTimer m_clock;
};

} // namespace okta

#include "okta/ApiSession.h"

namespace okta {

ApiSession::ApiSession(OrgUrl org, ApiToken token, http::Client &http)
    : m_org(std::move(org))
    , m_token(std::move(token))
    , m_http(http)
{
    m_clock.start();
}

} // namespace okta

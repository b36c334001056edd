#include "oidc/UserAgent.h"

namespace oidc {

UserAgent::~UserAgent() = default;

} // namespace oidc

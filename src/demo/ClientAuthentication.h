#pragma once

#include "demo/HttpResponse.h"

namespace demo {

struct App;
class FormFields;
struct HttpRequest;
class Tenant;

/// Which application calls, or why it is refused: one of the two is set.
struct Caller
{
    const App *app = nullptr;
    HttpResponse refusal;
};

/// Who calls the token, introspection or revocation endpoint (RFC 6749 section 2.3.1): client ID and secret in the
/// Authorization header or in the form, never both.
///
/// The order of the checks is Okta's: the client ID first, refused in the shape of the management API, then the method,
/// then the secret. An inactive application is as good as unknown.
[[nodiscard]] Caller authenticateClient(Tenant &tenant, const HttpRequest &request, const FormFields &fields);

} // namespace demo

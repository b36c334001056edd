#pragma once

#include "demo/HttpResponse.h"

#include <optional>

namespace demo {

class FormFields;
struct HttpRequest;
class Tenant;

/// Who calls the token, introspection or revocation endpoint (RFC 6749 section 2.3.1): client ID and secret in the
/// Authorization header or in the form, never both.
///
/// Returns the refusal; nothing when it is the organisation's application. The order is Okta's: the client ID first,
/// in the shape of the management API, then the method, then the secret.
[[nodiscard]] std::optional<HttpResponse> refuseClient(const Tenant &tenant, const HttpRequest &request,
                                                       const FormFields &fields);

} // namespace demo

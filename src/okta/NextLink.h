#pragma once

#include "http/Response.h"

#include <QByteArray>

namespace okta {

/// The target of the first link of relation type "next" in a response's Link headers (RFC 8288 section 3), as it
/// stands, perhaps relative; empty: none.
[[nodiscard]] QByteArray nextLinkTarget(const http::Response &response);

} // namespace okta

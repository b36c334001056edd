#pragma once

#include "demo/HttpResponse.h"

#include <QByteArray>

namespace demo {

struct App;
struct HttpRequest;
class Tenant;

/// /api/v1/apps/{id}/federated-claims, and what is below it. `rest`: the id of a claim, or nothing.
[[nodiscard]] HttpResponse federatedClaims(Tenant &tenant, const HttpRequest &request, App &app,
                                           const QByteArrayList &rest);

} // namespace demo

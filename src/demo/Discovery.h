#pragma once

#include "demo/HttpResponse.h"

namespace demo {

struct HttpRequest;
class Tenant;

/// What the organization says about itself without being asked who is asking: okta-organization, the metadata of its
/// authorization server, its keys.
class Discovery final
{
public:
    explicit Discovery(const Tenant &tenant);

    [[nodiscard]] HttpResponse organization() const;

    /// OpenID Connect Discovery section 3. `?client_id=` answers for that client, or that it is unknown.
    [[nodiscard]] HttpResponse openIdConfiguration(const HttpRequest &request) const;

    /// RFC 8414.
    [[nodiscard]] HttpResponse authorizationServer(const HttpRequest &request) const;

    [[nodiscard]] HttpResponse keys(const HttpRequest &request) const;

private:
    enum class Document { OpenIdConfiguration, AuthorizationServer };

    [[nodiscard]] HttpResponse metadata(const HttpRequest &request, Document document) const;
    [[nodiscard]] bool asksForUnknownClient(const HttpRequest &request) const;

    const Tenant &m_tenant;
};

} // namespace demo

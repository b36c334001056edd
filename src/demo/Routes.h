#pragma once

#include "demo/AuthorizeEndpoint.h"
#include "demo/Console.h"
#include "demo/Discovery.h"
#include "demo/HttpResponse.h"
#include "demo/ManagementApi.h"
#include "demo/TokenEndpoint.h"
#include "demo/TokenStore.h"

namespace demo {

class FormFields;
struct HttpRequest;
class Tenant;

/// Which part of the organization answers which path, and the headers that every answer has.
class Routes final
{
public:
    /// `startOver` is what the console's button does.
    Routes(Tenant &tenant, std::function<void()> startOver);

    [[nodiscard]] HttpResponse answer(const HttpRequest &request);

    [[nodiscard]] ManagementApi &managementApi() { return m_managementApi; }

    /// Everything that was given out dies: codes, tokens, rate limit windows.
    void forget();

private:
    [[nodiscard]] HttpResponse route(const HttpRequest &request);
    [[nodiscard]] HttpResponse routeOAuth(const HttpRequest &request);
    [[nodiscard]] HttpResponse logout(const FormFields &fields) const;
    [[nodiscard]] bool isForUs(const HttpRequest &request) const;

    Tenant &m_tenant;
    TokenStore m_tokens;
    const Discovery m_discovery;
    AuthorizeEndpoint m_authorizeEndpoint;
    TokenEndpoint m_tokenEndpoint;
    ManagementApi m_managementApi;
    Console m_console;
    RateLimit m_oauthLimit;
};

} // namespace demo

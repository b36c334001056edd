#pragma once

#include "demo/ConsoleSession.h"
#include "demo/HttpResponse.h"

#include <functional>

namespace demo {

struct App;
class FormFields;
struct HttpRequest;
class Tenant;
class TokenStore;

/// /admin: the practice console, a third door to the store. Which page is asked for, and what a form does.
///
/// Only forms change anything, and only those that this console gave to the same browser.
class Console final
{
public:
    /// `startOver` begins the scenario anew.
    Console(Tenant &tenant, TokenStore &tokens, std::function<void()> startOver);

    [[nodiscard]] HttpResponse answer(const HttpRequest &request);

    /// Hints and notices of the browsers are gone; they stay.
    void forget() { m_sessions.clear(); }

private:
    [[nodiscard]] HttpResponse show(const HttpRequest &request, ConsoleSession &session);
    [[nodiscard]] HttpResponse showApp(const HttpRequest &request, ConsoleSession &session);
    [[nodiscard]] HttpResponse act(const HttpRequest &request, ConsoleSession &session, const FormFields &fields);
    [[nodiscard]] HttpResponse practice(const HttpRequest &request, ConsoleSession &session, const FormFields &fields);
    [[nodiscard]] HttpResponse createApp(ConsoleSession &session, const FormFields &fields);
    [[nodiscard]] HttpResponse changeApp(const HttpRequest &request, ConsoleSession &session, const FormFields &fields);
    [[nodiscard]] HttpResponse saveGeneral(ConsoleSession &session, App &app, const FormFields &fields);
    [[nodiscard]] HttpResponse changeTokens(ConsoleSession &session, const FormFields &fields);
    void createToken(ConsoleSession &session, const QString &name);
    [[nodiscard]] HttpResponse changeRole(ConsoleSession &session, const FormFields &fields);

    Tenant &m_tenant;
    TokenStore &m_tokens;
    const std::function<void()> m_startOver;
    ConsoleSessions m_sessions;
};

} // namespace demo

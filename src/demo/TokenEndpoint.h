#pragma once

#include "demo/HttpResponse.h"
#include "demo/TokenStore.h"

namespace demo {

struct App;
class FormFields;
struct HttpRequest;
class Tenant;

/// /oauth2/v1/token, introspect, revoke and userinfo: what is done with codes and tokens.
class TokenEndpoint final
{
public:
    TokenEndpoint(Tenant &tenant, TokenStore &tokens);

    /// RFC 6749 sections 4.1.3 and 6.
    [[nodiscard]] HttpResponse token(const HttpRequest &request);

    /// RFC 7662.
    [[nodiscard]] HttpResponse introspect(const HttpRequest &request);

    /// RFC 7009: 200 whether there was such a token or not.
    [[nodiscard]] HttpResponse revoke(const HttpRequest &request);

    /// OpenID Connect Core section 5.3.
    [[nodiscard]] HttpResponse userInfo(const HttpRequest &request) const;

private:
    [[nodiscard]] HttpResponse grant(const App &app, const HttpRequest &request, const FormFields &fields);
    [[nodiscard]] HttpResponse redeemCode(const App &app, const FormFields &fields);
    [[nodiscard]] HttpResponse refresh(const App &app, const FormFields &fields);
    void logRefusal(const App &app, const HttpResponse &refusal);

    enum class Occasion { SignIn, Refresh };

    /// `refreshToken` is left out of the answer when it is empty.
    [[nodiscard]] HttpResponse tokens(const App &app, const TokenStore::SignInPointer &signIn,
                                      const QStringList &scopes, const QString &refreshToken, Occasion occasion);
    [[nodiscard]] QByteArray accessToken(const SignIn &signIn, const QStringList &scopes, const QString &jwtId) const;
    [[nodiscard]] QByteArray idToken(const App &app, const SignIn &signIn, const QStringList &scopes,
                                     const QByteArray &accessToken, Occasion occasion) const;

    Tenant &m_tenant;
    TokenStore &m_tokens;
};

} // namespace demo

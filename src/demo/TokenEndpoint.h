#pragma once

#include "demo/HttpResponse.h"
#include "demo/TokenStore.h"

namespace demo {

class FormFields;
struct HttpRequest;
class Tenant;

/// /oauth2/v1/token, introspect, revoke and userinfo: what is done with codes and tokens.
class TokenEndpoint final
{
public:
    TokenEndpoint(const Tenant &tenant, TokenStore &tokens);

    /// RFC 6749 sections 4.1.3 and 6.
    [[nodiscard]] HttpResponse token(const HttpRequest &request);

    /// RFC 7662.
    [[nodiscard]] HttpResponse introspect(const HttpRequest &request) const;

    /// RFC 7009: 200 whether there was such a token or not.
    [[nodiscard]] HttpResponse revoke(const HttpRequest &request);

    /// OpenID Connect Core section 5.3.
    [[nodiscard]] HttpResponse userInfo(const HttpRequest &request) const;

private:
    [[nodiscard]] HttpResponse redeemCode(const FormFields &fields);
    [[nodiscard]] HttpResponse refresh(const FormFields &fields);

    enum class Occasion { SignIn, Refresh };

    /// `refreshToken` is left out of the answer when it is empty.
    [[nodiscard]] HttpResponse tokens(const TokenStore::SignInPointer &signIn, const QStringList &scopes,
                                      const QString &refreshToken, Occasion occasion);
    [[nodiscard]] QByteArray accessToken(const SignIn &signIn, const QStringList &scopes, const QString &jwtId) const;
    [[nodiscard]] QByteArray idToken(const SignIn &signIn, const QStringList &scopes, const QByteArray &accessToken,
                                     Occasion occasion) const;

    const Tenant &m_tenant;
    TokenStore &m_tokens;
};

} // namespace demo

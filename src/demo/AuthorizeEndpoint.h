#pragma once

#include "demo/HttpResponse.h"
#include "demo/TokenStore.h"

#include <QHash>
#include <QQueue>
#include <QString>

namespace demo {

struct App;
class FormFields;
struct HttpRequest;
class Tenant;

/// /oauth2/v1/authorize: the authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3, OpenID Connect Core
/// section 3.1.2) and the form of the sign-in page that it leads to.
///
/// The organization keeps no session: everybody who comes is asked, and `prompt=none` always needs a login.
class AuthorizeEndpoint final
{
public:
    AuthorizeEndpoint(Tenant &tenant, TokenStore &tokens);

    [[nodiscard]] HttpResponse authorize(const HttpRequest &request);

private:
    /// An authorization request that is in order and waits for the person.
    struct Waiting
    {
        SignIn signIn;
        QString state;
        QString responseMode;
        qint64 since = 0;
    };

    using Fields = QList<std::pair<QString, QString>>;

    [[nodiscard]] HttpResponse start(const FormFields &fields);
    [[nodiscard]] HttpResponse decide(const FormFields &fields);

    /// Sends an error to the application.
    [[nodiscard]] HttpResponse refuse(const Waiting &waiting, const char *error, const QString &description,
                                      int status) const;
    /// A page instead of a redirect: the application hears nothing.
    [[nodiscard]] HttpResponse show(const App *app, const char *error, const QString &description,
                                    const char *reason) const;
    void logRefusal(const App *app, const QString &reason) const;
    [[nodiscard]] HttpResponse respond(const Waiting &waiting, Fields fields, int status) const;

    static constexpr int WaitLimit = 3600; ///< seconds
    static constexpr qsizetype MaximumWaiting = 500;

    Tenant &m_tenant;
    TokenStore &m_tokens;
    QHash<QString, Waiting> m_waiting;
    QQueue<QString> m_order; ///< of m_waiting, oldest first
};

} // namespace demo

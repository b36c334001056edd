#pragma once

#include "demo/App.h"
#include "demo/HttpResponse.h"

#include <QByteArray>

#include <optional>

namespace demo {

class Store;

/// Whether the reply carries a client secret: Okta's do after POST and PUT, and never after GET.
enum class SecretShown { No, Yes };

/// An application as the management API shows it.
[[nodiscard]] QByteArray appText(const App &app, const Store &store, const QString &issuer, SecretShown secret);

/// One of its secrets, with its value in clear as Okta shows it.
[[nodiscard]] QByteArray secretText(const App &app, const ClientSecret &secret, const QString &issuer);

enum class AppBody { Create, Replace };

/// Reads the body of a POST or PUT into `app`, which holds the defaults or what there is. Returns the refusal; `app` is
/// to be thrown away then. `clientSecret` is what the body gives as secret, or empty.
///
/// A PUT replaces: what the body leaves out gets its default, but for what Okta was seen to keep (login, signing keys,
/// status).
[[nodiscard]] std::optional<HttpResponse> readApp(const QByteArray &body, AppBody purpose, App &app,
                                                  QString &clientSecret);

/// What the console and the API refuse alike. Nothing when the settings are in order.
struct AppFault
{
    const char *field; ///< "redirect_uris"
    QString cause;
};
[[nodiscard]] std::optional<AppFault> faultOf(const App &app);

} // namespace demo

#pragma once

#include "demo/HttpResponse.h"

#include <QString>

namespace demo {

/// The pages that a person sees. Plain HTML of our own, labelled as a demo; nothing of Okta's looks.
namespace pages {

/// Who signs in, "Sign in" and "Cancel". `request` names what is waiting to be authorized.
[[nodiscard]] HttpResponse signIn(const QString &person, const QString &login, const QString &request);

/// "400 Bad Request": what Okta shows instead of sending the browser back.
[[nodiscard]] HttpResponse badRequest(const QString &error, const QString &description);

/// The sign-in page with a banner: nothing is sent back to the application.
[[nodiscard]] HttpResponse notAssigned();

/// Sends an authorization response to the application by a form that posts itself (OAuth 2.0 Form Post Response Mode).
[[nodiscard]] HttpResponse formPost(const QString &action, const QList<std::pair<QString, QString>> &fields);

/// The end of RP-initiated logout. There is no session to end.
[[nodiscard]] HttpResponse signedOut();

[[nodiscard]] HttpResponse notFound();

} // namespace pages

} // namespace demo

#include "demo/Pages.h"

#include <QCryptographicHash>

namespace demo::pages {

namespace {

const QByteArray &style()
{
    static const QByteArray text = R"(
:root { color-scheme: light dark; --ink: #1c2b2a; --paper: #f3f1ea; --card: #fffefa; --line: #cfc9ba;
        --accent: #0b6b5d; --accent-ink: #ffffff; --warn: #7a2e12; --warn-paper: #fbe9df; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9e4; --paper: #17201f; --card: #1f2b2a; --line: #3a4a48;
          --accent: #57c3b0; --accent-ink: #0d1b19; --warn: #ffc9ad; --warn-paper: #43261a; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
       font: 1rem/1.5 system-ui, sans-serif; padding: 1.5rem; }
main { width: 100%; max-width: 26rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
       padding: 2rem; }
.label { display: inline-block; margin: 0 0 1rem; padding: .2rem .6rem; border: 1px dashed currentColor;
         border-radius: .4rem; font-size: .85rem; }
h1 { font-size: 1.35rem; margin: 0 0 .75rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
dl { margin: 0 0 1rem; } dt { font-size: .85rem; } dd { margin: 0 0 .5rem; font-weight: 600; overflow-wrap: anywhere; }
.banner { background: var(--warn-paper); color: var(--warn); border-radius: .4rem; padding: .75rem 1rem; }
.buttons { display: flex; gap: .75rem; margin-top: 1.5rem; }
button { font: inherit; padding: .6rem 1.2rem; border-radius: .4rem; border: 1px solid var(--accent);
         background: transparent; color: var(--accent); cursor: pointer; }
button.primary { background: var(--accent); color: var(--accent-ink); }
button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
footer { margin-top: 1.5rem; font-size: .85rem; }
)";
    return text;
}

QByteArray hashSource(const QByteArray &text)
{
    return "'sha256-" + QCryptographicHash::hash(text, QCryptographicHash::Sha256).toBase64() + '\'';
}

QByteArray escaped(const QString &text)
{
    return text.toHtmlEscaped().toUtf8();
}

/// `script` runs at the end of the page when it is not empty.
HttpResponse page(int status, const QString &title, const QByteArray &content, const QByteArray &script = {})
{
    const QByteArray text = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                            "<title>"
        + escaped(title) + "</title>\n<style>" + style() + "</style>\n</head>\n<body>\n<main>\n"
        + "<p class=\"label\">Demo organization – not Okta</p>\n" + content
        + "<footer>This page comes from a program on this computer. Nothing leaves it.</footer>\n</main>\n"
        + (script.isEmpty() ? QByteArray() : "<script>" + script + "</script>\n") + "</body>\n</html>\n";

    auto response = HttpResponse::html(text, status);
    // No form-action: it would also stop the redirect to the application's loopback listener, in which a form ends.
    QByteArray policy = "default-src 'none'; style-src " + hashSource(style());
    if (!script.isEmpty())
        policy += "; script-src " + hashSource(script);
    policy += "; base-uri 'none'; frame-ancestors 'none'";
    response.add("Content-Security-Policy", policy);
    response.add("X-Frame-Options", "DENY");
    response.add("X-Content-Type-Options", "nosniff");
    response.add("Referrer-Policy", "no-referrer");
    response.add("Cache-Control", "no-cache, no-store");
    return response;
}

} // namespace

HttpResponse signIn(const QString &person, const QString &login, const QString &request)
{
    return page(200, QStringLiteral("Sign in – Demo organization"),
                "<h1>Sign in</h1>\n"
                "<p>An application asks who you are. In the demo you are always the same person, and there is no "
                "password.</p>\n"
                "<dl><dt>Name</dt><dd>"
                    + escaped(person) + "</dd><dt>Username</dt><dd>" + escaped(login)
                    + "</dd></dl>\n"
                      "<form method=\"post\" action=\"/oauth2/v1/authorize\">\n"
                      "<input type=\"hidden\" name=\"request\" value=\""
                    + escaped(request)
                    + "\">\n<div class=\"buttons\">\n"
                      "<button class=\"primary\" type=\"submit\" name=\"decision\" value=\"sign-in\" autofocus>Sign "
                      "in</button>\n"
                      "<button type=\"submit\" name=\"decision\" value=\"cancel\">Cancel</button>\n"
                      "</div>\n</form>\n");
}

HttpResponse badRequest(const QString &error, const QString &description)
{
    return page(400, QStringLiteral("400 Bad Request"),
                "<h1>400 Bad Request</h1>\n<p>Your request resulted in an error.</p>\n"
                "<dl><dt>Error Code</dt><dd>"
                    + escaped(error) + "</dd><dt>Description</dt><dd>" + escaped(description) + "</dd></dl>\n");
}

HttpResponse notAssigned()
{
    return page(200, QStringLiteral("Sign in – Demo organization"),
                "<h1>Sign in</h1>\n"
                "<p class=\"banner\" role=\"alert\">You are not allowed to access this app. To request access, contact "
                "an admin.</p>\n");
}

HttpResponse formPost(const QString &action, const QList<std::pair<QString, QString>> &fields)
{
    QByteArray inputs;
    for (const auto &[name, value] : fields)
        inputs += "<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">\n";
    return page(200, QStringLiteral("Back to the application – Demo organization"),
                "<h1>Back to the application</h1>\n<form method=\"post\" action=\"" + escaped(action) + "\">\n" + inputs
                    + "<button class=\"primary\" type=\"submit\">Continue</button>\n</form>\n",
                "document.forms[0].submit();");
}

HttpResponse signedOut()
{
    return page(200, QStringLiteral("Signed out – Demo organization"),
                "<h1>Signed out</h1>\n<p>The demo organization keeps no session, so there was none to end.</p>\n");
}

HttpResponse notFound()
{
    return page(404, QStringLiteral("404 Not Found"),
                "<h1>404 Not Found</h1>\n<p>There is no such page in the demo organization.</p>\n");
}

} // namespace demo::pages

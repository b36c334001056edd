#include "oidc/AuthorizeAnswer.h"

#include "core/ServerText.h"
#include "http/FormEncoding.h"
#include "oidc/ServerAnswer.h"

#include <QUrl>

#include <algorithm>
#include <initializer_list>

namespace oidc {

namespace {

/// Whether a Location is this redirect URI with a query added (RFC 6749 section 4.1.2.1). Compared as text: that is how
/// the listener, and strict providers, compare it.
bool leadsTo(const QByteArray &location, const QString &redirectUri)
{
    const QByteArray uri = redirectUri.toUtf8();
    if (!location.startsWith(uri))
        return false;
    return location.size() == uri.size() || location.at(uri.size()) == (uri.contains('?') ? '&' : '?');
}

bool saysOneOf(const QString &page, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&page](const char *word) { return page.contains(QLatin1String(word), Qt::CaseInsensitive); });
}

} // namespace

AuthorizeAnswer AuthorizeAnswer::of(const Expected<http::Response, http::TransportError> &outcome,
                                    const QString &redirectUri)
{
    AuthorizeAnswer answer;
    if (auto problem = answerProblem(outcome)) {
        answer.evidence = *std::move(problem);
        return answer;
    }
    const http::Response &response = *outcome;
    answer.evidence = because(Reason::RedirectUriUnclear, redirectUri, serverAnswer(response));
    answer.status = response.status;
    ServerAnswer &said = answer.evidence.answer;
    const QByteArray location = response.header("Location");
    if (response.status >= 300 && response.status < 400) {
        if (leadsTo(location, redirectUri))
            answer.kind = AuthorizeAnswer::Kind::CameBack;
        // To our URI, or to a page of the provider's own that shows the reason.
        const QByteArray query = QUrl::fromEncoded(location).query(QUrl::FullyEncoded).toLatin1();
        for (const auto &[name, value] : http::parseForm(query).value_or(http::FormFields{})) {
            if (name == "error")
                said.error = serverText(value, 100);
            else if (name == "error_description")
                said.description = serverText(value);
        }
    } else if (response.status >= 400 && response.status < 500 && response.status != 404 && response.status != 405
               && response.status != 408 && response.status != 429) {
        answer.kind = AuthorizeAnswer::Kind::Refused;
        answer.page = QString::fromUtf8(response.body.left(64 * 1024));
    }
    if (response.status >= 400 && said.error.isEmpty())
        said.description = pageText(response);
    return answer;
}

bool AuthorizeAnswer::isAboutRedirectUri() const
{
    return saysOneOf(page, {"redirect_uri", "redirect uri", "redirection uri", "callback ur"});
}

bool AuthorizeAnswer::isAboutClient() const
{
    return saysOneOf(page, {"client_id", "invalid_client", "unauthorized_client"});
}

bool AuthorizeAnswer::isAboutPkce() const
{
    return saysOneOf(page, {"PKCE", "code challenge", "code_challenge"});
}

bool AuthorizeAnswer::isAboutSession() const
{
    return saysOneOf(page,
                     {"login_required", "interaction_required", "consent_required", "account_selection_required"});
}

} // namespace oidc

#include "authenticate/AuthorizationTrial.h"

#include "authenticate/Error.h"
#include "core/ServerText.h"
#include "http/FormEncoding.h"
#include "oidc/Error.h"
#include "oidc/ServerAnswer.h"

#include <QStringList>

namespace authenticate {

namespace {

/// What prompt=none leads to without a session, when the request itself was good.
bool isAboutSession(const QString &text)
{
    static const QStringList codes{QStringLiteral("login_required"), QStringLiteral("interaction_required"),
                                   QStringLiteral("consent_required"), QStringLiteral("account_selection_required")};
    return std::any_of(codes.begin(), codes.end(),
                       [&text](const QString &code) { return text.contains(code, Qt::CaseInsensitive); });
}

bool says(const QString &text, std::initializer_list<const char *> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&text](const char *word) { return text.contains(QLatin1String(word), Qt::CaseInsensitive); });
}

oidc::Error refusal(oidc::Reason reason, const http::Response &response, const QString &detail)
{
    return oidc::because(reason, detail, oidc::serverAnswer(response));
}

TrialResult judgeReturn(const http::Response &response, const AuthorizationRedirect &request)
{
    const QByteArray location = response.header("Location");
    QByteArray query = location.mid(request.redirectUri.size() + 1);
    query = query.left(query.indexOf('#') < 0 ? query.size() : query.indexOf('#'));
    oidc::ServerAnswer answer;
    for (const auto &[name, value] : http::parseForm(query).value_or(http::FormFields{})) {
        if (name == "error")
            answer.error = serverText(value, 100);
        else if (name == "error_description")
            answer.description = serverText(value);
    }
    TrialResult result;
    if (answer.error.isEmpty() || isAboutSession(answer.error)) {
        result.isAccepted = true;
        return result;
    }
    const bool isPkce = says(answer.description, {"PKCE", "code challenge", "code_challenge"});
    const QString detail = oidc::describe(answer);
    result.refusal = isPkce ? oidc::because(oidc::Reason::PkceRequired, detail, answer)
                            : oidc::because(oidc::Reason::AuthorizationDenied, detail, answer);
    return result;
}

} // namespace

QUrl withoutInteraction(const QUrl &authorizationRequest)
{
    http::FormFields fields;
    const QByteArray query = authorizationRequest.query(QUrl::FullyEncoded).toLatin1();
    for (const auto &field : http::parseForm(query).value_or(http::FormFields{})) {
        if (field.first != "prompt")
            fields.append(field);
    }
    fields.append({QByteArrayLiteral("prompt"), QByteArrayLiteral("none")});
    QUrl url = authorizationRequest;
    url.setQuery(QString::fromLatin1(http::formBody(fields)), QUrl::StrictMode);
    url.setFragment({});
    return url;
}

TrialResult judgeTrial(const http::RequestJob::Outcome &outcome, const AuthorizationRedirect &request)
{
    TrialResult result;
    if (!outcome) {
        result.doubt = outcome.error();
        return result;
    }
    const http::Response &response = *outcome;
    const QByteArray location = response.header("Location");
    if (response.status >= 300 && response.status < 400) {
        const bool cameBack = !request.redirectUri.isEmpty() && location.startsWith(request.redirectUri)
            && (location.size() == request.redirectUri.size()
                || location.at(request.redirectUri.size()) == (request.redirectUri.contains('?') ? '&' : '?'));
        if (cameBack)
            return judgeReturn(response, request);
        result.doubt = because(Error::Reason::ProviderSilent, oidc::describeTarget(response.redirectTarget()));
        return result;
    }

    const QString status = oidc::describe(oidc::serverAnswer(response));
    const bool isRefused = response.status >= 400 && response.status < 500 && response.status != 404
        && response.status != 405 && response.status != 408 && response.status != 429;
    if (!isRefused) {
        result.doubt = because(Error::Reason::ProviderSilent, status);
        return result;
    }
    const QString page = QString::fromUtf8(response.body.left(64 * 1024));
    using Reason = oidc::Reason;
    if (isAboutSession(page))
        result.isAccepted = true;
    else if (says(page, {"redirect_uri", "redirect uri", "redirection uri", "callback ur"}))
        result.refusal = refusal(Reason::RedirectUriRefused, response, serverText(request.redirectUri));
    else if (says(page, {"PKCE", "code challenge", "code_challenge"}))
        result.refusal = refusal(Reason::PkceRequired, response, status);
    else if (says(page, {"client_id", "invalid_client", "unauthorized_client"}))
        result.refusal = refusal(Reason::ClientRefused, response, status);
    else
        result.refusal = because(Error::Reason::ProviderRefused, status);
    return result;
}

} // namespace authenticate

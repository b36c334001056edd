#include "authenticate/Findings.h"

#include "core/ServerText.h"
#include "http/FormEncoding.h"
#include "http/JsonBody.h"
#include "oidc/ServerAnswer.h"

#include <QRegularExpression>

namespace authenticate {

namespace {

using Reason = Error::Reason;

constexpr qsizetype MostOfAPage = 64 * 1024;

int portOf(const QUrl &url)
{
    return url.port(url.scheme() == QLatin1String("http") ? 80 : 443);
}

Error transportError(const http::TransportError &trouble)
{
    Error error =
        because(trouble.reason == http::TransportError::Reason::TlsHandshakeFailed ? Reason::NoTls : Reason::Transport);
    error.transport = trouble;
    return error;
}

QString statusOf(const http::Response &response)
{
    return QStringLiteral("HTTP %1").arg(response.status);
}

bool isRedirect(const http::Response &response)
{
    return response.status >= 300 && response.status < 400;
}

bool looksLikeHtml(const http::Response &response)
{
    return http::isHtml(response) || response.body.trimmed().startsWith('<');
}

/// What a status says that is the same at every path.
Error byStatus(const http::Response &response)
{
    switch (response.status) {
    case 401:
    case 403:
    case 407:
    case 511:
        return because(Reason::AccessRefused, statusOf(response));
    case 421:
        return because(Reason::WrongHost, statusOf(response));
    case 502:
    case 503:
    case 504:
        return because(Reason::Unavailable, statusOf(response));
    case 500:
        return because(Reason::ServerError, statusOf(response));
    default:
        return because(Reason::UnexpectedStatus, statusOf(response));
    }
}

Error redirectedAway(const http::Response &response)
{
    const QUrl target = response.redirectTarget();
    const QString detail = target.isEmpty() ? statusOf(response) : oidc::describeTarget(target);
    if (target.host() == response.url.host() && target.path() == response.url.path()
        && target.scheme() != response.url.scheme()) {
        if (target.scheme() == QLatin1String("https"))
            return because(Reason::RedirectedToHttps, detail);
        if (target.scheme() == QLatin1String("http"))
            return because(Reason::RedirectedToHttp, detail);
    }
    return because(Reason::RedirectedElsewhere, detail);
}

/// The quotes that Go's templates write as entities, as quotes again.
QString plainText(QString html)
{
    return html.replace(QLatin1String("&#34;"), QLatin1String("\""))
        .replace(QLatin1String("&quot;"), QLatin1String("\""))
        .simplified();
}

std::optional<http::FormFields> fieldsOf(const QUrl &url)
{
    return http::parseForm(url.query(QUrl::FullyEncoded).toLatin1());
}

} // namespace

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

bool isHostedService(const QUrl &url)
{
    return url.host() == QLatin1String("authenticate.pomerium.app")
        || url.host().endsWith(QLatin1String(".authenticate.pomerium.app"));
}

Expected<PomeriumDocument, Error> judgeDocument(const Outcome &outcome)
{
    if (!outcome)
        return Unexpected(transportError(outcome.error()));
    const http::Response &response = *outcome;
    if (isRedirect(response))
        return Unexpected(redirectedAway(response));
    if (response.status == 404 || response.status == 410)
        return Unexpected(because(Reason::NotPomerium, statusOf(response)));
    // Go's servers, and Envoy's, say so where TLS is spoken and plain HTTP came.
    if (response.status == 400 && response.body.left(MostOfAPage).contains("HTTP request to an HTTPS server"))
        return Unexpected(because(Reason::RedirectedToHttps, statusOf(response)));
    if (response.status != 200)
        return Unexpected(byStatus(response));
    const auto object = http::jsonObject(response);
    if (!object)
        return Unexpected(
            because(looksLikeHtml(response) ? Reason::WebPage : Reason::NotPomeriumDocument, statusOf(response)));
    const auto callback = object->value(QLatin1String("authentication_callback_endpoint"));
    if (!callback.isString() || callback.toString().isEmpty())
        return Unexpected(because(Reason::NotPomeriumDocument, QStringLiteral("authentication_callback_endpoint")));
    return PomeriumDocument{serverText(QStringView(callback.toString())), object->contains(QLatin1String("issuer"))};
}

std::optional<Error> judgeCallback(const PomeriumDocument &document, const QString &redirectUri)
{
    if (document.callback == redirectUri)
        return std::nullopt;
    const QUrl callback(document.callback, QUrl::StrictMode);
    const QUrl ours(redirectUri, QUrl::StrictMode);
    if (isHostedService(callback))
        return because(Reason::HostedService, document.callback);
    if (callback.isValid() && callback.host() == ours.host()) {
        if (callback.scheme() == QLatin1String("http") && ours.scheme() == QLatin1String("https"))
            return because(Reason::CallbackInsecure, document.callback);
        if (callback.scheme() == ours.scheme() && callback.port() != ours.port())
            return because(Reason::CallbackPortDiffers, document.callback);
        if (isSameOrigin(callback, ours))
            return because(Reason::CallbackPathDiffers, document.callback);
    }
    return because(Reason::AnotherPomerium, document.callback);
}

std::optional<AuthorizationRedirect> authorizationRedirect(const Outcome &outcome)
{
    if (!outcome || !isRedirect(*outcome) || outcome->redirectTarget().isEmpty())
        return std::nullopt;
    AuthorizationRedirect redirect;
    redirect.target = outcome->redirectTarget();
    QByteArray challenge;
    QByteArray method;
    for (const auto &[name, value] : fieldsOf(redirect.target).value_or(http::FormFields{})) {
        if (name == "client_id") {
            redirect.hasClientId = true;
            redirect.clientId = value;
        } else if (name == "redirect_uri") {
            redirect.redirectUri = value;
        } else if (name == "scope") {
            redirect.scope = value;
        } else if (name == "code_challenge") {
            challenge = value;
        } else if (name == "code_challenge_method") {
            method = value;
        } else if (name == "access_type" && value == "offline") {
            redirect.asksOfflineAccess = true;
        } else if (name != "response_type" && name != "state" && name != "nonce") {
            redirect.more.insert_or_assign(name, value);
        }
    }
    redirect.hasChallenge = !challenge.isEmpty() && method == "S256";
    return redirect;
}

std::optional<SignInRedirect> signInRedirect(const Outcome &outcome)
{
    if (!outcome || !isRedirect(*outcome) || outcome->redirectTarget().isEmpty())
        return std::nullopt;
    SignInRedirect redirect;
    redirect.target = outcome->redirectTarget();
    for (const auto &[name, value] : fieldsOf(redirect.target).value_or(http::FormFields{})) {
        if (name == "pomerium_idp_id")
            redirect.id = Secret(value);
        else if (name == "pomerium_hpke_query")
            redirect.isEncrypted = true;
    }
    return redirect;
}

std::optional<Error> reasonOnPage(const http::Response &response)
{
    const QString page = QString::fromUtf8(response.body.left(MostOfAPage));
    struct Words
    {
        const char *pattern;
        Reason reason;
    };
    // go-oidc's and Pomerium's own words; the part of the line around them is quoted.
    static const Words known[] = {
        {R"(issuer did not match the issuer returned by provider[^<\n]*)", Reason::IssuerNotExact},
        {R"([^<>\n]*provider is not defined[^<\n]*)", Reason::ProviderMissing},
        {R"([^<>\n]*unknown provider[^<\n]*)", Reason::ProviderUnknown},
        {R"([^<>\n]*could not connect to[^<\n]*)", Reason::IssuerUnreachable},
        {R"([^<>\n]*(?:no such host|connection refused|x509:|i/o timeout|deadline exceeded)[^<\n]*)",
         Reason::IssuerUnreachable}};
    for (const auto &[pattern, reason] : known) {
        const auto match = QRegularExpression(QString::fromLatin1(pattern)).match(page);
        if (match.hasMatch())
            return because(reason, serverText(QStringView(plainText(match.captured(0)))));
    }
    return std::nullopt;
}

Error judgeNoRedirect(const Outcome &outcome)
{
    if (!outcome)
        return transportError(outcome.error());
    if (isRedirect(*outcome))
        return redirectedAway(*outcome);
    if (outcome->status == 200 || outcome->status == 404)
        return because(Reason::NotRedirected, statusOf(*outcome));
    return byStatus(*outcome);
}

} // namespace authenticate

#include "oidc/AuthorizationRequest.h"

#include "http/FormEncoding.h"

namespace oidc {

namespace {

/// Form encoding, but with "%20" for a space: it reads the same to a form decoder, and also to one that forgot about
/// '+'. (A '+' of the value is "%2B" by now.)
QByteArray queryEncoded(QByteArrayView utf8)
{
    return http::formEncoded(utf8).replace('+', QByteArrayLiteral("%20"));
}

} // namespace

QUrl AuthorizationRequest::url() const
{
    http::FormFields fields = {
        {QByteArrayLiteral("response_type"), QByteArrayLiteral("code")},
        {QByteArrayLiteral("client_id"), clientId.toUtf8()},
        {QByteArrayLiteral("redirect_uri"), redirectUri.toUtf8()},
        {QByteArrayLiteral("scope"), scopes.join(QLatin1Char(' ')).toUtf8()},
        {QByteArrayLiteral("state"), state},
        {QByteArrayLiteral("nonce"), nonce},
    };
    if (!codeChallenge.isEmpty()) {
        fields.append({QByteArrayLiteral("code_challenge"), codeChallenge});
        fields.append({QByteArrayLiteral("code_challenge_method"), QByteArrayLiteral("S256")});
    }
    if (!prompt.isEmpty())
        fields.append({QByteArrayLiteral("prompt"), prompt.toUtf8()});

    QByteArray query = authorizationEndpoint.query(QUrl::FullyEncoded).toLatin1();
    for (const auto &[name, value] : fields) {
        if (!query.isEmpty())
            query += '&';
        query += queryEncoded(name) + '=' + queryEncoded(value);
    }

    QUrl url = authorizationEndpoint;
    url.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    url.setFragment(QString());
    return url;
}

} // namespace oidc

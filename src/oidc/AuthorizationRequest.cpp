#include "oidc/AuthorizationRequest.h"

#include "core/Random.h"

#include <algorithm>

namespace oidc {

namespace {

/// Form encoding, but with "%20" for a space: it reads the same to a form decoder, and also to one that forgot about
/// '+'. (A '+' of the value is "%2B" by now.)
QByteArray queryEncoded(QByteArrayView utf8)
{
    return http::formEncoded(utf8).replace('+', QByteArrayLiteral("%20"));
}

void set(http::FormFields &fields, const QByteArray &name, const QByteArray &value)
{
    const auto known =
        std::find_if(fields.begin(), fields.end(), [&](const auto &field) { return field.first == name; });
    if (known == fields.end())
        fields.append({name, value});
    else
        known->second = value;
}

bool belongsToThisSignIn(const QByteArray &name)
{
    return name == "redirect_uri" || name == "state" || name == "nonce" || name == "code_challenge"
        || name == "code_challenge_method";
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
    for (const auto &[name, value] : moreParameters) {
        if (!belongsToThisSignIn(name))
            set(fields, name, value);
    }
    if (!prompt.isEmpty())
        set(fields, QByteArrayLiteral("prompt"), prompt.toUtf8());

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

QByteArray stateFor(const RelyingParty &relyingParty)
{
    return relyingParty.paddedStateSize > 0
        ? randomBytes(relyingParty.paddedStateSize).toBase64(QByteArray::Base64UrlEncoding)
        : randomToken();
}

} // namespace oidc

#include "oidc/ClientCredentials.h"

#include "oidc/Limits.h"

namespace oidc {

ClientCredentials ClientCredentials::clone() const
{
    return {clientId, clientSecret.clone(), method};
}

http::Request ClientCredentials::formRequest(const QUrl &endpoint, http::FormFields fields) const
{
    http::Request request;
    request.method = http::Request::Method::Post;
    request.url = endpoint;
    request.timeout = AnswerLimit;
    request.contentType = QByteArrayLiteral("application/x-www-form-urlencoded");
    switch (method) {
    case ClientAuthentication::Basic:
        // Not even client_id goes into the body beside the header: strict servers call that two sets of credentials.
        request.authorization = http::basicAuthorization(clientId, clientSecret);
        break;
    case ClientAuthentication::Post:
        fields.append({QByteArrayLiteral("client_id"), clientId.toUtf8()});
        fields.append({QByteArrayLiteral("client_secret"), clientSecret.reveal().toByteArray()});
        break;
    }
    request.body = http::formBody(fields);
    return request;
}

} // namespace oidc

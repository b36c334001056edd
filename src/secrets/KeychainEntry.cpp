#include "secrets/KeychainEntry.h"

#include "core/Product.h"

namespace secrets {

KeychainEntry apiTokenEntry(const QString &orgHost)
{
    const QString id = product::applicationId();
    return {id, QStringLiteral("%1/%2/api-token").arg(id, orgHost)};
}

KeychainEntry clientSecretEntry(const QString &orgHost, const QString &clientId)
{
    const QString id = product::applicationId();
    return {id, QStringLiteral("%1/%2/%3/client-secret").arg(id, orgHost, clientId)};
}

} // namespace secrets

#include "secrets/KeychainEntry.h"

#include "core/Product.h"

#include <QStringList>

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

QString orgHostOf(const KeychainEntry &entry)
{
    const QStringList parts = entry.account.split(QLatin1Char('/'));
    const QString orgHost = parts.value(1);
    return entry == apiTokenEntry(orgHost) || entry == clientSecretEntry(orgHost, parts.value(2)) ? orgHost : QString();
}

QString clientIdOf(const KeychainEntry &entry)
{
    const QStringList parts = entry.account.split(QLatin1Char('/'));
    return entry == clientSecretEntry(parts.value(1), parts.value(2)) ? parts.value(2) : QString();
}

} // namespace secrets

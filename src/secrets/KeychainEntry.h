#pragma once

#include <QString>

namespace secrets {

/// The name of one secret in the system's keychain.
///
/// The service is the application id; the account begins with it too, because Windows' Credential Manager knows no
/// service: there the account alone is the name.
struct KeychainEntry
{
    QString service;
    QString account;

    friend bool operator==(const KeychainEntry &, const KeychainEntry &) = default;
};

/// `APP_ID/ORG_HOST/api-token`.
[[nodiscard]] KeychainEntry apiTokenEntry(const QString &orgHost);
/// `APP_ID/ORG_HOST/CLIENT_ID/client-secret`.
[[nodiscard]] KeychainEntry clientSecretEntry(const QString &orgHost, const QString &clientId);

/// The organisation whose secret this is; empty when it is not an entry of ours.
[[nodiscard]] QString orgHostOf(const KeychainEntry &entry);
/// The client whose secret this is; empty when it is not a client secret of ours.
[[nodiscard]] QString clientIdOf(const KeychainEntry &entry);

} // namespace secrets

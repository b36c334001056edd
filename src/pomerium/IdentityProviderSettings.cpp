#include "pomerium/IdentityProviderSettings.h"

#include "pomerium/ServiceAccount.h"

#include <QUrl>

namespace pomerium {

namespace {

std::optional<Secret> cloned(const std::optional<Secret> &secret)
{
    return secret ? std::optional(secret->clone()) : std::nullopt;
}

} // namespace

IdentityProviderSettings IdentityProviderSettings::clone() const
{
    IdentityProviderSettings copy;
    copy.providerUrl = providerUrl;
    copy.clientId = clientId;
    copy.clientSecret = clientSecret.clone();
    copy.authenticateUrl = authenticateUrl;
    copy.apiToken = cloned(apiToken);
    copy.release = release;
    copy.groupsFromClaim = groupsFromClaim;
    copy.forecast = forecast;
    copy.cookieSecret = cloned(cookieSecret);
    copy.sharedSecret = cloned(sharedSecret);
    copy.clientSecretPath = clientSecretPath;
    copy.scopes = scopes;
    copy.directoryTimeout = directoryTimeout;
    copy.directoryInterval = directoryInterval;
    copy.references = references;
    copy.otherVariables = otherVariables; // constant, so shared
    copy.otherConfiguration = cloned(otherConfiguration);
    copy.isPractice = isPractice;
    return copy;
}

const OtherVariable *IdentityProviderSettings::reference(QStringView key) const
{
    for (const auto &reference : references) {
        if (reference->key == key)
            return reference.get();
    }
    return nullptr;
}

std::vector<Secret> IdentityProviderSettings::secrets() const
{
    std::vector<Secret> all;
    const auto add = [&all](const Secret &secret) {
        if (!secret.isEmpty())
            all.push_back(secret.clone());
    };
    add(clientSecret);
    if (apiToken && !apiToken->isEmpty()) {
        add(*apiToken);
        add(ServiceAccount::encode(*apiToken));
    }
    if (cookieSecret)
        add(*cookieSecret);
    if (sharedSecret)
        add(*sharedSecret);
    return all;
}

bool IdentityProviderSettings::isOrganizationServer() const
{
    return !QUrl(providerUrl).path().startsWith(QLatin1String("/oauth2"));
}

} // namespace pomerium

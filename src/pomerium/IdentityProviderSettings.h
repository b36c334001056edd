#pragma once

#include "core/Secret.h"
#include "pomerium/AuthenticateUrl.h"
#include "pomerium/Release.h"
#include "pomerium/SyncForecast.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace pomerium {

/// A variable of an environment file that is none of ours, kept as it was.
struct OtherVariable
{
    QString key;
    Secret value;
};

/// Everything that an export is made of. An export is a pure function of it: same settings, same bytes.
struct IdentityProviderSettings
{
    QString providerUrl; ///< IDP_PROVIDER_URL: the discovered issuer, byte for byte
    QString clientId;
    Secret clientSecret;
    std::optional<AuthenticateUrl> authenticateUrl;
    std::optional<Secret> apiToken; ///< as Okta shows it, not encoded
    std::optional<Release> release; ///< none: the newest known one
    bool groupsFromClaim = false; ///< from 0.20, on the organisation's own server: ask for the `groups` scope
    std::optional<SyncForecast> forecast; ///< before 0.20: IDP_REFRESH_DIRECTORY_*, when the defaults are too short
    std::optional<Secret> cookieSecret; ///< 32 bytes in standard base64
    std::optional<Secret> sharedSecret; ///< 32 bytes in standard base64

    /// IDP_CLIENT_SECRET_FILE instead of IDP_CLIENT_SECRET (0.18 or newer): where Pomerium finds the file of
    /// ExportFormat::ClientSecret.
    std::optional<QString> clientSecretPath;
    /// IDP_SCOPES as found in a file that was imported, when they are not what would be written anyway.
    std::optional<QStringList> scopes;
    /// IDP_REFRESH_DIRECTORY_TIMEOUT and _INTERVAL as found in a file that was imported; they win over the forecast.
    std::optional<std::chrono::milliseconds> directoryTimeout, directoryInterval;
    /// What an imported file has in place of a secret, by the key in capitals: op://…, ENC[…], {{ … }}. Something else
    /// puts the secret there, so they are written as they are and win over a secret that was entered to check it.
    QList<std::shared_ptr<const OtherVariable>> references;
    /// What else an imported environment file has, in its order. Written behind ours into environment files only.
    QList<std::shared_ptr<const OtherVariable>> otherVariables;
    /// What else an imported config.yaml has: whole top-level entries, byte for byte. Written behind ours into
    /// config.yaml only.
    std::optional<Secret> otherConfiguration;

    /// The values of the practice org: files say so in their first line.
    bool isPractice = false;

    /// A second copy, with its secrets, asked for in so many words.
    [[nodiscard]] IdentityProviderSettings clone() const;

    /// The reference for this key; null: none.
    [[nodiscard]] const OtherVariable *reference(QStringView key) const;

    /// Every secret of ours in every form in which it is written: to mask by.
    [[nodiscard]] std::vector<Secret> secrets() const;

    /// The provider is an organisation's own authorization server, not a custom one (`/oauth2/...`). Only there
    /// `groups` is a scope (Okta: "Customize tokens returned from Okta with a groups claim").
    [[nodiscard]] bool isOrganizationServer() const;
};

} // namespace pomerium

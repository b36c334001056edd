#pragma once

#include "core/Secret.h"
#include "oidc/ProviderMetadata.h"
#include "okta/OrgUrl.h"
#include "pomerium/AuthenticateUrl.h"
#include "pomerium/ExportFormat.h"
#include "pomerium/IdentityProviderSettings.h"
#include "pomerium/Release.h"
#include "setup/AppRecord.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace setup {

/// Who may sign in to Pomerium's application in Okta.
/// Later: nobody yet; groups and people are assigned in Okta afterwards.
enum class Access { Everyone, NamedGroups, Later };

/// What an imported file had beside what the pages ask for. It is written again with the rest.
struct ImportedSettings
{
    QString path; ///< of the file; empty: nothing was imported
    std::optional<QStringList> scopes; ///< IDP_SCOPES, where they are not what would be written anyway
    std::optional<std::chrono::milliseconds> directoryTimeout, directoryInterval;
    Secret cookieSecret, sharedSecret;
    QList<std::shared_ptr<const pomerium::OtherVariable>> otherVariables;
    QList<std::shared_ptr<const pomerium::OtherVariable>> references; ///< IdentityProviderSettings::references
    Secret otherConfiguration;

    /// Whether there is something that a draft cannot keep, because it is secret or may be.
    [[nodiscard]] bool hasSecrets() const;
};

/// Everything that the administrator gave and the wizard found out. Texts are as typed, so that Back shows them again;
/// values beside them are there when the text is valid.
struct Configuration
{
    // 1 Organisation
    QString organizationText;
    std::optional<okta::OrgUrl> org;
    QString authenticateText;
    std::optional<pomerium::AuthenticateUrl> authenticateUrl;
    QString companyCaFile; ///< PEM, trusted besides the system's authorities; empty: none
    pomerium::Release release = pomerium::Release::current();
    QString issuer; ///< discovered, byte for byte; empty: not yet
    std::optional<oidc::ProviderMetadata> metadata; ///< of that issuer

    // 2 Application
    QString applicationName = QStringLiteral("Pomerium");
    QString baseUris; ///< one a line; optional
    Access access = Access::Everyone;
    QStringList accessGroups;
    bool refreshTokenTicked = false;
    AppRecord app; ///< what was begun in Okta

    // 3 Credentials
    QString clientId;
    Secret clientSecret;
    bool keepClientSecret = false; ///< in the keychain

    // 4 Sign-in check
    QList<quint16> redirectPorts; ///< in the order in which they are tried
    bool usesGroups = true; ///< false: no policy uses groups, so they are neither asked for nor looked at

    // 5 API token
    Secret apiToken; ///< also when the person goes on without it: see usedApiToken()
    bool isApiTokenSkipped = false; ///< entered perhaps, but not to be used

    // 6 Export
    pomerium::ExportFormat format = pomerium::ExportFormat::Env;
    QString targetPath;
    bool generatesSecrets = false; ///< COOKIE_SECRET and SHARED_SECRET
    Secret cookieSecret, sharedSecret; ///< generated; empty until they were first wanted
    bool usesForecast = false;
    QString clientSecretPath; ///< IDP_CLIENT_SECRET_FILE; empty: the secret itself is written
    ImportedSettings imported;
    /// AUTHENTICATE_CALLBACK_PATH of a file that is checked as it is; empty: the usual one, as all files that are
    /// written have it.
    QString callbackPath;

    // 7 Finish
    QString pomeriumRoutes; ///< addresses of routes to check at the running Pomerium; optional

    /// Where the provider sends people back to Pomerium; empty: its address is not known.
    [[nodiscard]] QString pomeriumRedirectUri() const;
    /// The sign-in redirect URIs to register in Okta: Pomerium's own first, then the loopback ones for the check.
    [[nodiscard]] QStringList signInRedirectUris() const;
    [[nodiscard]] QStringList loopbackRedirectUris() const;
    /// The API token that Pomerium is to have; empty: none, or the person goes on without it.
    [[nodiscard]] Secret usedApiToken() const;
    /// What Pomerium will ask for: IDP_SCOPES of the file that is written, or what this release asks for by itself.
    [[nodiscard]] QStringList scopes() const;
    /// Whether this release and this format know a path of the client secret; where not, it is kept and not written.
    [[nodiscard]] bool takesClientSecretPath() const;
    /// Makes both of the generated secrets, where they are wanted and not there.
    void generateWantedSecrets();
};

/// A digest of values, for "is this result still about what is entered?". Keyed with a random key of this process, so
/// that a digest of a secret is worth nothing elsewhere.
class InputFingerprint
{
public:
    InputFingerprint &add(QStringView text);
    InputFingerprint &add(const QStringList &texts);
    InputFingerprint &add(const Secret &secret);
    InputFingerprint &add(qint64 number);
    [[nodiscard]] QByteArray digest() const;

private:
    QByteArray m_digest;
};

} // namespace setup

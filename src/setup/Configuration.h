#pragma once

#include "core/Secret.h"
#include "oidc/ProviderMetadata.h"
#include "okta/OrgUrl.h"
#include "pomerium/AuthenticateUrl.h"
#include "pomerium/ExportFormat.h"
#include "pomerium/Release.h"
#include "setup/AppRecord.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace setup {

/// Who may sign in to Pomerium's application in Okta.
enum class Access { Everyone, NamedGroups };

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

    // 5 API token
    Secret apiToken; ///< also when the person goes on without it: see usedApiToken()
    bool isApiTokenSkipped = false; ///< entered perhaps, but not to be used

    // 6 Export
    pomerium::ExportFormat format = pomerium::ExportFormat::Env;
    QString targetPath;

    /// The sign-in redirect URIs to register in Okta: Pomerium's own first, then the loopback ones for the check.
    [[nodiscard]] QStringList signInRedirectUris() const;
    [[nodiscard]] QStringList loopbackRedirectUris() const;
    /// The API token that Pomerium is to have; empty: none, or the person goes on without it.
    [[nodiscard]] Secret usedApiToken() const;
    /// What Pomerium of this release asks for.
    [[nodiscard]] QStringList scopes() const;
};

/// A digest of values, for "is this result still about what is entered?". Keyed with a random key of this process, so
/// that a digest of a secret is worth nothing elsewhere.
class InputFingerprint
{
public:
    InputFingerprint &add(QStringView text);
    InputFingerprint &add(const QStringList &texts);
    InputFingerprint &add(const Secret &secret);
    [[nodiscard]] QByteArray digest() const;

private:
    QByteArray m_digest;
};

} // namespace setup

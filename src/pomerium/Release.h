#pragma once

#include "core/Expected.h"

#include <QString>

namespace pomerium {

/// Why a text is not a release of Pomerium.
struct ReleaseError
{
    enum class Reason {
        Empty,
        NotANumber, ///< nothing like 0.19, v0.32.1, "0.20 or later"
        OutOfRange ///< a number that no release can have
    };
    Reason reason = Reason::NotANumber;
    QString detail; ///< what was given, cut
};

/// A release of Pomerium, as the administrator knows it: "0.19", "v0.32.1", "0.19 or older", "0.20 or later".
///
/// Of "0.20 or later" only what holds for every such release is said to be there, and a trap is said to be there when
/// any such release has it.
class Release
{
public:
    /// Reads a version, with or without `v`, patch level and suffix; or one of the two answers of the wizard.
    [[nodiscard]] static Expected<Release, ReleaseError> parse(QStringView text);
    /// "0.19 or older": the last release with a directory sync of its own. The same as 0.19.
    [[nodiscard]] static Release legacy();
    /// "0.20 or later".
    [[nodiscard]] static Release current();

    /// The newest release that this program knows: what is assumed where none was given.
    [[nodiscard]] static Release newest();

    /// Surely this release or a later one.
    [[nodiscard]] bool isAtLeast(int major, int minor, int patch = 0) const;
    /// Surely an older release than this one.
    [[nodiscard]] bool isBefore(int major, int minor) const { return !m_orNewer && !isAtLeast(major, minor); }
    /// Reads IDP_SERVICE_ACCOUNT and IDP_REFRESH_DIRECTORY_*: before 0.20. From 0.20 Pomerium refuses to start with
    /// the key in config.yaml and ignores it in the environment (config/options_check.go).
    [[nodiscard]] bool usesServiceAccount() const;
    /// Takes the raw API token as service account, without base64: before 0.10 (internal/identity/oidc/okta/okta.go).
    [[nodiscard]] bool usesRawServiceAccount() const;
    /// Sends a PKCE challenge: from 0.33 (authenticate/handlers.go). Before, Okta's "Require PKCE" must be off.
    [[nodiscard]] bool usesPkce() const;
    /// Sends Okta its signed-out page with each sign-out: from 0.26 (authenticate/handlers.go), which is then a
    /// sign-out redirect URI of the app. True of "or later": some of these releases do.
    [[nodiscard]] bool sendsSignOutRedirectUri() const;
    /// Does not start without COOKIE_SECRET: before 0.20 (authenticate/authenticate.go).
    [[nodiscard]] bool needsCookieSecret() const;
    /// Without AUTHENTICATE_SERVICE_URL, Pomerium's hosted service signs people in and the Okta application is never
    /// used: from 0.22 (config/options.go).
    [[nodiscard]] bool hasHostedAuthenticate() const;
    /// Knows IDP_CLIENT_SECRET_FILE: from 0.18 (config/options.go).
    [[nodiscard]] bool hasClientSecretFile() const;

    /// Reads IDP_REQUEST_PARAMS as JSON from the environment: from 0.24 (config/custom.go). Before, it does not start
    /// with the variable. True of "or later": some of these releases do.
    [[nodiscard]] bool readsRequestParametersVariable() const;

    /// "0.19", "0.32.1", "0.20 or later": what parse() reads again.
    [[nodiscard]] QString toString() const;

    friend bool operator==(const Release &, const Release &) = default;

private:
    Release(int major, int minor, int patch, bool orNewer);

    int m_major = 0;
    int m_minor = 0;
    int m_patch = 0;
    bool m_hasPatch = false;
    bool m_orNewer = false;
};

} // namespace pomerium

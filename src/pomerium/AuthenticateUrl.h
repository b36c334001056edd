#pragma once

#include "core/Expected.h"

#include <QFlags>
#include <QString>

namespace pomerium {

/// Why a text is not the URL of Pomerium's authenticate service.
struct AuthenticateUrlError
{
    enum class Reason {
        Empty,
        TooLong, ///< more than 2048 characters
        ForbiddenCharacter, ///< white space, control character, quote inside; detail names it
        NotHttps, ///< another scheme; http only for this computer
        HasCredentials, ///< user:password@
        Secret, ///< what looks like a token or secret, pasted into the wrong field; no detail
        InvalidHost,
        InvalidPort,
        HostedService, ///< authenticate.pomerium.app: it never uses an Okta application of one's own (release 0.22)
        OktaAddress ///< an address of Okta's, told by whoever knows those
    };
    Reason reason = Reason::InvalidHost;
    QString detail;
};

/// Pomerium's authenticate service URL (AUTHENTICATE_SERVICE_URL).
///
/// Pomerium replaces its path by the callback path and keeps the port (config/options.go,
/// GetAuthenticateRedirectURL), so everything behind host and port says nothing and is cut.
class AuthenticateUrl
{
public:
    /// What parse() changed in the text that was given.
    enum class Normalisation {
        None = 0,
        Trimmed = 1 << 0, ///< white space around it
        QuotesRemoved = 1 << 1, ///< a pair of quotes around it
        SchemeAdded = 1 << 2, ///< https:// put in front
        LowerCased = 1 << 3, ///< scheme or host
        Punycode = 1 << 4, ///< an international name in its ASCII form: Pomerium converts nothing
        PathRemoved = 1 << 5,
        TrailingSlashRemoved = 1 << 6,
        QueryRemoved = 1 << 7,
        FragmentRemoved = 1 << 8
    };
    Q_DECLARE_FLAGS(Normalisations, Normalisation)

    [[nodiscard]] static Expected<AuthenticateUrl, AuthenticateUrlError> parse(QStringView input);

    /// "https://authenticate.example.com", with the port as it was given and no trailing slash.
    [[nodiscard]] QString toString() const { return m_origin; }
    /// Without port.
    [[nodiscard]] QString host() const { return m_host; }
    /// The sign-in redirect URI to register in Okta: "{url}/oauth2/callback" (pkg/endpoints/paths.go), or with another
    /// path (AUTHENTICATE_CALLBACK_PATH before 0.31).
    [[nodiscard]] QString redirectUri(const QString &callbackPath = {}) const;
    [[nodiscard]] Normalisations normalisations() const { return m_normalisations; }

    /// Equal when they name the same place, however they were typed.
    friend bool operator==(const AuthenticateUrl &a, const AuthenticateUrl &b) { return a.m_origin == b.m_origin; }

private:
    AuthenticateUrl(QString origin, QString host, Normalisations normalisations);

    QString m_origin;
    QString m_host;
    Normalisations m_normalisations;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(AuthenticateUrl::Normalisations)

} // namespace pomerium

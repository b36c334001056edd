#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "pomerium/ExportFormat.h"
#include "pomerium/IdentityProviderSettings.h"

#include <QList>
#include <QString>

#include <optional>

namespace pomerium {

/// Why a file cannot be written so that its consumer reads what was meant.
struct ExportError
{
    enum class Reason {
        MissingValue, ///< `key` is needed and empty
        NulCharacter, ///< nothing carries U+0000
        NotUtf8, ///< the value is not text
        UnsafeCharacter, ///< `env`: a character that not every consumer reads alike; `suggestion` names a dialect
        NotCarried, ///< this consumer has no way to read that character or sequence
        TooLong, ///< longer than a line of this consumer can be
        InvalidProviderUrl, ///< not an http(s) URL, quotes, white space, a path that no issuer has
        InvalidApiToken, ///< white space or control characters: no HTTP header carries it
        NotReadByRelease ///< this release has no such setting; detail names the releases that do
    };
    Reason reason = Reason::NotCarried;
    QString key; ///< which value, as its consumer calls it: "IDP_CLIENT_SECRET"
    QString detail; ///< the character, visible and by number; never the value
    std::optional<ExportFormat> suggestion; ///< a format that can carry all values
};

/// What is worth saying about an export that was not refused.
enum class ExportNote {
    RestartAfterFailedSync, ///< before 0.20: after a failed first sync, groups stay empty until Pomerium is restarted
    CookieSecretMissing, ///< before 0.20: does not start without COOKIE_SECRET
    AuthenticateUrlMissing, ///< without it, here or elsewhere: redirect URI 127.0.0.1 before 0.22, then hosted service
    ServiceAccountLeftOut, ///< 0.20 or later: the API token is not in the file, on purpose
    GroupsNeedPolicy, ///< 0.20 or later: groups come from the claim; a policy has to name them
    GroupsScopeNotOnCustomServer, ///< a custom authorization server knows no `groups` scope; a claim "Always" is needed
    PkceMustBeOptional, ///< before 0.33: "Require PKCE" of the Okta application must be off
    CallbackPathFixed, ///< 0.31 or later: always /oauth2/callback
    ShellNeedsAllexport, ///< set -a; . FILE; set +a
    ProviderUrlTrailingSlash, ///< no Okta issuer ends in a slash: sign-in fails by an issuer mismatch
    ProviderUrlAdminHost, ///< the administrators' host is no issuer
    GroupsScopeMissing, ///< IDP_SCOPES of the imported file does not ask for `groups`: Okta sends no claim then
    RequestParametersLeftOut, ///< before 0.24, Pomerium does not start with IDP_REQUEST_PARAMS in the environment
    ReferencesKept, ///< a secret store puts a secret there; what was checked is what was entered, not what it holds
    OtherSettingsLeftOut, ///< settings of the imported file that this format cannot hold
    GeneratedSecretsLeftOut ///< Kubernetes: COOKIE_SECRET and SHARED_SECRET live in pomerium/bootstrap there
};

/// The bytes of the file.
[[nodiscard]] Expected<Secret, ExportError> exportAs(ExportFormat format, const IdentityProviderSettings &settings);
/// The same file with every secret masked, for screens and reports: neither a secret nor its base64 nor a part of
/// either is in it. Refused when exportAs() is.
[[nodiscard]] Expected<QString, ExportError> previewAs(ExportFormat format, const IdentityProviderSettings &settings);
/// What to say beside it.
[[nodiscard]] QList<ExportNote> exportNotes(ExportFormat format, const IdentityProviderSettings &settings);

/// The rule of a route that lets a group in, as YAML: `claim/groups` from 0.20, `allowed_groups` before.
[[nodiscard]] QString policyFragment(const std::optional<Release> &release, const QString &group);

/// What stands for a secret in a preview. Its length says nothing.
[[nodiscard]] QString maskedSecret();

} // namespace pomerium

#pragma once

#include "core/Expected.h"
#include "core/Secret.h"
#include "pomerium/IdentityProviderSettings.h"
#include "pomerium/ServiceAccount.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace pomerium {

/// A mistake, or something worth knowing, in a file that was imported.
enum class ImportNote {
    ByteOrderMark, ///< systemd, dash and bash lose the first key
    CarriageReturns, ///< dash and bash keep a CR at the end of every value
    ExportPrefix, ///< `export K=V`: docker and kubectl refuse it, systemd loses the key
    SpacesAroundEquals, ///< `K = V`: docker, kubectl and shells
    QuotesKeptByDocker, ///< `K="V"`: docker run --env-file and kubectl keep the quotes. detail: what needs them
    TrailingNoteOnLine, ///< `K=V # note`: docker, systemd and kubectl keep the note
    SubstitutionNotFollowed, ///< `$NAME` or `$(cmd)`: shells and Compose put something in its place; taken literally
    BlanksAtEnd, ///< blanks behind the value, which docker and kubectl keep, or around it in quotes; cut
    ShellReadsOtherwise, ///< not in quotes, and a shell does not take it as it is; detail: the character
    LinesJoined, ///< a service account that was wrapped: its lines are one value
    SecretReference, ///< a reference into a secret store; kept, and never sent anywhere. detail: which kind
    LowerCaseKey, ///< `idp_client_id=` in an environment file is not read
    DuplicateKey, ///< the last one counts; kubectl refuses
    MisspelledKey, ///< ipd_service_account, from the documented page of 2021; detail: the right name
    EmptyValue, ///< counts as not set
    PlaceholderValue, ///< copied from a documentation page
    UnquotedNumber, ///< config.yaml: a value that YAML reads as another type
    NotOkta, ///< IDP_PROVIDER names another provider
    ProviderMissing, ///< IDP_PROVIDER is not there
    ProviderUrlSchemeMissing,
    ProviderUrlTrailingSlash, ///< issuer mismatch at sign-in
    ProviderUrlAdminHost, ///< the administrators' host
    ProviderUrlPathRemoved, ///< the discovery document, the callback, or another path that is no issuer
    ProviderUrlUnusable, ///< left out
    AuthenticateUrlNormalised, ///< path, slash, query or fragment cut
    AuthenticateUrlUnusable, ///< left out
    CallbackPathLeftOut, ///< AUTHENTICATE_CALLBACK_PATH: gone in 0.31. Left out: the path is the usual one then
    ServiceAccountWrong, ///< `serviceAccountError` says why; the token was recovered when `apiToken` is there
    ClientSecretEncoded, ///< base64 of an Okta secret; only the service account is encoded. Decoded
    ScopesWithSpaces, ///< IDP_SCOPES are split at commas and not trimmed
    ScopesReplaceDefaults, ///< not the scopes that Pomerium asks for
    QueriesPerSecondIgnored, ///< IDP_QPS: the Okta provider does not read it from 0.10.3. Left out
    DurationWithoutUnit, ///< `300`: fatal in the environment, nanoseconds in YAML; left out
    SecretWithoutBase64, ///< COOKIE_SECRET or SHARED_SECRET is not 32 bytes in base64; left out
    SecretFileNotRead, ///< IDP_CLIENT_SECRET_FILE: the path is kept, the file was not opened
    RequestParametersKept, ///< IDP_REQUEST_PARAMS: kept as it is; JSON from 0.24 only
    OtherSettingsKept ///< settings that are none of ours; detail: their names
};

/// One note, with where it was seen.
struct ImportRemark
{
    ImportNote note = ImportNote::OtherSettingsKept;
    QString key; ///< the key as the file has it; empty: the whole file
    int line = 0; ///< from 1; 0: the whole file
    QString detail; ///< never a secret
    std::optional<ServiceAccountError> serviceAccountError;
};

/// Why a file could not be read at all.
struct ImportError
{
    enum class Reason {
        NotReadable, ///< detail: the system's words
        NotAFile, ///< a folder, a pipe, a device
        Empty,
        TooLarge, ///< more than 4 MiB, or more settings than any configuration has
        NotText, ///< UTF-16, or not UTF-8, or with NUL
        NothingOfOurs, ///< no key that Pomerium's identity provider settings have
        UnsupportedLine, ///< neither KEY=VALUE nor a comment; `line`
        UnterminatedQuote, ///< `line`: where it begins
        UnsupportedYaml, ///< a form of YAML that is not read here, for one of our keys or at the top level
        DifferentFormat ///< it is the other kind of file, a manifest, or JSON; detail names it
    };
    Reason reason = Reason::UnsupportedLine;
    int line = 0;
    QString detail;
};

/// What a file says, repaired where the repair is certain, and what was wrong with it.
struct Import
{
    std::optional<QString> providerUrl;
    std::optional<QString> clientId;
    std::optional<Secret> clientSecret;
    std::optional<QString> clientSecretPath;
    std::optional<AuthenticateUrl> authenticateUrl;
    QString callbackPath; ///< AUTHENTICATE_CALLBACK_PATH, which no export writes; empty: not there, or no path
    std::optional<Secret> apiToken;
    std::optional<Release> release; ///< only when the file says it (a service account means 0.19 or older)
    bool groupsFromClaim = false;
    std::optional<QStringList> scopes; ///< none: absent, or what an export writes anyway
    std::optional<std::chrono::milliseconds> directoryTimeout, directoryInterval;
    std::optional<Secret> cookieSecret, sharedSecret;
    QList<std::shared_ptr<const OtherVariable>> references; ///< see IdentityProviderSettings
    QList<std::shared_ptr<const OtherVariable>> otherVariables;
    std::optional<Secret> otherConfiguration;
    QList<ImportRemark> notes; ///< in the order of the file

    [[nodiscard]] bool has(ImportNote note) const;
    /// The same about one key, as the file has it.
    [[nodiscard]] bool hasFor(ImportNote note, const QString &key) const;
    /// As settings to export again; what is not there is empty.
    [[nodiscard]] IdentityProviderSettings toSettings() const;
};

/// Reads an environment file as an administrator may have it: as this program writes it in any dialect, or with the
/// classic mistakes, each of which is named.
[[nodiscard]] Expected<Import, ImportError> importEnvironmentFile(QByteArrayView bytes);
/// Reads the environment of the service in a Compose file that has our variables. Nothing else of it is kept.
[[nodiscard]] Expected<Import, ImportError> importCompose(QByteArrayView bytes);
/// Reads the top-level settings of a config.yaml. Everything else in it is kept as it is.
[[nodiscard]] Expected<Import, ImportError> importConfigYaml(QByteArrayView bytes);

} // namespace pomerium

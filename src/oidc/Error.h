#pragma once

#include "http/TransportError.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <utility>

namespace oidc {

/// What a server said when it refused, as far as it said anything. Every text went through serverText().
struct ServerAnswer
{
    int httpStatus = 0; ///< 0: it came through the browser, not as a reply
    QString error = {}; ///< `error` (RFC 6749 sections 4.1.2.1 and 5.2) or `errorCode`, the other shape
    QString description = {}; ///< `error_description` or `errorSummary`
    QString errorId = {}; ///< `errorId`, for the provider's support
    QString requestId = {}; ///< the X-Okta-Request-Id header
    bool isManagementShape = false; ///< {errorCode, errorSummary, ...} instead of {error, error_description}
    std::optional<QDateTime> retryAt = {}; ///< HTTP 429: X-Rate-Limit-Reset corrected by the server's Date, our clock
};

/// Whose answer cannot be used.
enum class Stage { Discovery, Keys, Token, UserInfo };

/// Why an answer cannot be used, before anything in it is judged. The same for every stage.
enum class Fault {
    NotFound, ///< 404: not an issuer, or no such organization
    Refused, ///< another status that is not 200, or an OAuth error; see Error::answer
    RateLimited, ///< 429; see Error::answer
    ServerError, ///< 5xx; see Error::answer
    Redirected, ///< 3xx, not followed (RFC 9700 section 4.12); detail: the target
    Html, ///< a web page: no such organization, a proxy, a captive portal
    Empty, ///< no body, or an empty set of keys
    Malformed, ///< not JSON, or a member of the wrong form; detail: which
    NotObject, ///< JSON, but a list or a bare value
    NotJson ///< JSON by its bytes, another media type by its header, by which some clients go
};

/// Why a part of the sign-in check is not good. One list for the whole library: a login is one flow, and `advice`
/// has one sentence for each.
struct Reason
{
    enum Code {
        // Any request
        Answer, ///< an answer that cannot be used; see `stage` and `fault`
        Transport, ///< no answer; see Error::transport
        AnswerCompressed, ///< although no encoding was asked for; detail: the Content-Encoding

        // Discovery (OpenID Connect Discovery section 4)
        IssuerInvalid, ///< what was entered is no issuer URL: query, fragment, no https
        IssuerMissing,
        IssuerMismatch, ///< another issuer; see Error::discoveredIssuer
        IssuerNotExact, ///< the same but for a final slash or letter case; see Error::discoveredIssuer
        MetadataMemberMissing, ///< detail: the member
        MetadataMemberInvalid, ///< detail: the member and what is wrong
        InsecureEndpoint, ///< http on another host; detail: the member
        CodeFlowUnsupported, ///< response_types_supported without `code`
        ClientSecretUnsupported, ///< neither client_secret_basic nor client_secret_post is offered
        SigningAlgorithmsUnsupported, ///< none that we verify: only HS* or `none`
        PkceNotAdvertised, ///< a warning: S256 is not in code_challenge_methods_supported

        // Keys (RFC 7517)
        KeysUnfamiliar, ///< the relying party cannot read the set; detail: which key, which member
        NoUsableKey, ///< no signature key of a type and size that we use; detail: why each was left out

        // Client authentication and what the application is allowed
        ClientRefused, ///< invalid_client and relatives; see Error::answer
        ClientContradicted, ///< a warning: the metadata refuses the client, and the token endpoint accepts its secret
        RefreshGrantOff, ///< the application may not use the refresh grant; answer lists what it may use
        DpopRequired, ///< the app wants DPoP proofs (RFC 9449), which few relying parties have
        RedirectUriRefused, ///< the authorization endpoint does not redirect to this URI; detail: the URI
        RedirectUriUnclear, ///< asked about a redirect URI, it gave an answer that says neither yes nor no
        StateRefused, ///< refused with a `state` as the relying party sends it, not with a short one; detail: the URI
        PkceRequired, ///< refused without PKCE, and the relying party (or some release of it) sends none
        PkceRequiredUnadvertised, ///< the same, and without S256 in the metadata no release sends it

        // Authorization response (RFC 6749 section 4.1.2, RFC 9207)
        PortsTaken, ///< no port of the list is free; detail: the ports
        PortsForbidden, ///< the system lets nobody listen there: reserved, or forbidden by a policy; detail: the ports
        BrowserNotStarted, ///< detail: why
        RedirectTimedOut, ///< nothing came back
        RedirectTimedOutAfterHttps, ///< nothing came back, but a TLS greeting did: the browser used https
        RedirectTimedOutUriRefused, ///< nothing came back, and the probe had seen the redirect URI refused
        RedirectTimedOutPage, ///< nothing came back, and the probe had seen a page or an error; see Error::answer
        AuthorizationDenied, ///< an error response with the right state; see Error::answer
        ResponseMalformed, ///< a parameter twice, or both code and error
        ResponseWithoutCode,
        ResponseIssuerMismatch, ///< RFC 9207 section 2.4; detail: the iss that came
        ResponseIssuerMissing, ///< promised by the metadata, and not there

        // Token endpoint (RFC 6749 sections 5.1 and 5.2)
        TokenTypeUnsupported, ///< not Bearer; detail: the type
        TokenTypeMissing,
        CodeSpentByFirstAttempt, ///< refused with the secret in the header, and then in the body because of that
        AccessTokenMissing,
        IdTokenMissing,

        // ID token, its form and signature (RFC 7515, RFC 7518, RFC 8725)
        IdTokenMalformed, ///< detail: what
        IdTokenEncrypted, ///< five parts
        IdTokenUnsigned, ///< alg none
        IdTokenAlgorithmRefused, ///< HS* or unknown; detail: alg
        IdTokenAlgorithmNotAdvertised, ///< detail: alg
        IdTokenAlgorithmNotTaken, ///< sound, but the relying party (or some release of it) refuses it; detail: alg
        IdTokenCriticalHeader, ///< crit, b64, zip
        IdTokenWrongType, ///< typ at+jwt: an access token
        IdTokenKeyUnknown, ///< kid not in the set, also after one refetch
        IdTokenSignatureInvalid,

        // ID token, its claims (OpenID Connect Core sections 3.1.3.7 and 12.2)
        IdTokenIssuerMismatch,
        IdTokenIssuerMissing,
        IdTokenSubjectMissing, ///< also empty, not a string, longer than 255
        IdTokenAudienceMismatch,
        IdTokenAudienceMissing,
        IdTokenAudienceInvalid, ///< not a string or list of strings
        IdTokenAudienceUntrusted, ///< a second audience
        IdTokenAuthorizedPartyMismatch, ///< azp
        IdTokenExpired,
        IdTokenExpiryMissing, ///< also not a usable number
        IdTokenIssuedAtMissing,
        IdTokenIssuedTooLongAgo,
        IdTokenIssuedInFuture,
        IdTokenNotYetValid, ///< nbf
        IdTokenTimeInvalid, ///< a time claim that is not a number
        IdTokenNonceMismatch,
        IdTokenNonceMissing,
        IdTokenAccessTokenHashMismatch, ///< at_hash
        IdTokenCodeHashMismatch, ///< c_hash
        IdTokenLeewayUsed, ///< a warning: iat or nbf is ahead, within the leeway; detail: which claim, seconds

        // UserInfo (OpenID Connect Core section 5.3)
        UserInfoEndpointMissing,
        UserInfoMemberInvalid, ///< of a type that the relying party refuses; detail: which member
        UserInfoSigned, ///< application/jwt, and no key of the set verifies it
        UserInfoSubjectMissing,
        UserInfoSubjectMismatch,
        EmailMissing, ///< a warning: policies mostly go by email

        // Refresh (RFC 6749 section 6, OpenID Connect Core section 12)
        RefreshTokenMissing, ///< none came with the tokens
        RefreshRefused, ///< see Error::answer
        RefreshedSubjectMismatch,
        RefreshedAudienceMismatch,
        RefreshedTimesInvalid, ///< iat older than the first token's, or another auth_time
        RefreshedAuthorizedPartyMismatch,
        RefreshScopeReduced, ///< a warning
        AuthTimeRestamped, ///< a warning: each token's auth_time is the time when it was issued

        // Groups
        GroupsClaimMissing,
        GroupsClaimInvalid, ///< not a list of strings
        GroupsClaimJoined, ///< one text with commas
        GroupsClaimOtherName, ///< not there, but claims of similar names are; detail: their names

        // Revocation (RFC 7009)
        RevocationEndpointMissing, ///< a warning
        RevocationRefused, ///< a warning: the refresh token could not be revoked
        AccessTokenNotRevoked, ///< a warning: only an access token could not be revoked
        RevocationUnproven, ///< a warning: revoked, but whether it is dead could not be seen
        RefreshTokenStillAlive ///< revoked, and it still works
    };

    constexpr Reason(Code alone) // NOLINT(google-explicit-constructor): most reasons are one word
        : code(alone)
    {
    }
    constexpr Reason(Stage whose, Fault what)
        : code(Answer)
        , stage(whose)
        , fault(what)
    {
    }
    constexpr Reason() = default; ///< for QTest's columns
    friend constexpr bool operator==(const Reason &, const Reason &) = default;

    Code code = Transport;
    Stage stage = Stage::Discovery; ///< with Answer
    Fault fault = Fault::Refused; ///< with Answer
};

/// Why a part of the sign-in check is not good, with what is known about it.
struct Error
{
    using Reason = oidc::Reason;

    Reason reason = Reason::Transport;
    QString discoveredIssuer = {}; ///< IssuerMismatch, IssuerNotExact: what the document says, byte for byte
    QString detail = {}; ///< English, for the details pane; safe to show as plain text; never a secret
    ServerAnswer answer = {};
    std::optional<http::TransportError> transport = {};
    std::optional<qint64> clockOffset = {}; ///< seconds that the server's clock is ahead, with reasons about time
    std::optional<qsizetype> sentSecretSize = {}; ///< bytes of the client secret that was refused
};

/// An error that is told by its reason, and by what the server said.
[[nodiscard]] inline Error because(Reason reason, QString detail = {}, ServerAnswer answer = {})
{
    Error error;
    error.reason = reason;
    error.detail = std::move(detail);
    error.answer = std::move(answer);
    return error;
}

} // namespace oidc

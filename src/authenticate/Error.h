#pragma once

#include "authenticate/Mistake.h"
#include "http/TransportError.h"

#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace authenticate {

/// Why a running Pomerium, as it is seen from outside, is not as it should be; or why that cannot be told.
struct Error
{
    enum class Reason {
        // Any request
        Transport, ///< no answer; see Error::transport
        NoTls, ///< the port does not speak TLS: plain HTTP, where https is asked for

        // What answers instead of /.well-known/pomerium/
        NotPomerium, ///< 404: another server, or a proxy that does not pass this path on
        WrongHost, ///< 421: a Pomerium (to 0.17) that does not know this host name
        WebPage, ///< a page where a document should be: a load balancer's login, a captive portal
        AccessRefused, ///< 401 or 403 from something before Pomerium
        RedirectedElsewhere, ///< detail: the target
        RedirectedToHttps, ///< asked for http
        RedirectedToHttp, ///< https is not where Pomerium is
        Unavailable, ///< 502, 503, 504: a proxy without Pomerium behind it
        ServerError, ///< 500
        UnexpectedStatus, ///< another status; detail
        NotPomeriumDocument, ///< an answer that is no such document

        // What that document says
        HostedService, ///< AUTHENTICATE_SERVICE_URL is not set: Pomerium's hosted service signs people in
        CallbackInsecure, ///< http instead of https; detail: the callback
        CallbackPathDiffers, ///< AUTHENTICATE_CALLBACK_PATH; detail: the callback
        CallbackPortDiffers, ///< detail: the callback
        AnotherPomerium, ///< it thinks that it is elsewhere; detail: the callback

        // Where people are sent
        NotRedirected, ///< a page, or 404, instead of a redirect to the provider
        ProviderElsewhere, ///< another authorization endpoint; detail: which
        ClientIdMissing,
        ClientIdDiffers, ///< detail: which
        RedirectUriDiffers, ///< detail: which
        RequestParametersDiffer, ///< other parameters than those of IDP_REQUEST_PARAMS; detail: both
        ScopesDiffer, ///< detail: both
        IssuerNotExact, ///< 500: IDP_PROVIDER_URL is not the issuer letter by letter; mistakes, detail: the page's
                        ///< words
        IssuerUnreachable, ///< 500: all settings are right, so Pomerium itself cannot reach the provider, or trust it
        ProviderMissing, ///< 500: IDP_PROVIDER is not set
        ProviderUnknown, ///< 500: IDP_PROVIDER is no name of a provider, such as one in quotes
        SignInFailed, ///< 500 for a reason that only the log has
        ServicesDiffer, ///< authenticate and authorize have different settings

        // The settings as a whole
        SettingsDiffer, ///< another id; mistakes say why, where one was found
        IdEncrypted, ///< 0.21 to 0.24
        IdAbsent, ///< 0.16 or older
        IdOutOfReach, ///< /.pomerium/jwt is not served here: authenticate runs apart; a route would tell
        SecretUnknown, ///< the client secret is not known here
        RequestParametersUnread, ///< IDP_REQUEST_PARAMS are written in a form that is not read here
        SignInElsewhere, ///< people are sent to another authenticate service; detail: where
        KeyUnreachable, ///< 500 or 503 where a person is to be sent on: Pomerium cannot fetch its own public key
        ReleaseContradicted, ///< a warning: it is no Pomerium of the release that was given; detail: which it is

        // Okta's answer to that very request
        ProviderRefused, ///< a page that says no; detail: the status and its words
        ProviderSilent, ///< no answer that says yes or no; detail

        // A route
        RouteOpen, ///< answers without asking anybody to sign in
        RouteNotFound, ///< Pomerium knows no such route
        RouteRefused, ///< 401 or 403 without a sign-in
        RouteHasOwnClient, ///< another client ID than the others; detail: which
        RouteSettingsDiffer ///< the same client ID, but not the same settings; mistakes, where found
    };

    Reason reason = Reason::Transport;
    QString detail = {}; ///< English, for the details pane; safe to show as plain text; never a secret, never an id
    QList<Mistake> mistakes = {}; ///< what explains it, at most two
    std::optional<http::TransportError> transport = {};
};

/// Whether this is only what some releases hide, whatever they run with: no sign of anything wrong.
[[nodiscard]] inline bool isHiddenByRelease(const Error &error)
{
    return error.reason == Error::Reason::IdEncrypted || error.reason == Error::Reason::IdAbsent;
}

/// An error that is told by its reason.
[[nodiscard]] inline Error because(Error::Reason reason, QString detail = {}, QList<Mistake> mistakes = {})
{
    Error error;
    error.reason = reason;
    error.detail = std::move(detail);
    error.mistakes = std::move(mistakes);
    return error;
}

} // namespace authenticate

#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace http {

/// What a server's certificate says about itself, for the person who has to decide what is wrong with it.
struct Certificate
{
    QString subject = {};
    QString issuer = {};
    QDateTime validFrom;
    QDateTime validUntil;
};

/// Why there is no answer from a server. A status code, whichever, is an answer and not one of these.
struct TransportError
{
    enum class Reason {
        InvalidUrl, ///< not an absolute http or https URL with a host
        InsecureUrl, ///< http to a host that is not this computer (RFC 9700 section 2.6)
        NameNotFound, ///< DNS knows no such host
        ConnectionRefused, ///< nothing listens there
        ConnectionClosed, ///< hung up before the answer was complete; Qt says the same when the answer is no HTTP at
                          ///< all
        Unreachable, ///< no route, no network
        TimedOut, ///< no complete answer within the limit
        TlsExpired, ///< the certificate is no longer valid
        TlsNotYetValid, ///< the certificate is not valid yet: often the clock of this computer
        TlsWrongHost, ///< the certificate is for other names
        TlsUnknownAuthority, ///< issued by an authority that this computer does not trust, or self-signed
        TlsRevoked,
        TlsHandshakeFailed, ///< no common protocol, or not TLS at all
        TlsUnavailable, ///< this program has no TLS backend: a packaging mistake
        ProxyAuthenticationRequired, ///< HTTP 407
        ProxyUnreachable, ///< the proxy was not found, refused, closed, or would not or could not pass us on
        TooLarge, ///< more than Request::maximumBodySize
        Malformed, ///< HTTP with impossible numbers: a status or Content-Length that is none
        Other
    };
    Reason reason = Reason::Other;
    QString host = {}; ///< whom we tried to reach
    QString detail = {}; ///< from Qt, untranslated
    std::optional<Certificate> certificate = {}; ///< with the Tls* reasons, where one was shown
};

} // namespace http

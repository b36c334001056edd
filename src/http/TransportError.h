#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace http {

/// What a server's certificate says about itself, for the person who has to decide what is wrong with it.
struct Certificate
{
    QString subject = {};
    QString issuer = {};
    QDateTime validFrom;
    QDateTime validUntil;
    /// Who issued the last certificate that the server sent, where that one is neither sent nor known here.
    QString missingIssuer = {};
};

/// Why there is no answer from a server. A status code, whichever, is an answer and not one of these.
struct TransportError
{
    enum class Reason {
        InvalidUrl, ///< not an absolute http or https URL with a host
        InsecureUrl, ///< http to a host that is not this computer (RFC 9700 section 2.6)
        OutsidePractice, ///< another computer, where ClientSettings::isLoopbackOnly
        NameNotFound, ///< DNS knows no such host
        ConnectionRefused, ///< nothing listens there
        ConnectionClosed, ///< hung up before the answer was complete
        Unreachable, ///< no route, no network
        TimedOut, ///< no complete answer within the limit
        TlsExpired, ///< the certificate is no longer valid
        TlsNotYetValid, ///< the certificate is not valid yet: often the clock of this computer
        TlsWrongHost, ///< the certificate is for other names
        TlsUnknownAuthority, ///< issued by an authority that this computer does not trust, or self-signed
        TlsIncompleteChain, ///< the server left out the certificate of its issuer, and says itself where it is had
        TlsRevoked,
        TlsClientCertificateWanted, ///< the server lets nobody in without a certificate of their own; we have none
        TlsHandshakeFailed, ///< no common protocol, or not TLS at all
        TlsUnavailable, ///< this program has no TLS backend: a packaging mistake
        ProxyAuthenticationRequired, ///< HTTP 407; proxySchemes says how
        ProxyUnreachable, ///< the proxy was not found, refused or closed
        ProxyRefused, ///< the proxy is there and would not or could not pass us on; proxyStatus says how
        ProxyInvalid, ///< the setting names no proxy that can be used
        TooLarge, ///< more than Request::maximumBodySize, or heads or framing without end
        Malformed, ///< no HTTP, or with impossible numbers: a status or Content-Length that is none
        Other
    };
    Reason reason = Reason::Other;
    QString host = {}; ///< whom we tried to reach
    QString detail = {}; ///< untranslated
    std::optional<Certificate> certificate = {}; ///< with the Tls* reasons, where one was shown; safe to show
    QString proxy = {}; ///< "host:port" of the proxy that was asked, also where it is not at fault
    int proxyStatus = 0; ///< what it answered instead of a tunnel
    QStringList proxySchemes = {}; ///< with 407: "Negotiate", "NTLM", "Basic"; safe to show
};

} // namespace http

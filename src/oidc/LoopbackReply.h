#pragma once

#include <QByteArray>

namespace oidc {

/// The few things that the loopback listener can say to a browser, byte for byte. All are constants: there is no
/// parameter through which something of a request could get into one.
enum class LoopbackReply {
    SignedIn, ///< 200, the page says that the sign-in was good
    Failed, ///< 200, the page says that the check did not pass
    Returned, ///< 200, the page says only where to look
    Redirect, ///< 303 to /done, without a query: code and state leave the address bar
    BadRequest, ///< 400
    Forbidden, ///< 403: not a navigation
    NotFound, ///< 404
    MethodNotAllowed, ///< 405
    UriTooLong, ///< 414
    MisdirectedRequest, ///< 421: another host (RFC 9110 section 15.5.20)
    HeadersTooLarge, ///< 431
    ServiceUnavailable, ///< 503: a prefetch, which may not use up the response
    VersionNotSupported ///< 505
};

/// Status line, headers and body.
[[nodiscard]] QByteArray loopbackReplyBytes(LoopbackReply reply);

} // namespace oidc
